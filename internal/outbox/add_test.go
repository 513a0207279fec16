package outbox_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/outbox"
)

func TestAMessageIsSentOnceWhateverIsAddedAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"))
		again := func() {
			o.do(t, func(tx *db.Tx) error {
				if added, err := o.store.Add(tx, to("U0ADA", "one")); added || err != nil {
					t.Errorf("added again: %v, %v", added, err)
				}
				return nil
			})
		}
		again()
		if _, ok := o.sentAt(t, "one"); ok {
			t.Fatal("sent before it was")
		}
		if n := o.step(t); n != 1 {
			t.Fatalf("sent %d", n)
		}
		again()
		o.drain(t, 3*time.Second)
		o.want(t, "one")
		if at, ok := o.sentAt(t, "one"); !ok || at != (outbox.Sent{Channel: "DU0ADA", TS: "1.000"}) {
			t.Fatalf("sent at %+v, %v", at, ok)
		}
	})
}

func TestNothingLeavesOfATransactionThatFailed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			if _, err := o.store.Add(tx, to("U0ADA", "one")); err != nil {
				return err
			}
			return errRefused
		})
		if n := o.step(t); !errors.Is(err, errRefused) || n != 0 {
			t.Fatalf("%v, sent %d", err, n)
		}
	})
}

func TestTheBodyIsSealedAndForgottenWhenSent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "canary"))
		stored := func() (row struct{ Body []byte }) {
			o.do(t, func(tx *db.Tx) error { return tx.Get(&row, `select body from outbox`) })
			return row
		}
		if body := stored().Body; len(body) == 0 || bytes.Contains(body, []byte("canary")) {
			t.Fatalf("stored %q", body)
		}
		o.step(t)
		if body := stored().Body; len(body) != 0 {
			t.Fatalf("still stored: %q", body)
		}
		o.want(t, "canary")
	})
}

func TestMessagesForLaterWait(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		later := to("U0ADA", "later")
		later.RunAt = b.Clock.Now().Add(time.Minute)
		o.add(t, later, to("U0ADA", "now"))
		o.step(t)
		o.want(t, "now")
		if stats := o.stats(t); stats.Pending != 1 || !stats.Oldest.IsZero() {
			t.Fatalf("%+v", stats)
		}
		b.Clock.Advance(time.Minute)
		if stats := o.stats(t); !stats.Oldest.Equal(later.RunAt) {
			t.Fatalf("%+v", stats)
		}
		o.step(t)
		o.want(t, "now", "later")
	})
}

func TestACancelledMessageIsNotSent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"), to("U0ADA", "two"), edit("one, edited", "one"))
		if !o.cancel(t, "one") || o.cancel(t, "one") || o.cancel(t, "unknown") {
			t.Fatal("want true, false, false")
		}
		o.add(t, edit("one, edited again", "one")) // nothing to replace any more
		o.drain(t, 3*time.Second)
		o.want(t, "two")
		if o.cancel(t, "two") {
			t.Fatal("cancelled what is sent")
		}
		if stats := o.stats(t); stats.Pending != 0 || stats.Dead != 0 {
			t.Fatalf("%+v", stats)
		}
	})
}

func TestWhatIsUnsentOfAKindIsListed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		unsent := func() (keys []outbox.Key) {
			o.do(t, func(tx *db.Tx) (err error) {
				keys, err = o.store.Unsent(tx, key("one").Kind, "one")
				return err
			})
			return keys
		}
		o.add(t, to("U0ADA", "one"), to("U0ADA", "two"))
		if keys := unsent(); len(keys) != 1 || keys[0] != key("one") {
			t.Fatalf("unsent are %+v", keys)
		}
		o.drain(t, 3*time.Second)
		if keys := unsent(); len(keys) != 0 {
			t.Fatalf("after all was sent %+v are not", keys)
		}
	})
}

func TestWhatIsCancelledInFlightIsNotTriedAgain(t *testing.T) {
	for name, end := range map[string]fault{"refused": {err: errRefused}, "lost": {err: errLost}} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
				o := open(b, quick)
				o.add(t, to("U0ADA", "one"))
				o.faults = []fault{end}
				o.step(t)
				if name == "lost" && o.cancel(t, "one") {
					t.Fatal("certain that it was not sent")
				}
				if name == "refused" && !o.cancel(t, "one") {
					t.Fatal("not certain that it was not sent")
				}
				o.drain(t, time.Minute)
				o.want(t)
				if stats := o.stats(t); o.calls != 1 || stats.Pending != 0 || stats.Dead != 0 {
					t.Fatalf("%d calls, %+v", o.calls, stats)
				}
			})
		})
	}
}

func TestAnUpdateWaitsForItsOriginalAndGoesWhereItWent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "asked"), edit("answered", "asked"), to("U0ADA", "next"))
		o.faults = []fault{{err: errRefused}}
		o.step(t)
		o.want(t)
		o.drain(t, 5*time.Second)
		o.want(t, "answered", "next")
		asked, _ := o.sentAt(t, "asked")
		if answered, ok := o.sentAt(t, "answered"); !ok || answered != asked {
			t.Fatalf("%+v and %+v", asked, answered)
		}
		o.add(t, edit("closed", "answered")) // an update of an update is one of the original
		o.step(t)
		o.want(t, "closed", "next")
	})
}

func TestOfSeveralUpdatesTheLastIsSent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "asked"), edit("draft", "asked"), edit("answered", "draft"))
		later := edit("overdue", "asked")
		later.RunAt = b.Clock.Now().Add(time.Hour)
		o.add(t, later)
		o.drain(t, 5*time.Second)
		o.want(t, "answered")
		if o.calls != 2 {
			t.Fatalf("%d calls", o.calls)
		}
		b.Clock.Advance(time.Hour)
		o.step(t)
		o.want(t, "overdue")
	})
}

// TestOfUpdatesTheOneThatWasDrawnLastIsSentWhicheverTransactionBeganFirst: on SQLite none that writes begins before
// another has ended.
func TestOfUpdatesTheOneThatWasDrawnLastIsSentWhicheverTransactionBeganFirst(t *testing.T) {
	t.Parallel()
	b := dbtest.OnPostgres(t)
	o := open(b, quick)
	o.add(t, to("U0ADA", "asked"))
	o.step(t)
	o.do(t, func(tx *db.Tx) error { // it begins, and waits for whoever draws the message meanwhile
		b.Clock.Advance(time.Second)
		o.add(t, edit("one answer", "asked"))
		_, err := o.store.Add(tx, edit("two answers", "asked"))
		return err
	})
	o.drain(t, 5*time.Second)
	o.want(t, "two answers")
}

// TestWhatIsCancelledBetweenTwoQueriesOfAClaimIsNotTaken: on SQLite nothing comes between.
func TestWhatIsCancelledBetweenTwoQueriesOfAClaimIsNotTaken(t *testing.T) {
	t.Parallel()
	b := dbtest.OnPostgres(t)
	o := open(b, quick)
	o.add(t, to("U0ADA", "asked"))
	o.step(t)
	o.add(t, edit("older", "asked"))
	taken, err := o.store.ClaimAround(t.Context(), func() { o.add(t, edit("newer", "asked")) })
	if taken != 0 || err != nil {
		t.Fatalf("took %d: %v", taken, err)
	}
	o.step(t)
	o.want(t, "newer")
}

func TestAnUpdateOfADeadMessageIsDead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "asked"), edit("answered", "asked"))
		o.faults = []fault{{err: outbox.Permanent{Reason: "account_inactive"}}}
		o.step(t)
		o.add(t, edit("closed", "asked"))
		o.drain(t, 3*time.Second)
		o.want(t)
		if stats := o.stats(t); stats.Dead != 3 || stats.Pending != 0 {
			t.Fatalf("%+v", stats)
		}
	})
}

func TestAnUpdateOfNothingIsAnErrorThatHarmsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.do(t, func(tx *db.Tx) error {
			if _, err := o.store.Add(tx, edit("answered", "never asked")); !errors.Is(err, outbox.ErrNoOriginal) {
				t.Errorf("got %v", err)
			}
			_, err := o.store.Add(tx, to("U0ADA", "one"))
			return err
		})
		o.step(t)
		o.want(t, "one")
	})
}
