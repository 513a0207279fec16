package feedback_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/dbtest"
)

func TestAGiverSeesTheQuestionsAndWhoWillReadTheAnswer(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			form, err := o.store.ForAnswer(o.tx, "UBEN", o.asked["UBEN"].ID)
			o.must(err)
			if form.Subject.Name != "Ada Osei" || form.Manager != manager || form.Mode != feedback.Confidential ||
				form.Threshold != 3 {
				t.Fatalf("the form says %+v", form)
			}
			if form.Questions[0].Text != "What did Ada do that worked?" || !form.Questions[3].Optional {
				t.Fatalf("the questions are %+v", form.Questions)
			}
		})
	})
}

func TestARequestIsAnsweredOnceAndCanBeChangedUntilTheStageEnds(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			id := o.asked["UBEN"].ID
			_, err := o.store.ForEdit(o.tx, "UBEN", id)
			is(t, err, feedback.ErrNotFound)
			o.says("UBEN", "the rollback came before the campaign")
			_, err = o.store.ForAnswer(o.tx, "UBEN", id)
			is(t, err, feedback.ErrAnswered)
			form, err := o.store.ForEdit(o.tx, "UBEN", id)
			o.must(err)
			if !strings.HasSuffix(form.Previous[feedback.SlotNext].Text, "before the campaign") {
				t.Fatalf("the earlier answer reads %+v", form.Previous)
			}
			answers := form.Previous
			answers[feedback.SlotNext] = feedback.Reply{CantAssess: true}
			changed, err := o.store.Answer(o.tx, "UBEN", id, answers)
			o.must(err)
			if form, err = o.store.ForEdit(o.tx, "UBEN", id); err != nil || !changed {
				t.Fatalf("changed %v, %v", changed, err)
			}
			if d := cmp.Diff(answers, form.Previous); d != "" {
				t.Fatal(d)
			}
			o.seals()
			_, err = o.store.ForEdit(o.tx, "UBEN", id)
			is(t, err, feedback.ErrClosed)
			_, err = o.store.Answer(o.tx, "UBEN", id, answers)
			is(t, err, feedback.ErrClosed)
		})
	})
}

func TestSomebodyElsesRequestLooksLikeOneThatDoesNotExist(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			for _, id := range []string{o.asked["UBEN"].ID, db.NewID(), ""} {
				_, opening := o.store.ForAnswer(o.tx, subject, id)
				_, editing := o.store.ForEdit(o.tx, subject, id)
				_, answering := o.store.Answer(o.tx, subject, id, feedback.Answers{})
				for _, err := range []error{opening, editing, answering, o.store.Decline(o.tx, subject, id, "")} {
					is(t, err, feedback.ErrNotFound)
				}
			}
		})
	})
}

func TestEveryFaultOfAnAnswerIsNamedAtOnce(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			_, err := o.store.Answer(o.tx, "UBEN", o.asked["UBEN"].ID, feedback.Answers{
				feedback.SlotWorked:       {Text: "  gut gemacht, Ä  "},
				feedback.SlotNext:         {Text: "a sentence that is long enough", CantAssess: true},
				feedback.SlotAnythingElse: {Text: strings.Repeat("ä", 3001)},
			})
			var invalid feedback.Invalid
			if !errors.As(err, &invalid) {
				t.Fatalf("got %v", err)
			}
			want := feedback.Invalid{
				feedback.SlotWorked:       feedback.TooShort{Slot: feedback.SlotWorked, Min: 20, Have: 14},
				feedback.SlotHindered:     feedback.Missing{Slot: feedback.SlotHindered},
				feedback.SlotNext:         feedback.Both{Slot: feedback.SlotNext},
				feedback.SlotAnythingElse: feedback.TooLong{Slot: feedback.SlotAnythingElse, Max: 3000, Have: 3001},
			}
			if d := cmp.Diff(want, invalid); d != "" {
				t.Fatal(d)
			}
			if waiting, err := o.store.Waiting(o.tx, "UBEN"); err != nil || len(waiting) != 1 {
				t.Fatalf("the request is no longer open: %v, %v", waiting, err)
			}
		})
	})
}

func TestADeclinedRequestIsNotAskedAgainAndAnAnsweredOneNotDeclined(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			ben, sam := o.asked["UBEN"].ID, o.asked["USAM"].ID
			o.must(o.store.Decline(o.tx, "UBEN", ben, "we hardly met"))
			o.must(o.store.Decline(o.tx, "UBEN", ben, "again"))
			_, err := o.store.ForAnswer(o.tx, "UBEN", ben)
			is(t, err, feedback.ErrDeclined)
			_, err = o.store.Answer(o.tx, "UBEN", ben, feedback.Answers{})
			is(t, err, feedback.ErrDeclined)
			if waiting, err := o.store.Waiting(o.tx, "UBEN"); err != nil || len(waiting) != 0 {
				t.Fatalf("Ben still has %v, %v", waiting, err)
			}
			o.says("USAM", "the interface kept still for half a year")
			is(t, o.store.Decline(o.tx, "USAM", sam, ""), feedback.ErrAnswered)
		})
	})
}

func TestAskingAgainAsksNobodyTwice(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			again, err := o.store.Ask(o.tx, cycle, []feedback.Assignment{
				{Subject: subject, Giver: "UBEN"}, {Subject: subject, Giver: "UJUNO"}, {Subject: "UJUNO", Giver: "UBEN"},
			})
			o.must(err)
			if len(again) != 2 || again[0].Giver != "UJUNO" || again[1].Subject != "UJUNO" {
				t.Fatalf("asked %+v", again)
			}
			waiting, err := o.store.Waiting(o.tx, "UBEN")
			o.must(err)
			if len(waiting) != 2 || waiting[0].CycleName != "2026 H2" || !waiting[0].DueAt.Equal(round().DueAt) {
				t.Fatalf("Ben has %+v", waiting)
			}
		})
	})
}

func TestARoundThatCanNotKeepConfidenceIsNotStarted(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			for _, change := range []func(*feedback.Round){
				func(r *feedback.Round) { r.Threshold = 2 }, func(r *feedback.Round) { r.Mode = "anonymous" },
			} {
				r := round()
				r.Cycle = "cycle-2"
				change(&r)
				is(t, o.store.Start(o.tx, r), feedback.ErrMode)
			}
		})
	})
}

func TestNoStoredRowJoinsAnAnswerToItsGiver(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			o := open(t, b, tx, givers)
			for _, giver := range givers[:4] {
				o.says(giver, "canary-"+giver+" sang in the mine")
			}
			o.must(o.store.Decline(tx, "ULEA", o.asked["ULEA"].ID, "canary reason"))
			o.seals()
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"feedback_answers", "feedback_pools", "feedback_requests"} {
			text := dump(t, b, table)
			if strings.Contains(text, "canary") {
				t.Errorf("%s holds an answer in clear", table)
			}
			named := func(id string) bool { return strings.Contains(text, id) }
			if table != "feedback_requests" && slices.ContainsFunc(givers, named) {
				t.Errorf("%s names a giver", table)
			}
		}
	})
}

func is(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got %v, want %v", err, want)
	}
}
