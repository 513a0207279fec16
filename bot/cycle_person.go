package bot

import (
	"context"
	"errors"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// cyclePerson shows one person in the place of the cycle's page. The page carries the cycle; the menu's choice is whom.
func (b *Bot) cyclePerson(tx *db.Tx, actor people.Person, a act) (reply, error) {
	page, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return say(view.Sentence(view.FormTooOld)), nil
	}
	return b.personRedrawn(tx, actor, page.Cycle, a.Value, "")
}

// personRedrawn shows how a person stands in a cycle in the page whose button was pressed, with what was done.
func (b *Bot) personRedrawn(tx *db.Tx, actor people.Person, cycle, person, note string) (reply, error) {
	standing, err := b.cycles.StandingFor(tx, actor.ID, cycle, person)
	if errors.Is(err, reviews.ErrNotFound) {
		return say(view.Sentence(view.PersonUnknown)), nil
	}
	if err != nil {
		return reply{}, err
	}
	ids := make([]string, len(standing.Lines))
	for i, line := range standing.Lines {
		ids[i] = line.Manager
	}
	known, err := people.Some(tx, ids)
	page := view.PersonPage(view.PersonShown{
		Standing: standing, Names: names(known), Now: tx.Now().In(b.location(actor)), Note: note,
	})
	return reply{Redraw: &page, Home: true}, err
}

// cycleJoin adds somebody to a cycle.
func (b *Bot) cycleJoin(tx *db.Tx, actor people.Person, a act) (reply, error) {
	cycle, person := view.ReadPersonValue(a.Value)
	joined, err := b.joinCycle(tx, actor.ID, cycle, person)
	var refused reviews.Refused
	switch {
	case errors.As(err, &refused):
		known, err := people.Some(tx, []string{person})
		return say(view.Sentence(view.JoinRefused(known[person], refused.Refusals[0]))), err
	case errors.Is(err, reviews.ErrInCycle):
		return say(view.Sentence(view.JoinBefore)), nil
	case errors.Is(err, reviews.ErrLeft):
		return say(view.Sentence(view.JoinLeft)), nil
	case err != nil:
		return cycleFailed(err)
	}
	return b.personRedrawn(tx, actor, cycle, person, view.Joined(joined))
}

// JoinCycle adds somebody to an open cycle, and queues what its stage brings them and those who are asked about them.
// Errors: those of reviews.Cycles.Join.
func (b *Bot) JoinCycle(tx *db.Tx, name, person string) (reviews.Joined, error) {
	cycle, err := b.cycles.Named(tx, name)
	if err != nil {
		return reviews.Joined{}, err
	}
	return b.joinCycle(tx, reviews.ByCommand, cycle.ID, person)
}

func (b *Bot) joinCycle(tx *db.Tx, actor, cycle, person string) (reviews.Joined, error) {
	joined, err := b.cycles.As(actor).Join(tx, cycle, person)
	if err != nil {
		return joined, err
	}
	b.homeChanges(tx, person)
	switch joined.Cycle.Stage {
	case reviews.StageNomination:
		err = b.askNominees(tx, joined.Cycle, []string{person})
	case reviews.StagePeer:
		err = b.askAll(tx, cycle, joined.Requests)
	}
	if err != nil || !joined.Back {
		return joined, err
	}
	return joined, b.redated(tx, joined.Cycle) // what they were told before says that it is over
}

// cycleLeave takes somebody out of a cycle.
func (b *Bot) cycleLeave(tx *db.Tx, actor people.Person, a act) (reply, error) {
	cycle, person := view.ReadPersonValue(a.Value)
	if person == actor.ID { // else one could drop what colleagues wrote about oneself
		return say(view.Sentence(view.LeaveSelf)), nil
	}
	left, err := b.leaveCycle(tx, actor.ID, cycle, person)
	if errors.Is(err, reviews.ErrNotInCycle) {
		return say(view.Sentence(view.LeaveNot)), nil
	}
	if err != nil {
		return cycleFailed(err)
	}
	return b.personRedrawn(tx, actor, cycle, person, view.Left(left))
}

// LeaveCycle takes somebody out of an open cycle, and redraws what was asked of them and about them. Errors: those of
// reviews.Cycles.Leave.
func (b *Bot) LeaveCycle(tx *db.Tx, name, person string) (reviews.Left, error) {
	cycle, err := b.cycles.Named(tx, name)
	if err != nil {
		return reviews.Left{}, err
	}
	return b.leaveCycle(tx, reviews.ByCommand, cycle.ID, person)
}

func (b *Bot) leaveCycle(tx *db.Tx, actor, cycle, person string) (reviews.Left, error) {
	left, err := b.cycles.As(actor).Leave(tx, cycle, person)
	if err != nil {
		return left, err
	}
	b.homeChanges(tx, person)
	for _, giver := range left.Givers {
		if err := b.reask(tx, cycle, giver); err != nil {
			return left, err
		}
	}
	if left.Cycle.Stage != reviews.StageNomination {
		return left, nil
	}
	if err := b.nominationClosed(tx, left.Cycle, person); err != nil {
		return left, err
	}
	return left, b.redrawAllApprovals(tx, cycle)
}

// leaveGone takes people out of open cycles whose accounts are deactivated: nobody writes about who has gone.
func (b *Bot) leaveGone(ctx context.Context) error {
	return eachDue(ctx, b, "take out who has gone", b.cycles.Gone, func(tx *db.Tx, g reviews.Gone) error {
		_, err := b.leaveCycle(tx, reviews.ByClock, g.Cycle, g.Subject)
		if errors.Is(err, reviews.ErrNotInCycle) || errors.Is(err, reviews.ErrNotOpen) { // another replica was first
			return nil
		}
		return err
	})
}

// cycleManager opens the form that gives somebody another manager.
func (b *Bot) cycleManager(tx *db.Tx, _ people.Person, a act) (reply, error) {
	cycle, person := view.ReadPersonValue(a.Value)
	found, err := people.Get(tx, person)
	if errors.Is(err, people.ErrNotFound) {
		return say(view.Sentence(view.PersonUnknown)), nil
	}
	if err != nil {
		return reply{}, err
	}
	metadata, err := b.carry(a.User, carried{Cycle: cycle, Subject: person, View: a.under()})
	form := view.ManagerForm(found, tx.Now().In(b.location(found)), metadata)
	return reply{Open: &form}, err
}

// cycleManaged takes that form.
func (b *Bot) cycleManaged(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{view.FieldManager: view.FormTooOld}}, nil
	}
	manager, day := a.Fields.Text(view.FieldManager), a.Fields.Text(view.FieldFrom)
	change, err := b.changeManager(tx, actor.ID, form.Subject, manager, day)
	refused, failed := managerRefusal(tx, err)
	if failed != nil || refused != nil {
		return reply{Errors: refused}, failed
	}
	r, err := b.personRedrawn(tx, actor, form.Cycle, form.Subject, view.ManagerChanged(change, b.location(change.Person)))
	r.Under = form.View
	return r, err
}

// managerRefusal puts why somebody can't be the manager under the form's fields; what it doesn't know it hands back.
func managerRefusal(tx *db.Tx, err error) (view.FieldErrors, error) {
	var circle people.Circle
	switch {
	case err == nil:
		return nil, nil
	case errors.As(err, &circle):
		known, err := people.Some(tx, circle.People)
		var named []string
		for _, id := range append(circle.People, circle.People[0]) {
			named = append(named, known[id].Name)
		}
		return view.FieldErrors{view.FieldManager: view.ManagerCircle(named)}, err
	case errors.Is(err, people.ErrOwnManager):
		return view.FieldErrors{view.FieldManager: view.ManagerSelf}, nil
	case errors.Is(err, people.ErrNoMember), errors.Is(err, people.ErrNotFound):
		return view.FieldErrors{view.FieldManager: view.ManagerGuest}, nil
	case dayRefusal(err) != "":
		return view.FieldErrors{view.FieldFrom: view.ManagerDay}, nil
	}
	return nil, err
}

// ChangeManager gives somebody another manager from a day on. Errors: those of reviews.Cycles.ChangeManager.
func (b *Bot) ChangeManager(tx *db.Tx, person, manager, day string) (reviews.ManagerChange, error) {
	return b.changeManager(tx, reviews.ByCommand, person, manager, day)
}

func (b *Bot) changeManager(tx *db.Tx, actor, person, manager, day string) (reviews.ManagerChange, error) {
	change, err := b.cycles.As(actor).ChangeManager(tx, person, manager, day)
	if err == nil && change.Now {
		b.homeChanges(tx, change.Was)
		b.homeChanges(tx, manager)
	}
	return change, err
}
