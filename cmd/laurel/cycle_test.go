package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/slots"
)

func TestARehearsalSendsAndStoresNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		s.does("people", "import", write(t, "people.csv", cast))
		cycle := []string{"--name", "2026 H2", "--template", "mlops-engineer", "--subjects", "U0ADA"}
		messages := s.objects(append([]string{"cycle", "rehearse"}, cycle...)...)
		asks, all := map[string]int{}, 0
		for _, m := range messages {
			hasKeys(t, m, "to", "local_time", "text")
			for _, what := range []string{
				"say whom to ask", "Your self-assessment", "Feedback for Ada Osei", "Reminder: feedback for Ada Osei", "The packet of Ada Osei",
			} {
				if strings.Contains(m["text"].(string), what) {
					asks[what]++
					all++
				}
			}
		}
		if asks["say whom to ask"] != 1 || asks["Your self-assessment"] != 2 || asks["The packet of Ada Osei"] != 1 ||
			asks["Feedback for Ada Osei"] < 4 || asks["Reminder: feedback for Ada Osei"] < 4 || all != len(messages) {
			t.Fatalf("the rehearsal has %v", messages)
		}
		has(t, s.does(append([]string{"cycle", "rehearse"}, cycle...)...), "TO", "LOCAL TIME", "Feedback for Ada Osei")
		if n := rows(t, b, "outbox"); n != 0 || len(s.objects("cycle", "list")) != 0 {
			t.Errorf("the rehearsal left %d messages and the cycles %v", n, s.objects("cycle", "list"))
		}
		s.does(append([]string{"cycle", "open"}, cycle...)...)
		s.asksColleagues("2026 H2")
		if n := rows(t, b, "feedback_requests"); n != asks["Feedback for Ada Osei"] {
			t.Errorf("%d colleagues are asked, but rehearsed were %v", n, asks)
		}
	})
}

// asksColleagues ends the stages before colleagues are asked.
func (s shell) asksColleagues(cycle string) {
	s.Helper()
	has(s.T, s.does("cycle", "advance", "--name", cycle), "Nomination is over, now Self-assessment until ")
	has(s.T, s.does("cycle", "advance", "--name", cycle), "Self-assessment is over, now Peer review until ")
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
		has(t, s.refuses(exitFailed, append(open, "chef")...), "no template of this name", "laurel template list")
		has(t, s.does(append(open, "mlops-engineer")...), "2026 H2 is open: 1 reviewed")
		has(t, s.refuses(exitFailed, append(open, "mlops-engineer")...), "a cycle of this name already")
		list := s.objects("cycle", "list")
		if len(list) != 1 || list[0]["state"] != "open" {
			t.Fatalf("the list is %v", list)
		}
		hasKeys(t, list[0], "name", "template", "state", "stage", "opened_at", "stage_ends_at")
		has(t, s.does("cycle", "list"), "NAME", "2026 H2  mlops-engineer  open")
		shown := s.objects("cycle", "show", "--name", "2026 H2")
		hasKeys(t, shown[0], "name", "template", "state", "stage", "opened_at", "stage_ends_at", "people", "answers", "record")
		has(t, s.does("cycle", "show", "--name", "2026 H2"), "ANSWERS")
		for _, command := range []string{"advance", "close", "cancel", "show"} {
			has(t, s.refuses(exitFailed, "cycle", command, "--name", "2031"), "no cycle of this name", "laurel cycle list")
		}
		has(t, s.does("cycle", "cancel", "--name", "2026 H2"), "2026 H2 is cancel")
		has(t, s.refuses(exitFailed, "cycle", "advance", "--name", "2026 H2"), "not open any more")
		nobody := []string{"cycle", "open", "--name", "X", "--template", "mlops-engineer", "--subjects", "U0NOBODY"}
		has(t, s.refuses(exitFailed, nobody...), "nothing was opened", "U0NOBODY")
	})
}

func TestAPacketIsForTheManagerOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		juno := "U0JUN,Juno Park,juno@laurel.example,ML Engineer,U0MIA,Asia/Seoul,ML Platform\n" // not in the cycle
		s.does("people", "import", write(t, "people.csv", cast+juno))
		s.does("cycle", "open", "--name", "2026 H2", "--template", "mlops-engineer", "--subjects", "U0ADA")
		s.asksColleagues("2026 H2")
		packet := []string{"packet", "--person", "U0ADA", "--cycle", "2026 H2"}
		has(t, s.refuses(exitUsage, packet...), "--as")
		has(t, s.refuses(exitFailed, append(packet, "--as", "U0MIA")...), "no packet of U0ADA") // the stage is on
		has(t, s.does("cycle", "advance", "--name", "2026 H2"), "2026 H2: Peer review is over, now Manager evaluation until ")
		has(t, s.does(append(packet, "--as", "U0MIA")...), "# Ada Osei · 2026 H2", "Not shown: too few colleagues")
		if text := s.does(append(packet, "--as", "U0MIA", "--format", "json")...); !json.Valid([]byte(text)) {
			t.Errorf("this is no JSON:\n%s", text)
		}
		said := s.refuses(exitFailed, "packet", "--person", "U0JUN", "--cycle", "2026 H2", "--as", "U0MIA")
		has(t, said, `there is no packet of U0JUN in "2026 H2" that U0MIA may read`)
		s.env["LAUREL_ADMINS"] = "U0DAN"
		for _, other := range [][]string{nil, {"--as", "U0ADA"}, {"--as", "U0BEN"}, {"--as", "U0NOBODY"}} {
			has(t, s.refuses(exitFailed, append(packet, other...)...), "no packet of U0ADA", "may read")
		}
		s.env["LAUREL_ADMINS"] = "U0MIA,U0DAN"
		has(t, s.does(packet...), "# Ada Osei · 2026 H2") // without --as the first of them reads
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
	s.does("people", "import", write(t, "people.csv", cast))
	add := []string{"cycle", "schedule", "add", "--template", "mlops-engineer", "--name", "{year} {half}"}
	for line, sentence := range map[string]string{
		"every monday": "every monday", "0 9 30 2 *": "never comes", "@daily": "minute hour day month weekday",
	} {
		has(t, s.refuses(exitFailed, append(add, "--cron", line)...), sentence)
	}
	for _, zone := range []string{"Mars/Olympus", "Local"} {
		has(t, s.refuses(exitUsage, append(add, "--cron", "0 9 1 6,12 *", "--timezone", zone)...), zone, "Europe/Berlin")
	}
	daily := []string{"cycle", "schedule", "add", "--cron", "0 9 * * *", "--template"}
	for _, c := range []struct{ line, says string }{
		{"mlops-engineer|--name|x {year} {foo}", "{foo} in --name stands for nothing; it takes {date}, {year}"},
		{"mlops-engineer|--name|{Year}", "{Year} in --name"},
		{"mlops-engineer|--name|{year", "{ in --name"},
		{"mlops-engineer|--name|" + strings.Repeat("x", 77) + "{year}", "too long"},
		{"mlops-engineer|--name| ", "needs a name"},
		{"chef|--name|{year}", "no template of this name"},
		{"mlops-engineer|--name|{year}|--subjects|U0NOPE", "no schedule was added. U0NOPE: laurel doesn't know them"},
		{"mlops-engineer|--name|{year}|--subjects|U0ADA,U0DAN", "no schedule was added. U0DAN: laurel doesn't know their manager"},
	} {
		has(t, s.refuses(exitFailed, append(daily, strings.Split(c.line, "|")...)...), c.says)
	}
	if list := s.objects("cycle", "schedule", "list"); len(list) != 0 {
		t.Fatalf("what was refused is in the list: %v", list)
	}
	has(t, s.does(append(add, "--cron", "0 9 * * *", "--timezone", "Europe/Berlin")...), "the next cycle opens on ",
		", 09:00 CE")
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
