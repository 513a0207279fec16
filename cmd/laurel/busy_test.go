package main

import (
	"net"
	"net/http"
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/internal/dbtest"
)

func TestBesideAWriterReadingWorksAndWritingSaysSo(t *testing.T) {
	t.Parallel()
	b := dbtest.SQLite(t)
	s := shellOn(t, b)
	s.does("people", "import", write(t, "people.csv", cast))
	cycle := []string{"--name", "2026 H2", "--template", "mlops-engineer", "--subjects", "U0ADA"}
	s.does(append([]string{"cycle", "open"}, cycle...)...)
	err := b.DB.Do(t.Context(), func(*db.Tx) error {
		for _, line := range []string{
			"wins list", "people list", "cycle list", "cycle show --name=2026_H2", "cycle schedule list", "migrate status",
		} {
			words := strings.Fields(line)
			for i := range words {
				words[i] = strings.ReplaceAll(words[i], "_", " ")
			}
			s.does(words...)
		}
		s.does("cycle", "rehearse", "--name", "2027 H1", "--template", "mlops-engineer", "--subjects", "U0RAV")
		has(t, s.refuses(exitFailed, "cycle", "cancel", "--name", "2026 H2"), "another process is writing", "again")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.does("cycle", "cancel", "--name", "2026 H2")
}

// TestAPostgresWithoutSSLNamesTheWayOut plays the first answer of such a server: N to the question for SSL
// (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL).
func TestAPostgresWithoutSSLNamesTheWayOut(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = connection.Read(make([]byte, 8))
			_, _ = connection.Write([]byte("N"))
			_ = connection.Close()
		}
	}()
	s := newShell(t)
	s.env["DATABASE_URL"] = "postgres://laurel:hunter2@" + listener.Addr().String() + "/laurel"
	has(t, s.refuses(exitFailed, "migrate"), "?sslmode=disable", "DATABASE_URL")
}

func TestServeWaitsForASlackThatIsDown(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + listener.Addr().String() + "/api/"
	_ = listener.Close()
	bot := start(t, variablesOf{
		"SLACK_API_URL": nobody, "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "LAUREL_HTTP_ADDR": "127.0.0.1:0",
	}, "serve")
	probes := "http://" + bot.says(&bot.err, `"http":"([^"]+)"`)
	bot.says(&bot.err, "(Slack can't be reached; check the network and SLACK_API_URL; laurel tries again)")
	if status, _ := get(t, probes+"/healthz"); status != http.StatusOK {
		t.Errorf("/healthz answers %d", status)
	}
	if status, _ := get(t, probes+"/readyz"); status != http.StatusServiceUnavailable {
		t.Errorf("/readyz answers %d", status)
	}
	if status := bot.stop(); status != exitDone {
		t.Errorf("SIGTERM ended it with %d", status)
	}
}
