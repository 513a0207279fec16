package bot

import (
	"errors"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// cycleReopen opens the form that goes back to the stage before.
func (b *Bot) cycleReopen(tx *db.Tx, _ people.Person, a act) (reply, error) {
	cycle, err := b.cycleSeen(tx, a.Value)
	if err != nil {
		return cycleFailed(err)
	}
	if sentence := reopenRefusal(cycle); sentence != "" {
		return say(view.Sentence(sentence)), nil
	}
	metadata, err := b.carry(a.User, carried{Cycle: a.Value, View: a.under()})
	form := view.ReopenForm(cycle, cycle.EarlierUntil(tx.Now()), metadata)
	return reply{Open: &form}, err
}

// reopenRefusal is why the stage before can't be opened again, "" when it can.
func reopenRefusal(cycle reviews.Cycle) string {
	_, err := cycle.Earlier()
	switch {
	case errors.Is(err, reviews.ErrSealed):
		return view.ReopenSealed
	case err != nil:
		return view.ReopenNone
	}
	return ""
}

// cycleReopened takes that form.
func (b *Bot) cycleReopened(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{view.FieldReason: view.FormTooOld}}, nil
	}
	id, stage := view.ReadStageValue(form.Cycle)
	reopened, err := b.reopenCycle(tx, actor.ID, id, stage, a.Fields.Text(view.FieldReason), a.Fields.Text(view.FieldUntil))
	var refused reviews.Refused
	switch sentence := dayRefusal(err); {
	case errors.As(err, &refused):
		names, err := refusedNames(tx, refused.Refusals)
		return reply{Errors: view.FieldErrors{view.FieldReason: view.ReviewRefused(refused.Refusals, names)}}, err
	case sentence != "":
		return reply{Errors: view.FieldErrors{view.FieldUntil: sentence}}, nil
	case errors.Is(err, reviews.ErrNoReason):
		return reply{Errors: view.FieldErrors{view.FieldReason: view.ReopenReason}}, nil
	case errors.Is(err, reviews.ErrSealed):
		return reply{Errors: view.FieldErrors{view.FieldReason: view.ReopenSealed}}, nil
	case errors.Is(err, reviews.ErrNoEarlier):
		return reply{Errors: view.FieldErrors{view.FieldReason: view.ReopenNone}}, nil
	case err != nil:
		return cycleFailed(err)
	}
	return b.cycleUnder(tx, actor, form, reopened.Cycle, view.Reopened(reopened, b.location(actor)))
}

// ReopenCycle goes back to the stage before the present one, and redraws the messages about it. Errors: those of
// reviews.Cycles.Reopen.
func (b *Bot) ReopenCycle(tx *db.Tx, name, reason, day string) (reviews.Reopened, error) {
	cycle, err := b.cycles.Named(tx, name)
	if err != nil {
		return reviews.Reopened{}, err
	}
	return b.reopenCycle(tx, reviews.ByCommand, cycle.ID, cycle.Stage, reason, day)
}

func (b *Bot) reopenCycle(tx *db.Tx, actor, id, stage, reason, day string) (reviews.Reopened, error) {
	reopened, err := b.cycles.As(actor).Reopen(tx, id, stage, reason, day)
	if err != nil {
		return reopened, err
	}
	if err := b.redated(tx, reopened.Cycle); err != nil {
		return reopened, err
	}
	if reopened.From == reviews.StagePeer { // who is asked already reads when it ends now
		return reopened, b.reaskAll(tx, reopened.Cycle.ID)
	}
	return reopened, nil
}
