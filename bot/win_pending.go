package bot

import (
	"errors"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
)

// winKeep keeps a win that waits for its owner: from the message that tells of it, or from a line in Home.
func (b *Bot) winKeep(tx *db.Tx, actor people.Person, a act) (reply, error) {
	w, err := wins.Keep(tx, actor.ID, a.Value)
	if errors.Is(err, wins.ErrNotFound) || errors.Is(err, wins.ErrGone) {
		return say(view.WinGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	message, err := b.markedMessage(tx, w, actor)
	if err != nil {
		return reply{}, err
	}
	switch {
	case !a.Listed:
		return reply{Replace: &message, Home: true}, nil
	case a.Response == "": // Home itself shows it
		return reply{Home: true}, b.retellMarked(tx, w, actor, a.At)
	default: // the other lines stay
		return reply{Say: &message, Home: true}, b.retellMarked(tx, w, actor, a.At)
	}
}
