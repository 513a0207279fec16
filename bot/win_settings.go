package bot

import (
	"errors"
	"time"

	"laurel/bot/view"
	"laurel/coaching"
	"laurel/internal/db"
	"laurel/people"
)

// winSettings opens the form with what laurel may ask somebody by itself.
func (b *Bot) winSettings(tx *db.Tx, actor people.Person, _ act) (reply, error) {
	s, err := coaching.SettingsOf(tx, actor.ID)
	if s.QuietUntil <= tx.Now().In(b.location(actor)).Format(time.DateOnly) {
		s.QuietUntil = "" // it is over
	}
	form := view.SettingsForm(s)
	return reply{Open: &form}, err
}

// winSettingsSave takes the form.
func (b *Bot) winSettingsSave(tx *db.Tx, actor people.Person, a act) (reply, error) {
	old, err := coaching.SettingsOf(tx, actor.ID)
	if err != nil {
		return reply{}, err
	}
	s, refused := view.ReadSettings(a.Fields, old)
	if refused != nil {
		return reply{Errors: refused}, nil
	}
	today := tx.Now().In(b.location(actor)).Format(time.DateOnly)
	if s.QuietUntil != "" && s.QuietUntil != old.QuietUntil && s.QuietUntil <= today {
		return reply{Errors: view.FieldErrors{view.FieldQuiet: view.SettingsDate}}, nil
	}
	err = coaching.Save(tx, s)
	switch {
	case errors.Is(err, coaching.ErrDate):
		return reply{Errors: view.FieldErrors{view.FieldQuiet: view.SettingsDate}}, nil
	case errors.Is(err, coaching.ErrTime):
		return reply{Errors: view.FieldErrors{view.FieldWeekday: view.SettingsTime}}, nil
	case err != nil:
		return reply{}, err
	}
	next, err := b.nextWeekly(tx, actor)
	r := say(view.SettingsSaved(next, b.location(actor)))
	r.Home = true
	return r, err
}
