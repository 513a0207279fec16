package inbox

import "context"

// Step claims what is due, up to n items, and handles them one after the other: Run without its waiting.
func (s *Store) Step(ctx context.Context, n int, h Handler) int {
	items := s.claim(ctx, n)
	for _, c := range items {
		s.handle(ctx, c, h)
	}
	return len(items)
}

// Die claims what is due and forgets it, as a process does that is killed.
func (s *Store) Die(ctx context.Context, n int) int { return len(s.claim(ctx, n)) }
