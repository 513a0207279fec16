package wins

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"laurel/internal/db"
	"laurel/writing"
)

// New is a win to be added. Text, or else Win, must be there.
type New struct {
	Person      string
	Text        string // empty: Win and Impact, a line each
	Win, Impact string // the parts, where they were written apart
	Source      string
	Visibility  string         // empty: VisibilityManager
	OccurredOn  string         // empty: today in Location
	Location    *time.Location // nil: UTC
	Where       Where          // of the message it is made from, if any
	Pending     bool           // it waits for its owner to keep it
}

// Add keeps a win and returns what was read in it. A message that is a win of the person already gives Exists; if they
// had removed that one, it comes back with the new text instead. Other errors: ErrEmpty, TooLong, ErrDate. Adding the
// same text twice keeps two wins: see Twin.
func Add(tx *db.Tx, n New) (Win, error) {
	w, err := draft(tx, n)
	if err != nil {
		return Win{}, err
	}
	w.Touched = w.Source == SourceShortcut // its owner wrote the form: no reaction makes it come or go
	added, err := insert(tx, w)
	if err != nil || added {
		return w, err
	}
	old, err := lockMessage(tx, w.Person, w.Where)
	if err != nil {
		return Win{}, err
	}
	if old.Status != StatusRemoved {
		return Win{}, Exists{Win: old}
	}
	if _, err := Restore(tx, old.Person, old.ID); err != nil {
		return Win{}, err
	}
	return Edit(tx, old.Person, old.ID, Change{
		Text: &w.Text, Win: &w.Win, Impact: &w.Impact, OccurredOn: &w.OccurredOn, Visibility: &w.Visibility,
	})
}

// Twin finds the latest win of the person with the same text, but for case, that was added since and not removed. It
// tells a second attempt, after an answer was lost, from a second win.
func Twin(tx *db.Tx, person, text string, since time.Time) (Win, bool, error) {
	w, err := loadTwin(tx, person, fold(writing.Clean(text)), since)
	if errors.Is(err, ErrNotFound) {
		return Win{}, false, nil
	}
	return w, err == nil, err
}

// OfMessage finds the win of a person that was made from a message, removed or not. Error: ErrNotFound.
func OfMessage(tx *db.Tx, person string, m Where) (Win, error) { return lockMessage(tx, person, m) }

// draft is the win as it would be kept.
func draft(tx *db.Tx, n New) (Win, error) {
	w := Win{
		ID: db.NewID(), Person: n.Person, Source: n.Source, Visibility: n.Visibility, Status: StatusKept,
		Where: Where{
			Channel: n.Where.Channel, TS: n.Where.TS,
			Permalink: writing.Clean(n.Where.Permalink), ChannelName: writing.Clean(n.Where.ChannelName),
		},
		Witnesses: []Witness{}, CreatedAt: tx.Now(), ChangedAt: tx.Now(), Version: 1,
	}
	if n.Pending {
		w.Status = StatusPending
	}
	if w.Visibility == "" {
		w.Visibility = VisibilityManager
	}
	w.OccurredOn = n.OccurredOn
	if w.OccurredOn == "" {
		w.OccurredOn = dayIn(tx.Now(), n.Location)
	}
	if err := w.write(n.Text, n.Win, n.Impact); err != nil {
		return Win{}, err
	}
	return w, w.check(tx.Now())
}

// write gives the win its words and reads them. The text alone is what was done; the parts alone make the text.
func (w *Win) write(text, win, impact string) error {
	text, win, impact = writing.Clean(text), writing.Clean(win), writing.Clean(impact)
	if text == "" && win != "" {
		text = strings.TrimSpace(win + "\n" + impact)
	}
	if text == "" {
		return ErrEmpty
	}
	if win == "" {
		win = text
	}
	for _, part := range []string{text, win, impact} {
		if have := utf8.RuneCountInString(part); have > MaxLength {
			return TooLong{Have: have, Max: MaxLength}
		}
	}
	w.Text, w.Win, w.Impact = text, win, impact
	w.read()
	return nil
}

// check refuses what is no day, source, place or visibility. All but the first are a mistake of ours, not of a person.
func (w *Win) check(now time.Time) error {
	day, err := time.Parse(time.DateOnly, w.OccurredOn)
	earliest := time.FixedZone("", 14*60*60) // UTC+14, where every day begins first
	if err != nil || day.Format(time.DateOnly) > dayIn(now, earliest) {
		return ErrDate
	}
	switch w.Source {
	case SourceCommand, SourceModal, SourceShortcut, SourceReaction, SourceMessage, SourceVoice, SourceImport:
	default:
		return fmt.Errorf("%q is not a source of wins", w.Source)
	}
	if w.Held != "" && !slices.Contains(HeldPlaces, w.Held) {
		return fmt.Errorf("%q is no place where a number holds", w.Held)
	}
	switch w.Visibility {
	case VisibilityPrivate, VisibilityManager, VisibilityFeedback:
		return nil
	default:
		return fmt.Errorf("%q is not a visibility of wins", w.Visibility)
	}
}

func dayIn(t time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format(time.DateOnly)
}

// fold makes texts comparable whatever their case.
func fold(text string) string { return strings.ToLower(text) }
