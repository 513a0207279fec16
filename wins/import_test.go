package wins_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
)

func TestAFileImportedTwiceAddsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		file := []wins.Entry{
			entry("2026-11-20", latency), entry("2026-11-20", "Wrote the runbook"), entry("2026-11-19", "Wrote the runbook"),
			entry("2026-11-20", "wrote THE runbook"), // alike, and in the file twice: it happened twice
		}
		first := imported(t, b, file)
		if len(first.Added) != 4 || first.There != 0 || first.Added[0].Text != latency || first.Added[0].Source != wins.SourceImport ||
			first.Added[0].Project != "ranker" || first.Added[0].Person != "UADA" {
			t.Fatalf("%+v", first)
		}
		if list := list(t, b, wins.Filter{Person: "UADA"}); list[0].Text != latency || list[3].OccurredOn != "2026-11-19" {
			t.Errorf("the top of the file is not the newest: %+v", list)
		}
		for range 2 {
			if again := imported(t, b, file); len(again.Added) != 0 || again.There != 4 || again.Gone != 0 {
				t.Fatalf("again: %+v", again)
			}
		}
		remove(t, b, "UADA", first.Added[2].ID)
		text := "Wrote the runbook, and others use it"
		edit(t, b, first.Added[1].ID, wins.Change{Text: &text})
		b.Clock.Advance(24 * time.Hour)
		if again := imported(t, b, append(file, entry("2026-11-21", "New"))); len(again.Added) != 1 || again.There != 4 || again.Gone != 1 {
			t.Fatalf("after an edit and a removal: %+v", again)
		}
		if list := list(t, b, wins.Filter{Person: "UADA"}); len(list) != 4 {
			t.Errorf("%d wins", len(list))
		}
	})
}

func TestWhatAFileSaysOfAWinCountsMoreThanItsText(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		project, competency, none := "search", "business_impact", ""
		e := entry("2026-11-20", latency)
		e.Said = wins.Corrections{Project: &project, Competency: &competency, Stages: []string{"data_quality"}}
		same := entry("2026-11-20", latency+" again")
		read := imported(t, b, []wins.Entry{entry("2026-11-01", latency)}).Added[0]
		same.Said = wins.Corrections{Project: &read.Project, Competency: &read.Competency, Stages: read.Stages}
		cleared := entry("2026-11-20", latency+" and again")
		cleared.Said = wins.Corrections{Project: &none, Competency: &none, NoStages: true}
		added := imported(t, b, []wins.Entry{e, same, cleared}).Added
		got := get(t, b, added[0].ID)
		if got.Project != project || got.Competency != competency || !cmp.Equal(got.Stages, []string{"data_quality"}) {
			t.Errorf("%+v", got)
		}
		if got := get(t, b, added[1].ID); !cmp.Equal(got.Corrections, wins.Corrections{}) {
			t.Errorf("what the text says already is a correction: %+v", got.Corrections)
		}
		if got := get(t, b, added[2].ID); got.Project != "" || got.Competency != "" || len(got.Stages) != 0 {
			t.Errorf("%+v", got)
		}
	})
}

func TestAnEntryThatCanNotBeKeptKeepsTheWholeFileOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			_, err := wins.Import(tx, "UADA", []wins.Entry{entry("2027-01-01", "x"), entry("2026-11-20", "y")})
			return err
		})
		if !errors.Is(err, wins.ErrDate) || len(list(t, b, wins.Filter{Person: "UADA"})) != 0 {
			t.Fatal(err)
		}
	})
}

func TestSomebodyElsesWinIsNoTwin(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		add(t, b, wins.New{Person: "UBEN", Text: latency, Source: wins.SourceCommand, OccurredOn: "2026-11-20"})
		if done := imported(t, b, []wins.Entry{entry("2026-11-20", latency)}); len(done.Added) != 1 {
			t.Fatalf("%+v", done)
		}
	})
}

func entry(day, text string) wins.Entry {
	return wins.Entry{New: wins.New{Text: text, OccurredOn: day}}
}

func imported(t testing.TB, b dbtest.Base, entries []wins.Entry) (done wins.Imported) {
	t.Helper()
	write(t, b, func(tx *db.Tx) (err error) {
		done, err = wins.Import(tx, "UADA", entries)
		return err
	})
	return done
}
