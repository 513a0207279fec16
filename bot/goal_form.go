package bot

import (
	"errors"
	"time"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
	"laurel/wins"
)

// goalNew opens the form for a new goal.
func (b *Bot) goalNew(_ *db.Tx, _ people.Person, a act) (reply, error) {
	return b.goalForm(a, reviews.GoalText{}, "", carried{Response: a.Response, View: a.under()})
}

// goalEdit opens the form with a goal of the actor's.
func (b *Bot) goalEdit(tx *db.Tx, actor people.Person, a act) (reply, error) {
	goal, err := ownGoal(tx, actor, a.Value)
	if errors.Is(err, reviews.ErrNoGoal) {
		return say(view.GoalSaid(view.GoalGoneText)), nil
	}
	if err != nil {
		return reply{}, err
	}
	return b.goalForm(a, goal.GoalText, "", carried{Goal: goal.ID, View: a.under()})
}

func (b *Bot) goalForm(a act, text reviews.GoalText, note string, c carried) (reply, error) {
	metadata, err := b.carry(a.User, c)
	form := view.GoalForm(text, c.Goal != "", note, metadata)
	return reply{Open: &form}, err
}

// goalSave takes the form: a new goal, or a change of the one that it was opened for.
func (b *Bot) goalSave(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{view.FieldObjective: view.FormTooOld}}, nil
	}
	var goal reviews.Goal
	if form.Goal == "" {
		goal, err = b.cycles.AddGoal(tx, actor, view.ReadGoal(a.Fields))
	} else {
		goal, err = b.cycles.EditGoal(tx, actor, form.Goal, view.ReadGoal(a.Fields))
	}
	if refused := view.GoalErrors(err); refused != nil {
		return reply{Errors: fieldsOf(a, refused)}, nil
	}
	if err != nil {
		return reply{}, err
	}
	return b.goalChanged(tx, actor, goal, form)
}

// goalChanged shows a goal as it is now: in the form's place, or in the modal under it. The list that a new goal came
// from gets it too.
func (b *Bot) goalChanged(tx *db.Tx, actor people.Person, goal reviews.Goal, form carried) (reply, error) {
	shown, err := b.goalShown(tx, actor, goal)
	if err != nil {
		return reply{}, err
	}
	page := view.GoalPage(shown)
	r := reply{Home: true, Update: &page}
	if form.View != "" {
		r.Update, r.Redraw, r.Under = nil, &page, form.View
	}
	if form.responding(tx.Now()) {
		list, err := b.goalsShown(tx, actor, actor)
		if err != nil {
			return reply{}, err
		}
		message := view.GoalList(list)
		r.Replace, r.At = &message, form.Response
	}
	return r, b.reremind(tx, actor, goal.RemindedOn)
}

// goalState says what became of a goal.
func (b *Bot) goalState(tx *db.Tx, actor people.Person, a act) (reply, error) {
	state, id := view.ReadGoalState(a.Value)
	goal, err := b.cycles.SetGoalState(tx, actor.ID, id, state)
	return b.goalPressed(tx, actor, a, goal, err)
}

// goalPressed shows a goal anew where a button was pressed: in its modal, or in the message that reminded of it.
func (b *Bot) goalPressed(tx *db.Tx, actor people.Person, a act, goal reviews.Goal, err error) (reply, error) {
	if errors.Is(err, reviews.ErrNoGoal) || errors.Is(err, reviews.ErrGoalState) {
		return say(view.GoalSaid(view.GoalGoneText)), nil
	}
	if err != nil {
		return reply{}, err
	}
	r := reply{Home: true}
	if a.InModal {
		shown, err := b.goalShown(tx, actor, goal)
		if err != nil {
			return reply{}, err
		}
		page := view.GoalPage(shown)
		r.Redraw = &page
	}
	return r, b.reremind(tx, actor, goal.RemindedOn)
}

// goalNote opens the form for a progress note.
func (b *Bot) goalNote(tx *db.Tx, actor people.Person, a act) (reply, error) {
	goal, err := ownGoal(tx, actor, a.Value)
	if errors.Is(err, reviews.ErrNoGoal) {
		return say(view.GoalSaid(view.GoalGoneText)), nil
	}
	if err != nil {
		return reply{}, err
	}
	metadata, err := b.carry(a.User, carried{Goal: goal.ID, View: a.under()})
	form := view.GoalNoteForm(goal, metadata)
	return reply{Open: &form}, err
}

// goalNoted takes it.
func (b *Bot) goalNoted(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{view.FieldText: view.FormTooOld}}, nil
	}
	goal, err := reviews.NoteGoal(tx, actor.ID, form.Goal, a.Fields.Text(view.FieldText))
	if refused := view.GoalErrors(err); refused != nil {
		return reply{Errors: fieldsOf(a, refused)}, nil
	}
	if err != nil {
		return reply{}, err
	}
	return b.goalChanged(tx, actor, goal, form)
}

// goalWins opens the form that links wins to a goal: out of the latest.
func (b *Bot) goalWins(tx *db.Tx, actor people.Person, a act) (reply, error) {
	goal, err := ownGoal(tx, actor, a.Value)
	if errors.Is(err, reviews.ErrNoGoal) {
		return say(view.GoalSaid(view.GoalGoneText)), nil
	}
	if err != nil {
		return reply{}, err
	}
	recent, err := wins.List(tx, wins.Filter{Person: actor.ID, Limit: view.OfferedWins})
	if err != nil || len(recent) == 0 {
		return say(view.GoalSaid(view.GoalNoWins)), err
	}
	names, err := b.mentioned(tx, recent...)
	if err != nil {
		return reply{}, err
	}
	metadata, err := b.carry(a.User, carried{Goal: goal.ID, View: a.under(), At: tx.Now()})
	form := view.GoalWinsForm(goal, recent, names, tx.Now().In(b.location(actor)), metadata)
	return reply{Open: &form}, err
}

// goalLinked takes it. What was offered is read again: the ids of a hundred wins don't fit into a form's metadata.
func (b *Bot) goalLinked(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{view.FieldWins: view.FormTooOld}}, nil
	}
	offered, err := b.offeredBefore(tx, actor, form.At)
	if err != nil {
		return reply{}, err
	}
	goal, err := reviews.LinkGoal(tx, actor.ID, form.Goal, offered, a.Fields[view.FieldWins])
	if refused := view.GoalErrors(err); refused != nil {
		return reply{Errors: fieldsOf(a, refused)}, nil
	}
	if err != nil {
		return reply{}, err
	}
	return b.goalChanged(tx, actor, goal, form)
}

// offeredBefore are the wins that a form opened at that time offered, and that still are there.
func (b *Bot) offeredBefore(tx *db.Tx, actor people.Person, opened time.Time) (ids []string, err error) {
	recent, err := wins.List(tx, wins.Filter{Person: actor.ID, Limit: view.OfferedWins})
	for _, w := range recent {
		if !w.CreatedAt.After(opened) {
			ids = append(ids, w.ID)
		}
	}
	return ids, err
}

// ownGoal is a goal of the actor's; anything else is ErrNoGoal.
func ownGoal(tx *db.Tx, actor people.Person, id string) (reviews.Goal, error) {
	goal, err := reviews.GoalFor(tx, actor.ID, id)
	if err == nil && goal.Person != actor.ID {
		return reviews.Goal{}, reviews.ErrNoGoal
	}
	return goal, err
}

// fieldsOf leaves the sentences that stand under a field of this very form: Slack refuses others.
// https://docs.slack.dev/surfaces/modals#displaying_errors
func fieldsOf(a act, refused view.FieldErrors) view.FieldErrors {
	kept := view.FieldErrors{}
	for _, block := range a.blocks.BlockSet {
		if text, ok := refused[block.ID()]; ok {
			kept[block.ID()] = text
		}
	}
	return kept
}
