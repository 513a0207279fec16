package bot

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/internal/slots"
	"laurel/people"
	"laurel/wins"
)

// sendInvited asks givers what colleagues would like to hear from them: in their working hours, one message a day with all
// that nobody has told them of yet.
func (b *Bot) sendInvited(ctx context.Context) error {
	return eachDue(ctx, b, "invite givers", b.answers.Untold, b.tellInvited)
}

func (b *Bot) tellInvited(tx *db.Tx, id string) error {
	giver, err := people.Get(tx, id)
	if errors.Is(err, people.ErrNotFound) || err == nil && !people.Member(giver) {
		return nil
	}
	if err != nil {
		return err
	}
	zone := b.location(giver)
	day := tx.Now().In(zone).Format(time.DateOnly)
	last, err := b.answers.LastTold(tx, id)
	if err != nil || last >= day || !slots.Working(tx.Now(), zone) {
		return err
	}
	if asked, err := b.leavesToday(tx, giver, askKind); err != nil || asked {
		return err // one message a day that asks for feedback: a review's has less time
	}
	if err := b.answers.TellOn(tx, id, day); err != nil {
		return err
	}
	message, err := b.inviteMessage(tx, giver, day)
	if err != nil {
		return err
	}
	added, err := b.tellFirst(tx, inviteKey(id, day), message)
	if err != nil || added {
		return err
	}
	return b.reinviteOn(tx, giver, day) // another replica was first, and didn't know of all
}

const inviteKind = "feedback.invite"

func inviteKey(giver, day string) outbox.Key {
	return outbox.Key{Kind: inviteKind, Recipient: giver, Object: giver, Period: day}
}

func (b *Bot) inviteMessage(tx *db.Tx, giver people.Person, day string) (view.Message, error) {
	list, err := b.answers.ToldOn(tx, giver.ID, day)
	if err != nil {
		return view.Message{}, err
	}
	shown, err := withSubjects(tx, list)
	return view.FeedbackInvited(shown, b.location(giver)), err
}

func withSubjects(tx *db.Tx, list []feedback.Invited) (all []view.InvitedBy, err error) {
	var ids []string
	for _, one := range list {
		ids = append(ids, one.Subject)
	}
	known, err := people.Some(tx, ids)
	for _, one := range list {
		all = append(all, view.InvitedBy{Invited: one, Subject: known[one.Subject]})
	}
	return all, err
}

// reinvite redraws what asked a giver about a subject, after they have written or taken that back.
func (b *Bot) reinvite(tx *db.Tx, giver people.Person, subject string) error {
	list, err := b.answers.InvitationsTo(tx, giver.ID, subject)
	for _, one := range list {
		if err == nil {
			err = b.reinviteOn(tx, giver, one.ToldOn)
		}
	}
	return err
}

// reinviteOn redraws a giver's message of a day. The change's own key is random: who wrote, and when, must not be read from
// the queue's rows.
func (b *Bot) reinviteOn(tx *db.Tx, giver people.Person, day string) error {
	b.homeChanges(tx, giver.ID)
	if day == "" { // no message has asked yet
		return nil
	}
	message, err := b.inviteMessage(tx, giver, day)
	if err != nil {
		return err
	}
	key := outbox.Key{Kind: "feedback.invited", Recipient: giver.ID, Object: giver.ID, Period: uuid.NewString()}
	return b.retell(tx, inviteKey(giver.ID, day), key, message)
}

// invitationOpen opens the form for somebody who was invited to write.
func (b *Bot) invitationOpen(tx *db.Tx, actor people.Person, a act, id string) (reply, error) {
	one, err := b.answers.Invited(tx, actor.ID, id)
	if sentence, ok := feedbackRefusal(err); ok {
		return say(sentence), nil
	}
	switch {
	case err != nil:
		return reply{}, err
	case one.State == feedback.Answered:
		return say(view.FeedbackDone()), nil
	case one.State == feedback.Declined:
		return say(view.FeedbackSaid(view.FeedbackInviteDeclined)), nil
	case one.State == feedback.Withdrawn:
		return say(view.FeedbackSaid(view.FeedbackInviteOver)), nil
	}
	return b.feedbackAbout(tx, actor, a, one.Subject, "")
}

func (b *Bot) invitationDecline(tx *db.Tx, actor people.Person, id string) (reply, error) {
	one, err := b.answers.DeclineInvited(tx, actor.ID, id)
	if errors.Is(err, feedback.ErrClosed) {
		return say(view.FeedbackSaid(view.FeedbackInviteOver)), nil
	}
	if sentence, ok := feedbackRefusal(err); ok {
		return say(sentence), nil
	}
	if err != nil {
		return reply{}, err
	}
	return reply{Home: true}, b.reinviteOn(tx, actor, one.ToldOn)
}

// endInvitations ends what nobody is asked any more, and redraws the messages that asked.
func (b *Bot) endInvitations(ctx context.Context) error {
	return eachDue(ctx, b, "end invitations", b.answers.DueInvitations, func(tx *db.Tx, id string) error {
		ended, err := b.answers.EndInvitation(tx, id)
		for _, one := range ended {
			if err != nil {
				break
			}
			var giver people.Person
			if giver, err = people.Get(tx, one.Giver); err == nil {
				err = b.reinviteOn(tx, giver, one.ToldOn)
			}
		}
		return err
	})
}

// invitedBy is what colleagues ask somebody and wait for.
func (b *Bot) invitedBy(tx *db.Tx, giver string) ([]view.InvitedBy, error) {
	list, err := b.answers.InvitationsTo(tx, giver, "")
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(one feedback.Invited) bool { return one.State != feedback.Open })
	return withSubjects(tx, list)
}

// invitedMonths is how far back somebody who is invited sees the wins that the subject shares.
const invitedMonths = 6

// winsForInvited are the wins that a subject shows to whom they ask; who writes by themselves sees none.
func (b *Bot) winsForInvited(tx *db.Tx, request feedback.Request) ([]wins.Win, error) {
	invited, err := b.answers.InvitationsTo(tx, request.Giver, request.Subject)
	if err != nil || len(invited) == 0 {
		return nil, err
	}
	list, err := wins.List(tx, wins.Filter{
		Person: request.Subject, Since: tx.Now().AddDate(0, -invitedMonths, 0).Format(time.DateOnly),
		Visibilities: []string{wins.VisibilityFeedback},
	})
	return readableBy(list, request.Giver), err
}
