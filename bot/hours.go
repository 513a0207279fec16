package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/internal/slots"
	"laurel/people"
)

// requestKinds are the messages that ask for something in a review. On a day with one of them nothing else is asked: they
// have a deadline, and a question about a win can wait.
var requestKinds = []string{
	nominateKind, nominateAgainKind, approvalsKind, selfAskKind, selfRemindKind, askKind, inviteKind,
}

// mayWait are the other messages that come by themselves and in working hours only.
var mayWait = []string{goalKind, followUpKind}

// inTime holds a message back that was to leave in its reader's working hours and didn't, because laurel or Slack was down:
// it leaves in the next ones. The error is outbox.NotNow, or what broke.
func (b *Bot) inTime(ctx context.Context, m outbox.Outgoing) error {
	if m.Update || !slices.Contains(requestKinds, m.Key.Kind) && !slices.Contains(mayWait, m.Key.Kind) {
		return nil
	}
	var reader people.Person
	err := b.db.Read(ctx, func(tx *db.Tx) (err error) {
		reader, err = people.Get(tx, m.Key.Recipient)
		return err
	})
	if errors.Is(err, people.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look when the reader of a message works: %w", err)
	}
	if now, zone := b.db.Now(), b.location(reader); !slots.Working(now, zone) {
		return outbox.NotNow{Until: slots.NextWorking(now, zone)}
	}
	return nil
}

// leavesToday tells whether a message of a kind left for somebody, or leaves, on this day of their own clock.
func (b *Bot) leavesToday(tx *db.Tx, reader people.Person, kind string) (bool, error) {
	now := tx.Now().In(b.location(reader))
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	return b.outbox.Leaves(tx, reader.ID, []string{kind}, midnight, midnight.AddDate(0, 0, 1))
}

// inHours is when a message that is ready now leaves for its reader: in their working hours. ok is false when that is not
// before until: then there is nothing left to do, and nobody is told.
func (b *Bot) inHours(now, until time.Time, reader people.Person) (at time.Time, ok bool) {
	at = slots.NextWorking(now, b.location(reader))
	return at, at.Before(until)
}

// tellInHours is tellFirst, but the message leaves in the reader's working hours, or not at all when these begin only at
// until or later.
func (b *Bot) tellInHours(
	tx *db.Tx, key outbox.Key, m view.Message, reader people.Person, until time.Time,
) (added bool, err error) {
	at, ok := b.inHours(tx.Now(), until, reader)
	if !ok {
		b.homeChanges(tx, key.Recipient)
		return false, nil
	}
	return b.tellAt(tx, key, m, at)
}

// byDay is when a message that asks nothing and is ready now leaves for its reader: at once, but at night in the morning.
func (b *Bot) byDay(now time.Time, reader people.Person) time.Time {
	if zone := b.location(reader); !slots.Day(now, zone) {
		return slots.NextWorking(now, zone)
	}
	return now
}

// tellAt is tellFirst, but the message leaves at a time.
func (b *Bot) tellAt(tx *db.Tx, key outbox.Key, m view.Message, at time.Time) (added bool, err error) {
	body, err := json.Marshal(m)
	if err != nil {
		return false, fmt.Errorf("write a message: %w", err)
	}
	added, err = b.outbox.Add(tx, outbox.Message{Key: key, Channel: key.Recipient, Body: body, RunAt: at})
	if added {
		b.homeChanges(tx, key.Recipient)
	}
	return added, err
}
