package bot

import (
	"errors"
	"slices"
	"strconv"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// byAdmins is a flow that only those who run cycles may use.
func byAdmins(f flow) flow {
	return func(b *Bot, tx *db.Tx, actor people.Person, a act) (reply, error) {
		if !b.isAdmin(actor.ID) {
			return say(view.ReviewNotYours()), nil
		}
		return f(b, tx, actor, a)
	}
}

// cycleOpen opens the page about one cycle.
func (b *Bot) cycleOpen(tx *db.Tx, actor people.Person, a act) (reply, error) {
	cycle, err := b.cycles.Cycle(tx, a.Value)
	if err != nil {
		return cycleFailed(err)
	}
	r, err := b.cycleRedrawn(tx, actor, cycle, "")
	if !a.InModal { // there it is the way back from a person's page
		r.Open, r.Redraw = r.Redraw, nil
	}
	return r, err
}

// cycleRedrawn shows a cycle as it is now in the page whose button was pressed, with what was done.
func (b *Bot) cycleRedrawn(tx *db.Tx, actor people.Person, cycle reviews.Cycle, note string) (reply, error) {
	shown := view.CycleShown{Zone: b.location(actor), Note: note, Drawn: strconv.FormatInt(tx.Now().UnixMicro(), 10)}
	var err error
	if shown.Progress, err = b.cycles.ShowFor(tx, actor.ID, cycle.Name); err != nil {
		return reply{}, err
	}
	if shown.Record, err = b.cycles.Record(tx, cycle.ID); err != nil {
		return reply{}, err
	}
	shown.Record = slices.DeleteFunc(shown.Record, func(e reviews.Event) bool { // about whom one is or manages
		return e.Kind == reviews.EventSwapped && slices.Contains(shown.Progress.Mine, e.Subject)
	})
	if shown.Names, err = RecordNames(tx, shown.Record); err != nil {
		return reply{}, err
	}
	metadata, err := b.carry(actor.ID, carried{Cycle: cycle.ID})
	page := view.CyclePage(shown, metadata)
	return reply{Redraw: &page, Home: true}, err
}

// RecordNames are the names of everybody whom a record names.
func RecordNames(tx *db.Tx, record []reviews.Event) (map[string]string, error) {
	var ids []string
	for _, e := range record {
		ids = append(ids, e.By, e.Subject, e.Was, e.Becomes)
	}
	known, err := people.Some(tx, ids)
	return names(known), err
}

// cycleExtend opens the form that moves the end of a stage.
func (b *Bot) cycleExtend(tx *db.Tx, actor people.Person, a act) (reply, error) {
	cycle, err := b.cycleSeen(tx, a.Value)
	if err == nil && cycle.State != reviews.Open {
		err = reviews.ErrNotOpen
	}
	if err != nil {
		return cycleFailed(err)
	}
	progress, err := b.cycles.ShowFor(tx, actor.ID, cycle.Name)
	if err != nil {
		return reply{}, err
	}
	metadata, err := b.carry(a.User, carried{Cycle: a.Value, View: a.under()})
	form := view.CycleExtendForm(progress, b.location(actor), metadata)
	return reply{Open: &form}, err
}

// cycleSeen is the cycle that a button names, provided it still is in the stage in which its reader saw it. Errors:
// reviews.ErrNotFound, reviews.ErrNotOpen.
func (b *Bot) cycleSeen(tx *db.Tx, value string) (reviews.Cycle, error) {
	id, stage := view.ReadStageValue(value)
	cycle, err := b.cycles.Cycle(tx, id)
	if err == nil && cycle.Stage != stage {
		err = reviews.ErrNotOpen
	}
	return cycle, err
}

// cycleExtended takes that form.
func (b *Bot) cycleExtended(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{view.FieldUntil: view.FormTooOld}}, nil
	}
	id, stage := view.ReadStageValue(form.Cycle)
	cycle, err := b.extendCycle(tx, actor.ID, id, stage, a.Fields.Text(view.FieldUntil))
	if sentence := dayRefusal(err); sentence != "" {
		return reply{Errors: view.FieldErrors{view.FieldUntil: sentence}}, nil
	}
	if err != nil {
		return cycleFailed(err)
	}
	return b.cycleUnder(tx, actor, form, cycle, view.Extended(cycle, b.location(actor)))
}

// dayRefusal is why a stage can't end on a day, "" when err is none of these.
func dayRefusal(err error) string {
	switch {
	case errors.Is(err, reviews.ErrDay):
		return view.ExtendDay
	case errors.Is(err, reviews.ErrPast):
		return view.ExtendPast
	case errors.Is(err, reviews.ErrFar):
		return view.ExtendFar
	}
	return ""
}

// cycleUnder closes a form and redraws the cycle's page under it; a form without a page becomes one.
func (b *Bot) cycleUnder(tx *db.Tx, actor people.Person, form carried, cycle reviews.Cycle, note string) (reply, error) {
	r, err := b.cycleRedrawn(tx, actor, cycle, note)
	if form.View == "" {
		r.Update, r.Redraw = r.Redraw, nil
	}
	r.Under = form.View
	return r, err
}

// ExtendCycle has the present stage of a cycle end on another day, and redraws what says when. Errors: those of
// reviews.Cycles.Extend.
func (b *Bot) ExtendCycle(tx *db.Tx, name, day string) (reviews.Cycle, error) {
	cycle, err := b.cycles.Named(tx, name)
	if err != nil {
		return cycle, err
	}
	return b.extendCycle(tx, reviews.ByCommand, cycle.ID, cycle.Stage, day)
}

func (b *Bot) extendCycle(tx *db.Tx, actor, id, stage, day string) (reviews.Cycle, error) {
	cycle, err := b.cycles.As(actor).Extend(tx, id, stage, day)
	if err != nil {
		return cycle, err
	}
	return cycle, b.redated(tx, cycle)
}

// redated redraws every message that says until when something of the present stage can be done.
func (b *Bot) redated(tx *db.Tx, cycle reviews.Cycle) error {
	switch cycle.Stage {
	case reviews.StageNomination:
		return b.renominateAll(tx, cycle)
	case reviews.StageSelf:
		told, err := b.cycles.SelfTold(tx, cycle.ID)
		for _, due := range told {
			if err == nil {
				err = b.selfRetell(tx, due.Subject, cycle.ID, view.SelfAsked(due, b.location(due.Subject)))
			}
		}
		return err
	case reviews.StagePeer:
		return b.reaskAll(tx, cycle.ID)
	}
	return nil
}

// reaskAll redraws what every giver of a cycle was told, and plans anew when they are reminded: it is due at another time.
func (b *Bot) reaskAll(tx *db.Tx, cycle string) error {
	now, err := b.cycles.ReplanAsking(tx, cycle)
	if err != nil {
		return err
	}
	if now { // whom the job would have told at this moment it left out
		tx.AfterCommit(func() { b.Poke() })
	}
	givers, err := b.answers.Givers(tx, cycle)
	for _, giver := range givers {
		if err == nil {
			err = b.reask(tx, cycle, giver)
		}
	}
	return err
}

// renominateAll redraws all messages about the nominations of a cycle as things are.
func (b *Bot) renominateAll(tx *db.Tx, cycle reviews.Cycle) error {
	nominations, err := b.cycles.OwnNominations(tx, cycle.ID)
	if err != nil {
		return err
	}
	for _, n := range nominations {
		if err := b.renominate(tx, n.Subject, n); err != nil {
			return err
		}
	}
	return b.redrawAllApprovals(tx, cycle.ID)
}

// cycleCancel calls a cycle off.
func (b *Bot) cycleCancel(tx *db.Tx, actor people.Person, a act) (reply, error) {
	id, _ := view.ReadStageValue(a.Value)
	cycle, err := b.cycles.Cycle(tx, id)
	if err == nil {
		cycle, err = b.cancelCycle(tx, actor.ID, cycle.Name)
	}
	if err != nil {
		return cycleFailed(err)
	}
	return b.cycleRedrawn(tx, actor, cycle, view.CycleCancelled(cycle))
}

// cycleFailed answers an act on a cycle that is not there, or not where its reader saw it.
func cycleFailed(err error) (reply, error) {
	if errors.Is(err, reviews.ErrNotFound) || errors.Is(err, reviews.ErrNotOpen) {
		return say(view.ReviewGone()), nil
	}
	return reply{}, err
}
