package slots

import (
	"fmt"
	"time"

	"laurel/internal/db"
)

// Claim takes a slot, or any period's name ("2026-W48"), for a job: true for the first caller only, over all replicas,
// provided tx commits. The job's work belongs in the same transaction; what fails leaves the slot free.
func Claim(tx *db.Tx, job, slot string) (won bool, err error) {
	n, err := tx.Exec(`insert into slots (job, slot, claimed_at) values (?, ?, ?) on conflict (job, slot) do nothing`,
		job, slot, db.At(tx.Now()))
	if err != nil {
		return false, fmt.Errorf("claim a slot of %s: %w", job, err)
	}
	return n == 1, nil
}

// Last is the slot that was claimed last for a job, and when it was claimed (not when it was due); all zero when there
// is none. Due after that time lists what has come due since.
func Last(tx *db.Tx, job string) (string, time.Time, error) {
	var row struct {
		Slot      string  `db:"slot"`
		ClaimedAt db.Time `db:"claimed_at"`
	}
	err := tx.Get(&row, `select slot, claimed_at from slots where job = ?
		order by claimed_at desc, slot desc limit 1`, job)
	if err != nil && !db.IsNoRows(err) {
		return "", time.Time{}, fmt.Errorf("read the last slot of %s: %w", job, err)
	}
	return row.Slot, row.ClaimedAt.Time, nil
}
