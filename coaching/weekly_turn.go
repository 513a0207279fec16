package coaching

import (
	"time"

	"laurel/internal/slots"
	"laurel/people"
)

// turn is when a weekly question falls due in a week.
type turn struct {
	Week      string
	Begins    time.Time // Monday, 00:00
	At, Until time.Time // due from At; after Until it is left out
}

// turnIn is the turn of the week that t is in, by the clock of a place; false when the place has no such day. After a
// pause it may come until six in the evening, or an hour late: never at night, unless that is the hour they chose.
func (w Weekly) turnIn(t time.Time, zone *time.Location) (turn, bool) {
	local := t.In(zone)
	// Days are counted in UTC, where none is missing.
	monday := time.Date(local.Year(), local.Month(), local.Day()-weekday(local.Weekday()), 0, 0, 0, 0, time.UTC)
	date := monday.AddDate(0, 0, weekday(w.Day))
	begins, began := slots.Resolve(monday.Year(), monday.Month(), monday.Day(), 0, 0, zone)
	at, exists := slots.Resolve(date.Year(), date.Month(), date.Day(), w.At/60, w.At%60, zone)
	evening, dusk := slots.Resolve(date.Year(), date.Month(), date.Day(), 18, 0, zone)
	if !began || !exists || !dusk {
		return turn{}, false
	}
	until := at.Add(time.Hour)
	if until.Before(evening) {
		until = evening
	}
	return turn{Week: slots.Week(at, zone), Begins: begins, At: at, Until: until}, true
}

// turnNow is the turn that is due now to a person, if they want to be asked at all and today.
func (c Coach) turnNow(p people.Person, s Settings, now time.Time) (turn, bool) {
	zone := c.zone(p)
	if !s.Weekly.On || s.quiet(dayIn(now, zone)) {
		return turn{}, false
	}
	due, exists := s.Weekly.turnIn(now, zone)
	return due, exists && !now.Before(due.At) && !now.After(due.Until)
}

// weekday counts the days from Monday, as the weeks do.
func weekday(d time.Weekday) int { return (int(d) + 6) % 7 }

// Next is when the weekly question comes next after t, if nothing is recorded in that week; false when it is off.
func (c Coach) Next(p people.Person, s Settings, t time.Time) (time.Time, bool) {
	if !s.Weekly.On {
		return time.Time{}, false
	}
	zone := c.zone(p)
	for week, n := t, 0; n < 1000; week, n = nextMonday(week, zone), n+1 { // nobody is away for twenty years
		next, ok := s.Weekly.turnIn(week, zone)
		if ok && next.At.After(t) && !s.quiet(next.At.In(zone).Format(time.DateOnly)) {
			return next.At, true
		}
	}
	return time.Time{}, false
}

// nextMonday is noon on the Monday after t.
func nextMonday(t time.Time, zone *time.Location) time.Time {
	local := t.In(zone)
	return time.Date(local.Year(), local.Month(), local.Day()+7-weekday(local.Weekday()), 12, 0, 0, 0, zone)
}

// SkipNext is the day before which nothing may be asked, so that the next weekly question is left out.
func (c Coach) SkipNext(p people.Person, s Settings, now time.Time) string {
	zone := c.zone(p)
	next, on := c.Next(p, s, now)
	if !on {
		next = now.AddDate(0, 0, 6)
	}
	local := next.In(zone)
	return time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}
