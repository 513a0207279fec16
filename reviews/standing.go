package reviews

import (
	"errors"
	"time"

	"laurel/internal/db"
	"laurel/people"
)

// Standing is how a person stands in a cycle, as far as one reader who runs cycles may know: what they and their manager
// did, and never anything about those who are asked about them.
type Standing struct {
	Cycle    Cycle
	Person   people.Person
	Lines    []people.Line // who managed them, the latest first
	In       bool          // they are reviewed in it
	JoinedAt time.Time     // zero: with the opening, or never
	LeftAt   time.Time     // zero: never
	Own      bool          // the reader is the person or manages them: what follows is not told
	// What was done so far.
	Nominated, Approved, Assessed bool
}

// StandingFor tells how a person stands in a cycle, to a reader who runs cycles. Who is that person, or manages them now,
// learns no more than anybody in their place. Error: ErrNotFound for a cycle or a person that there isn't.
func (c *Cycles) StandingFor(tx *db.Tx, reader, cycleID, person string) (Standing, error) {
	cycle, err := cycleByID(tx, cycleID)
	if err != nil {
		return Standing{}, err
	}
	s := Standing{Cycle: cycle}
	if s.Person, err = people.Get(tx, person); errors.Is(err, people.ErrNotFound) {
		return Standing{}, ErrNotFound
	} else if err != nil {
		return Standing{}, err
	}
	if s.Lines, err = people.Lines(tx, person); err != nil {
		return Standing{}, err
	}
	row, there, err := subjectIn(tx, cycleID, person)
	if err != nil || !there {
		return s, err
	}
	s.In, s.JoinedAt = row.LeftAt == 0, row.JoinedAt.Time
	if row.LeftAt > 0 {
		s.LeftAt = time.UnixMicro(row.LeftAt).UTC()
	}
	s.Own = reader == person || reader == s.Person.Manager
	if !s.Own {
		s.Nominated, s.Approved, s.Assessed = row.NominatedAt > 0, row.ApprovedAt > 0, row.AssessedAt > 0
	}
	return s, nil
}
