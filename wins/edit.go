package wins

import (
	"reflect"

	"laurel/internal/db"
	"laurel/writing"
)

// Change is what an edit changes; what is nil stays. A Text alone that differs from the present one replaces the parts
// too; Win or Impact without Text make the text anew.
type Change struct {
	Text, Win, Impact, OccurredOn, Visibility *string
	Held                                      *string // one of HeldPlaces, or ""
	Seen                                      *Seen   // what was read, as the owner sent it back
}

// Edit changes a win of the actor's and keeps what it said before. A pending win is kept by it. An edit that
// changes nothing makes no version. Errors: ErrNotFound, ErrGone, ErrEmpty, TooLong, ErrDate,
// ErrProject.
func Edit(tx *db.Tx, actor, id string, c Change) (Win, error) {
	old, err := lockOwn(tx, actor, id)
	if err != nil {
		return Win{}, err
	}
	if old.Status == StatusRemoved {
		return Win{}, ErrGone
	}
	w := old
	if w.Corrections, err = old.corrected(c.Seen); err != nil {
		return Win{}, err
	}
	w.Held = chosen(c.Held, old.Held)
	if err := w.write(c.words(old)); err != nil {
		return Win{}, err
	}
	w.OccurredOn, w.Visibility = chosen(c.OccurredOn, old.OccurredOn), chosen(c.Visibility, old.Visibility)
	if err := w.check(tx.Now()); err != nil {
		return Win{}, err
	}
	w.Status, w.Touched = StatusKept, true
	did := Act{Did: ActKept, was: old.Status}
	if !sameWords(w, old) {
		did.Did = ActEdited
		w.Version++
		if err := keepVersion(tx, old); err != nil {
			return Win{}, err
		}
	} else if old.Status == w.Status && old.Touched {
		return w, nil
	}
	w.ChangedAt = tx.Now()
	if err := update(tx, w); err != nil || did.Did == ActKept && old.Status == w.Status {
		return w, err
	}
	return w, saveAct(tx, w, did)
}

// Extend adds a line to a win of the actor's: what became of it. held, unless "", says where. What it said before is
// kept. Errors as Edit.
func Extend(tx *db.Tx, actor, id, more, held string) (Win, error) {
	w, err := lockOwn(tx, actor, id)
	if err != nil {
		return Win{}, err
	}
	if more = writing.Clean(more); more == "" {
		return Win{}, ErrEmpty
	}
	c := Change{}
	if held != "" {
		c.Held = &held
	}
	if w.Win != w.Text { // the parts were written apart: what became of it is impact
		impact := w.Impact + "\n" + more
		c.Impact = &impact
	} else {
		text := w.Text + "\n" + more
		c.Text = &text
	}
	return Edit(tx, actor, id, c)
}

// Keep makes a pending win of the actor's one that counts. A kept one stays as it is. Errors: ErrNotFound, ErrGone.
func Keep(tx *db.Tx, actor, id string) (Win, error) {
	w, err := lockOwn(tx, actor, id)
	if err != nil {
		return Win{}, err
	}
	if w.Status == StatusRemoved {
		return Win{}, ErrGone
	}
	return w, w.decide(tx, StatusKept, ActKept)
}

// Remove takes a win of the actor's out of every list. Errors: ErrNotFound; ErrGone the second time.
func Remove(tx *db.Tx, actor, id string) (Win, error) {
	w, err := lockOwn(tx, actor, id)
	if err != nil {
		return Win{}, err
	}
	if w.Status == StatusRemoved {
		return Win{}, ErrGone
	}
	return w, w.decide(tx, StatusRemoved, ActRemoved)
}

// Restore brings a removed win of the actor's back, as one that counts. One that is not removed stays as it is. To bring
// one back as it was, pending for example, is to undo its removal. Error: ErrNotFound.
func Restore(tx *db.Tx, actor, id string) (Win, error) {
	w, err := lockOwn(tx, actor, id)
	if err != nil || w.Status != StatusRemoved {
		return w, err
	}
	return w, w.decide(tx, StatusKept, ActRestored)
}

// words are text, win and impact after the change.
func (c Change) words(old Win) (text, win, impact string) {
	switch {
	case c.Text == nil && c.Win == nil && c.Impact == nil, c.Text != nil && c.Win == nil && c.Impact == nil &&
		writing.Clean(*c.Text) == old.Text:
		return old.Text, old.Win, old.Impact
	case c.Text == nil:
		return "", chosen(c.Win, old.Win), chosen(c.Impact, old.Impact)
	default:
		return *c.Text, chosen(c.Win, ""), chosen(c.Impact, "")
	}
}

// decide stores the owner's will about a win's status.
func (w *Win) decide(tx *db.Tx, status, did string) error {
	if w.Status == status && w.Touched {
		return nil
	}
	was := w.Status
	w.Status, w.Touched, w.ChangedAt = status, true, tx.Now()
	if err := saveStatus(tx, *w); err != nil || was == status {
		return err
	}
	return saveAct(tx, *w, Act{Did: did, was: was})
}

func sameWords(a, b Win) bool {
	return a.Text == b.Text && a.Win == b.Win && a.Impact == b.Impact &&
		a.OccurredOn == b.OccurredOn && a.Visibility == b.Visibility && a.Held == b.Held &&
		reflect.DeepEqual(a.Corrections, b.Corrections)
}

func chosen(value *string, otherwise string) string {
	if value == nil {
		return otherwise
	}
	return *value
}
