package reviews

import (
	"fmt"
	"slices"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
)

// circle is everybody, as seen from one subject of a cycle.
type circle struct {
	subject people.Person // without a manager who doesn't work here
	people  map[string]people.Person
	leads   map[string]bool // somebody who works here reports to them
	upward  bool
	limits  feedback.Limits
}

func newCircle(everybody []people.Person, subject string, template Template) circle {
	c := circle{
		people: make(map[string]people.Person, len(everybody)), leads: map[string]bool{},
		upward: template.among(), limits: template.Limits,
	}
	for _, person := range everybody {
		c.people[person.ID] = person
		if person.Manager != "" && people.Member(person) {
			c.leads[person.Manager] = true
		}
	}
	c.subject = c.people[subject]
	if lead, known := c.people[c.subject.Manager]; !known || !people.Member(lead) {
		c.subject.Manager, c.subject.ManagerName = "", ""
	}
	return c
}

// bar says why somebody can't be asked about the subject; "" when they can.
func (c circle) bar(id string) feedback.Bar {
	person, known := c.people[id]
	if !known {
		return BarUnknown
	}
	return feedback.Barred(c.subject, person, c.leads[id], c.upward)
}

// mostLeftOut is how many people one reader may ask not to ask about somebody: conflicts are few.
const mostLeftOut = 5

// leaveOut is how many people the subject, or their manager, may ask not to ask. The subject leaves so many that at least
// one more could be asked than is: who can leave out all but those who are asked knows all who answer. The manager leaves
// enough for confidence.
func (c circle) leaveOut(subject bool) int {
	could := 0
	for id := range c.people {
		if c.bar(id) == "" {
			could++
		}
	}
	keep := c.limits.Least()
	if subject {
		keep = c.limits.Ask + 1
	}
	return min(max(could-keep, 0), mostLeftOut)
}

// check says what is wrong with a list. Error: BadNominees.
func (c circle) check(n Nomination, nominees, never []string) error {
	bad := BadNominees{Most: n.Most, LeaveOut: n.LeaveOut}
	seen := map[string]bool{}
	for _, id := range slices.Concat(nominees, never) {
		if why := c.bar(id); why != "" && !seen[id] {
			person := c.people[id]
			person.ID = id
			bad.Bad = append(bad.Bad, BadNominee{Person: person, Why: why})
		}
		seen[id] = true
	}
	for _, id := range nominees {
		if slices.Contains(never, id) {
			bad.Both = append(bad.Both, id)
		}
	}
	if len(nominees) > n.Most {
		bad.Named = len(nominees)
	}
	if len(never) > n.LeaveOut {
		bad.Left = len(never)
	}
	if len(bad.Bad)+len(bad.Both)+bad.Named+bad.Left > 0 {
		return bad
	}
	return nil
}

// Suggestion is somebody who worked with a subject, and how that shows.
type Suggestion struct {
	Person   people.Person
	Together int      // wins of one that name the other
	Witness  int      // wins of one that the other marked
	Projects []string // that both have wins in
}

// suggested is how many colleagues are suggested: more than may be named, so that there is something to choose.
const suggested = 6

// Suggest lists who worked with the subject of a nomination in the cycle's period and can be asked, closest first.
func (c *Cycles) Suggest(tx *db.Tx, n Nomination) ([]Suggestion, error) {
	everybody, err := people.All(tx)
	if err != nil {
		return nil, fmt.Errorf("suggest colleagues: %w", err)
	}
	template, err := templateOf(n.Cycle)
	if err != nil {
		return nil, err
	}
	circle := newCircle(everybody, n.Subject.ID, template)
	worked, err := wins.Colleagues(tx, n.Subject.ID, n.Cycle.PeriodFrom)
	if err != nil {
		return nil, fmt.Errorf("suggest colleagues: %w", err)
	}
	var list []Suggestion
	var ids []string
	for _, w := range worked {
		if len(list) == suggested || circle.bar(w.Person) != "" || slices.Contains(n.Never, w.Person) {
			continue
		}
		list = append(list, Suggestion{Person: circle.people[w.Person], Together: w.Contributor, Witness: w.Witness})
		ids = append(ids, w.Person)
	}
	shared, err := wins.SharedProjects(tx, n.Subject.ID, n.Cycle.PeriodFrom, ids)
	if err != nil {
		return nil, fmt.Errorf("suggest colleagues: %w", err)
	}
	for i := range list {
		list[i].Projects = shared[list[i].Person.ID]
	}
	return list, nil
}
