package main

import (
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
)

func TestAStoryIsPrintedAlongTheChainWithoutWhatIsPrivate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		s.does("people", "import", write(t, "people.csv", cast))
		for _, w := range []wins.New{
			{Text: "p99 latency of #ranker from 120 ms to 80 ms with <@U0BEN>", OccurredOn: "2026-06-02"},
			{Text: "Null rate of the #ranker table from 4% to 1%\n# not a heading", OccurredOn: "2026-07-02"},
			{Text: "Nobody thanked me for #ranker", OccurredOn: "2026-08-02", Visibility: wins.VisibilityPrivate},
			{Text: "Null rate of #orders from 4% to 1%", OccurredOn: "2026-07-02"},
		} {
			w.Person, w.Source = "U0ADA", wins.SourceModal
			if err := b.DB.Do(t.Context(), func(tx *db.Tx) error { _, err := wins.Add(tx, w); return err }); err != nil {
				t.Fatal(err)
			}
		}
		told := s.does("wins", "story", "--person", "U0ADA", "--project", "#Ranker")
		has(t, told, "# The story of ranker\n", "Ada Osei · 2 wins, 2 Jun 2026 to 2 Jul 2026", "\n## Data quality\n",
			"\\# not a heading", `\@Ben`)
		if strings.Index(told, "Null rate") > strings.Index(told, "p99") || strings.Contains(told, "thanked") ||
			strings.Contains(told, "orders") {
			t.Errorf("it is told otherwise:\n%s", told)
		}
		has(t, s.does("wins", "story", "--person", "U0ADA", "--project", "ranker", "--private"), "thanked", "private")
		list := s.objects("wins", "story", "--person", "U0ADA", "--project", "ranker")
		if len(list) != 2 || list[0]["occurred_on"] != "2026-07-02" || list[1]["project"] != "ranker" {
			t.Errorf("it prints %v", list)
		}
		has(t, s.refuses(exitFailed, "wins", "story", "--person", "U0ADA", "--project", "nosuch"), "nosuch", "laurel wins list")
		s.refuses(exitUsage, "wins", "story", "--person", "U0ADA")
	})
}
