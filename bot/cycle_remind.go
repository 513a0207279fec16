package bot

import (
	"errors"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// cycleRemind has who still owes something in a stage reminded.
func (b *Bot) cycleRemind(tx *db.Tx, actor people.Person, a act) (reply, error) {
	id, stage := view.ReadStageValue(a.Value)
	reminding, err := b.remindCycle(tx, actor.ID, id, stage)
	switch {
	case errors.Is(err, reviews.ErrReminded):
		return say(view.Sentence(view.RemindedBefore)), nil
	case errors.Is(err, reviews.ErrNothingOwed):
		return say(view.Sentence(view.RemindNothing)), nil
	case err != nil:
		return cycleFailed(err)
	}
	return b.cycleRedrawn(tx, actor, reminding.Cycle, view.Reminded)
}

// RemindCycle has who still owes something in the present stage of a cycle reminded. Errors: those of reviews.Cycles.Remind.
func (b *Bot) RemindCycle(tx *db.Tx, name string) (reviews.Cycle, error) {
	cycle, err := b.cycles.Named(tx, name)
	if err != nil {
		return cycle, err
	}
	reminding, err := b.remindCycle(tx, reviews.ByCommand, cycle.ID, cycle.Stage)
	return reminding.Cycle, err
}

func (b *Bot) remindCycle(tx *db.Tx, actor, id, stage string) (reviews.Reminding, error) {
	reminding, err := b.cycles.As(actor).Remind(tx, id, stage)
	if err != nil {
		return reminding, err
	}
	switch reminding.Cycle.Stage {
	case reviews.StageNomination:
		err = b.remindToName(tx, reminding)
	case reviews.StageSelf:
		err = b.remindToWrite(tx, reminding)
	case reviews.StagePeer:
		tx.AfterCommit(func() { b.Poke() })
	}
	return reminding, err
}

// remindToName asks again who has not said whom to ask about them.
func (b *Bot) remindToName(tx *db.Tx, r reviews.Reminding) error {
	known, err := people.Some(tx, r.Subjects)
	if err != nil {
		return err
	}
	for _, id := range r.Subjects {
		n := reviews.Nomination{Cycle: r.Cycle, Subject: known[id], Most: r.Cycle.MayName()}
		message := view.NominateAsk(view.Nominating{Nomination: n, Zone: b.location(known[id])})
		if _, err := b.tellInHours(tx, nominateAgainKey(r.Cycle.ID, id), message, known[id], r.Cycle.StageEndsAt); err != nil {
			return err
		}
	}
	return nil
}

// remindToWrite is the reminder of the last day, earlier.
func (b *Bot) remindToWrite(tx *db.Tx, r reviews.Reminding) error {
	told, err := b.cycles.SelfTold(tx, r.Cycle.ID)
	if err != nil {
		return err
	}
	owes := map[string]bool{}
	for _, id := range r.Subjects {
		owes[id] = true
	}
	for _, due := range told {
		if !owes[due.Subject.ID] {
			continue
		}
		due.Kind = reviews.SelfRemind
		message := view.SelfAsked(due, b.location(due.Subject))
		if _, err := b.tellInHours(tx, selfKey(selfRemindKind, due.Subject.ID, r.Cycle.ID), message, due.Subject, r.Cycle.StageEndsAt); err != nil {
			return err
		}
	}
	return nil
}
