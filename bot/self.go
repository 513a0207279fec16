package bot

import (
	"errors"

	"github.com/google/uuid"
	"github.com/slack-go/slack"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/reviews"
)

// selfOpen opens the form for the actor's own assessment in a cycle.
func (b *Bot) selfOpen(tx *db.Tx, actor people.Person, a act) (reply, error) {
	self, err := b.cycles.SelfFor(tx, actor, a.Value)
	if sentence := selfRefusal(err); sentence != "" {
		return say(view.SelfSaid(sentence)), nil
	}
	if err != nil {
		return reply{}, err
	}
	modal, err := b.selfStep(tx, a, self, 0)
	return reply{Open: &modal}, err
}

// selfStep draws one step of the form.
func (b *Bot) selfStep(tx *db.Tx, a act, self reviews.Self, step int) (modal slack.ModalViewRequest, err error) {
	shown := view.SelfShown{Self: self, Step: step, Manager: self.Subject.ManagerName, Today: tx.Now().In(b.location(self.Subject))}
	for _, list := range self.Wins {
		names, err := b.mentioned(tx, list...)
		if err != nil {
			return modal, err
		}
		if shown.Names == nil {
			shown.Names = names
			continue
		}
		for id, name := range names {
			shown.Names[id] = name
		}
	}
	shown.Metadata, err = b.carry(a.User, carried{Cycle: self.Cycle.ID, Step: step})
	return view.SelfForm(shown), err
}

// selfDraft keeps what stands in the form, after every change. It says nothing when the stage is over: that is told when
// the form is sent.
func (b *Bot) selfDraft(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{}, nil
	}
	err = b.selfKeep(tx, actor, a, form, a.At)
	if selfRefusal(err) != "" {
		return reply{}, nil
	}
	return reply{}, err
}

// selfKeep keeps what one step says in the draft.
func (b *Bot) selfKeep(tx *db.Tx, actor people.Person, a act, form carried, at string) error {
	groups, err := b.cycles.SelfGroups(tx, form.Cycle)
	if err != nil {
		return err
	}
	return b.cycles.DraftSelf(tx, actor.ID, form.Cycle, at, view.ReadSelf(a.Fields, groups, form.Step))
}

// selfBack shows the step before; what stands in this one is kept.
func (b *Bot) selfBack(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return say(view.SelfSaid(view.FormTooOld)), nil
	}
	err = b.selfKeep(tx, actor, a, form, a.At)
	if sentence := selfRefusal(err); sentence != "" {
		return say(view.SelfSaid(sentence)), nil
	}
	if err != nil {
		return reply{}, err
	}
	self, err := b.cycles.SelfFor(tx, actor, form.Cycle)
	if err != nil {
		return reply{}, err
	}
	modal, err := b.selfStep(tx, a, self, max(0, form.Step-1))
	return reply{Redraw: &modal}, err
}

// selfNext takes one step of the form, and shows the next; the last one sends all of it.
func (b *Bot) selfNext(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{a.firstInput(): view.FormTooOld}}, nil
	}
	self, err := b.cycles.SelfFor(tx, actor, form.Cycle)
	if err == nil && form.Step < view.SelfSteps(self)-1 {
		return b.selfTurn(tx, actor, a, form)
	}
	now := stamp(tx.Now())
	if err == nil {
		self, err = b.cycles.SendSelf(tx, actor, form.Cycle, now, view.ReadSelf(a.Fields, self.Groups, form.Step))
	}
	var long reviews.SelfLong
	switch sentence := selfRefusal(err); {
	case errors.Is(err, reviews.ErrSelfEmpty):
		return reply{Errors: view.FieldErrors{view.SelfField(reviews.SelfOverall): view.SelfEmpty}}, nil
	case errors.As(err, &long):
		return reply{Errors: view.FieldErrors{a.firstInput(): view.SelfLong(long.Have, long.Max)}}, nil
	case sentence != "":
		return reply{Errors: view.FieldErrors{a.firstInput(): sentence}}, nil
	case err != nil:
		return reply{}, err
	}
	due := reviews.SelfDue{Kind: reviews.SelfAsk, Subject: actor, Cycle: self.Cycle, Sent: true}
	message := view.SelfAsked(due, b.location(actor))
	thanks := view.Note(message)
	return reply{Update: &thanks, Home: true}, b.selfRetell(tx, actor, self.Cycle.ID, message)
}

func (b *Bot) selfTurn(tx *db.Tx, actor people.Person, a act, form carried) (reply, error) {
	if err := b.selfKeep(tx, actor, a, form, stamp(tx.Now())); err != nil {
		return reply{}, err
	}
	self, err := b.cycles.SelfFor(tx, actor, form.Cycle)
	if err != nil {
		return reply{}, err
	}
	modal, err := b.selfStep(tx, a, self, form.Step+1)
	return turnTo(a, modal), err
}

// selfRetell changes what asked and what reminded, so that no old button is left.
func (b *Bot) selfRetell(tx *db.Tx, subject people.Person, cycle string, m view.Message) error {
	for _, kind := range []string{selfAskKind, selfRemindKind} {
		key := outbox.Key{Kind: kind + ".done", Recipient: subject.ID, Object: cycle, Period: uuid.NewString()}
		if err := b.retell(tx, selfKey(kind, subject.ID, cycle), key, m); err != nil {
			return err
		}
	}
	return nil
}

const (
	selfAskKind    = "self.ask"
	selfRemindKind = "self.remind"
)

func selfKey(kind, subject, cycle string) outbox.Key {
	return outbox.Key{Kind: kind, Recipient: subject, Object: cycle}
}

// selfRefusal is why a self-assessment can't be written, "" when err is none of these.
func selfRefusal(err error) string {
	switch {
	case errors.Is(err, reviews.ErrNotFound):
		return view.SelfNotYours
	case errors.Is(err, reviews.ErrNotOpen):
		return view.SelfClosed
	}
	return ""
}
