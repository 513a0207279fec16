package reviews

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// replaceDays is how many working days must be left for somebody to be asked in another's place.
const replaceDays = 2

// Decline says no to a request, and why; words may be empty. Who has a conflict of interest is not asked about that
// person any more, in no cycle. Errors: those of feedback.Store.Decline.
func (c *Cycles) Decline(tx *db.Tx, giver, requestID string, why feedback.Why, words string) error {
	reason := string(why)
	if words != "" {
		reason += ": " + words
	}
	if err := c.Feedback.Decline(tx, giver, requestID, reason); err != nil || why != feedback.WhyConflict {
		return err
	}
	r, err := c.Feedback.Request(tx, giver, requestID)
	if err != nil {
		return err
	}
	return saveConflict(tx, r.Cycle, r.Subject, giver, giver)
}

// TakeUp takes Decline back, unless somebody said meanwhile that they are not to be asked: that counts as having been
// replaced. Errors: those of feedback.Store.TakeUp.
func (c *Cycles) TakeUp(tx *db.Tx, giver people.Person, requestID string) error {
	r, p, err := c.asked(tx, giver, requestID)
	if err != nil {
		return err
	}
	if r.State == feedback.Declined {
		if barred, err := barredByOthers(tx, r.Cycle, r.Subject, giver.ID); err != nil || barred {
			return cmp.Or(err, feedback.ErrReplaced)
		}
	}
	if err := c.Feedback.TakeUp(tx, giver.ID, requestID, p.tells(r, tx.Now())); err != nil {
		return err
	}
	return unsayConflict(tx, r.Cycle, r.Subject, giver.ID)
}

// Replacement is who was asked in the place of others.
type Replacement struct {
	Requests []feedback.Request // new
	For      []feedback.Request // that were declined or taken back
}

// ReplacementsDue lists the cycles in which somebody is to be asked in another's place: see Replace.
func (c *Cycles) ReplacementsDue(tx *db.Tx) ([]string, error) { return c.Feedback.Lost(tx) }

// Replace asks colleagues in the place of those who declined or have left, chosen as at the beginning: within the limits,
// nobody twice, and nobody who declined or has a conflict. When less than two working days are left, or nobody may be
// asked, nobody is, and whoever declined can still think better of it.
func (c *Cycles) Replace(tx *db.Tx, cycleID string) (Replacement, error) {
	cycle, template, err := c.hold(tx, cycleID)
	over := errors.Is(err, ErrNotOpen)
	if err != nil && !over {
		return Replacement{}, err
	}
	lost, err := c.Feedback.TakeLost(tx, cycleID)
	if err != nil || over || len(lost) == 0 {
		return Replacement{}, err
	}
	ends := template.Calendar.End(tx.Now().In(cycle.location()), replaceDays)
	if cycle.Stage != StagePeer || ends.After(cycle.StageEndsAt) {
		return Replacement{}, nil
	}
	return c.replace(tx, cycle, template, lost)
}

func (c *Cycles) replace(tx *db.Tx, cycle Cycle, template Template, lost []feedback.Request) (Replacement, error) {
	reviewed, err := subjectsOf(tx, cycle.ID)
	if err != nil {
		return Replacement{}, err
	}
	subjects := slices.Compact(subjectsIn(lost))
	subjects = slices.DeleteFunc(subjects, func(id string) bool { return !slices.Contains(reviewed, id) })
	in, err := c.choice(tx, cycle, template, subjects)
	if err != nil {
		return Replacement{}, err
	}
	in.Subjects = subjects
	assignments, _ := feedback.Assign(in)
	made := Replacement{}
	if made.Requests, err = c.Feedback.Ask(tx, cycle.ID, assignments); err != nil {
		return Replacement{}, fmt.Errorf("ask in somebody's place: %w", err)
	}
	asked := map[string]int{}
	for _, r := range made.Requests {
		asked[r.Subject]++
	}
	for _, r := range lost {
		if asked[r.Subject] == 0 {
			continue
		}
		asked[r.Subject]--
		made.For = append(made.For, r)
		if err := c.Feedback.Replaced(tx, r.ID); err != nil {
			return Replacement{}, err
		}
	}
	return made, nil
}

func subjectsIn(requests []feedback.Request) []string {
	ids := make([]string, len(requests))
	for i, r := range requests {
		ids[i] = r.Subject
	}
	return ids
}

// GiversGone lists those who are asked something and don't work here any more: see feedback.Store.WithdrawGiver, and
// Replace for who is asked in their place.
func (c *Cycles) GiversGone(tx *db.Tx) ([]string, error) {
	givers, err := c.Feedback.OpenGivers(tx)
	if err != nil {
		return nil, err
	}
	known, err := people.Some(tx, givers)
	if err != nil {
		return nil, fmt.Errorf("read who is asked: %w", err)
	}
	return slices.DeleteFunc(givers, func(id string) bool {
		person, there := known[id]
		return !there || people.Member(person)
	}), nil
}
