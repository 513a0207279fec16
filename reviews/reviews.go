// Package reviews runs the review cycles: it asks a person's colleagues when a cycle opens, and gives the manager one
// packet in which every statement can be traced.
package reviews

import (
	"errors"
	"time"

	"laurel/feedback"
	"laurel/internal/seal"
)

// State is what became of a cycle.
type State string

// A cycle is open until its last stage ends or somebody closes or cancels it.
const (
	Open      State = "open"
	Closed    State = "closed"
	Cancelled State = "cancelled"
)

// MaxName is how many characters a cycle's name may have: it stands in every message and on every button.
const MaxName = 80

var (
	// ErrNotFound means that there is no such thing, or nothing that this person may see: the two can't be told apart.
	ErrNotFound = errors.New("there is no such cycle, schedule or packet for this person")
	// ErrNotOpen means that the cycle was closed or cancelled before, or moved on at the same moment.
	ErrNotOpen = errors.New("this cycle is not open any more, or not in this stage")
	// ErrNoName means that a cycle or schedule was given no name.
	ErrNoName = errors.New("a cycle needs a name")
	// ErrLongName means that a cycle's name has more than MaxName characters.
	ErrLongName = errors.New("a cycle's name is too long")
	// ErrNameTaken means that there is or was a cycle of this name; case and spaces don't count.
	ErrNameTaken = errors.New("there is a cycle of this name")
	// ErrNoSubjects means that nobody has a function that the template is for.
	ErrNoSubjects = errors.New("nobody has a function that this template is for")
	// ErrSlotDone means that the schedule opened a cycle for this slot or a later one before.
	ErrSlotDone = errors.New("this slot of the schedule is done")
)

// Cycles opens and runs review cycles. Its methods work in the transaction they are given.
type Cycles struct {
	Feedback *feedback.Store
	Seal     *seal.Sealer
	Location *time.Location // LAUREL_TIMEZONE: for cycles, and for people whose profile has none. nil means UTC

	by string // who acts, for the record: see As
}

// Cycle is one review of many people.
type Cycle struct {
	ID          string
	Name        string
	Template    string
	Stage       string // one of the template's stages; the last one when the cycle has ended
	State       State
	OpenedBy    string
	OpenedAt    time.Time
	StageEndsAt time.Time
	EndedAt     time.Time // zero while it is open
	Timezone    string    // the stages end by its clock
	PeriodFrom  string    // YYYY-MM-DD: the first day whose wins count
	PeriodUntil string    // the last one; "" while colleagues are still asked
	// TemplateText is the template as it was when the cycle opened.
	TemplateText string
}

// location is the cycle's time zone. Zones come from the system's data; one that it has lost counts as UTC.
func (c Cycle) location() *time.Location {
	if location, err := time.LoadLocation(c.Timezone); err == nil {
		return location
	}
	return time.UTC
}

func (c *Cycles) location() *time.Location {
	if c.Location == nil {
		return time.UTC
	}
	return c.Location
}
