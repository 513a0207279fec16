package coaching

import (
	"fmt"
	"time"

	"laurel/internal/db"
	"laurel/wins"
)

// askedRow is one question whether a win held.
type askedRow struct {
	Win        string  `db:"win"`
	Days       int     `db:"days"`
	Day        string  `db:"day"`
	Answer     string  `db:"answer"`
	AnsweredAt db.Time `db:"answered_at"`
}

// loadAsked reads what was asked about these wins, by win.
func loadAsked(tx *db.Tx, list []wins.Ripening) (map[string][]askedRow, error) {
	ids := make([]string, len(list))
	for i, w := range list {
		ids[i] = w.ID
	}
	var rows []askedRow
	err := db.SelectIn(tx, &rows, `select win, days, day, answer, answered_at from coaching_followups where win in (?)`, ids)
	if err != nil {
		return nil, fmt.Errorf("read which wins were asked about: %w", err)
	}
	found := map[string][]askedRow{}
	for _, r := range rows {
		found[r.Win] = append(found[r.Win], r)
	}
	return found, nil
}

func saveAsked(tx *db.Tx, win string, days int, person, day string) error {
	err := tx.One(`insert into coaching_followups (win, days, person, day, asked_at) values (?, ?, ?, ?, ?)`,
		win, days, person, day, db.At(tx.Now()))
	if err != nil {
		return fmt.Errorf("keep that a win is asked about: %w", err)
	}
	return nil
}

func loadMessage(tx *db.Tx, person, day string) ([]askedRow, error) {
	var rows []askedRow
	err := tx.Select(&rows, `select win, days, day, answer, answered_at from coaching_followups
		where person = ? and day = ? order by win, days`, person, day)
	if err != nil {
		return nil, fmt.Errorf("read what a message asked: %w", err)
	}
	return rows, nil
}

func loadQuestion(tx *db.Tx, person, win string, days int) (askedRow, error) {
	var r askedRow
	err := tx.Get(&r, `select win, days, day, answer, answered_at from coaching_followups
		where win = ? and days = ? and person = ?`, win, days, person)
	if db.IsNoRows(err) {
		return r, ErrNotFound
	}
	if err != nil {
		return r, fmt.Errorf("read a question: %w", err)
	}
	return r, nil
}

func saveAnswer(tx *db.Tx, person, win string, days int, answer string) (bool, error) {
	n, err := tx.Exec(`update coaching_followups set answer = ?, answered_at = ?
		where win = ? and days = ? and person = ? and answer = ''`, answer, db.At(tx.Now()), win, days, person)
	if err != nil {
		return false, fmt.Errorf("keep an answer: %w", err)
	}
	return n == 1, nil
}

// loadWeeks reads when these people were asked for their week, by person, since a time.
func loadWeeks(tx *db.Tx, people []string, since time.Time) (map[string][]weekRow, error) {
	var rows []weekRow
	err := db.SelectIn(tx, &rows, `select person, week, asked_at from coaching_weeks
		where person in (?) and asked_at >= ?`, people, db.At(since))
	if err != nil {
		return nil, fmt.Errorf("read who was asked for which week: %w", err)
	}
	found := map[string][]weekRow{}
	for _, r := range rows {
		found[r.Person] = append(found[r.Person], r)
	}
	return found, nil
}

// weekRow is one weekly question.
type weekRow struct {
	Person string  `db:"person"`
	Week   string  `db:"week"`
	At     db.Time `db:"asked_at"`
}

// saveWeek stores that somebody is asked for their week: true the first time only.
func saveWeek(tx *db.Tx, person, week string) (bool, error) {
	n, err := tx.Exec(`insert into coaching_weeks (person, week, asked_at) values (?, ?, ?)
		on conflict (person, week) do nothing`, person, week, db.At(tx.Now()))
	if err != nil {
		return false, fmt.Errorf("keep that a week is asked for: %w", err)
	}
	return n == 1, nil
}
