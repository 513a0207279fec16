package bot

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"laurel/bot/view"
	"laurel/coaching"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/wins"
	"laurel/writing"
)

// sendFollowUps asks people whether wins of 30, 60 and 90 days ago held, each person in a transaction of their own.
func (b *Bot) sendFollowUps(ctx context.Context) error {
	return eachDue(ctx, b, "ask whether wins held", b.coach.FollowUpsDue, func(tx *db.Tx, person string) error {
		asked, err := b.coach.TakeFollowUps(tx, person)
		if err != nil || len(asked.List) == 0 {
			return err
		}
		message, err := b.followUpMessage(tx, asked)
		if err != nil {
			return err
		}
		return b.tell(tx, followUpKey(person, asked.Day), message)
	})
}

const followUpKind = "win.followup"

func followUpKey(person, day string) outbox.Key {
	return outbox.Key{Kind: followUpKind, Recipient: person, Object: person, Period: day}
}

func (b *Bot) followUpMessage(tx *db.Tx, f coaching.FollowUps) (view.Message, error) {
	var list []wins.Win
	for _, q := range f.List {
		list = append(list, q.Win)
	}
	names, err := b.mentioned(tx, list...)
	return view.FollowUps(f, names, tx.Now().In(b.location(f.Person))), err
}

// winFollowUp takes an answer to whether a win held. One that needs words opens the form for them.
func (b *Bot) winFollowUp(tx *db.Tx, actor people.Person, a act) (reply, error) {
	answer, win, days, _ := view.ReadFollowUp(a.Value)
	q, day, err := coaching.Question(tx, actor.ID, win, days)
	if errors.Is(err, coaching.ErrNotFound) || errors.Is(err, wins.ErrNotFound) {
		return say(view.WinGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	c := carried{Win: win, Days: days, Answer: answer}
	switch {
	case answer == coaching.AnswerChanged && q.Answer == "":
		return b.extendForm(tx, a, q.Win, view.AskChanged, c)
	case answer == view.FollowUpMore && q.Answer == coaching.AnswerHeld:
		return b.extendForm(tx, a, q.Win, view.AskNumber, c)
	case answer == coaching.AnswerHeld:
		r, err := b.followUpHeld(tx, actor, q)
		if err != nil || r.Say != nil {
			return r, err
		}
	case answer == coaching.AnswerEarly, answer == coaching.AnswerStop:
		if _, err := coaching.Answer(tx, actor.ID, win, days, answer); err != nil {
			return reply{}, err
		}
	}
	return reply{Home: true}, b.reaskFollowUps(tx, actor, day)
}

// followUpHeld says in the win that it held, the first time only.
func (b *Bot) followUpHeld(tx *db.Tx, actor people.Person, q coaching.FollowUp) (reply, error) {
	first, err := coaching.Answer(tx, actor.ID, q.Win.ID, q.Days, coaching.AnswerHeld)
	if err != nil || !first {
		return reply{}, err
	}
	line := view.HeldLine(tx.Now().In(b.location(actor)), q.Win.OccurredOn)
	_, err = wins.Extend(tx, actor.ID, q.Win.ID, line, "")
	if sentence := winRefusal(err); sentence != "" {
		return say(view.WinRefused(sentence)), nil
	}
	return reply{}, err
}

// followUpExtended takes the form that a question whether a win held has opened.
func (b *Bot) followUpExtended(tx *db.Tx, actor people.Person, form carried, words, held string) (reply, error) {
	q, day, err := coaching.Question(tx, actor.ID, form.Win, form.Days)
	if err == nil {
		if words = writing.Clean(words); words != "" {
			words = view.LaterLine(tx.Now().In(b.location(actor)), q.Win.OccurredOn, words)
		}
		_, err = wins.Extend(tx, actor.ID, form.Win, words, held)
	}
	if errors.Is(err, coaching.ErrNotFound) {
		err = wins.ErrNotFound
	}
	if sentence := winRefusal(err); sentence != "" {
		return reply{Errors: view.FieldErrors{view.FieldText: sentence}}, nil
	}
	if err == nil && form.Answer == coaching.AnswerChanged {
		_, err = coaching.Answer(tx, actor.ID, form.Win, form.Days, coaching.AnswerChanged)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{Home: true}, b.reaskFollowUps(tx, actor, day)
}

// reaskFollowUps redraws the message of a day with what is answered now.
func (b *Bot) reaskFollowUps(tx *db.Tx, actor people.Person, day string) error {
	asked, err := b.coach.Asked(tx, actor.ID, day)
	if err != nil {
		return err
	}
	message, err := b.followUpMessage(tx, asked)
	if err != nil {
		return err
	}
	key := outbox.Key{Kind: "win.followed", Recipient: actor.ID, Object: day, Period: uuid.NewString()}
	return b.retell(tx, followUpKey(actor.ID, day), key, message)
}

// winFollowUpOff ends these questions. The button's value names its message.
func (b *Bot) winFollowUpOff(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if err := coaching.FollowUpsOff(tx, actor.ID); err != nil {
		return reply{}, err
	}
	key := outbox.Key{Kind: "win.followed", Recipient: actor.ID, Object: a.Value, Period: uuid.NewString()}
	return reply{Home: true}, b.retell(tx, followUpKey(actor.ID, a.Value), key, view.FollowUpsOff())
}
