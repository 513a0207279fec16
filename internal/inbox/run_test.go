package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/inbox"
)

var errSlow = errors.New("no answer from Slack")

func succeed(context.Context, inbox.Item) (func(*db.Tx) error, error) { return nil, nil }

func fail(context.Context, inbox.Item) (func(*db.Tx) error, error) { return nil, errSlow }

// effect is a handler whose apply leaves a trace that can be counted.
func effect(_ context.Context, item inbox.Item) (func(*db.Tx) error, error) {
	return func(tx *db.Tx) error {
		return tx.One(`insert into inbox_keys (key, at) values (?, 0)`, item.Key+"/"+db.NewID())
	}, nil
}

func effects(t *testing.T, b dbtest.Base) (n int) {
	t.Helper()
	read(t, b, func(tx *db.Tx) error { return tx.Get(&n, `select count(*) from inbox_keys`) })
	return n
}

func TestWhatIsPutIsHandledAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		store := inbox.New(b.DB, b.Seal, zap.NewNop())
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Second) // by polling, twenty items take longer
		defer stop()
		handled := make(chan inbox.Item)
		ended := make(chan error)
		go func() {
			ended <- store.Run(ctx, 4, func(ctx context.Context, item inbox.Item) (func(*db.Tx) error, error) {
				select {
				case handled <- item:
				case <-ctx.Done():
				}
				return nil, nil
			})
		}()
		for i := range 20 {
			want := event(fmt.Sprintf("Ev%d", i))
			put(t, store, want.Key)
			select {
			case got := <-handled:
				if got.Key != want.Key || got.Kind != want.Kind || string(got.Payload) != string(want.Payload) {
					t.Fatalf("handled %+v", got)
				}
			case <-ctx.Done():
				t.Fatalf("item %d is not handled yet", i)
			}
		}
		stop()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		if stats := stats(t, b, store); stats.Pending != 0 || !stats.Oldest.IsZero() {
			t.Fatalf("%+v", stats)
		}
	})
}

func TestWhatIsInFlightIsFinishedWhenTheProcessEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		store := inbox.New(b.DB, b.Seal, zap.NewNop())
		for i := range 10 {
			put(t, store, fmt.Sprintf("Ev%d", i))
		}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		var begun atomic.Int64
		err := store.Run(ctx, 3, func(ctx context.Context, item inbox.Item) (func(*db.Tx) error, error) {
			if begun.Add(1) == 3 {
				stop() // with three begun, none ended
			}
			return effect(ctx, item)
		})
		if err != nil {
			t.Fatal(err)
		}
		done, pending := effects(t, b), stats(t, b, store).Pending
		if done < 3 || int64(done) != begun.Load() || pending != int64(10-done) {
			t.Fatalf("%d begun, %d done, %d pending", begun.Load(), done, pending)
		}
	})
}

func TestReplicasDoEachItemOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		const items = 120
		replicas := make([]*inbox.Store, 3)
		for i := range replicas {
			replicas[i] = inbox.New(b.DB, b.Seal, zap.NewNop())
		}
		for i := range items {
			put(t, replicas[0], fmt.Sprintf("Ev%d", i))
		}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		var done atomic.Int64
		var running sync.WaitGroup
		for _, replica := range replicas {
			running.Go(func() {
				err := replica.Run(ctx, 4, func(ctx context.Context, item inbox.Item) (func(*db.Tx) error, error) {
					return func(tx *db.Tx) error {
						tx.AfterCommit(func() {
							if done.Add(1) == items {
								stop()
							}
						})
						apply, _ := effect(ctx, item)
						return apply(tx)
					}, nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		running.Wait()
		if n := effects(t, b); n != items {
			t.Fatalf("%d items had %d effects", items, n)
		}
	})
}

func TestAnItemOfAKilledProcessIsTakenUpWhenItsLeaseLapses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		alive := inbox.New(b.DB, b.Seal, zap.NewNop())
		put(t, alive, "Ev1")
		if n := inbox.New(b.DB, b.Seal, zap.NewNop(), inbox.WithLease(0)).Die(t.Context(), 1); n != 1 {
			t.Fatalf("claimed %d", n)
		}
		if n := alive.Die(t.Context(), 1); n != 1 {
			t.Fatal("a lapsed lease was kept")
		}
		if n := inbox.New(b.DB, b.Seal, zap.NewNop()).Step(t.Context(), 1, effect); n != 0 {
			t.Fatal("a lease that holds was broken")
		}
	})
}

func TestAWorkerThatWasTooSlowWritesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		slow := inbox.New(b.DB, b.Seal, zap.NewNop(), inbox.WithLease(0))
		other := inbox.New(b.DB, b.Seal, zap.NewNop())
		put(t, slow, "Ev1")
		slow.Step(t.Context(), 1, func(ctx context.Context, item inbox.Item) (func(*db.Tx) error, error) {
			if n := other.Step(ctx, 1, effect); n != 1 {
				t.Errorf("the other took %d", n)
			}
			return effect(ctx, item)
		})
		if n := effects(t, b); n != 1 {
			t.Fatalf("%d effects", n)
		}
		put(t, slow, "Ev2")
		slow.Step(t.Context(), 1, func(ctx context.Context, item inbox.Item) (func(*db.Tx) error, error) {
			if n := other.Die(ctx, 1); n != 1 { // has it, and is not done
				t.Errorf("the other took %d", n)
			}
			return effect(ctx, item)
		})
		if n := effects(t, b); n != 1 {
			t.Fatalf("%d effects, one of them the slow worker's", n)
		}
	})
}

func TestWhatFailsComesAgainLaterAndLaterAndIsGivenUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		store := inbox.New(b.DB, b.Seal, zap.NewNop())
		put(t, store, "Ev1")
		for attempt := 1; attempt <= 10; attempt++ {
			if n := store.Step(t.Context(), 5, fail); n != 1 {
				t.Fatalf("attempt %d: %d items", attempt, n)
			}
			wait := time.Duration(attempt*attempt) * time.Second
			b.Clock.Advance(wait - time.Microsecond)
			if n := store.Step(t.Context(), 5, fail); n != 0 {
				t.Fatalf("attempt %d: again too early", attempt)
			}
			b.Clock.Advance(time.Microsecond)
		}
		b.Clock.Advance(24 * time.Hour)
		if n := store.Step(t.Context(), 5, succeed); n != 0 {
			t.Fatal("a dead item was handled")
		}
		if stats := stats(t, b, store); stats.Dead != 1 || stats.Pending != 0 {
			t.Fatalf("%+v", stats)
		}
		if fresh, err := store.Put(t.Context(), event("Ev1")); fresh || err != nil {
			t.Fatalf("the dead item's key is free again: %v", err)
		}
	})
}

func TestAnItemThatKillsTheProcessEachTimeIsGivenUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		store := inbox.New(b.DB, b.Seal, zap.NewNop(), inbox.WithLease(0))
		put(t, store, "Ev1")
		for range 10 {
			store.Die(t.Context(), 1)
		}
		store.Step(t.Context(), 1, effect)
		if stats := stats(t, b, store); stats.Dead != 1 || effects(t, b) != 0 {
			t.Fatalf("%+v, %d effects", stats, effects(t, b))
		}
	})
}

func TestAFailedApplyLeavesNothingAndComesAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		store := inbox.New(b.DB, b.Seal, zap.NewNop())
		put(t, store, "Ev1")
		store.Step(t.Context(), 1, func(ctx context.Context, item inbox.Item) (func(*db.Tx) error, error) {
			apply, _ := effect(ctx, item)
			return func(tx *db.Tx) error {
				if err := apply(tx); err != nil {
					return err
				}
				return errSlow
			}, nil
		})
		if n := effects(t, b); n != 0 {
			t.Fatalf("%d effects of a failed item", n)
		}
		b.Clock.Advance(time.Second)
		if n := store.Step(t.Context(), 1, effect); n != 1 || effects(t, b) != 1 {
			t.Fatalf("again: %d items, %d effects", n, effects(t, b))
		}
	})
}

func TestAPanicIsAFailureAndTheLogQuotesNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		core, logs := observer.New(zapcore.DebugLevel)
		store := inbox.New(b.DB, b.Seal, zap.New(core))
		put(t, store, "Ev1")
		panics := []inbox.Handler{
			func(_ context.Context, item inbox.Item) (func(*db.Tx) error, error) { panic(string(item.Payload)) },
			func(_ context.Context, item inbox.Item) (func(*db.Tx) error, error) {
				return func(*db.Tx) error { panic(errors.New(string(item.Payload))) }, nil
			},
			func(_ context.Context, item inbox.Item) (func(*db.Tx) error, error) {
				return nil, fmt.Errorf("byte %d", item.Payload[len(item.Payload)])
			},
		}
		for _, h := range panics {
			if n := store.Step(t.Context(), 1, h); n != 1 {
				t.Fatal("not tried")
			}
			b.Clock.Advance(time.Minute)
		}
		if n := store.Step(t.Context(), 1, effect); n != 1 || effects(t, b) != 1 {
			t.Fatal("not done after the panics")
		}
		var text strings.Builder
		for _, entry := range logs.All() {
			fmt.Fprintln(&text, entry.Message, entry.ContextMap())
		}
		if logs.Len() != 3 || strings.Contains(text.String(), "canary") {
			t.Fatalf("%d lines:\n%s", logs.Len(), text.String())
		}
		for _, want := range []string{"index out of range", "run_test.go"} {
			if !strings.Contains(text.String(), want) {
				t.Errorf("the log has no %q:\n%s", want, text.String())
			}
		}
	})
}

func TestPurgeKeepsWhatIsPendingAndWhatIsYoung(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		store := inbox.New(b.DB, b.Seal, zap.NewNop())
		put(t, store, "Old")
		store.Step(t.Context(), 1, effect)
		put(t, store, "Stuck")
		b.Clock.Advance(48 * time.Hour)
		store.Step(t.Context(), 1, fail)
		put(t, store, "Young")
		store.Step(t.Context(), 1, succeed)
		var n int64
		err := b.DB.Do(t.Context(), func(tx *db.Tx) (err error) {
			n, err = store.Purge(tx, tx.Now().Add(-24*time.Hour))
			return err
		})
		if err != nil || n != 2 { // the old item and the key of its effect
			t.Fatalf("purged %d, %v", n, err)
		}
		for key, want := range map[string]bool{"Old": true, "Stuck": false, "Young": false} {
			if fresh, err := store.Put(t.Context(), event(key)); fresh != want || err != nil {
				t.Errorf("%s is fresh: %v, %v", key, fresh, err)
			}
		}
	})
}
