package slots

import (
	"fmt"
	"time"

	"laurel/internal/db"
)

// Job is something to be done by a schedule.
type Job struct {
	Name     string
	Schedule Schedule
	Location *time.Location
	Grace    time.Duration // how late a turn may still be taken; 0 = however late
}

// Turn is what Take found.
type Turn struct {
	Slot
	Missed int  // older slots that came due as well and are not taken: after a silence a job has one turn, not many
	Late   bool // past its grace: recorded, not to be run
}

// Take takes the newest slot that came due since the job's last turn. It is true for one caller only, over all replicas,
// provided tx commits; the job's work belongs in the same transaction, or must be such that doing it at any later turn is
// as good. A job that was never seen before is only noted: its first turn is the next slot.
func (j Job) Take(tx *db.Tx) (Turn, bool, error) {
	_, last, err := Last(tx, j.Name)
	if err != nil {
		return Turn{}, false, err
	}
	if last.IsZero() {
		_, err := Claim(tx, j.Name, "")
		return Turn{}, false, err
	}
	due := j.Schedule.Due(last, tx.Now(), j.Location)
	if len(due) == 0 {
		return Turn{}, false, nil
	}
	turn, skipped := Turn{Slot: due[len(due)-1], Missed: len(due) - 1}, ""
	if j.Grace > 0 && tx.Now().Sub(turn.At) > j.Grace {
		turn.Late, skipped = true, "late"
	}
	won, err := claim(tx, j.Name, turn.ID, turn.Missed, skipped)
	return turn, won && !turn.Late, err
}

// Claim takes a slot, or any period's name, for a job: true for the first caller only, over all replicas, provided tx
// commits.
func Claim(tx *db.Tx, job, slot string) (won bool, err error) {
	return claim(tx, job, slot, 0, "")
}

func claim(tx *db.Tx, job, slot string, missed int, skipped string) (bool, error) {
	n, err := tx.Exec(`insert into slots (job, slot, claimed_at, missed, skipped) values (?, ?, ?, ?, ?)
		on conflict (job, slot) do nothing`, job, slot, db.At(tx.Now()), missed, skipped)
	if err != nil {
		return false, fmt.Errorf("claim a slot of %s: %w", job, err)
	}
	return n == 1, nil
}

// Last is the slot that was claimed last for a job, and when it was claimed (not when it was due); all zero when there is
// none. Due after that time lists what has come due since.
func Last(tx *db.Tx, job string) (string, time.Time, error) {
	var row struct {
		Slot      string  `db:"slot"`
		ClaimedAt db.Time `db:"claimed_at"`
	}
	err := tx.Get(&row, `select slot, claimed_at from slots where job = ? order by claimed_at desc, slot desc limit 1`, job)
	if err != nil && !db.IsNoRows(err) {
		return "", time.Time{}, fmt.Errorf("read the last slot of %s: %w", job, err)
	}
	return row.Slot, row.ClaimedAt.Time, nil
}
