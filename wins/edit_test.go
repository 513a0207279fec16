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

func TestAnEditReadsTheTextAnewAndKeepsWhatItSaid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		old := add(t, b, wins.New{Person: "UADA", Text: latency, Source: wins.SourceCommand})
		b.Clock.Advance(time.Hour)
		text, day, private := "AUC of #churn from 0.81 to 0.84 with <@UJUNO>", "2026-11-20", wins.VisibilityPrivate
		changed := edit(t, b, old.ID, wins.Change{Text: &text, OccurredOn: &day, Visibility: &private})
		if changed.Text != text || changed.Win != text || changed.Project != "churn" || changed.OccurredOn != day ||
			changed.Visibility != private || len(changed.Links) != 0 || changed.Version != 2 || !changed.Touched {
			t.Fatalf("changed to %+v", changed)
		}
		changed.Hints = nil
		if diff := cmp.Diff(changed, get(t, b, old.ID)); diff != "" {
			t.Fatalf("read back otherwise: %s", diff)
		}
		want := []version{{Version: 1, Text: latency, Until: db.At(b.Clock.Now())}}
		if diff := cmp.Diff(want, history(t, b, old.ID)); diff != "" {
			t.Fatalf("history: %s", diff)
		}
	})
}

func TestAnEditThatChangesNothingMakesNoVersion(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		old := add(t, b, wins.New{Person: "UADA", Win: "Moved #ranker", Impact: "On-call sleeps", Source: wins.SourceModal})
		same := " " + old.Text + "\r\n"
		for range 2 {
			if w := edit(t, b, old.ID, wins.Change{Text: &same}); w.Version != 1 || w.Impact != old.Impact {
				t.Fatalf("changed to %+v", w)
			}
		}
		if kept := history(t, b, old.ID); len(kept) != 0 {
			t.Fatalf("history %v", kept)
		}
	})
}

func TestThePartsCanBeChangedAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: "Moved #ranker", Source: wins.SourceCommand})
		impact := "On-call sleeps"
		w = edit(t, b, w.ID, wins.Change{Impact: &impact})
		if w.Text != "Moved #ranker\nOn-call sleeps" || w.Win != "Moved #ranker" {
			t.Fatalf("with an impact: %+v", w)
		}
		text := "Moved #churn"
		if w = edit(t, b, w.ID, wins.Change{Text: &text}); w.Win != text || w.Impact != "" || w.Project != "churn" {
			t.Fatalf("with another text: %+v", w)
		}
	})
}

func TestAnEditThatIsRefusedChangesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: latency, Source: wins.SourceCommand})
		blank, future := " \n", "2027-01-01"
		for _, c := range []struct {
			change wins.Change
			want   error
		}{
			{wins.Change{Text: &blank}, wins.ErrEmpty},
			{wins.Change{Win: &blank}, wins.ErrEmpty},
			{wins.Change{OccurredOn: &future}, wins.ErrDate},
		} {
			err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
				_, err := wins.Edit(tx, "UADA", w.ID, c.change)
				return err
			})
			if !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		}
		if got := get(t, b, w.ID); got.Text != latency || got.Version != 1 {
			t.Fatalf("changed to %+v", got)
		}
	})
}

func TestSomebodyElsesWinLooksLikeNone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: "x", Source: wins.SourceCommand})
		text := "y"
		for name, f := range map[string]func(tx *db.Tx, actor, id string) (wins.Win, error){
			"edit": func(tx *db.Tx, actor, id string) (wins.Win, error) {
				return wins.Edit(tx, actor, id, wins.Change{Text: &text})
			},
			"remove": wins.Remove, "restore": wins.Restore,
		} {
			for _, c := range []struct{ actor, id string }{{"UBEN", w.ID}, {"UADA", "no-such-id"}, {"", w.ID}} {
				err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
					got, err := f(tx, c.actor, c.id)
					if got.ID != "" {
						t.Errorf("%s gave %+v away", name, got)
					}
					return err
				})
				if !errors.Is(err, wins.ErrNotFound) {
					t.Errorf("%s by %q says %v", name, c.actor, err)
				}
			}
		}
		if got := get(t, b, w.ID); got.Text != "x" || got.Status != wins.StatusKept || got.Touched {
			t.Fatalf("changed to %+v", got)
		}
	})
}

func TestARemovedWinIsGoneUntilItIsRestored(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: "x", Source: wins.SourceCommand})
		remove(t, b, "UADA", w.ID)
		if kept := list(t, b, wins.Filter{Person: "UADA"}); len(kept) != 0 {
			t.Fatalf("still in the list: %v", kept)
		}
		text := "y"
		for name, f := range map[string]func(tx *db.Tx) (wins.Win, error){
			"remove": func(tx *db.Tx) (wins.Win, error) { return wins.Remove(tx, "UADA", w.ID) },
			"edit":   func(tx *db.Tx) (wins.Win, error) { return wins.Edit(tx, "UADA", w.ID, wins.Change{Text: &text}) },
		} {
			err := b.DB.Do(t.Context(), func(tx *db.Tx) error { _, err := f(tx); return err })
			if !errors.Is(err, wins.ErrGone) {
				t.Errorf("%s says %v", name, err)
			}
		}
		for range 2 {
			back := do(t, b, func(tx *db.Tx) (wins.Win, error) { return wins.Restore(tx, "UADA", w.ID) })
			if back.Status != wins.StatusKept || back.Text != "x" {
				t.Fatalf("restored as %+v", back)
			}
		}
	})
}

func TestAPendingWinIsItsOwnersUntilTheyEditIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: "y", Source: wins.SourceVoice, Pending: true})
		if kept := list(t, b, wins.Filter{Person: "UADA"}); len(kept) != 0 {
			t.Fatalf("in the list: %v", kept)
		}
		if waiting := list(t, b, wins.Filter{Person: "UADA", Status: wins.StatusPending}); len(waiting) != 1 {
			t.Fatalf("waiting: %v", waiting)
		}
		do(t, b, func(tx *db.Tx) (wins.Win, error) { return wins.Restore(tx, "UADA", w.ID) })
		if got := get(t, b, w.ID); got.Status != wins.StatusPending {
			t.Fatalf("restoring what is not removed made it %s", got.Status)
		}
		text := "y, corrected"
		edit(t, b, w.ID, wins.Change{Text: &text})
		if kept := list(t, b, wins.Filter{Person: "UADA"}); len(kept) != 1 {
			t.Fatalf("kept %v", kept)
		}
	})
}

func edit(t testing.TB, b dbtest.Base, id string, c wins.Change) wins.Win {
	t.Helper()
	return do(t, b, func(tx *db.Tx) (wins.Win, error) { return wins.Edit(tx, "UADA", id, c) })
}

func do(t testing.TB, b dbtest.Base, f func(tx *db.Tx) (wins.Win, error)) (w wins.Win) {
	t.Helper()
	write(t, b, func(tx *db.Tx) (err error) {
		w, err = f(tx)
		return err
	})
	return w
}

// version is what a win said before an edit.
type version struct {
	Version int
	Text    string
	Until   db.Time `db:"until_at"`
}

func history(t testing.TB, b dbtest.Base, id string) (kept []version) {
	t.Helper()
	read(t, b, func(tx *db.Tx) error {
		return tx.Select(&kept, `select version, text, until_at from win_history where win = ? order by version desc`, id)
	})
	return kept
}
