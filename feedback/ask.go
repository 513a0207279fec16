package feedback

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"laurel/internal/db"
	"laurel/people"
)

// Start fixes how a cycle asks. The second call for a cycle changes nothing. Error: ErrMode.
func (s *Store) Start(tx *db.Tx, round Round) error {
	round.Threshold, round.Upward = cmp.Or(round.Threshold, Threshold), cmp.Or(round.Upward, round.Mode)
	if !slices.Contains(Modes, round.Mode) || !slices.Contains(Modes, round.Upward) || round.Threshold < Threshold {
		return ErrMode
	}
	if len(round.Questions[people.Other]) == 0 {
		return errors.New("a round needs questions for people of other functions")
	}
	if _, err := s.Seal.Key(tx, cycleKey(round.Cycle)); err != nil {
		return fmt.Errorf("make the cycle's key: %w", err)
	}
	return insertRound(tx, round)
}

// Ask asks the givers of a round that was started. Who is asked about a subject already is not asked again; only the
// new requests are returned, in the order given. Error: ErrNotFound when the round was not started.
func (s *Store) Ask(tx *db.Tx, cycle string, assignments []Assignment) ([]Request, error) {
	round, err := loadRound(tx, cycle)
	if err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	asked, err := pairs(tx, cycle)
	if err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	known, err := round.directory(tx, assignments)
	if err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	var requests []Request
	for _, assignment := range assignments {
		pair := pair{Subject: assignment.Subject, Giver: assignment.Giver}
		if asked[pair] {
			continue
		}
		asked[pair] = true
		requests = append(requests, Request{
			ID: db.NewID(), Cycle: cycle, CycleName: round.Name, Subject: pair.Subject, Giver: pair.Giver,
			Function: assignment.Function, Mode: round.ModeOf(known[pair.Giver], pair.Subject), State: Open, DueAt: round.DueAt, AskedAt: tx.Now(),
		})
	}
	if err := insertPools(tx, round, subjects(requests)); err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	if err := insertRequests(tx, requests); err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	return requests, nil
}

// ModeOf is the mode in which a giver is asked about a subject: who reports to the subject belongs to a group of its own.
func (r Round) ModeOf(giver people.Person, subject string) Mode {
	if giver.Manager == subject && r.Upward != "" {
		return r.Upward
	}
	return r.Mode
}

// directory is who the givers are, if their mode depends on it.
func (r Round) directory(tx *db.Tx, assignments []Assignment) (map[string]people.Person, error) {
	if r.Upward == r.Mode {
		return nil, nil
	}
	givers := make([]string, len(assignments))
	for i, assignment := range assignments {
		givers[i] = assignment.Giver
	}
	slices.Sort(givers)
	return people.Some(tx, slices.Compact(givers))
}

// pools tells that some givers of the round answer in confidence.
func (r Round) pools() bool { return r.Mode == Confidential || r.Upward == Confidential }

// Include makes a pool for subjects of a round about whom nobody is asked (yet): it is sealed with the others, and shows
// that too few answered. Error: ErrNotFound when the round was not started.
func (s *Store) Include(tx *db.Tx, cycle string, subjects []string) error {
	round, err := loadRound(tx, cycle)
	if err != nil {
		return fmt.Errorf("include subjects: %w", err)
	}
	return wrapped("include subjects", insertPools(tx, round, subjects))
}

// Waiting lists what a giver is still asked, soonest due first.
func (s *Store) Waiting(tx *db.Tx, giver string) ([]Request, error) {
	requests, err := openRequests(tx, giver)
	if err != nil {
		return nil, fmt.Errorf("list what waits for a giver: %w", err)
	}
	return requests, nil
}

// Request is one request of a giver's, whatever became of it. Error: ErrNotFound.
func (s *Store) Request(tx *db.Tx, giver, requestID string) (Request, error) {
	request, err := loadRequest(tx, giver, requestID)
	return request, wrapped("load a request", err)
}

// Givers lists who was asked about anybody in a cycle, by id.
func (s *Store) Givers(tx *db.Tx, cycle string) ([]string, error) {
	givers, err := giversIn(tx, cycle)
	return givers, wrapped("list who was asked", err)
}

// Withdraw takes back all requests of a cycle that are still open, because it was cancelled. What was answered can't be
// changed any more and is never released.
func (s *Store) Withdraw(tx *db.Tx, cycle string) error {
	return wrapped("withdraw the requests of a cycle", withdraw(tx, cycle))
}

// Band is how far a round has come, as coarse as it may be told to those who run it. Subjects and managers get none.
type Band string

// The bands: how many of the requests are done (answered or declined). None and all of them have no band of their own:
// they would be exact counts.
const (
	Hidden Band = "" // not told
	Some   Band = "fewer than half"
	Most   Band = "half or more"
	Nearly Band = "nearly all" // four of five, and more
)

// A round so small that a band would say of a few known people whether they answered has none.
const (
	bandSubjects = 3
	bandRequests = 15
)

// Progress tells how far a cycle's round has come, over all its subjects. It is Hidden while the round is small (fewer
// than 3 subjects or 15 requests), where a band would say of people one knows whether they answered. It is Hidden again
// from the first seal on: a withheld slot looks the same for none as for two answers, and a band beside it would tell
// them apart. Nor may subjects and managers see it before: what they see until the seal must not depend on what was
// sent. Callers keep it from them; see reviews.Cycles.ShowFor.
func (s *Store) Progress(tx *db.Tx, cycle string) (Band, error) {
	round, err := progress(tx, cycle)
	if err != nil {
		return Hidden, fmt.Errorf("measure a round: %w", err)
	}
	asked, done := round.Asked, round.Done
	switch {
	case round.Sealed > 0 || round.Subjects < bandSubjects || asked < bandRequests:
		return Hidden, nil
	case done*5 >= asked*4:
		return Nearly, nil
	case done*2 >= asked:
		return Most, nil
	default:
		return Some, nil
	}
}

// subjects lists who is asked about, each once, in a fixed order.
func subjects(requests []Request) []string {
	all := make([]string, 0, len(requests))
	for _, request := range requests {
		all = append(all, request.Subject)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func personKey(subject string) string { return "person:" + subject }
