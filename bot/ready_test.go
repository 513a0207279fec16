package bot_test

import (
	"fmt"
	"testing"

	"laurel/internal/db"
	"laurel/migrations"
)

func TestAnOlderOrNewerSchemaIsNotReady(t *testing.T) {
	tell(t, func(s story) {
		s.ok(s.bot.Ready(s.Context()))
		_, want, err := db.Version(s.Context(), s.db, migrations.Files)
		s.ok(err)
		for statement, reason := range map[string]string{
			fmt.Sprintf("update goose_db_version set version_id = %d where version_id = %d", want+1, want): "newer laurel",
			"delete from goose_db_version": "run laurel migrate",
		} {
			undo := fmt.Sprintf("insert into goose_db_version (version_id, is_applied) values (%d, true)", want)
			s.do(func(tx *db.Tx) error { _, err := tx.Exec(statement); return err })
			if err := s.bot.Ready(s.Context()); err == nil {
				s.Errorf("it is ready after %s", statement)
			} else {
				s.says(err.Error(), reason)
			}
			s.do(func(tx *db.Tx) error {
				if _, err := tx.Exec("delete from goose_db_version"); err != nil {
					return err
				}
				_, err := tx.Exec(undo)
				return err
			})
			s.ok(s.bot.Ready(s.Context()))
		}
	})
}
