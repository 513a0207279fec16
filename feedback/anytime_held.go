package feedback

import (
	"errors"
	"fmt"

	"laurel/internal/db"
)

// Held is what is kept of a person's part in feedback outside cycles: for them alone.
type Held struct {
	Given       []Note       // what they wrote about others
	Invitations []Invitation // what they ask for now
	Invited     []Invited    // what they are asked for now
}

// Note is what a giver wrote about a subject. Cycle is the one whose pool took it, "" while none has. What isn't sent is in
// Draft.
type Note struct {
	Subject string
	Cycle   string
	Answers Answers
	Draft   Answers
}

// HeldAnyTime lists what a person has given, also what pools have taken while their cycles' keys last, and what they ask
// and are asked for. What others wrote about them is not in it: see Release.
func (s *Store) HeldAnyTime(tx *db.Tx, person string) (held Held, err error) {
	requests, err := standingOf(tx, person)
	if err != nil {
		return held, fmt.Errorf("list what somebody gave: %w", err)
	}
	pooled, err := takenOf(tx, person)
	if err != nil {
		return held, fmt.Errorf("list what somebody gave: %w", err)
	}
	for _, request := range append(requests, pooled...) {
		note, err := s.note(tx, request)
		if err != nil {
			return held, fmt.Errorf("list what somebody gave: %w", err)
		}
		if note.Answers != nil || note.Draft != nil {
			held.Given = append(held.Given, note)
		}
	}
	if held.Invitations, err = s.Invitations(tx, person); err != nil {
		return held, err
	}
	held.Invited, err = s.InvitationsTo(tx, person, "")
	return held, err
}

func (s *Store) note(tx *db.Tx, request Request) (Note, error) {
	note := Note{Subject: request.Subject}
	answers, err := s.previous(tx, request)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return note, err
	}
	note.Answers = answers
	if !request.AnyTime() {
		note.Cycle = takenFrom(request.Cycle)
		return note, nil
	}
	draft, err := s.draft(tx, request)
	note.Draft = draft.Answers
	return note, err
}

// ForgetAnyTime deletes what no pool has taken yet of what a person wrote and of what was written about them, and all
// invitations by and to them. What a pool has taken belongs to its cycle. The second call changes nothing.
func (s *Store) ForgetAnyTime(tx *db.Tx, person string) error {
	requests, err := standingOf(tx, person)
	if err != nil {
		return fmt.Errorf("forget what somebody gave: %w", err)
	}
	for _, request := range requests {
		key, err := s.Seal.Key(tx, cycleKey(request.Cycle))
		if err != nil {
			return fmt.Errorf("forget what somebody gave: %w", err)
		}
		if err := deleteAnswer(tx, token(key, request)); err != nil {
			return fmt.Errorf("forget what somebody gave: %w", err)
		}
		if err := s.dropDraft(tx, request); err != nil {
			return err
		}
	}
	return wrapped("forget what somebody gave", deletePerson(tx, person))
}
