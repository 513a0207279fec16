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

// Gone is somebody who is reviewed in a cycle and doesn't work here any more.
type Gone struct {
	Cycle   string `db:"cycle"`
	Subject string `db:"subject"`
}

// reviewedNow lists who is reviewed in cycles whose colleagues' stage is not over.
func reviewedNow(tx *db.Tx) (list []Gone, err error) {
	err = tx.Select(&list, `select s.cycle, s.subject from cycle_subjects s join cycles c on c.id = s.cycle
		where c.state = 'open' and c.stage in (?, ?, ?) and s.left_at = 0 order by s.cycle, s.subject`,
		StageNomination, StageSelf, StagePeer)
	if err != nil {
		return nil, fmt.Errorf("list who is reviewed: %w", err)
	}
	return list, nil
}
