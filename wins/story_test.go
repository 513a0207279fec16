package wins_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
	"laurel/writing"
)

func TestAStoryHasEveryWinOnceInTheOrderOfTheChain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var list []wins.Win
		for i := range rapid.IntRange(0, 40).Draw(t, "wins") {
			stages := rapid.SliceOfNDistinct(rapid.SampledFrom(writing.StageIDs), 0, 5, rapid.ID).Draw(t, "stages")
			list = append(list, wins.Win{
				ID: fmt.Sprint(i), Stages: stages, OccurredOn: fmt.Sprintf("2026-11-%02d", rapid.IntRange(1, 9).Draw(t, "day")),
				CreatedAt: time.Unix(rapid.Int64Range(0, 3).Draw(t, "second"), 0),
			})
		}
		mixed := rapid.Permutation(list).Draw(t, "mixed")
		story := wins.Chapters(mixed)
		if again := wins.Chapters(list); fmt.Sprint(again) != fmt.Sprint(story) {
			t.Fatalf("the order in which they come matters:\n%v\n%v", again, story)
		}
		var told []string
		stage := -1
		for _, c := range story {
			next := slices.Index(append(slices.Clone(writing.StageIDs), ""), c.Stage)
			if next <= stage || len(c.Wins) == 0 {
				t.Fatalf("chapter %q with %d wins comes after %d", c.Stage, len(c.Wins), stage)
			}
			stage = next
			for i, w := range c.Wins {
				told = append(told, w.ID)
				if w.Begins() != stage {
					t.Fatalf("%+v is told under %q", w, c.Stage)
				}
				if i > 0 && w.OccurredOn < c.Wins[i-1].OccurredOn {
					t.Fatalf("%q is told after %q", w.OccurredOn, c.Wins[i-1].OccurredOn)
				}
			}
		}
		slices.Sort(told)
		if len(told) != len(list) || len(slices.Compact(told)) != len(list) {
			t.Fatalf("of %d wins it tells %v", len(list), told)
		}
	})
}

func TestAStoryTellsTheKeptWinsOfTheProjectThatItsReaderMaySee(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		keep := func(person, day, text string, n wins.New) wins.Win {
			n.Person, n.OccurredOn, n.Text, n.Source = person, day, text, wins.SourceCommand
			return add(t, b, n)
		}
		business := keep("UADA", "2026-08-03", "#Ranker brought 120,000 USD of revenue", wins.New{})
		late := keep("UADA", "2026-07-02", "p99 latency of #ranker from 120 ms to 80 ms", wins.New{})
		early := keep("UADA", "2026-06-01", "Rollback time of #ranker from 45 min to 4 min", wins.New{})
		private := keep("UADA", "2026-06-02", "#ranker was a mess", wins.New{Visibility: wins.VisibilityPrivate})
		keep("UADA", "2026-06-03", "Null rate of #orders from 4% to 1%", wins.New{})
		keep("UADA", "2026-06-04", "Latency of #ranker again", wins.New{Pending: true})
		keep("UBEN", "2026-06-05", "Latency of #ranker, too", wins.New{})
		remove(t, b, "UADA", keep("UADA", "2026-06-06", "Errors of #ranker", wins.New{}).ID)
		for _, c := range []struct {
			reader  wins.Reader
			project string
			want    []wins.Win
		}{
			{wins.Reader{Person: "UADA"}, "RANKER", []wins.Win{early, late, business, private}},
			{wins.Reader{Person: "UMIA", Manager: true}, "ranker", []wins.Win{early, late, business}},
			{wins.Reader{Person: "UEVA", Asked: true}, "ranker", nil},
			{wins.Reader{Person: "UADA"}, "", nil},
			{wins.Reader{Person: "UADA"}, "nosuch", nil},
		} {
			var story []wins.Chapter
			read(t, b, func(tx *db.Tx) (err error) {
				story, err = wins.Story(tx, c.reader, "UADA", c.project)
				return err
			})
			var got, want []string
			for _, chapter := range story {
				for _, w := range chapter.Wins {
					got = append(got, w.Text)
				}
			}
			for _, w := range c.want {
				want = append(want, w.Text)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%+v reads of %q\n%s\nwant\n%s", c.reader, c.project, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	})
}
