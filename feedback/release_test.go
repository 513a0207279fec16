package feedback_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/dbtest"
)

func TestThreeAnswersArePooledWithoutNames(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			o.says("UBEN", "the drift alert fired before the campaign")
			o.says("USAM", "the interface kept still for half a year")
			o.says("UPIA", "the launch was on the day that was named")
			o.seals()
			ada, mia := o.adaReads(), o.miaReads()
			if d := cmp.Diff(ada, mia); d != "" {
				t.Fatalf("Ada and Mia read different things:\n%s", d)
			}
			for _, slot := range ada.Slots[:3] {
				if !slot.ThreeOrMore || len(slot.Texts) != 3 {
					t.Fatalf("%s: %+v", slot.Slot, slot)
				}
			}
			if slot := ada.Slots[3]; slot.ThreeOrMore || slot.Texts != nil {
				t.Fatalf("nobody answered %+v", slot)
			}
			holdsNoName(t, ada)
		})
	})
}

// holdsNoName is P2.
func holdsNoName(t fataler, released feedback.Released) {
	t.Helper()
	bytes, err := json.Marshal(released)
	if err != nil {
		t.Fatalf("%v", err)
	}
	for line := range strings.Lines(directory) {
		fields := strings.Split(line, ",")
		if slices.Contains(givers, fields[0]) && (strings.Contains(string(bytes), fields[0]) ||
			strings.Contains(string(bytes), fields[1]) || strings.Contains(string(bytes), fields[2])) {
			t.Fatalf("the release names %s", fields[0])
		}
	}
}

func TestWithNoneOneOrTwoAnswersASlotLooksTheSame(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		var seen []feedback.Released
		for n := range 3 {
			inOffice(t, b, givers, func(o *office) {
				for _, giver := range givers[:n] {
					o.says(giver, "the words of "+strings.Repeat("somebody ", n+1))
				}
				o.seals()
				seen = append(seen, o.miaReads())
			})
		}
		if d := cmp.Diff(seen[0], seen[1]) + cmp.Diff(seen[0], seen[2]); d != "" {
			t.Fatal(d)
		}
	})
}

func TestWhoHasNoRightGetsTheSameAnswerAsForNothing(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			o.seals()
			scope := feedback.Scope{Cycle: cycle, Subject: subject}
			for _, viewer := range []feedback.Viewer{
				{Person: "UJUNO", Kind: feedback.ViewerSubject},
				{Person: "UDAN", Kind: feedback.ViewerManager},
				{Person: subject, Kind: feedback.ViewerManager},
				{Person: manager, Kind: feedback.ViewerSubject},
				{Person: "UBEN", Kind: "admin"},
				{Kind: feedback.ViewerManager},
				{},
			} {
				_, err := o.store.Release(o.tx, viewer, scope)
				is(t, err, feedback.ErrNotFound)
			}
			_, err := o.store.Release(o.tx, feedback.Viewer{Person: subject, Kind: feedback.ViewerSubject},
				feedback.Scope{Cycle: "another", Subject: subject})
			is(t, err, feedback.ErrNotFound)
		})
	})
}

func TestANewManagerReadsAtOnceAndTheFormerOneNoMore(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			o := open(t, b, tx, givers)
			for _, giver := range givers[:4] { // Ben is one of them
				o.says(giver, "the words of "+giver[1:2]+strings.ToLower(giver[2:]))
			}
			o.seals()
			if n := len(o.miaReads().Slots[0].Texts); n != 4 {
				t.Errorf("Mia reads %d", n)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		b.Clock.Advance(24 * time.Hour)
		imports(t, b, strings.Replace(directory, "MLOps Engineer,UMIA", "MLOps Engineer,UBEN", 1))
		err = b.DB.Read(t.Context(), func(tx *db.Tx) error {
			o := &office{t: t, tx: tx, store: &feedback.Store{Seal: b.Seal}}
			_, err := o.store.Release(tx, feedback.Viewer{Person: manager, Kind: feedback.ViewerManager},
				feedback.Scope{Cycle: cycle, Subject: subject})
			is(t, err, feedback.ErrNotFound)
			ben := o.reads("UBEN", feedback.ViewerManager) // his own words are not given back
			if slot := ben.Slots[0]; len(slot.Texts) != 3 || strings.Contains(fmt.Sprint(slot.Texts), "Ben") {
				t.Errorf("Ben reads %+v", slot)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// TestReadingAgainShowsTheSame is P8, also when the stage is ended twice.
func TestReadingAgainShowsTheSame(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			for i, giver := range givers {
				o.says(giver, fmt.Sprintf("this is the answer with number %d", i))
			}
			o.seals()
			first := o.adaReads()
			o.seals()
			o.store.Random = rand.NewChaCha8([32]byte{99})
			if d := cmp.Diff(first, o.adaReads()); d != "" {
				t.Fatal(d)
			}
			is(t, o.store.SealSubject(o.tx, cycle, "UJUNO"), feedback.ErrNotFound)
		})
	})
}

func TestAfterACancelledRoundNothingIsReadOrTaken(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			for _, giver := range givers[:4] {
				o.says(giver, "what was said before it was cancelled")
			}
			o.must(o.store.Withdraw(o.tx, cycle))
			for _, giver := range []string{"UBEN", "ULEA"} {
				_, err := o.store.Answer(o.tx, giver, o.asked[giver].ID, feedback.Answers{})
				is(t, err, feedback.ErrClosed)
			}
			o.seals()
			if slot := o.miaReads().Slots[0]; slot.ThreeOrMore || slot.Texts != nil {
				t.Fatalf("Mia reads %+v", slot)
			}
		})
	})
}

// TestAnAnswerThatIsTakenWhileTheStageEndsIsInTheSnapshot lets both run at once: whoever was told "taken" is read.
func TestAnAnswerThatIsTakenWhileTheStageEndsIsInTheSnapshot(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		do := func(f func(tx *db.Tx) error) {
			if err := b.DB.Do(t.Context(), f); err != nil {
				t.Error(err)
			}
		}
		var o *office
		do(func(tx *db.Tx) error {
			o = open(t, b, tx, givers)
			o.says("UBEN", "this was said before, the first of three")
			o.says("USAM", "this was said before, the second of three")
			return nil
		})
		answered, ending := make(chan struct{}), make(chan struct{})
		var both sync.WaitGroup
		both.Go(func() {
			do(func(tx *db.Tx) error {
				words := feedback.Reply{Text: "this was said at the last moment, the third of three"}
				_, err := o.store.Answer(tx, "UPIA", o.asked["UPIA"].ID, feedback.Answers{
					feedback.SlotWorked: words, feedback.SlotHindered: words, feedback.SlotNext: words,
				})
				close(answered)
				<-ending
				return err
			})
		})
		both.Go(func() {
			<-answered
			close(ending) // Pia's transaction commits while this one waits for her lock, or before
			do(func(tx *db.Tx) error { return o.store.SealSubject(tx, cycle, subject) })
		})
		both.Wait()
		do(func(tx *db.Tx) error {
			if slot := (&office{t: t, tx: tx, store: o.store}).adaReads().Slots[0]; len(slot.Texts) != 3 {
				t.Errorf("Ada reads %q", slot.Texts)
			}
			return nil
		})
	})
}

func dump(t *testing.T, b dbtest.Base, table string) string {
	t.Helper()
	columns := map[string]string{
		"feedback_drafts":   `cycle || ' ' || subject || ' ' || token as line, sealed as bytes`,
		"feedback_answers":  `cycle || ' ' || subject || ' ' || id || ' ' || token as line, sealed as bytes`,
		"feedback_pools":    `cycle || ' ' || subject || ' ' || mode as line, snapshot as bytes`,
		"feedback_requests": `subject || ' ' || giver || ' ' || state as line, reason as bytes`,
	}
	var rows []struct {
		Line  string `db:"line"`
		Bytes []byte `db:"bytes"`
	}
	err := b.DB.Read(t.Context(), func(tx *db.Tx) error {
		return tx.Select(&rows, `select `+columns[table]+` from `+table)
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 {
		t.Fatalf("%s is empty", table)
	}
	var text strings.Builder
	for _, row := range rows {
		fmt.Fprintf(&text, "%s %s\n", row.Line, row.Bytes)
	}
	return text.String()
}
