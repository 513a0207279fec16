package feedback

import (
	"errors"
	"fmt"

	"laurel/internal/db"
)

// WithdrawOpen takes back what a giver is asked about a subject in a cycle, if it is still open: what was answered stays.
// It tells whether there was anything; whoever asked for it must not learn that.
func (s *Store) WithdrawOpen(tx *db.Tx, cycle, subject, giver string) (bool, error) {
	open, err := holdPool(tx, cycle, subject)
	if err != nil || !open {
		return false, wrapped("take back a request", err)
	}
	request, err := requestOf(tx, cycle, subject, giver)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("take back a request: %w", err)
	}
	taken, err := withdrawOpen(tx, request)
	if err != nil || !taken {
		return false, wrapped("take back a request", err)
	}
	return true, s.dropDraft(tx, request)
}
