package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"laurel/deploy"
	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/migrations"
	"laurel/sandbox"
)

func TestServeWithoutTokensSaysHowToGetThem(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	has(t, s.refuses(exitUsage, "serve"), "api.slack.com/apps", "laurel manifest", "xoxb-", "connections:write", "xapp-",
		"laurel sandbox")
	s.env["SLACK_BOT_TOKEN"] = "xoxb-1"
	has(t, s.refuses(exitUsage, "serve"), "SLACK_APP_TOKEN")
}

func TestServeWithATokenThatSlackDoesNotKnowEndsAtOnce(t *testing.T) {
	t.Parallel()
	w, err := sandbox.Start(t.Context(), sandbox.Options{Manifest: deploy.Manifest, Team: sandbox.DemoTeam()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	for _, tokens := range [][2]string{{"xoxb-wrong", w.AppToken()}, {w.BotToken(), "xapp-wrong"}} {
		s := newShell(t)
		s.env["SLACK_API_URL"], s.env["LAUREL_HTTP_ADDR"], s.env["LAUREL_LOG_LEVEL"] = w.APIURL(), "", "error"
		s.env["SLACK_BOT_TOKEN"], s.env["SLACK_APP_TOKEN"] = tokens[0], tokens[1]
		has(t, s.refuses(exitFailed, "serve"), "Slack does not accept a token (invalid_auth)", "OAuth & Permissions",
			"Basic Information")
	}
}

func TestAnAddressThatIsTakenIsNamedByItsSetting(t *testing.T) {
	t.Parallel()
	w, err := sandbox.Start(t.Context(), sandbox.Options{Manifest: deploy.Manifest, Team: sandbox.DemoTeam()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	s := newShell(t)
	s.env["SLACK_BOT_TOKEN"], s.env["SLACK_APP_TOKEN"], s.env["SLACK_API_URL"] = w.BotToken(), w.AppToken(), w.APIURL()
	s.env["LAUREL_HTTP_ADDR"] = strings.TrimSuffix(strings.TrimPrefix(w.URL(), "http://"), "/")
	has(t, s.refuses(exitFailed, "serve"), "LAUREL_HTTP_ADDR", "address already in use")
	_, port, _ := strings.Cut(s.env["LAUREL_HTTP_ADDR"], ":")
	has(t, s.refuses(exitFailed, "sandbox", "--port", port), "--port takes another port", "address already in use")
}

func TestAnotherKeyThanBeforeIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		s.does("people", "list")
		s.env["LAUREL_KEY"] = keyset(t)
		has(t, s.refuses(exitFailed, "people", "list"), "not the one that this database was sealed with", "LAUREL_KEY")
		s.env["LAUREL_KEY"] = "hunter2hunter2"
		if sentence := s.refuses(exitUsage, "people", "list"); strings.Contains(sentence, "hunter2") {
			t.Errorf("the sentence shows the key: %s", sentence)
		} else {
			has(t, sentence, "LAUREL_KEY does not hold a keyset", "laurel keys new")
		}
	})
}

func TestTheKeyIsMadeBesideSQLiteAndOnlyThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		delete(s.env, "LAUREL_KEY")
		if b.DB.Postgres() {
			has(t, s.refuses(exitUsage, "people", "list"), "needed with Postgres", "laurel keys new")
			s.env["LAUREL_KEY_FILE"] = write(t, "key", keyset(t)+"\n")
			s.does("people", "list")
			s.env["LAUREL_KEY_FILE"] = "/no/such/key"
			has(t, s.refuses(exitUsage, "people", "list"), "LAUREL_KEY_FILE", "/no/such/key")
			return
		}
		s.does("people", "list")
		file := strings.TrimPrefix(b.URL, "sqlite:") + ".key"
		made, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if about, _ := os.Stat(file); about.Mode().Perm() != 0o600 {
			t.Errorf("the key's mode is %v", about.Mode())
		}
		s.does("people", "list")
		if again, err := os.ReadFile(file); err != nil || string(again) != string(made) {
			t.Errorf("the second start changed the key: %v", err)
		}
	})
}

func TestADatabaseThatIsNotThereIsNamedByItsVariable(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, c := range []struct {
		address, says string
		status        int
	}{
		{"postgres://laurel:hunter2@127.0.0.1:1/laurel?sslmode=disable", "can't be reached", exitFailed},
		{"postgres://laurel:hunter2@nowhere.invalid/laurel?connect_timeout=5", "can't be reached", exitFailed},
		{"postgres://laurel:hunter2@127.0.0.1:port/laurel", "can't be read", exitUsage},
		{"postgres://laurel:hunter2/x@127.0.0.1/laurel", "can't be read", exitUsage},
		{"postgres://laurel:hunter2@127.0.0.1:1/laurel?sslmode=loud", "sslmode", exitFailed},
		{"postgres://laurel:hunter2@[::1/laurel", "can't be read", exitUsage},
		{"postgres:laurel:hunter2@127.0.0.1/laurel", "it takes sqlite:PATH or postgres://", exitUsage},
		{"host=localhost password=hunter2 dbname=laurel", "it takes sqlite:PATH or postgres://", exitUsage},
		{"laurel:hunter2@127.0.0.1/laurel", "it takes sqlite:PATH or postgres://", exitUsage},
		{"mysql:laurel:hunter2@127.0.0.1/laurel", "it takes sqlite:PATH or postgres://", exitUsage},
		{"mysql://laurel:hunter2@127.0.0.1/laurel", "it takes sqlite:PATH or postgres://", exitUsage},
		{"laurel.db", "it takes sqlite:PATH or postgres://", exitUsage},
		{"sqlite:", "it takes sqlite:PATH or postgres://", exitUsage},
		{"sqlite:" + dir, "is a directory", exitFailed},
		{"sqlite:" + write(t, "notes.txt", strings.Repeat("not a database ", 100)), "not a database", exitFailed},
	} {
		s := newShell(t)
		s.env["DATABASE_URL"] = c.address
		for _, line := range [][]string{{"people", "list"}, {"migrate"}, {"migrate", "status"}} {
			sentence := s.refuses(c.status, line...)
			has(t, sentence, "DATABASE_URL", c.says)
			if strings.Contains(sentence, "hunter2") {
				t.Errorf("the sentence shows the password: %s", sentence)
			}
		}
	}
}

func TestOnlyWhatFillsADatabaseMakesOne(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	file := strings.TrimPrefix(s.env["DATABASE_URL"], "sqlite:")
	for _, line := range []string{
		"people list", "wins list", "cycle list", "cycle show --name X", "cycle schedule list", "migrate status",
		"packet --person U0ADA --cycle X --as U0MIA", "cycle open --name X --template mlops-engineer",
		"cycle advance --name X", "cycle schedule remove X", "cycle rehearse --name X --template mlops-engineer",
	} {
		has(t, s.refuses(exitFailed, strings.Fields(line)...), "there is no database at "+file, "laurel serve", "laurel migrate",
			"DATABASE_URL")
	}
	if made, err := os.ReadDir(filepath.Dir(file)); err != nil || len(made) != 0 {
		t.Errorf("%v: it made %v", err, made)
	}
	s.does("people", "import", write(t, "people.csv", cast))
	if list := s.objects("people", "list"); len(list) != 8 {
		t.Errorf("%d people are listed", len(list))
	}
	s.env["DATABASE_URL"] = "sqlite:" + filepath.Join(filepath.Dir(file), "no", "laurel.db")
	has(t, s.refuses(exitFailed, "migrate"), "DATABASE_URL", "no such file or directory")
}

func TestAnOlderSchemaAsksForMigrateAndANewerOneForANewerLaurel(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		_, want, err := db.Version(t.Context(), b.DB, migrations.Files)
		if err != nil {
			t.Fatal(err)
		}
		has(t, s.does("migrate", "status"), fmt.Sprintf("version %d of %d: up to date", want, want))
		executes(t, b, fmt.Sprintf("insert into goose_db_version (version_id, is_applied) values (%d, true)", want+1))
		has(t, s.refuses(exitFailed, "people", "list"), "newer laurel")
		has(t, s.does("migrate", "status"), "newer laurel")
		executes(t, b, fmt.Sprintf("delete from goose_db_version where version_id >= %d", want))
		has(t, s.refuses(exitFailed, "people", "list"), "at version ", "run laurel migrate")
		has(t, s.does("migrate", "status"), "run laurel migrate")
	})
}

func TestAnEmptyPostgresAsksForMigrateAndSQLiteNeedsNone(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		newShell(t).does("people", "import", write(t, "people.csv", cast))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		b := dbtest.OnPostgres(t)
		executes(t, b, "drop schema public cascade", "create schema public")
		s := shellOn(t, b)
		has(t, s.refuses(exitFailed, "people", "list"), "at version 0", "run laurel migrate")
		has(t, s.does("migrate"), "steps")
		has(t, s.does("migrate"), "already")
		s.does("people", "list")
	})
}

func TestTokensAreSentToSlackAndThisMachineOnly(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	s.does("migrate")
	for _, foreign := range []string{
		"https://slack.example/api/", "https://slack.com.example/api/", "https://notslack.com/api/", "http://slack.com/api/",
		"http://10.0.0.7/api/", "http://localhost.example/", "http://127.0.0.1.example/", "ftp://127.0.0.1/",
		"127.0.0.1:8065", "http://",
	} {
		s.env["SLACK_API_URL"] = foreign
		has(t, s.refuses(exitUsage, "people", "list"), "SLACK_API_URL")
	}
	for _, allowed := range []string{
		"https://slack.com/api/", "https://www.slack-gov.com/api/", "http://127.0.0.1:8065/api/", "http://localhost/api",
		"http://[::1]:1/api/", "",
	} {
		s.env["SLACK_API_URL"] = allowed
		s.does("people", "list")
	}
	s.env["LAUREL_DEV"], s.env["SLACK_API_URL"] = "1", "http://10.0.0.7/api"
	s.does("people", "list")
	if c, err := readConfig(s.look); err != nil || c.APIURL != "http://10.0.0.7/api/" {
		t.Errorf("%v: methods are put after %q", err, c.APIURL)
	}
}

func (s shell) look(name string) (string, bool) { value, set := s.env[name]; return value, set }

func TestAVariableThatCannotBeReadIsNamed(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]string{
		"LAUREL_TIMEZONE": "Mars/Olympus", "LAUREL_LOG_LEVEL": "loud", "SLACK_BOT_TOKEN_FILE": "/no/such/file",
		"SLACK_APP_TOKEN_FILE": "/no/such/file", "LAUREL_DEV": "yes",
	} {
		s := newShell(t)
		s.env[name] = value
		has(t, s.refuses(exitUsage, "people", "list"), name, value)
	}
	for name, values := range map[string][]string{
		"LAUREL_ADMINS":    {"mia", "<@U1>", "U0MIA,<@U0DAN>", "U0MIA;U0DAN", "u0mia", "U", "@U0MIA", "C0GENERAL"},
		"LAUREL_WIN_EMOJI": {"tro phy;x", "trophy;tada", "Trophy", "tada,🏆", "thumbsup::skin-tone-2", "<trophy>", "::"},
	} {
		for _, value := range values {
			s := newShell(t)
			s.env[name] = value
			has(t, s.refuses(exitUsage, "people", "list"), name, "it takes a comma list")
		}
	}
	s := newShell(t)
	s.env["LAUREL_TIMEZONE"] = "Local" // each machine would mean another one
	has(t, s.refuses(exitUsage, "people", "list"), "LAUREL_TIMEZONE")
}

func TestTheEnvironmentIsReadWithItsDefaults(t *testing.T) {
	t.Parallel()
	read := func(env variablesOf) config {
		c, err := readConfig(shell{env: env}.look)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	c := read(nil)
	if c.DatabaseURL != "sqlite:laurel.db" || c.HTTPAddr != "127.0.0.1:8066" || c.Timezone.String() != "UTC" ||
		len(c.Emoji) != 1 || c.Emoji[0] != "trophy" || c.APIURL != "" || c.LogLevel.String() != "info" || c.Admins != nil {
		t.Errorf("the defaults are %+v", c)
	}
	c = read(variablesOf{
		"LAUREL_WIN_EMOJI": "+1,man-woman-boy,8ball,トロフィー,c_est_l'été", "LAUREL_ADMINS": "W012A3CDE", "LAUREL_DEV": "0",
	})
	if len(c.Emoji) != 5 || len(c.Admins) != 1 {
		t.Errorf("it read %+v", c)
	}
	c = read(variablesOf{
		"LAUREL_HTTP_ADDR": "", "LAUREL_WIN_EMOJI": ":trophy:, tada ,", "LAUREL_ADMINS": " U0DAN,,U0MIA",
		"SLACK_BOT_TOKEN_FILE": write(t, "bot", "xoxb-file\n"), "SLACK_APP_TOKEN_FILE": write(t, "app", " xapp-file "),
		"SLACK_APP_TOKEN": "xapp-itself",
	})
	if c.HTTPAddr != "" || strings.Join(c.Emoji, " ") != "trophy tada" || strings.Join(c.Admins, " ") != "U0DAN U0MIA" ||
		c.BotToken != "xoxb-file" || c.AppToken != "xapp-itself" {
		t.Errorf("it read %+v", c)
	}
}
