package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/wins"
)

// have adds wins to somebody's list, each on its day.
func (s story) have(person string, wanted ...wins.New) {
	s.Helper()
	s.do(func(tx *db.Tx) error {
		for _, n := range wanted {
			n.Person, n.Source = person, wins.SourceImport
			if _, err := wins.Add(tx, n); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestAdaListsAProjectAMonthOrWhatHasCertainWords(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.have("U0ADA",
			wins.New{Text: "Cut p99 latency of #ranker", OccurredOn: "2026-11-20"},
			wins.New{Text: "Moved the #feature-store", OccurredOn: "2026-11-02"},
			wins.New{Text: "Canary releases for #ranker", OccurredOn: "2026-10-14"},
			wins.New{Text: "Wrote the handbook", OccurredOn: "2025-11-30"},
			wins.New{Text: "A draft about #ranker", OccurredOn: "2026-11-21", Pending: true},
		)
		s.have("U0BEN", wins.New{Text: "Uplift report for #ranker", OccurredOn: "2026-11-20"})
		for _, c := range []struct{ words, heading, shows string }{
			{"list", "*4 wins*", "p99 latency,Moved the,Canary,handbook"},
			{"LIST #ranker", "*2 wins* in project ranker", "p99 latency,Canary"},
			{"list ranker", "*2 wins* in project ranker", "p99 latency,Canary"},
			{"list november", "*2 wins* in November 2026", "p99 latency,Moved the"},
			{"list 2026-11", "*2 wins* in November 2026", "p99 latency,Moved the"},
			{"list nov 2025", "*1 win* in November 2025", "handbook"},
			{"list last month", "*1 win* in October 2026", "Canary"},
			{"list this month", "*2 wins* in November 2026", "p99 latency,Moved the"},
			{"list last week", "*1 win* from 16 Nov to 22 Nov", "p99 latency"},
			{"list this week", "No win from 23 Nov to 29 Nov", ""},
			{"list december", "No win in December 2025", ""},
			{"list #ranker october", "*1 win* in project ranker, in October 2026", "Canary"},
			{"list the canary", "No win with the and canary", ""},
			{"list canary", "*1 win* with canary", "Canary releases"},
			{"list #unknown", "No win in project unknown", ""},
		} {
			answer := ada.Command("/win " + c.words)
			s.ok(answer.Err)
			if !answer.Ephemeral {
				s.Errorf("%s: others see the answer", c.words)
			}
			s.says(answer.Text(), c.heading)
			s.never(answer.Text(), "draft about", "Uplift")
			for _, all := range []string{"p99 latency", "Moved the", "Canary releases", "handbook"} {
				shown := strings.Contains(answer.Text(), all)
				wanted := c.shows != "" && strings.Contains(c.shows, strings.TrimSuffix(all, " releases"))
				if shown != wanted {
					s.Errorf("%s: %q is shown: %v", c.words, all, shown)
				}
			}
		}
		s.says(ada.Command("/win list").Text(), "1 more waits for you to keep it")
		s.never(ada.Command("/win list october").Text(), "waits")
		if n := len(s.kept("U0ADA")); n != 4 {
			s.Errorf("Ada has %d wins: a list was saved", n)
		}
	})
}

func TestShowMorePagesThroughAllWinsOnceAlsoLater(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		var many []wins.New
		for i := range 25 {
			many = append(many, wins.New{Text: fmt.Sprintf("Win %02d.", i), OccurredOn: fmt.Sprintf("2026-11-%02d", 1+i/2)})
		}
		s.have("U0ADA", many...)
		answer := ada.Command("/win list", "C0MLPLAT")
		s.says(answer.Text(), "*25 wins* · 1 to 10", "Win 24.", "Win 15.", "Show more")
		s.never(answer.Text(), "Win 14.", "Back to the latest")
		shown := func() string {
			s.Helper()
			messages := ada.Ephemerals("C0MLPLAT")
			if len(messages) != 1 {
				s.Fatalf("Ada sees %d messages", len(messages))
			}
			return messages[0].Text()
		}
		s.have("U0ADA", wins.New{Text: "One more meanwhile", OccurredOn: "2026-11-22"})
		s.ok(ada.Click(answer.Message, "win.more"))
		s.until("the next page is there", func() bool { return strings.Contains(shown(), "Win 05.") })
		s.says(shown(), "*26 wins* · 11 to 20", "Win 14.")
		s.never(shown(), "Win 15.", "Win 04.")
		s.ok(ada.Click(ada.Ephemerals("C0MLPLAT")[0], "win.more"))
		s.until("the last page is there", func() bool { return strings.Contains(shown(), "Win 00.") })
		s.never(shown(), "Win 05.", "Show more")
		s.ok(ada.Click(ada.Ephemerals("C0MLPLAT")[0], "win.more:first"))
		s.until("the first page is back", func() bool { return strings.Contains(shown(), "1 to 10") })
		s.says(shown(), "One more meanwhile", "Win 24.")
	})
}

func TestAForgedPageShowsNobodyElsesWins(t *testing.T) {
	tell(t, func(s story) {
		s.have("U0ADA", wins.New{Text: "Ada's own secret"})
		ben := s.w.As("U0BEN")
		answer := ben.Command("/win list", "C0MLPLAT")
		for _, value := range []string{
			`{}`, `{"w":["secret"],"person":"U0ADA"}`, `{"a":{"d":"2027-01-01","a":"2027-01-01T00:00:00Z","i":"z"}}`, `no JSON`, ``,
			`{"s":"' or 1=1 --"}`,
		} {
			s.ok(ben.Press(answer.Message, "win.more", value))
		}
		s.until("all are answered", func() bool { return len(ben.Ephemerals("C0MLPLAT")) == 3 }) // two values are no lists
		for _, m := range ben.Ephemerals("C0MLPLAT") {
			s.never(m.Text(), "Ada's own")
		}
	})
}

func TestAdaFindsAllWordsInAnyCaseInTheirSurroundings(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.have("U0ADA",
			wins.New{Text: "Cut p99 LATENCY of the feature store. " + strings.Repeat("Much else was said. ", 40) + "Canary by <@U0BEN>."},
			wins.New{Text: "Store of features: latency 20% lower"},
			wins.New{Text: "Ärger mit 100% Last behoben"},
		)
		answer := ada.Command("/win find latency CANARY")
		s.says(answer.Text(), "*1 win* with latency and CANARY", "LATENCY of the feature", "Canary by @Ben Adeyemi", "…")
		if !answer.Ephemeral {
			s.Error("others see the answer")
		}
		if n := strings.Count(answer.Text(), "Much else"); n < 2 || n > 15 {
			s.Errorf("what surrounds the words was shown %d times", n)
		}
		s.says(ada.Command("/win find latency").Text(), "*2 wins*")
		s.says(ada.Command(`/win find "feature store" latency`).Text(), "*1 win* with “feature store” and latency")
		s.says(ada.Command(`/win find “feature store”`).Text(), "1 win")
		s.says(ada.Command(`/win find ärger`).Text(), "1 win", "Ärger mit")
		s.says(ada.Command(`/win find 0%`).Text(), "*2 wins*")
		s.says(ada.Command(`/win find @ben`).Text(), "1 win", "@Ben Adeyemi")
		s.says(ada.Command(`/win find`).Text(), "Say what to look for")
		s.says(s.w.As("U0BEN").Command("/win find latency").Text(), "No win with latency")
	})
}

func TestWhatWasMeantAsAWinAndFoundNothingCanBeSaved(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		answer := ada.Command("/win List endpoints paginate now", "C0MLPLAT")
		s.says(answer.Text(), "No win with endpoints, paginate and now", "Save it as a win")
		s.ok(ada.Click(answer.Message, "win.typed"))
		s.until("it is saved", func() bool { return strings.Contains(ada.Ephemerals("C0MLPLAT")[0].Text(), "Saved") })
		if text := s.kept("U0ADA")[0].Text; text != "List endpoints paginate now" {
			s.Errorf("saved %q", text)
		}
		for _, sentence := range []string{
			"Find duplicates in the clickstream before anybody trains on them", "Help desk bot shipped", "Undo button shipped in #ranker",
			"List endpoints now paginate, p99 from 120 ms to 80 ms", "Fund raised", "listing pages: 30% faster",
		} {
			s.says(ada.Command("/win "+sentence).Text(), "Saved")
		}
		if n := len(s.kept("U0ADA")); n != 7 {
			s.Errorf("Ada has %d wins", n)
		}
	})
}
