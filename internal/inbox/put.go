package inbox

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"laurel/internal/db"
)

const (
	maxBatch      = 256
	commitTimeout = 5 * time.Second // Slack has given up on an answer after 3
)

// put is one caller of Put, waiting for the commit it shares with others.
type put struct {
	ctx     context.Context // the caller's: one that has left is not written
	id      string
	item    Item
	payload []byte // sealed
	answer  chan answer
}

type answer struct {
	fresh bool
	err   error
}

// Put stores an item and returns once it is committed; then it may be acknowledged. fresh is false when its key was
// stored before, which is as good. Calls that come together share one commit, and its failure. When ctx ends first, the
// item may be stored or not: putting it again settles it.
func (s *Store) Put(ctx context.Context, item Item) (fresh bool, err error) {
	if item.Key == "" || !storable(item.Key) || !storable(item.Kind) {
		return false, fmt.Errorf("put a %q: its key or kind is no text", item.Kind)
	}
	p := &put{ctx: ctx, id: db.NewID(), item: item, answer: make(chan answer, 1)}
	if p.payload, err = s.seal.Seal("inbox", p.id, "payload", item.Payload); err != nil {
		return false, err
	}
	s.join(p)
	select {
	case a := <-p.answer:
		return a.fresh, a.err
	case <-ctx.Done():
		return false, fmt.Errorf("put a %q: %w", item.Kind, ctx.Err())
	}
}

// storable: one text that Postgres refuses would fail the whole group.
func storable(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }

// join queues p; the first in an empty queue sets off the commits, which go on while more are waiting.
func (s *Store) join(p *put) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = append(s.waiting, p)
	if !s.committing {
		s.committing = true
		go s.commitAll()
	}
}

func (s *Store) commitAll() {
	for {
		batch, more := s.nextBatch()
		if !more {
			return
		}
		fresh, err := s.commit(batch)
		for _, p := range batch {
			p.answer <- answer{fresh: err == nil && fresh[p.id], err: err}
		}
		if len(fresh) > 0 {
			s.nudge()
		}
	}
}

// nextBatch takes who is waiting, without those who have left, in the order of their keys: two replicas that get the
// same deliveries in different orders would otherwise wait for each other in Postgres.
func (s *Store) nextBatch() (batch []*put, more bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.waiting) == 0 {
		s.committing, s.waiting = false, nil
		return nil, false
	}
	n := min(len(s.waiting), maxBatch)
	batch = slices.DeleteFunc(slices.Clone(s.waiting[:n]), func(p *put) bool { return p.ctx.Err() != nil })
	s.waiting = s.waiting[n:]
	slices.SortStableFunc(batch, func(a, b *put) int { return cmp.Compare(a.item.Key, b.item.Key) })
	return batch, true
}

// commit stores a batch in one transaction, which no single caller can cancel, and returns the ids that were new.
func (s *Store) commit(batch []*put) (fresh map[string]bool, err error) {
	if len(batch) == 0 {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), commitTimeout)
	defer cancel()
	err = s.db.Do(ctx, func(tx *db.Tx) error {
		fresh, err = insert(tx, batch)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store %d items: %w", len(batch), err)
	}
	return fresh, nil
}
