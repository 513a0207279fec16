package wins

import (
	"fmt"

	"laurel/internal/db"
)

// tally is how many wins of a person have a status, month, project, stages and competency in common.
type tally struct {
	Status     string            `db:"status"`
	Month      string            `db:"month"`
	Project    string            `db:"project"`
	Stages     db.JSON[[]string] `db:"stages"`
	Competency string            `db:"competency"`
	Wins       int               `db:"wins"`
	LastOn     string            `db:"last_on"`
}

func loadTallies(tx *db.Tx, person string) ([]tally, error) {
	var tallies []tally
	err := tx.Select(&tallies, `select status, substr(occurred_on, 1, 7) as month, project, stages, competency,
			count(*) as wins, max(occurred_on) as last_on
		from wins where person = ? and status in ('kept', 'pending')
		group by status, substr(occurred_on, 1, 7), project, stages, competency`, person)
	if err != nil {
		return nil, fmt.Errorf("count a person's wins: %w", err)
	}
	return tallies, nil
}
