package slots

import (
	"fmt"
	"time"
)

// Resolve is the moment at which a clock on the wall in loc shows the given time. When the clocks jump over it, that is
// the moment of the jump, or where they jump to midnight (Scoresbysund, 2029-03-24) the second before, so that it is the
// day that was asked for; when they show it twice, the first; false when the place has no such day. time.Date must not be
// used for this: around a jump it may answer with another day.
func Resolve(year int, month time.Month, day, hour, minute int, loc *time.Location) (time.Time, bool) {
	wall := time.Date(year, month, day, hour, minute, 0, 0, time.UTC)
	if wall.Day() != day || wall.Month() != month {
		return time.Time{}, false // 30 February
	}
	// No place is further than 15 hours from UTC; so the moment lies in one of the periods of that span.
	for at := wall.Add(-15 * time.Hour); ; {
		start, end := at.In(loc).ZoneBounds()
		_, offset := at.In(loc).Zone()
		moment := wall.Add(-time.Duration(offset) * time.Second)
		if moment.Before(start) { // shown neither in this period nor in the one before: jumped over
			if !sameDay(start.In(loc), wall) {
				start = start.Add(-time.Second)
			}
			return start.UTC(), sameDay(start.In(loc), wall)
		}
		if end.IsZero() || moment.Before(end) {
			return moment, true
		}
		at = end
	}
}

// Week names the ISO week of t in loc: "2026-W48". 1 January 2027 is in 2026-W53.
func Week(t time.Time, loc *time.Location) string {
	year, week := t.In(loc).ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, week)
}

func sameDay(a, b time.Time) bool {
	return a.Year() == b.Year() && a.YearDay() == b.YearDay()
}
