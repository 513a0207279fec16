package outbox

import (
	"errors"
	"fmt"
	"time"

	"laurel/internal/db"
)

// errFenced: the lease lapsed and another worker has the letter now. Nothing was written.
var errFenced = errors.New("the message is another worker's now")

const (
	maxAttempts = 10
	maxBackOff  = 5 * time.Minute
	firstLook   = 2 * time.Second  // after a lost answer
	settleTime  = 10 * time.Second // between the two looks that must not find it
	maxLookWait = 30 * time.Second
)

// ending is what is written when a try is over.
type ending struct {
	state    string
	reason   string
	attempt  int
	looks    int
	absentAt time.Time
	retryAt  time.Time
	runAt    time.Time // when it is meant to leave now; zero = as before
	sent     Sent
}

// done tells whether the state is final.
func (e ending) done() bool {
	return e.state == stateSent || e.state == stateDead || e.state == stateCancelled
}

// end decides what a try's outcome means for the letter. unwanted: it was cancelled meanwhile.
func (l *letter) end(out outcome, unwanted bool, now time.Time) ending {
	e := l.endWanted(out, now)
	if unwanted && e.state == statePending {
		return ending{state: stateCancelled, reason: "cancelled", attempt: e.attempt}
	}
	return e
}

func (l *letter) endWanted(out outcome, now time.Time) ending {
	e := ending{state: stateHeld, attempt: l.Attempt, looks: l.Looks, absentAt: l.AbsentAt.Time}
	switch out.verdict {
	case delivered:
		return ending{state: stateSent, attempt: l.Attempt, sent: out.sent}
	case refused:
		return ending{state: stateDead, attempt: l.Attempt, reason: out.reason}
	case failed:
		return l.again(now.Add(l.backOff()))
	case early:
		if l.method() != toPost {
			return l.again(now.Add(l.backOff()))
		}
		return ending{state: statePending, attempt: l.Attempt - 1, runAt: out.until}
	case limited, untried:
		e.retryAt = now.Add(out.wait)
		if l.method() != toFind {
			e.state, e.attempt = statePending, l.Attempt-1
		}
	case unsure:
		if l.method() == toUpdate { // harmless when it comes twice
			return l.again(now.Add(l.backOff()))
		}
		e.looks, e.absentAt, e.retryAt = 0, time.Time{}, now.Add(firstLook)
	case absent:
		if settled := e.absentAt.Add(settleTime); !e.absentAt.IsZero() && !now.Before(settled) {
			return l.again(now)
		}
		if e.absentAt.IsZero() {
			e.absentAt = now
		}
		e.looks, e.retryAt = 0, e.absentAt.Add(settleTime)
	case unseen:
		e.looks++
		e.retryAt = now.Add(min(time.Duration(e.looks*e.looks)*time.Second, maxLookWait))
	}
	return e
}

func (l *letter) backOff() time.Duration {
	return min(time.Duration(l.Attempt*l.Attempt)*time.Second, maxBackOff)
}

// again has it sent once more at a time, unless that was often enough.
func (l *letter) again(at time.Time) ending {
	if l.Attempt >= maxAttempts {
		return ending{state: stateDead, attempt: l.Attempt, reason: "attempts"}
	}
	return ending{state: statePending, attempt: l.Attempt, retryAt: at}
}

// settle ends the letter's claim, or returns errFenced. Rows are locked in the order method, letter, channel.
func (s *Store) settle(tx *db.Tx, l *letter, out outcome) (ending, error) {
	if out.verdict == limited {
		if err := closeMethod(tx, l.method(), tx.Now().Add(out.wait)); err != nil {
			return ending{}, err
		}
	}
	unwanted, err := l.lock(tx)
	if err != nil {
		return ending{}, err
	}
	e := l.end(out, unwanted, tx.Now())
	if err := l.write(tx, e); err != nil {
		return ending{}, fmt.Errorf("mark a message: %w", err)
	}
	if e.done() {
		if err := l.release(tx, e.state); err != nil {
			return ending{}, err
		}
	}
	tx.AfterCommit(func() { s.wakeAfter(max(s.spacing, e.retryAt.Sub(tx.Now()), 0)) })
	if l.method() == toFind || out.verdict == untried || out.verdict == early {
		return e, nil
	}
	return e, spaceOut(tx, l.Channel, tx.Now().Add(s.spacing))
}

// lock makes sure that the letter is still the caller's and reads whether it was cancelled meanwhile.
func (l *letter) lock(tx *db.Tx) (unwanted bool, err error) {
	query := `select unwanted from outbox where id = ? and fence = ? and done_at = 0`
	if tx.Postgres() {
		query += ` for update`
	}
	err = tx.Get(&unwanted, query, l.ID, l.Fence)
	if db.IsNoRows(err) {
		return false, errFenced
	}
	if err != nil {
		return false, fmt.Errorf("lock a message: %w", err)
	}
	return unwanted, nil
}

func (l *letter) write(tx *db.Tx, e ending) error {
	doneAt := time.Time{}
	if e.done() {
		doneAt = tx.Now()
	}
	runAt := db.At(e.runAt)
	return tx.One(`update outbox set run_at = case when cast(? as bigint) > 0 then cast(? as bigint) else run_at end, state = ?, reason = ?, attempt = ?, looks = ?, absent_at = ?, retry_at = ?,
		sent_channel = ?, sent_ts = ?, done_at = ?, body = case when ? then '' else body end, lease_until = 0
		where id = ? and fence = ?`, runAt, runAt, e.state, e.reason, e.attempt, e.looks, db.At(e.absentAt), db.At(e.retryAt),
		e.sent.Channel, e.sent.TS, db.At(doneAt), e.done(), l.ID, l.Fence)
}

// release lets the updates go that waited for the letter, or ends them.
func (l *letter) release(tx *db.Tx, state string) error {
	if state != stateSent {
		return endUpdates(tx, l.ID, state)
	}
	_, err := tx.Exec(`update outbox set state = 'pending'
		where original = ? and original <> '' and state = 'waiting'`, l.ID)
	if err != nil {
		return fmt.Errorf("release the updates of a message: %w", err)
	}
	return nil
}

// closeMethod keeps all replicas from a method until a time, or the later one that is already set.
func closeMethod(tx *db.Tx, m method, until time.Time) error {
	_, err := tx.Exec(`update outbox_limits set closed_until = ? where scope = ? and closed_until < ?`,
		db.At(until), m, db.At(until))
	if err != nil {
		return fmt.Errorf("note a rate limit: %w", err)
	}
	return nil
}

// spaceOut keeps all replicas from a channel until a time.
func spaceOut(tx *db.Tx, channel string, until time.Time) error {
	_, err := tx.Exec(`insert into outbox_limits (scope, next_at) values (?, ?)
		on conflict (scope) do update set next_at = excluded.next_at`, "channel:"+channel, db.At(until))
	if err != nil {
		return fmt.Errorf("note a channel's pause: %w", err)
	}
	return nil
}
