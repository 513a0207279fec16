package reviews

import (
	"fmt"

	"laurel/internal/db"
)

// barredByOthers tells whether somebody else said that a giver is not to be asked about a subject.
func barredByOthers(tx *db.Tx, cycle, subject, giver string) (bool, error) {
	var n int
	err := tx.Get(&n, `select count(*) from cycle_conflicts where cycle = ? and subject = ? and colleague = ? and said_by <> ?`,
		cycle, subject, giver, giver)
	if err != nil {
		return false, fmt.Errorf("read who is not to be asked: %w", err)
	}
	return n > 0, nil
}

func unsayConflict(tx *db.Tx, cycle, subject, giver string) error {
	_, err := tx.Exec(`delete from cycle_conflicts where cycle = ? and subject = ? and colleague = ? and said_by = ?`,
		cycle, subject, giver, giver)
	if err != nil {
		return fmt.Errorf("take back a conflict of interest: %w", err)
	}
	return nil
}
