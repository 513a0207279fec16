package coaching

import (
	"time"

	"laurel/internal/db"
)

// Settings are what somebody chose about being asked.
type Settings struct {
	Person    string
	Hints     bool // one when a win is saved
	FollowUps bool // whether a win held, months later
	Goals     bool // reminders before the deadline of a goal
	Weekly    Weekly
	// QuietUntil is the first day, YYYY-MM-DD by their own clock, on which something may be asked again; "" when nothing
	// is in the way. Hints, which answer what the person does, come all the same.
	QuietUntil string

	answeredAt time.Time // when they last had to do with a weekly question
}

// Weekly is when somebody is asked what happened in a week.
type Weekly struct {
	On     bool
	Chosen bool // they turned it on themselves, so it comes also to who has no win yet
	Day    time.Weekday
	At     int // minutes after midnight, by their own clock
}

// defaults: everything is on. Friday 15:30, because the week is still fresh then, nobody is in the rush of a Monday, and
// an hour of the week is left to write one sentence in.
func defaults(person string) Settings {
	return Settings{
		Person: person, Hints: true, FollowUps: true, Goals: true,
		Weekly: Weekly{On: true, Day: time.Friday, At: 15*60 + 30},
	}
}

// SettingsOf reads what somebody chose; the defaults for who has chosen nothing, or isn't known.
func SettingsOf(tx *db.Tx, person string) (Settings, error) {
	all, err := loadSettings(tx, []string{person})
	if s, chosen := all[person]; chosen || err != nil {
		return s, err
	}
	return defaults(person), nil
}

// Save stores what somebody chose in their settings. A weekly question that is on counts as asked for, and begins anew
// with counting who ignores it. Errors: ErrDate, ErrTime.
func Save(tx *db.Tx, s Settings) error {
	if _, err := time.Parse(time.DateOnly, s.QuietUntil); err != nil && s.QuietUntil != "" {
		return ErrDate
	}
	if s.Weekly.Day < time.Sunday || s.Weekly.Day > time.Saturday || s.Weekly.At < 0 || s.Weekly.At >= 24*60 {
		return ErrTime
	}
	s.Weekly.Chosen = s.Weekly.On
	s.answeredAt = tx.Now()
	return saveSettings(tx, s)
}

// HintsOff ends the hints of a person, FollowUpsOff the questions whether wins held. The second call changes nothing.
func HintsOff(tx *db.Tx, person string) error {
	return change(tx, person, func(s *Settings) { s.Hints = false })
}

// FollowUpsOff: see HintsOff.
func FollowUpsOff(tx *db.Tx, person string) error {
	return change(tx, person, func(s *Settings) { s.FollowUps = false })
}

// GoalsOff ends the reminders of a person's goals: see HintsOff.
func GoalsOff(tx *db.Tx, person string) error {
	return change(tx, person, func(s *Settings) { s.Goals = false })
}

// WeeklyOff ends the weekly question of a person, WeeklyOn turns it on again, at the time it had.
func WeeklyOff(tx *db.Tx, person string) error {
	return change(tx, person, func(s *Settings) { s.Weekly.On, s.Weekly.Chosen, s.answeredAt = false, false, tx.Now() })
}

// WeeklyOn: see WeeklyOff.
func WeeklyOn(tx *db.Tx, person string) error {
	return change(tx, person, func(s *Settings) { s.Weekly.On, s.Weekly.Chosen, s.answeredAt = true, true, tx.Now() })
}

// Used notes that somebody pressed something on a weekly question: it is not ignored.
func Used(tx *db.Tx, person string) error {
	return change(tx, person, func(s *Settings) { s.answeredAt = tx.Now() })
}

// Quiet has nothing asked of a person before a day, YYYY-MM-DD by their own clock. Error: ErrDate.
func Quiet(tx *db.Tx, person, until string) error {
	if _, err := time.Parse(time.DateOnly, until); err != nil {
		return ErrDate
	}
	return change(tx, person, func(s *Settings) { s.QuietUntil, s.answeredAt = until, tx.Now() })
}

func change(tx *db.Tx, person string, with func(s *Settings)) error {
	s, err := SettingsOf(tx, person)
	if err != nil {
		return err
	}
	with(&s)
	return saveSettings(tx, s)
}

// quiet tells whether nothing may be asked on a day.
func (s Settings) quiet(day string) bool { return day < s.QuietUntil }
