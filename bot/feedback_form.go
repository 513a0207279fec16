package bot

import (
	"errors"
	"slices"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// feedbackOpen opens the form for one request, with what the giver wrote and did not send.
func (b *Bot) feedbackOpen(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if id, ok := view.ReadInvitation(a.Value); ok {
		return b.invitationOpen(tx, actor, a, id)
	}
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
		Form: form, Manager: manager[form.Manager].Name, Wins: len(shared), Step: c.Step, Now: tx.Now(), Zone: b.location(actor),
		Hinted: c.Hinted,
	}
	if a.Codes, err = b.codesAsked(tx, form); err != nil {
		return a, err
	}
	if form.Request.AnyTime() {
		if a.Invited, err = b.answers.InvitationsTo(tx, actor.ID, form.Subject.ID); err != nil {
			return a, err
		}
	}
	a.Metadata, err = b.carry(actor.ID, c)
	return a, err
}

// codesAsked are the codes that a form's questions are about, by id.
func (b *Bot) codesAsked(tx *db.Tx, form feedback.Form) (map[string]reviews.Code, error) {
	if !slices.ContainsFunc(form.Questions, func(q feedback.Question) bool { return q.Code != "" }) {
		return nil, nil
	}
	groups, err := b.cycles.SelfGroups(tx, form.Request.Cycle)
	codes := map[string]reviews.Code{}
	for _, group := range groups {
		for _, code := range group.Codes {
			codes[code.ID] = code
		}
	}
	return codes, err
}

// answerForm opens a request for its giver, answered or not.
func (b *Bot) answerForm(tx *db.Tx, giver, request string) (feedback.Form, error) {
	form, err := b.answers.ForAnswer(tx, giver, request)
	if errors.Is(err, feedback.ErrAnswered) {
		return b.answers.ForEdit(tx, giver, request)
	}
	return form, err
}
