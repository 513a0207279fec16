package bot_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"go.uber.org/zap/zaptest"

	"laurel/bot"
	"laurel/deploy"
	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/migrations"
	"laurel/sandbox"
)

func TestAnOlderOrNewerSchemaIsNotReady(t *testing.T) {
	tell(t, func(s story) {
		s.until("it is ready", func() bool { return s.bot.Ready(s.Context()) == nil })
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

func TestASlackThatIsDownAtTheStartIsWaitedFor(t *testing.T) {
	t.Parallel()
	b := dbtest.SQLite(t)
	w, err := sandbox.Start(t.Context(), sandbox.Options{Manifest: deploy.Manifest, Team: sandbox.DemoTeam()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	w.FailNext("auth.test", 503, "internal_error", "")
	w.FailNext("auth.test", 429, "ratelimited", "1")
	served := bot.New(bot.Options{
		DB: b.DB, Seal: b.Seal, Log: zaptest.NewLogger(t), BotToken: w.BotToken(), AppToken: w.AppToken(), APIURL: w.APIURL(),
	})
	if err := served.Ready(t.Context()); err == nil {
		t.Error("it is ready before it runs")
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- served.Run(ctx) }()
	waiting, give := context.WithTimeout(t.Context(), 20*time.Second)
	defer give()
	if err := w.Until(waiting, func() bool { return w.Sockets() > 0 }); err != nil {
		t.Error("it did not connect")
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("it ended with %v", err)
	}
}

func TestATokenThatIsRefusedIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	b := dbtest.SQLite(t)
	w, err := sandbox.Start(t.Context(), sandbox.Options{Manifest: deploy.Manifest, Team: sandbox.DemoTeam()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	served := bot.New(bot.Options{DB: b.DB, Seal: b.Seal, BotToken: "xoxb-wrong", AppToken: w.AppToken(), APIURL: w.APIURL()})
	if err := served.Run(t.Context()); !errors.As(err, new(bot.ErrTokens)) {
		t.Errorf("it ended with %v", err)
	}
}
