package feedback

import (
	"time"

	"laurel/internal/db"
)

// Shown is a request as a message to its giver shows it.
type Shown struct {
	Request
	Asks bool // it is new in that message; else the message reminds of it
}

// LookAt sets when laurel tells the givers of open requests (by id) of them next; the zero time means not any more.
// Requests that are not open are left as they are.
func (s *Store) LookAt(tx *db.Tx, at time.Time, requests ...string) error {
	return wrapped("plan to tell of requests", lookAt(tx, at, requests))
}

// GiversDue lists those (at most limit) who are to be told of something they are asked, longest due first: see HoldOpen.
func (s *Store) GiversDue(tx *db.Tx, limit int) ([]string, error) {
	givers, err := giversDue(tx, tx.Now(), limit)
	return givers, wrapped("list whom to tell", err)
}

// HoldOpen lists what a giver is still asked, soonest due first, and keeps it from being answered, declined or withdrawn
// until tx ends. What somebody else is changing at this moment is left out.
func (s *Store) HoldOpen(tx *db.Tx, giver string) ([]Request, error) {
	requests, err := holdOpen(tx, giver)
	return requests, wrapped("hold what waits for a giver", err)
}

// OpenIn lists the open requests of a cycle.
func (s *Store) OpenIn(tx *db.Tx, cycle string) ([]Request, error) {
	requests, err := selectRequests(tx, ` where q.cycle = ? and q.state = 'open' order by q.id`, cycle)
	return requests, wrapped("list what is open in a cycle", err)
}

// AskedIn lists all requests of a cycle, whatever became of them.
func (s *Store) AskedIn(tx *db.Tx, cycle string) ([]Request, error) {
	requests, err := asked(tx, cycle)
	return requests, wrapped("list who is asked in a cycle", err)
}

// Show notes that a giver's message of a day (YYYY-MM-DD by their clock) shows requests of theirs. Those they were not
// told of yet are new in it. The second call for a request changes nothing.
func (s *Store) Show(tx *db.Tx, giver, day string, requests []Request) error {
	return wrapped("note what a message shows", insertTold(tx, giver, day, requests))
}

// Tell notes that a message tells of a request on a day, and when laurel tells of it next.
func (s *Store) Tell(tx *db.Tx, request Request, day string, next time.Time) error {
	return wrapped("note that a giver is told", tell(tx, request.ID, day, next))
}

// ShownOn lists what a giver's message of a day shows, as it stands now, soonest due first; nothing when there was none.
func (s *Store) ShownOn(tx *db.Tx, giver, day string) ([]Shown, error) {
	shown, err := shownOn(tx, giver, day)
	return shown, wrapped("read what a message shows", err)
}

// ShownDays lists the days of the messages that show what a giver is or was asked in a cycle, newest first.
func (s *Store) ShownDays(tx *db.Tx, cycle, giver string) ([]string, error) {
	days, err := shownDays(tx, cycle, giver)
	return days, wrapped("list a giver's messages", err)
}

// Quiet has laurel say nothing of an open request before until, and tell its giver of it at next. Errors: ErrNotFound,
// ErrClosed, ErrAnswered, ErrDeclined.
func (s *Store) Quiet(tx *db.Tx, giver, requestID string, until, next time.Time) error {
	request, _, err := s.request(tx, giver, requestID)
	switch {
	case err != nil:
		return err
	case request.State == Answered:
		return ErrAnswered
	case request.State == Declined:
		return ErrDeclined
	}
	return wrapped("put a request off", orClosed(quiet(tx, request, until, next)))
}
