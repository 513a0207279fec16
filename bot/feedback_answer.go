package bot

import (
	"errors"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/inbox"
	"laurel/people"
)

// feedbackAnswer takes one step of a form and shows the next; the last one stores the answer, sealed, and redraws the
// message that asked.
func (b *Bot) feedbackAnswer(tx *db.Tx, actor people.Person, a act) (reply, error) {
	c, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{a.firstInput(): view.FormTooOld}}, nil
	}
	sent, err := b.sentStep(tx, actor, a, c)
	if errors.Is(err, feedback.ErrClosed) {
		return reply{Errors: view.FieldErrors{a.firstInput(): view.FeedbackLate}}, nil
	}
	if sentence, ok := feedbackRefusal(err); ok {
		return reply{Errors: view.FieldErrors{a.firstInput(): sentence.Text}}, nil
	}
	if err != nil {
		return reply{}, err
	}
	if !c.Hinted && c.Step < sent.form.Steps()-1 {
		return b.feedbackOn(tx, actor, a, sent)
	}
	return b.feedbackSend(tx, actor, a, sent)
}

// feedbackSend stores what all steps say, unless something in one of them must be put right or could be.
func (b *Bot) feedbackSend(tx *db.Tx, actor people.Person, a act, sent sentStep) (reply, error) {
	if len(sent.faults) > 0 {
		return b.feedbackFaults(tx, actor, a, sent)
	}
	if hints := answerHints(actor, sent.form.Form, sent.all); len(hints) > 0 && !sent.carried.Hinted {
		return b.feedbackHints(tx, actor, a, sent, hints)
	}
	first, err := inbox.Once(tx, submitKey(a.View, a.User)) // for drafts that come later
	if err != nil || !first {
		return reply{}, err
	}
	if _, err := b.answers.Answer(tx, actor.ID, sent.carried.Request, sent.all); err != nil {
		return reply{}, err
	}
	return b.redrawn(tx, actor, sent.carried.Request)
}

func (b *Bot) redrawn(tx *db.Tx, actor people.Person, request string) (reply, error) {
	r, err := b.answers.Request(tx, actor.ID, request)
	if err != nil {
		return reply{}, err
	}
	if r.AnyTime() {
		return b.feedbackKept(tx, actor, r)
	}
	return reply{Home: true}, b.reask(tx, r.Cycle, actor.ID)
}

// feedbackRefusal puts into words why a request can't be opened or answered.
func feedbackRefusal(err error) (view.Message, bool) {
	switch {
	case errors.Is(err, feedback.ErrNotFound):
		return view.FeedbackSaid(view.FeedbackNotYours), true
	case errors.Is(err, feedback.ErrClosed):
		return view.FeedbackSaid(view.FeedbackClosed), true
	case errors.Is(err, feedback.ErrWithdrawn):
		return view.FeedbackSaid(view.FeedbackTakenBack), true
	case errors.Is(err, feedback.ErrReplaced):
		return view.FeedbackSaid(view.FeedbackReplaced), true
	case errors.Is(err, feedback.ErrAnswered):
		return view.FeedbackDone(), true
	case errors.Is(err, feedback.ErrDeclined):
		return view.FeedbackDeclined(), true
	default:
		return view.Message{}, false
	}
}
