package bot

import (
	"errors"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// feedbackAnswer stores a submitted form, sealed, and redraws the message that asked.
func (b *Bot) feedbackAnswer(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{a.firstInput(): view.FormTooOld}}, nil
	}
	answers := view.ReadFeedback(a.Fields)
	_, err = b.answers.Answer(tx, actor.ID, form.Request, answers)
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
	hinted, err := b.feedbackHints(tx, actor, form, answers)
	if err != nil || hinted != nil {
		return reply{Update: hinted, Undone: true}, err // neither the answer is kept yet, nor that there was a hint
	}
	return b.redrawn(tx, actor, form.Request)
}

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
	if r.AnyTime() {
		return b.feedbackKept(tx, r)
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
