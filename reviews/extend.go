package reviews

import (
	"errors"
	"fmt"
	"time"

	"laurel/internal/db"
)

var (
	// ErrDay means that a day isn't written as 2026-12-04, or is none.
	ErrDay = errors.New("this is no day")
	// ErrPast means that a stage would end before now.
	ErrPast = errors.New("this day is over")
	// ErrFar means that a stage would end more than a year from now.
	ErrFar = errors.New("this day is more than a year away")
)

// Extend has a stage end on another day (YYYY-MM-DD), at 17:00 by the cycle's clock: later, or earlier if that is still to
// come; the same day changes nothing. What colleagues are asked is due then too. The stage is the one that the caller saw: another is not touched.
// Errors: ErrNotFound, ErrNotOpen, ErrDay, ErrPast, ErrFar.
func (c *Cycles) Extend(tx *db.Tx, cycleID, stage, day string) (Cycle, error) {
	cycle, err := cycleByID(tx, cycleID)
	switch {
	case err != nil:
		return Cycle{}, err
	case cycle.State != Open || cycle.Stage != stage:
		return cycle, ErrNotOpen
	}
	was := cycle.StageEndsAt
	if cycle.StageEndsAt, err = cycle.endOn(day, tx.Now()); err != nil {
		return cycle, err
	}
	if cycle.StageEndsAt.Equal(was) {
		return cycle, nil
	}
	if err := c.postpone(tx, cycle); err != nil {
		return cycle, err
	}
	return cycle, c.record(tx, cycle.ID, Event{
		Kind: EventExtended, Was: was.UTC().Format(time.RFC3339), Becomes: cycle.StageEndsAt.UTC().Format(time.RFC3339),
	})
}

// endOn is when a stage ends on a day. Errors: ErrDay, ErrPast, ErrFar.
func (c Cycle) endOn(day string, now time.Time) (time.Time, error) {
	on, err := time.Parse(dateLayout, day)
	if err != nil {
		return time.Time{}, ErrDay
	}
	end := date{on.Year(), on.Month(), on.Day()}.at(dayEnds, c.location())
	switch {
	case !end.After(now):
		return time.Time{}, ErrPast
	case end.After(now.AddDate(1, 0, 0)):
		return time.Time{}, ErrFar
	}
	return end, nil
}

// postpone stores when the present stage ends.
func (c *Cycles) postpone(tx *db.Tx, cycle Cycle) error {
	if err := updateCycle(tx, cycle, cycle.Stage); err != nil {
		return err
	}
	if cycle.Stage != StagePeer {
		return nil
	}
	if err := c.Feedback.Postpone(tx, cycle.ID, cycle.StageEndsAt); err != nil {
		return fmt.Errorf("move the end of a stage: %w", err)
	}
	return nil
}

// EndDay is the day on which the present stage ends, by the cycle's clock: YYYY-MM-DD.
func (c Cycle) EndDay() string { return c.StageEndsAt.In(c.location()).Format(dateLayout) }
