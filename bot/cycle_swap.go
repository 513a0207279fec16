package bot

import (
	"errors"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// cycleSwap opens the form that has somebody else asked about a person. Who is that person, or manages them, may not: they
// would choose who answers.
func (b *Bot) cycleSwap(tx *db.Tx, actor people.Person, a act) (reply, error) {
	cycle, person := view.ReadPersonValue(a.Value)
	standing, err := b.swappable(tx, actor, cycle, person)
	if err != nil {
		return cycleFailed(err)
	}
	metadata, err := b.carry(a.User, carried{Cycle: cycle, Subject: person, View: a.under()})
	form := view.SwapForm(standing.Person, metadata)
	return reply{Open: &form}, err
}

// swappable is how a person stands about whom the actor may have somebody else asked. Error: reviews.ErrNotFound.
func (b *Bot) swappable(tx *db.Tx, actor people.Person, cycle, person string) (reviews.Standing, error) {
	standing, err := b.cycles.StandingFor(tx, actor.ID, cycle, person)
	if err == nil && (!standing.In || standing.Own) {
		err = reviews.ErrNotFound
	}
	return standing, err
}

// cycleSwapped takes that form.
func (b *Bot) cycleSwapped(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{view.FieldOut: view.FormTooOld}}, nil
	}
	if _, err := b.swappable(tx, actor, form.Cycle, form.Subject); err != nil {
		return cycleFailed(err)
	}
	swap := reviews.Swap{Subject: form.Subject, Out: a.Fields.Text(view.FieldOut)}
	swapped, err := b.swapColleague(tx, actor.ID, form.Cycle, swap)
	switch {
	case errors.Is(err, people.ErrNotFound):
		return reply{Errors: view.FieldErrors{view.FieldOut: view.PersonUnknown}}, nil
	case errors.Is(err, reviews.ErrNoSwap):
		return reply{Errors: view.FieldErrors{view.FieldOut: view.SwapClosed}}, nil
	case err != nil:
		return cycleFailed(err)
	}
	out, err := people.Get(tx, swap.Out)
	if err != nil {
		return reply{}, err
	}
	r, err := b.personRedrawn(tx, actor, form.Cycle, form.Subject, view.Swapped(swapped.Subject, out))
	r.Under = form.View
	return r, err
}

// SwapColleague has somebody else asked about a subject of a cycle. Errors: those of reviews.Cycles.Swap.
func (b *Bot) SwapColleague(tx *db.Tx, name string, swap reviews.Swap) (reviews.Swapped, error) {
	cycle, err := b.cycles.Named(tx, name)
	if err != nil {
		return reviews.Swapped{}, err
	}
	return b.swapColleague(tx, reviews.ByCommand, cycle.ID, swap)
}

func (b *Bot) swapColleague(tx *db.Tx, actor, cycle string, swap reviews.Swap) (reviews.Swapped, error) {
	swapped, err := b.cycles.As(actor).Swap(tx, cycle, swap)
	if err != nil || !swapped.Withdrew {
		return swapped, err
	}
	if err := b.reask(tx, cycle, swap.Out); err != nil {
		return swapped, err
	}
	return swapped, b.askAll(tx, cycle, swapped.Requests)
}
