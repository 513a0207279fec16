package inbox

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"laurel/internal/db"
)

// insert writes a batch and returns the ids of those whose key was new; of two with one key the first is.
func insert(tx *db.Tx, batch []*put) (map[string]bool, error) {
	values := strings.Repeat(", (?, ?, ?, ?, ?, ?)", len(batch))[2:]
	args, now := make([]any, 0, 6*len(batch)), db.At(tx.Now())
	for _, p := range batch {
		args = append(args, p.id, p.item.Key, p.item.Kind, p.payload, now, now)
	}
	var ids []string
	err := tx.Select(&ids, `insert into inbox (id, key, kind, payload, run_at, put_at) values `+values+`
		on conflict (key) do nothing returning id`, args...)
	if err != nil {
		return nil, err
	}
	fresh := make(map[string]bool, len(ids))
	for _, id := range ids {
		fresh[id] = true
	}
	return fresh, nil
}

// claimed is an item that a worker holds. Attempt fences it.
type claimed struct {
	ID       string `db:"id"`
	Key      string `db:"key"`
	Kind     string `db:"kind"`
	Payload  []byte `db:"payload"`
	Attempt  int    `db:"attempt"`
	deadline time.Time
}

// claim takes up to n items that are due and not somebody else's. Other replicas skip what this transaction locks.
func claim(tx *db.Tx, n int, lease time.Duration) (items []*claimed, err error) {
	leaseNow, err := tx.LeaseNow()
	if err != nil {
		return nil, fmt.Errorf("read the lease clock: %w", err)
	}
	lock := ""
	if tx.Postgres() {
		lock = "for update skip locked"
	}
	err = tx.Select(&items, `
		with due as materialized (
			select id as due_id from inbox where state = 'pending' and run_at <= ? and lease_until <= ?
			order by run_at, id limit ? `+lock+`)
		update inbox set attempt = attempt + 1, lease_until = ? from due where id = due_id
		returning id, key, kind, payload, attempt`,
		db.At(tx.Now()), db.At(leaseNow), n, db.At(leaseNow.Add(lease)))
	if err != nil {
		return nil, fmt.Errorf("claim items: %w", err)
	}
	return items, nil
}

// finish marks an item done, or returns errFenced when it is no longer this worker's.
func finish(tx *db.Tx, c *claimed) error {
	return fenced(tx, `update inbox set state = 'done', payload = '', done_at = ?
		where id = ? and attempt = ? and state = 'pending'`, db.At(tx.Now()), c.ID, c.Attempt)
}

func retry(tx *db.Tx, c *claimed, after time.Duration) error {
	return fenced(tx, `update inbox set run_at = ?, lease_until = 0
		where id = ? and attempt = ? and state = 'pending'`, db.At(tx.Now().Add(after)), c.ID, c.Attempt)
}

func bury(tx *db.Tx, c *claimed) error {
	return fenced(tx, `update inbox set state = 'dead', done_at = ?
		where id = ? and attempt = ? and state = 'pending'`, db.At(tx.Now()), c.ID, c.Attempt)
}

func fenced(tx *db.Tx, statement string, args ...any) error {
	n, err := tx.Exec(statement, args...)
	if err != nil {
		return fmt.Errorf("mark an item: %w", err)
	}
	if n == 0 {
		return errFenced
	}
	return nil
}

// Once claims a key within the transaction of the flow that it names: true the first time; false when a flow with
// this key was committed before. Commands, clicks and forms are answered at once and so don't go through Put. Two at
// the same time wait for each other.
func Once(tx *db.Tx, key string) (first bool, err error) {
	hash := sha256.Sum256([]byte(key))
	n, err := tx.Exec(`insert into inbox_keys (key, at) values (?, ?) on conflict (key) do nothing`,
		hex.EncodeToString(hash[:]), db.At(tx.Now().Truncate(time.Hour)))
	if err != nil {
		return false, fmt.Errorf("claim a key: %w", err)
	}
	return n == 1, nil
}

// Claimed tells whether a flow with this key was committed: for who doesn't know whether their own commit went through.
func Claimed(tx *db.Tx, key string) (claimed bool, err error) {
	hash := sha256.Sum256([]byte(key))
	var n int
	if err := tx.Get(&n, `select count(*) from inbox_keys where key = ?`, hex.EncodeToString(hash[:])); err != nil {
		return false, fmt.Errorf("look for a key: %w", err)
	}
	return n > 0, nil
}

// Purge deletes what was done, given up or claimed by Once before a time and returns how many rows; what is pending
// stays. A delivery whose key is gone would be done again: keep at least a day.
func (s *Store) Purge(tx *db.Tx, before time.Time) (int64, error) {
	items, err := tx.Exec(`delete from inbox where state <> 'pending' and done_at < ?`, db.At(before))
	if err != nil {
		return 0, fmt.Errorf("purge the inbox: %w", err)
	}
	keys, err := tx.Exec(`delete from inbox_keys where at < ?`, db.At(before.Truncate(time.Hour)))
	if err != nil {
		return 0, fmt.Errorf("purge the inbox's keys: %w", err)
	}
	return items + keys, nil
}

// Stats counts what is not done.
func (s *Store) Stats(tx *db.Tx) (Stats, error) {
	var row struct {
		Pending int64   `db:"pending"`
		Dead    int64   `db:"dead"`
		Oldest  db.Time `db:"oldest"`
	}
	err := tx.Get(&row, `select count(*) as pending, coalesce(min(put_at), 0) as oldest,
		(select count(*) from inbox where state = 'dead') as dead from inbox where state = 'pending'`)
	if err != nil {
		return Stats{}, fmt.Errorf("count the inbox: %w", err)
	}
	return Stats{Pending: row.Pending, Dead: row.Dead, Oldest: row.Oldest.Time}, nil
}
