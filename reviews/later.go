package reviews

import (
	"errors"
	"slices"
	"time"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// Later says when a giver wants to hear of a request again: in the morning of a working day where they are.
type Later string

// The choices, each counted from the day on which it is made.
const (
	LaterTomorrow Later = "tomorrow" // the next working day
	LaterDays     Later = "days"     // three working days later
	LaterEnd      Later = "end"      // the working day before the last one
)

var laters = []Later{LaterTomorrow, LaterDays, LaterEnd}

// ErrTooLate means that a choice of Later has passed, or comes only when the request has ended.
var ErrTooLate = errors.New("the request ends before that, or that day is over")

// PutOff has laurel say nothing of an open request until the morning that its giver chose, and then tell them of it as
// of something new; never after its end. Nobody else learns of it. The second call takes the place of the first. It
// returns that morning. Errors: ErrTooLate, and those of feedback.Store.Quiet.
func (c *Cycles) PutOff(tx *db.Tx, giver people.Person, requestID string, later Later) (time.Time, error) {
	r, p, err := c.asked(tx, giver, requestID)
	if err != nil {
		return time.Time{}, err
	}
	until := p.later(later, tx.Now(), r.DueAt)
	if r.State == feedback.Open && until.IsZero() {
		return time.Time{}, ErrTooLate
	}
	return until, c.Feedback.Quiet(tx, giver.ID, requestID, until, until)
}

// PutOffNoMore takes PutOff back: the giver is reminded as if they had not asked for that. Errors: those of
// feedback.Store.Quiet.
func (c *Cycles) PutOffNoMore(tx *db.Tx, giver people.Person, requestID string) error {
	r, p, err := c.asked(tx, giver, requestID)
	if err != nil {
		return err
	}
	r.QuietUntil = time.Time{}
	return c.Feedback.Quiet(tx, giver.ID, requestID, time.Time{}, p.tells(r, tx.Now()))
}

// Laters lists which choices a giver has for their requests, by request.
func (c *Cycles) Laters(tx *db.Tx, giver people.Person, requests []feedback.Request) (map[string][]Later, error) {
	choices := map[string][]Later{}
	plans := map[string]plan{}
	for _, r := range requests {
		p, ok := plans[r.Cycle]
		if !ok {
			var err error
			if p, err = c.planOf(tx, r.Cycle, giver); err != nil {
				return nil, err
			}
			plans[r.Cycle] = p
		}
		var mornings []time.Time
		for _, l := range laters {
			at := p.later(l, tx.Now(), r.DueAt)
			if !at.IsZero() && !slices.Contains(mornings, at) {
				mornings = append(mornings, at)
				choices[r.ID] = append(choices[r.ID], l)
			}
		}
	}
	return choices, nil
}

// asked is a request of a giver's, and when they may be told of it.
func (c *Cycles) asked(tx *db.Tx, giver people.Person, requestID string) (feedback.Request, plan, error) {
	r, err := c.Feedback.Request(tx, giver.ID, requestID)
	if err != nil {
		return r, plan{}, err
	}
	p, err := c.planOf(tx, r.Cycle, giver)
	return r, p, err
}

// later is the morning that is chosen; zero when it has come or the request has ended by then.
func (p plan) later(l Later, now, end time.Time) (at time.Time) {
	today := p.day(now)
	switch l {
	case LaterTomorrow:
		at = p.begins(p.after(today, 1))
	case LaterDays:
		at = p.begins(p.after(today, 3))
	case LaterEnd:
		at = p.begins(p.before(p.last(end), 1))
	}
	if !at.Before(end) || p.day(at).String() <= today.String() {
		return time.Time{}
	}
	return at
}
