package bot_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zaptest"

	"laurel/bot"
	"laurel/deploy"
	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/outbox"
	"laurel/migrations"
	"laurel/people"
	"laurel/sandbox"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// story is a workspace, a bot that serves it over a real socket, and the database in between. Its clock starts on
// Monday 23 November 2026, 10:00 in Berlin, and runs.
type story struct {
	testing.TB
	w    *sandbox.Workspace
	bot  *bot.Bot
	db   *db.DB
	stop context.CancelFunc // as SIGTERM does
}

// tell runs body as one story on each database, with the sandbox's cast in the directory.
func tell(t *testing.T, body func(s story)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := begin(t, b, zaptest.NewLogger(t))
		s.hire()
		body(s)
	})
}

func begin(t testing.TB, b dbtest.Base, log *zap.Logger, change ...func(*bot.Options)) story {
	t.Helper()
	return beginWith(t, b, log, sandbox.DemoTeam(), change...)
}

// beginWith is begin in a workspace of other people.
func beginWith(t testing.TB, b dbtest.Base, log *zap.Logger, team sandbox.Team, change ...func(*bot.Options)) story {
	t.Helper()
	monday, begun := b.Clock.Now(), time.Now()
	clock := sandbox.NewClock(func() time.Time { return monday.Add(time.Since(begun)) })
	w, err := sandbox.Start(context.Background(), sandbox.Options{
		Manifest: deploy.Manifest, Clock: clock, Team: team, Strict: strict(),
	})
	if err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(t.Context(), b.URL, db.WithClock(clock.Now))
	if err != nil {
		t.Fatal(err)
	}
	_, schema, err := db.Version(t.Context(), d, migrations.Files)
	if err != nil {
		t.Fatal(err)
	}
	options := bot.Options{
		DB: d, Schema: schema, Seal: b.Seal, Log: log, Admins: []string{"U0DAN"},
		BotToken: w.BotToken(), AppToken: w.AppToken(), APIURL: w.APIURL(), SecondSocket: time.Minute,
		Limits: limits(),
	}
	for _, f := range change {
		f(&options)
	}
	served := bot.New(options)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- served.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the bot ended: %v", err)
		}
		wellFormed(t, w)
		_ = w.Close()
		_ = d.Close()
	})
	s := story{TB: t, w: w, bot: served, db: d, stop: cancel}
	s.until("the socket is open", func() bool { return w.Sockets() > 0 })
	return s
}

// strict tells whether the flows are played under Slack's rate limits, with events that come late, twice and in any
// order: LAUREL_STRICT=1, as make check does after the plain run.
func strict() bool { return os.Getenv("LAUREL_STRICT") == "1" }

// limits are Slack's in strict mode; otherwise no test wants to wait for them.
func limits() outbox.Limits {
	if strict() {
		return outbox.Limits{}
	}
	return outbox.Limits{PerMinute: 1_000_000, PerChannel: time.Microsecond}
}

// cast is who works here: Mia manages Ada, Juno and Ravi; Tom manages Sam and Eva; Dana the others.
const cast = `slack_id,name,email,role,manager,timezone,team
U0DAN,Dana Whitfield,dana@laurel.example,Director,,America/New_York,Leadership
U0MIA,Mia Torres,mia@laurel.example,Engineering Manager,U0DAN,Europe/Berlin,ML Platform
U0TOM,Tom Lindqvist,tom@laurel.example,Engineering Manager,U0DAN,Europe/Stockholm,Storefront
U0ADA,Ada Osei,ada@laurel.example,MLOps Engineer,U0MIA,Europe/Berlin,ML Platform
U0JUN,Juno Park,juno@laurel.example,ML Engineer,U0MIA,Asia/Seoul,ML Platform
U0RAV,Ravi Nair,ravi@laurel.example,ML Engineer,U0MIA,Europe/Berlin,ML Platform
U0BEN,Ben Adeyemi,ben@laurel.example,Data Scientist,U0DAN,Europe/London,Ranking
U0LIN,Lin Zhao,lin@laurel.example,Data Scientist,U0DAN,Europe/Berlin,Ranking
U0SAM,Sam Keller,sam@laurel.example,Software Engineer,U0TOM,America/New_York,Storefront
U0EVA,Eva Duarte,eva@laurel.example,Software Engineer,U0TOM,Europe/Lisbon,Storefront
U0PIA,Pia Novak,pia@laurel.example,Product Manager,U0DAN,Europe/Berlin,Ranking
`

func (s story) hire() {
	s.Helper()
	rows, err := people.ReadCSV(strings.NewReader(cast), "people.csv")
	if err != nil {
		s.Fatal(err)
	}
	s.do(func(tx *db.Tx) error {
		_, err := people.Import(tx, rows, "people.csv")
		return err
	})
}

// do runs f in a transaction that writes.
func (s story) do(f func(tx *db.Tx) error) {
	s.Helper()
	if err := s.db.Do(s.Context(), f); err != nil {
		s.Fatal(err)
	}
}

// until waits for what happens by itself, and fails the test when it doesn't within 20 seconds.
func (s story) until(what string, happened func() bool) {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), 20*time.Second)
	defer cancel()
	if err := s.w.Until(ctx, happened); err != nil {
		s.Fatalf("waited for: %s", what)
	}
}

// poke has the jobs look for what is due now, and returns when they have and what they told has left, but for what waits
// for its reader's morning.
func (s story) poke() {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), 20*time.Second)
	defer cancel()
	select {
	case <-s.bot.Poke():
	case <-ctx.Done():
		s.Fatal("the jobs did not run")
	}
	s.until("all messages have left", func() bool {
		var waiting int64
		s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
			soon := db.At(tx.Now().Add(time.Minute))
			return tx.Get(&waiting, `select count(*) from outbox as o where o.done_at = 0 and o.run_at < ? and not exists (
				select 1 from outbox as first where first.id = o.original and first.run_at >= ?)`, soon, soon)
		}))
		return waiting == 0
	})
}

// says fails the test when a text lacks one of the parts.
func (s story) says(text string, parts ...string) {
	s.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			s.Errorf("it lacks %q:\n%s", part, text)
		}
	}
}

// never fails the test when a text has one of the parts.
func (s story) never(text string, parts ...string) {
	s.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			s.Errorf("it has %q:\n%s", part, text)
		}
	}
}

func (s story) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// asked waits for the newest message to a person that holds the text, and returns it.
func (s story) told(user, text string) sandbox.Message {
	s.Helper()
	var found sandbox.Message
	s.until(user+" is told: "+text, func() bool {
		for _, m := range s.w.As(user).Inbox() {
			if strings.Contains(m.Text(), text) {
				found = m
				return true
			}
		}
		return false
	})
	return found
}
