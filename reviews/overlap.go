package reviews

import (
	"slices"

	"laurel/internal/db"
)

// leaveOut takes out of a cycle that is planned whom another open cycle still asks colleagues about: nobody is written about
// twice at once. Error: Refused when they were named, or when nobody is left.
func (o *Opened) leaveOut(tx *db.Tx, named bool) error {
	busy, err := busyElsewhere(tx, o.Subjects, o.Cycle.ID)
	if err != nil {
		return err
	}
	var refused []Refusal
	for _, subject := range o.Subjects {
		if busy[subject] != "" {
			refused = append(refused, Refusal{Subject: subject, Reason: Overlaps, Cycle: busy[subject]})
		}
	}
	o.Subjects = slices.DeleteFunc(o.Subjects, func(subject string) bool { return busy[subject] != "" })
	o.Refused = append(o.Refused, refused...)
	if len(refused) > 0 && (named || len(o.Subjects) == 0) {
		return Refused{Refusals: o.Refused}
	}
	return nil
}
