package reviews

import (
	"errors"
	"fmt"
	"time"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// Telling is what is due to a giver: a message about all they are asked, or a change of the one they got today.
type Telling struct {
	Reader people.Person
	Day    string // of the message, YYYY-MM-DD by their clock; "" when nothing is due after all
	Redraw bool   // they got one today: it is changed, without a notification
}

// AskTimes are the times at which a giver is told of a request that is made at from, if they do nothing: at once in their
// working hours, on days that the cycle's calendar counts, else when these begin next; and then when they are reminded.
// Empty when the request ends before.
func (c *Cycles) AskTimes(cycle Cycle, giver people.Person, from, due time.Time) (times []time.Time, err error) {
	template, err := templateOf(cycle)
	if err != nil {
		return nil, err
	}
	h := hours{template.Calendar, giver.Location(c.location())}
	first := h.next(from)
	for at := first; !at.IsZero() && at.Before(due); at = template.reminder(h, h.day(first), at, due) {
		times = append(times, at)
	}
	return times, nil
}

// PlanAsking plans when the givers of new requests of a cycle are told of them; see AskAt. It tells whether any is told
// now.
func (c *Cycles) PlanAsking(tx *db.Tx, cycle string, requests []feedback.Request) (now bool, err error) {
	found, err := cycleByID(tx, cycle)
	if err != nil {
		return false, err
	}
	template, err := templateOf(found)
	if err != nil {
		return false, err
	}
	givers, err := people.Some(tx, giversOf(requests))
	if err != nil {
		return false, fmt.Errorf("read who is asked: %w", err)
	}
	at := map[time.Time][]string{} // there are few time zones
	for _, r := range requests {
		moment := plan{hours{template.Calendar, givers[r.Giver].Location(c.location())}, template}.tells(r, tx.Now())
		at[moment] = append(at[moment], r.ID)
		now = now || moment.Equal(tx.Now())
	}
	for moment, requests := range at {
		if err := c.Feedback.LookAt(tx, moment, requests...); err != nil {
			return false, err
		}
	}
	return now, nil
}

// ReplanAsking plans anew when the givers of a cycle are told and reminded of what is open: its end has moved. It tells
// whether any is told now.
func (c *Cycles) ReplanAsking(tx *db.Tx, cycle string) (now bool, err error) {
	open, err := c.Feedback.OpenIn(tx, cycle)
	if err != nil {
		return false, err
	}
	return c.PlanAsking(tx, cycle, open)
}

// TellingDue lists givers (at most limit) to whom something may be due: see TakeTelling.
func (c *Cycles) TellingDue(tx *db.Tx, limit int) ([]string, error) {
	return c.Feedback.GiversDue(tx, limit)
}

// TakeTelling takes what is due to a giver now: it counts as told, provided tx commits. There is one message a day, in
// their working hours, with all they are asked and don't want to be left alone with; it asks about what is new and reminds
// of the rest. What becomes due after it, on the same day, goes into it; they are told on the next working day, if it is
// open then. A reminder that would come on such a day is left out. What came due while laurel was down comes once.
func (c *Cycles) TakeTelling(tx *db.Tx, giver string) (Telling, error) {
	open, err := c.Feedback.HoldOpen(tx, giver)
	if err != nil {
		return Telling{}, err
	}
	reader, err := people.Get(tx, giver)
	if errors.Is(err, people.ErrNotFound) || err == nil && !people.Member(reader) {
		return Telling{}, c.Feedback.LookAt(tx, time.Time{}, idsOf(open)...) // see GiversGone
	}
	if err != nil {
		return Telling{}, err
	}
	t := telling{c: c, tx: tx, reader: reader, open: open, plans: map[string]plan{}}
	if t.due, err = t.dueNow(); err != nil || len(t.due) == 0 {
		return Telling{}, err
	}
	shown, err := c.Feedback.ShownOn(tx, giver, t.day())
	if err != nil {
		return Telling{}, err
	}
	if len(shown) > 0 {
		return t.add()
	}
	return t.tell()
}

// telling is what TakeTelling works with.
type telling struct {
	c      *Cycles
	tx     *db.Tx
	reader people.Person
	open   []feedback.Request // all that the reader is asked
	due    []feedback.Request // of it, what is due now
	plans  map[string]plan    // by cycle
}

// plan is when the giver of a request of some cycle may be told.
type plan struct {
	hours
	template Template
}

func (c *Cycles) planOf(tx *db.Tx, cycle string, giver people.Person) (plan, error) {
	found, err := cycleByID(tx, cycle)
	if err != nil {
		return plan{}, err
	}
	template, err := templateOf(found)
	return plan{hours{template.Calendar, giver.Location(c.location())}, template}, err
}

// dueNow are the requests of which the reader is to be told at this hour. Those whose hour it isn't are put off.
func (t *telling) dueNow() (due []feedback.Request, err error) {
	now := t.tx.Now()
	for _, r := range t.open {
		if r.LookAt.IsZero() || r.LookAt.After(now) {
			continue
		}
		p, err := t.plan(r)
		if err != nil {
			return nil, err
		}
		switch {
		case !r.DueAt.After(now):
			err = t.c.Feedback.LookAt(t.tx, time.Time{}, r.ID)
		case !p.open(now):
			err = t.c.Feedback.LookAt(t.tx, p.until(p.next(now), r), r.ID)
		default:
			due = append(due, r)
		}
		if err != nil {
			return nil, err
		}
	}
	return due, nil
}

// tell takes all that the reader is asked for a message of today.
func (t *telling) tell() (Telling, error) {
	var shown []feedback.Request
	for _, r := range t.open {
		if !r.QuietUntil.After(t.tx.Now()) && r.DueAt.After(t.tx.Now()) {
			shown = append(shown, r)
		}
	}
	if err := t.c.Feedback.Show(t.tx, t.reader.ID, t.day(), shown); err != nil {
		return Telling{}, err
	}
	for _, r := range shown {
		p, err := t.plan(r)
		if err != nil {
			return Telling{}, err
		}
		if err := t.c.Feedback.Tell(t.tx, r, t.day(), p.reminds(r, t.tx.Now())); err != nil {
			return Telling{}, err
		}
	}
	return Telling{Reader: t.reader, Day: t.day()}, nil
}

// add puts what is due and new, or was wanted later, into the message that the reader got today.
func (t *telling) add() (Telling, error) {
	var added []feedback.Request
	for _, r := range t.due {
		p, err := t.plan(r)
		if err != nil {
			return Telling{}, err
		}
		next := p.reminds(r, t.tx.Now())
		if r.ToldOn == "" || !r.QuietUntil.IsZero() {
			added = append(added, r)
			next = p.until(p.begins(p.day(t.tx.Now()).next()), r)
		}
		if err := t.c.Feedback.LookAt(t.tx, next, r.ID); err != nil {
			return Telling{}, err
		}
	}
	if len(added) == 0 {
		return Telling{}, nil
	}
	err := t.c.Feedback.Show(t.tx, t.reader.ID, t.day(), added)
	return Telling{Reader: t.reader, Day: t.day(), Redraw: true}, err
}

func (t *telling) plan(r feedback.Request) (plan, error) {
	if p, ok := t.plans[r.Cycle]; ok {
		return p, nil
	}
	p, err := t.c.planOf(t.tx, r.Cycle, t.reader)
	t.plans[r.Cycle] = p
	return p, err
}

// day is today where the reader is.
func (t *telling) day() string { return localDay(t.tx.Now(), t.reader.Location(t.c.location())) }

// tells is when the giver of an open request is told of it next, as things stand; zero for never.
func (p plan) tells(r feedback.Request, now time.Time) time.Time {
	switch {
	case r.QuietUntil.After(now):
		return p.until(r.QuietUntil, r)
	case r.ToldOn == "":
		return p.until(p.next(now), r)
	default:
		return p.reminds(r, now)
	}
}

// until is at, or zero when the request ends before.
func (p plan) until(at time.Time, r feedback.Request) time.Time {
	if !at.Before(r.DueAt) {
		return time.Time{}
	}
	return at
}

// reminds is when a giver who is told of a request now is reminded of it next; zero for never.
func (p plan) reminds(r feedback.Request, now time.Time) time.Time {
	told := p.day(now)
	if first, err := time.Parse(dateLayout, r.ToldOn); err == nil {
		told = date{first.Year(), first.Month(), first.Day()}
	}
	return p.template.reminder(p.hours, told, now, r.DueAt)
}

func giversOf(requests []feedback.Request) []string {
	givers := make([]string, len(requests))
	for i, r := range requests {
		givers[i] = r.Giver
	}
	return givers
}

func idsOf(requests []feedback.Request) []string {
	ids := make([]string, len(requests))
	for i, r := range requests {
		ids[i] = r.ID
	}
	return ids
}
