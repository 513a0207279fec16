package bot

import (
	"slices"
	"strings"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// feedbackInvite opens the form that asks colleagues to write about the actor.
func (b *Bot) feedbackInvite(_ *db.Tx, _ people.Person, _ act) (reply, error) {
	return reply{Open: new(view.FeedbackInviteForm(nil, ""))}, nil
}

// feedbackInviteSaid is /feedback ask: with people and a topic it asks them, with less it opens the form.
func (b *Bot) feedbackInviteSaid(tx *db.Tx, actor people.Person, a act, text string) (reply, error) {
	named, topic := addressed(text)
	if len(named) == 0 || topic == "" {
		return reply{Open: new(view.FeedbackInviteForm(named, topic))}, nil
	}
	known, err := people.Some(tx, namedIn(topic))
	if err != nil {
		return reply{}, err
	}
	invited, refused, err := b.invite(tx, actor, a, named, view.Named(topic, names(known)))
	if err != nil || len(refused) > 0 {
		return say(view.FeedbackNotAsked(refused)), err
	}
	return reply{Say: &invited, Home: true}, nil
}

// feedbackInvited takes the form.
func (b *Bot) feedbackInvited(tx *db.Tx, actor people.Person, a act) (reply, error) {
	invited, refused, err := b.invite(tx, actor, a, a.Fields[view.FieldPeople], a.Fields.Text(view.FieldTopic))
	if err != nil || len(refused) > 0 {
		return reply{Errors: refused}, err
	}
	return reply{Say: &invited, Home: true}, nil
}

// invite asks people to write about the actor, all or none of them, and returns what the actor reads then, or what is
// wrong, by the form's fields.
func (b *Bot) invite(
	tx *db.Tx, actor people.Person, a act, ids []string, topic string,
) (said view.Message, refused view.FieldErrors, err error) {
	if err := meetAll(tx, a.met); err != nil {
		return said, nil, err
	}
	known, err := people.Some(tx, ids)
	if err != nil {
		return said, nil, err
	}
	barred, err := b.barred(tx, actor, ids, known)
	if err != nil {
		return said, nil, err
	}
	if len(barred) > 0 {
		return said, view.FeedbackBarred(barred, actor), nil
	}
	invitation, err := b.answers.Invite(tx, actor.ID, ids, topic)
	if refused := view.FeedbackInviteErrors(err, names(known)); refused != nil {
		return said, refused, nil
	}
	if err != nil {
		return said, nil, err
	}
	for _, giver := range invitation.Givers {
		b.homeChanges(tx, giver)
	}
	tx.AfterCommit(func() { b.Poke() }) // where it is day, the message leaves now
	return view.FeedbackAsked(invitation, names(known), b.location(actor)), nil, nil
}

// barred lists those who can't write about the actor.
func (b *Bot) barred(
	tx *db.Tx, actor people.Person, ids []string, known map[string]people.Person,
) (all []reviews.BadNominee, err error) {
	_, upward, err := b.cycles.AnyTime(tx, actor)
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		person, met := known[id]
		bar := feedback.BarredAnyTime(actor, person, upward)
		if !met {
			person.ID, bar = id, reviews.BarUnknown
		}
		if bar != "" {
			all = append(all, reviews.BadNominee{Person: person, Why: bar})
		}
	}
	return all, err
}

// afterAsk is what follows the word ask.
func afterAsk(text string) (rest string, ok bool) {
	word, rest, _ := strings.Cut(text, " ")
	return strings.TrimSpace(rest), strings.EqualFold(word, "ask")
}
