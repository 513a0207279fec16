package outbox

import "time"

// method is a sort of call that Slack limits by itself.
type method string

const (
	toPost   method = "post"
	toUpdate method = "update"
	toFind   method = "find"
)

var methods = []method{toFind, toPost, toUpdate}

// limits sets the budgets and the spacing.
func (s *Store) limits(l Limits) {
	perMinute := func(n, otherwise int) int {
		if n == 0 {
			return otherwise
		}
		return n
	}
	s.budgets = map[method]budget{
		toPost:   newBudget(perMinute(l.PerMinute, 240), 60),
		toUpdate: newBudget(perMinute(l.Updates, 50), 5),
		toFind:   newBudget(perMinute(l.Finds, 50), 5),
	}
	if s.spacing = l.PerChannel; l.PerChannel == 0 {
		s.spacing = time.Second
	}
}

// budget spreads calls evenly and lets a few come together after a silence (GCRA): one time in the database says how
// far the budget is used up.
type budget struct {
	interval time.Duration // between calls in the long run; 0 = no limit
	burst    int
}

// newBudget keeps any minute under perMinute: the burst, the steady calls and 2 % for calls that travel faster than
// those before them.
func newBudget(perMinute, share int) budget {
	if perMinute < 0 {
		return budget{}
	}
	burst := max(1, perMinute/share)
	if perMinute < 4 {
		return budget{interval: time.Minute / time.Duration(perMinute), burst: burst}
	}
	return budget{interval: 100 * time.Minute / time.Duration(98*perMinute-100*burst), burst: burst}
}

const unlimited = 1 << 20

// room is how many calls may be made now and, when none, how long until one may.
func (b budget) room(used, now time.Time) (n int, wait time.Duration) {
	if b.interval == 0 {
		return unlimited, 0
	}
	free := now.Add(time.Duration(b.burst) * b.interval).Sub(b.from(used, now))
	if free < b.interval {
		return 0, b.interval - free
	}
	return int(free / b.interval), 0
}

// take is how far the budget is used up after n calls.
func (b budget) take(used, now time.Time, n int) time.Time {
	return b.from(used, now).Add(time.Duration(n) * b.interval)
}

// from is where the next call counts from. A time further ahead than a burst was written by a clock that was wrong.
func (b budget) from(used, now time.Time) time.Time {
	if used.Before(now) || used.Sub(now) > time.Duration(b.burst)*b.interval {
		return now
	}
	return used
}
