package feedback

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"laurel/internal/db"
	"laurel/internal/seal"
)

// take moves what was sent about a subject outside a cycle into a cycle whose pool is being sealed, and returns it for the
// snapshot, each row under the token of its giver there: who wrote both counts as one. Each answer is taken once. A pool
// that isn't confidential takes nothing: its readers would learn more than was promised. Requests get new ids and all is
// written anew together, so that neither rows nor ids tell when somebody gave. What was written and not sent stays where
// it is, and so does the request: a form that is open now is sent for the pool after.
func (s *Store) take(tx *db.Tx, cycle, subject string, tokens *seal.Key) (notes []answerRow, err error) {
	pool, err := loadPool(tx, cycle, subject)
	if err != nil || pool.Mode != Confidential {
		return nil, err
	}
	given, err := holdPool(tx, standing(subject), subject)
	if err != nil || !given {
		return nil, err
	}
	sent, err := answeredAbout(tx, standing(subject), subject)
	if err != nil || len(sent) == 0 {
		return nil, err
	}
	key, err := s.Seal.Key(tx, cycleKey(standing(subject)))
	if err != nil {
		return nil, err
	}
	var kept []answerRow
	var copies []Request
	for _, request := range sent {
		row, err := answerByToken(tx, token(key, request))
		if err != nil {
			return nil, fmt.Errorf("find what somebody gave: %w", err)
		}
		copied := request
		copied.ID, copied.Cycle = uuid.NewString(), taken(cycle)
		row.Cycle, row.Token = copied.Cycle, token(tokens, copied)
		kept, copies = append(kept, row), append(copies, copied)
		if row.Token, err = author(tx, tokens, cycle, subject, request.Giver); err != nil {
			return nil, err
		}
		notes = append(notes, row)
	}
	return notes, move(tx, subject, kept, copies)
}

// move writes what was taken to its new place.
func move(tx *db.Tx, subject string, kept []answerRow, copies []Request) error {
	slices.SortFunc(kept, func(x, y answerRow) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortFunc(copies, func(x, y Request) int { return cmp.Compare(x.ID, y.ID) })
	if err := rewriteAnswers(tx, standing(subject), subject, nil); err != nil {
		return err
	}
	if err := rewriteAnswers(tx, copies[0].Cycle, subject, kept); err != nil {
		return err
	}
	if err := insertRequests(tx, copies); err != nil {
		return err
	}
	if err := beginAgain(tx, subject); err != nil {
		return fmt.Errorf("empty what waits for a pool: %w", err)
	}
	return rewriteInvited(tx, subject)
}

// author is the token by which a giver counts in a cycle's pool of a subject: that of the answer they were asked for, or
// one of their own when they were not asked.
func author(tx *db.Tx, tokens *seal.Key, cycle, subject, giver string) (string, error) {
	request, err := requestOf(tx, cycle, subject, giver)
	if errors.Is(err, ErrNotFound) {
		return unasked(tokens, subject, giver), nil
	}
	return token(tokens, request), err
}

func unasked(tokens *seal.Key, subject, giver string) string {
	return tokens.MAC("unasked", subject, giver)
}
