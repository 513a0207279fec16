// Package wins keeps the evidence of what people did, in their own words: what it was read as, who saw it, and who took
// part.
package wins

import (
	"errors"
	"fmt"
	"time"

	"laurel/internal/db"
	"laurel/writing"
)

// MaxLength is how long a win's text may be, in code points: as long as a message in Slack
// (https://docs.slack.dev/reference/methods/chat.postMessage#truncating).
const MaxLength = 40_000

// How a win came.
const (
	SourceCommand  = "command"  // /win with a text
	SourceModal    = "modal"    // the form
	SourceShortcut = "shortcut" // a message's shortcut
	SourceReaction = "reaction" // a reaction on a message
	SourceMessage  = "message"  // a direct message to laurel
	SourceVoice    = "voice"
	SourceImport   = "import"
)

// Where a win stands.
const (
	StatusKept    = "kept"
	StatusPending = "pending" // proposed to its owner, who alone sees it until they keep it
	StatusRemoved = "removed" // can be restored
)

// Who may see a win: see Win.ReadableBy.
const (
	VisibilityPrivate  = "private"  // its owner
	VisibilityManager  = "manager"  // also the owner's manager; the default
	VisibilityFeedback = "feedback" // also those who are asked for feedback on the owner
)

var (
	// ErrEmpty is returned for a text in which nothing is left after cleaning.
	ErrEmpty = errors.New("a win needs a text")
	// ErrDate is returned for a day that isn't written 2026-11-23, or has not come yet anywhere on Earth.
	ErrDate = errors.New("a win happens on a day that has come")
	// ErrProject is returned for a project's name that isn't one word of letters, digits, - and _.
	ErrProject = errors.New("a project's name is one word")
	// ErrNotFound is returned when there is no such win, and also when it is not the actor's.
	ErrNotFound = errors.New("there is no such win")
	// ErrGone is returned for a win that its owner has removed.
	ErrGone = errors.New("the win was removed")
)

// TooLong is returned for a text of more than Max code points.
type TooLong struct{ Have, Max int }

func (e TooLong) Error() string {
	return fmt.Sprintf("a win's text has %d of %d characters", e.Have, e.Max)
}

// Exists is returned by Add for a message that is a win of this person already.
type Exists struct{ Win Win }

func (e Exists) Error() string { return "the message is a win already" }

// Win is one thing that somebody did. Its JSON is that of `laurel wins list --json`, which leaves out what is not in
// that contract; don't embed it in a type that has JSON of its own.
type Win struct {
	ID, Person string
	Text       string // all of it, in the owner's words
	Win        string // what was done; all of Text unless the parts were written apart
	Impact     string // what changed for whom, or empty

	Metrics      []writing.Metric
	Stages       []string // in the order of the impact chain
	Competency   string   // "" when the text names none
	Competencies []writing.Score
	Kind         string
	Missing      []string
	Hints        []writing.Hint // only from Add and Edit, for the writer: never stored
	Foreign      bool           // only from Add and Edit: the text is not English, and nothing was read in it
	Project      string         // in small letters, without #; "" when the text names none

	Held        string      // where its numbers were seen, one of HeldPlaces, or "" while its owner hasn't said
	Corrections Corrections // by the owner; they are in the fields above already

	Source, OccurredOn, Visibility, Status string // OccurredOn is YYYY-MM-DD where the owner was

	Links        []string
	Contributors []string  // person ids, as mentioned in the text: see With
	Witnesses    []Witness // in the order in which they reacted
	// Contributions are those who were asked to confirm their part, named still or not, first asked first.
	Contributions []Contribution
	Where         Where

	CreatedAt, ChangedAt time.Time
	Version              int // from 1, one more with each edit
	// Touched tells that the owner has edited, removed, kept or restored it: no reaction changes its status any more.
	Touched bool
}

// Witness is a colleague who marked the message that a win was made from.
type Witness struct {
	Person, Emoji string
	At            time.Time // when they reacted, by Slack's clock
}

// Where is the message that a win was made from. All fields are empty when there was none.
type Where struct{ Channel, TS, Permalink, ChannelName string }

// Get reads one win, whoever asks: see Win.ReadableBy. Error: ErrNotFound.
func Get(tx *db.Tx, id string) (Win, error) { return loadOne(tx, id) }

// Reader is somebody who wants to see a win, and what they are to its owner at this moment.
type Reader struct {
	Person  string
	Manager bool // the owner's manager of record now
	Asked   bool // has an open request for feedback on the owner
}

// ReadableBy tells whether r may see the win. What is pending or removed is its owner's alone.
func (w Win) ReadableBy(r Reader) bool {
	switch {
	case r.Person == w.Person:
		return true
	case w.Status != StatusKept:
		return false
	case w.Visibility == VisibilityFeedback:
		return r.Manager || r.Asked
	case w.Visibility == VisibilityManager:
		return r.Manager
	default:
		return false
	}
}
