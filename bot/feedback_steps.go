package bot

import (
	"errors"
	"maps"
	"slices"

	"github.com/slack-go/slack"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// sentStep is a step of a form as it came back.
type sentStep struct {
	carried carried
	form    view.Answering
	here    feedback.Answers // what the step says
	all     feedback.Answers // with what the others say
	faults  feedback.Invalid // in any of them
}

// sentStep reads a step that came back, and holds the whole answer against what is asked. Errors: as Store.Check, but for
// Invalid.
func (b *Bot) sentStep(tx *db.Tx, actor people.Person, a act, c carried) (s sentStep, err error) {
	form, err := b.answerForm(tx, actor.ID, c.Request)
	if err != nil {
		return s, err
	}
	s.carried, s.here, s.all = c, view.ReadFeedback(a.blocks, a.Fields), form.Kept()
	maps.Copy(s.all, s.here)
	if s.form, err = b.answering(tx, actor, form, c); err != nil {
		return s, err
	}
	err = b.answers.Check(tx, actor.ID, c.Request, s.all)
	if errors.As(err, &s.faults) {
		return s, nil
	}
	return s, err
}

// feedbackTurn shows another step; what stands in this one is kept.
func (b *Bot) feedbackTurn(tx *db.Tx, actor people.Person, a act) (reply, error) {
	c, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return say(view.FeedbackSaid(view.FormTooOld)), nil
	}
	sent, err := b.sentStep(tx, actor, a, c)
	if sentence, ok := feedbackRefusal(err); ok {
		return say(sentence), nil
	}
	if err != nil {
		return reply{}, err
	}
	modal, err := b.feedbackStep(tx, actor, sent, view.ReadFeedbackTurn(a.Value))
	return reply{Redraw: &modal}, err
}

// feedbackOn shows the step after one that was sent. Once all of it was sent with faults, it leads from one to the next.
func (b *Bot) feedbackOn(tx *db.Tx, actor people.Person, a act, sent sentStep) (reply, error) {
	next := sent.carried.Step + 1
	if sent.carried.Checked {
		if errs := sent.faultsHere(); len(errs) > 0 {
			return reply{Errors: errs}, nil
		}
		next = sent.form.Steps() - 1
		if len(sent.faults) > 0 {
			next = sent.form.StepOf(slices.Collect(maps.Keys(sent.faults))...)
		}
	}
	modal, err := b.feedbackStep(tx, actor, sent, next)
	return turnTo(a, modal), err
}

// feedbackFaults says what is wrong under the fields, or leads to the first step where something is.
func (b *Bot) feedbackFaults(tx *db.Tx, actor people.Person, a act, sent sentStep) (reply, error) {
	if errs := sent.faultsHere(); len(errs) > 0 {
		return reply{Errors: errs}, nil
	}
	sent.carried.Checked = true
	modal, err := b.feedbackStep(tx, actor, sent, sent.form.StepOf(slices.Collect(maps.Keys(sent.faults))...))
	return turnTo(a, modal), err
}

// feedbackStep keeps what a step says, and draws another one.
func (b *Bot) feedbackStep(tx *db.Tx, actor people.Person, sent sentStep, step int) (modal slack.ModalViewRequest, err error) {
	form := sent.form
	changed, before := feedback.Answers{}, form.Form.Kept()
	for slot, reply := range sent.here { // every change was told as it was made: mostly there is nothing new
		if reply != before[slot] {
			changed[slot] = reply
		}
	}
	if len(changed) > 0 {
		form.Form.Draft = feedback.Draft{Answers: sent.all, ChangedAt: tx.Now()}
		draft := feedback.Draft{Answers: changed, ChangedAt: tx.Now()}
		if err := b.answers.SaveDraft(tx, actor.ID, sent.carried.Request, draft); err != nil {
			return modal, err
		}
	}
	form.Step, form.Hinted = max(0, min(step, form.Steps()-1)), sent.carried.Hinted
	if sent.carried.Checked {
		form.Faults = sent.faults
	}
	if form.Hinted {
		form.Hints = answerHints(actor, form.Form, sent.all)
	}
	c := sent.carried
	c.Step = form.Step
	form.Metadata, err = b.carry(actor.ID, c)
	return view.FeedbackForm(form), err
}

func (s sentStep) faultsHere() view.FieldErrors {
	here := feedback.Invalid{}
	for slot, fault := range s.faults {
		if _, shown := s.here[slot]; shown {
			here[slot] = fault
		}
	}
	return view.FeedbackErrors(here)
}
