package reviews

import (
	"fmt"

	"laurel/internal/db"
)

// openReviews are the open cycles in which each of these people is reviewed, soonest due first.
func openReviews(tx *db.Tx, subjects []string) (map[string][]Cycle, error) {
	var rows []struct {
		cycleRow
		Subject string `db:"subject"`
	}
	err := db.SelectIn(tx, &rows, `select c.id, c.name, c.template, c.stage, c.state, c.opened_by, c.opened_at,
		c.stage_ends_at, c.ended_at, c.timezone, c.period_from, c.period_until, c.template_text, s.subject
		from cycle_subjects as s join cycles as c on c.id = s.cycle
		where s.subject in (?) and s.left_at = 0 and c.state = 'open' order by c.stage_ends_at, c.id`, subjects)
	if err != nil {
		return nil, fmt.Errorf("list who is reviewed: %w", err)
	}
	found := map[string][]Cycle{}
	for _, row := range rows {
		found[row.Subject] = append(found[row.Subject], row.cycle())
	}
	return found, nil
}
