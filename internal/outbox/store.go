package outbox

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"laurel/internal/db"
)

// A message is in one of these states. The last three are final.
const (
	stateWaiting   = "waiting" // an update whose original is not sent yet
	statePending   = "pending"
	stateClaimed   = "claimed" // somebody is sending it; once the lease has lapsed: perhaps sent
	stateHeld      = "held"    // perhaps sent
	stateSent      = "sent"
	stateDead      = "dead"
	stateCancelled = "cancelled"
)

const byKey = ` where kind = ? and recipient = ? and object = ? and period = ?`

func (k Key) args() []any { return []any{k.Kind, k.Recipient, k.Object, k.Period} }

// Add queues a message, which leaves once tx is committed; false when its key was added before, whatever became of
// that. An update of a message that is dead or cancelled becomes the same; one that is due now cancels the older
// updates of the same message that are still unsent. Error: ErrNoOriginal.
func (s *Store) Add(tx *db.Tx, m Message) (added bool, err error) {
	row := newRow{id: db.NewID(), channel: m.Channel, state: statePending, body: []byte{}, runAt: m.RunAt}
	later := m.RunAt.After(tx.Now())
	if m.RunAt.IsZero() {
		row.runAt = tx.Now()
	}
	if m.Update != nil && !later {
		// Not the moment at which tx began: it may have waited for the one that drew the same message before it.
		row.runAt = s.db.Now()
	}
	if m.Update != nil {
		if err := row.follow(tx, *m.Update); err != nil {
			return false, err
		}
	}
	if row.doneAt.IsZero() {
		if row.body, err = s.seal.Seal("outbox", row.id, "body", m.Body); err != nil {
			return false, err
		}
	}
	if added, err = row.insert(tx, m.Key); err != nil || !added {
		return false, err
	}
	if !row.doneAt.IsZero() || later {
		return true, nil
	}
	tx.AfterCommit(s.nudge)
	if row.original == "" {
		return true, nil
	}
	return true, row.supersede(tx)
}

// newRow is a message that is being added.
type newRow struct {
	id, channel, original, state, reason string
	body                                 []byte
	runAt, doneAt                        time.Time
}

// follow makes the row an update of the message under a key, or of the one which that updates in turn. The original
// can't change before tx ends: it could be sent unnoticed, and the update would wait for ever.
func (r *newRow) follow(tx *db.Tx, original Key) error {
	query := `select id, state, channel, original from outbox %s`
	if tx.Postgres() {
		query += ` for share`
	}
	var found struct{ ID, State, Channel, Original string }
	err := tx.Get(&found, fmt.Sprintf(query, byKey), original.args()...)
	if err == nil && found.Original != "" {
		err = tx.Get(&found, fmt.Sprintf(query, `where id = ?`), found.Original)
	}
	if db.IsNoRows(err) {
		return fmt.Errorf("%w: %s", ErrNoOriginal, original.Kind)
	}
	if err != nil {
		return fmt.Errorf("read the message to update: %w", err)
	}
	r.original, r.channel = found.ID, found.Channel
	switch found.State {
	case stateSent:
	case stateDead, stateCancelled:
		r.state, r.reason, r.doneAt = found.State, "original", tx.Now()
	default:
		r.state = stateWaiting
	}
	return nil
}

func (r *newRow) insert(tx *db.Tx, key Key) (bool, error) {
	args := append(key.args(), r.id, r.channel, r.original, uuid.NewString(), r.body, r.state, r.reason,
		db.At(r.runAt), db.At(tx.Now()), db.At(r.doneAt))
	n, err := tx.Exec(`insert into outbox (kind, recipient, object, period, id, channel, original, marker, body, state,
		reason, run_at, added_at, done_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (kind, recipient, object, period) do nothing`, args...)
	if err != nil {
		return false, fmt.Errorf("add a %s: %w", key.Kind, err)
	}
	return n == 1, nil
}

func (r *newRow) supersede(tx *db.Tx) error {
	_, err := tx.Exec(`update outbox set state = 'cancelled', reason = 'superseded', body = '', done_at = ?
		where original = ? and original <> '' and id <> ? and state in ('pending', 'waiting') and run_at <= ?`,
		db.At(tx.Now()), r.original, r.id, db.At(r.runAt))
	if err != nil {
		return fmt.Errorf("replace older updates: %w", err)
	}
	return nil
}

// Unsent lists the keys of the messages of a kind about an object that are not sent yet, by recipient.
func (s *Store) Unsent(tx *db.Tx, kind, object string) ([]Key, error) {
	var rows []struct{ Recipient, Period string }
	err := tx.Select(&rows, `select recipient, period from outbox where kind = ? and object = ? and done_at = 0
		order by recipient, period`, kind, object)
	if err != nil {
		return nil, fmt.Errorf("list unsent messages of the kind %s: %w", kind, err)
	}
	keys := make([]Key, len(rows))
	for i, row := range rows {
		keys[i] = Key{Kind: kind, Recipient: row.Recipient, Object: object, Period: row.Period}
	}
	return keys, nil
}

// Cancel sees to it that an unsent message is never sent, nor its updates. False: there is none, it is done, or it is
// in flight or held and may have arrived; in that case it won't be sent again.
func (s *Store) Cancel(tx *db.Tx, key Key) (bool, error) {
	var ids []string
	err := tx.Select(&ids, `update outbox set state = 'cancelled', reason = 'cancelled', body = '', done_at = ?`+byKey+`
		and state in ('pending', 'waiting') returning id`, append([]any{db.At(tx.Now())}, key.args()...)...)
	if err != nil {
		return false, fmt.Errorf("cancel a %s: %w", key.Kind, err)
	}
	if len(ids) == 1 {
		return true, endUpdates(tx, ids[0], stateCancelled)
	}
	if _, err := tx.Exec(`update outbox set unwanted = ?`+byKey+` and done_at = 0`,
		append([]any{true}, key.args()...)...); err != nil {
		return false, fmt.Errorf("cancel a %s: %w", key.Kind, err)
	}
	return false, nil
}

// endUpdates gives the updates of a message that will never be sent its own end.
func endUpdates(tx *db.Tx, original, state string) error {
	_, err := tx.Exec(`update outbox set state = ?, reason = 'original', body = '', done_at = ?
		where original = ? and original <> '' and state = 'waiting'`, state, db.At(tx.Now()), original)
	if err != nil {
		return fmt.Errorf("end the updates of a message: %w", err)
	}
	return nil
}

// SentAt tells where the message under a key is; false while it isn't sent.
func (s *Store) SentAt(tx *db.Tx, key Key) (Sent, bool, error) {
	var row struct {
		Channel string `db:"sent_channel"`
		TS      string `db:"sent_ts"`
	}
	err := tx.Get(&row, `select sent_channel, sent_ts from outbox`+byKey+` and state = 'sent'`, key.args()...)
	if db.IsNoRows(err) {
		return Sent{}, false, nil
	}
	if err != nil {
		return Sent{}, false, fmt.Errorf("find a sent %s: %w", key.Kind, err)
	}
	return Sent(row), true, nil
}

// Recheck is for a database that was restored from a backup: of all that isn't sent it is no longer known whether it
// was. Each message is looked for twice before it is sent. It returns how many; no Run may be at work.
func (s *Store) Recheck(tx *db.Tx) (int64, error) {
	n, err := tx.Exec(`update outbox set state = 'held', fence = fence + 1, lease_until = 0, retry_at = 0, looks = 0,
		absent_at = 0 where done_at = 0 and original = '' and state in ('pending', 'claimed', 'held')`)
	if err != nil {
		return 0, fmt.Errorf("hold what is not sent: %w", err)
	}
	return n, nil
}
