package reviews

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"laurel/internal/db"
	"laurel/writing"
)

// MaxReason is how many characters the reason for what is done to a cycle may have.
const MaxReason = 300

var (
	// ErrSealed means that a stage can't be opened again: what colleagues wrote in it was sealed when it ended, and managers
	// have their packets.
	ErrSealed = errors.New("what colleagues wrote in this stage is sealed")
	// ErrNoEarlier means that there is no stage before the present one.
	ErrNoEarlier = errors.New("there is no stage before this one")
	// ErrNoReason means that no reason was given, or one of more than MaxReason characters.
	ErrNoReason = errors.New("this needs a reason of up to 300 characters")
)

// Reopened is a cycle that was put back into a stage that had ended.
type Reopened struct {
	Cycle    Cycle
	From, To string // From is "" when the cycle had ended
}

// Earlier is the stage that Reopen would open again, if it can: the one before the present one, or the last one of a cycle
// that is closed. Errors: ErrSealed, ErrNoEarlier, ErrNotOpen for a cycle that was cancelled.
func (c Cycle) Earlier() (Stage, error) {
	template, err := templateOf(c)
	if err != nil {
		return Stage{}, err
	}
	stage, ok := template.Stage(c.Stage), true
	switch c.State {
	case Cancelled:
		return Stage{}, ErrNotOpen
	case Open:
		stage, ok = template.previous(c.Stage)
	}
	switch {
	case !ok:
		return Stage{}, ErrNoEarlier
	case stage.ID == StagePeer: // all its pools were sealed as it ended, and a snapshot is never changed by one or two answers
		return stage, ErrSealed
	}
	return stage, nil
}

// EarlierUntil is when the stage that Reopen would open ends if no day is named, by the cycle's clock.
func (c Cycle) EarlierUntil(now time.Time) time.Time {
	template, err := templateOf(c)
	stage, none := c.Earlier()
	if err != nil || none != nil {
		return now
	}
	return template.Calendar.End(now.In(c.location()), stage.Days).In(c.location())
}

// previous is the stage before a given one that people take part in.
func (t Template) previous(stage string) (Stage, bool) {
	at := slices.IndexFunc(t.Stages, func(s Stage) bool { return s.ID == stage })
	for _, s := range slices.Backward(t.Stages[:max(at, 0)]) {
		if !s.Auto {
			return s, true
		}
	}
	return Stage{}, false
}

// Reopen goes back to the stage before the present one (see Earlier), until a day (YYYY-MM-DD) or, with "", for as many
// days as the template gives it. What was done in it stays as it is and can be changed again; nominations that only the
// deadline approved wait for the manager anew. Colleagues who are asked already go on. The stage is the one that the
// caller saw. Errors: ErrNotFound, ErrNotOpen, ErrNoReason, those of Earlier and Extend, and Refused where people of a
// closed cycle are in another that asks colleagues.
func (c *Cycles) Reopen(tx *db.Tx, cycleID, stage, reason, day string) (Reopened, error) {
	reason = strings.Join(strings.Fields(writing.Clean(reason)), " ")
	if n := utf8.RuneCountInString(reason); n == 0 || n > MaxReason {
		return Reopened{}, ErrNoReason
	}
	before, err := cycleByID(tx, cycleID)
	if err != nil {
		return Reopened{}, err
	}
	if before.Stage != stage {
		return Reopened{}, ErrNotOpen
	}
	reopened, err := c.backTo(tx, before, day)
	if err != nil {
		return Reopened{}, err
	}
	return reopened, c.record(tx, cycleID, Event{Kind: EventReopened, Was: reopened.From, Becomes: reopened.To, Reason: reason})
}

func (c *Cycles) backTo(tx *db.Tx, before Cycle, day string) (Reopened, error) {
	earlier, err := before.Earlier()
	if err != nil {
		return Reopened{}, err
	}
	template, err := templateOf(before)
	if err != nil {
		return Reopened{}, err
	}
	cycle := before
	cycle.State, cycle.Stage, cycle.EndedAt = Open, earlier.ID, time.Time{}
	cycle.StageEndsAt = before.EarlierUntil(tx.Now()).UTC()
	if day != "" {
		if cycle.StageEndsAt, err = cycle.endOn(day, tx.Now()); err != nil {
			return Reopened{}, err
		}
	}
	if before.State == Closed && earlier.ID != StageManager { // its people may be in another by now
		if err := noneElsewhere(tx, cycle); err != nil {
			return Reopened{}, err
		}
	}
	if err := reviveCycle(tx, cycle, before); err != nil {
		return Reopened{}, err
	}
	reopened := Reopened{Cycle: cycle, To: earlier.ID}
	if before.State == Open {
		reopened.From = before.Stage
	}
	return reopened, c.resume(tx, cycle, template, before.Stage)
}

// noneElsewhere sees to it that nobody in a cycle is in another that asks colleagues. Error: Refused.
func noneElsewhere(tx *db.Tx, cycle Cycle) error {
	subjects, err := subjectsOf(tx, cycle.ID)
	if err != nil {
		return err
	}
	opened := Opened{Cycle: cycle, Subjects: subjects}
	return opened.leaveOut(tx, true)
}

// resume makes what was ended by the end of a stage possible again.
func (c *Cycles) resume(tx *db.Tx, cycle Cycle, template Template, from string) error {
	switch cycle.Stage {
	case StageNomination:
		return unapproveRest(tx, cycle.ID)
	case StageSelf:
		if err := resumeSelf(tx, cycle.ID); err != nil {
			return err
		}
	}
	if from != StagePeer {
		return nil
	}
	_, due, _ := cycle.window(template, StagePeer)
	if err := c.Feedback.Postpone(tx, cycle.ID, due); err != nil {
		return fmt.Errorf("reopen a stage: %w", err)
	}
	return nil
}
