package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/outbox"
)

func TestALostAnswerIsLookedForAndFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"), to("U0ADA", "two"))
		o.faults = []fault{{accept: true, err: errLost}}
		o.step(t)
		if stats := o.stats(t); stats.Held != 1 || o.step(t) != 0 {
			t.Fatalf("%+v", stats)
		}
		o.drain(t, 5*time.Second)
		o.want(t, "one", "two")
		if at, ok := o.sentAt(t, "one"); !ok || at.TS != "1.000" || at.Channel != "DU0ADA" {
			t.Fatalf("sent at %+v, %v", at, ok)
		}
	})
}

func TestALostMessageIsSentAgainAfterTwoLooksTenSecondsApart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"))
		o.faults = []fault{{err: errLost}}
		o.step(t)
		o.drain(t, 12*time.Second) // the first look comes after two
		o.want(t)
		o.drain(t, time.Second)
		o.want(t, "one")
		if o.calls != 2 {
			t.Fatalf("%d calls", o.calls)
		}
	})
}

func TestAHistoryThatLagsDoublesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.lag = 8 * time.Second
		o.add(t, to("U0ADA", "one"))
		o.faults = []fault{{accept: true, err: errLost}}
		o.drain(t, time.Minute)
		o.want(t, "one")
		if stats := o.stats(t); stats.Pending != 0 {
			t.Fatalf("%+v", stats)
		}
	})
}

func TestWhatCannotBeLookedForIsNotSentAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"), to("U0BEN", "other"))
		o.faults = []fault{{accept: true, err: errLost}}
		o.finds = slices.Repeat([]error{errors.New("fatal_error")}, 100)
		o.drain(t, 3*time.Minute)
		o.want(t, "one", "other")
		if stats := o.stats(t); stats.Held != 1 || o.calls != 2 {
			t.Fatalf("%+v, %d calls", stats, o.calls)
		}
		o.finds = nil
		o.drain(t, 31*time.Second)
		if stats := o.stats(t); stats.Pending != 0 || o.calls != 2 {
			t.Fatalf("%+v, %d calls", stats, o.calls)
		}
	})
}

func TestAProcessKilledWhileSendingLosesAndDoublesNothing(t *testing.T) {
	for name, accepted := range map[string]bool{"after it was accepted": true, "before it was accepted": false} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
				o := open(b, quick)
				o.add(t, to("U0ADA", "one"), to("U0ADA", "two"))
				o.faults = []fault{{accept: accepted}}
				if n := o.replica(outbox.WithLease(0)).Die(t.Context(), 10, o.send, o.find); n != 1 {
					t.Fatalf("claimed %d", n)
				}
				o.drain(t, time.Minute)
				o.want(t, "one", "two")
			})
		})
	}
}

func TestALeaseThatHoldsIsNotBroken(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"), to("U0ADA", "two"))
		o.replica().Die(t.Context(), 10, o.send, o.find)
		b.Clock.Advance(time.Hour)
		o.drain(t, 2*time.Second) // the application's clock has no part in leases
		o.want(t, "one")
	})
}

func TestAProcessThatStoodStillSendsAndWritesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"))
		proceed := o.replica(outbox.WithLease(0)).Stall(t.Context(), 10, o.send, o.find)
		o.drain(t, time.Minute)
		before := o.stats(t)
		proceed()
		o.want(t, "one")
		if after := o.stats(t); after != before || o.calls != 1 {
			t.Fatalf("%+v, then %+v; %d calls", before, after, o.calls)
		}
	})
}

func TestALateAnswerIsNotWrittenOverAnothersWork(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"))
		slow := o.replica(outbox.WithLease(0))
		_, err := slow.Step(t.Context(), 1, func(ctx context.Context, m outbox.Outgoing) (outbox.Sent, error) {
			at, err := o.send(ctx, m)
			o.step(t) // another replica looks, and finds it
			if err != nil {
				t.Error(err)
			}
			return at, errRefused
		}, o.find)
		if err != nil {
			t.Fatal(err)
		}
		o.drain(t, time.Minute)
		if _, ok := o.sentAt(t, "one"); !ok || o.calls != 1 {
			t.Fatalf("sent: %v, %d calls", ok, o.calls)
		}
	})
}

func TestALateAnswerIsNotWrittenWhileAnotherLooks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"))
		slow := o.replica(outbox.WithLease(0))
		_, err := slow.Step(t.Context(), 1, func(ctx context.Context, m outbox.Outgoing) (outbox.Sent, error) {
			if n := o.replica().Die(ctx, 1, o.send, o.find); n != 1 {
				t.Errorf("the other took %d", n)
			}
			return outbox.Sent{}, errRefused
		}, o.find)
		if err != nil {
			t.Fatal(err)
		}
		if stats := o.stats(t); stats.Held != 1 {
			t.Fatalf("%+v", stats)
		}
	})
}

func TestWhatIsCancelledWhileItIsBeingSentIsNotTriedAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"))
		_, err := o.store.Step(t.Context(), 1, func(context.Context, outbox.Outgoing) (outbox.Sent, error) {
			if o.cancel(t, "one") {
				t.Error("certain that it does not arrive")
			}
			return outbox.Sent{}, errRefused
		}, o.find)
		if err != nil {
			t.Fatal(err)
		}
		o.drain(t, time.Minute)
		o.want(t)
		if stats := o.stats(t); stats.Pending != 0 {
			t.Fatalf("%+v", stats)
		}
	})
}

func TestAPanicIsALostAnswerAndTheLogQuotesNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		core, logs := observer.New(zapcore.DebugLevel)
		o := open(b, quick)
		o.store = outbox.New(b.DB, b.Seal, zap.New(core), quick)
		o.add(t, to("U0ADA", "canary"))
		o.faults = []fault{{accept: true, panics: errors.New("canary")}}
		o.drain(t, time.Minute)
		o.want(t, "canary")
		var text strings.Builder
		for _, entry := range logs.All() {
			fmt.Fprintln(&text, entry.Message, entry.ContextMap())
		}
		if strings.Contains(text.String(), "canary") || strings.Contains(text.String(), "U0ADA") ||
			!strings.Contains(text.String(), "slack_test.go") {
			t.Fatal(text.String())
		}
	})
}

func TestWhatIsRefusedForGoodIsGivenUpAtOnceAndDelaysNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"), to("U0ADA", "two"))
		o.faults = []fault{{err: outbox.Permanent{Reason: "channel_not_found"}}}
		o.drain(t, 2*time.Second)
		o.want(t, "two")
		if got := o.failures(t); !slices.Equal(got, []string{"one: channel_not_found"}) {
			t.Fatal(got)
		}
	})
}

func TestWhatFailsIsTriedTenTimesInOrder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"), to("U0ADA", "two"))
		o.faults = slices.Repeat([]fault{{err: errRefused}}, 10)
		o.drain(t, 285*time.Second) // 1 + 4 + … + 81
		o.want(t)
		if o.calls != 9 {
			t.Fatalf("%d calls", o.calls)
		}
		o.drain(t, time.Second)
		o.want(t, "two")
		if got := o.failures(t); !slices.Equal(got, []string{"one: attempts"}) {
			t.Fatal(got)
		}
	})
}

func TestWhileNobodyCanBeReachedNothingIsUsedUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"), to("U0BEN", "two"))
		dial := fmt.Errorf("post: %w", &net.OpError{Op: "dial", Err: errors.New("connection refused")})
		o.faults = slices.Repeat([]fault{{err: dial}}, 50)
		o.drain(t, 120*time.Second)
		if stats := o.stats(t); stats.Pending != 2 || stats.Dead != 0 || o.calls > 25 {
			t.Fatalf("%+v, %d calls", stats, o.calls)
		}
		o.faults = nil
		o.drain(t, 6*time.Second)
		o.want(t, "one", "two")
	})
}

func TestWhatIsNotForNowWaitsAndNothingWaitsForIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"), to("U0ADA", "two"))
		o.faults = []fault{{err: outbox.NotNow{Until: b.Clock.Now().Add(time.Hour)}}}
		o.drain(t, 59*time.Minute)
		o.want(t, "two")
		o.drain(t, 2*time.Minute)
		o.want(t, "two", "one")
		if o.calls != 3 {
			t.Fatalf("%d calls", o.calls)
		}
	})
}

func TestARevokedTokenStopsAllAndCostsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		for i := range 5 {
			o.add(t, to(fmt.Sprintf("U%d", i), fmt.Sprint(i)))
		}
		revoked := errors.New("token_revoked")
		o.faults = slices.Repeat([]fault{{err: fmt.Errorf("post: %w", outbox.Halt{Err: revoked})}}, 5)
		err := o.store.Run(t.Context(), 2, o.send, o.find)
		if !errors.As(err, new(outbox.Halt)) || !errors.Is(err, revoked) {
			t.Fatalf("Run returned %v", err)
		}
		if stats := o.stats(t); stats.Pending != 5 || stats.Dead != 0 || len(o.texts()) != 0 {
			t.Fatalf("%+v, Slack shows %v", stats, o.texts())
		}
		o.faults = nil
		o.drain(t, 2*time.Second)
		if len(o.texts()) != 5 {
			t.Fatalf("Slack shows %v", o.texts())
		}
	})
}

func TestALostUpdateIsSimplySentAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "asked"), edit("answered", "asked"))
		o.faults = []fault{{accept: true}, {accept: true, err: errLost}}
		o.step(t)
		o.step(t)
		if stats := o.stats(t); stats.Held != 0 || stats.Pending != 1 {
			t.Fatalf("%+v", stats)
		}
		o.drain(t, 3*time.Second)
		o.want(t, "answered")
		if stats := o.stats(t); stats.Pending != 0 || o.calls != 3 {
			t.Fatalf("%+v, %d calls", stats, o.calls)
		}
	})
}

func TestAnotherKeysetCostsNoMessage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "one"))
		wrong := outbox.New(b.DB, dbtest.SQLite(t).Seal, zap.NewNop(), quick)
		for range 30 {
			if _, err := wrong.Step(t.Context(), 1, o.send, o.find); err != nil {
				t.Fatal(err)
			}
			b.Clock.Advance(time.Minute)
		}
		o.step(t)
		o.want(t, "one")
	})
}

func TestAfterARestoreWhatWasSentMeanwhileIsNotSentAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		o.add(t, to("U0ADA", "sent since"), to("U0ADA", "not sent"))
		o.replica(outbox.WithLease(0)).Die(t.Context(), 1, o.send, o.find)
		o.do(t, func(tx *db.Tx) error { // as yesterday's backup has it
			_, err := tx.Exec(`update outbox set state = 'pending', attempt = 0, lease_until = 0`)
			return err
		})
		o.do(t, func(tx *db.Tx) error {
			n, err := o.store.Recheck(tx)
			if n != 2 {
				t.Errorf("rechecks %d", n)
			}
			return err
		})
		o.drain(t, time.Minute)
		o.want(t, "sent since", "not sent")
	})
}
