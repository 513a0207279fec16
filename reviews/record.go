package reviews

import (
	"fmt"
	"slices"
	"time"

	"laurel/internal/db"
	"laurel/people"
)

// Who did something, where it was nobody with an id.
const (
	ByCommand = ""      // whoever runs laurel's commands
	ByClock   = "clock" // nobody: its time had come
)

// EventKind says what was done to a cycle.
type EventKind string

// What is done to cycles.
const (
	EventOpened    EventKind = "opened"
	EventAdvanced  EventKind = "advanced"  // Was ended and Becomes began; "" when the cycle ended with it
	EventExtended  EventKind = "extended"  // the stage ends at Becomes instead of Was: RFC 3339
	EventReopened  EventKind = "reopened"  // from Was, "" for a closed cycle, back to Becomes
	EventReminded  EventKind = "reminded"  // who owed something in Was
	EventJoined    EventKind = "joined"    // Subject came into the cycle
	EventSwapped   EventKind = "swapped"   // a colleague is not to be asked about Subject
	EventLeft      EventKind = "left"      // Subject was taken out of it
	EventManager   EventKind = "manager"   // Subject reports to Becomes instead of Was
	EventClosed    EventKind = "closed"    // before its time
	EventCancelled EventKind = "cancelled" // as if it had not been
)

// Event is something that was done to a cycle, on record for good. None of them names a giver.
type Event struct {
	At      time.Time
	By      string // a person's id, ByCommand or ByClock
	Kind    EventKind
	Subject string // whom it was about; "" for all
	Was     string
	Becomes string
	FromOn  string // YYYY-MM-DD: the day from which it holds, where that is not the day on which it was done
	Reason  string
}

// As is c in the hands of somebody: what they do stands on the record under their id, or under ByClock.
func (c *Cycles) As(actor string) *Cycles {
	acting := *c
	acting.by = actor
	return &acting
}

// Record lists what was done to a cycle, the latest first, to who runs laurel and isn't known by name. Error: ErrNotFound.
func (c *Cycles) Record(tx *db.Tx, cycleID string) ([]Event, error) {
	if _, err := cycleByID(tx, cycleID); err != nil {
		return nil, err
	}
	return eventsOf(tx, cycleID)
}

// record stores what is done now.
func (c *Cycles) record(tx *db.Tx, cycleID string, e Event) error {
	e.By, e.At = c.by, tx.Now()
	return insertEvent(tx, cycleID, e)
}

// mine are those of the subjects whom a viewer is or manages now: whoever is close to somebody in a cycle learns less about
// it than others, whatever else they may do.
func mine(tx *db.Tx, viewer string, subjects []string) (mine []string, err error) {
	reports, err := people.Reports(tx, viewer, tx.Now())
	if err != nil {
		return nil, fmt.Errorf("look who is close to a cycle: %w", err)
	}
	own := map[string]bool{viewer: true}
	for _, report := range reports {
		own[report.ID] = true
	}
	return slices.DeleteFunc(slices.Clone(subjects), func(subject string) bool { return !own[subject] }), nil
}
