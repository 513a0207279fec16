package bot

import (
	"strings"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/wins"
)

// mark stores that a member marked a message of a member's, and tells its author: the first time with a message, then by
// redrawing it. Who keeps a message of their own in public knows. Error: wins.ErrEmpty.
func (b *Bot) mark(tx *db.Tx, by, owner people.Person, r wins.Reaction) (wins.Win, error) {
	r.Location = b.location(owner)
	w, made, err := wins.Witnessed(tx, r)
	if err != nil || w.ID == "" || leftOut(w) {
		return w, err
	}
	if made.NewWitness || made.NewWin && w.Status == wins.StatusPending {
		message, err := b.markedMessage(tx, w, by)
		if err != nil {
			return w, err
		}
		if first, err := b.tellFirst(tx, witnessedKey(w), message); err != nil || first {
			return w, err
		}
	}
	if made.NewWitness || made.Back {
		return w, b.retellMarked(tx, w, by, r.EventTS)
	}
	_, err = b.askContributors(tx, owner, w) // as savedWin does for those messages
	return w, err
}

// unmark takes a mark back and says whose win the message is. Whoever is not known, or has marked nothing, changes
// nothing.
func (b *Bot) unmark(tx *db.Tx, r wins.Reaction) (wins.Win, error) {
	w, changed, err := wins.Unwitnessed(tx, r)
	if err != nil || !changed || w.ID == "" || leftOut(w) {
		return w, err
	}
	by, err := people.Get(tx, r.By)
	if err != nil {
		return w, err
	}
	return w, b.retellMarked(tx, w, by, r.EventTS)
}

// leftOut tells whether the owner has removed the win: then it stays as they left it, and so does the message about it.
func leftOut(w wins.Win) bool { return w.Status == wins.StatusRemoved && w.Touched }

// retellMarked redraws the author's message with those who mark it now.
func (b *Bot) retellMarked(tx *db.Tx, w wins.Win, by people.Person, at string) error {
	message, err := b.markedMessage(tx, w, by)
	if err != nil {
		return err
	}
	key := outbox.Key{Kind: "win.witnesses", Recipient: w.Person, Object: w.ID, Period: at + " " + by.ID}
	return b.retell(tx, witnessedKey(w), key, message)
}

// markedMessage is what the author reads about a marked message as it stands now; by is who changed that.
func (b *Bot) markedMessage(tx *db.Tx, w wins.Win, by people.Person) (view.Message, error) {
	owner, err := people.Get(tx, w.Person)
	if err != nil {
		return view.Message{}, err
	}
	shown, err := b.savedWin(tx, owner, w)
	if err != nil {
		return view.Message{}, err
	}
	switch w.Status {
	case wins.StatusPending:
		return view.WinPending(shown, channelOf(w)), nil
	case wins.StatusKept:
		return view.WinWitnessed(shown, channelOf(w)), nil
	}
	name := by.Name
	if by.ID == owner.ID {
		name = "You"
	}
	return view.WitnessGone(shown, name), nil
}

// channelOf is the channel in which a win's message stands, "" for a direct message, which has no name.
func channelOf(w wins.Win) string {
	if strings.HasPrefix(w.Where.Channel, "D") {
		return ""
	}
	return w.Where.Channel
}

func witnessedKey(w wins.Win) outbox.Key {
	return outbox.Key{Kind: "win.witnessed", Recipient: w.Person, Object: w.ID}
}
