package wins

import (
	"fmt"
	"time"

	"laurel/internal/db"
)

// clipRow is one of the win_clips table.
type clipRow struct {
	Channel string  `db:"channel"`
	TS      string  `db:"ts"`
	Person  string  `db:"person"`
	File    string  `db:"file"`
	Words   string  `db:"words"`
	SinceAt db.Time `db:"since_at"`
	DueAt   db.Time `db:"due_at"`
	Patient bool    `db:"patient"`
}

const clipColumns = `channel, ts, person, file, words, since_at, due_at, patient`

func (r clipRow) clip() Clip {
	return Clip{
		Person: r.Person, Where: Where{Channel: r.Channel, TS: r.TS}, File: r.File, Words: r.Words,
		Since: r.SinceAt.Time, Patient: r.Patient, due: r.DueAt.Time,
	}
}

func insertClip(tx *db.Tx, c Clip) error {
	err := tx.One(`insert into win_clips (`+clipColumns+`) values (?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (channel, ts) do update set words = excluded.words`,
		c.Where.Channel, c.Where.TS, c.Person, c.File, c.Words, db.At(c.Since), db.At(c.due), c.Patient)
	if err != nil {
		return fmt.Errorf("await a clip: %w", err)
	}
	return nil
}

func loadDueClips(tx *db.Tx, limit int) ([]Clip, error) {
	var rows []clipRow
	err := tx.Select(&rows, `select `+clipColumns+` from win_clips where due_at <= ? order by due_at, channel, ts limit ?`,
		db.At(tx.Now()), limit)
	if err != nil {
		return nil, fmt.Errorf("read which clips are due: %w", err)
	}
	found := make([]Clip, len(rows))
	for i, r := range rows {
		found[i] = r.clip()
	}
	return found, nil
}

// postponeClip is true for the one process that takes a clip which is due.
func postponeClip(tx *db.Tx, c Clip, until time.Time) (bool, error) {
	n, err := tx.Exec(`update win_clips set due_at = ? where channel = ? and ts = ? and due_at = ?`,
		db.At(until), c.Where.Channel, c.Where.TS, db.At(c.due))
	if err != nil {
		return false, fmt.Errorf("take a clip: %w", err)
	}
	return n > 0, nil
}

func markPatient(tx *db.Tx, c Clip) (bool, error) {
	n, err := tx.Exec(`update win_clips set patient = ? where channel = ? and ts = ? and not patient`,
		true, c.Where.Channel, c.Where.TS)
	if err != nil {
		return false, fmt.Errorf("note what was told of a clip: %w", err)
	}
	return n > 0, nil
}

func deleteClip(tx *db.Tx, m Where) (Clip, bool, error) {
	var rows []clipRow
	err := tx.Select(&rows, `delete from win_clips where channel = ? and ts = ? returning `+clipColumns, m.Channel, m.TS)
	if err != nil {
		return Clip{}, false, fmt.Errorf("end the waiting for a clip: %w", err)
	}
	if len(rows) == 0 {
		return Clip{}, false, nil
	}
	return rows[0].clip(), true, nil
}
