package bot

import (
	"errors"
	"slices"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
	"laurel/wins"
)

// feedbackWins shows a giver, on top of the form, the wins that the subject shares with whoever is asked.
func (b *Bot) feedbackWins(tx *db.Tx, actor people.Person, a act) (reply, error) {
	r, err := b.feedbackWinsPage(tx, actor, a)
	r.Open, r.Redraw = r.Redraw, nil
	return r, err
}

// feedbackWinsPage turns to another page of them.
func (b *Bot) feedbackWinsPage(tx *db.Tx, actor people.Person, a act) (reply, error) {
	page, id := view.ReadFeedbackWinsValue(a.Value)
	form, err := b.answerForm(tx, actor.ID, id)
	if sentence, ok := feedbackRefusal(err); ok {
		return say(sentence), nil
	}
	if err != nil {
		return reply{}, err
	}
	shared, err := b.sharedWins(tx, form.Request)
	if err != nil {
		return reply{}, err
	}
	known, err := b.mentioned(tx, shared...)
	modal := view.FeedbackWinPages(view.SharedWins{
		Request: id, Subject: form.Subject, Wins: shared, Names: known, Today: tx.Now().In(b.location(actor)),
	}, page)
	return reply{Redraw: &modal}, err
}

// sharedWins are the wins of the cycle's period that the subject of a request shows to whoever is asked.
func (b *Bot) sharedWins(tx *db.Tx, request feedback.Request) ([]wins.Win, error) {
	if request.AnyTime() {
		return b.winsForInvited(tx, request)
	}
	cycle, err := b.cycles.ByID(tx, request.Cycle)
	if errors.Is(err, reviews.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	list, err := wins.List(tx, wins.Filter{
		Person: request.Subject, Since: cycle.PeriodFrom, Until: cycle.PeriodUntil,
		Visibilities: []string{wins.VisibilityFeedback},
	})
	return readableBy(list, request.Giver), err
}

// readableBy are the wins that somebody who is asked may read.
func readableBy(list []wins.Win, giver string) []wins.Win {
	reader := wins.Reader{Person: giver, Asked: true}
	return slices.DeleteFunc(list, func(w wins.Win) bool { return !w.ReadableBy(reader) })
}
