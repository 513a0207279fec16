// Package inbox keeps what came in until it is done: what laurel has acknowledged is never lost and never done twice.
package inbox

import (
	"context"
	"sync"
	"time"

	"go.uber.org/zap"

	"laurel/internal/db"
	"laurel/internal/seal"
)

// Item is one delivery.
type Item struct {
	Key     string // names it over all its repetitions: an event's event_id
	Kind    string // what it is, for routing and the log; it is stored readable, so nothing confidential
	Payload []byte // sealed at rest, never logged, forgotten when done
}

// Handler does what an item asks for. First it reads what is slow, then it returns apply, which runs in one
// transaction with the mark that the item is done: both or neither happen. apply may be nil. Handlers run in parallel
// and in no particular order. ctx ends before the lease does. After an error or a panic the item comes again; the
// error is logged, so it must not quote what a person wrote.
type Handler func(ctx context.Context, item Item) (apply func(tx *db.Tx) error, err error)

// Stats is what an operator watches.
type Stats struct {
	Pending int64
	Dead    int64     // given up after ten attempts; kept until Purge
	Oldest  time.Time // when the oldest pending item came; zero when nothing is pending
}

// Store is the inbox. Any number of replicas may share its table.
type Store struct {
	db    *db.DB
	seal  *seal.Sealer
	log   *zap.Logger
	lease time.Duration // how long an item is a worker's alone
	limit time.Duration // how long the worker may take; shorter than the lease

	wake chan struct{}

	mu         sync.Mutex
	waiting    []*put
	committing bool
}

// Option changes how a Store works.
type Option func(*Store)

// WithLease sets how long an item belongs to the worker that claimed it; a handler gets three fifths of it. The default
// is 30 s: that long after a crash another replica takes over. A lease of zero lapses at once, which only tests want.
func WithLease(lease time.Duration) Option {
	return func(s *Store) {
		s.lease = lease
		if lease > 0 {
			s.limit = lease * 3 / 5
		}
	}
}

// New makes the inbox of one process. It starts nothing: see Run.
func New(d *db.DB, s *seal.Sealer, log *zap.Logger, options ...Option) *Store {
	store := &Store{db: d, seal: s, log: log, wake: make(chan struct{}, 1)}
	WithLease(30 * time.Second)(store)
	for _, option := range options {
		option(store)
	}
	return store
}

// nudge wakes Run, if it runs here.
func (s *Store) nudge() {
	select {
	case s.wake <- struct{}{}:
	default: // it is awake already
	}
}
