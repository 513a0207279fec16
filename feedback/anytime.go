package feedback

import (
	"fmt"
	"strings"

	"github.com/google/uuid"

	"laurel/internal/db"
	"laurel/people"
)

// Feedback outside a cycle is answered with the same form and kept in the same tables: each subject has a round of their
// own that never ends (standing), and each giver in it at most one request. When a cycle seals its pool of the subject, it
// takes what was sent by then: see take.

// Begun is the state of a request that a giver made themselves, outside a cycle, and has not sent.
const Begun State = "begun"

// standing and taken stand in the place of a cycle's id: for what waits for the next pool, and for what a cycle's pool took.
func standing(subject string) string { return "anytime:" + subject }

func taken(cycle string) string { return takenBy + cycle }

// takenFrom reverses taken, and leaves any other id as it is.
func takenFrom(cycle string) string { return strings.TrimPrefix(cycle, takenBy) }

const takenBy = "taken:"

// AnyTime tells that a request belongs to no cycle.
func (r Request) AnyTime() bool { return r.Cycle == standing(r.Subject) }

// BarNobody says that nobody writes about a subject, for they have no reviews: a guest, an app, of another workspace, or gone.
const BarNobody Bar = "nobody"

// BarredAnyTime says why a giver can't write about a subject outside a cycle; "" when they can. Unlike Barred it lets those
// write whose function or place isn't known. upward tells that people may write about their own manager.
func BarredAnyTime(subject, giver people.Person, upward bool) Bar {
	switch bar := Barred(subject, giver, true, upward); {
	case bar == BarSelf:
		return bar
	case !people.Member(subject):
		return BarNobody
	case bar == BarNoFunction:
		return ""
	default:
		return bar
	}
}

// Give finds or begins what a giver writes about a subject outside a cycle; whether they may is for BarredAnyTime to say. Of
// the round count the lengths and the questions. It is a request like any other: ForAnswer or ForEdit opens it, SaveDraft
// keeps its draft, Answer stores what is sent. The second call finds the same.
func (s *Store) Give(tx *db.Tx, giver, subject people.Person, how Round) (Request, error) {
	how.Cycle, how.Name, how.Mode, how.Threshold = standing(subject.ID), "", Confidential, Threshold
	// The key is there before anybody holds the pool: who seals holds them in the other order.
	if _, err := s.Seal.Key(tx, personKey(subject.ID)); err != nil {
		return Request{}, fmt.Errorf("give feedback: %w", err)
	}
	if err := renewRound(tx, how); err != nil {
		return Request{}, fmt.Errorf("give feedback: %w", err)
	}
	if err := insertPools(tx, how, []string{subject.ID}); err != nil {
		return Request{}, fmt.Errorf("give feedback: %w", err)
	}
	// Neither the id nor a time may tell when somebody gave.
	err := insertOnce(tx, Request{
		ID: uuid.NewString(), Cycle: how.Cycle, Subject: subject.ID, Giver: giver.ID, Function: giver.Role, State: Begun,
	})
	if err != nil {
		return Request{}, fmt.Errorf("give feedback: %w", err)
	}
	request, err := requestOf(tx, how.Cycle, subject.ID, giver.ID)
	return request, wrapped("give feedback", err)
}

// Reopen is the form of what a giver writes outside a cycle, with what they sent before. Errors: those of ForAnswer.
func (s *Store) Reopen(tx *db.Tx, giver string, request Request) (Form, error) {
	if request.State == Answered {
		return s.ForEdit(tx, giver, request.ID)
	}
	return s.ForAnswer(tx, giver, request.ID)
}

// Gift is what a giver has written about somebody outside a cycle, as only they see it.
type Gift struct {
	Request Request
	Sent    bool // kept for the subject's next pool
	Draft   bool // something was written, or changed, and is not sent
}

// Given lists what a giver has written outside a cycle and no pool has taken yet, by subject.
func (s *Store) Given(tx *db.Tx, giver string) ([]Gift, error) {
	requests, err := standingOf(tx, giver)
	if err != nil {
		return nil, fmt.Errorf("list what somebody gave: %w", err)
	}
	var gifts []Gift
	for _, request := range requests {
		draft, err := s.draft(tx, request)
		if err != nil {
			return nil, fmt.Errorf("list what somebody gave: %w", err)
		}
		gift := Gift{Request: request, Sent: request.State == Answered, Draft: !draft.ChangedAt.IsZero()}
		if gift.Sent || gift.Draft {
			gifts = append(gifts, gift)
		}
	}
	return gifts, nil
}

// TakeBack deletes what a giver has written about somebody outside a cycle, sent or not; who was invited to it is invited
// still. Error: ErrNotFound when there is
// nothing (any more), also once a pool has taken it.
func (s *Store) TakeBack(tx *db.Tx, giver, requestID string) (Request, error) {
	request, err := s.begun(tx, giver, requestID)
	if err != nil {
		return Request{}, fmt.Errorf("take feedback back: %w", err)
	}
	key, err := s.Seal.Key(tx, cycleKey(request.Cycle))
	if err != nil {
		return Request{}, fmt.Errorf("take feedback back: %w", err)
	}
	if err := deleteAnswer(tx, token(key, request)); err != nil {
		return Request{}, fmt.Errorf("take feedback back: %w", err)
	}
	if err := s.dropDraft(tx, request); err != nil {
		return Request{}, err
	}
	if err := moveInvited(tx, giver, request.Subject, Answered, Open); err != nil {
		return Request{}, err
	}
	return request, wrapped("take feedback back", setBegun(tx, request))
}

// begun is a request outside a cycle for which something is written, held so that no pool takes it meanwhile.
func (s *Store) begun(tx *db.Tx, giver, id string) (Request, error) {
	request, err := loadRequest(tx, giver, id)
	if err != nil {
		return Request{}, err
	}
	if !request.AnyTime() {
		return Request{}, ErrNotFound
	}
	if _, err := holdPool(tx, request.Cycle, request.Subject); err != nil {
		return Request{}, err
	}
	if request, err = loadRequest(tx, giver, id); err != nil || request.State == Answered {
		return request, err
	}
	draft, err := s.draft(tx, request)
	if err == nil && draft.ChangedAt.IsZero() {
		err = ErrNotFound
	}
	return request, err
}

// cycleKey names the key under which a cycle's tokens are made; with it ends all that joins its answers to their givers,
// also of those that it took.
func cycleKey(cycle string) string { return "cycle:" + takenFrom(cycle) }
