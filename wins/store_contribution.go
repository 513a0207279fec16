package wins

import (
	"fmt"
	"time"

	"laurel/internal/db"
)

// contributionRow is one of win_contributions.
type contributionRow struct {
	Win        string  `db:"win"`
	Person     string  `db:"person"`
	State      string  `db:"state"`
	Withdrawn  bool    `db:"withdrawn"`
	Told       bool    `db:"told"`
	Version    int     `db:"version"`
	AskedAt    db.Time `db:"asked_at"`
	AnsweredAt db.Time `db:"answered_at"`
}

// loadContributions adds to each win who was asked about it, first asked first.
func loadContributions(tx *db.Tx, ids []string, place map[string]*Win) error {
	var rows []contributionRow
	err := db.SelectIn(tx, &rows, `select win, person, state, withdrawn, told, version, asked_at, answered_at
		from win_contributions where win in (?) order by asked_at, person`, ids)
	if err != nil {
		return fmt.Errorf("read who was asked about wins: %w", err)
	}
	for _, r := range rows {
		place[r.Win].Contributions = append(place[r.Win].Contributions, Contribution{
			Win: r.Win, Person: r.Person, State: r.State, Withdrawn: r.Withdrawn, Told: r.Told, Version: r.Version,
			AskedAt: r.AskedAt.Time, AnsweredAt: r.AnsweredAt.Time,
		})
	}
	return nil
}

func insertContribution(tx *db.Tx, c Contribution) error {
	err := tx.One(`insert into win_contributions (win, person, state, withdrawn, told, version, asked_at, answered_at)
		values (?, ?, ?, ?, ?, ?, ?, ?)`,
		c.Win, c.Person, c.State, c.Withdrawn, c.Told, c.Version, db.At(c.AskedAt), db.At(c.AnsweredAt))
	if err != nil {
		return fmt.Errorf("ask about a win: %w", err)
	}
	return nil
}

func saveContribution(tx *db.Tx, c Contribution) error {
	err := tx.One(`update win_contributions set state = ?, withdrawn = ?, version = ?, answered_at = ?
		where win = ? and person = ?`, c.State, c.Withdrawn, c.Version, db.At(c.AnsweredAt), c.Win, c.Person)
	if err != nil {
		return fmt.Errorf("store what came of asking about a win: %w", err)
	}
	return nil
}

// countTold is how many wins a person was asked about by message since then.
func countTold(tx *db.Tx, person string, since time.Time) (n int, err error) {
	err = tx.Get(&n, `select count(*) from win_contributions where person = ? and asked_at > ? and told`,
		person, db.At(since))
	if err != nil {
		return 0, fmt.Errorf("count what a person was asked: %w", err)
	}
	return n, nil
}

func loadQuestions(tx *db.Tx, person string, limit int) (list []Win, open int, err error) {
	var ids []string
	err = tx.Select(&ids, `select k.win from win_contributions as k join wins as w on w.id = k.win
		join win_contributors as c on c.win = k.win and c.person = k.person
		where k.person = ? and k.state = 'asked' and not k.withdrawn and w.status = 'kept' and w.visibility <> 'private'
		order by k.asked_at, k.win`, person)
	if err != nil {
		return nil, 0, fmt.Errorf("read what a person is asked: %w", err)
	}
	for _, id := range ids[:min(len(ids), limit)] {
		w, err := loadOne(tx, id)
		if err != nil {
			return nil, 0, err
		}
		list = append(list, w)
	}
	return list, len(ids), nil
}

func loadUnasked(tx *db.Tx, since time.Time) (found []Unsettled, err error) {
	err = tx.Select(&found, `select w.id as win, c.person from wins as w join win_contributors as c on c.win = w.id
		where w.changed_at >= ? and w.status = 'kept' and w.visibility <> 'private' and w.source <> 'import'
			and not exists (select 1 from win_contributions as k where k.win = c.win and k.person = c.person)
		order by w.id, c.n`, db.At(since))
	if err != nil {
		return nil, fmt.Errorf("look for people named in wins who were not asked: %w", err)
	}
	return found, nil
}

// lockAny is lockOwn whoever's win it is.
func lockAny(tx *db.Tx, id string) (Win, error) {
	n, err := tx.Exec(`update wins set touched = touched where id = ?`, id)
	if err != nil {
		return Win{}, fmt.Errorf("lock a win: %w", err)
	}
	if n == 0 {
		return Win{}, ErrNotFound
	}
	return loadOne(tx, id)
}
