package feedback_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/dbtest"
)

var typedAt = time.Date(2026, time.November, 25, 13, 2, 0, 0, time.UTC)

func draft(seconds int, words string) feedback.Draft {
	return feedback.Draft{
		Answers: feedback.Answers{feedback.SlotWorked: {Text: words}}, ChangedAt: typedAt.Add(time.Duration(seconds) * time.Second),
	}
}

func (o *office) types(giver string, d feedback.Draft) {
	o.t.Helper()
	o.must(o.store.SaveDraft(o.tx, giver, o.asked[giver].ID, d))
}

func (o *office) finds(giver string) feedback.Draft {
	o.t.Helper()
	form, err := o.store.ForAnswer(o.tx, giver, o.asked[giver].ID)
	o.must(err)
	return form.Draft
}

func TestWhatIsTypedIsThereAgainUntilItIsSentOrDeclined(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			o.types("UBEN", draft(0, "Gut"))
			o.types("UBEN", draft(1, "Gut gemacht"))
			if d := cmp.Diff(draft(1, "Gut gemacht"), o.finds("UBEN")); d != "" {
				t.Fatal(d)
			}
			if other := o.finds("USAM"); !other.ChangedAt.IsZero() || other.Answers != nil {
				t.Fatalf("Sam finds %+v", other)
			}
			o.says("UBEN", "the rollback came before the campaign")
			form, err := o.store.ForEdit(o.tx, "UBEN", o.asked["UBEN"].ID)
			o.must(err)
			if !form.Draft.ChangedAt.IsZero() {
				t.Fatalf("after it was sent there is a draft: %+v", form.Draft)
			}
			o.types("UBEN", draft(9, "On second thoughts"))
			form, err = o.store.ForEdit(o.tx, "UBEN", o.asked["UBEN"].ID)
			o.must(err)
			if form.Draft.Answers[feedback.SlotWorked].Text != "On second thoughts" || form.Previous[feedback.SlotNext].Text == "" {
				t.Fatalf("a change is begun: %+v after %+v", form.Draft, form.Previous)
			}
			o.types("USAM", draft(0, "canary"))
			o.must(o.store.Decline(o.tx, "USAM", o.asked["USAM"].ID, ""))
			is(t, o.store.SaveDraft(o.tx, "USAM", o.asked["USAM"].ID, draft(1, "late")), feedback.ErrDeclined)
			o.types("UPIA", draft(0, "never sent"))
			o.seals()
			is(t, o.store.SaveDraft(o.tx, "UPIA", o.asked["UPIA"].ID, draft(2, "late")), feedback.ErrClosed)
			o.drafts(0)
		})
	})
}

func TestADraftOfACancelledCycleGoesWithIt(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			o.types("UBEN", draft(0, "Gut"))
			o.drafts(1)
			o.must(o.store.Withdraw(o.tx, cycle))
			o.drafts(0)
		})
	})
}

func (o *office) drafts(want int) {
	o.t.Helper()
	var n int
	o.must(o.tx.Get(&n, `select count(*) from feedback_drafts`))
	if n != want {
		o.t.Fatalf("%d drafts are left, not %d", n, want)
	}
}

func TestWhatWasDeletedAgainIsNoDraft(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			o.types("UBEN", draft(0, "Gut"))
			o.types("UBEN", feedback.Draft{Answers: feedback.Answers{feedback.SlotWorked: {}}, ChangedAt: typedAt.Add(time.Second)})
			if d := o.finds("UBEN"); !d.ChangedAt.IsZero() {
				t.Fatalf("there is %+v", d)
			}
		})
	})
}

// Changes are told over a network: late, twice and in any order. One of another question is no newer change.
func TestTheNewestChangeOfEachQuestionIsKeptInWhateverOrderTheyCome(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		rapid.Check(t, func(t *rapid.T) {
			order := rapid.SliceOfN(rapid.IntRange(0, 20), 1, 12).Draw(t, "order")
			inOffice(t, b, []string{"UBEN"}, func(o *office) {
				newest, want := map[string]int{}, draft(slices.Max(order), "")
				clear(want.Answers)
				for _, second := range order {
					slot := feedback.Slots[second%2]
					newest[slot] = max(newest[slot], second)
					change := draft(second, "")
					change.Answers = feedback.Answers{slot: {Text: fmt.Sprint("change ", second)}}
					o.types("UBEN", change)
					want.Answers[slot] = feedback.Reply{Text: fmt.Sprint("change ", newest[slot])}
				}
				if d := cmp.Diff(want, o.finds("UBEN")); d != "" {
					t.Fatal(d)
				}
			})
		})
	})
}

func TestSomebodyElsesDraftCanNeitherBeWrittenNorRead(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			for _, id := range []string{o.asked["UBEN"].ID, db.NewID(), ""} {
				is(t, o.store.SaveDraft(o.tx, subject, id, draft(0, "x")), feedback.ErrNotFound)
			}
			o.drafts(0)
		})
	})
}

// TestACommittedDraftOutlivesTheProcess opens the database anew, as the next process does, after the first one is gone.
func TestACommittedDraftOutlivesTheProcess(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		var request feedback.Request
		do(t, b.DB, func(tx *db.Tx) error {
			o := open(t, b, tx, givers)
			request = o.asked["UBEN"]
			return nil
		})
		do(t, b.DB, func(tx *db.Tx) error {
			return (&feedback.Store{Seal: b.Seal}).SaveDraft(tx, "UBEN", request.ID, draft(0, "canary sang"))
		})
		if text := dump(t, b, "feedback_drafts"); strings.Contains(text, "canary") || strings.Contains(text, "UBEN") ||
			strings.Contains(text, request.ID) {
			t.Errorf("the row tells what was written, or by whom: %s", text)
		}
		if err := b.DB.Close(); err != nil {
			t.Fatal(err)
		}
		again, err := db.Open(t.Context(), b.URL)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = again.Close() })
		do(t, again, func(tx *db.Tx) error {
			form, err := (&feedback.Store{Seal: b.Seal}).ForAnswer(tx, "UBEN", request.ID)
			if form.Draft.Answers[feedback.SlotWorked].Text != "canary sang" {
				t.Errorf("there is %+v", form.Draft)
			}
			return err
		})
	})
}

// A stage may end while somebody types. Whichever comes first, nothing is left behind the end.
func TestAChangeThatMeetsTheEndOfTheStageLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		var store *feedback.Store
		var asked map[string]feedback.Request
		do(t, b.DB, func(tx *db.Tx) error {
			o := open(t, b, tx, givers)
			store, asked = o.store, o.asked
			store.Random = rand.NewChaCha8([32]byte{1})
			return nil
		})
		ended := make(chan error, 1)
		go func() {
			ended <- b.DB.Do(context.Background(), func(tx *db.Tx) error { return store.SealSubject(tx, cycle, subject) })
		}()
		for i := range 20 {
			for giver, request := range asked {
				_ = b.DB.Do(t.Context(), func(tx *db.Tx) error { return store.SaveDraft(tx, giver, request.ID, draft(i, "x")) })
			}
		}
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		do(t, b.DB, func(tx *db.Tx) error {
			var n int
			err := tx.Get(&n, `select count(*) from feedback_drafts`)
			if n != 0 {
				t.Errorf("%d drafts are left", n)
			}
			return err
		})
	})
}

func do(t *testing.T, d *db.DB, f func(tx *db.Tx) error) {
	t.Helper()
	if err := d.Do(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}
