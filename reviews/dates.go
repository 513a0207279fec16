package reviews

import "time"

const dateLayout = "2006-01-02"

// monthsBefore is the same day n months earlier, or the last of that month where it is shorter.
func monthsBefore(t time.Time, n int) time.Time {
	before := t.AddDate(0, -n, 0)
	if before.Day() != t.Day() { // 31 August less six months is not 3 March
		before = before.AddDate(0, 0, -before.Day())
	}
	return before
}

// window is when a stage of a cycle begins and ends, if no stage is ended by hand: the stages before it end when their time
// is up, and each begins as the one before ends. ok is false when the stage does not lie ahead.
func (c Cycle) window(template Template, stage string) (begins, ends time.Time, ok bool) {
	begins, ends = c.OpenedAt, c.StageEndsAt
	for at := c.Stage; at != stage; {
		next, ok := template.next(at)
		if !ok {
			return begins, ends, false
		}
		begins, ends = ends, template.Calendar.End(ends.In(c.location()), next.Days)
		at = next.ID
	}
	return begins, ends, true
}
