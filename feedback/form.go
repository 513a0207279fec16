package feedback

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"laurel/internal/db"
	"laurel/people"
)

// Form is what a giver is shown: the questions, and who will see the answer.
type Form struct {
	Request   Request
	Subject   people.Person
	Manager   string // who sees it besides the subject; "" when there is nobody now
	Mode      Mode
	Threshold int // shown only when so many answered
	MinLength int
	MaxLength int
	Questions []Question
	Previous  Answers // what was sent before; from ForEdit only
	Draft     Draft   // what was written since and not sent
	Enough    bool    // more than Threshold are asked about the subject in confidence, whatever became of it
	// OnlyReports tells that of those who are asked about the subject only who reports to them answers in confidence.
	OnlyReports bool
}

// ForAnswer opens an open request for its giver. Errors: ErrNotFound, ErrClosed, ErrWithdrawn, ErrAnswered, ErrDeclined.
func (s *Store) ForAnswer(tx *db.Tx, giver, requestID string) (Form, error) {
	request, round, err := s.request(tx, giver, requestID)
	if err != nil {
		return Form{}, err
	}
	switch request.State {
	case Answered:
		return Form{}, ErrAnswered
	case Declined:
		return Form{}, ErrDeclined
	}
	return s.form(tx, request, round)
}

// ForEdit opens an answered request again, with what was sent, until the stage ends. Errors: ErrNotFound (also when
// there is no answer yet), ErrClosed, ErrWithdrawn.
func (s *Store) ForEdit(tx *db.Tx, giver, requestID string) (Form, error) {
	request, round, err := s.request(tx, giver, requestID)
	if err != nil {
		return Form{}, err
	}
	if request.State != Answered {
		return Form{}, ErrNotFound
	}
	form, err := s.form(tx, request, round)
	if err != nil {
		return Form{}, err
	}
	form.Previous, err = s.previous(tx, request)
	return form, err
}

// request loads a giver's request while its stage lasts.
func (s *Store) request(tx *db.Tx, giver, id string) (Request, Round, error) {
	request, err := loadRequest(tx, giver, id)
	if err != nil {
		return Request{}, Round{}, fmt.Errorf("load a request: %w", err)
	}
	pool, err := loadPool(tx, request.Cycle, request.Subject)
	if err != nil {
		return Request{}, Round{}, fmt.Errorf("load a request: %w", err)
	}
	switch {
	case pool.sealed():
		return Request{}, Round{}, ErrClosed
	case request.State == Withdrawn:
		return Request{}, Round{}, ErrWithdrawn
	}
	round, err := loadRound(tx, request.Cycle)
	if err != nil {
		return Request{}, Round{}, fmt.Errorf("load a request: %w", err)
	}
	return request, round, nil
}

func (s *Store) form(tx *db.Tx, request Request, round Round) (Form, error) {
	subject, err := people.Get(tx, request.Subject)
	if err != nil {
		return Form{}, fmt.Errorf("load the subject of a request: %w", err)
	}
	manager, err := people.ManagerOf(tx, request.Subject, tx.Now())
	if err != nil {
		return Form{}, fmt.Errorf("load the manager of a subject: %w", err)
	}
	form := Form{
		Request: request, Subject: subject, Manager: manager, Mode: request.Mode, Threshold: round.Threshold,
		MinLength: round.MinLength, MaxLength: round.MaxLength,
	}
	for _, question := range round.questions(request.Function) {
		question.Text = strings.ReplaceAll(question.Text, "{name}", firstName(subject))
		form.Questions = append(form.Questions, question)
	}
	asked, err := countAsked(tx, request.Cycle, request.Subject)
	if err != nil {
		return Form{}, fmt.Errorf("count who is asked about a subject: %w", err)
	}
	form.Enough = asked > round.Threshold
	form.OnlyReports = round.Mode != Confidential
	form.Draft, err = s.draft(tx, request)
	return form, err
}

// Kept is what a form holds at first, by slot: what was sent, and over it what was written since.
func (f Form) Kept() Answers {
	kept := maps.Clone(f.Previous)
	if kept == nil {
		kept = Answers{}
	}
	maps.Copy(kept, f.Draft.Answers)
	return kept
}

// slots are all that the round asks about, in the order in which they are read: those of every round, with the further
// questions before the last.
func (r Round) slots() []string {
	slots := slices.Clone(Slots)
	for _, question := range r.questions(people.Other) {
		if !slices.Contains(Slots, question.Slot) {
			slots = slices.Insert(slots, len(slots)-1, question.Slot)
		}
	}
	return slots
}

func (r Round) questions(function people.Role) []Question {
	if own := r.Questions[function]; len(own) > 0 {
		return own
	}
	return r.Questions[people.Other]
}

func firstName(person people.Person) string {
	if names := strings.Fields(person.Name); len(names) > 0 {
		return names[0]
	}
	return person.ID
}

// previous reads what the giver sent before: their own words, found by the token.
func (s *Store) previous(tx *db.Tx, request Request) (answers Answers, err error) {
	cycle, err := s.Seal.Key(tx, cycleKey(request.Cycle))
	if err != nil {
		return nil, fmt.Errorf("read an own answer: %w", err)
	}
	row, err := answerByToken(tx, token(cycle, request))
	if err != nil {
		return nil, fmt.Errorf("read an own answer: %w", err)
	}
	return s.openAnswer(tx, row)
}

func (s *Store) openAnswer(tx *db.Tx, row answerRow) (answers Answers, err error) {
	key, err := s.Seal.Key(tx, personKey(row.Subject))
	if err != nil {
		return nil, fmt.Errorf("open an answer: %w", err)
	}
	return open(key, row)
}
