package outbox

import (
	"context"
	"errors"
	"time"

	"go.uber.org/zap"

	"laurel/internal/db"
)

const (
	pollEvery = time.Second      // for what other replicas add and for what comes due; an Add here wakes at once
	grace     = 10 * time.Second // for what is in flight when Run is told to end
)

// ErrUnfinished is returned by Run when sends were still under way ten seconds after it was told to end. Whoever runs
// next looks what became of them.
var ErrUnfinished = errors.New("some messages were still being sent; they will be looked for")

// Run delivers with up to so many messages in flight, until ctx ends; then it claims nothing more and waits up to ten
// seconds for what is in flight. A Halt ends it in the same way and is returned. Database errors are logged and tried
// again. Several replicas may run at once, and one process once.
func (s *Store) Run(ctx context.Context, workers int, send Send, find Find) error {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	ctx, halt := context.WithCancelCause(ctx)
	defer halt(nil)
	free := make(chan struct{}, workers)
	for range workers {
		free <- struct{}{}
	}
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for n := takeFree(ctx, free); n > 0; n = takeFree(ctx, free) {
		letters := s.next(ctx, n)
		for _, l := range letters {
			go func() {
				defer func() { free <- struct{}{} }()
				if err := s.deliver(work, l, send, find); err != nil {
					halt(err)
				}
			}()
		}
		for range n - len(letters) {
			free <- struct{}{}
		}
		if len(letters) == n {
			continue
		}
		select {
		case <-s.wake:
		case <-tick.C:
		case <-ctx.Done():
		}
	}
	defer time.AfterFunc(grace, cancel).Stop()
	if cause := context.Cause(ctx); errors.As(cause, new(Halt)) {
		return errors.Join(cause, allFree(work, free))
	}
	return allFree(work, free)
}

// takeFree waits for a free worker and takes all that are free; 0 when ctx has ended. Only Run takes.
func takeFree(ctx context.Context, free <-chan struct{}) int {
	if ctx.Err() != nil {
		return 0
	}
	select {
	case <-ctx.Done():
		return 0
	case <-free:
	}
	n := 1
	for ; len(free) > 0; n++ {
		<-free
	}
	return n
}

// allFree waits until no worker is busy any more, or ctx has ended.
func allFree(ctx context.Context, free <-chan struct{}) error {
	for range cap(free) {
		select {
		case <-free:
		case <-ctx.Done():
			return ErrUnfinished
		}
	}
	return nil
}

// next claims up to n letters. Where limits forbid more it wakes Run when they allow it again.
func (s *Store) next(ctx context.Context, n int) (letters []*letter) {
	deadline := time.Now().Add(s.limit) // by a clock that also counts while the process is stopped
	var wait time.Duration
	err := s.db.Do(ctx, func(tx *db.Tx) (err error) {
		letters, wait, err = s.claim(tx, n)
		return err
	})
	if err != nil {
		if ctx.Err() == nil {
			s.log.Warn("outbox: nothing can be claimed", zap.Error(err))
		}
		return nil
	}
	for _, l := range letters {
		l.deadline = deadline
	}
	if wait > 0 {
		s.wakeAfter(wait)
	}
	return letters
}

// wakeAfter wakes Run in a while. Polling would do so too, but late.
func (s *Store) wakeAfter(wait time.Duration) {
	switch {
	case wait == 0:
		s.nudge()
	case wait <= time.Minute:
		time.AfterFunc(wait, s.nudge)
	}
}
