package bot_test

import (
	"strings"
	"testing"

	"go.uber.org/zap/zaptest"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/reviews"
)

// On SQLite whatever holds a cycle for so long keeps the press itself from being taken.
func TestWhoPressesForTooManyPeopleIsToldAnotherWay(t *testing.T) {
	t.Parallel()
	s := begin(t, dbtest.OnPostgres(t), zaptest.NewLogger(t))
	s.hire()
	s.worked()
	s.open("2026 H2")
	dana := s.details()
	held, release, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		done <- s.db.Do(s.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`update cycles set name = name`)
			close(held)
			<-release
			return err
		})
	}()
	<-held
	s.ok(dana.ClickModal("review.advance"))
	s.until("Dana is told of the command line", func() bool {
		return strings.Contains(dana.Modal().Text(), "laurel help cycle")
	})
	close(release)
	s.ok(<-done)
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
		shown, err := s.bot.Cycles().Show(tx, "2026 H2")
		if err == nil && shown.Cycle.Stage != reviews.StagePeer {
			s.Errorf("the cycle is in %s", shown.Cycle.Stage)
		}
		return err
	}))
}
