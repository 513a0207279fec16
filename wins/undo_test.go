package wins_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
)

func TestUndoTakesBackTheLastThingAndUndoingThatBringsItAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: latency, Source: wins.SourceCommand})
		b.Clock.Advance(time.Minute)
		text, private := "Cut p99 latency of #churn", wins.VisibilityPrivate
		edit(t, b, w.ID, wins.Change{Text: &text, Visibility: &private})
		if back := undo(t, b, w.ID, 1); back.Text != latency || back.Visibility != wins.VisibilityManager ||
			back.Project != w.Project || back.Version != 3 {
			t.Fatalf("after undoing the edit: %+v", back)
		}
		if again := undo(t, b, w.ID, 2); again.Text != text || again.Visibility != private || again.Version != 4 {
			t.Fatalf("after undoing that: %+v", again)
		}
		if n := len(history(t, b, w.ID)); n != 3 {
			t.Fatalf("%d versions are kept", n)
		}
		do(t, b, func(tx *db.Tx) (wins.Win, error) { return wins.Remove(tx, "UADA", w.ID) })
		if back := undo(t, b, w.ID, 4); back.Status != wins.StatusKept || back.Text != text {
			t.Fatalf("after undoing the removal: %+v", back)
		}
	})
}

func TestUndoingWhatWasAddedRemovesItAndRestoringBringsItBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: latency, Source: wins.SourceCommand})
		if gone := undo(t, b, w.ID, 0); gone.Status != wins.StatusRemoved {
			t.Fatalf("after undoing: %+v", gone)
		}
		back := do(t, b, func(tx *db.Tx) (wins.Win, error) { return wins.Restore(tx, "UADA", w.ID) })
		if back.Status != wins.StatusKept {
			t.Fatalf("after restoring: %+v", back)
		}
		if gone := undo(t, b, w.ID, 2); gone.Status != wins.StatusRemoved { // the last thing was bringing it back
			t.Fatalf("after undoing that: %+v", gone)
		}
	})
}

func TestWhatWaitedForItsOwnerWaitsAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		pending := wins.New{Person: "UADA", Text: latency, Source: wins.SourceMessage, Pending: true}
		for _, way := range []func(tx *db.Tx, id string) (wins.Win, error){
			func(tx *db.Tx, id string) (wins.Win, error) { return wins.Keep(tx, "UADA", id) },
			func(tx *db.Tx, id string) (wins.Win, error) { return wins.Remove(tx, "UADA", id) },
			func(tx *db.Tx, id string) (wins.Win, error) {
				text := "Cut latency of #churn"
				return wins.Edit(tx, "UADA", id, wins.Change{Text: &text})
			},
		} {
			w := add(t, b, pending)
			do(t, b, func(tx *db.Tx) (wins.Win, error) { return way(tx, w.ID) })
			if back := undo(t, b, w.ID, 1); back.Status != wins.StatusPending || back.Text != latency {
				t.Errorf("after undoing: %s, %q", back.Status, back.Text)
			}
		}
	})
}

func TestOnlyTheLastActOfTheOwnerCanBeUndoneAndOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: latency, Source: wins.SourceCommand})
		one, two := "Cut one", "Cut two"
		edit(t, b, w.ID, wins.Change{Text: &one})
		edit(t, b, w.ID, wins.Change{Text: &two})
		undo(t, b, w.ID, 2)
		for _, c := range []struct {
			actor string
			n     int
			want  error
		}{
			{"UADA", 0, wins.ErrChanged},
			{"UADA", 1, wins.ErrChanged},
			{"UADA", 2, wins.ErrChanged},
			{"UADA", 9, wins.ErrChanged},
			{"UBEN", 3, wins.ErrNotFound},
		} {
			err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
				_, _, err := wins.Undo(tx, c.actor, w.ID, c.n)
				return err
			})
			if !errors.Is(err, c.want) {
				t.Errorf("%s undoes %d: %v, want %v", c.actor, c.n, err, c.want)
			}
		}
		if now := get(t, b, w.ID); now.Text != one {
			t.Errorf("it says %q", now.Text)
		}
	})
}

func TestTheLastActIsOfAnyWinButNoneThatOthersMade(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		last := func() (act wins.Act, err error) {
			read(t, b, func(tx *db.Tx) error {
				act, err = wins.LastAct(tx, "UADA")
				return nil
			})
			return act, err
		}
		add(t, b, wins.New{Person: "UADA", Text: "Old", Source: wins.SourceImport})
		add(t, b, wins.New{Person: "UADA", Text: "Waits", Source: wins.SourceMessage, Pending: true})
		add(t, b, wins.New{Person: "UBEN", Text: "Ben's", Source: wins.SourceCommand})
		add(t, b, wins.New{
			Person: "UADA", Text: "Marked", Source: wins.SourceReaction, Where: wins.Where{Channel: "C1", TS: "1.1"},
		})
		if act, err := last(); !errors.Is(err, wins.ErrNotFound) {
			t.Fatalf("she did %+v, %v", act, err)
		}
		first := add(t, b, wins.New{Person: "UADA", Text: "First", Source: wins.SourceCommand})
		b.Clock.Advance(time.Second)
		second := add(t, b, wins.New{Person: "UADA", Text: "Second", Source: wins.SourceModal})
		if act, err := last(); err != nil || act.Win != second.ID || act.N != 0 || act.Did != wins.ActAdded {
			t.Fatalf("she did %+v, %v", act, err)
		}
		b.Clock.Advance(time.Second)
		text := "First, edited"
		edit(t, b, first.ID, wins.Change{Text: &text})
		if act, err := last(); err != nil || act.Win != first.ID || act.N != 1 || act.Did != wins.ActEdited || act.Undone {
			t.Fatalf("she did %+v, %v", act, err)
		}
		undo(t, b, first.ID, 1)
		if act, err := last(); err != nil || act.N != 2 || !act.Undone {
			t.Fatalf("she did %+v, %v", act, err)
		}
	})
}

// Whatever somebody does to a win: undo makes it what it was, undone again it is what they made of it, and no version is
// ever lost.
func TestUndoTwiceIsWhatItWasWhateverWasDone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		never := errors.New("rolled back")
		rapid.Check(t, func(rt *rapid.T) {
			err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
				w, err := wins.Add(tx, wins.New{
					Person: "UADA", Text: latency, Source: wins.SourceMessage, Pending: rapid.Bool().Draw(rt, "pending"),
				})
				if err != nil {
					return err
				}
				for i := range rapid.IntRange(1, 6).Draw(rt, "steps") {
					actAndUndo(rt, tx, w.ID, fmt.Sprintf("Cut it %d times", i))
				}
				return never
			})
			if !errors.Is(err, never) {
				rt.Fatal(err)
			}
		})
	})
}

func actAndUndo(t *rapid.T, tx *db.Tx, id, text string) {
	now := func() told {
		w, err := wins.Get(tx, id)
		if err != nil {
			t.Fatal(err)
		}
		return told{w.Text, w.Project, w.Visibility, w.Status, w.Version}
	}
	took := func(n int) told {
		if _, _, err := wins.Undo(tx, "UADA", id, n); err != nil {
			t.Fatalf("undo %d: %v", n, err)
		}
		return now()
	}
	before := now()
	act := rapid.SampledFrom([]string{"edit", "hide", "keep", "remove", "restore"}).Draw(t, "act")
	perform(t, tx, id, act, text)
	after := now()
	if before == after {
		return
	}
	last, err := wins.ActOn(tx, "UADA", id)
	if err != nil {
		t.Fatal(err)
	}
	edited := after.Version - before.Version
	before.Version, after.Version = after.Version+edited, after.Version+2*edited
	if back := took(last.N); back != before {
		t.Fatalf("%s undone: %s", act, cmp.Diff(before, back))
	}
	if again := took(last.N + 1); again != after {
		t.Fatalf("%s undone twice: %s", act, cmp.Diff(after, again))
	}
	var kept int
	if err := tx.Get(&kept, `select count(*) from win_history where win = ?`, id); err != nil || kept != after.Version-1 {
		t.Fatalf("version %d, and %d before it, %v", after.Version, kept, err)
	}
}

// told is what undo must bring back.
type told struct {
	Text, Project, Visibility, Status string
	Version                           int
}

func perform(t *rapid.T, tx *db.Tx, id, act, text string) {
	private := wins.VisibilityPrivate
	var err error
	switch act {
	case "edit":
		_, err = wins.Edit(tx, "UADA", id, wins.Change{Text: &text})
	case "hide":
		_, err = wins.Edit(tx, "UADA", id, wins.Change{Visibility: &private})
	case "keep":
		_, err = wins.Keep(tx, "UADA", id)
	case "remove":
		_, err = wins.Remove(tx, "UADA", id)
	case "restore":
		_, err = wins.Restore(tx, "UADA", id)
	}
	if err != nil && !errors.Is(err, wins.ErrGone) {
		t.Fatal(err)
	}
}

func undo(t testing.TB, b dbtest.Base, id string, n int) wins.Win {
	t.Helper()
	return do(t, b, func(tx *db.Tx) (wins.Win, error) {
		w, _, err := wins.Undo(tx, "UADA", id, n)
		return w, err
	})
}
