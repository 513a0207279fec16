package wins

import (
	"errors"
	"time"

	"laurel/internal/db"
)

// What an owner does to a win.
const (
	ActAdded    = "added"
	ActEdited   = "edited" // also when that kept a pending one
	ActKept     = "kept"
	ActRemoved  = "removed"
	ActRestored = "restored"
)

// ErrChanged is returned when what shall be undone is not the last thing that was done to the win.
var ErrChanged = errors.New("something else was done to the win since")

// Act is what its owner did to a win last. Undoing is an act too: undone again, what it took back is there once more.
type Act struct {
	Win    string
	N      int    // counts what was done to the win; 0: it was added, and nothing since
	Did    string // one of the Act…
	Undone bool   // it took that back
	At     time.Time

	was     string // the status before
	version int    // of the win after it
}

// LastAct is the last thing that a person did to any win of theirs. Wins that they imported, or that reactions made,
// are nothing they did. Error: ErrNotFound when there is nothing.
func LastAct(tx *db.Tx, person string) (Act, error) {
	act, err := loadLastAct(tx, person)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Act{}, err
	}
	added, addErr := loadLastAdded(tx, person)
	if errors.Is(addErr, ErrNotFound) {
		return act, err
	}
	if addErr != nil {
		return Act{}, addErr
	}
	if errors.Is(err, ErrNotFound) || added.At.After(act.At) {
		return added, nil
	}
	return act, nil
}

// ActOn is the last thing that the owner did to a win. Error: ErrNotFound, also when it is not the actor's.
func ActOn(tx *db.Tx, actor, id string) (Act, error) {
	w, err := loadOne(tx, id)
	if err != nil {
		return Act{}, err
	}
	if w.Person != actor {
		return Act{}, ErrNotFound
	}
	return actOn(tx, w)
}

// Undo takes back what the actor did to a win of theirs last, the act with the number n, and returns the win and what
// was taken back. What was added or brought back is removed, what was removed is back, and what was edited says what it
// said before, as a new version: history is kept. Undoing an undo does it again. Errors: ErrNotFound; ErrChanged when
// n is not the last act, so the second call.
func Undo(tx *db.Tx, actor, id string, n int) (Win, Act, error) {
	w, err := lockOwn(tx, actor, id)
	if err != nil {
		return Win{}, Act{}, err
	}
	act, err := actOn(tx, w)
	if err != nil {
		return Win{}, Act{}, err
	}
	if act.N != n || act.version != w.Version || act.N == 0 && w.Status != StatusKept {
		return w, act, ErrChanged
	}
	return w, act, w.takeBack(tx, act)
}

// takeBack makes the win what it was before the act, which is the last one.
func (w *Win) takeBack(tx *db.Tx, act Act) error {
	old := *w
	w.Status, w.Touched, w.ChangedAt = act.was, true, tx.Now()
	if act.Did == ActEdited {
		if err := w.sayAgain(tx); err != nil {
			return err
		}
		if err := keepVersion(tx, old); err != nil {
			return err
		}
		if err := update(tx, *w); err != nil {
			return err
		}
	} else if err := saveStatus(tx, *w); err != nil {
		return err
	}
	return saveAct(tx, *w, Act{Did: act.Did, Undone: !act.Undone, was: old.Status})
}

// sayAgain gives the win the words, day, visibility and corrections that it had before the last edit.
func (w *Win) sayAgain(tx *db.Tx) error {
	before, err := loadVersion(tx, w.ID, w.Version-1)
	if err != nil {
		return err
	}
	w.OccurredOn, w.Visibility, w.Held = before.OccurredOn, before.Visibility, before.Held
	w.Corrections = before.Corrections
	w.Version++
	return w.write(before.Text, before.Win, before.Impact)
}

// actOn is the last thing that was done to a win.
func actOn(tx *db.Tx, w Win) (Act, error) {
	act, err := loadActOn(tx, w.ID)
	if errors.Is(err, ErrNotFound) {
		return Act{Win: w.ID, Did: ActAdded, At: w.CreatedAt, was: StatusRemoved, version: 1}, nil
	}
	return act, err
}
