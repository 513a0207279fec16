// Package feedback asks colleagues about a person's work, keeps what they answer in confidence, and is the only place
// that hands it out again.
package feedback

import (
	"errors"
	"io"
	"time"

	"laurel/internal/seal"
	"laurel/people"
)

// Slots are what every giver is asked about, whatever their function, so that answers can be pooled. In this order.
var Slots = []string{SlotWorked, SlotHindered, SlotNext, SlotAnythingElse}

// The slots of an answer. Only the last may be left empty.
const (
	SlotWorked       = "worked"
	SlotHindered     = "hindered"
	SlotNext         = "next"
	SlotAnythingElse = "anything_else"
)

// CodeSlot is the slot of a further question, about one of the template's performance codes. Everybody is asked it in the
// same words, so it has a pool of its own.
func CodeSlot(code string) string { return "code." + code }

// Threshold is how many colleagues, without the viewer, must have filled a slot before it is shown. A round may ask for
// more, never for fewer.
const Threshold = 3

// Mode says who learns what about an answer. A round has one for each group of givers, fixed before its first request
// leaves; a request gets its own from it and keeps it.
type Mode string

// The modes, strictest first.
const (
	Confidential Mode = "confidential" // answers are pooled, no name is shown
	ManagerOnly  Mode = "manager_only" // the manager sees who wrote what; the subject sees nothing
	Named        Mode = "named"        // both see who wrote what
)

// Modes lists them.
var Modes = []Mode{Confidential, ManagerOnly, Named}

// State is what became of a request.
type State string

// A request is open until it is answered, declined, or withdrawn because its stage or cycle ended.
const (
	Open      State = "open"
	Answered  State = "answered"
	Declined  State = "declined"
	Withdrawn State = "withdrawn"
)

var (
	// ErrNotFound means that there is no such thing or that it isn't this person's: the two can't be told apart.
	ErrNotFound = errors.New("there is no such request or pool for this person")
	// ErrClosed means that the stage is over: nothing is taken any more.
	ErrClosed = errors.New("this feedback stage is over")
	// ErrAnswered means that the request has an answer already; see Store.ForEdit.
	ErrAnswered = errors.New("this request is answered")
	// ErrDeclined means that its giver said no to the request before.
	ErrDeclined = errors.New("this request was declined")
	// ErrMode is returned by Store.Start for a mode that there isn't, or a threshold below Threshold.
	ErrMode = errors.New("a round needs modes that there are and a threshold of at least 3")
)

// Store asks, keeps and releases feedback. Its methods work in the transaction they are given.
type Store struct {
	Seal *seal.Sealer
	// Random is what the order of released texts is drawn from. nil means crypto/rand; only tests set it.
	Random io.Reader
}

// Question is one question of a form. In a round {name} stands for the subject's first name; in a Form it is filled in.
type Question struct {
	Slot     string `json:"slot"`
	Text     string `json:"text"`
	Optional bool   `json:"optional,omitempty"`
	Code     string `json:"code,omitempty"` // the performance code that it is about
}

// Round is how one cycle asks. All of it is fixed when it starts, so that a template that changes later changes nothing
// that people were told.
type Round struct {
	Cycle     string // the cycle's id
	Name      string // the cycle's name, as people read it
	Mode      Mode
	Upward    Mode // of people who report to the subject; "" means Mode, and then they are pooled with the others
	Threshold int  // 0 means the constant Threshold
	MinLength int  // of an answer, in code points
	MaxLength int
	DueAt     time.Time
	// Questions by the giver's function; functions that are not listed get those of people.Other.
	Questions map[people.Role][]Question
}

// Request asks one giver about one subject, once per cycle.
type Request struct {
	ID        string
	Cycle     string
	CycleName string
	Subject   string
	Giver     string
	Function  people.Role // the giver's, when asked
	Mode      Mode        // of what is answered; fixed when asked
	State     State
	DueAt     time.Time
	AskedAt   time.Time
	// LookAt is when laurel looks at it by itself next: an open one, to tell its giver of it; one that was declined or taken
	// back, to ask somebody in their place. Zero means never.
	LookAt     time.Time
	ToldOn     string    // the day of the first message that asks, YYYY-MM-DD by the giver's clock; "" before it
	QuietUntil time.Time // its giver wants to hear nothing of it before; zero when they said nothing of the kind
	Replaced   bool      // somebody was asked in the giver's place
	Over       bool      // the stage has ended: nothing is taken or changed any more
}
