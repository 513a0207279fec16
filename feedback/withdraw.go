package feedback

import (
	"errors"
	"fmt"

	"laurel/internal/db"
)

// WithdrawSubject takes back what a cycle asks about one subject, because they left it. What was answered can't be changed
// any more and is never released. It lists those who were asked, by id; where nobody was, or the answers are sealed
// already, it changes nothing.
func (s *Store) WithdrawSubject(tx *db.Tx, cycle, subject string) ([]string, error) {
	first, err := closePool(tx, cycle, subject)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil || !first {
		return nil, wrapped("end the asking about a subject", err)
	}
	if err := shut(tx, cycle, subject); err != nil {
		return nil, fmt.Errorf("withdraw what is asked about a subject: %w", err)
	}
	givers, err := giversOf(tx, cycle, subject)
	return givers, wrapped("list who was asked about a subject", err)
}
