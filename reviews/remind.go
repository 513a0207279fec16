package reviews

import (
	"errors"
	"fmt"

	"laurel/internal/db"
	"laurel/internal/slots"
	"laurel/people"
)

var (
	// ErrReminded means that who owes something was reminded by hand today.
	ErrReminded = errors.New("they were reminded today")
	// ErrNothingOwed means that nothing is asked in this stage that one could be reminded of.
	ErrNothingOwed = errors.New("nothing is asked in this stage that anybody could be reminded of")
)

// Reminding is who is to be reminded now; whom a giver's reminder goes to is planned already.
type Reminding struct {
	Cycle    Cycle
	Subjects []string // who has not named colleagues, or not sent their self-assessment, though they were asked
}

// Remind has who still owes something in the present stage reminded now, or as soon as they are at work: a giver who wants
// to hear nothing before some day is left alone, and nobody gets a second message on a day on which they got one. It can be
// done once a day, by the cycle's clock, and tells nobody who owes. Errors: ErrNotFound, ErrNotOpen, ErrReminded,
// ErrNothingOwed.
func (c *Cycles) Remind(tx *db.Tx, cycleID, stage string) (Reminding, error) {
	cycle, _, err := c.hold(tx, cycleID)
	if err != nil {
		return Reminding{}, err
	}
	if cycle.Stage != stage {
		return Reminding{}, ErrNotOpen
	}
	record, err := eventsOf(tx, cycleID)
	if err != nil {
		return Reminding{}, err
	}
	today := localDay(tx.Now(), cycle.location())
	for _, e := range record {
		if e.Kind == EventReminded && localDay(e.At, cycle.location()) == today {
			return Reminding{}, ErrReminded
		}
	}
	reminding := Reminding{Cycle: cycle}
	switch cycle.Stage {
	case StageNomination:
		reminding.Subjects, err = c.owing(tx, cycleID, unnamed)
	case StageSelf:
		reminding.Subjects, err = c.owing(tx, cycleID, unsent)
		for _, subject := range reminding.Subjects {
			if err == nil {
				err = markSelf(tx, SelfDue{Kind: SelfRemind, Cycle: cycle, Subject: people.Person{ID: subject}})
			}
		}
	case StagePeer:
		err = c.remindGivers(tx, cycleID)
	default:
		err = ErrNothingOwed
	}
	if err != nil {
		return Reminding{}, err
	}
	return reminding, c.record(tx, cycleID, Event{Kind: EventReminded, Was: cycle.Stage})
}

// owing are those subjects who owe something and were asked on a day before today.
func (c *Cycles) owing(tx *db.Tx, cycle string, list func(*db.Tx, string) ([]owing, error)) ([]string, error) {
	rows, err := list(tx, cycle)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.Subject
	}
	known, err := people.Some(tx, ids)
	if err != nil {
		return nil, fmt.Errorf("read who owes something: %w", err)
	}
	var subjects []string
	for _, row := range rows {
		zone := known[row.Subject].Location(c.location())
		if localDay(slots.NextWorking(row.AskedAt.Time, zone), zone) < localDay(tx.Now(), zone) {
			subjects = append(subjects, row.Subject)
		}
	}
	return subjects, nil
}

// remindGivers has those who were told of an open request, and didn't say later, told of it again.
func (c *Cycles) remindGivers(tx *db.Tx, cycle string) error {
	open, err := c.Feedback.OpenIn(tx, cycle)
	if err != nil {
		return fmt.Errorf("remind givers: %w", err)
	}
	var ids []string
	for _, r := range open {
		if r.ToldOn != "" && !r.QuietUntil.After(tx.Now()) {
			ids = append(ids, r.ID)
		}
	}
	return c.Feedback.LookAt(tx, tx.Now(), ids...)
}
