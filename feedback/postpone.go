package feedback

import (
	"time"

	"laurel/internal/db"
)

// Postpone has all that a cycle asks be due at another time. It changes nothing before the round was started, and nothing
// once its pools are sealed.
func (s *Store) Postpone(tx *db.Tx, cycle string, due time.Time) error {
	return wrapped("move when answers are due", postpone(tx, cycle, due))
}
