package wins

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"laurel/internal/db"
	"laurel/writing"
)

// Reaction is a mark put on a message, or taken from it: a win emoji, or a message shortcut.
type Reaction struct {
	By       string
	Emoji    string         // its name, without skin tone; "" is the message shortcut, which has none
	EventTS  string         // when it happened, by Slack's clock: "1360782804.083113"
	Author   string         // of the message; may be empty for Unwitnessed
	Text     string         // of the message; not needed by Unwitnessed
	Where    Where          // the message
	Location *time.Location // the author's, for the day of the win; nil: UTC
	Pending  bool           // the message is not public: its author decides first; not needed by Unwitnessed
}

// Outcome tells what a reaction did.
type Outcome struct {
	NewWin     bool // the message was no win before
	NewWitness bool // who reacted was no witness before
	Back       bool // the win had gone with its last witness, and is back
}

// Witnessed makes a message its author's win, of the day it was written, and who reacted a witness of it. The author's
// own reaction makes the win without a witness. Reactions arrive late, twice and out of order: the newest EventTS of a
// person and emoji counts, and an older one does nothing; the zero Win is returned when that leaves the message none.
// The win keeps the text that the message had when it was marked first; a later one does not change it. One that is
// kept stays kept when a Pending reaction follows. A win that its owner removed stays removed. A text that is too long is
// cut. Error: ErrEmpty.
func Witnessed(tx *db.Tx, r Reaction) (Win, Outcome, error) {
	var made Outcome
	text := shorten(writing.Clean(r.Text))
	if text == "" {
		return Win{}, made, ErrEmpty
	}
	stood, counts, err := react(tx, r, false)
	if err != nil {
		return Win{}, made, err
	}
	w, err := lockMessage(tx, r.Author, r.Where)
	if errors.Is(err, ErrNotFound) && counts {
		if made.NewWin, err = insertReacted(tx, r, text); err == nil {
			w, err = lockMessage(tx, r.Author, r.Where)
		}
	}
	if errors.Is(err, ErrNotFound) {
		return Win{}, made, nil
	}
	if err != nil {
		return Win{}, made, err
	}
	made.NewWitness = counts && !stood && r.By != r.Author
	made.Back, err = settle(tx, &w, r.standing())
	return w, made, err
}

// Unwitnessed takes a reaction back and tells whether that changed anything. A win that was made by reactions goes with
// the last of them, unless its owner has done something with it. The second call, or a reaction that was never seen,
// changes nothing, but a reaction older than this call and arriving later is not counted any more.
func Unwitnessed(tx *db.Tx, r Reaction) (Win, bool, error) {
	stood, counts, err := react(tx, r, true)
	if err != nil {
		return Win{}, false, err
	}
	author, err := loadAuthor(tx, r)
	if err != nil {
		return Win{}, false, err
	}
	w, err := lockMessage(tx, author, r.Where)
	if errors.Is(err, ErrNotFound) {
		return Win{}, false, nil
	}
	if err != nil {
		return Win{}, false, err
	}
	_, err = settle(tx, &w, w.Status)
	return w, counts && stood, err
}

// react records a reaction. stood: this person's reactions marked the message before; counts: this is the newest event.
func react(tx *db.Tx, r Reaction, gone bool) (stood, counts bool, err error) {
	if r.Where.Channel == "" || r.Where.TS == "" {
		return false, false, errors.New("a reaction needs the message it is on")
	}
	at, err := slackTime(r.EventTS)
	if err != nil {
		return false, false, fmt.Errorf("read the time of a reaction: %w", err)
	}
	if stood, err = hasReacted(tx, r.Where, r.By); err != nil {
		return false, false, err
	}
	counts, err = saveReaction(tx, r, at, gone)
	return stood, counts, err
}

func insertReacted(tx *db.Tx, r Reaction, text string) (bool, error) {
	n := New{
		Person: r.Author, Text: text, Source: r.source(), Location: r.Location, Where: r.Where, Pending: r.Pending,
	}
	n.OccurredOn = DaySaid(r.Where, tx.Now(), r.Location)
	w, err := draft(tx, n)
	if err != nil {
		return false, err
	}
	return insert(tx, w)
}

// DaySaid is the day on which a message was written, in its author's zone (nil: UTC); today when its ts doesn't tell.
func DaySaid(m Where, now time.Time, zone *time.Location) string {
	written, err := slackTime(m.TS)
	if err != nil || written.After(now) {
		written = now
	}
	return dayIn(written, zone)
}

// source is how a win comes that this reaction makes.
func (r Reaction) source() string {
	if r.Emoji == "" {
		return SourceShortcut
	}
	return SourceReaction
}

// standing is the status of a win that comes back by this reaction.
func (r Reaction) standing() string {
	if r.Pending {
		return StatusPending
	}
	return StatusKept
}

// settle brings the status of a win that only reactions have made in line with them: without any it goes, and with the
// next it comes back as standing. w is locked, so that two reactions at once can't each overlook the other.
func settle(tx *db.Tx, w *Win, standing string) (back bool, err error) {
	if w.Source != SourceReaction && w.Source != SourceShortcut || w.Touched {
		return false, nil
	}
	marked, err := anyReaction(tx, *w)
	if err != nil {
		return false, err
	}
	status := w.Status
	switch {
	case !marked:
		status = StatusRemoved
	case w.Status == StatusRemoved:
		status = standing
	}
	if w.Status == status {
		return false, nil
	}
	w.Status, w.ChangedAt = status, tx.Now()
	return marked, saveStatus(tx, *w)
}

// slackTime reads Slack's timestamps, seconds and a fraction that also tells messages of one second apart:
// https://docs.slack.dev/messaging/retrieving-messages
func slackTime(ts string) (time.Time, error) {
	seconds, fraction, _ := strings.Cut(ts, ".")
	s, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return time.Time{}, err
	}
	micros, err := strconv.ParseUint((fraction + "000000")[:6], 10, 32)
	if err != nil {
		return time.Time{}, err
	}
	return time.Unix(s, int64(micros)*1000).UTC(), nil
}

// shorten cuts a message, which may be longer than a win: Slack allows 40,000 characters.
func shorten(text string) string {
	if runes := []rune(text); len(runes) > MaxLength {
		return strings.TrimSpace(string(runes[:MaxLength-1])) + "…"
	}
	return text
}
