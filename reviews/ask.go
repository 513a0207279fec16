package reviews

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// peersBegin chooses whom to ask about everybody in the cycle who still works here, and asks. For whom too few can be
// asked now, because colleagues have left since the opening, nobody is: their answers could not be shown.
func (c *Cycles) peersBegin(tx *db.Tx, advanced Advanced, template Template) (Advanced, error) {
	cycle := advanced.Cycle
	subjects, err := subjectsOf(tx, cycle.ID)
	if err != nil {
		return Advanced{}, err
	}
	in, err := c.choice(tx, cycle, template, subjects)
	if err != nil {
		return Advanced{}, err
	}
	gone := map[string]bool{}
	for _, person := range in.People {
		gone[person.ID] = !people.Member(person)
	}
	asked := Opened{Subjects: slices.DeleteFunc(slices.Clone(subjects), func(id string) bool { return gone[id] })}
	assignments := asked.assign(in, template)
	advanced.Shortages, advanced.Alone, advanced.Again = asked.Shortages, asked.Refused, len(in.Standing)+len(in.Elsewhere) > 0
	advanced.Requests, err = c.ask(tx, cycle, template, subjects, assignments)
	return advanced, err
}

// choice is all that the choice of givers depends on.
func (c *Cycles) choice(tx *db.Tx, cycle Cycle, template Template, subjects []string) (feedback.AssignInput, error) {
	everybody, err := people.All(tx)
	if err != nil {
		return feedback.AssignInput{}, fmt.Errorf("list the people: %w", err)
	}
	worked, err := colleagues(tx, subjects, cycle.PeriodFrom)
	if err != nil {
		return feedback.AssignInput{}, err
	}
	never, err := never(tx, cycle.ID)
	if err != nil {
		return feedback.AssignInput{}, err
	}
	in, err := c.Feedback.Standing(tx, cycle.ID)
	if err != nil {
		return feedback.AssignInput{}, err
	}
	nominated, err := nominees(tx, cycle.ID)
	for subject, list := range nominated { // that somebody is not to be asked is told to nobody, also not as a shortage
		nominated[subject] = slices.DeleteFunc(list, func(id string) bool {
			return never[feedback.Pair{Subject: subject, Giver: id}]
		})
	}
	maps.Copy(in.Never, never)
	in.People, in.Worked, in.Nominated = everybody, worked, nominated
	in.Limits, in.Upward = template.Limits, template.among()
	if template.apart() {
		in.Standing, in.Elsewhere = parted(in)
	}
	return in, err
}

// ask fixes how the cycle asks, and asks. Every subject has a pool, also who has nobody to be asked.
func (c *Cycles) ask(
	tx *db.Tx, cycle Cycle, template Template, subjects []string, assignments []feedback.Assignment,
) ([]feedback.Request, error) {
	err := c.Feedback.Start(tx, feedback.Round{
		Cycle: cycle.ID, Name: cycle.Name, Mode: template.Mode.Colleagues, Upward: template.Mode.Upward, MinLength: template.Answer.Min,
		MaxLength: template.Answer.Max, DueAt: cycle.StageEndsAt, Questions: template.Questions(),
	})
	if err != nil {
		return nil, fmt.Errorf("begin to ask: %w", err)
	}
	if err := c.Feedback.Postpone(tx, cycle.ID, cycle.StageEndsAt); err != nil { // the stage before was reopened
		return nil, fmt.Errorf("begin to ask: %w", err)
	}
	if err := c.Feedback.Include(tx, cycle.ID, subjects); err != nil {
		return nil, fmt.Errorf("begin to ask: %w", err)
	}
	requests, err := c.Feedback.Ask(tx, cycle.ID, assignments)
	if err != nil {
		return nil, fmt.Errorf("begin to ask: %w", err)
	}
	slices.SortStableFunc(requests, func(x, y feedback.Request) int {
		return cmp.Or(cmp.Compare(x.Giver, y.Giver), cmp.Compare(x.Subject, y.Subject))
	})
	return requests, nil
}
