package coaching

import (
	"fmt"
	"time"

	"laurel/internal/db"
	"laurel/wins"
)

// loadSettings reads what these people chose; who chose nothing is absent.
func loadSettings(tx *db.Tx, people []string) (map[string]Settings, error) {
	var rows []struct {
		Person     string  `db:"person"`
		Hints      bool    `db:"hints"`
		FollowUps  bool    `db:"followups"`
		Goals      bool    `db:"goals"`
		Weekly     bool    `db:"weekly"`
		Day        int     `db:"weekly_day"`
		At         int     `db:"weekly_at"`
		Chosen     bool    `db:"chosen"`
		QuietUntil string  `db:"quiet_until"`
		AnsweredAt db.Time `db:"answered_at"`
	}
	err := db.SelectIn(tx, &rows, `select person, hints, followups, goals, weekly, weekly_day, weekly_at, chosen,
		quiet_until, answered_at from coaching_settings where person in (?)`, people)
	if err != nil {
		return nil, fmt.Errorf("read people's settings: %w", err)
	}
	found := make(map[string]Settings, len(rows))
	for _, r := range rows {
		found[r.Person] = Settings{
			Person: r.Person, Hints: r.Hints, FollowUps: r.FollowUps, Goals: r.Goals, QuietUntil: r.QuietUntil,
			Weekly:     Weekly{On: r.Weekly, Chosen: r.Chosen, Day: time.Weekday(r.Day), At: r.At},
			answeredAt: r.AnsweredAt.Time,
		}
	}
	return found, nil
}

func saveSettings(tx *db.Tx, s Settings) error {
	err := tx.One(`insert into coaching_settings
		(person, hints, followups, goals, weekly, weekly_day, weekly_at, chosen, quiet_until, answered_at)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (person) do update set hints = excluded.hints, followups = excluded.followups,
			goals = excluded.goals, weekly = excluded.weekly, weekly_day = excluded.weekly_day, weekly_at = excluded.weekly_at,
			chosen = excluded.chosen, quiet_until = excluded.quiet_until, answered_at = excluded.answered_at`,
		s.Person, s.Hints, s.FollowUps, s.Goals, s.Weekly.On, int(s.Weekly.Day), s.Weekly.At, s.Weekly.Chosen, s.QuietUntil,
		db.At(s.answeredAt))
	if err != nil {
		return fmt.Errorf("keep a person's settings: %w", err)
	}
	return nil
}

// shownHint is when a person last saw a kind of hint.
type shownHint struct {
	Kind string  `db:"kind"`
	Win  string  `db:"win"`
	At   db.Time `db:"shown_at"`
}

func loadShownHints(tx *db.Tx, person string) ([]shownHint, error) {
	var rows []shownHint
	if err := tx.Select(&rows, `select kind, win, shown_at from coaching_hints where person = ?`, person); err != nil {
		return nil, fmt.Errorf("read which hints were shown: %w", err)
	}
	return rows, nil
}

// saveShownHint stores that a hint is shown, unless one of its kind was shown since.
func saveShownHint(tx *db.Tx, w wins.Win, kind string, since time.Time) (bool, error) {
	n, err := tx.Exec(`insert into coaching_hints (person, kind, win, shown_at) values (?, ?, ?, ?)
		on conflict (person, kind) do update set win = excluded.win, shown_at = excluded.shown_at
		where coaching_hints.shown_at <= ?`, w.Person, kind, w.ID, db.At(tx.Now()), db.At(since))
	if err != nil {
		return false, fmt.Errorf("keep which hint is shown: %w", err)
	}
	return n == 1, nil
}
