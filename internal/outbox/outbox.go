// Package outbox delivers laurel's messages: each one once, in order, and no faster than Slack allows.
package outbox

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"laurel/internal/db"
	"laurel/internal/seal"
)

// Key names a message by what it says to whom: the same key is the same message, and is sent once for ever.
type Key struct {
	Kind      string // what it is: "feedback.ask"
	Recipient string
	Object    string // what it is about: an id
	Period    string // which time round: "2026-W48", a cycle's id
}

// Message is what is to be sent.
type Message struct {
	Key     Key
	Channel string    // where to: a user's or a channel's id; of an update it is ignored, it goes where its original went
	Body    []byte    // whatever Send understands; sealed at rest, forgotten when sent
	RunAt   time.Time // not before; zero = now
	Update  *Key      // replace the message that was sent under this key; waits until it is sent
}

// Sent is where a message ended up.
type Sent struct{ Channel, TS string }

// Outgoing is a message on its way.
type Outgoing struct {
	ID      string
	Marker  string // random and meaningless; Send puts it into the message, Find looks for it
	Key     Key
	Channel string // of an update: the channel that its original reports
	TS      string // of an update: its original's; otherwise empty
	Update  bool
	Body    []byte
	Attempt int // 1 the first time
}

// Send sends a message and says where it ended up. Which error it returns decides what happens next: see RetryAfter,
// Permanent, Ambiguous and Halt; any other error promises that nothing was sent, and it is tried again after attempt²
// seconds, ten times. A panic, an ended ctx and Ambiguous are treated alike; a failed dial closes the line for
// everybody for five seconds and uses up nothing. An update may be sent more than once. Errors are logged: they must
// not quote the message.
type Send func(ctx context.Context, m Outgoing) (Sent, error)

// Find looks whether a message was sent after all, by its Marker. Any error means that it can't be told: the message
// stays held and is looked for again; RetryAfter and Halt work as for Send.
type Find func(ctx context.Context, m Outgoing) (Sent, bool, error)

// Limits is what all replicas together may do. Zero takes the default; a negative number means no limit.
type Limits struct {
	PerMinute  int           // new messages; default 240, as Slack allows "several hundred" in a workspace
	PerChannel time.Duration // from the end of one message to the start of the next; default one second
	Updates    int           // a minute; default 50 (https://docs.slack.dev/apis/web-api/rate-limits, tier 3)
	Finds      int           // a minute; default 50 (tier 3)
}

// Stats is what an operator watches.
type Stats struct {
	Pending int64     // all that are neither sent nor given up, also those for later
	Held    int64     // of those: perhaps sent, and not sent again before that is known
	Dead    int64     // given up: see Failures
	Oldest  time.Time // when the oldest message that is due was meant to leave; zero when none is
}

// ErrNoOriginal is returned by Add for an update of a message that was never added. The transaction is not harmed.
var ErrNoOriginal = errors.New("there is no message to update")

// Store is the outbox. Any number of replicas may share its tables.
type Store struct {
	db      *db.DB
	seal    *seal.Sealer
	log     *zap.Logger
	spacing time.Duration
	budgets map[method]budget
	lease   time.Duration // how long a message is a worker's alone
	limit   time.Duration // how long the worker may take; shorter than the lease

	wake   chan struct{}
	closed map[method]*atomic.Int64 // as outbox_limits.closed_until, known here before it is committed
}

// Option changes how a Store works.
type Option func(*Store)

// WithLease sets how long a message belongs to the worker that claimed it; a send gets three fifths of it. The
// default is 30 s: that long after a crash another replica looks what became of it. A lease of zero lapses at once,
// which only tests want.
func WithLease(lease time.Duration) Option {
	return func(s *Store) {
		s.lease = lease
		if lease > 0 {
			s.limit = lease * 3 / 5
		}
	}
}

// New makes the outbox of one process. It starts nothing: see Run.
func New(d *db.DB, s *seal.Sealer, log *zap.Logger, limits Limits, options ...Option) *Store {
	store := &Store{db: d, seal: s, log: log, wake: make(chan struct{}, 1), closed: map[method]*atomic.Int64{}}
	store.limits(limits)
	for _, m := range methods {
		store.closed[m] = new(atomic.Int64)
	}
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
