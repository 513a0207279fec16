package bot

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/wins"
)

const (
	undoTime  = time.Minute    // how long the button Undo works
	undoTyped = 24 * time.Hour // how long /win undo does: who types it means it
)

// winUndoLast takes back the last thing that the actor did to a win: /win undo.
func (b *Bot) winUndoLast(tx *db.Tx, actor people.Person, _ act, _ string) (reply, error) {
	last, err := wins.LastAct(tx, actor.ID)
	if errors.Is(err, wins.ErrNotFound) {
		return say(view.WinUndoNothing()), nil
	}
	if err != nil {
		return reply{}, err
	}
	if tx.Now().Sub(last.At) > undoTyped {
		return b.winNotUndone(tx, actor, last, view.WinUndoOld)
	}
	return b.winTakeBack(tx, actor, last)
}

// winUndo is the button Undo and all that bring something back. Its value is the win alone, where a removed one shall be
// kept, or the win and the act that shall be undone. What brings back works as long as there is the win: nothing shall
// be lost.
func (b *Bot) winUndo(tx *db.Tx, actor people.Person, a act) (reply, error) {
	id, which, counted := strings.Cut(a.Value, " ")
	if !counted {
		return b.winRestore(tx, actor, id)
	}
	last, err := wins.ActOn(tx, actor.ID, id)
	if errors.Is(err, wins.ErrNotFound) {
		return say(view.WinGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	if strconv.Itoa(last.N) != which {
		return b.winNotUndone(tx, actor, last, view.WinUndoneAlready)
	}
	bringsBack := last.Undone || last.Did == wins.ActRemoved
	if !bringsBack && tx.Now().Sub(last.At) > undoTime {
		return b.winNotUndone(tx, actor, last, view.WinUndoLate)
	}
	r, err := b.winTakeBack(tx, actor, last)
	return replacing(r), err
}

// winRestore brings a removed win back, and keeps it.
func (b *Bot) winRestore(tx *db.Tx, actor people.Person, id string) (reply, error) {
	w, err := wins.Restore(tx, actor.ID, id)
	if errors.Is(err, wins.ErrNotFound) {
		return say(view.WinGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	shown, err := b.savedWin(tx, actor, w)
	message := view.WinSaved(shown)
	return reply{Replace: &message, Home: true}, err
}

// winTakeBack undoes the last act on a win, and says what that was.
func (b *Bot) winTakeBack(tx *db.Tx, actor people.Person, last wins.Act) (reply, error) {
	w, act, err := wins.Undo(tx, actor.ID, last.Win, last.N)
	if errors.Is(err, wins.ErrChanged) {
		return b.winNotUndone(tx, actor, act, view.WinUndoneAlready)
	}
	if err != nil {
		return reply{}, err
	}
	shown, err := b.changedWin(tx, actor, w)
	if err != nil {
		return reply{}, err
	}
	message := view.WinUndone(shown, act)
	return reply{Say: &message, Home: true}, b.retellUndone(tx, actor, w, act, message)
}

// retellUndone redraws the message that told of a colleague's mark, if there is one: it shows how the win stands.
func (b *Bot) retellUndone(tx *db.Tx, owner people.Person, w wins.Win, act wins.Act, message view.Message) error {
	if w.Where.TS == "" {
		return nil
	}
	if w.Status != wins.StatusRemoved {
		var err error
		if message, err = b.markedMessage(tx, w, owner); err != nil {
			return err
		}
	}
	key := outbox.Key{
		Kind: "win.witnesses", Recipient: owner.ID, Object: w.ID, Period: "undo " + strconv.Itoa(act.N),
	}
	return b.retell(tx, witnessedKey(w), key, message)
}

// winNotUndone says why nothing was undone, beside what can be done instead.
func (b *Bot) winNotUndone(tx *db.Tx, actor people.Person, act wins.Act,
	words func(s view.SavedWin, act wins.Act) view.Message,
) (reply, error) {
	w, err := wins.Get(tx, act.Win)
	if err != nil {
		return reply{}, err
	}
	s := view.SavedWin{Win: w, Owner: actor, Today: tx.Now().In(b.location(actor)), Undo: undoing(act.Win, act.N)}
	s.Names, err = b.mentioned(tx, w)
	return say(words(s, act)), err
}

// changedWin is savedWin with the way to undo what was just done to the win.
func (b *Bot) changedWin(tx *db.Tx, owner people.Person, w wins.Win) (view.SavedWin, error) {
	s, err := b.savedWin(tx, owner, w)
	if err != nil {
		return s, err
	}
	return s, b.undoable(tx, &s)
}

// undoable adds the way to undo what was just done to the win; an edit that changed nothing is no act.
func (b *Bot) undoable(tx *db.Tx, s *view.SavedWin) error {
	act, err := wins.ActOn(tx, s.Win.Person, s.Win.ID)
	if err == nil && act.At.Equal(tx.Now()) {
		s.Undo = undoing(act.Win, act.N)
	}
	return err
}

// undoing is what a button Undo carries.
func undoing(win string, n int) string { return win + " " + strconv.Itoa(n) }
