package files_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/wins"
	"laurel/wins/files"
	"laurel/writing"
)

// ranker is what Ada did for one project.
func ranker() files.Book {
	b := halfAYear()
	var list []wins.Win
	for _, w := range b.Wins {
		if w.Project == "ranker" {
			list = append(list, w)
		}
	}
	list = append(list, win(20, "2026-11-21", "Asked who owns #ranker"))
	list[0].Held, list[1].Held, list[4].Visibility = wins.HeldOffline, wins.HeldTest, wins.VisibilityPrivate
	b.Wins = list
	return b
}

func TestGoldenStoryIsWrittenAsReviewed(t *testing.T) {
	t.Parallel()
	got := string(ranker().Story("ranker"))
	file := filepath.Join("testdata", "wins.story.md")
	if *golden {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("it is written otherwise now (make golden accepts that; -committed +now):\n%s", diff)
	}
}

func TestTheStoryOfAProjectHasEachWinOnceAlongTheChain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := files.Book{Person: "Ada Osei", Today: today}
		for i := range rapid.IntRange(1, 30).Draw(t, "wins") {
			w := win(i, fmt.Sprintf("2026-11-%02d", rapid.IntRange(1, 20).Draw(t, "day")), fmt.Sprintf("did%dit", i))
			w.Stages = rapid.SliceOfNDistinct(rapid.SampledFrom(writing.StageIDs), 0, 3, rapid.ID).Draw(t, "stages")
			b.Wins = append(b.Wins, w)
		}
		text, last := string(b.Story("ranker")), -1
		for _, c := range wins.Chapters(b.Wins) {
			for _, w := range c.Wins {
				at := strings.Index(text, w.OccurredOn+"** · "+w.Text)
				if at <= last || strings.Count(text, w.Text) != 1 {
					t.Fatalf("%q is not once where it belongs:\n%s", w.Text, text)
				}
				last = at
			}
		}
	})
}
