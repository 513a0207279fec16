package wins_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
	"laurel/writing"
)

// seen is what a form shows of a win.
func seen(w wins.Win) *wins.Seen {
	return &wins.Seen{Competency: w.Competency, Stages: w.Stages, Kind: w.Kind, Project: w.Project}
}

func TestWhatTheOwnerPutsRightStaysRightWhenTheTextChanges(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: latency, Source: wins.SourceCommand})
		s := seen(w)
		s.Competency, s.Stages, s.Kind, s.Project = "business_impact", []string{"business_outcome", "model_quality"},
			writing.KindReliability, "#Checkout"
		s.NotMetrics = []string{w.Metrics[1].Raw}
		w = edit(t, b, w.ID, wins.Change{Seen: s})
		if w.Version != 2 {
			t.Fatalf("version %d", w.Version)
		}
		holds := func(w wins.Win) {
			t.Helper()
			if w.Competency != "business_impact" || w.Competencies[0].ID != "business_impact" ||
				!slices.Equal(w.Stages, []string{"model_quality", "business_outcome"}) ||
				w.Kind != writing.KindReliability || w.Project != "checkout" || len(w.Metrics) != 1 ||
				slices.Contains(w.Missing, writing.MissingBusinessOutcome) {
				t.Fatalf("it is %+v", w)
			}
		}
		holds(w)
		holds(get(t, b, w.ID))
		text := latency + ", also for #search"
		w = edit(t, b, w.ID, wins.Change{Text: &text, Seen: seen(w)})
		holds(w)
		holds(get(t, b, w.ID))
		if w = edit(t, b, w.ID, wins.Change{Seen: seen(w)}); w.Version != 3 {
			t.Fatalf("sending back what is there made version %d", w.Version)
		}
	})
}

func TestWhatIsNotCorrectedIsReadAnewWithTheText(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: latency, Source: wins.SourceCommand})
		text := "Null rate of #orders from 4% to 1%"
		w = edit(t, b, w.ID, wins.Change{Text: &text, Seen: seen(w)})
		if w.Competency != "data_features" || w.Project != "orders" || !slices.Equal(w.Stages, []string{"data_quality"}) {
			t.Fatalf("it is %+v", w)
		}
		if diff := cmp.Diff(wins.Corrections{}, w.Corrections); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestNothingCanBeCorrectedToNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: latency, Source: wins.SourceCommand})
		w = edit(t, b, w.ID, wins.Change{Seen: &wins.Seen{Kind: w.Kind}})
		if w = get(t, b, w.ID); w.Competency != "" || len(w.Stages) != 0 || w.Project != "" {
			t.Fatalf("it is %+v", w)
		}
		if w = edit(t, b, w.ID, wins.Change{Seen: seen(w)}); w.Version != 2 {
			t.Fatalf("sending back what is there made version %d", w.Version)
		}
	})
}

func TestWhereANumberHeldIsKeptAndAnswersTheHint(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: "AUC of #fraud from 0.81 to 0.87", Source: wins.SourceCommand})
		if len(w.Hints) == 0 || w.Hints[0].ID != writing.HintTrap {
			t.Fatalf("hints %+v", w.Hints)
		}
		held := wins.HeldShadow
		w = edit(t, b, w.ID, wins.Change{Held: &held})
		if w.Version != 2 || len(w.Hints) != 0 || get(t, b, w.ID).Held != held {
			t.Fatalf("it is %+v", w)
		}
	})
}

func TestAWrongCorrectionIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: latency, Source: wins.SourceCommand})
		nowhere := "moon"
		for name, c := range map[string]wins.Change{
			"a project of two words": {Seen: &wins.Seen{Kind: w.Kind, Project: "two words"}},
			"no competency":          {Seen: &wins.Seen{Kind: w.Kind, Competency: "luck"}},
			"no kind":                {Seen: &wins.Seen{}},
			"no place":               {Held: &nowhere},
		} {
			err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
				_, err := wins.Edit(tx, "UADA", w.ID, c)
				return err
			})
			if err == nil || c.Seen != nil && (c.Seen.Project != "") != errors.Is(err, wins.ErrProject) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if got := get(t, b, w.ID); got.Version != 1 {
			t.Fatalf("it is %+v", got)
		}
	})
}

func TestAWinIsExtendedAndKeepsWhatItSaid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Win: "Moved #ranker", Impact: "On-call sleeps", Source: wins.SourceModal})
		w = do(t, b, func(tx *db.Tx) (wins.Win, error) {
			return wins.Extend(tx, "UADA", w.ID, "Still so after 30 days", wins.HeldLive)
		})
		if w.Text != "Moved #ranker\nOn-call sleeps\nStill so after 30 days" || w.Held != wins.HeldLive || w.Version != 2 {
			t.Fatalf("it is %+v", w)
		}
		if kept := history(t, b, w.ID); len(kept) != 1 || kept[0].Text != "Moved #ranker\nOn-call sleeps" {
			t.Fatalf("history %+v", kept)
		}
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			_, err := wins.Extend(tx, "UADA", w.ID, " \n", "")
			return err
		})
		if !errors.Is(err, wins.ErrEmpty) {
			t.Fatalf("nothing to add: %v", err)
		}
	})
}

func TestAPendingWinIsKeptByItsOwnerAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: "x", Source: wins.SourceReaction, Pending: true})
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error { _, err := wins.Keep(tx, "UBEN", w.ID); return err })
		if !errors.Is(err, wins.ErrNotFound) {
			t.Fatalf("Ben: %v", err)
		}
		for range 2 {
			w = do(t, b, func(tx *db.Tx) (wins.Win, error) { return wins.Keep(tx, "UADA", w.ID) })
			if w.Status != wins.StatusKept || !w.Touched {
				t.Fatalf("it is %+v", w)
			}
		}
		remove(t, b, "UADA", w.ID)
		err = b.DB.Do(t.Context(), func(tx *db.Tx) error { _, err := wins.Keep(tx, "UADA", w.ID); return err })
		if !errors.Is(err, wins.ErrGone) {
			t.Fatalf("a removed one: %v", err)
		}
	})
}
