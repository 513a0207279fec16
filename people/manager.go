package people

import (
	"errors"
	"slices"
	"time"

	"laurel/internal/db"
)

var (
	// ErrOwnManager means that somebody would report to themself.
	ErrOwnManager = errors.New("nobody is their own manager")
	// ErrNoMember means that somebody can't manage people: a guest, an app, of another workspace, or gone.
	ErrNoMember = errors.New("only a full member of the workspace can manage people")
)

// Circle is the error for a manager who reports to the person, directly or through others: their ids, the person's first.
type Circle struct{ People []string }

func (e Circle) Error() string { return "managers in a circle: " + nameCircle(e.People) }

// Line is a time in which somebody had one manager.
type Line struct {
	Manager string
	From    time.Time
	Until   time.Time // the first moment at which it no longer held; zero: it holds, or will
}

// Lines are all managers of a person, the latest first, planned ones included.
func Lines(tx *db.Tx, id string) ([]Line, error) { return loadLines(tx, id) }

// SetManager has somebody report to another from a moment on, now or later; who managed them before stays on record. It
// counts like the last file: a later import that names another manager takes its place, also before the moment has come.
// No other write may come before it in its transaction. Errors: ErrNotFound for either, ErrOwnManager, ErrNoMember, Circle.
func SetManager(tx *db.Tx, id, manager string, from time.Time) error {
	if err := lockDirectory(tx); err != nil {
		return err
	}
	if _, err := loadOne(tx, id); err != nil {
		return err
	}
	lead, err := loadOne(tx, manager)
	switch {
	case err != nil:
		return err
	case id == manager:
		return ErrOwnManager
	case !Member(lead):
		return ErrNoMember
	}
	if circle, err := circleOf(tx, id, manager); err != nil || circle != nil {
		return errors.Join(err, circle)
	}
	if err := saveFileManager(tx, id, manager); err != nil {
		return err
	}
	if !from.After(tx.Now()) {
		return saveManager(tx, id, manager)
	}
	return planManager(tx, id, manager, from)
}

// circleOf is the circle that a new manager would close, as things are and as they are planned; nil for none.
func circleOf(tx *db.Tx, id, manager string) (error, error) {
	all, err := loadClaims(tx)
	if err != nil {
		return nil, err
	}
	lead := make(map[string]string, len(all))
	for _, c := range all {
		lead[c.ID] = c.Present
		if c.Next != "" {
			lead[c.ID] = c.Next
		}
	}
	way := []string{id}
	for at := manager; at != "" && !slices.Contains(way[1:], at); at = lead[at] {
		if at == id {
			return Circle{People: way}, nil
		}
		way = append(way, at)
	}
	return nil, nil
}
