package slots

import (
	"fmt"

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
