package reviews

import (
	"fmt"

	"laurel/internal/db"
)

// approveRest approves the nominations that no manager has looked at: their time is over.
func approveRest(tx *db.Tx, cycle string) error {
	_, err := tx.Exec(`update cycle_subjects set approved_at = ?
		where cycle = ? and approved_at = 0 and left_at = 0`, db.At(tx.Now()), cycle)
	if err != nil {
		return fmt.Errorf("approve the nominations whose time is over: %w", err)
	}
	return nil
}

// unapproveRest has the nominations that only the deadline approved wait for the manager again.
func unapproveRest(tx *db.Tx, cycle string) error {
	_, err := tx.Exec(`update cycle_subjects set approved_at = 0 where cycle = ? and approved_by = ''`, cycle)
	if err != nil {
		return fmt.Errorf("reopen nominations: %w", err)
	}
	return nil
}

// resumeSelf has the messages that ask for self-assessments say so again.
func resumeSelf(tx *db.Tx, cycle string) error {
	if _, err := tx.Exec(`update self_assessments set over_at = 0 where cycle = ?`, cycle); err != nil {
		return fmt.Errorf("reopen self-assessments: %w", err)
	}
	return nil
}

// nominees are those whom the subjects of a cycle named and the managers left, in the subject's order.
func nominees(tx *db.Tx, cycle string) (map[string][]string, error) {
	var rows []struct {
		Subject string `db:"subject"`
		Nominee string `db:"nominee"`
	}
	err := tx.Select(&rows, `select subject, nominee from cycle_nominees where cycle = ? order by subject, n, nominee`, cycle)
	if err != nil {
		return nil, fmt.Errorf("read who was nominated: %w", err)
	}
	named := map[string][]string{}
	for _, row := range rows {
		named[row.Subject] = append(named[row.Subject], row.Nominee)
	}
	return named, nil
}
