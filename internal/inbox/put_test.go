package inbox_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"go.uber.org/zap"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/inbox"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

func TestADeliveryIsFreshOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		store := inbox.New(b.DB, b.Seal, zap.NewNop())
		for i, want := range []bool{true, false, false} {
			if fresh, err := store.Put(t.Context(), event("Ev1")); fresh != want || err != nil {
				t.Fatalf("put %d: %v, %v", i, fresh, err)
			}
		}
		if stats := stats(t, b, store); stats.Pending != 1 || !stats.Oldest.Equal(b.Clock.Now()) {
			t.Fatalf("%+v", stats)
		}
	})
}

func TestReplicasThatGetTheSameDeliveriesStoreEachOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		const keys, deliveries = 200, 4
		replicas := []*inbox.Store{
			inbox.New(b.DB, b.Seal, zap.NewNop()), inbox.New(b.DB, b.Seal, zap.NewNop()), inbox.New(b.DB, b.Seal, zap.NewNop()),
		}
		var fresh [keys]atomic.Int64
		var callers sync.WaitGroup
		for i := range keys * deliveries {
			callers.Go(func() {
				key := i * 7 % keys // another order at each replica
				ok, err := replicas[i%len(replicas)].Put(t.Context(), event(fmt.Sprintf("Ev%d", key)))
				if err != nil {
					t.Error(err)
				}
				if ok {
					fresh[key].Add(1)
				}
			})
		}
		callers.Wait()
		for key := range fresh {
			if n := fresh[key].Load(); n != 1 {
				t.Fatalf("Ev%d was fresh %d times", key, n)
			}
		}
		if stats := stats(t, b, replicas[0]); stats.Pending != keys {
			t.Fatalf("%+v", stats)
		}
	})
}

func TestACallerThatLeavesHarmsNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		store := inbox.New(b.DB, b.Seal, zap.NewNop())
		left, leave := context.WithCancel(t.Context())
		leave()
		var callers sync.WaitGroup
		for i := range 40 {
			callers.Go(func() {
				if i%2 == 0 {
					if _, err := store.Put(left, event(fmt.Sprintf("Gone%d", i))); err != nil && !errors.Is(err, context.Canceled) {
						t.Error(err)
					}
				} else if fresh, err := store.Put(t.Context(), event(fmt.Sprintf("Ev%d", i))); !fresh || err != nil {
					t.Errorf("Ev%d: %v, %v", i, fresh, err)
				}
			})
		}
		callers.Wait()
	})
}

func TestAFailedCommitFailsAllItsCallers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		store := inbox.New(b.DB, b.Seal, zap.NewNop())
		if err := b.DB.Close(); err != nil {
			t.Fatal(err)
		}
		var callers sync.WaitGroup
		for i := range 20 {
			callers.Go(func() {
				if fresh, err := store.Put(t.Context(), event(fmt.Sprintf("Ev%d", i))); fresh || err == nil {
					t.Errorf("Ev%d: %v, %v", i, fresh, err)
				}
			})
		}
		callers.Wait()
	})
}

func TestTextThatOneDatabaseRefusesIsRefusedAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		store := inbox.New(b.DB, b.Seal, zap.NewNop())
		for _, key := range []string{"", "a\x00b", "\xff"} {
			if _, err := store.Put(t.Context(), event(key)); err == nil {
				t.Errorf("%q was stored", key)
			}
		}
	})
}

func TestThePayloadIsSealedAndForgottenWhenDone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		store := inbox.New(b.DB, b.Seal, zap.NewNop())
		put(t, store, "Ev1")
		if stored := payload(t, b); len(stored) == 0 || bytes.Contains(stored, []byte("canary")) {
			t.Fatalf("stored %q", stored)
		}
		if n := store.Step(t.Context(), 1, succeed); n != 1 {
			t.Fatalf("handled %d", n)
		}
		if stored := payload(t, b); len(stored) != 0 {
			t.Fatalf("still stored: %q", stored)
		}
	})
}

func TestAKeyIsClaimedWithItsTransaction(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		boom := errors.New("boom")
		claim := func(end error) (first bool) {
			err := b.DB.Do(t.Context(), func(tx *db.Tx) (err error) {
				if first, err = inbox.Once(tx, "V0123/U0ADA"); err != nil {
					return err
				}
				return end
			})
			if !errors.Is(err, end) {
				t.Fatal(err)
			}
			return first
		}
		if !claim(boom) || !claim(nil) || claim(nil) {
			t.Fatal("want true and rolled back, true, false")
		}
		var key string
		read(t, b, func(tx *db.Tx) error { return tx.Get(&key, `select key from inbox_keys`) })
		if len(key) != 64 || bytes.Contains([]byte(key), []byte("U0ADA")) {
			t.Fatalf("stored as %q", key)
		}
	})
}

func event(key string) inbox.Item {
	return inbox.Item{Key: key, Kind: "reaction_added", Payload: []byte("canary of " + key)}
}

func put(t *testing.T, store *inbox.Store, key string) {
	t.Helper()
	if fresh, err := store.Put(t.Context(), event(key)); !fresh || err != nil {
		t.Fatalf("put %s: %v, %v", key, fresh, err)
	}
}

func payload(t *testing.T, b dbtest.Base) (stored []byte) {
	t.Helper()
	read(t, b, func(tx *db.Tx) error { return tx.Get(&stored, `select payload from inbox`) })
	return stored
}

func stats(t *testing.T, b dbtest.Base, store *inbox.Store) (stats inbox.Stats) {
	t.Helper()
	read(t, b, func(tx *db.Tx) (err error) {
		stats, err = store.Stats(tx)
		return err
	})
	return stats
}

func read(t *testing.T, b dbtest.Base, f func(tx *db.Tx) error) {
	t.Helper()
	if err := b.DB.Read(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}
