package slots

import "time"

// When nobody minds a question: from half past nine to half past four, Monday to Friday.
const (
	workBegins = 9*60 + 30
	workEnds   = 16*60 + 30
)

// Day tells whether t falls between eight in the morning and eight in the evening at a place, on whatever day: then a
// message that asks nothing may come.
func Day(t time.Time, loc *time.Location) bool {
	hour := t.In(loc).Hour()
	return hour >= 8 && hour < 20
}

// Working tells whether t falls into the working hours of a place.
func Working(t time.Time, loc *time.Location) bool {
	local := t.In(loc)
	minute := local.Hour()*60 + local.Minute()
	weekend := local.Weekday() == time.Saturday || local.Weekday() == time.Sunday
	return !weekend && minute >= workBegins && minute < workEnds
}
