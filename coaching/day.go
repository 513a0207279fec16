package coaching

import (
	"laurel/internal/db"
	"laurel/people"
)

// TakeDay takes, for a reminder of somebody's own, the one message that a person gets by itself in a day: false when they
// had it, or want to hear nothing for a while. Requests and the stages of a cycle don't ask here, and go before: see Busy.
func (c Coach) TakeDay(tx *db.Tx, p people.Person) (bool, error) {
	s, err := SettingsOf(tx, p.ID)
	if err != nil {
		return false, err
	}
	day := dayIn(tx.Now(), c.zone(p))
	if s.quiet(day) {
		return false, nil
	}
	return c.takeDay(tx, p, day)
}
