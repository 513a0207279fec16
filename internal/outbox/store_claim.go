package outbox

import (
	"fmt"
	"slices"
	"time"

	"laurel/internal/db"
)

// letter is a message that a worker holds. Fence is its claim.
type letter struct {
	Key
	ID, Channel, Original, Marker, State string
	Body                                 []byte
	Attempt, Fence, Looks                int
	AbsentAt                             db.Time `db:"absent_at"`
	RootChannel                          string  `db:"root_channel"` // the original's, as sent
	RootTS                               string  `db:"root_ts"`
	deadline                             time.Time
}

// method is the call that the letter needs next. An update may be sent twice, so it is never looked for.
func (l *letter) method() method {
	switch {
	case l.Original != "":
		return toUpdate
	case l.State == statePending:
		return toPost
	default:
		return toFind
	}
}

// meter is what a method may still do.
type meter struct {
	Scope  method
	NextAt db.Time `db:"next_at"`
	Closed db.Time `db:"closed_until"`
	room   int
}

// claim takes up to n letters that may be sent or looked for now, and says how long until one may when limits are all
// that hindered it. Claims of all replicas stand in line for the rows of the methods, so that what one sees is what
// is; hence at most one letter of a channel is ever in flight, and they leave in order.
//
// The order within a channel is that of run_at, then of being added. A letter waits for each older one that is due,
// also when that failed and is to be tried again; it does not wait for one that is meant for later.
func (s *Store) claim(tx *db.Tx, n int) (letters []*letter, wait time.Duration, err error) {
	meters, wait, err := s.meters(tx)
	if err != nil {
		return nil, 0, err
	}
	leaseNow, err := tx.LeaseNow()
	if err != nil {
		return nil, 0, fmt.Errorf("read the lease clock: %w", err)
	}
	ids, err := s.due(tx, n, leaseNow, meters)
	if err != nil {
		return nil, 0, err
	}
	letters, err = takeAll(tx, ids, leaseNow.Add(s.lease), meters)
	if err != nil {
		return nil, 0, err
	}
	return letters, wait, s.charge(tx, meters, letters)
}

// meters reads and locks what each method may do, and the wait until the first that may do nothing now may again.
func (s *Store) meters(tx *db.Tx) (map[method]*meter, time.Duration, error) {
	lock := ""
	if tx.Postgres() {
		lock = "for update"
		// A process that is stopped right here would hold everybody up. And without statistics, as when a cycle has
		// just been opened, Postgres would rather sort the whole queue than read the front of its index.
		if _, err := tx.Exec(`select set_config('idle_in_transaction_session_timeout', '5s', true),
			set_config('enable_sort', 'off', true)`); err != nil {
			return nil, 0, fmt.Errorf("limit the claim: %w", err)
		}
	}
	var rows []*meter
	err := tx.Select(&rows, `select scope, next_at, closed_until from outbox_limits
		where scope in ('find', 'post', 'update') order by scope `+lock)
	if err != nil {
		return nil, 0, fmt.Errorf("read the limits: %w", err)
	}
	meters, first := map[method]*meter{}, time.Duration(0)
	for _, m := range rows {
		var wait time.Duration
		if m.room, wait = s.budgets[m.Scope].room(m.NextAt.Time, tx.Now()); m.Closed.After(tx.Now()) {
			m.room, wait = 0, max(wait, m.Closed.Sub(tx.Now()))
		}
		if wait > 0 && (first == 0 || wait < first) {
			first = wait
		}
		meters[m.Scope] = m
	}
	return meters, first, nil
}

// due lists up to n letters that may leave now as far as order, channels and leases go. It reads the queue page by
// page: mostly the first is enough.
func (s *Store) due(tx *db.Tx, n int, leaseNow time.Time, meters map[method]*meter) (ids []string, err error) {
	type row struct {
		ID    string
		RunAt db.Time `db:"run_at"`
		Free  bool
	}
	last := row{}
	for page := 128; ; page = 1024 {
		var rows []row
		now, lease := db.At(tx.Now()), db.At(leaseNow)
		if err := tx.Select(&rows, dueQuery, lease, now, db.At(tx.Now().Add(s.spacing)), last.RunAt, last.ID, now, now, lease,
			meters[toPost].room > 0, meters[toUpdate].room > 0, meters[toFind].room > 0, page); err != nil {
			return nil, fmt.Errorf("look for what is due: %w", err)
		}
		for _, r := range rows {
			if r.Free {
				ids = append(ids, r.ID)
			}
			if len(ids) == n {
				return ids, nil
			}
		}
		if len(rows) < page {
			return ids, nil
		}
		last = rows[page-1]
	}
}

// dueQuery reads a page of what is due and tells for each whether its channel is free for it: no older one waits,
// none is in flight, and the pause is over. (A pause longer than the spacing was written by a clock that was wrong.)
const dueQuery = `select r.id, r.run_at,
	not exists (select 1 from outbox older where older.channel = r.channel and older.done_at = 0
		and (older.run_at, older.id) < (r.run_at, r.id) and older.state <> 'waiting')
	and not exists (select 1 from outbox other where other.channel = r.channel and other.lease_until > 0
		and other.lease_until > ?)
	and not exists (select 1 from outbox_limits pause where pause.scope = 'channel:' || r.channel
		and pause.next_at > ? and pause.next_at <= ?) as free
	from outbox r
	where r.done_at = 0 and (r.run_at, r.id) > (?, ?) and r.run_at <= ? and r.retry_at <= ? and r.lease_until <= ?
		and r.state <> 'waiting' and (r.original = '' and r.state = 'pending' and ? or r.original <> '' and ?
			or r.original = '' and r.state <> 'pending' and ?)
	order by r.run_at, r.id limit ?`

// takeAll makes the letters the caller's, as far as the methods have room for them.
func takeAll(tx *db.Tx, ids []string, until time.Time, meters map[method]*meter) (taken []*letter, err error) {
	var letters []*letter
	err = db.SelectIn(tx, &letters, `select r.kind, r.recipient, r.object, r.period, r.id, r.channel, r.original, r.marker,
		r.state, r.body, r.attempt, r.fence, r.looks, r.absent_at,
		coalesce(root.sent_channel, '') as root_channel, coalesce(root.sent_ts, '') as root_ts
		from outbox r left join outbox root on root.id = r.original and r.original <> ''
		where r.id in (?) and r.done_at = 0`, ids) // it may have been cancelled since it was listed
	if err != nil {
		return nil, fmt.Errorf("read what is due: %w", err)
	}
	slices.SortFunc(letters, func(a, b *letter) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	for _, l := range letters {
		m := meters[l.method()]
		if m.room == 0 {
			continue
		}
		ok, err := l.take(tx, until)
		if err != nil {
			return nil, fmt.Errorf("claim a message: %w", err)
		}
		if ok {
			m.room--
			taken = append(taken, l)
		}
	}
	return taken, nil
}

// take marks the letter as the caller's, unless a transaction that is not over yet, or just was, changes it: cancels
// it, for one. What is taken to be looked for is held meanwhile.
func (l *letter) take(tx *db.Tx, until time.Time) (bool, error) {
	lock := ""
	if tx.Postgres() {
		lock = "for update skip locked"
	}
	state, tries := stateClaimed, 1
	if l.method() == toFind {
		state, tries = stateHeld, 0
	}
	n, err := tx.Exec(`update outbox set state = ?, attempt = attempt + ?, fence = fence + 1, lease_until = ?
		where id = (select id from outbox where id = ? and fence = ? and state = ? `+lock+`)`,
		state, tries, db.At(until), l.ID, l.Fence, l.State)
	l.Attempt, l.Fence = l.Attempt+tries, l.Fence+1
	return n == 1, err
}

// charge writes down how far the budgets are used up.
func (s *Store) charge(tx *db.Tx, meters map[method]*meter, letters []*letter) error {
	calls := map[method]int{}
	for _, l := range letters {
		calls[l.method()]++
	}
	for _, m := range methods {
		if calls[m] == 0 {
			continue
		}
		next := s.budgets[m].take(meters[m].NextAt.Time, tx.Now(), calls[m])
		if err := tx.One(`update outbox_limits set next_at = ? where scope = ?`, db.At(next), m); err != nil {
			return fmt.Errorf("charge the budget: %w", err)
		}
	}
	return nil
}
