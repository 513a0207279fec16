package bot

import (
	"errors"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// feedbackLater has laurel say nothing of a request until the day that its giver chose.
func (b *Bot) feedbackLater(tx *db.Tx, actor people.Person, a act) (reply, error) {
	request, later := view.ReadLater(a.Value)
	_, err := b.cycles.PutOff(tx, actor, request, later)
	return b.putOff(tx, actor, request, err)
}

// feedbackPlanned takes that back.
func (b *Bot) feedbackPlanned(tx *db.Tx, actor people.Person, a act) (reply, error) {
	return b.putOff(tx, actor, a.Value, b.cycles.PutOffNoMore(tx, actor, a.Value))
}

func (b *Bot) putOff(tx *db.Tx, actor people.Person, request string, err error) (reply, error) {
	if errors.Is(err, reviews.ErrTooLate) {
		return say(view.FeedbackSaid(view.FeedbackTooLate)), nil
	}
	if sentence, ok := feedbackRefusal(err); ok {
		return say(sentence), nil
	}
	if err != nil {
		return reply{}, err
	}
	return b.redrawn(tx, actor, request)
}
