package reviews

import (
	"cmp"
	"errors"
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
	Cycle    Cycle
	Subjects []string // who is reviewed, by id
	Refused  []Refusal
	Asking
}

// Asking is who is asked about whom. In a cycle that begins before the colleagues' stage it is what would be if nobody
// named colleagues, and nobody is asked yet: its Requests have no ids.
type Asking struct {
	Requests  []feedback.Request  // by giver and then subject
	Shortages []feedback.Shortage // whom colleagues could not be found for, and why
}

// Reason says why somebody can't be reviewed in a cycle.
type Reason string

// Why somebody can't be reviewed.
const (
	NotMember  Reason = "not_member"  // not in the directory, a guest, or gone
	NoFunction Reason = "no_function" // what they do is not known
	NoManager  Reason = "no_manager"  // nobody would get the packet
	Overlaps   Reason = "overlaps"    // another open cycle asks colleagues about them
	InCircle   Reason = "in_circle"   // whoever is above them is also below them
	TooFew     Reason = "too_few"     // with fewer colleagues to ask, confidence can't be kept
)

// Refusal says why a person is not reviewed. Have and Need are set for TooFew, Cycle (its name) for Overlaps.
type Refusal struct {
	Subject    string
	Reason     Reason
	Have, Need int
	Cycle      string
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

// Open opens a cycle: who is reviewed, and in its first stage. Where that is the colleagues' stage, they are asked; else
// it is only looked whom one could ask. People with fewer colleagues to ask than the threshold and one are left out
// (Opened.Refused); of a list that was not named, so is who has no manager. Errors: ErrNoName, ErrLongName, ErrNameTaken,
// ErrUnknownTemplate, ErrNoSubjects, Refused.
func (c *Cycles) Open(tx *db.Tx, in New) (Opened, error) {
	opened, template, assignments, err := c.plan(tx, in)
	if err != nil {
		return Opened{}, err
	}
	if taken, err := insertCycle(tx, opened.Cycle); err != nil || taken {
		return Opened{}, cmp.Or(err, ErrNameTaken)
	}
	if err := insertSubjects(tx, opened.Cycle.ID, opened.Subjects); err != nil {
		return Opened{}, err
	}
	if err := c.As(cmp.Or(c.by, in.By)).record(tx, opened.Cycle.ID, Event{Kind: EventOpened}); err != nil {
		return Opened{}, err
	}
	if opened.Cycle.Stage == StagePeer {
		opened.Requests, err = c.ask(tx, opened.Cycle, template, opened.Subjects, assignments)
	}
	return opened, err
}

// Rehearse answers what Open would, and writes nothing. The cycle and its requests have no ids. Errors as for Open.
func (c *Cycles) Rehearse(tx *db.Tx, in New) (Opened, error) {
	opened, _, _, err := c.plan(tx, in)
	if err != nil {
		return Opened{}, err
	}
	opened.Cycle.ID = ""
	return opened, nil
}

// plan is a cycle before anything is written, and whom one would ask about its subjects.
func (c *Cycles) plan(tx *db.Tx, in New) (opened Opened, template Template, assignments []feedback.Assignment, err error) {
	name := strings.Join(strings.Fields(writing.Clean(in.Name)), " ")
	switch {
	case name == "":
		return opened, template, nil, ErrNoName
	case utf8.RuneCountInString(name) > MaxName:
		return opened, template, nil, ErrLongName
	}
	if template, err = c.Template(tx, in.Template); err != nil {
		return opened, template, nil, err
	}
	if _, err := loadCycle(tx, name); !errors.Is(err, ErrNotFound) {
		return opened, template, nil, cmp.Or(err, ErrNameTaken)
	}
	everybody, err := people.All(tx)
	if err != nil {
		return opened, template, nil, fmt.Errorf("list the people: %w", err)
	}
	opened.Subjects, opened.Refused, err = subjects(template, everybody, in.Subjects)
	if err != nil {
		return opened, template, nil, err
	}
	opened.Cycle = c.begin(tx, template, name, in.By)
	if err := opened.leaveOut(tx, len(in.Subjects) > 0); err != nil {
		return opened, template, nil, err
	}
	worked, err := colleagues(tx, opened.Subjects, opened.Cycle.PeriodFrom)
	if err != nil {
		return opened, template, nil, err
	}
	choice := feedback.AssignInput{People: everybody, Worked: worked, Limits: template.Limits, Upward: template.among()}
	assignments = opened.assign(choice, template)
	if len(opened.Subjects) == 0 {
		return opened, template, nil, Refused{Refusals: opened.Refused}
	}
	opened.Requests = wouldAsk(opened.Cycle, template, assignments, everybody)
	return opened, template, assignments, nil
}

// wouldAsk are the requests that assignments make once the colleagues' stage begins.
func wouldAsk(
	cycle Cycle, template Template, assignments []feedback.Assignment, everybody []people.Person,
) []feedback.Request {
	known := make(map[string]people.Person, len(everybody))
	for _, person := range everybody {
		known[person.ID] = person
	}
	modes := feedback.Round{Mode: template.Mode.Colleagues, Upward: template.Mode.Upward}
	asked, due, _ := cycle.window(template, StagePeer)
	requests := make([]feedback.Request, len(assignments))
	for i, a := range assignments {
		requests[i] = feedback.Request{
			CycleName: cycle.Name, Subject: a.Subject, Giver: a.Giver, Function: a.Function,
			Mode: modes.ModeOf(known[a.Giver], a.Subject), State: feedback.Open,
			DueAt: due, AskedAt: asked,
		}
	}
	return requests
}

// begin is the cycle in its first stage.
func (c *Cycles) begin(tx *db.Tx, template Template, name, by string) Cycle {
	stage, _ := template.next("")
	local := tx.Now().In(c.location())
	return Cycle{
		ID: db.NewID(), Name: name, Template: template.ID, Stage: stage.ID, State: Open, OpenedBy: by,
		OpenedAt: tx.Now(), StageEndsAt: template.Calendar.End(local, stage.Days), Timezone: c.location().String(),
		PeriodFrom: monthsBefore(local, template.PeriodMonths).Format(dateLayout), TemplateText: template.text,
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
	case inCircle(directory, person):
		return InCircle
	}
	return ""
}

// inCircle tells whether the way up from somebody comes back to them. The directory takes no such thing in; it would be
// a manager who reads what they are themselves written about.
func inCircle(directory map[string]people.Person, person people.Person) bool {
	at := person.Manager
	for range len(directory) {
		if at == "" || at == person.ID {
			break
		}
		at = directory[at].Manager
	}
	return at == person.ID
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

// assign chooses the givers, by giver and then subject. Who has too few is left out, which may free colleagues for others,
// until nobody is.
func (o *Opened) assign(in feedback.AssignInput, template Template) (assignments []feedback.Assignment) {
	need := template.least()
	for len(o.Subjects) > 0 {
		in.Subjects = o.Subjects
		assignments, o.Shortages = feedback.Assign(in)
		have := map[string]int{}
		for _, a := range slices.Concat(in.Standing, assignments) {
			have[a.Subject]++
		}
		fit := slices.DeleteFunc(slices.Clone(in.Subjects), func(subject string) bool { return have[subject] < need })
		if len(fit) == len(in.Subjects) {
			break
		}
		for _, subject := range in.Subjects {
			if have[subject] < need {
				o.Refused = append(o.Refused, Refusal{Subject: subject, Reason: TooFew, Have: have[subject], Need: need})
			}
		}
		o.Subjects, assignments = fit, nil
	}
	if template.apart() {
		in.Subjects = o.Subjects
		upward, short := askUpward(in, template, assignments, in.Elsewhere)
		assignments, o.Shortages = append(assignments, upward...), append(o.Shortages, short...)
	}
	slices.SortFunc(assignments, func(x, y feedback.Assignment) int {
		return cmp.Or(cmp.Compare(x.Giver, y.Giver), cmp.Compare(x.Subject, y.Subject))
	})
	return assignments
}
