package bot_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/db"
)

// Nothing that is said in a channel is read unless a person points at it: Slack doesn't even tell laurel of it.
func TestAHundredUnmarkedMessagesCauseNoCallAndNoRow(t *testing.T) {
	tell(t, func(s story) {
		s.ok(s.w.As("U0ADA").Command("/win help", "C0MLPLAT").Err) // laurel has met her
		s.poke()                                                   // what is due at the start is done
		entries, rows := len(s.w.Entries(0)), s.rows()
		for i := range 25 {
			for _, channel := range []string{"C0MLPLAT", "C0WINS", "C0MLINC", "C0RANDOM"} {
				ts := s.w.As("U0ADA").Say(channel, fmt.Sprintf("Cut p99 of #ranker from 120 ms to %d ms with @laurel :trophy:", i))
				if i%5 == 0 {
					s.ok(s.w.As("U0MIA").React(channel, ts, "eyes"))
				}
			}
		}
		// What is pointed at last shows that everything before it has been dealt with.
		s.ok(s.w.As("U0ADA").Command("/win help", "C0MLPLAT").Err)
		for _, e := range s.w.Entries(0)[entries:] {
			if e.Kind == "api" {
				s.Errorf("laurel called %s", e.Title)
			}
		}
		rows["inbox_keys"]++ // of the command
		if diff := cmp.Diff(rows, s.rows()); diff != "" {
			s.Errorf("rows (-before +now):\n%s", diff)
		}
	})
}

// rows counts the rows of every table but that of the jobs' own times.
func (s story) rows() map[string]int {
	s.Helper()
	counts := map[string]int{}
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
		query := `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
		if tx.Postgres() {
			query = `select table_name from information_schema.tables where table_schema = current_schema()`
		}
		var tables []string
		if err := tx.Select(&tables, query); err != nil {
			return err
		}
		for _, table := range tables {
			var n int
			if err := tx.Get(&n, `select count(*) from `+table); err != nil {
				return err
			}
			counts[table] = n
		}
		delete(counts, "slots")
		return nil
	}))
	return counts
}
