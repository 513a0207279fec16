package feedback_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/people"
)

func person(o *office, id string) people.Person {
	o.t.Helper()
	p, err := people.Get(o.tx, id)
	o.must(err)
	return p
}

// about are answers to all three questions, with the same words in them.
func about(words string) feedback.Answers {
	return feedback.Answers{
		feedback.SlotWorked:   {Text: "What worked for us was this: " + words},
		feedback.SlotHindered: {Text: "What got in our way was this: " + words},
		feedback.SlotNext:     {Text: "What should come next is this: " + words},
	}
}

func (o *office) given(giver string) []feedback.Gift {
	o.t.Helper()
	given, err := o.store.Given(o.tx, giver)
	o.must(err)
	return given
}

func TestWhatWasGivenIsInTheNextPoolAndInNoLaterOne(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			for _, giver := range []string{"UJUNO", "UDAN", "UBEN"} {
				o.gives(giver, about("a word of "+strings.ToLower(giver[1:])+" in June"))
			}
			o.seals()
			if got := o.adaReads().Slots[0]; !got.ThreeOrMore || len(got.Texts) != 3 {
				t.Fatalf("the pool shows %+v", got)
			}
			if given := o.given("UJUNO"); len(given) != 0 {
				t.Errorf("it can still be changed: %+v", given)
			}
			o.opens("cycle-2")
			o.must(o.store.SealSubject(o.tx, "cycle-2", subject))
			if got := o.readsOf("cycle-2").Slots[0]; got.ThreeOrMore || len(got.Texts) > 0 {
				t.Fatalf("the next pool shows it again: %+v", got)
			}
		})
	})
}

// opens starts another cycle about Ada in which nobody is asked.
func (o *office) opens(id string) {
	o.t.Helper()
	next := round()
	next.Cycle = id
	o.must(o.store.Start(o.tx, next))
	o.must(o.store.Include(o.tx, id, []string{subject}))
}

func (o *office) readsOf(id string) feedback.Released {
	o.t.Helper()
	released, err := o.store.Release(o.tx, feedback.Viewer{Person: subject, Kind: feedback.ViewerSubject},
		feedback.Scope{Cycle: id, Subject: subject})
	o.must(err)
	return released
}

// Three texts of two people are two people.
func TestTwoPeopleWhoWroteTwiceAreTwo(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			o.says("UBEN", "answered when asked")
			o.gives("UBEN", about("given by himself in June"))
			o.says("USAM", "answered when asked, too")
			o.gives("USAM", about("given by himself in July"))
			o.seals()
			if got := o.adaReads().Slots[0]; got.ThreeOrMore || len(got.Texts) > 0 {
				t.Fatalf("the pool of two shows %+v", got)
			}
		})
	})
}

func TestACancelledCycleTakesNothing(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			o.gives("UJUNO", about("a word in June"))
			o.must(o.store.Withdraw(o.tx, cycle))
			if given := o.given("UJUNO"); len(given) != 1 || !given[0].Sent {
				t.Fatalf("Juno has given %+v", given)
			}
		})
	})
}

func TestWhatWasGivenCanBeChangedAndTakenBack(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			request := o.begins("UJUNO")
			if given := o.given("UJUNO"); len(given) != 0 {
				t.Errorf("an open form is listed: %+v", given)
			}
			if request.ID != o.begins("UJUNO").ID {
				t.Error("there are two")
			}
			o.must(o.store.SaveDraft(o.tx, "UJUNO", request.ID, draft(0, "Some")))
			if given := o.given("UJUNO"); len(given) != 1 || given[0].Sent || !given[0].Draft {
				t.Errorf("of a draft is listed: %+v", given)
			}
			o.gives("UJUNO", about("first"))
			o.gives("UJUNO", about("second"))
			form, err := o.store.Reopen(o.tx, "UJUNO", o.begins("UJUNO"))
			o.must(err)
			if !strings.Contains(form.Previous[feedback.SlotNext].Text, "second") || form.Mode != feedback.Confidential {
				t.Errorf("the form holds %+v", form)
			}
			o.takesBack("UJUNO")
			if _, err := o.store.TakeBack(o.tx, "UJUNO", request.ID); !errors.Is(err, feedback.ErrNotFound) {
				t.Errorf("a second time: %v", err)
			}
			var left int
			o.must(o.tx.Get(&left, `select count(*) from feedback_answers`))
			if left+len(o.given("UJUNO")) != 0 {
				t.Errorf("%d answers are left", left)
			}
		})
	})
}

// A change that is not sent when the pool takes what was, is not lost: it is the beginning of the next.
func TestAChangeThatWasNotSentOutlivesTheSeal(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			request := o.gives("UJUNO", about("sent in June"))
			o.must(o.store.SaveDraft(o.tx, "UJUNO", request.ID, draft(0, "On second thoughts")))
			o.seals()
			given := o.given("UJUNO")
			if len(given) != 1 || given[0].Sent || !given[0].Draft {
				t.Fatalf("Juno has given %+v", given)
			}
			form, err := o.store.Reopen(o.tx, "UJUNO", given[0].Request)
			o.must(err)
			if form.Draft.Answers[feedback.SlotWorked].Text != "On second thoughts" || form.Previous != nil {
				t.Errorf("the form holds %+v", form)
			}
			if _, err := o.store.Answer(o.tx, "UJUNO", request.ID, about("sent in July")); err != nil {
				t.Errorf("the form that was open can't be sent: %v", err)
			}
		})
	})
}

func TestOnlyTheGiverFindsWhatTheyGave(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			request := o.gives("UJUNO", about("sent in June"))
			for _, other := range []string{subject, manager, "UBEN", ""} {
				if len(o.given(other)) != 0 {
					t.Errorf("%q is shown it", other)
				}
				if _, err := o.store.TakeBack(o.tx, other, request.ID); !errors.Is(err, feedback.ErrNotFound) {
					t.Errorf("%q takes it back: %v", other, err)
				}
				if _, err := o.store.Reopen(o.tx, other, request); !errors.Is(err, feedback.ErrNotFound) {
					t.Errorf("%q opens it: %v", other, err)
				}
			}
			waiting, err := o.store.Waiting(o.tx, "UJUNO")
			o.must(err)
			if len(waiting) != 0 {
				t.Errorf("it is waited for: %+v", waiting)
			}
			if _, err := o.store.TakeBack(o.tx, "UBEN", o.asked["UBEN"].ID); !errors.Is(err, feedback.ErrNotFound) {
				t.Errorf("an answer of a cycle is taken back: %v", err)
			}
		})
	})
}

func TestWhoMayWriteAboutWhom(t *testing.T) {
	t.Parallel()
	ada := people.Person{ID: "UADA", Manager: "UMIA"}
	mia := people.Person{ID: "UMIA"}
	for name, c := range map[string]struct {
		subject, giver people.Person
		upward         bool
		want           feedback.Bar
	}{
		"a colleague":     {ada, people.Person{ID: "UBEN"}, false, ""},
		"oneself":         {ada, ada, true, feedback.BarSelf},
		"a bot":           {people.Person{ID: "UBOT", Bot: true}, ada, true, feedback.BarNobody},
		"somebody gone":   {people.Person{ID: "UGUS", Deleted: true}, ada, true, feedback.BarNobody},
		"one's report":    {ada, mia, true, feedback.BarManager},
		"one's manager":   {mia, ada, false, feedback.BarReport},
		"where one may":   {mia, ada, true, ""},
		"a guest, by one": {people.Person{ID: "UGUE", Guest: true}, mia, true, feedback.BarNobody},
	} {
		if bar := feedback.BarredAnyTime(c.subject, c.giver, c.upward); bar != c.want {
			t.Errorf("%s: %q", name, bar)
		}
	}
}

// TestTheDatabaseDoesNotTellWhoGaveWhat is the sibling of the one over a cycle's answers.
func TestTheDatabaseDoesNotTellWhoGaveWhat(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		store := &feedback.Store{Seal: b.Seal}
		do(t, b.DB, func(tx *db.Tx) error {
			open(t, b, tx, nil).opens("cycle-2")
			return nil
		})
		for _, giver := range everybody {
			do(t, b.DB, func(tx *db.Tx) error {
				o := &office{t: t, store: store, tx: tx}
				o.gives(giver, filled())
				return nil
			})
			b.Clock.Advance(time.Hour)
		}
		if text := dump(t, b, "feedback_answers"); strings.Contains(text, "UBEN") || strings.Contains(text, "Long enough") {
			t.Errorf("the rows tell: %s", text)
		}
		do(t, b.DB, func(tx *db.Tx) error { return store.SealSubject(tx, "cycle-2", subject) })
		do(t, b.DB, func(tx *db.Tx) error {
			place := "rowid"
			if tx.Postgres() {
				place = "ctid"
				var writers int
				err := tx.Get(&writers, `select count(distinct cast(xmin as text)) from feedback_answers`)
				if err != nil || writers != 1 {
					t.Errorf("%d transactions wrote the answers", writers)
				}
				err = tx.Get(&writers, `select count(distinct cast(xmin as text)) from feedback_requests`)
				if err != nil || writers != 1 {
					t.Errorf("%d transactions wrote the requests", writers)
				}
			}
			var ids []string
			err := tx.Select(&ids, `select id from feedback_answers order by `+place)
			if len(ids) != len(everybody) || !slices.IsSorted(ids) {
				t.Errorf("the rows lie as they came: %q", ids)
			}
			var times int
			if err := tx.Get(&times, `select count(*) from feedback_requests where asked_at > 0`); err != nil || times > 0 {
				t.Errorf("%d requests say when", times)
			}
			return err
		})
	})
}

// A pool may be sealed while people write: what each sent is in one of the pools, and in no two.
func TestWhatIsGivenWhileAPoolIsSealedIsInOnePool(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		store := &feedback.Store{Seal: b.Seal}
		do(t, b.DB, func(tx *db.Tx) error {
			o := open(t, b, tx, nil)
			o.must(o.store.Include(tx, cycle, []string{subject}))
			o.opens("cycle-2")
			return nil
		})
		sealed := make(chan error, 1)
		go func() {
			sealed <- b.DB.Do(context.Background(), func(tx *db.Tx) error { return store.SealSubject(tx, cycle, subject) })
		}()
		for _, giver := range everybody {
			do(t, b.DB, func(tx *db.Tx) error {
				(&office{t: t, tx: tx, store: store}).gives(giver, filled())
				return nil
			})
		}
		if err := <-sealed; err != nil {
			t.Fatal(err)
		}
		do(t, b.DB, func(tx *db.Tx) error { return store.SealSubject(tx, "cycle-2", subject) })
		for _, giver := range everybody {
			do(t, b.DB, func(tx *db.Tx) error {
				held, err := store.HeldAnyTime(tx, giver)
				if len(held.Given) != 1 || held.Given[0].Cycle == "" {
					t.Errorf("of %s is kept %+v", giver, held.Given)
				}
				return err
			})
		}
	})
}
