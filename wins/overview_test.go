package wins_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
)

func TestAnOverviewCountsWhatAPersonKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		keep := func(person, day, text string, pending bool) wins.Win {
			return add(t, b, wins.New{
				Person: person, OccurredOn: day, Text: text, Source: wins.SourceCommand, Pending: pending,
				Visibility: wins.VisibilityPrivate,
			})
		}
		keep("UADA", "2026-11-02", "p99 latency of #ranker from 120 ms to 80 ms", false)
		keep("UADA", "2026-11-01", "p99 latency of #ranker from 80 ms to 70 ms", false)
		keep("UADA", "2026-09-30", "Null rate of #orders from 4% to 1%", false)
		keep("UADA", "2026-08-31", "Wrote the handbook", false)
		keep("UADA", "2026-05-31", "NDCG@10 of #ranker from 0.41 to 0.43 offline", false)
		keep("UADA", "2026-11-03", "Errors of #ranker from 4% to 1%", true)
		keep("UBEN", "2026-11-03", "Errors of #ranker from 4% to 1%", false)
		remove(t, b, "UADA", keep("UADA", "2026-11-04", "Errors of #search from 4% to 1%", false).ID)
		var got wins.Overview
		read(t, b, func(tx *db.Tx) (err error) {
			got, err = wins.Oversee(tx, "UADA", 6, time.Date(2026, 11, 30, 23, 0, 0, 0, time.UTC))
			return err
		})
		want := wins.Overview{
			Pending: 1, Kept: 5,
			Months: []wins.Month{
				{Month: "2026-06"},
				{Month: "2026-07"},
				{Month: "2026-08", Wins: 1},
				{Month: "2026-09", Wins: 1},
				{Month: "2026-10"},
				{Month: "2026-11", Wins: 2},
			},
			Stages:       map[string]int{"production_reliability": 2, "data_quality": 1},
			Competencies: map[string]int{"mlops_production": 2, "data_features": 1, "": 1},
			Projects: []wins.Project{
				{Name: "ranker", Wins: 3, Stages: []string{"model_quality", "production_reliability"}, LastOn: "2026-11-02"},
				{Name: "orders", Wins: 1, Stages: []string{"data_quality"}, LastOn: "2026-09-30"},
			},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		if got.Total() != 4 {
			t.Fatalf("the months have %d", got.Total())
		}
	})
}

func TestTheOverviewOfSomebodyWithoutWinsHasItsMonths(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		read(t, b, func(tx *db.Tx) error {
			o, err := wins.Oversee(tx, "UADA", 3, time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC))
			if err != nil || o.Kept != 0 || len(o.Projects) != 0 || len(o.Months) != 3 || o.Months[0].Month != "2025-11" {
				t.Fatalf("%+v, %v", o, err)
			}
			return nil
		})
	})
}
