package outbox

import (
	"context"
	"time"

	"laurel/internal/db"
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

// ClaimAround claims all there is, with something happening between looking what is due and taking it.
func (s *Store) ClaimAround(ctx context.Context, between func()) (taken int, err error) {
	err = s.db.Do(ctx, func(tx *db.Tx) error {
		meters, _, err := s.meters(tx)
		if err != nil {
			return err
		}
		now, err := tx.LeaseNow()
		if err != nil {
			return err
		}
		ids, err := s.due(tx, 100, now, meters)
		if err != nil {
			return err
		}
		between()
		letters, err := takeAll(tx, ids, now.Add(s.lease), meters)
		taken = len(letters)
		return err
	})
	return taken, err
}

// NewBudget, Room and Take are a budget's.
func NewBudget(perMinute, share int) budget { return newBudget(perMinute, share) }

func (b budget) Room(used, now time.Time) (int, time.Duration) { return b.room(used, now) }

func (b budget) Take(used, now time.Time, n int) time.Time { return b.take(used, now, n) }
