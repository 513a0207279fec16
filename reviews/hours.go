package reviews

import (
	"time"

	"laurel/internal/slots"
)

// hours are the times at which somebody may be written to: their working hours, on days that the calendar counts.
type hours struct {
	calendar Calendar
	zone     *time.Location
}

func (h hours) open(t time.Time) bool {
	return slots.Working(t, h.zone) && h.calendar.Works(t.In(h.zone))
}

// next is t if work goes on then, else the moment at which it begins next. A calendar in which it never does counts as
// none.
func (h hours) next(t time.Time) time.Time {
	at := slots.NextWorking(t, h.zone)
	for range 366 {
		if h.open(at) {
			return at
		}
		at = slots.NextWorking(h.day(at).next().at(0, h.zone), h.zone)
	}
	return slots.NextWorking(t, h.zone)
}

// day is the day of t where they are.
func (h hours) day(t time.Time) date {
	local := t.In(h.zone)
	return date{local.Year(), local.Month(), local.Day()}
}

// begins is when work begins on a day, or after it when nobody works then.
func (h hours) begins(d date) time.Time { return h.next(d.at(0, h.zone)) }

// after is the n-th day after d that the calendar counts.
func (h hours) after(d date, n int) date { return h.day(h.calendar.End(d.noon(h.zone), n)) }

// before is the n-th day before d that the calendar counts; d itself for 0.
func (h hours) before(d date, n int) date {
	return h.day(h.calendar.Before(d.noon(h.zone), n).In(h.zone))
}

// last is the last day on which work begins before the end: where it ends at night or early in the morning, that is a day
// before.
func (h hours) last(end time.Time) date {
	d := h.day(end)
	for range 366 {
		if at := h.begins(d); at.Before(end) && h.day(at) == d {
			return d
		}
		d = d.previous()
	}
	return h.day(end)
}

func (d date) String() string {
	return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC).Format(dateLayout)
}

// reminder is when somebody who was told of a request on the day told is reminded of it next, after the day of now: on
// the days that the template names, of which several may be one. Zero when no such day is left.
func (t Template) reminder(h hours, told date, now, end time.Time) (next time.Time) {
	var days []date
	for _, n := range t.Remind.After {
		days = append(days, h.after(told, n))
	}
	for _, n := range t.Remind.Before {
		days = append(days, h.before(h.last(end), n))
	}
	for _, d := range days {
		at := h.begins(d)
		if h.day(at).String() > h.day(now).String() && at.Before(end) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}
