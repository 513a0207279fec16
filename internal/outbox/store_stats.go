package outbox

import (
	"fmt"
	"strings"
	"time"

	"laurel/internal/db"
)

// Stats counts what is not sent.
func (s *Store) Stats(tx *db.Tx) (Stats, error) {
	var row struct {
		Pending int64   `db:"pending"`
		Held    int64   `db:"held"`
		Dead    int64   `db:"dead"`
		Oldest  db.Time `db:"oldest"`
	}
	err := tx.Get(&row, `select count(*) as pending, coalesce(sum(case when state = 'held' then 1 else 0 end), 0) as held,
		coalesce(min(case when run_at <= ? and state <> 'waiting' then run_at end), 0) as oldest,
		(select count(*) from outbox where state = 'dead') as dead from outbox where done_at = 0`, db.At(tx.Now()))
	if err != nil {
		return Stats{}, fmt.Errorf("count the outbox: %w", err)
	}
	return Stats{Pending: row.Pending, Held: row.Held, Dead: row.Dead, Oldest: row.Oldest.Time}, nil
}

// Leaves tells whether a new message of one of these kinds, no update, left for somebody or is to leave from one time up to
// another. One that was cancelled or given up counts too: it was to be read then.
func (s *Store) Leaves(tx *db.Tx, recipient string, kinds []string, from, to time.Time) (bool, error) {
	args := []any{recipient, db.At(from), db.At(to)}
	for _, kind := range kinds {
		args = append(args, kind)
	}
	var n int
	err := tx.Get(&n, `select count(*) from outbox where recipient = ? and original = '' and run_at >= ? and run_at < ?
		and kind in (?`+strings.Repeat(", ?", len(kinds)-1)+`)`, args...)
	if err != nil {
		return false, fmt.Errorf("look what leaves for somebody: %w", err)
	}
	return n > 0, nil
}

// Failure is a message that was given up.
type Failure struct {
	Key    Key
	Reason string // Permanent's; "attempts" after ten of them; "original" for an update of a message that was given up
	At     time.Time
}

// Failures lists the messages that were given up at or after a time, oldest first.
func (s *Store) Failures(tx *db.Tx, since time.Time) ([]Failure, error) {
	var rows []struct {
		Key
		Reason string
		DoneAt db.Time `db:"done_at"`
	}
	err := tx.Select(&rows, `select kind, recipient, object, period, reason, done_at from outbox
		where state = 'dead' and done_at >= ? order by done_at, id`, db.At(since))
	if err != nil {
		return nil, fmt.Errorf("list what was given up: %w", err)
	}
	failures := make([]Failure, len(rows))
	for i, row := range rows {
		failures[i] = Failure{Key: row.Key, Reason: row.Reason, At: row.DoneAt.Time}
	}
	return failures, nil
}
