package bot

import (
	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// feedbackOpen opens the form for one request, with what the giver wrote and did not send.
func (b *Bot) feedbackOpen(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.answers.ForAnswer(tx, actor.ID, a.Value)
	return b.feedbackForm(tx, actor, form, err)
}

// feedbackChange opens the form with what the giver sent, or wrote since, until the stage ends.
func (b *Bot) feedbackChange(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.answers.ForEdit(tx, actor.ID, a.Value)
	return b.feedbackForm(tx, actor, form, err)
}

func (b *Bot) feedbackForm(tx *db.Tx, actor people.Person, form feedback.Form, err error) (reply, error) {
	if sentence, ok := feedbackRefusal(err); ok {
		return say(sentence), nil
	}
	if err != nil {
		return reply{}, err
	}
	answering, err := b.answering(tx, actor, form, carried{Request: form.Request.ID})
	modal := view.FeedbackForm(answering)
	return reply{Open: &modal}, err
}

// answering gathers what stands in a form and beside it.
func (b *Bot) answering(tx *db.Tx, actor people.Person, form feedback.Form, c carried) (a view.Answering, err error) {
	manager, err := people.Some(tx, []string{form.Manager})
	if err != nil {
		return a, err
	}
	shared, err := b.sharedWins(tx, form.Request)
	if err != nil {
		return a, err
	}
	a = view.Answering{
		Form: form, Manager: manager[form.Manager].Name, Wins: len(shared), Now: tx.Now(), Zone: b.location(actor), Hinted: c.Hinted,
	}
	a.Metadata, err = b.carry(actor.ID, c)
	return a, err
}
