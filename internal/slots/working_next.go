package slots

import "time"

// NextWorking is t if it falls into the working hours of a place, else the moment at which they begin next.
func NextWorking(t time.Time, loc *time.Location) time.Time {
	if Working(t, loc) {
		return t
	}
	local := t.In(loc)
	for ahead := range 8 { // a weekend is two days; a place may leave a day out
		date := time.Date(local.Year(), local.Month(), local.Day()+ahead, 0, 0, 0, 0, time.UTC)
		at, exists := Resolve(date.Year(), date.Month(), date.Day(), workBegins/60, workBegins%60, loc)
		if exists && !at.Before(t) && Working(at, loc) {
			return at.UTC()
		}
	}
	return t
}
