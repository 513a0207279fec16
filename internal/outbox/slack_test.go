package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"go.uber.org/zap"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/outbox"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

var (
	errRefused = errors.New("refused before it was accepted")
	errLost    = outbox.Ambiguous{Err: errors.New("the answer was lost")}
)

// slack is the other side: it keeps what it accepted. The next calls can be told to end otherwise.
type slack struct {
	clock *dbtest.Clock

	mu       sync.Mutex
	messages []message
	calls    int
	faults   []fault // of the next sends, in order
	finds    []error // of the next finds, in order
	lag      time.Duration
}

type message struct {
	marker, channel, text, ts string
	at                        time.Time
	edits                     int
}

// fault is how one send ends: accepted or not, and what the sender is told.
type fault struct {
	accept bool
	err    error
	panics any
}

func (s *slack) send(_ context.Context, m outbox.Outgoing) (outbox.Sent, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	next := fault{accept: true}
	if len(s.faults) > 0 {
		next, s.faults = s.faults[0], s.faults[1:]
	}
	at := outbox.Sent{Channel: "D" + m.Channel, TS: fmt.Sprintf("%d.000", s.calls)}
	if next.accept {
		if m.Update {
			at = outbox.Sent{Channel: m.Channel, TS: m.TS}
		}
		s.accept(m, at)
	}
	if next.panics != nil {
		panic(next.panics)
	}
	return at, next.err
}

func (s *slack) accept(m outbox.Outgoing, at outbox.Sent) {
	for i := range s.messages {
		if m.Update && s.messages[i].ts == m.TS && s.messages[i].channel == m.Channel {
			s.messages[i].text = string(m.Body)
			s.messages[i].edits++
			return
		}
	}
	s.messages = append(s.messages, message{
		marker: m.Marker, channel: at.Channel, text: string(m.Body), ts: at.TS, at: s.clock.Now(),
	})
}

func (s *slack) find(_ context.Context, m outbox.Outgoing) (outbox.Sent, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.finds) > 0 {
		err := s.finds[0]
		s.finds = s.finds[1:]
		if err != nil {
			return outbox.Sent{}, false, err
		}
	}
	for _, message := range s.messages {
		if message.marker == m.Marker && !s.clock.Now().Before(message.at.Add(s.lag)) {
			return outbox.Sent{Channel: message.channel, TS: message.ts}, true, nil
		}
	}
	return outbox.Sent{}, false, nil
}

// texts are what is to be read in Slack, in order.
func (s *slack) texts() (texts []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, message := range s.messages {
		texts = append(texts, message.text)
	}
	return texts
}

// office is an outbox with a Slack to send to.
type office struct {
	dbtest.Base
	*slack
	store *outbox.Store
}

var quick = outbox.Limits{PerMinute: -1, PerChannel: -1, Updates: -1, Finds: -1}

func open(b dbtest.Base, limits outbox.Limits) *office {
	return &office{
		Base: b, slack: &slack{clock: b.Clock},
		store: outbox.New(b.DB, b.Seal, zap.NewNop(), limits),
	}
}

// replica is another process on the same database and Slack.
func (o *office) replica(options ...outbox.Option) *outbox.Store {
	return outbox.New(o.DB, o.Seal, zap.NewNop(), quick, options...)
}

// key makes the key of a message about an object.
func key(object string) outbox.Key {
	return outbox.Key{Kind: "feedback.ask", Recipient: "U0ADA", Object: object, Period: "2026-W48"}
}

// to is a message to a channel whose text is its object.
func to(channel, object string) outbox.Message {
	return outbox.Message{Key: key(object), Channel: channel, Body: []byte(object)}
}

// edit is an update of a message.
func edit(object, original string) outbox.Message {
	root := key(original)
	return outbox.Message{Key: key(object), Body: []byte(object), Update: &root}
}

func (o *office) do(t *testing.T, f func(tx *db.Tx) error) {
	t.Helper()
	if err := o.DB.Do(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func (o *office) add(t *testing.T, messages ...outbox.Message) {
	t.Helper()
	o.do(t, func(tx *db.Tx) error {
		for _, m := range messages {
			if added, err := o.store.Add(tx, m); !added || err != nil {
				return fmt.Errorf("add %s: %v, %w", m.Key.Object, added, err)
			}
		}
		return nil
	})
}

func (o *office) cancel(t *testing.T, object string) (ok bool) {
	t.Helper()
	o.do(t, func(tx *db.Tx) (err error) {
		ok, err = o.store.Cancel(tx, key(object))
		return err
	})
	return ok
}

// step delivers what may leave now and says how much that was.
func (o *office) step(t *testing.T) int {
	t.Helper()
	n, err := o.store.Step(t.Context(), 10, o.send, o.find)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// drain delivers, second by second, for a while.
func (o *office) drain(t *testing.T, for_ time.Duration) {
	t.Helper()
	for end := o.Clock.Now().Add(for_); o.Clock.Now().Before(end); o.Clock.Advance(time.Second) {
		for o.step(t) > 0 {
		}
	}
}

func (o *office) stats(t *testing.T) (stats outbox.Stats) {
	t.Helper()
	o.do(t, func(tx *db.Tx) (err error) {
		stats, err = o.store.Stats(tx)
		return err
	})
	return stats
}

func (o *office) failures(t *testing.T) (reasons []string) {
	t.Helper()
	o.do(t, func(tx *db.Tx) error {
		failures, err := o.store.Failures(tx, time.Time{})
		for _, failure := range failures {
			reasons = append(reasons, failure.Key.Object+": "+failure.Reason)
		}
		return err
	})
	return reasons
}

func (o *office) sentAt(t *testing.T, object string) (at outbox.Sent, ok bool) {
	t.Helper()
	o.do(t, func(tx *db.Tx) (err error) {
		at, ok, err = o.store.SentAt(tx, key(object))
		return err
	})
	return at, ok
}

// want compares what is to be read in Slack.
func (o *office) want(t *testing.T, texts ...string) {
	t.Helper()
	if got := o.texts(); fmt.Sprint(got) != fmt.Sprint(texts) {
		t.Fatalf("Slack shows %v, not %v", got, texts)
	}
}
