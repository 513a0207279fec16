package feedback

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"laurel/internal/db"
	"laurel/internal/seal"
	"laurel/people"
	"laurel/writing"
)

// Reply is the answer to one question: a text, or that the giver can't tell.
type Reply struct {
	Text       string `json:"text,omitempty"`
	CantAssess bool   `json:"cant_assess,omitempty"`
}

// Answers are the replies by slot.
type Answers map[string]Reply

// Invalid lists what is wrong with answers, by slot: Missing, TooShort, TooLong or Both. Nothing was stored.
type Invalid map[string]error

func (e Invalid) Error() string {
	all := make([]string, 0, len(e))
	for _, err := range e.Unwrap() {
		all = append(all, err.Error())
	}
	return strings.Join(all, "; ")
}

// Unwrap lists the errors in the order of the slots' names.
func (e Invalid) Unwrap() []error {
	all := make([]error, 0, len(e))
	for _, slot := range slices.Sorted(maps.Keys(e)) {
		all = append(all, e[slot])
	}
	return all
}

// Missing says that a question that must be answered has neither a text nor "can't assess".
type Missing struct{ Slot string }

func (e Missing) Error() string { return e.Slot + " is missing" }

// TooShort counts code points, after cleaning.
type TooShort struct {
	Slot      string
	Min, Have int
}

func (e TooShort) Error() string {
	return fmt.Sprintf("%s has %d of %d characters", e.Slot, e.Have, e.Min)
}

// TooLong counts code points, after cleaning.
type TooLong struct {
	Slot      string
	Max, Have int
}

func (e TooLong) Error() string {
	return fmt.Sprintf("%s has %d characters, over %d", e.Slot, e.Have, e.Max)
}

// Both says that a slot has a text and "can't assess" at once; which is meant is for the giver to say.
type Both struct{ Slot string }

func (e Both) Error() string { return e.Slot + " is both answered and not" }

// Answer stores what a giver says, sealed. Sending again before the stage ends replaces it (changed is true then).
// Errors: ErrNotFound, ErrClosed, ErrWithdrawn, ErrDeclined, Invalid with every fault at once.
func (s *Store) Answer(tx *db.Tx, giver, requestID string, answers Answers) (changed bool, err error) {
	request, round, err := s.request(tx, giver, requestID)
	if err != nil {
		return false, err
	}
	if request.State == Declined {
		return false, ErrDeclined
	}
	answers, err = check(answers, round, request.Function)
	if err != nil {
		return false, err
	}
	open, err := holdPool(tx, request.Cycle, request.Subject)
	if err != nil {
		return false, fmt.Errorf("hold a pool: %w", err)
	}
	if !open {
		return false, ErrClosed
	}
	if err := setState(tx, request, Answered); err != nil {
		return false, fmt.Errorf("mark a request answered: %w", err)
	}
	if err := s.dropDraft(tx, request); err != nil {
		return false, err
	}
	if request.AnyTime() {
		if err := moveInvited(tx, giver, request.Subject, Open, Answered); err != nil {
			return false, err
		}
	}
	return request.State == Answered, s.putAnswer(tx, request, answers)
}

// Check says what Answer would, and stores nothing.
func (s *Store) Check(tx *db.Tx, giver, requestID string, answers Answers) error {
	request, round, err := s.request(tx, giver, requestID)
	if err == nil && request.State == Declined {
		err = ErrDeclined
	}
	if err == nil {
		_, err = check(answers, round, request.Function)
	}
	return err
}

// Decline says no to a request. The reason (a Why, and what else the giver says) may be empty; it is kept sealed, and
// nothing shows it to anybody. After ReplaceAfter somebody may be asked in the giver's place; see TakeUp. The second call
// changes nothing. Errors: ErrNotFound, ErrClosed, ErrWithdrawn, ErrAnswered.
func (s *Store) Decline(tx *db.Tx, giver, requestID, reason string) error {
	request, _, err := s.request(tx, giver, requestID)
	switch {
	case err != nil:
		return err
	case request.State == Answered:
		return ErrAnswered
	case request.State == Declined:
		return nil
	}
	key, err := s.Seal.Key(tx, cycleKey(request.Cycle))
	if err != nil {
		return fmt.Errorf("decline: %w", err)
	}
	sealed, err := key.Seal("feedback_requests", request.ID, "reason", []byte(writing.Clean(reason)))
	if err != nil {
		return fmt.Errorf("decline: %w", err)
	}
	if err := decline(tx, request, sealed); err != nil {
		return fmt.Errorf("decline: %w", err)
	}
	return s.dropDraft(tx, request)
}

// check cleans the answers and collects every fault. Slots that were not asked are dropped.
func check(answers Answers, round Round, function people.Role) (Answers, error) {
	clean, faults := Answers{}, Invalid{}
	for _, question := range round.questions(function) {
		slot := question.Slot
		reply := Reply{Text: writing.Clean(answers[slot].Text), CantAssess: answers[slot].CantAssess}
		have := utf8.RuneCountInString(reply.Text)
		switch {
		case have > 0 && reply.CantAssess:
			faults[slot] = Both{Slot: slot}
		case have == 0 && !reply.CantAssess && !question.Optional:
			faults[slot] = Missing{Slot: slot}
		case have > round.MaxLength:
			faults[slot] = TooLong{Slot: slot, Max: round.MaxLength, Have: have}
		case have > 0 && have < round.MinLength && !question.Optional:
			faults[slot] = TooShort{Slot: slot, Min: round.MinLength, Have: have}
		default:
			clean[slot] = reply
		}
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return clean, nil
}

// token joins an answer to its giver, for whoever has the cycle's key and knows whom to look for.
func token(key *seal.Key, request Request) string {
	return key.MAC("answer", request.Giver, request.ID)
}

func (s *Store) putAnswer(tx *db.Tx, request Request, answers Answers) error {
	cycle, err := s.Seal.Key(tx, cycleKey(request.Cycle))
	if err != nil {
		return fmt.Errorf("store an answer: %w", err)
	}
	subject, err := s.Seal.Key(tx, personKey(request.Subject))
	if err != nil {
		return fmt.Errorf("store an answer: %w", err)
	}
	plain, err := json.Marshal(answers)
	if err != nil {
		return fmt.Errorf("store an answer: %w", err)
	}
	id := uuid.NewString() // random: it must not tell when the answer came
	sealed, err := subject.Seal("feedback_answers", id, "sealed", plain)
	if err != nil {
		return fmt.Errorf("store an answer: %w", err)
	}
	return upsertAnswer(tx, answerRow{
		ID: id, Cycle: request.Cycle, Subject: request.Subject, Token: token(cycle, request), Mode: request.Mode,
		Sealed: sealed,
	})
}

func open(key *seal.Key, row answerRow) (answers Answers, err error) {
	plain, err := key.Open("feedback_answers", row.ID, "sealed", row.Sealed)
	if err != nil {
		return nil, fmt.Errorf("open an answer: %w", err)
	}
	if err := json.Unmarshal(plain, &answers); err != nil {
		return nil, fmt.Errorf("read an answer: %w", err)
	}
	return answers, nil
}
