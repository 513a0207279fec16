package bot

import (
	"context"
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
	return eachDue(ctx, b, "ask for self-assessments", func(tx *db.Tx) ([]reviews.SelfDue, error) {
		return b.cycles.SelfDueNow(tx, selfAtOnce)
	}, func(tx *db.Tx, d reviews.SelfDue) error {
		taken, ok, err := b.cycles.TakeSelf(tx, d)
		if err != nil || !ok {
			return err
		}
		return b.tellSelf(tx, taken)
	})
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
