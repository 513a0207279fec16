package reviews

import (
	"time"

	"laurel/internal/db"
	"laurel/people"
)

// ManagerChange is another manager for somebody, from a moment on.
type ManagerChange struct {
	Person  people.Person
	Was     string // who manages them until then; "" for nobody
	Manager people.Person
	From    time.Time
	Now     bool // it holds already
}

// ChangeManager has somebody report to another from the beginning of a day on (YYYY-MM-DD by their clock; "" or today
// means now). Who manages them on a day gets what falls due then: nominations to approve, packets, digests. It stands on
// the record of each open cycle they are in. No other write may come before it in its transaction. Errors: ErrDay,
// ErrPast, ErrFar, those of people.SetManager.
func (c *Cycles) ChangeManager(tx *db.Tx, person, manager, day string) (ManagerChange, error) {
	found, err := people.Get(tx, person)
	if err != nil {
		return ManagerChange{}, err
	}
	change := ManagerChange{Person: found, Was: found.Manager}
	if change.From, err = c.begins(tx, found, day); err != nil {
		return change, err
	}
	change.Now = !change.From.After(tx.Now())
	if err := people.SetManager(tx, person, manager, change.From); err != nil {
		return change, err
	}
	if change.Manager, err = people.Get(tx, manager); err != nil {
		return change, err
	}
	cycles, err := openCyclesOf(tx, person)
	if err != nil {
		return change, err
	}
	on := change.From.In(found.Location(c.location())).Format(dateLayout)
	for _, cycle := range cycles {
		err := c.record(tx, cycle, Event{Kind: EventManager, Subject: person, Was: change.Was, Becomes: manager, FromOn: on})
		if err != nil {
			return change, err
		}
	}
	return change, nil
}

// begins is the moment at which a day begins for a person; of today, now.
func (c *Cycles) begins(tx *db.Tx, person people.Person, day string) (time.Time, error) {
	zone := person.Location(c.location())
	today := tx.Now().In(zone).Format(dateLayout)
	if day == "" || day == today {
		return tx.Now(), nil
	}
	on, err := time.Parse(dateLayout, day)
	switch {
	case err != nil:
		return time.Time{}, ErrDay
	case day < today:
		return time.Time{}, ErrPast
	case on.After(tx.Now().AddDate(1, 0, 0)):
		return time.Time{}, ErrFar
	}
	return date{on.Year(), on.Month(), on.Day()}.at(0, zone), nil
}
