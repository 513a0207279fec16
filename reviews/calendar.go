package reviews

import (
	"slices"
	"strings"
	"time"

	"laurel/internal/slots"
)

// Calendar says which days count as working days. The zero Calendar has Saturday and Sunday off, and no holidays.
type Calendar struct {
	Weekend  []string `yaml:"weekend"`  // names of days: "friday"
	Holidays []string `yaml:"holidays"` // days: "2026-12-25"
}

// Works tells whether a day counts, by the clock that t has.
func (c Calendar) Works(t time.Time) bool {
	if slices.Contains(c.Holidays, t.Format(time.DateOnly)) {
		return false
	}
	if len(c.Weekend) == 0 {
		return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday
	}
	return !slices.ContainsFunc(c.Weekend, func(name string) bool { return weekdays[strings.ToLower(name)] == t.Weekday() })
}

var weekdays = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
	"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday,
}

func (c Calendar) neverWorks() bool {
	days := map[time.Weekday]bool{}
	for _, name := range c.Weekend {
		if day, ok := weekdays[strings.ToLower(name)]; ok {
			days[day] = true
		}
	}
	return len(days) == len(weekdays)
}

// dayEnds is the local hour at which stages end: late enough to finish, early enough to be at work.
const dayEnds = 17

// End is 17:00 on the n-th working day after t, by t's clock.
func (c Calendar) End(t time.Time, n int) time.Time {
	day := date{t.Year(), t.Month(), t.Day()}
	for n > 0 {
		day = day.next()
		if c.Works(day.noon(t.Location())) {
			n--
		}
	}
	return day.at(dayEnds, t.Location())
}

// Before is the n-th working day before the day of t, or for 0 that day itself, at its beginning; by t's clock.
func (c Calendar) Before(t time.Time, n int) time.Time {
	day := date{t.Year(), t.Month(), t.Day()}
	for n > 0 {
		day = day.previous()
		if c.Works(day.noon(t.Location())) {
			n--
		}
	}
	return day.at(0, t.Location())
}

// date is a day of the calendar, wherever it is.
type date struct {
	year  int
	month time.Month
	day   int
}

func (d date) next() date     { return d.plus(1) }
func (d date) previous() date { return d.plus(-1) }

func (d date) plus(days int) date {
	t := time.Date(d.year, d.month, d.day+days, 0, 0, 0, 0, time.UTC) // UTC has every day
	return date{t.Year(), t.Month(), t.Day()}
}

// at is the moment when a clock in zone shows the hour on that day, in UTC. A day that the place left out counts as the
// same moment of UTC.
func (d date) at(hour int, zone *time.Location) time.Time {
	if moment, ok := slots.Resolve(d.year, d.month, d.day, hour, 0, zone); ok {
		return moment.UTC()
	}
	return time.Date(d.year, d.month, d.day, hour, 0, 0, 0, time.UTC)
}

// noon is a moment of the day for which only the day counts.
func (d date) noon(zone *time.Location) time.Time { return d.at(12, zone).In(zone) }
