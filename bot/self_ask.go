package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/reviews"
)

// selfAtOnce is how many messages one run of the job looks for; the next run is a minute later.
const selfAtOnce = 200

// sendSelf tells subjects that they can write about their own work, reminds those who haven't on the last day, and says
// when it is over: each in a transaction of their own, and at their working hours.
func (b *Bot) sendSelf(ctx context.Context) error {
	var due []reviews.SelfDue
	err := b.db.Read(ctx, func(tx *db.Tx) (err error) {
		due, err = b.cycles.SelfDueNow(tx, selfAtOnce)
		return err
	})
	if err != nil {
		return fmt.Errorf("find whose self-assessments are due: %w", err)
	}
	for _, d := range due {
		err = errors.Join(err, b.db.Do(ctx, func(tx *db.Tx) error {
			taken, ok, err := b.cycles.TakeSelf(tx, d)
			if err != nil || !ok {
				return err
			}
			return b.tellSelf(tx, taken)
		}))
	}
	return err
}

func (b *Bot) tellSelf(tx *db.Tx, due reviews.SelfDue) error {
	message := view.SelfAsked(due, b.location(due.Subject))
	switch due.Kind {
	case reviews.SelfOver:
		return b.selfRetell(tx, due.Subject, due.Cycle.ID, message)
	case reviews.SelfRemind:
		return b.tell(tx, selfKey(selfRemindKind, due.Subject.ID, due.Cycle.ID), message)
	default:
		return b.tell(tx, selfKey(selfAskKind, due.Subject.ID, due.Cycle.ID), message)
	}
}

// stamp is a time as Slack writes it, "1360782804.083113": as text, later ones are greater.
func stamp(t time.Time) string {
	return strconv.FormatInt(t.Unix(), 10) + "." + fmt.Sprintf("%06d", t.Nanosecond()/1000)
}
