package feedback

import (
	"errors"
	"fmt"
	"time"

	"laurel/internal/db"
)

// Why somebody declines to write.
type Why string

// The reasons there are to choose from.
const (
	WhyUnfamiliar Why = "unfamiliar" // they don't know the work well enough
	WhyConflict   Why = "conflict"   // of interest
	WhyBusy       Why = "busy"
	WhyOther      Why = "other"
)

// Whys lists the reasons in the order in which they are offered.
var Whys = []Why{WhyUnfamiliar, WhyConflict, WhyBusy, WhyOther}

// ReplaceAfter is how long a giver may think better of declining before somebody is asked in their place.
const ReplaceAfter = 2 * time.Minute

var (
	// ErrReplaced means that somebody was asked in the giver's place.
	ErrReplaced = errors.New("somebody else was asked instead")
	// ErrWithdrawn means that the giver is not asked any more, though others are.
	ErrWithdrawn = errors.New("this request was taken back")
)

// TakeUp opens a request again that its giver declined, and has them told of it at next. One that is open stays so.
// Errors: ErrNotFound, ErrClosed, ErrWithdrawn, ErrAnswered, ErrReplaced.
func (s *Store) TakeUp(tx *db.Tx, giver, requestID string, next time.Time) error {
	request, _, err := s.request(tx, giver, requestID)
	switch {
	case err != nil:
		return err
	case request.State == Answered:
		return ErrAnswered
	case request.State == Open:
		return nil
	}
	open, err := holdPool(tx, request.Cycle, request.Subject)
	if err != nil {
		return fmt.Errorf("take a request up: %w", err)
	}
	if !open {
		return ErrClosed
	}
	err = takeUp(tx, request, db.At(next))
	if errors.Is(err, db.ErrNotOne) {
		return ErrReplaced
	}
	return wrapped("take a request up", err)
}

// Lost lists the cycles in which a giver declined, or was taken out, and nobody was asked in their place yet: see TakeLost.
func (s *Store) Lost(tx *db.Tx) ([]string, error) {
	cycles, err := lost(tx)
	return cycles, wrapped("list where givers are lost", err)
}

// TakeLost lists those requests of a cycle, by subject and giver; each is listed once, provided tx commits.
func (s *Store) TakeLost(tx *db.Tx, cycle string) ([]Request, error) {
	requests, err := takeLost(tx, cycle)
	return requests, wrapped("take lost requests", err)
}

// Replaced notes that somebody was asked in the place of a request's giver, who can't take it up any more.
func (s *Store) Replaced(tx *db.Tx, request string) error {
	return wrapped("note that a giver was replaced", replaced(tx, request))
}

// OpenGivers lists who is asked anything, by id.
func (s *Store) OpenGivers(tx *db.Tx) ([]string, error) {
	givers, err := openGivers(tx)
	return givers, wrapped("list who is asked", err)
}

// WithdrawGiver takes back what a giver is still asked, because they have left; others may be asked in their place.
func (s *Store) WithdrawGiver(tx *db.Tx, giver string) error {
	requests, err := selectRequests(tx, ` where q.giver = ? and q.state = 'open' order by q.cycle, q.subject`, giver)
	if err != nil {
		return fmt.Errorf("withdraw what somebody is asked: %w", err)
	}
	for _, r := range requests {
		// Held as who answers and who ends the stage do: they take the pool first.
		if _, err := holdPool(tx, r.Cycle, r.Subject); err != nil {
			return fmt.Errorf("withdraw what somebody is asked: %w", err)
		}
		if err := withdrawOne(tx, r.ID); err != nil {
			return fmt.Errorf("withdraw what somebody is asked: %w", err)
		}
		if err := s.dropDraft(tx, r); err != nil {
			return err
		}
	}
	return nil
}
