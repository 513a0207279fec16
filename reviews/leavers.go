package reviews

import (
	"fmt"
	"slices"

	"laurel/internal/db"
	"laurel/people"
)

// GiversGone lists those who are asked something and don't work here any more: see feedback.Store.WithdrawGiver, and
// Replace for who is asked in their place.
func (c *Cycles) GiversGone(tx *db.Tx) ([]string, error) {
	givers, err := c.Feedback.OpenGivers(tx)
	if err != nil {
		return nil, err
	}
	known, err := people.Some(tx, givers)
	if err != nil {
		return nil, fmt.Errorf("read who is asked: %w", err)
	}
	return slices.DeleteFunc(givers, func(id string) bool { return !hasLeft(known, id) }), nil
}

// SubjectsGone lists those who are reviewed and don't work here any more, while colleagues are asked or before: see Leave.
func (c *Cycles) SubjectsGone(tx *db.Tx) ([]Gone, error) {
	reviewed, err := reviewedNow(tx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(reviewed))
	for i, g := range reviewed {
		ids[i] = g.Subject
	}
	known, err := people.Some(tx, ids)
	if err != nil {
		return nil, fmt.Errorf("read who is reviewed: %w", err)
	}
	return slices.DeleteFunc(reviewed, func(g Gone) bool { return !hasLeft(known, g.Subject) }), nil
}

// hasLeft tells whether somebody is known not to work here (any more).
func hasLeft(known map[string]people.Person, id string) bool {
	person, there := known[id]
	return there && !people.Member(person)
}
