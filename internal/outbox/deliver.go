package outbox

import (
	"context"
	"errors"
	"time"

	"go.uber.org/zap"

	"laurel/internal/db"
)

// deliver makes the letter's next call and writes down how that ended. It returns a Halt, nothing else.
func (s *Store) deliver(ctx context.Context, l *letter, send Send, find Find) error {
	out := s.try(ctx, l, send, find)
	if out.verdict == limited {
		s.closed[l.method()].Store(s.db.Now().Add(out.wait).UnixMicro())
	}
	e, err := s.conclude(ctx, l, out)
	l.note(s.log, out, e, err)
	if errors.As(out.err, new(Halt)) {
		return out.err
	}
	return nil
}

// try makes the call, if it may still be made, within the letter's time.
func (s *Store) try(ctx context.Context, l *letter, send Send, find Find) outcome {
	ctx, cancel := context.WithDeadline(ctx, l.deadline)
	defer cancel()
	if l.Attempt > maxAttempts { // an update that ended the process each time
		return outcome{verdict: refused, reason: "attempts"}
	}
	body, err := s.seal.Open("outbox", l.ID, "body", l.Body)
	if err != nil { // the wrong keyset must not cost the queue
		return outcome{verdict: untried, wait: time.Minute, err: err}
	}
	if wait := time.UnixMicro(s.closed[l.method()].Load()).Sub(s.db.Now()); wait > 0 {
		return outcome{verdict: untried, wait: wait}
	}
	if ctx.Err() != nil { // this process stood still; another may have sent it meanwhile
		return outcome{verdict: untried, err: ctx.Err()}
	}
	if l.method() == toFind {
		return judgeFind(guardedFind(ctx, find, l.outgoing(body)))
	}
	return judgeSend(guardedSend(ctx, send, l.outgoing(body)))
}

func (l *letter) outgoing(body []byte) Outgoing {
	m := Outgoing{ID: l.ID, Marker: l.Marker, Key: l.Key, Channel: l.Channel, Body: body, Attempt: l.Attempt}
	if l.Original != "" {
		m.Update, m.Channel, m.TS = true, l.RootChannel, l.RootTS
	}
	return m
}

func guardedSend(ctx context.Context, send Send, m Outgoing) (at Sent, err error) {
	defer recovered(&err)
	return send(ctx, m)
}

func guardedFind(ctx context.Context, find Find, m Outgoing) (at Sent, found bool, err error) {
	defer recovered(&err)
	return find(ctx, m)
}

// conclude writes the outcome down. It outlives ctx and a short absence of the database: what isn't written must be
// looked for later.
func (s *Store) conclude(ctx context.Context, l *letter, out outcome) (e ending, err error) {
	const tries = 6
	for try := range tries {
		if e, err = s.concludeOnce(ctx, l, out); err == nil || errors.Is(err, errFenced) || try == tries-1 {
			break
		}
		<-time.After(50 * time.Millisecond << try)
	}
	return e, err
}

func (s *Store) concludeOnce(ctx context.Context, l *letter, out outcome) (e ending, err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err = s.db.Do(ctx, func(tx *db.Tx) error {
		e, err = s.settle(tx, l, out)
		return err
	})
	return e, err
}

// note logs what an operator may want to know: never who gets the message, nor what it says.
func (l *letter) note(log *zap.Logger, out outcome, e ending, err error) {
	log = log.With(zap.String("id", l.ID), zap.String("kind", l.Kind), zap.Int("attempt", l.Attempt),
		zap.String("outcome", string(out.verdict)))
	switch {
	case err != nil:
		log.Warn("outbox: how a try ended was not written down; the message will be looked for", zap.Error(err))
	case e.state == stateDead:
		log.Error("outbox: a message is given up", zap.String("reason", e.reason), zap.Error(out.err))
	case out.verdict == unsure || out.verdict == unseen:
		log.Warn("outbox: a message was perhaps sent", zap.String("state", e.state), zap.Error(out.err))
	case out.err != nil:
		log.Warn("outbox: a message waits", zap.String("state", e.state), zap.Duration("wait", out.wait), zap.Error(out.err))
	default:
		log.Debug("outbox: a message moved on", zap.String("state", e.state))
	}
}
