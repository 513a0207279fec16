package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/wins"
)

// did keeps wins of a person, one a day from 1 September on.
func (s story) did(person string, texts ...string) {
	s.Helper()
	s.do(func(tx *db.Tx) error {
		for i, text := range texts {
			_, err := wins.Add(tx, wins.New{
				Person: person, Text: text, Source: wins.SourceImport,
				OccurredOn: fmt.Sprintf("2026-09-%02d", 1+i%30),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func TestAdaReadsTheStoryOfAProjectInTheOrderOfTheChain(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.did("U0ADA", "p99 latency of #ranker from 120 ms to 80 ms", "Null rate of #orders from 4% to 1%",
			"Null rate of the #ranker table from 4% to 1% https://wiki.example/null")
		s.did("U0BEN", "Uplift report for #ranker")
		s.ok(ada.Command("/win private Revenue of #ranker up 120,000 USD").Err)
		list := ada.Command("/win story")
		s.says(list.Text(), "2 projects", "ranker", "3 wins", "orders", "1 win")
		told := ada.Command("/win story #Ranker").Text()
		s.says(told, "The story of ranker", "3 wins, 1 Sep to 23 Nov", "wiki.example")
		s.never(told, "orders", "Uplift")
		last := -1
		for _, part := range []string{"Data quality", "3 Sep · Null rate", "Production reliability", "1 Sep · p99", "Business outcome", "Revenue"} {
			at := strings.Index(told, part)
			if at <= last {
				s.Errorf("%q is not where it belongs:\n%s", part, told)
			}
			last = at
		}
		s.says(ada.Command("/win story nosuch").Text(), "no wins of a project called nosuch", "Nothing was saved", "ranker")
		if n := len(s.kept("U0ADA")); n != 4 {
			s.Errorf("she has %d wins", n)
		}
		s.ok(ada.Command("/win Story about #ranker told to the board").Err) // a win, which begins with the word
		if n := len(s.kept("U0ADA")); n != 5 {
			s.Errorf("she has %d wins", n)
		}
	})
}

func TestAdaOpensAStoryFromHomeAndTurnsItsPages(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		var texts []string
		for i := range 70 {
			texts = append(texts, fmt.Sprintf("Step %02d of #ranker", i))
		}
		s.did("U0ADA", texts...)
		s.says(ada.OpenHome().Text(), "70 wins since June", "None in October and November", "ranker")
		s.ok(ada.ClickHome("win.story:0"))
		s.until("the story is open", func() bool { return ada.Modal() != nil })
		s.says(ada.Modal().Text(), "Story of ranker", "Page 1 of 2", "Step 00")
		s.never(ada.Modal().Text(), "Step 29")
		s.ok(ada.ClickModal("win.story.page:on"))
		s.until("the page is turned", func() bool { return strings.Contains(ada.Modal().Text(), "Page 2 of 2") })
		s.says(ada.Modal().Text(), "Step 29")
		s.do(func(tx *db.Tx) error {
			list, err := wins.List(tx, wins.Filter{Person: "U0ADA"})
			for _, w := range list {
				if _, err := wins.Remove(tx, "U0ADA", w.ID); err != nil {
					return err
				}
			}
			return err
		})
		s.ok(ada.ClickModal("win.story.page:back"))
		s.until("she is told", func() bool { return strings.Contains(ada.Modal().Text(), "no wins of yours any more") })
	})
}

func TestAdaReachesEachOfManyProjects(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		var texts []string
		for i := range 70 {
			texts = append(texts, fmt.Sprintf("Moved #model-%02d", i))
		}
		s.did("U0ADA", texts...)
		s.says(ada.OpenHome().Text(), "All 70 projects")
		s.ok(ada.ClickHome("win.projects"))
		s.until("the projects are open", func() bool { return ada.Modal() != nil })
		s.says(ada.Modal().Text(), "Page 1 of 2", "model-29")
		s.ok(ada.ClickModal("win.projects.page:on"))
		s.until("the page is turned", func() bool { return strings.Contains(ada.Modal().Text(), "Page 2 of 2") })
		s.says(ada.Modal().Text(), "model-60")
		s.ok(ada.ClickModal("win.story"))
		s.until("a story is open", func() bool { return strings.Contains(ada.Modal().Text(), "Story of model-") })
		s.says(ada.Command("/win story").Text(), "70 projects", "All 70 projects")
	})
}

func TestNobodyReadsTheStoryOfAColleague(t *testing.T) {
	tell(t, func(s story) {
		ada, mia := s.w.As("U0ADA"), s.w.As("U0MIA")
		s.did("U0ADA", "p99 latency of #ranker from 120 ms to 80 ms")
		list := ada.Command("/win story", "C0WINS")
		s.ok(mia.Press(list.Message, "win.story:0", "0 ranker"))
		s.until("Mia is told", func() bool { return len(mia.Ephemerals("C0WINS")) == 1 })
		s.says(mia.Ephemerals("C0WINS")[0].Text(), "no wins of yours")
	})
}

func TestAdaTakesAStoryAlongAsMarkdown(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.did("U0ADA", "p99 latency of #ranker from 120 ms to 80 ms", "Null rate of the #ranker table from 4% to 1%\n# not a heading")
		told := ada.Command("/win story ranker", "C0WINS")
		s.ok(ada.Click(told.Message, "win.story.markdown"))
		s.until("the field is open", func() bool { return ada.Modal() != nil })
		text := fmt.Sprint(ada.Modal().State)
		s.says(text, "# The story of ranker", "Ada Osei · 2 wins", "## Data quality", `\# not a heading`)
		s.ok(ada.Submit(nil))
		s.until("it is closed", func() bool { return ada.Modal() == nil })

		long := make([]string, 60)
		for i := range long {
			long[i] = fmt.Sprintf("Step %02d of #ranker: %s", i, strings.Repeat("and on ", 20))
		}
		s.did("U0ADA", long...)
		told = ada.Command("/win story ranker", "C0WINS")
		s.says(told.Text(), "and 52 more wins", "Read all of it")
		s.ok(ada.Click(told.Message, "win.story"))
		s.until("the story is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.ClickModal("win.story.markdown"))
		s.until("she is told", func() bool { return strings.Contains(ada.Modal().Text(), "on its way to your messages") })
		file := s.files("U0ADA", 1)[0]
		if text := string(file.Data); !strings.HasPrefix(file.Name, "story-") || file.Title != "The story of ranker" ||
			strings.Count(text, "Step ") != 60 || !strings.HasPrefix(text, "# The story of ranker\n") {
			s.Errorf("%s, %s:\n%s", file.Name, file.Title, text)
		}
	})
}
