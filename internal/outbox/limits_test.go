package outbox_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/outbox"
)

func TestARefusalForNowIsKeptToTheLetterByAllAndCountsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"), to("U0ADA", "two"), to("U0BEN", "three"), to("U0CAT", "four"))
		o.faults = slices.Repeat([]fault{{err: outbox.RetryAfter{Wait: 7 * time.Second}}}, 20)
		for i := range 20 { // more often than there are attempts
			calls := o.calls
			o.step(t) // of the three channels only the first is asked
			if o.calls != calls+1 {
				t.Fatalf("%d calls at once", o.calls-calls)
			}
			o.add(t, to(fmt.Sprint("U1", i), fmt.Sprint("new ", i))) // for somebody who was not refused
			b.Clock.Advance(7*time.Second - time.Microsecond)
			other, err := o.replica().Step(t.Context(), 10, o.send, o.find)
			if n := o.step(t); n != 0 || other != 0 || err != nil {
				t.Fatalf("%d and %d sent too early, %v", n, other, err)
			}
			b.Clock.Advance(time.Microsecond)
		}
		o.drain(t, 3*time.Second)
		if got := o.texts(); len(got) != 24 || slices.Index(got, "one") > slices.Index(got, "two") {
			t.Fatalf("Slack shows %v", got)
		}
	})
}

func TestARefusalWithoutASensibleTimeWaitsASecond(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"))
		for _, wait := range []time.Duration{0, -time.Hour, time.Millisecond} {
			o.faults = []fault{{err: outbox.RetryAfter{Wait: wait}}}
			o.step(t)
			b.Clock.Advance(999 * time.Millisecond)
			if n := o.step(t); n != 0 {
				t.Fatalf("after %v: sent too early", wait)
			}
			b.Clock.Advance(time.Millisecond)
		}
		o.step(t)
		o.want(t, "one")
	})
}

func TestMessagesUpdatesAndLooksAreRefusedEachByThemselves(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "asked"), to("U0BEN", "lost"))
		o.faults = []fault{{accept: true}, {accept: true, err: errLost}}
		o.step(t)
		b.Clock.Advance(2 * time.Second)
		o.add(t, edit("answered", "asked"), to("U0CAT", "new"))
		o.finds = []error{outbox.RetryAfter{Wait: time.Minute}}
		o.faults = []fault{{err: outbox.RetryAfter{Wait: time.Hour}}} // the update, which is before the new one
		o.step(t)
		o.want(t, "asked", "lost", "new")
		if stats := o.stats(t); stats.Held != 1 || stats.Pending != 2 {
			t.Fatalf("%+v", stats)
		}
		b.Clock.Advance(time.Minute)
		o.step(t)
		if stats := o.stats(t); stats.Held != 0 || stats.Pending != 1 {
			t.Fatalf("%+v", stats)
		}
	})
}

func TestOneChannelsMessagesKeepTheirOrderAndDistance(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, outbox.Limits{PerMinute: -1, PerChannel: 2 * time.Second})
		for i := range 4 {
			o.add(t, to("U0ADA", fmt.Sprint("a", i)), to("U0BEN", fmt.Sprint("b", i)))
		}
		o.faults = []fault{{err: errRefused}} // a0: comes again a second later, before a1
		o.drain(t, 12*time.Second)
		var ada, ben []string
		for _, m := range o.messages {
			entry := fmt.Sprintf("%s@%v", m.text, m.at.Sub(start))
			if m.channel == "DU0ADA" {
				ada = append(ada, entry)
			} else {
				ben = append(ben, entry)
			}
		}
		if fmt.Sprint(ada, ben) != "[a0@2s a1@4s a2@6s a3@8s] [b0@0s b1@2s b2@4s b3@6s]" {
			t.Fatal(ada, ben)
		}
	})
}

var start = time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)

func TestAnOlderMessageThatIsCommittedLateDoesNotLeaveBesideOneInFlight(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "newer"))
		_, err := o.store.Step(t.Context(), 1, func(ctx context.Context, m outbox.Outgoing) (outbox.Sent, error) {
			older := to("U0ADA", "older")
			older.RunAt = start.Add(-time.Second)
			o.add(t, older)
			if n, err := o.replica().Step(ctx, 1, o.send, o.find); n != 0 || err != nil {
				t.Errorf("%d in flight beside it, %v", n, err)
			}
			return o.send(ctx, m)
		}, o.find)
		if err != nil {
			t.Fatal(err)
		}
		o.step(t)
		o.want(t, "newer", "older")
	})
}

func TestReplicasShareOneBudget(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o, other := open(b, outbox.Limits{}), open(b, outbox.Limits{})
		other.slack = o.slack
		for i := range 100 {
			o.add(t, to(fmt.Sprint("U", i), fmt.Sprint(i)))
		}
		for range 2 * 20 {
			o.step(t)
			other.step(t)
			b.Clock.Advance(500 * time.Millisecond)
		}
		if n := len(o.texts()); n < 76 || n > 80 {
			t.Fatalf("%d messages in twenty seconds, at 240 a minute", n)
		}
	})
}

func TestABudgetUsedUpByAClockThatWasWrongIsForgotten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, outbox.Limits{})
		b.Clock.Advance(2 * time.Hour)
		o.add(t, to("U0ADA", "one"))
		o.step(t)
		b.Clock.Advance(-2 * time.Hour)
		o.add(t, to("U0ADA", "two"))
		o.step(t)
		o.want(t, "one", "two")
	})
}

func TestNoMinuteHoldsMoreThanTheLimitAndLittleOfItIsWasted(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		perMinute := rapid.IntRange(1, 2000).Draw(t, "per minute")
		share := rapid.IntRange(5, 60).Draw(t, "share")
		budget := outbox.NewBudget(perMinute, share)
		var calls []time.Time
		used, now := time.Time{}, start
		for end := start.Add(5 * time.Minute); now.Before(end); {
			if n, _ := budget.Room(used, now); n > 0 {
				n = min(n, rapid.IntRange(1, 8).Draw(t, "workers"))
				used = budget.Take(used, now, n)
				calls = append(calls, slices.Repeat([]time.Time{now}, n)...)
				continue
			}
			_, wait := budget.Room(used, now)
			if wait <= 0 {
				t.Fatal("no room and no wait")
			}
			now = now.Add(wait + time.Duration(rapid.IntRange(0, 20).Draw(t, "late"))*time.Millisecond)
		}
		for i := range calls {
			if last := i + perMinute; last < len(calls) && calls[last].Sub(calls[i]) < time.Minute {
				t.Fatalf("calls %d to %d are within %v", i, last, calls[last].Sub(calls[i]))
			}
		}
		if least := 5 * perMinute * 95 / 100; share == 60 && perMinute >= 60 && len(calls) < least {
			t.Fatalf("%d calls in five minutes, of %d", len(calls), 5*perMinute)
		}
	})
}

func TestEachReplicaSendsOthersNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		const channels, each = 12, 6
		o := open(b, quick)
		o.do(t, func(tx *db.Tx) error {
			for i := range channels * each {
				if _, err := o.store.Add(tx, to(fmt.Sprint("U", i%channels), fmt.Sprint(i))); err != nil {
					return err
				}
			}
			return nil
		})
		runReplicas(t, o, 3, channels*each)
		seen, last := map[string]bool{}, map[string]int{}
		for _, m := range o.messages {
			var n int
			if _, err := fmt.Sscan(m.text, &n); err != nil || seen[m.text] || last[m.channel] > n {
				t.Fatalf("message %s in %s, after %d: %v", m.text, m.channel, last[m.channel], err)
			}
			seen[m.text], last[m.channel] = true, n
		}
		if len(seen) != channels*each {
			t.Fatalf("%d messages", len(seen))
		}
	})
}
