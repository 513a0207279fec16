package bot

import (
	"errors"
	"slices"
	"strings"

	"laurel/bot/view"
	"laurel/coaching"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
)

// coached is savedWin for a win that its owner has just saved: with the hint that is worth most, if one is.
func (b *Bot) coached(tx *db.Tx, owner people.Person, w wins.Win) (view.SavedWin, error) {
	s, err := b.savedWin(tx, owner, w)
	if err != nil {
		return s, err
	}
	s.Hint, err = coaching.Hint(tx, w)
	return s, err
}

// winHeld keeps where a win's numbers held: one press.
func (b *Bot) winHeld(tx *db.Tx, actor people.Person, a act) (reply, error) {
	place, id, _ := strings.Cut(a.Value, " ")
	if !slices.Contains(wins.HeldPlaces, place) {
		return say(view.WinGone()), nil
	}
	w, err := wins.Edit(tx, actor.ID, id, wins.Change{Held: &place})
	if errors.Is(err, wins.ErrNotFound) || errors.Is(err, wins.ErrGone) {
		return say(view.WinGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	shown, err := b.changedWin(tx, actor, w)
	message := view.WinSaved(shown)
	return reply{Replace: &message, Home: true}, err
}

// winHintsOff ends all hints, and shows the win without one.
func (b *Bot) winHintsOff(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if err := coaching.HintsOff(tx, actor.ID); err != nil {
		return reply{}, err
	}
	w, err := ownWin(tx, actor, a.Value)
	if errors.Is(err, wins.ErrNotFound) {
		return say(view.WinGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	shown, err := b.savedWin(tx, actor, w)
	shown.HintsOff = true
	message := view.WinSaved(shown)
	return reply{Replace: &message, Home: true}, err
}
