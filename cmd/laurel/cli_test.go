package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/seal"
	"laurel/wins"
)

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
		"sandbox", "serve", "migrate", "migrate status", "manifest", "people import", "people list", "people sync", "cycle open",
		"cycle rehearse", "cycle advance", "cycle close", "cycle cancel", "cycle list", "cycle show", "cycle schedule add",
		"cycle schedule list", "cycle schedule remove", "wins list", "wins story", "wins export", "wins import", "packet", "keys new",
		"analyze",
	} {
		has(t, overview, "  "+line+" ")
		has(t, s.does(append([]string{"help"}, strings.Fields(line)...)...), "Usage: laurel "+line)
		has(t, s.does(append(strings.Fields(line), "--help")...), "Usage: laurel "+line)
	}
}

func TestABadRowIsNamedByItsLineAndNothingIsImported(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		bad := write(t, "people.csv", cast+"nobody,No One,,,,,\nU0EVA,Eva Duarte,,Engineer,U0MIA,Mars/Olympus,\n")
		status, out, sentence := s.run("people", "import", bad)
		if status != exitFailed || out != "" {
			t.Errorf("it ended with %d and printed %q", status, out)
		}
		has(t, sentence, "laurel: nothing was imported", "people.csv line 10: slack_id", "people.csv line 11: timezone")
		both := write(t, "people.csv", cast+"U0EVA,Eva Duarte,,Engineer,U0NOBODY,Mars/Olympus,\nnobody,No One,,,,,\n"+
			"U0TOM,Tom Lindqvist,,,tom@nowhere.example,,\nU0KIM,Kim,,,U0KIM,,\n")
		_, _, sentence = s.run("people", "import", both)
		has(t, sentence, "people.csv line 10: timezone", `; manager "U0NOBODY" is not in`, "people.csv line 11: slack_id",
			`people.csv line 12: manager "tom@nowhere.example"`, "people.csv line 13: U0KIM is their own manager")
		broken := write(t, "people.csv", cast+"U0TOM,Tom\nU0EVA,Eva Duarte,,,U0TOM,,\n")
		_, _, sentence = s.run("people", "import", broken)
		has(t, sentence, "people.csv line 10: it has 2 columns")
		if strings.Contains(sentence, "line 11") { // Tom may be whom the broken row was about
			t.Errorf("it says too much: %s", sentence)
		}
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
		changed := write(t, "people.csv", strings.Replace(cast, "MLOps Engineer", "ML Engineer", 1))
		has(t, s.does("people", "import", changed), "8 people: 0 added, 1 changed, 7 unchanged.")
		has(t, s.does("people", "list"), "SLACK ID", "U0ADA     Ada Osei        ML engineer")
		list := s.objects("people", "list")
		if len(list) != 8 || list[0]["name"] != "Ada Osei" || list[0]["manager"] != "U0MIA" {
			t.Fatalf("the list is %v", list)
		}
		hasKeys(t, list[0], "slack_id", "name", "email", "role", "manager", "timezone", "team", "member", "status", "from")
	})
}

func TestWinsAreListedAsTheContractSays(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	d, err := openWith(t.Context(), config{DatabaseURL: s.env["DATABASE_URL"]})
	if err != nil {
		t.Fatal(err)
	}
	if err := seedSandbox(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	d.close()
	list := s.objects("wins", "list")
	if len(list) < 20 {
		t.Fatalf("%d wins are listed", len(list))
	}
	hasKeys(t, list[0], "id", "person", "text", "win", "impact", "metrics", "stages", "competency", "source",
		"occurred_on", "visibility", "status", "links", "witnesses", "contributors", "project")
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

func TestWinsAreFilteredByProjectWordsAndStatus(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			for _, text := range []string{"Cut p99 latency of #ranker", "Latency of #churn, halved", "計測しました #ranker"} {
				w, err := wins.Add(tx, wins.New{Person: "U0ADA", Text: text, Source: wins.SourceCommand})
				if err == nil && strings.Contains(text, "halved") {
					_, err = wins.Remove(tx, "U0ADA", w.ID)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for flags, n := range map[string]int{
			"": 3, "--project #ranker": 2, "--project RANKER": 2, "--project none": 0, "--search LATENCY": 2,
			"--search latency --search p99": 1, "--status removed": 1, "--status kept": 2, "--search 計測": 1,
			"--project ranker --search latency --status kept --person U0ADA": 1,
		} {
			if list := s.objects(append([]string{"wins", "list"}, strings.Fields(flags)...)...); len(list) != n {
				t.Errorf("%s lists %d, want %d", flags, len(list), n)
			}
		}
		s.refuses(exitUsage, "wins", "list", "--status", "lost")
	})
}

func TestTextsAreReadableInJSON(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		const text = "Cut <p99 & p50> latency of #ranker from 120 ms to <80 ms"
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			_, err := wins.Add(tx, wins.New{
				Person: "U0ADA", Text: text, Source: wins.SourceCommand, OccurredOn: "2026-11-20", Location: time.UTC,
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		has(t, s.does("wins", "list", "--json"), text)
		s.in = text
		has(t, s.does("analyze"), text)
	})
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
	if len(list) != 3 || list[0]["text"] != s.in[:strings.Index(s.in, "\r")] || list[2]["competency"] != nil {
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
	err := json.Unmarshal([]byte(newShell(t).does("manifest")), &manifest)
	if err != nil || !manifest.Settings.SocketMode {
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
