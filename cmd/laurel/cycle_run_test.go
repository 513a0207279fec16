package main

import (
	"testing"
	"time"

	"laurel/internal/dbtest"
)

func TestPeopleComeAndGoAndChangeTheirManagerFromTheCommandLine(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		s.does("people", "import", write(t, "people.csv", cast))
		s.does("cycle", "open", "--name", "2026 H2", "--template", "mlops-engineer", "--subjects", "U0ADA")
		about := func(command, person string) []string {
			return []string{"cycle", command, "--name", "2026 H2", "--person", person}
		}
		has(t, s.does(about("join", "U0RAV")...), "Ravi Nair is in 2026 H2 now.")
		has(t, s.refuses(exitFailed, about("join", "U0RAV")...), "in the cycle already")
		has(t, s.refuses(exitFailed, about("join", "U0DAN")...), "nobody was added. U0DAN: laurel doesn't know their manager")
		has(t, s.refuses(exitFailed, about("leave", "U0BEN")...), "not in the cycle")
		has(t, s.does(about("leave", "U0RAV")...), "Ravi Nair is out of 2026 H2.")
		has(t, s.refuses(exitFailed, "cycle", "open", "--name", "Search", "--template", "mlops-engineer", "--subjects", "U0ADA"),
			"nothing was opened. U0ADA: they are in 2026 H2, which still asks colleagues or will")
		manager := func(person, to, from string) []string {
			return []string{"cycle", "manager", "--person", person, "--to", to, "--from", from}
		}
		day := time.Now().AddDate(0, 0, 7).Format(time.DateOnly)
		has(t, s.does(manager("U0ADA", "U0DAN", day)...), "Ada Osei reports to Dana Whitfield from ", "Change it in the file of people too.")
		has(t, s.refuses(exitFailed, manager("U0DAN", "U0ADA", day)...), "managers in a circle: U0DAN → U0ADA → U0DAN")
		has(t, s.refuses(exitFailed, manager("U0ADA", "U0ADA", day)...), "nobody is their own manager")
		has(t, s.refuses(exitFailed, manager("U0ADA", "U0NOBODY", day)...), "doesn't know this person")
		has(t, s.refuses(exitFailed, manager("U0ADA", "U0DAN", "2020-01-01")...), "this day is over")
		has(t, s.does(append(about("swap", "U0ADA"), "--out", "U0BEN")...), "U0BEN is not asked about Ada Osei. If they were, and had not answered, somebody else is")
		has(t, s.refuses(exitFailed, append(about("swap", "U0RAV"), "--out", "U0BEN")...), "not in the cycle")
		has(t, s.refuses(exitFailed, append(about("swap", "U0ADA"), "--out", "U0BNE")...), "laurel doesn't know this person")
		has(t, s.does("cycle", "show", "--name", "2026 H2"), "chose another colleague to be asked about Ada Osei", "added Ravi Nair", "took Ravi Nair out", "had Ada Osei report to Dana Whitfield")
	})
}

func TestTheEndOfAStageIsMovedAndStandsOnTheRecord(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		s.does("people", "import", write(t, "people.csv", cast))
		s.does("cycle", "open", "--name", "2026 H2", "--template", "mlops-engineer", "--subjects", "U0ADA")
		extend := []string{"cycle", "extend", "--name", "2026 H2", "--until"}
		day := time.Now().AddDate(0, 1, 0).Format(time.DateOnly)
		has(t, s.does(append(extend, day)...), "2026 H2: Nomination ends on ", "17:00:00 UTC now")
		moved := s.objects("cycle", "show", "--name", "2026 H2")[0]
		has(t, moved["stage_ends_at"].(string), day+"T17:00:00Z")
		for _, c := range []struct{ day, says string }{
			{"2020-01-01", "this day is over"}, {"2999-01-01", "more than a year away"}, {"soon", "write it like 2026-12-04"},
		} {
			has(t, s.refuses(exitFailed, append(extend, c.day)...), c.says)
		}
		has(t, s.refuses(exitFailed, "cycle", "extend", "--name", "2031", "--until", day), "no cycle of this name")
		record := moved["record"].([]any)
		if len(record) != 2 {
			t.Fatalf("the record is %v", record)
		}
		hasKeys(t, record[0].(map[string]any), "at", "by", "what", "person", "was", "becomes", "from", "reason")
		remind := []string{"cycle", "remind", "--name", "2026 H2"}
		has(t, s.does(remind...), "who still owes something in Nomination is reminded in their working hours")
		has(t, s.refuses(exitFailed, remind...), "reminded today")
		reopen := []string{"cycle", "reopen", "--name", "2026 H2", "--reason"}
		has(t, s.refuses(exitFailed, append(reopen, "It was too short")...), "no stage before the present one")
		s.does("cycle", "advance", "--name", "2026 H2")
		has(t, s.refuses(exitFailed, append(reopen, " ")...), "--reason takes up to 300 characters")
		has(t, s.does(append(reopen, "Half of us was away", "--until", day)...), "2026 H2: Nomination is open again until ", "17:00:00 UTC")
		has(t, s.does("cycle", "show", "--name", "2026 H2"), "opened Nomination again. Why: Half of us was away")
		s.asksColleagues("2026 H2")
		s.does("cycle", "advance", "--name", "2026 H2")
		has(t, s.refuses(exitFailed, append(reopen, "More answers")...), "what colleagues wrote in it is sealed")
		s.does("cycle", "cancel", "--name", "2026 H2")
		has(t, s.does("cycle", "show", "--name", "2026 H2"), "Somebody at the command line opened the cycle.",
			"moved the end of the stage from ", "cancelled the cycle.")
		has(t, s.refuses(exitFailed, append(extend, day)...), "not open any more")
	})
}
