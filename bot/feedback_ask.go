package bot

import (
	"time"

	"github.com/google/uuid"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/reviews"
)

// askAll queues one message per giver that asks about all their people. A giver whose message is queued already keeps it.
func (b *Bot) askAll(tx *db.Tx, cycle string, requests []feedback.Request) error {
	known, err := b.everybodyIn(tx, requests)
	if err != nil {
		return err
	}
	for _, requests := range byGiver(requests) {
		if err := b.tell(tx, askKey(cycle, requests[0].Giver), b.askMessage(requests, known, false)); err != nil {
			return err
		}
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

// reask redraws a giver's request message after one part of it was answered or declined, or all of it is over. The
// change's own key is random: who answered, and when, must not be read from the queue's rows.
func (b *Bot) reask(tx *db.Tx, cycle, giver string, over bool) error {
	requests, err := b.answers.Asked(tx, cycle, giver)
	if err != nil {
		return err
	}
	known, err := b.everybodyIn(tx, requests)
	if err != nil {
		return err
	}
	key := outbox.Key{Kind: "feedback.asked", Recipient: giver, Object: cycle, Period: uuid.NewString()}
	return b.retell(tx, askKey(cycle, giver), key, b.askMessage(requests, known, over))
}

func askKey(cycle, giver string) outbox.Key {
	return outbox.Key{Kind: "feedback.ask", Recipient: giver, Object: cycle}
}

func (b *Bot) askMessage(requests []feedback.Request, known map[string]people.Person, over bool) view.Message {
	ask := view.Ask{CycleName: requests[0].CycleName, Until: requests[0].DueAt, Zone: time.UTC, Over: over}
	if giver, ok := known[requests[0].Giver]; ok {
		ask.Zone = b.location(giver)
	}
	for _, r := range requests {
		subject := known[r.Subject]
		ask.People = append(ask.People, view.AskedPerson{
			Request: r, Subject: subject, Manager: subject.ManagerName,
		})
	}
	return view.FeedbackAsk(ask)
}

// rehearsed is the message with which somebody would be asked, and when it would leave.
func (b *Bot) rehearsed(_ reviews.Cycle, requests []feedback.Request, known map[string]people.Person) (Rehearsed, error) {
	giver := requests[0].Giver
	at := requests[0].AskedAt.In(b.location(known[giver]))
	return Rehearsed{To: giver, At: at, Text: b.askMessage(requests, known, false).Text}, nil
}

// everybodyIn loads the givers and the subjects.
func (b *Bot) everybodyIn(tx *db.Tx, requests []feedback.Request) (map[string]people.Person, error) {
	ids := make([]string, 0, 2*len(requests))
	for _, r := range requests {
		ids = append(ids, r.Giver, r.Subject)
	}
	return people.Some(tx, ids)
}
