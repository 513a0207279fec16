package reviews

import (
	"errors"
	"fmt"
	"slices"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// ErrNoSwap means that colleagues can't be exchanged any more: what they wrote is sealed.
var ErrNoSwap = errors.New("colleagues can't be exchanged once what they wrote is sealed")

// NotEligible is the error for somebody who can't be asked about a subject, and why.
type NotEligible struct {
	Person people.Person // only the id, where laurel doesn't know them
	Why    feedback.Bar
}

func (e NotEligible) Error() string { return fmt.Sprintf("%s can't be asked: %s", e.Person.ID, e.Why) }

// Why somebody can't be asked in another's place.
const (
	BarFull feedback.Bar = "full" // they are asked about as many people as they may
	BarSame feedback.Bar = "same" // it is who was not to be asked
	BarYou  feedback.Bar = "you"  // it is who exchanges them: a request that comes, or none, would tell whether Out had answered
)

// Swap is an exchange of colleagues. Instead is "" where the same rule chooses as for all.
type Swap struct{ Subject, Out, Instead string }

// Swapped is what an exchange brought. Who runs cycles must not learn from it who is asked, or who has answered: what they
// are told is the same whatever is in it.
type Swapped struct {
	Cycle    Cycle
	Subject  people.Person
	Withdrew bool // Out was asked, and had not answered
	Asking
}

// Swap sees to it that a colleague is not asked about a subject: not any more, or, before colleagues are asked, not at all.
// If they were asked and had not answered, somebody else is, within the limits: Instead, or whom the rule chooses. An
// answer that was given stays. Errors: ErrNotFound, ErrNotOpen, ErrNotInCycle, ErrNoSwap, people.ErrNotFound
// for Out, NotEligible for Instead.
func (c *Cycles) Swap(tx *db.Tx, cycleID string, s Swap) (Swapped, error) {
	cycle, template, err := c.hold(tx, cycleID)
	if err != nil {
		return Swapped{}, err
	}
	found, there, err := subjectIn(tx, cycleID, s.Subject)
	switch {
	case err != nil:
		return Swapped{}, err
	case !there || found.LeftAt > 0:
		return Swapped{}, ErrNotInCycle
	case cycle.Stage != StageNomination && cycle.Stage != StageSelf && cycle.Stage != StagePeer:
		return Swapped{}, ErrNoSwap
	}
	if _, err := people.Get(tx, s.Out); err != nil { // a typing error would change nothing, and nobody could tell
		return Swapped{}, err
	}
	in, err := c.choice(tx, cycle, template, []string{s.Subject})
	if err != nil {
		return Swapped{}, err
	}
	if s.Instead != "" && s.Instead == c.by {
		return Swapped{}, NotEligible{Person: people.Person{ID: s.Instead}, Why: BarYou}
	}
	if err := eligible(in, s); err != nil {
		return Swapped{}, err
	}
	swapped := Swapped{Cycle: cycle}
	if swapped.Subject, err = people.Get(tx, s.Subject); err != nil {
		return Swapped{}, err
	}
	if err := saveConflict(tx, cycleID, s.Subject, s.Out, c.by); err != nil {
		return Swapped{}, err
	}
	if swapped.Withdrew, err = c.Feedback.WithdrawOpen(tx, cycleID, s.Subject, s.Out); err != nil {
		return Swapped{}, err
	}
	if swapped.Withdrew {
		if err := c.askInstead(tx, &swapped, template, s); err != nil {
			return Swapped{}, err
		}
	}
	return swapped, c.record(tx, cycleID, Event{Kind: EventSwapped, Subject: s.Subject})
}

// eligible tells whether Instead can be asked. Error: NotEligible. Who is asked already counts as eligible: else the
// answer would tell that they are.
func eligible(in feedback.AssignInput, s Swap) error {
	if s.Instead == "" {
		return nil
	}
	circle := newCircle(in.People, s.Subject, Template{Upward: in.Upward, Limits: in.Limits})
	load := in.Declined[s.Instead]
	for _, a := range slices.Concat(in.Standing, in.Elsewhere) {
		if a.Giver == s.Instead {
			load++
		}
		if a.Giver == s.Instead && a.Subject == s.Subject {
			return nil
		}
	}
	why := circle.bar(s.Instead)
	if why == "" && load >= in.Limits.PerGiver {
		why = BarFull
	}
	if why == "" && s.Instead == s.Out {
		why = BarSame
	}
	if why == "" {
		return nil
	}
	person := circle.people[s.Instead]
	person.ID = s.Instead
	return NotEligible{Person: person, Why: why}
}

// askInstead asks one colleague more about a subject.
func (c *Cycles) askInstead(tx *db.Tx, swapped *Swapped, template Template, s Swap) error {
	in, err := c.choice(tx, swapped.Cycle, template, []string{s.Subject})
	if err != nil {
		return err
	}
	var assignments []feedback.Assignment
	if s.Instead != "" {
		person, err := people.Get(tx, s.Instead)
		if err != nil {
			return err
		}
		assignments = []feedback.Assignment{{Subject: s.Subject, Giver: s.Instead, Function: person.Role, Tie: feedback.TieNominated}}
	} else {
		in.Subjects = []string{s.Subject}
		assignments, swapped.Shortages = feedback.Assign(in)
	}
	swapped.Requests, err = c.Feedback.Ask(tx, swapped.Cycle.ID, assignments[:min(len(assignments), 1)])
	if err != nil {
		return fmt.Errorf("ask somebody else: %w", err)
	}
	return nil
}
