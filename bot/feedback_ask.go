package bot

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/reviews"
)

// askAll has the givers of new requests of a cycle told of them: whoever asks somebody calls it, and nothing else. Their
// Home shows them at once; the message leaves in their working hours, one a day with all they are asked (see sendAsked),
// and never when nothing is left to ask by then.
func (b *Bot) askAll(tx *db.Tx, cycle string, requests []feedback.Request) error {
	now, err := b.cycles.PlanAsking(tx, cycle, requests)
	if err != nil {
		return err
	}
	for _, requests := range byGiver(requests) {
		b.homeChanges(tx, requests[0].Giver)
	}
	if now {
		tx.AfterCommit(func() { b.Poke() })
	}
	return nil
}

// byGiver gathers each giver's requests, in the order in which the givers first come.
func byGiver(requests []feedback.Request) (groups [][]feedback.Request) {
	at := map[string]int{}
	for _, r := range requests {
		i, ok := at[r.Giver]
		if !ok {
			i = len(groups)
			at[r.Giver], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	return groups
}

// askedAtOnce is how many givers one run of the job looks for; the next run is a minute later. The outbox sends fewer.
const askedAtOnce = 500

// sendAsked tells givers what they are asked and reminds them of it, each in a transaction of their own.
func (b *Bot) sendAsked(ctx context.Context) error {
	return eachDue(ctx, b, "tell givers", func(tx *db.Tx) ([]string, error) {
		return b.cycles.TellingDue(tx, askedAtOnce)
	}, func(tx *db.Tx, giver string) error {
		reader, err := people.Get(tx, giver)
		if err != nil && !errors.Is(err, people.ErrNotFound) {
			return err
		}
		if invited, err := b.leavesToday(tx, reader, inviteKind); err != nil || invited {
			return err // they were asked for feedback today; this waits until tomorrow
		}
		due, err := b.cycles.TakeTelling(tx, giver)
		if err != nil || due.Day == "" {
			return err
		}
		if due.Redraw {
			return b.redrawAsked(tx, due.Reader, due.Day)
		}
		message, err := b.askMessage(tx, due.Reader, due.Day)
		if err != nil {
			return err
		}
		added, err := b.tellFirst(tx, askKey(giver, due.Day), message)
		if err != nil || added {
			return err
		}
		return b.redrawAsked(tx, due.Reader, due.Day) // another replica was first, and didn't know of all
	})
}

// reask redraws a giver's messages after something they are asked in a cycle was answered, declined or is over: the
// newest first, and older ones that show it too.
func (b *Bot) reask(tx *db.Tx, cycle, giver string) error {
	b.homeChanges(tx, giver) // which may show it before any message does
	days, err := b.answers.ShownDays(tx, cycle, giver)
	if err != nil || len(days) == 0 {
		return err
	}
	reader, err := people.Get(tx, giver)
	if errors.Is(err, people.ErrNotFound) {
		return nil
	}
	for _, day := range days {
		if err == nil {
			err = b.redrawAsked(tx, reader, day)
		}
	}
	return err
}

// redrawAsked redraws a giver's message of a day. The change's own key is random: who answered, and when, must not be read
// from the queue's rows.
func (b *Bot) redrawAsked(tx *db.Tx, reader people.Person, day string) error {
	message, err := b.askMessage(tx, reader, day)
	if err != nil {
		return err
	}
	key := outbox.Key{Kind: "feedback.asked", Recipient: reader.ID, Object: reader.ID, Period: uuid.NewString()}
	return b.retell(tx, askKey(reader.ID, day), key, message)
}

const askKind = "feedback.ask"

func askKey(giver, day string) outbox.Key {
	return outbox.Key{Kind: askKind, Recipient: giver, Object: giver, Period: day}
}

// askMessage is a giver's message of a day as it stands now.
func (b *Bot) askMessage(tx *db.Tx, reader people.Person, day string) (view.Message, error) {
	shown, err := b.answers.ShownOn(tx, reader.ID, day)
	if err != nil {
		return view.Message{}, err
	}
	requests := make([]feedback.Request, len(shown))
	ask := view.Ask{Zone: b.location(reader), Day: day, Now: tx.Now(), Remind: true}
	for i, s := range shown {
		requests[i] = s.Request
		ask.Remind = ask.Remind && !s.Asks
	}
	known, err := b.everybodyIn(tx, requests)
	if err != nil {
		return view.Message{}, err
	}
	later, err := b.cycles.Laters(tx, reader, requests)
	ask.People = askedPeople(requests, known, later)
	return view.FeedbackAsk(ask), err
}

func askedPeople(
	requests []feedback.Request, known map[string]people.Person, later map[string][]reviews.Later,
) (asked []view.AskedPerson) {
	for _, r := range requests {
		subject := known[r.Subject]
		asked = append(asked, view.AskedPerson{
			Request: r, Subject: subject, Manager: subject.ManagerName, Later: later[r.ID],
		})
	}
	return asked
}

// rehearsed are the messages with which somebody would be asked and reminded, at the times of these.
func (b *Bot) rehearsed(
	times []time.Time, requests []feedback.Request, known map[string]people.Person,
) (messages []Rehearsed) {
	giver := known[requests[0].Giver]
	zone := b.location(giver)
	for i, at := range times {
		text := view.FeedbackAsk(view.Ask{
			Zone: zone, Day: at.In(zone).Format(time.DateOnly), Now: at, Remind: i > 0,
			People: askedPeople(requests, known, nil),
		}).Text
		messages = append(messages, Rehearsed{To: giver.ID, At: at.In(zone), Text: text})
	}
	return messages
}

// everybodyIn loads the givers and the subjects.
func (b *Bot) everybodyIn(tx *db.Tx, requests []feedback.Request) (map[string]people.Person, error) {
	ids := make([]string, 0, 2*len(requests))
	for _, r := range requests {
		ids = append(ids, r.Giver, r.Subject)
	}
	return people.Some(tx, ids)
}
