package reviews

import (
	"fmt"
	"slices"
	"time"

	"laurel/internal/db"
	"laurel/people"
)

// Status is where the review of somebody stands: the stage and until when, which are the same for all in a cycle. It says
// nothing of what anybody sent.
type Status struct {
	Cycle      string
	CycleName  string
	Subject    people.Person
	Stage      string
	StageTitle string
	Until      time.Time
}

// StatusOf lists the open cycles in which a person is reviewed, and then those in which who reports to them now is, by
// name: soonest due first.
func (c *Cycles) StatusOf(tx *db.Tx, person string) (own, reports []Status, err error) {
	me, err := people.Get(tx, person)
	if err != nil {
		return nil, nil, fmt.Errorf("read where reviews stand: %w", err)
	}
	team, err := people.Reports(tx, person, tx.Now())
	if err != nil {
		return nil, nil, fmt.Errorf("read where reviews stand: %w", err)
	}
	team = slices.DeleteFunc(team, func(p people.Person) bool { return !people.Member(p) })
	all := append([]people.Person{me}, team...)
	ids := make([]string, len(all))
	for i, p := range all {
		ids[i] = p.ID
	}
	found, err := openReviews(tx, ids)
	if err != nil {
		return nil, nil, err
	}
	for i, p := range all {
		for _, cycle := range found[p.ID] {
			s := Status{
				Cycle: cycle.ID, CycleName: cycle.Name, Subject: p, Stage: cycle.Stage, StageTitle: cycle.StageTitle(cycle.Stage),
				Until: cycle.StageEndsAt,
			}
			if i == 0 {
				own = append(own, s)
			} else {
				reports = append(reports, s)
			}
		}
	}
	return own, reports, nil
}
