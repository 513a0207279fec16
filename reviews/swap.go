package reviews

import (
	"errors"
	"fmt"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// ErrNoSwap means that colleagues can't be exchanged any more: what they wrote is sealed.
var ErrNoSwap = errors.New("colleagues can't be exchanged once what they wrote is sealed")

// Swap is an exchange of colleagues. Whoever runs cycles can't say who is asked instead: from what becomes of the one they
// named, their own message or a limit that is reached, they would learn whether Out had answered.
type Swap struct{ Subject, Out string }

// Swapped is what an exchange brought. Who runs cycles must not learn from it who is asked, or who has answered: what they
// are told is the same whatever is in it.
type Swapped struct {
	Cycle    Cycle
	Subject  people.Person
	Withdrew bool // Out was asked, and had not answered
	Asking
}

// Swap sees to it that a colleague is not asked about a subject: not any more, or, before colleagues are asked, not at all.
// If they were asked and had not answered, somebody else is, within the limits, by the rule for all. An answer that was given
// stays. Errors: ErrNotFound, ErrNotOpen, ErrNotInCycle, ErrNoSwap, people.ErrNotFound for Out.
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

// askInstead asks one colleague more about a subject.
func (c *Cycles) askInstead(tx *db.Tx, swapped *Swapped, template Template, s Swap) error {
	in, err := c.choice(tx, swapped.Cycle, template, []string{s.Subject})
	if err != nil {
		return err
	}
	in.Subjects = []string{s.Subject}
	assignments, shortages := feedback.Assign(in)
	swapped.Shortages = shortages
	swapped.Requests, err = c.Feedback.Ask(tx, swapped.Cycle.ID, assignments[:min(len(assignments), 1)])
	if err != nil {
		return fmt.Errorf("ask somebody else: %w", err)
	}
	return nil
}
