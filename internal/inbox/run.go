package inbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"go.uber.org/zap"

	"laurel/internal/db"
)

const (
	maxAttempts = 10
	maxBackOff  = 5 * time.Minute
	pollEvery   = time.Second      // for what other replicas put and for what comes due; a Put here wakes at once
	grace       = 10 * time.Second // for what is in flight when Run is told to end
)

// errFenced: the lease lapsed and another worker has the item now. Nothing was written.
var errFenced = errors.New("the item is another worker's now")

// ErrUnfinished is returned by Run when handlers were still busy ten seconds after it was told to end. Their items come
// again when their leases lapse.
var ErrUnfinished = errors.New("some items are not finished; they will be taken up again")

// Run works the inbox with up to so many handlers at once, until ctx ends; then it claims nothing more and waits up
// to ten seconds for what is in flight. What fails comes again after attempt² seconds, at most five minutes; after
// ten attempts it is dead. Database errors are logged and tried again. Several replicas may run at once, and one
// process once.
func (s *Store) Run(ctx context.Context, workers int, h Handler) error {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	free := make(chan struct{}, workers)
	for range workers {
		free <- struct{}{}
	}
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for n := takeFree(ctx, free); n > 0; n = takeFree(ctx, free) {
		items := s.claim(ctx, n)
		for _, c := range items {
			go func() {
				defer func() { free <- struct{}{} }()
				s.handle(work, c, h)
			}()
		}
		for range n - len(items) {
			free <- struct{}{}
		}
		if len(items) == n {
			continue
		}
		select {
		case <-s.wake:
		case <-tick.C:
		case <-ctx.Done():
		}
	}
	defer time.AfterFunc(grace, cancel).Stop()
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

func (s *Store) claim(ctx context.Context, n int) (items []*claimed) {
	deadline := time.Now().Add(s.limit) // by a clock that also counts while the process is stopped
	err := s.db.Do(ctx, func(tx *db.Tx) (err error) {
		items, err = claim(tx, n, s.lease)
		return err
	})
	if err != nil {
		if ctx.Err() == nil {
			s.log.Warn("inbox: nothing can be claimed", zap.Error(err))
		}
		return nil
	}
	slices.SortFunc(items, func(a, b *claimed) int { return cmp.Compare(a.ID, b.ID) })
	for _, c := range items {
		c.deadline = deadline
	}
	return items
}

// handle does one item and records how it ended. Nothing gets out: neither an error nor a panic.
func (s *Store) handle(ctx context.Context, c *claimed, h Handler) {
	log := s.log.With(zap.String("id", c.ID), zap.String("kind", c.Kind), zap.Int("attempt", c.Attempt))
	err := errors.New("the process ended each time it was tried")
	if c.Attempt <= maxAttempts {
		err = s.attempt(ctx, c, h)
	}
	if err != nil && !errors.Is(err, errFenced) {
		err = s.record(ctx, c, log, err)
	}
	if err != nil {
		log.Warn("inbox: how an item ended was not written down", zap.Error(err))
	}
}

func (s *Store) attempt(ctx context.Context, c *claimed, h Handler) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = panicked(value)
		}
	}()
	ctx, cancel := context.WithDeadline(ctx, c.deadline)
	defer cancel()
	payload, err := s.seal.Open("inbox", c.ID, "payload", c.Payload)
	if err != nil {
		return err
	}
	apply, err := h(ctx, Item{Key: c.Key, Kind: c.Kind, Payload: payload})
	if err != nil {
		return err
	}
	return s.db.Do(ctx, func(tx *db.Tx) error {
		if err := finish(tx, c); err != nil || apply == nil {
			return err
		}
		return apply(tx)
	})
}

// panicked tells where a panic came from. Its value may quote a person and is left out, unless the runtime made it.
func panicked(value any) error {
	cause := fmt.Errorf("a panic of %T", value)
	if failure, ok := value.(runtime.Error); ok {
		cause = failure
	}
	return fmt.Errorf("%w\n%s", cause, debug.Stack())
}

// record notes a failure. It outlives ctx: a shutdown must not cost the note.
func (s *Store) record(ctx context.Context, c *claimed, log *zap.Logger, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitTimeout)
	defer cancel()
	if c.Attempt >= maxAttempts {
		log.Error("inbox: an item is given up", zap.Error(cause))
		return s.db.Do(ctx, func(tx *db.Tx) error { return bury(tx, c) })
	}
	after := min(time.Duration(c.Attempt*c.Attempt)*time.Second, maxBackOff)
	log.Warn("inbox: an item will be tried again", zap.Duration("after", after), zap.Error(cause))
	return s.db.Do(ctx, func(tx *db.Tx) error { return retry(tx, c, after) })
}
