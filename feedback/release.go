package feedback

import (
	"errors"
	"fmt"

	"laurel/internal/db"
	"laurel/people"
)

// Kind is the right by which somebody reads feedback.
type Kind string

// The subject reads what is said about them; the manager of record, as of now, what is said about a report.
const (
	ViewerSubject Kind = "subject"
	ViewerManager Kind = "manager"
)

// Viewer is who reads, and by which right.
type Viewer struct {
	Person string
	Kind   Kind
}

// Scope is what is read: one subject in one cycle (its id).
type Scope struct {
	Cycle   string
	Subject string
}

// Released is what a viewer may read. While the stage lasts it depends on nothing but the cycle: not on who or how many
// answered.
type Released struct {
	Cycle   string
	Subject string
	Mode    Mode           // of colleagues
	Upward  Mode           // of people who report to the subject
	Sealed  bool           // the stage is over
	Slots   []ReleasedSlot // what was said in confidence; none where nobody is asked so
	Signed  []Signed       // what was said under a name that the viewer may know, by function and then giver
}

// ReleasedSlot is the pool of one slot. Texts is empty unless ThreeOrMore: with none, one or two answers it looks the
// same. A text is one paragraph; how many there are doesn't tell how many wrote.
type ReleasedSlot struct {
	Slot        string
	ThreeOrMore bool // at least the round's threshold, without the viewer
	Texts       []string
}

// Release is the only way by which the text of answers leaves this package. It gives the same bytes each time. A viewer
// who answered too doesn't count towards the threshold and doesn't get their own words back. Error: ErrNotFound, for
// whoever is neither the subject nor the manager of record, and when nobody was asked.
func (s *Store) Release(tx *db.Tx, viewer Viewer, scope Scope) (Released, error) {
	if err := mayRead(tx, viewer, scope); err != nil {
		return Released{}, err
	}
	pool, err := loadPool(tx, scope.Cycle, scope.Subject)
	if err != nil {
		return Released{}, fmt.Errorf("release: %w", err)
	}
	round, err := loadRound(tx, scope.Cycle)
	if err != nil {
		return Released{}, fmt.Errorf("release: %w", err)
	}
	released := Released{Cycle: scope.Cycle, Subject: scope.Subject, Mode: round.Mode, Upward: round.Upward, Sealed: pool.sealed()}
	for _, slot := range round.slots() {
		if round.pools() {
			released.Slots = append(released.Slots, ReleasedSlot{Slot: slot})
		}
	}
	if !pool.sealed() {
		return released, nil
	}
	made, err := s.openSnapshot(tx, pool)
	if err != nil {
		return Released{}, fmt.Errorf("release: %w", err)
	}
	isOwn, err := s.ownParts(tx, viewer.Person, scope)
	if err != nil {
		return Released{}, fmt.Errorf("release: %w", err)
	}
	for i := range released.Slots {
		if i < len(made.Slots) {
			released.Slots[i] = made.Slots[i].without(isOwn, round.Threshold)
		}
	}
	for _, one := range made.Signed {
		if one.readableBy(viewer.Kind) {
			released.Signed = append(released.Signed, one)
		}
	}
	return released, nil
}

// mayRead decides by who the viewer is now, whatever they were when the cycle opened.
func mayRead(tx *db.Tx, viewer Viewer, scope Scope) error {
	switch {
	case viewer.Kind == ViewerSubject && viewer.Person != "" && viewer.Person == scope.Subject:
		return nil
	case viewer.Kind == ViewerManager && viewer.Person != "" && viewer.Person != scope.Subject:
		manager, err := people.ManagerOf(tx, scope.Subject, tx.Now())
		if err != nil && !errors.Is(err, people.ErrNotFound) {
			return fmt.Errorf("look up the manager: %w", err)
		}
		if err == nil && manager == viewer.Person {
			return nil
		}
	}
	return ErrNotFound
}

// ownParts tells which parts a viewer wrote. It goes through the fingerprint: no stored row says so.
func (s *Store) ownParts(tx *db.Tx, viewer string, scope Scope) (func(slot string, p part) bool, error) {
	key, err := s.Seal.Key(tx, cycleKey(scope.Cycle))
	if err != nil {
		return nil, err
	}
	mine, err := author(tx, key, scope.Cycle, scope.Subject, viewer)
	if err != nil {
		return nil, err
	}
	unasked := unasked(key, scope.Subject, viewer)
	return func(slot string, p part) bool {
		return p.Owner == owner(key, mine, slot) || p.Owner == owner(key, unasked, slot)
	}, nil
}

// without leaves the viewer's own parts out, and everything when fewer than threshold others filled the slot.
func (p pooled) without(isOwn func(string, part) bool, threshold int) ReleasedSlot {
	out, others := ReleasedSlot{Slot: p.Slot}, map[string]bool{}
	for _, part := range p.Parts {
		if !isOwn(p.Slot, part) {
			others[part.Owner] = true
			out.Texts = append(out.Texts, part.Text)
		}
	}
	if len(others) < threshold {
		return ReleasedSlot{Slot: p.Slot}
	}
	out.ThreeOrMore = true
	return out
}
