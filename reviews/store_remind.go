package reviews

import (
	"fmt"

	"laurel/internal/db"
)

// owing is a subject who still owes something, and when they were asked.
type owing struct {
	Subject string  `db:"subject"`
	AskedAt db.Time `db:"asked_at"`
}

// unnamed are the subjects who have not said whom to ask about them.
func unnamed(tx *db.Tx, cycle string) (rows []owing, err error) {
	err = tx.Select(&rows, `select s.subject, case when s.joined_at > 0 then s.joined_at else c.opened_at end as asked_at
		from cycle_subjects s join cycles c on c.id = s.cycle
		where s.cycle = ? and s.left_at = 0 and s.nominated_at = 0 order by s.subject`, cycle)
	if err != nil {
		return nil, fmt.Errorf("list who has named nobody: %w", err)
	}
	return rows, nil
}

// unsent are the subjects who were asked for their self-assessment, have not sent it, and were not reminded.
func unsent(tx *db.Tx, cycle string) (rows []owing, err error) {
	err = tx.Select(&rows, `select a.subject, a.told_at as asked_at from self_assessments a
		join cycle_subjects s on s.cycle = a.cycle and s.subject = a.subject
		where a.cycle = ? and s.left_at = 0 and a.told_at > 0 and a.sent_at = 0 and a.reminded_at = 0 order by a.subject`, cycle)
	if err != nil {
		return nil, fmt.Errorf("list who has sent no self-assessment: %w", err)
	}
	return rows, nil
}
