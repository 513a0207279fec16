package reviews

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
	"laurel/writing"
)

// New is a cycle to be opened.
type New struct {
	Name     string
	Template string
	Subjects []string // who is reviewed; none named: every member whose function the template is for
	By       string   // who opens it
}

// Opened is a cycle as it was opened, with what the people who run it must know.
type Opened struct {
	Cycle     Cycle
	Subjects  []string            // who is reviewed, by id
	Requests  []feedback.Request  // by giver and then subject
	Shortages []feedback.Shortage // whom colleagues of some function could not be found for
	Refused   []Refusal           // who was left out, and why
}

// Reason says why somebody can't be reviewed in a cycle.
type Reason string

// Why somebody can't be reviewed.
const (
	NotMember  Reason = "not_member"  // not in the directory, a guest, or gone
	NoFunction Reason = "no_function" // what they do is not known
	NoManager  Reason = "no_manager"  // nobody would get the packet
	TooFew     Reason = "too_few"     // with fewer colleagues to ask, confidence can't be kept
)

// Refusal says why a person is not reviewed. Have and Need are set for TooFew.
type Refusal struct {
	Subject    string
	Reason     Reason
	Have, Need int
}

// Refused is the error for people who were named and can't be reviewed, or when nobody is left. Nothing was opened.
type Refused struct{ Refusals []Refusal }

func (e Refused) Error() string {
	all := make([]string, len(e.Refusals))
	for i, r := range e.Refusals {
		all[i] = fmt.Sprintf("%s: %s", r.Subject, r.Reason)
	}
	return "these people can't be reviewed in this cycle: " + strings.Join(all, ", ")
}

// Open opens a cycle: who is reviewed, who is asked about them, and until when. People with fewer colleagues to ask
// than the threshold and one are left out (Opened.Refused); of a list that was not named, so is who has no manager.
// Errors: ErrNoName, ErrLongName, ErrNameTaken, ErrUnknownTemplate, ErrNoSubjects, Refused.
func (c *Cycles) Open(tx *db.Tx, in New) (Opened, error) {
	plan, err := c.plan(tx, in)
	if err != nil {
		return Opened{}, err
	}
	opened := plan.opened
	if taken, err := insertCycle(tx, opened.Cycle); err != nil || taken {
		return Opened{}, cmp.Or(err, ErrNameTaken)
	}
	if err := insertSubjects(tx, opened.Cycle.ID, opened.Subjects); err != nil {
		return Opened{}, err
	}
	if err := c.Feedback.Start(tx, plan.round); err != nil {
		return Opened{}, fmt.Errorf("open a cycle: %w", err)
	}
	opened.Requests, err = c.Feedback.Ask(tx, opened.Cycle.ID, plan.assignments)
	if err != nil {
		return Opened{}, fmt.Errorf("open a cycle: %w", err)
	}
	return opened, nil
}

// Rehearse answers what Open would, and writes nothing. The cycle and its requests have no ids. Errors as for Open.
func (c *Cycles) Rehearse(tx *db.Tx, in New) (Opened, error) {
	plan, err := c.plan(tx, in)
	if err != nil {
		return Opened{}, err
	}
	opened := plan.opened
	if _, err := loadCycle(tx, opened.Cycle.Name); err == nil {
		return Opened{}, ErrNameTaken
	}
	opened.Cycle.ID = ""
	for _, a := range plan.assignments {
		opened.Requests = append(opened.Requests, feedback.Request{
			CycleName: opened.Cycle.Name, Subject: a.Subject, Giver: a.Giver, Function: a.Function,
			State: feedback.Open, DueAt: opened.Cycle.StageEndsAt, AskedAt: tx.Now(),
		})
	}
	return opened, nil
}

// plan is a cycle before anything is written.
type plan struct {
	opened      Opened
	round       feedback.Round
	assignments []feedback.Assignment
}

func (c *Cycles) plan(tx *db.Tx, in New) (p plan, err error) {
	name := strings.Join(strings.Fields(writing.Clean(in.Name)), " ")
	switch {
	case name == "":
		return plan{}, ErrNoName
	case utf8.RuneCountInString(name) > MaxName:
		return plan{}, ErrLongName
	}
	template, err := FindTemplate(in.Template)
	if err != nil {
		return plan{}, err
	}
	everybody, err := people.All(tx)
	if err != nil {
		return plan{}, fmt.Errorf("list the people: %w", err)
	}
	subjects, refused, err := subjects(template, everybody, in.Subjects)
	if err != nil {
		return plan{}, err
	}
	cycle := c.begin(tx, template, name, in.By)
	p.opened = Opened{Cycle: cycle, Subjects: subjects, Refused: refused}
	worked, err := colleagues(tx, subjects, cycle.PeriodFrom)
	if err != nil {
		return plan{}, err
	}
	p.assign(feedback.AssignInput{People: everybody, Worked: worked, Limits: template.Limits})
	if len(p.opened.Subjects) == 0 {
		return plan{}, Refused{Refusals: p.opened.Refused}
	}
	p.round = feedback.Round{
		Cycle: cycle.ID, Name: cycle.Name, Mode: template.Mode, MinLength: template.Answer.Min,
		MaxLength: template.Answer.Max, DueAt: cycle.StageEndsAt, Questions: template.Questions(),
	}
	return p, nil
}

// begin is the cycle in its first stage.
func (c *Cycles) begin(tx *db.Tx, template Template, name, by string) Cycle {
	stage, _ := template.next("")
	local := tx.Now().In(c.location())
	return Cycle{
		ID: db.NewID(), Name: name, Template: template.ID, Stage: stage.ID, State: Open, OpenedBy: by,
		OpenedAt: tx.Now(), StageEndsAt: workdayEnd(local, stage.Days), Timezone: c.location().String(),
		PeriodFrom: monthsBefore(local, template.PeriodMonths).Format(dateLayout),
	}
}

// subjects tells who is reviewed, by id. Of those who were named, all must be fit for it.
func subjects(template Template, everybody []people.Person, named []string) ([]string, []Refusal, error) {
	directory := make(map[string]people.Person, len(everybody))
	for _, person := range everybody {
		directory[person.ID] = person
	}
	ids := slices.Clone(named)
	if len(named) == 0 {
		for _, person := range everybody {
			if people.Member(person) && slices.Contains(template.For, person.Role) {
				ids = append(ids, person.ID)
			}
		}
	}
	slices.Sort(ids)
	var fit []string
	var refused []Refusal
	for _, id := range slices.Compact(ids) {
		if reason := unfit(directory, id); reason != "" {
			refused = append(refused, Refusal{Subject: id, Reason: reason})
			continue
		}
		fit = append(fit, id)
	}
	switch {
	case len(refused) > 0 && (len(named) > 0 || len(fit) == 0):
		return nil, nil, Refused{Refusals: refused}
	case len(fit) == 0:
		return nil, nil, ErrNoSubjects
	}
	return fit, refused, nil
}

func unfit(directory map[string]people.Person, id string) Reason {
	person, known := directory[id]
	switch {
	case !known || !people.Member(person):
		return NotMember
	case person.Role == "":
		return NoFunction
	case person.Manager == "" || !people.Member(directory[person.Manager]) || directory[person.Manager].ID == "":
		return NoManager
	}
	return ""
}

// colleagues asks the wins who worked with whom.
func colleagues(tx *db.Tx, subjects []string, since string) (map[string][]feedback.Candidate, error) {
	worked := make(map[string][]feedback.Candidate, len(subjects))
	for _, subject := range subjects {
		found, err := wins.Colleagues(tx, subject, since)
		if err != nil {
			return nil, fmt.Errorf("find who worked with a subject: %w", err)
		}
		for _, colleague := range found {
			worked[subject] = append(worked[subject],
				feedback.Candidate{Person: colleague.Person, Strength: colleague.Strength()})
		}
	}
	return worked, nil
}

// assign chooses the givers. Who has too few is left out, which may free colleagues for others, until nobody is.
func (p *plan) assign(in feedback.AssignInput) {
	need := in.Limits.Least()
	for len(p.opened.Subjects) > 0 {
		in.Subjects = p.opened.Subjects
		p.assignments, p.opened.Shortages = feedback.Assign(in)
		have := map[string]int{}
		for _, a := range p.assignments {
			have[a.Subject]++
		}
		fit := slices.DeleteFunc(slices.Clone(in.Subjects), func(subject string) bool { return have[subject] < need })
		if len(fit) == len(in.Subjects) {
			break
		}
		for _, subject := range in.Subjects {
			if have[subject] < need {
				p.opened.Refused = append(p.opened.Refused,
					Refusal{Subject: subject, Reason: TooFew, Have: have[subject], Need: need})
			}
		}
		p.opened.Subjects, p.assignments = fit, nil
	}
	slices.SortFunc(p.assignments, func(x, y feedback.Assignment) int {
		return cmp.Or(cmp.Compare(x.Giver, y.Giver), cmp.Compare(x.Subject, y.Subject))
	})
}
