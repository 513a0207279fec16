package bot

import (
	"cmp"
	"context"
	"errors"

	"go.uber.org/zap"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
	"laurel/writing"
)

// readMessage finds out who wrote the message of a shortcut, and where. Somebody waits: what can't be told at the moment
// is done without, and a channel of which nothing is known is taken for private.
func (b *Bot) readMessage(ctx context.Context, a *act) {
	if a.Message == nil || !spoken(a.Message) {
		return
	}
	var err error
	if a.Message.User != a.User {
		if _, a.author, err = b.profiles(ctx, "", a.Message.User); err != nil { // "" is nobody: who presses is met anyway
			b.log.Warn("read a profile; the stored one is used", zap.String("reason", slackError(err)))
		}
		is, err := b.place(ctx, a.Channel)
		if err != nil {
			b.log.Warn("is a conversation public", zap.String("reason", slackError(err)))
		}
		a.public = is.public
	}
	if a.Message.Text, err = b.spelled(ctx, a.Message.Text, !a.public); err != nil {
		b.log.Warn("name a channel", zap.String("reason", slackError(err)))
	}
}

// winFromMessage opens the form with a message of one's own in it, or makes one a witness of a colleague's. What the
// message says comes with the shortcut, so it works in conversations that laurel is not in.
func (b *Bot) winFromMessage(tx *db.Tx, actor people.Person, a act) (reply, error) {
	m := a.Message
	switch {
	case m == nil:
		return say(view.Outdated()), nil
	case m.SubType == "tombstone": // what is left of a deleted message that has replies
		return say(view.MessageGone()), nil
	case !spoken(m):
		return say(view.MessageOfNobody()), nil
	case m.User == actor.ID:
		return b.winOwnMessage(tx, actor, a)
	}
	return b.winWitness(tx, actor, a)
}

// winOwnMessage opens the form: with the message's text, or with the win that it is already.
func (b *Bot) winOwnMessage(tx *db.Tx, actor people.Person, a act) (reply, error) {
	m := a.Message
	text, where := writing.Clean(unescape(m.Text)), b.where(a.Channel, m.Timestamp, m.ThreadTimestamp)
	form := carried{Response: a.Response, Listed: true} // the message itself is not ours to change
	if m.ThreadTimestamp != m.Timestamp {
		form.Thread, form.Inside = m.ThreadTimestamp, m.ThreadTimestamp != ""
	}
	w, err := wins.OfMessage(tx, actor.ID, where)
	known := err == nil && w.Status != wins.StatusRemoved
	if err != nil && !errors.Is(err, wins.ErrNotFound) {
		return reply{}, err
	}
	draft := view.WinDraft{Note: view.MessageNote(text)}
	if known {
		draft = view.WinDraft{Win: &w, Note: view.AlreadyNote(w, text, b.location(actor))}
		form.Win, form.Version, text = w.ID, w.Version, w.Text
	} else {
		draft.Day = wins.DaySaid(where, tx.Now(), b.location(actor))
		form.Channel, form.TS = where.Channel, where.TS
	}
	if draft.Parts, err = b.inFields(tx, text, &form); err != nil {
		return reply{}, err
	}
	metadata, err := b.carry(a.User, form)
	opened := view.WinForm(draft, metadata)
	return reply{Open: &opened}, err
}

// winWitness makes the actor a witness of a colleague's message.
func (b *Bot) winWitness(tx *db.Tx, actor people.Person, a act) (reply, error) {
	owner, err := b.meet(tx, a.Message.User, cmp.Or(a.author, anyAge))
	switch {
	case err != nil:
		return reply{}, err
	case owner.Bot:
		return say(view.MessageOfNobody()), nil
	case !people.Member(owner):
		return say(view.MessageOfGuest(owner)), nil
	}
	w, err := b.mark(tx, actor, owner, wins.Reaction{
		By: actor.ID, EventTS: a.At, Author: owner.ID, Text: unescape(a.Message.Text), Pending: !a.public,
		Where: b.where(a.Channel, a.Message.Timestamp, a.Message.ThreadTimestamp),
	})
	if errors.Is(err, wins.ErrEmpty) {
		return say(view.MessageWithoutWords(owner.Name)), nil
	}
	return say(view.WitnessNow(w.ID, owner.Name, a.public)), err
}

// winUnwitness takes back what the shortcut on a colleague's message did.
func (b *Bot) winUnwitness(tx *db.Tx, actor people.Person, a act) (reply, error) {
	w, err := wins.Get(tx, a.Value)
	if err == nil {
		_, err = b.unmark(tx, wins.Reaction{By: actor.ID, EventTS: a.At, Where: w.Where})
	}
	if err != nil && !errors.Is(err, wins.ErrNotFound) {
		return reply{}, err
	}
	message := view.WitnessNoMore()
	return reply{Replace: &message}, nil
}
