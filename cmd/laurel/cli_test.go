package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/seal"
	"laurel/internal/slots"
)

// cast is who works here: Mia manages Ada; five others are there to be asked.
const cast = `slack_id,name,email,role,manager,timezone,team
U0DAN,Dana Whitfield,dana@laurel.example,Director,,America/New_York,Leadership
U0MIA,Mia Torres,mia@laurel.example,Engineering Manager,U0DAN,Europe/Berlin,ML Platform
U0ADA,Ada Osei,ada@laurel.example,MLOps Engineer,U0MIA,Europe/Berlin,ML Platform
U0RAV,Ravi Nair,ravi@laurel.example,ML Engineer,mia@laurel.example,Europe/Berlin,ML Platform
U0BEN,Ben Adeyemi,ben@laurel.example,Data Scientist,U0DAN,Europe/London,Ranking
U0LIN,Lin Zhao,lin@laurel.example,Data Scientist,U0DAN,Asia/Seoul,Ranking
U0SAM,Sam Keller,sam@laurel.example,Software Engineer,U0DAN,America/New_York,Storefront
U0PIA,Pia Novak,pia@laurel.example,Product Manager,U0DAN,Europe/Berlin,Ranking
`

// shell runs command lines in this process, with an environment of its own.
type shell struct {
	*testing.T
	env variablesOf
	in  string
}

// newShell is a shell with an empty SQLite database.
func newShell(t *testing.T) shell {
	t.Helper()
	return shell{T: t, env: variablesOf{"DATABASE_URL": "sqlite:" + filepath.Join(t.TempDir(), "laurel.db")}}
}

// shellOn is a shell with a database that is there already.
func shellOn(t *testing.T, b dbtest.Base) shell {
	t.Helper()
	return shell{T: t, env: variablesOf{"DATABASE_URL": b.URL, "LAUREL_KEY": keyset(t)}}
}

func keyset(t *testing.T) string {
	t.Helper()
	text, err := seal.NewKeyset()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func (s shell) run(args ...string) (status int, out, err string) {
	s.Helper()
	var stdout, stderr bytes.Buffer
	p := program{
		In: strings.NewReader(s.in), Out: &stdout, Err: &stderr,
		Env: s.look,
	}
	status = p.run(s.Context(), args)
	return status, stdout.String(), stderr.String()
}

// does runs a line that succeeds, and returns what it prints.
func (s shell) does(args ...string) string {
	s.Helper()
	status, out, err := s.run(args...)
	if status != exitDone || err != "" {
		s.Fatalf("laurel %s ended with %d: %s", strings.Join(args, " "), status, err)
	}
	return out
}

// refuses runs a line that ends with a status and one sentence on standard error, which it returns.
func (s shell) refuses(status int, args ...string) string {
	s.Helper()
	have, out, err := s.run(args...)
	if have != status || out != "" || !strings.HasPrefix(err, "laurel: ") || strings.Count(err, "\n") != 1 {
		s.Fatalf("laurel %s ended with %d, not %d, and printed %q and the sentence %q", strings.Join(args, " "), have, status, out, err)
	}
	return err
}

// objects runs a line with --json and returns the objects, one a line.
func (s shell) objects(args ...string) (list []map[string]any) {
	s.Helper()
	for line := range strings.Lines(s.does(append(args, "--json")...)) {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			s.Fatalf("%v in the line %q", err, line)
		}
		list = append(list, object)
	}
	return list
}

// has fails the test when a text lacks one of the parts.
func has(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("it lacks %q:\n%s", part, text)
		}
	}
}

// keys fails the test when an object has other keys than these.
func hasKeys(t *testing.T, object map[string]any, keys ...string) {
	t.Helper()
	var have []string
	for key := range object {
		have = append(have, key)
	}
	slices.Sort(have)
	slices.Sort(keys)
	if !slices.Equal(have, keys) {
		t.Errorf("the keys are %v, not %v", have, keys)
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func executes(t *testing.T, b dbtest.Base, statements ...string) {
	t.Helper()
	err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
		for _, statement := range statements {
			if _, err := tx.Exec(statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAWrongLineEndsWith2AndOneSentence(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	for _, line := range []string{
		"nosuch", "people nosuch", "help nosuch", "cycle", "serve --verbose", "people import", "cycle open --name N",
		"packet --person U0ADA --cycle N --format doc", "analyze extra", "wins list --since yesterday",
	} {
		sentence := s.refuses(exitUsage, strings.Fields(line)...)
		if line != "wins list --since yesterday" {
			has(t, sentence, "laurel help")
		}
	}
}

func TestEveryCommandExplainsItself(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	overview := s.does("help")
	if s.does() != overview || s.does("--help") != overview {
		t.Error("laurel, laurel help and laurel --help differ")
	}
	for _, line := range []string{
		"sandbox", "serve", "migrate", "migrate status", "manifest", "people import", "people list", "cycle open", "cycle rehearse",
		"cycle advance", "cycle close", "cycle cancel", "cycle list", "cycle show", "cycle schedule add", "cycle schedule list",
		"cycle schedule remove", "wins list", "packet", "keys new", "analyze",
	} {
		has(t, overview, "  "+line+" ")
		has(t, s.does(append([]string{"help"}, strings.Fields(line)...)...), "Usage: laurel "+line)
		has(t, s.does(append(strings.Fields(line), "--help")...), "Usage: laurel "+line)
	}
}

func TestABadRowIsNamedByItsLineAndNothingIsImported(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		bad := write(t, "people.csv", cast+"nobody,No One,,,,,\nU0EVA,Eva Duarte,eva@laurel.example,Engineer,U0MIA,Mars/Olympus,\n")
		status, out, sentence := s.run("people", "import", bad)
		if status != exitFailed || out != "" {
			t.Errorf("it ended with %d and printed %q", status, out)
		}
		has(t, sentence, "laurel: nothing was imported", "people.csv line 10: slack_id", "people.csv line 11: timezone")
		lost := write(t, "people.csv", cast+"U0EVA,Eva Duarte,eva@laurel.example,Engineer,U0NOBODY,,\n")
		_, _, sentence = s.run("people", "import", lost)
		has(t, sentence, "nothing was imported", "people.csv line 10: ", "U0NOBODY")
		if list := s.objects("people", "list"); len(list) != 0 {
			t.Errorf("%d people were imported", len(list))
		}
		has(t, s.refuses(exitFailed, "people", "import", "no.csv"), "no.csv")
	})
}

func TestTheSecondImportChangesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		file := write(t, "people.csv", cast)
		has(t, s.does("people", "import", file), "8 people: 8 added, 0 changed, 0 unchanged.")
		has(t, s.does("people", "import", file), "8 people: 0 added, 0 changed, 8 unchanged.")
		changed := write(t, "people.csv", strings.Replace(cast, "Ada Osei,ada@laurel.example,MLOps", "Ada Osei,ada@laurel.example,ML", 1))
		has(t, s.does("people", "import", changed), "8 people: 0 added, 1 changed, 7 unchanged.")
		has(t, s.does("people", "list"), "SLACK ID", "Ada Osei     ML Engineer")
		list := s.objects("people", "list")
		if len(list) != 8 || list[0]["name"] != "Ada Osei" || list[0]["manager"] != "U0MIA" {
			t.Fatalf("the list is %v", list)
		}
		hasKeys(t, list[0], "slack_id", "name", "email", "role", "manager", "timezone", "team", "member")
	})
}

func TestARehearsalSendsAndStoresNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		s.does("people", "import", write(t, "people.csv", cast))
		cycle := []string{"--name", "2026 H2", "--template", "mlops-engineer", "--subjects", "U0ADA"}
		messages := s.objects(append([]string{"cycle", "rehearse"}, cycle...)...)
		if len(messages) < 3 {
			t.Fatalf("the rehearsal has %d messages", len(messages))
		}
		for _, m := range messages {
			hasKeys(t, m, "to", "local_time", "text")
			has(t, m["text"].(string), "Feedback for Ada Osei")
		}
		has(t, s.does(append([]string{"cycle", "rehearse"}, cycle...)...), "TO", "LOCAL TIME", "Feedback for Ada Osei")
		if n := rows(t, b, "outbox"); n != 0 || len(s.objects("cycle", "list")) != 0 {
			t.Errorf("the rehearsal left %d messages and the cycles %v", n, s.objects("cycle", "list"))
		}
		s.does(append([]string{"cycle", "open"}, cycle...)...)
		if n := rows(t, b, "outbox"); n != len(messages) {
			t.Errorf("%d messages were rehearsed and %d queued", len(messages), n)
		}
	})
}

func rows(t *testing.T, b dbtest.Base, table string) (n int) {
	t.Helper()
	err := b.DB.Read(t.Context(), func(tx *db.Tx) error { return tx.Get(&n, "select count(*) from "+table) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestACycleIsOpenedOnceAndEndsOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		s.does("people", "import", write(t, "people.csv", cast))
		open := []string{"cycle", "open", "--name", "2026 H2", "--subjects", "U0ADA", "--template"}
		has(t, s.refuses(exitFailed, append(open, "chef")...), "no template", "mlops-engineer", "ml-engineer")
		has(t, s.does(append(open, "mlops-engineer")...), "2026 H2 is open: 1 reviewed")
		has(t, s.refuses(exitFailed, append(open, "mlops-engineer")...), "a cycle of this name already")
		list := s.objects("cycle", "list")
		if len(list) != 1 || list[0]["state"] != "open" {
			t.Fatalf("the list is %v", list)
		}
		hasKeys(t, list[0], "name", "template", "state", "stage", "opened_at", "stage_ends_at")
		has(t, s.does("cycle", "list"), "NAME", "2026 H2  mlops-engineer  open")
		shown := s.objects("cycle", "show", "--name", "2026 H2")
		hasKeys(t, shown[0], "name", "template", "state", "stage", "opened_at", "stage_ends_at", "people", "answers")
		has(t, s.does("cycle", "show", "--name", "2026 H2"), "ANSWERS")
		for _, command := range []string{"advance", "close", "cancel", "show"} {
			has(t, s.refuses(exitFailed, "cycle", command, "--name", "2031"), "no cycle of this name", "laurel cycle list")
		}
		has(t, s.does("cycle", "cancel", "--name", "2026 H2"), "2026 H2 is cancel")
		has(t, s.refuses(exitFailed, "cycle", "advance", "--name", "2026 H2"), "not open any more")
		has(t, s.refuses(exitFailed, "cycle", "open", "--name", "X", "--template", "mlops-engineer", "--subjects", "U0NOBODY"),
			"nothing was opened", "U0NOBODY")
	})
}

func TestAPacketIsForTheManagerOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		s.does("people", "import", write(t, "people.csv", cast))
		s.does("cycle", "open", "--name", "2026 H2", "--template", "mlops-engineer", "--subjects", "U0ADA")
		packet := []string{"packet", "--person", "U0ADA", "--cycle", "2026 H2"}
		has(t, s.refuses(exitUsage, packet...), "--as")
		has(t, s.refuses(exitFailed, append(packet, "--as", "U0MIA")...), "no packet of U0ADA") // the stage is on
		has(t, s.does("cycle", "advance", "--name", "2026 H2"), "Peer review is over")
		has(t, s.does(append(packet, "--as", "U0MIA")...), "# Ada Osei · 2026 H2", "Not shown: fewer than three")
		var object map[string]any
		if err := json.Unmarshal([]byte(s.does(append(packet, "--as", "U0MIA", "--format", "json")...)), &object); err != nil {
			t.Error(err)
		}
		s.env["LAUREL_ADMINS"] = "U0DAN"
		for _, other := range [][]string{nil, {"--as", "U0ADA"}, {"--as", "U0BEN"}, {"--as", "U0NOBODY"}} {
			has(t, s.refuses(exitFailed, append(packet, other...)...), "no packet of U0ADA", "may read")
		}
		file := filepath.Join(t.TempDir(), "packet.md")
		if out := s.does(append(packet, "--as", "U0MIA", "-o", file)...); out != "" {
			t.Errorf("with -o it printed %q", out)
		}
		if about, err := os.Stat(file); err != nil || about.Mode().Perm() != 0o600 {
			t.Errorf("the packet's file: %v, %v", about, err)
		}
	})
}

func TestAScheduleSaysWhenItOpensNext(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	add := []string{"cycle", "schedule", "add", "--template", "mlops-engineer", "--name", "{year} {half}"}
	for line, sentence := range map[string]string{
		"every monday": "every monday", "0 9 30 2 *": "never comes", "@daily": "minute hour day month weekday",
	} {
		has(t, s.refuses(exitFailed, append(add, "--cron", line)...), sentence)
	}
	for _, zone := range []string{"Mars/Olympus", "Local"} {
		has(t, s.refuses(exitUsage, append(add, "--cron", "0 9 1 6,12 *", "--timezone", zone)...), zone, "Europe/Berlin")
	}
	if list := s.objects("cycle", "schedule", "list"); len(list) != 0 {
		t.Fatalf("what was refused is in the list: %v", list)
	}
	has(t, s.does(append(add, "--cron", "0 9 * * *", "--timezone", "Europe/Berlin")...), "the next cycle opens on ", ", 09:00 CE")
	list := s.objects("cycle", "schedule", "list")
	if len(list) != 1 || list[0]["cron"] != "0 9 * * *" || list[0]["timezone"] != "Europe/Berlin" {
		t.Fatalf("the list is %v", list)
	}
	hasKeys(t, list[0], "id", "name", "template", "cron", "timezone", "last")
	s.does("cycle", "schedule", "remove", list[0]["id"].(string))
	has(t, s.refuses(exitFailed, "cycle", "schedule", "remove", list[0]["id"].(string)), "no schedule of this id")
}

func TestTheNextSlotIsTheFirstOneEvenYearsAhead(t *testing.T) {
	t.Parallel()
	now := time.Date(2096, time.March, 1, 12, 0, 0, 0, time.UTC)
	for line, want := range map[string]string{
		"0 9 2 3 *": "2096-03-02T09:00:00Z", "0 9 1 3 *": "2097-03-01T09:00:00Z",
		"0 9 29 2 *": "2104-02-29T09:00:00Z", // 2100 is no leap year
	} {
		schedule, err := slots.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		if next := nextSlot(schedule, now, time.UTC).Format(time.RFC3339); next != want {
			t.Errorf("%s comes next on %s, not %s", line, next, want)
		}
	}
}

func TestWinsAreListedAsTheContractSays(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	c := sandboxCommand{}
	env := config{DatabaseURL: s.env["DATABASE_URL"], Emoji: []string{"trophy"}, Timezone: time.UTC}
	d, err := openWith(t.Context(), env)
	if err != nil {
		t.Fatal(err)
	}
	if err := seedSandbox(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	d.close()
	if len(c.team().People) == 0 {
		t.Fatal("the sandbox has nobody")
	}
	list := s.objects("wins", "list")
	if len(list) < 20 {
		t.Fatalf("%d wins are listed", len(list))
	}
	hasKeys(t, list[0], "id", "person", "text", "win", "impact", "metrics", "stages", "competency", "source", "occurred_on",
		"visibility", "status", "links", "witnesses", "contributors", "project")
	adas := s.objects("wins", "list", "--person", "U0ADA")
	day := adas[0]["occurred_on"].(string)
	for _, w := range adas {
		if w["person"] != "U0ADA" || w["occurred_on"].(string) > day {
			t.Errorf("out of place: %v", w)
		}
	}
	if one := s.objects("wins", "list", "--person", "U0ADA", "--since", day, "--until", day); len(one) != 1 {
		t.Errorf("on %s there are %d", day, len(one))
	}
	has(t, s.does("wins", "list"), "DATE", "PERSON", "STATUS", "U0ADA")
}

func TestAnalyzePrintsAnObjectALine(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	s.in = "Cut p99 latency of #ranker from 120 ms to 80 ms\r\n\nHelped out"
	delete(s.env, "DATABASE_URL") // it needs none
	var list []map[string]any
	for line := range strings.Lines(s.does("analyze")) {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			t.Fatal(err)
		}
		hasKeys(t, object, "text", "competency", "competencies", "stages", "metrics", "kind", "missing", "hints")
		list = append(list, object)
	}
	if len(list) != 3 || list[0]["text"] != "Cut p99 latency of #ranker from 120 ms to 80 ms" || list[2]["competency"] != nil {
		t.Fatalf("it read %v", list)
	}
	metric := list[0]["metrics"].([]any)[0].(map[string]any)
	hasKeys(t, metric, "name", "raw", "from", "to", "change", "unit", "direction", "better")
	if metric["from"] != 120.0 || metric["to"] != 80.0 || metric["unit"] != "ms" || metric["better"] != true {
		t.Errorf("the metric is %v", metric)
	}
	s.in = strings.Repeat("x", maxLine+1)
	has(t, s.refuses(exitFailed, "analyze"), "at most 1048576 bytes")
}

func TestTheManifestIsJSON(t *testing.T) {
	t.Parallel()
	var manifest struct {
		Settings struct {
			SocketMode bool `json:"socket_mode_enabled"`
		}
	}
	if err := json.Unmarshal([]byte(newShell(t).does("manifest")), &manifest); err != nil || !manifest.Settings.SocketMode {
		t.Fatalf("%v, %+v", err, manifest)
	}
}

func TestKeysNewPrintsAnotherKeysetEachTime(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	first, second := s.does("keys", "new"), s.does("keys", "new")
	if _, err := seal.Load(first); err != nil || first == second {
		t.Fatalf("%v: %q and %q", err, first, second)
	}
}
