package bot

import (
	"errors"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// feedbackOpen opens the form for one request.
func (b *Bot) feedbackOpen(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.answers.ForAnswer(tx, actor.ID, a.Value)
	return b.feedbackForm(tx, a, form, err)
}

// feedbackChange opens the form with what the giver wrote, until the stage ends.
func (b *Bot) feedbackChange(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.answers.ForEdit(tx, actor.ID, a.Value)
	return b.feedbackForm(tx, a, form, err)
}

func (b *Bot) feedbackForm(tx *db.Tx, a act, form feedback.Form, err error) (reply, error) {
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
	metadata, err := b.carry(a.User, carried{Request: form.Request.ID})
	modal := view.FeedbackForm(form, manager[form.Manager].Name, metadata)
	return reply{Open: &modal}, err
}

// feedbackAnswer stores a submitted form, sealed, and redraws the message that asked.
func (b *Bot) feedbackAnswer(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{a.firstInput(): view.FormTooOld}}, nil
	}
	_, err = b.answers.Answer(tx, actor.ID, form.Request, view.ReadFeedback(a.Fields))
	var invalid feedback.Invalid
	if errors.As(err, &invalid) {
		return reply{Errors: view.FeedbackErrors(invalid)}, nil
	}
	if sentence, ok := feedbackRefusal(err); ok {
		return reply{Errors: view.FieldErrors{a.firstInput(): sentence.Text}}, nil
	}
	if err != nil {
		return reply{}, err
	}
	return b.redrawn(tx, actor, form.Request)
}

// feedbackTicked acks a tick in the form; what it says is read when the form is sent.
func (b *Bot) feedbackTicked(*db.Tx, people.Person, act) (reply, error) { return reply{}, nil }

func (b *Bot) feedbackDecline(tx *db.Tx, actor people.Person, a act) (reply, error) {
	err := b.answers.Decline(tx, actor.ID, a.Value, "")
	if sentence, ok := feedbackRefusal(err); ok {
		return say(sentence), nil
	}
	if err != nil {
		return reply{}, err
	}
	return b.redrawn(tx, actor, a.Value)
}

func (b *Bot) redrawn(tx *db.Tx, actor people.Person, request string) (reply, error) {
	r, err := b.answers.Request(tx, actor.ID, request)
	if err != nil {
		return reply{}, err
	}
	return reply{Home: true}, b.reask(tx, r.Cycle, actor.ID, false)
}

// feedbackRefusal puts into words why a request can't be opened or answered.
func feedbackRefusal(err error) (view.Message, bool) {
	switch {
	case errors.Is(err, feedback.ErrNotFound):
		return view.FeedbackSaid(view.FeedbackNotYours), true
	case errors.Is(err, feedback.ErrClosed):
		return view.FeedbackSaid(view.FeedbackClosed), true
	case errors.Is(err, feedback.ErrAnswered):
		return view.FeedbackDone(), true
	case errors.Is(err, feedback.ErrDeclined):
		return view.FeedbackDeclined(), true
	default:
		return view.Message{}, false
	}
}
