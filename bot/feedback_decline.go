package bot

import (
	"context"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// feedbackDecline opens the form that asks why; an invitation is declined without one.
func (b *Bot) feedbackDecline(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if id, ok := view.ReadInvitation(a.Value); ok {
		return b.invitationDecline(tx, actor, id)
	}
	form, err := b.answers.ForAnswer(tx, actor.ID, a.Value)
	if sentence, ok := feedbackRefusal(err); ok {
		return say(sentence), nil
	}
	if err != nil {
		return reply{}, err
	}
	manager, err := people.Some(tx, []string{form.Manager})
	if err != nil {
		return reply{}, err
	}
	metadata, err := b.carry(actor.ID, carried{Request: form.Request.ID})
	modal := view.FeedbackDeclineForm(form, manager[form.Manager].Name, metadata)
	return reply{Open: &modal}, err
}

// feedbackDeclined takes that form. Nobody is told; somebody else may be asked (see replaceGivers).
func (b *Bot) feedbackDeclined(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{a.firstInput(): view.FormTooOld}}, nil
	}
	why, words := view.ReadDecline(a.Fields)
	err = b.cycles.Decline(tx, actor.ID, form.Request, why, words)
	if sentence, ok := feedbackRefusal(err); ok {
		return reply{Errors: view.FieldErrors{a.firstInput(): sentence.Text}}, nil
	}
	if err != nil {
		return reply{}, err
	}
	return b.redrawn(tx, actor, form.Request)
}

// feedbackAfterAll opens a request again that its giver declined, and the form to answer it.
func (b *Bot) feedbackAfterAll(tx *db.Tx, actor people.Person, a act) (reply, error) {
	err := b.cycles.TakeUp(tx, actor, a.Value)
	if sentence, ok := feedbackRefusal(err); ok {
		return say(sentence), nil
	}
	if err != nil {
		return reply{}, err
	}
	form, err := b.answers.ForAnswer(tx, actor.ID, a.Value)
	opened, err := b.feedbackForm(tx, actor, form, err)
	if err != nil {
		return reply{}, err
	}
	opened.Home = true
	return opened, b.reask(tx, form.Request.Cycle, actor.ID)
}

// replaceGivers asks somebody in the place of those who declined or have left, each cycle in a transaction of its own.
func (b *Bot) replaceGivers(ctx context.Context) error {
	if err := eachDue(ctx, b, "let go of givers", b.cycles.GiversGone, b.answers.WithdrawGiver); err != nil {
		return err
	}
	return eachDue(ctx, b, "ask in somebody's place", b.cycles.ReplacementsDue, func(tx *db.Tx, cycle string) error {
		made, err := b.cycles.Replace(tx, cycle)
		if err != nil {
			return err
		}
		for _, r := range made.For {
			if r.State != feedback.Declined { // who has left reads nothing
				continue
			}
			if err := b.reask(tx, cycle, r.Giver); err != nil {
				return err
			}
		}
		return b.askAll(tx, cycle, made.Requests)
	})
}
