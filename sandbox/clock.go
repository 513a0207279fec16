package sandbox

import (
	"slices"
	"sync"
	"time"
)

// Clock is the time of a workspace: the ts of messages, the three seconds of a trigger, the retries of events.
// The keep-alive of sockets is not on it, because that belongs to the wire and not to the workspace.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f in its own goroutine once d has passed on this clock. Stop tells whether f was held back.
	AfterFunc(d time.Duration, f func()) (stop func() bool)
}

// OffsetClock runs along a base clock, ahead of it by an offset that can be moved.
type OffsetClock struct {
	base   func() time.Time
	mu     sync.Mutex
	offset time.Duration
	frozen time.Time // where the base was when it was frozen; zero while the clock runs
	timers []*timer  // by due time, then in the order of asking
	stop   func() bool
}

type timer struct {
	due time.Time
	f   func()
}

// NewClock returns a clock along base; nil means the computer's clock. A test may give its own standing clock:
// after moving that one, [Workspace.Advance] with zero fires what has become due.
func NewClock(base func() time.Time) *OffsetClock {
	if base == nil {
		base = time.Now
	}
	return &OffsetClock{base: base}
}

// Now returns the base clock's time plus the offset, in UTC.
func (c *OffsetClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

// AfterFunc implements [Clock].
func (c *OffsetClock) AfterFunc(d time.Duration, f func()) func() bool {
	c.mu.Lock()
	t := &timer{due: c.now().Add(d), f: f}
	at, _ := slices.BinarySearchFunc(c.timers, t, func(a, b *timer) int {
		if a.due.After(b.due) {
			return 1
		}
		return -1
	})
	c.timers = slices.Insert(c.timers, at, t)
	c.rearm()
	c.mu.Unlock()
	return func() bool { return c.drop(t) }
}

// Advance moves the clock by d (back when d is negative) and returns after everything that became due has run,
// in the order of its due time. What those start anew is timed from the new time, so a jump over a day does not
// cut the three seconds of an envelope that the jump itself sent.
func (c *OffsetClock) Advance(d time.Duration) {
	c.mu.Lock()
	c.offset += d
	due := c.takeDue()
	c.rearm()
	c.mu.Unlock()
	for _, t := range due {
		t.f()
	}
}

// Offset tells how far the clock is ahead of its base.
func (c *OffsetClock) Offset() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.offset
}

// Freeze holds the clock at its present time; it still moves by [OffsetClock.Advance]. Given false it runs on from
// where it stands. A second call with the same value does nothing.
func (c *OffsetClock) Freeze(freeze bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case freeze && c.frozen.IsZero():
		c.frozen = c.base()
	case !freeze && !c.frozen.IsZero():
		c.offset -= c.base().Sub(c.frozen)
		c.frozen = time.Time{}
	}
	c.rearm()
}

// Frozen tells whether the clock is held.
func (c *OffsetClock) Frozen() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.frozen.IsZero()
}

func (c *OffsetClock) now() time.Time {
	base := c.frozen
	if base.IsZero() {
		base = c.base()
	}
	return base.Add(c.offset).UTC()
}

func (c *OffsetClock) drop(t *timer) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := slices.Index(c.timers, t)
	if at < 0 {
		return false
	}
	c.timers = slices.Delete(c.timers, at, at+1)
	c.rearm()
	return true
}

func (c *OffsetClock) takeDue() []*timer {
	now, n := c.now(), 0
	for n < len(c.timers) && !c.timers[n].due.After(now) {
		n++
	}
	due := slices.Clone(c.timers[:n])
	c.timers = slices.Delete(c.timers, 0, n)
	return due
}

// rearm keeps one real timer, for the earliest of ours. When the base stands still it only looks again later; while the
// clock is frozen nothing becomes due by itself.
func (c *OffsetClock) rearm() {
	if c.stop != nil {
		c.stop()
		c.stop = nil
	}
	if len(c.timers) > 0 && c.frozen.IsZero() {
		wait := max(c.timers[0].due.Sub(c.now()), time.Millisecond)
		c.stop = time.AfterFunc(wait, func() { c.Advance(0) }).Stop
	}
}

// Now returns the workspace's time in UTC.
func (w *Workspace) Now() time.Time { return w.clock.Now().UTC() }

// Advance moves the workspace's clock and returns after what became due has run: triggers expire, envelopes time
// out, retries leave. A [Clock] of the caller's own that cannot be moved is left alone.
func (w *Workspace) Advance(d time.Duration) {
	if c, ok := w.clock.(interface{ Advance(time.Duration) }); ok {
		c.Advance(d)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.touch(note{Kind: "clock"})
}

// A jump of the page's clock goes through what lies between in steps: short enough to hit every working day everywhere,
// and not too many of them.
const (
	jumpStep  = 2 * time.Hour // a stage may end two hours and a half after somebody's day has begun
	jumpSteps = 100
)

// OnJump has the page's jumps of the clock stop on their way, and settle called at each stop: it returns once the app has
// done what is due, so that a message meant for the morning is there in the evening. Without it a jump is as if the app
// had been down meanwhile; [Workspace.Advance] always is.
func (w *Workspace) OnJump(settle func()) { w.settle.Store(&settle) }

// jump moves the clock by d in steps. One jump waits for the other.
func (w *Workspace) jump(d time.Duration) {
	w.jumping.Lock()
	defer w.jumping.Unlock()
	settle := w.settle.Load()
	for step := max(jumpStep, d/jumpSteps); settle != nil && d > step; d -= step {
		w.Advance(step)
		(*settle)()
	}
	w.Advance(d)
}

// Freeze holds the workspace's clock where it stands, or lets it run on; see [OffsetClock.Freeze]. A [Clock] of the
// caller's own that cannot be frozen is left alone.
func (w *Workspace) Freeze(freeze bool) {
	if c, ok := w.clock.(interface{ Freeze(bool) }); ok {
		c.Freeze(freeze)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.touch(note{Kind: "clock"})
}

// ResetClock lets the clock run and takes back all that [Workspace.Advance] moved.
func (w *Workspace) ResetClock() {
	w.Freeze(false)
	w.Advance(-w.offset())
}

func (w *Workspace) frozen() bool {
	c, ok := w.clock.(interface{ Frozen() bool })
	return ok && c.Frozen()
}

func (w *Workspace) offset() time.Duration {
	if c, ok := w.clock.(interface{ Offset() time.Duration }); ok {
		return c.Offset()
	}
	return 0
}
