package outbox

import (
	"context"
	"time"
)

// Step claims what may leave now, up to n messages, and delivers them one after the other: Run without its waiting.
func (s *Store) Step(ctx context.Context, n int, send Send, find Find) (int, error) {
	letters := s.next(ctx, n)
	for _, l := range letters {
		if err := s.deliver(ctx, l, send, find); err != nil {
			return len(letters), err
		}
	}
	return len(letters), nil
}

// Die does as Step and is killed before it can write down how the calls ended.
func (s *Store) Die(ctx context.Context, n int, send Send, find Find) int {
	letters := s.next(ctx, n)
	for _, l := range letters {
		s.try(ctx, l, send, find)
	}
	return len(letters)
}

// Stall claims and then stands still beyond the time it has, before it sends; the result goes on.
func (s *Store) Stall(ctx context.Context, n int, send Send, find Find) (proceed func()) {
	letters := s.next(ctx, n)
	return func() {
		for _, l := range letters {
			l.deadline = time.Now().Add(-time.Second)
			_ = s.deliver(ctx, l, send, find)
		}
	}
}

// NewBudget, Room and Take are a budget's.
func NewBudget(perMinute, share int) budget { return newBudget(perMinute, share) }

func (b budget) Room(used, now time.Time) (int, time.Duration) { return b.room(used, now) }

func (b budget) Take(used, now time.Time, n int) time.Time { return b.take(used, now, n) }
