package bot

import (
	"errors"

	"github.com/google/uuid"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/reviews"
)

// askNominees asks subjects of a cycle in its nomination stage, once each, whom laurel should ask about them.
func (b *Bot) askNominees(tx *db.Tx, cycle reviews.Cycle, subjects []string) error {
	known, err := people.Some(tx, subjects)
	if err != nil {
		return err
	}
	for _, id := range subjects {
		message := b.nominateAsk(cycle, known[id])
		if _, err := b.tellInHours(tx, nominateKey(cycle.ID, id), message, known[id], cycle.StageEndsAt); err != nil {
			return err
		}
	}
	return nil
}

// nominateAsk is the message that asks a subject who has not said anything.
func (b *Bot) nominateAsk(cycle reviews.Cycle, subject people.Person) view.Message {
	n := reviews.Nomination{Cycle: cycle, Subject: subject, Most: cycle.MayName()}
	return view.NominateAsk(view.Nominating{Nomination: n, Zone: b.location(subject)})
}

const (
	nominateKind      = "feedback.nominate"
	nominateAgainKind = "feedback.nominate.again"
)

func nominateKey(cycle, subject string) outbox.Key {
	return outbox.Key{Kind: nominateKind, Recipient: subject, Object: cycle}
}

// nominateAgainKey is the reminder's: there is one.
func nominateAgainKey(cycle, subject string) outbox.Key {
	return outbox.Key{Kind: nominateAgainKind, Recipient: subject, Object: cycle}
}

// nominateOpen opens the form in which a subject names colleagues. The button's value is the cycle.
func (b *Bot) nominateOpen(tx *db.Tx, actor people.Person, a act) (reply, error) {
	n, err := b.cycles.Nomination(tx, actor.ID, a.Value, actor.ID)
	if err != nil {
		return nominateFailed(n, err)
	}
	draft, err := b.nominateDraft(tx, actor, n)
	if err != nil {
		return reply{}, err
	}
	metadata, err := b.carry(a.User, carried{Cycle: n.Cycle.ID})
	form := view.NominateForm(draft, metadata)
	return reply{Open: &form}, err
}

// nominateNone says that a subject has no preference. Whom they asked not to ask stays so.
func (b *Bot) nominateNone(tx *db.Tx, actor people.Person, a act) (reply, error) {
	n, err := b.cycles.Nomination(tx, actor.ID, a.Value, actor.ID)
	if err == nil {
		n, err = b.cycles.Nominate(tx, actor.ID, n.Cycle.ID, nil, n.Never)
	}
	if err != nil {
		return nominateFailed(n, err)
	}
	return reply{Home: true}, b.nominated(tx, actor, n)
}

// nominate takes the form: the subject's message changes, and the manager is asked.
func (b *Bot) nominate(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return inPlace(a, view.FormTooOld), nil
	}
	if err := meetAll(tx, a.met); err != nil {
		return reply{}, err
	}
	nominees, never := view.ReadNominees(a.Fields)
	n, err := b.cycles.Nominate(tx, actor.ID, form.Cycle, nominees, never)
	var bad reviews.BadNominees
	if errors.As(err, &bad) {
		return b.badNominees(tx, actor, a, n, bad)
	}
	if err != nil {
		return nominateFailed(n, err)
	}
	return reply{Home: true}, b.nominated(tx, actor, n)
}

// nominated redraws the subject's message, and tells the manager.
func (b *Bot) nominated(tx *db.Tx, subject people.Person, n reviews.Nomination) error {
	if err := b.renominate(tx, subject, n); err != nil {
		return err
	}
	return b.tellApprover(tx, n)
}

// renominate redraws a subject's message with what is on their list now.
func (b *Bot) renominate(tx *db.Tx, subject people.Person, n reviews.Nomination) error {
	known, err := people.Some(tx, n.IDs())
	if err != nil {
		return err
	}
	message := view.NominateAsk(view.Nominating{Nomination: n, Names: names(known), Zone: b.location(subject)})
	return b.renominated(tx, n.Cycle.ID, subject.ID, message)
}

// renominated changes what asked a subject and what reminded them, so that no old button is left.
func (b *Bot) renominated(tx *db.Tx, cycle, subject string, m view.Message) error {
	for _, original := range []outbox.Key{nominateKey(cycle, subject), nominateAgainKey(cycle, subject)} {
		key := outbox.Key{Kind: original.Kind + ".done", Recipient: subject, Object: cycle, Period: uuid.NewString()}
		if err := b.retell(tx, original, key, m); err != nil {
			return err
		}
	}
	return nil
}

// nominateDraft is what a form about a nomination shows its reader.
func (b *Bot) nominateDraft(tx *db.Tx, reader people.Person, n reviews.Nomination) (view.NominateDraft, error) {
	draft := view.NominateDraft{Nominating: view.Nominating{Nomination: n, Zone: b.location(reader)}}
	var err error
	if draft.Suggestions, err = b.cycles.Suggest(tx, n); err != nil {
		return draft, err
	}
	ids := n.IDs()
	for _, s := range draft.Suggestions {
		ids = append(ids, s.Person.ID)
	}
	known, err := people.Some(tx, ids)
	draft.Names = names(known)
	return draft, err
}

// badNominees says under the fields who can't be asked, and why.
func (b *Bot) badNominees(
	tx *db.Tx, actor people.Person, a act, n reviews.Nomination, bad reviews.BadNominees,
) (reply, error) {
	known, err := people.Some(tx, bad.Both)
	return reply{Errors: view.NomineeErrors(a.Fields, bad, n.Subject, actor.ID, names(known))}, err
}

// nominateFailed answers an act on a nomination that is over, or is not this person's.
func nominateFailed(n reviews.Nomination, err error) (reply, error) {
	switch {
	case errors.Is(err, reviews.ErrNotFound):
		return say(view.NominateGone()), nil
	case errors.Is(err, reviews.ErrNotOpen):
		r := say(view.NominateOver(n.Cycle.Name))
		r.Home = true
		return r, nil
	case errors.Is(err, reviews.ErrListChanged):
		r := say(view.NominateStale(n.Subject.Name))
		r.Home = true
		return r, nil
	case errors.Is(err, reviews.ErrApproved):
		return say(view.NominateApprovedBefore()), nil
	}
	return reply{}, err
}
