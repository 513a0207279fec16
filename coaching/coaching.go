// Package coaching is what laurel asks people about their own wins by itself: a hint when a win is saved, whether it held
// months later, and what happened in a week without one. It says when each is due, how often at most, and how it is
// declined.
package coaching

import (
	"errors"
	"time"

	"laurel/internal/db"
	"laurel/internal/slots"
	"laurel/people"
)

// Coach knows when somebody may be asked. Its zero value counts people without a time zone as living in UTC.
type Coach struct {
	Location *time.Location // for people whose profile has no time zone; nil: UTC
	// Busy tells whether somebody is asked something else by laurel from one time up to another, such as feedback on a
	// colleague: then nothing is asked here on that day. nil: never.
	Busy func(tx *db.Tx, person string, from, to time.Time) (bool, error)
}

var (
	// ErrNotFound is returned when there is no such question, and also when it was not put to the actor.
	ErrNotFound = errors.New("there is no such question")
	// ErrDate is returned for a day that isn't written 2026-11-23.
	ErrDate = errors.New("a day is written year-month-day")
	// ErrTime is returned for what is no weekday, or no time of a day.
	ErrTime = errors.New("a week has seven days, and a day 24 hours")
)

// zone is where a person's clock hangs. It is looked up once a person: that costs more than all the rest.
func (c Coach) zone(p people.Person) *time.Location { return p.Location(c.Location) }

// dayIn is the day that t is on in a zone.
func dayIn(t time.Time, zone *time.Location) string { return t.In(zone).Format(time.DateOnly) }

// takeDay takes the one message that a person gets from this package in a day: false when they had it, or are asked
// something else on it.
func (c Coach) takeDay(tx *db.Tx, p people.Person, day string) (bool, error) {
	if c.Busy != nil {
		from, err := time.ParseInLocation(time.DateOnly, day, c.zone(p))
		if err != nil {
			return false, err
		}
		if busy, err := c.Busy(tx, p.ID, from, from.AddDate(0, 0, 1)); err != nil || busy {
			return false, err
		}
	}
	return slots.Claim(tx, "coaching:"+p.ID, day)
}

// members are the people who may be asked, in the order of their names.
func members(tx *db.Tx) ([]people.Person, error) {
	everybody, err := people.All(tx)
	var found []people.Person
	for _, p := range everybody {
		if people.Member(p) {
			found = append(found, p)
		}
	}
	return found, err
}

func idsOf(list []people.Person) []string {
	ids := make([]string, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	return ids
}
