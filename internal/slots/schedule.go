// Package slots says when laurel's regular jobs are due, by each place's own wall clock, and sees that each turn is
// taken once.
package slots

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// ErrNever is returned by Parse for a line that reads well and yet names no day, such as 30 February.
var ErrNever = errors.New("this schedule never comes due")

// Schedule is a cron line. The zero Schedule never comes due.
type Schedule struct {
	line string
	next cron.Schedule // asked with wall-clock times written in UTC only, where no hour is skipped or repeated
}

// Slot is one turn of a schedule.
type Slot struct {
	ID string    // the local wall-clock time, "2026-11-23T09:00": the same turn has the same ID wherever it is computed
	At time.Time // the moment, UTC
}

// Parse reads a cron line of five fields: minute, hour, day of month, month, day of week (0 or SUN to 6 or SAT; 7 is
// refused). Where both a day of month and a day of week are given, either is enough. @daily, @every and TZ= are
// refused: a schedule has no zone of its own. Errors: ErrNever, or what is wrong with the line.
func Parse(line string) (schedule Schedule, err error) {
	defer func() {
		if recover() != nil { // the parser panics on some lines, "TZ=UTC" for one
			err = fmt.Errorf("the schedule %q can't be read", line)
		}
	}()
	if strings.ContainsAny(line, "=@") {
		return Schedule{}, fmt.Errorf("the schedule %q is not five fields: minute hour day month weekday", line)
	}
	next, err := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow).Parse(line)
	if err != nil {
		return Schedule{}, fmt.Errorf("the schedule %q: %w", line, err)
	}
	if next.Next(time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return Schedule{}, fmt.Errorf("the schedule %q: %w", line, ErrNever)
	}
	return Schedule{line: line, next: next}, nil
}

// String is the line that was parsed.
func (s Schedule) String() string { return s.line }

// lookBack bounds Due's work after a long silence.
const lookBack = 366 * 24 * time.Hour

// Due lists the slots with after < At <= until, oldest first; of a span longer than 366 days only the end. Each local
// slot comes once: one that the clocks jump over comes due at the jump, one that they repeat the first time round, and
// one on a day that a place left out (Fakaofo, 2011-12-30) not at all. Slots inside one jump share their At.
func (s Schedule) Due(after, until time.Time, loc *time.Location) []Slot {
	if s.next == nil {
		return nil
	}
	if until.Sub(after) > lookBack {
		after = until.Add(-lookBack)
	}
	var due []Slot
	for wall := s.next.Next(wallClock(after.In(loc))); !wall.IsZero(); wall = s.next.Next(wall) {
		at, exists := Resolve(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), loc)
		if !exists {
			continue
		}
		if at.After(until) { // later wall-clock times never resolve to earlier moments
			break
		}
		if at.After(after) {
			due = append(due, Slot{ID: wall.Format("2006-01-02T15:04"), At: at})
		}
	}
	return due
}

// wallClock writes what a clock on the wall shows at t as if it were UTC.
func wallClock(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}
