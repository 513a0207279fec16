package bot

import (
	"errors"
	"strings"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// shownCycles is how many cycles /review shows; laurel cycle list has them all.
const shownCycles = 10

// review is /review: the cycles, for those who run them; for others, where their own reviews stand.
func (b *Bot) review(tx *db.Tx, actor people.Person, _ act) (reply, error) {
	if !b.isAdmin(actor.ID) {
		own, reports, err := b.cycles.StatusOf(tx, actor.ID)
		return say(view.ReviewStatus(own, reports, b.location(actor))), err
	}
	cycles, err := b.cycles.List(tx)
	if err != nil {
		return reply{}, err
	}
	var shown []reviews.Progress
	for _, c := range cycles[:min(len(cycles), shownCycles)] {
		progress, err := b.cycles.ShowFor(tx, actor.ID, c.Name)
		if err != nil {
			return reply{}, err
		}
		shown = append(shown, progress)
	}
	return say(view.ReviewCycles(shown, len(cycles)-len(shown), b.location(actor))), nil
}

// reviewForm opens the form that opens a cycle.
func (b *Bot) reviewForm(tx *db.Tx, actor people.Person, _ act) (reply, error) {
	if !b.isAdmin(actor.ID) {
		return say(view.ReviewNotYours()), nil
	}
	templates, err := b.cycles.Templates(tx)
	form := view.ReviewForm(templates)
	return reply{Open: &form}, err
}

// reviewOpen opens a cycle; its first stage begins at once.
func (b *Bot) reviewOpen(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if !b.isAdmin(actor.ID) {
		return say(view.ReviewNotYours()), nil
	}
	opened, err := b.OpenCycle(tx, reviews.New{
		Name: strings.TrimSpace(a.Fields.Text(view.FieldName)), Template: a.Fields.Text(view.FieldTemplate),
		Subjects: a.Fields[view.FieldSubjects], By: actor.ID,
	})
	var refused reviews.Refused
	switch {
	case errors.Is(err, reviews.ErrNameTaken):
		return reply{Errors: view.FieldErrors{view.FieldName: view.ReviewNameTaken}}, nil
	case errors.Is(err, reviews.ErrNoName), errors.Is(err, reviews.ErrLongName):
		return reply{Errors: view.FieldErrors{view.FieldName: view.ReviewNoName}}, nil
	case errors.Is(err, reviews.ErrNoSubjects):
		return reply{Errors: view.FieldErrors{view.FieldSubjects: view.ReviewNobody}}, nil
	case errors.As(err, &refused):
		names, err := refusedNames(tx, refused.Refusals)
		return reply{Errors: view.FieldErrors{view.FieldSubjects: view.ReviewRefused(refused.Refusals, names)}}, err
	case err != nil:
		return reply{}, err
	}
	left, err := refusedNames(tx, opened.Refused)
	modal := view.ReviewOpened(opened, left)
	return reply{Update: &modal, Home: true}, err
}

// reviewAdvance ends the present stage of a cycle now.
func (b *Bot) reviewAdvance(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if !b.isAdmin(actor.ID) {
		return say(view.ReviewNotYours()), nil
	}
	cycle, stage := view.ReadStageValue(a.Value)
	advanced, err := b.cycles.As(actor.ID).AdvanceFrom(tx, cycle, stage)
	if errors.Is(err, reviews.ErrNotFound) || errors.Is(err, reviews.ErrNotOpen) {
		return say(view.ReviewGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	if err := b.advanced(tx, advanced); err != nil {
		return reply{}, err
	}
	if a.InModal {
		return b.cycleRedrawn(tx, actor, advanced.Cycle, view.AdvancedText(advanced))
	}
	message := view.ReviewAdvanced(advanced)
	return reply{Replace: &message}, nil
}

func refusedNames(tx *db.Tx, refusals []reviews.Refusal) (map[string]string, error) {
	ids := make([]string, 0, len(refusals))
	for _, r := range refusals {
		ids = append(ids, r.Subject)
	}
	known, err := people.Some(tx, ids)
	return names(known), err
}
