package wins

import (
	"errors"
	"fmt"
	"time"

	"laurel/internal/db"
	"laurel/writing"
)

// Message is something that a person wrote or said to laurel itself, in one of its versions.
type Message struct {
	Person   string // may be empty for Unsaid
	Where    Where
	EditedTS string // when this version was written; "" as it was first. To the second: "1355517524.000000"
	EventTS  string // when the event of it happened: "1355517523.000005"
}

// ErrApart is returned for a win that is not what its message says any more: its owner has changed it by itself, or
// it was made in another way.
var ErrApart = errors.New("the win was changed apart from its message")

// Said records a version of a message and tells whether it is news: newer than every version that came before, of a
// message that was not deleted. Events come late, twice and out of order; for what is no news nothing is to be done.
func Said(tx *db.Tx, m Message) (news bool, err error) {
	edited, told, err := m.times()
	if err != nil {
		return false, err
	}
	return saveMessage(tx, m, edited, told)
}

// Unsaid records that a message was deleted, and returns who wrote it ("" when nobody knows) and the win that it
// had made. news is false the second time. Error: ErrNotFound, when it is no win or not any more; then news and person
// hold all the same.
func Unsaid(tx *db.Tx, m Message) (w Win, person string, news bool, err error) {
	_, told, err := m.times()
	if err != nil {
		return Win{}, "", false, err
	}
	if person, news, err = saveGone(tx, m, told); err != nil {
		return Win{}, "", false, err
	}
	if w, err = lockMessage(tx, person, m.Where); err == nil && w.Status == StatusRemoved {
		err = ErrNotFound
	}
	return w, person, news, err
}

// AddSaid is Add for a message that Said has recorded; the win is of the day on which it was written.
func AddSaid(tx *db.Tx, n New) (Win, error) {
	if n.OccurredOn == "" {
		n.OccurredOn = DaySaid(n.Where, tx.Now(), n.Location)
	}
	w, err := Add(tx, n)
	if err != nil {
		return w, err
	}
	return w, saveVersion(tx, w)
}

// Reword changes the win that a message made to what the message says now, and who may see it unless visibility is "";
// what it said before is kept. It can be undone like Edit, but the win itself was not touched: Touched stays. Errors:
// ErrNotFound; ErrGone for one that its owner removed; ErrApart, with the win as it is; ErrEmpty; TooLong.
func Reword(tx *db.Tx, m Message, text, visibility string) (Win, error) {
	old, err := lockMessage(tx, m.Person, m.Where)
	if err != nil {
		return Win{}, err
	}
	if old.Status == StatusRemoved {
		return old, ErrGone
	}
	apart, err := changedApart(tx, old)
	if err != nil {
		return Win{}, err
	}
	same := writing.Clean(text) == old.Text            // both were changed to the same: together again
	if apart && !same || old.Source != SourceMessage { // a clip's words stand beside what was said in it
		return old, ErrApart
	}
	w := old
	if visibility != "" {
		w.Visibility = visibility
	}
	if !same {
		if err := w.write(text, "", ""); err != nil {
			return Win{}, err
		}
	}
	if sameWords(w, old) {
		return w, saveVersion(tx, w)
	}
	w.Version, w.ChangedAt = old.Version+1, tx.Now()
	if err := keepVersion(tx, old); err != nil {
		return Win{}, err
	}
	if err := update(tx, w); err != nil {
		return Win{}, err
	}
	if err := saveAct(tx, w, Act{Did: ActEdited, was: old.Status}); err != nil {
		return Win{}, err
	}
	return w, saveVersion(tx, w)
}

// changedApart tells whether a win has other words than its message gave it last. Its day, who sees it and what was put
// right may have been changed: they are not the message's.
func changedApart(tx *db.Tx, w Win) (bool, error) {
	written, err := loadWritten(tx, w.Where)
	if err != nil || written == 0 || written == w.Version {
		return written == 0, err
	}
	before, err := loadVersion(tx, w.ID, written)
	return before.Text != w.Text || w.Win != w.Text, err
}

// Wrote tells whether a person wrote a message to laurel that is still there.
func Wrote(tx *db.Tx, person string, m Where) (bool, error) { return hasMessage(tx, person, m) }

// times are those of the version and of the event.
func (m Message) times() (edited, told time.Time, err error) {
	if m.Where.Channel == "" || m.Where.TS == "" {
		return edited, told, errors.New("a message needs its place")
	}
	if m.EditedTS != "" {
		if edited, err = slackTime(m.EditedTS); err != nil {
			return edited, told, fmt.Errorf("read when a message was edited: %w", err)
		}
	}
	if told, err = slackTime(m.EventTS); err != nil {
		return edited, told, fmt.Errorf("read when a message was told of: %w", err)
	}
	return edited, told, nil
}
