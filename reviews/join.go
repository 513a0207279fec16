package reviews

import (
	"errors"
	"fmt"
	"slices"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

var (
	// ErrInCycle means that somebody is reviewed in the cycle already.
	ErrInCycle = errors.New("this person is in the cycle already")
	// ErrNotInCycle means that somebody is not reviewed in the cycle, or not any more.
	ErrNotInCycle = errors.New("this person is not in the cycle")
	// ErrLeft means that somebody was taken out of the cycle when colleagues were asked about them: what these wrote is
	// closed, and can't be opened for them to go on.
	ErrLeft = errors.New("this person left the cycle when colleagues were asked")
)

// Joined is somebody who came into a cycle that was open.
type Joined struct {
	Cycle  Cycle
	Person people.Person
	Back   bool // they had left it before
	Asking      // set in the colleagues' stage: who is asked about them
}

// Join adds somebody to an open cycle, in the stage in which it is: what is over is over, and what comes is for them too.
// While colleagues are asked, some are asked about them now, and nobody more than the template allows; after that their
// packet has their wins only. Errors: ErrNotFound, ErrNotOpen, ErrInCycle, ErrLeft, Refused with why they can't be reviewed.
func (c *Cycles) Join(tx *db.Tx, cycleID, person string) (Joined, error) {
	cycle, template, err := c.hold(tx, cycleID)
	if err != nil {
		return Joined{}, err
	}
	found, there, err := subjectIn(tx, cycle.ID, person)
	switch {
	case err != nil:
		return Joined{}, err
	case there && found.LeftAt == 0:
		return Joined{}, ErrInCycle
	case there && (cycle.Stage != StageNomination && cycle.Stage != StageSelf):
		return Joined{}, ErrLeft
	}
	joined := Joined{Cycle: cycle, Back: there}
	assignments, err := c.fits(tx, &joined, template, person)
	if err != nil {
		return Joined{}, err
	}
	if err := insertJoined(tx, cycle.ID, person); err != nil {
		return Joined{}, err
	}
	if err := c.record(tx, cycle.ID, Event{Kind: EventJoined, Subject: person}); err != nil {
		return Joined{}, err
	}
	switch {
	case cycle.Stage == StagePeer:
		joined.Requests, err = c.ask(tx, cycle, template, []string{person}, assignments)
	case cycle.Stage != StageNomination && cycle.Stage != StageSelf && template.Stage(StagePeer).ID != "":
		err = c.joinLate(tx, cycle, person)
	}
	return joined, err
}

// hold keeps an open cycle in its stage until tx ends.
func (c *Cycles) hold(tx *db.Tx, cycleID string) (Cycle, Template, error) {
	if err := holdCycle(tx, cycleID); err != nil {
		return Cycle{}, Template{}, err
	}
	cycle, err := cycleByID(tx, cycleID)
	if err != nil {
		return Cycle{}, Template{}, err
	}
	template, err := templateOf(cycle)
	return cycle, template, err
}

// fits tells who would be asked about a person, as things are now. Error: Refused.
func (c *Cycles) fits(tx *db.Tx, joined *Joined, template Template, person string) ([]feedback.Assignment, error) {
	in, err := c.choice(tx, joined.Cycle, template, []string{person})
	if err != nil {
		return nil, err
	}
	directory := make(map[string]people.Person, len(in.People))
	for _, p := range in.People {
		directory[p.ID] = p
	}
	if reason := unfit(directory, person); reason != "" {
		return nil, Refused{Refusals: []Refusal{{Subject: person, Reason: reason}}}
	}
	joined.Person = directory[person]
	asked := Opened{Cycle: joined.Cycle, Subjects: []string{person}}
	if err := asked.leaveOut(tx, true); err != nil {
		return nil, err
	}
	assignments := asked.assign(in, template)
	joined.Shortages = asked.Shortages
	if len(asked.Refused) > 0 && joined.Cycle.Stage != StageManager {
		return nil, Refused{Refusals: asked.Refused}
	}
	return assignments, nil
}

// joinLate gives somebody who came after the colleagues' stage a packet without colleagues' answers.
func (c *Cycles) joinLate(tx *db.Tx, cycle Cycle, person string) error {
	if err := c.Feedback.Include(tx, cycle.ID, []string{person}); err != nil {
		return fmt.Errorf("join a cycle late: %w", err)
	}
	if err := c.Feedback.SealSubject(tx, cycle.ID, person); err != nil {
		return fmt.Errorf("join a cycle late: %w", err)
	}
	return markPacketDue(tx, cycle.ID, person, true)
}

// Left is somebody who was taken out of a cycle, with those who were asked about them.
type Left struct {
	Cycle  Cycle
	Person people.Person
	Givers []string
}

// Leave takes somebody out of an open cycle: what colleagues are asked about them is withdrawn, and what these wrote is
// never shown. A packet that their manager has stays. Errors: ErrNotFound, ErrNotOpen, ErrNotInCycle.
func (c *Cycles) Leave(tx *db.Tx, cycleID, person string) (Left, error) {
	cycle, _, err := c.hold(tx, cycleID)
	if err != nil {
		return Left{}, err
	}
	found, there, err := subjectIn(tx, cycle.ID, person)
	if err != nil {
		return Left{}, err
	}
	if !there || found.LeftAt > 0 {
		return Left{}, ErrNotInCycle
	}
	left := Left{Cycle: cycle}
	if left.Person, err = people.Get(tx, person); err != nil {
		return Left{}, err
	}
	if err := markLeft(tx, cycle.ID, person); err != nil {
		return Left{}, err
	}
	if left.Givers, err = c.Feedback.WithdrawSubject(tx, cycle.ID, person); err != nil {
		return Left{}, fmt.Errorf("take somebody out of a cycle: %w", err)
	}
	return left, c.record(tx, cycle.ID, Event{Kind: EventLeft, Subject: person})
}

// Gone is somebody in an open cycle whose account is deactivated.
type Gone struct{ Cycle, Subject string }

// Gone lists who is in an open cycle and doesn't work here any more: see Leave. Guests and people of other workspaces, who
// may be members again tomorrow, are not among them.
func (c *Cycles) Gone(tx *db.Tx) ([]Gone, error) {
	all, err := subjectsInOpen(tx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(all))
	for i, s := range all {
		ids[i] = s.Subject
	}
	known, err := people.Some(tx, ids)
	if err != nil {
		return nil, fmt.Errorf("look who has gone: %w", err)
	}
	return slices.DeleteFunc(all, func(s Gone) bool { return !known[s.Subject].Deleted }), nil
}
