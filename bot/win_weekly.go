package bot

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"laurel/bot/view"
	"laurel/coaching"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/wins"
)

// sendWeekly asks people what happened in a week without a win, each person in a transaction of their own.
func (b *Bot) sendWeekly(ctx context.Context) error {
	return eachDue(ctx, b, "ask for a week", b.coach.WeeklyDue, func(tx *db.Tx, person string) error {
		q, ok, err := b.coach.TakeWeekly(tx, person)
		if err != nil || !ok {
			return err
		}
		names, err := b.mentioned(tx, append(append([]wins.Win{}, q.Pending...), q.Extend...)...)
		if err != nil {
			return err
		}
		message := view.WeeklyAsk(q, names, tx.Now().In(b.location(q.Person)))
		return b.tell(tx, weeklyKey(person, q.Week), message)
	})
}

func weeklyKey(person, week string) outbox.Key {
	return outbox.Key{Kind: "win.weekly", Recipient: person, Object: person, Period: week}
}

// usedWeekly notes that somebody pressed a button of a weekly question that belongs to another flow.
func usedWeekly(tx *db.Tx, actor people.Person, mark string) error {
	if mark != view.WeeklyMark {
		return nil
	}
	return coaching.Used(tx, actor.ID)
}

// winWeeklySkip leaves the next weekly question out.
func (b *Bot) winWeeklySkip(tx *db.Tx, actor people.Person, a act) (reply, error) {
	s, err := coaching.SettingsOf(tx, actor.ID)
	if err != nil {
		return reply{}, err
	}
	return b.weeklyQuiet(tx, actor, b.coach.SkipNext(actor, s, tx.Now()), a.Value)
}

// winWeeklyAway opens the form that says from when on laurel may ask again: a week from now, unless they say otherwise.
func (b *Bot) winWeeklyAway(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if err := coaching.Used(tx, actor.ID); err != nil {
		return reply{}, err
	}
	metadata, err := b.carry(a.User, carried{Week: a.Value})
	day := tx.Now().In(b.location(actor)).AddDate(0, 0, 7).Format(time.DateOnly)
	form := view.AwayForm(day, metadata)
	return reply{Open: &form}, err
}

// winWeeklyBack takes the form.
func (b *Bot) winWeeklyBack(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{view.FieldQuiet: view.FormTooOld}}, nil
	}
	until := a.Fields.Text(view.FieldQuiet)
	if until <= tx.Now().In(b.location(actor)).Format(time.DateOnly) {
		return reply{Errors: view.FieldErrors{view.FieldQuiet: view.SettingsDate}}, nil
	}
	r, err := b.weeklyQuiet(tx, actor, until, form.Week)
	if errors.Is(err, coaching.ErrDate) {
		return reply{Errors: view.FieldErrors{view.FieldQuiet: view.SettingsDate}}, nil
	}
	return r, err
}

func (b *Bot) weeklyQuiet(tx *db.Tx, actor people.Person, until, week string) (reply, error) {
	if err := coaching.Quiet(tx, actor.ID, until); err != nil {
		return reply{}, err
	}
	next, err := b.nextWeekly(tx, actor)
	if err != nil {
		return reply{}, err
	}
	zone := b.location(actor)
	return reply{Home: true}, b.reaskWeekly(tx, actor, week, view.WeeklyQuiet(until, next, zone, tx.Now().In(zone)))
}

// winWeeklyOff ends the weekly question, winWeeklyOn turns it on again. The button's value names its message.
func (b *Bot) winWeeklyOff(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if err := coaching.WeeklyOff(tx, actor.ID); err != nil {
		return reply{}, err
	}
	return reply{Home: true}, b.reaskWeekly(tx, actor, a.Value, view.WeeklyOff(a.Value))
}

func (b *Bot) winWeeklyOn(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if err := coaching.WeeklyOn(tx, actor.ID); err != nil {
		return reply{}, err
	}
	next, err := b.nextWeekly(tx, actor)
	if err != nil {
		return reply{}, err
	}
	return reply{Home: true}, b.reaskWeekly(tx, actor, a.Value, view.WeeklyOn(next, b.location(actor)))
}

// nextWeekly is when somebody's weekly question comes next; zero when it is off.
func (b *Bot) nextWeekly(tx *db.Tx, actor people.Person) (time.Time, error) {
	s, err := coaching.SettingsOf(tx, actor.ID)
	if err != nil {
		return time.Time{}, err
	}
	next, _ := b.coach.Next(actor, s, tx.Now())
	return next, nil
}

// reaskWeekly replaces the weekly question of a week by what became of it.
func (b *Bot) reaskWeekly(tx *db.Tx, actor people.Person, week string, m view.Message) error {
	key := outbox.Key{Kind: "win.weekly.done", Recipient: actor.ID, Object: week, Period: uuid.NewString()}
	return b.retell(tx, weeklyKey(actor.ID, week), key, m)
}
