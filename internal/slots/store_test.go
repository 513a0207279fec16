package slots_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/slots"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

func TestASlotIsTakenByOneReplicaOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		var won atomic.Int64
		var replicas sync.WaitGroup
		for range 8 {
			replicas.Go(func() {
				err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
					ok, err := slots.Claim(tx, "digest", "2026-W48")
					if ok {
						won.Add(1)
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		replicas.Wait()
		if won.Load() != 1 {
			t.Fatalf("%d replicas won", won.Load())
		}
	})
}

func TestASlotWhoseWorkFailedIsStillFree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		failed := errors.New("the work failed")
		for _, end := range []error{failed, nil} {
			err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
				if won, err := slots.Claim(tx, "digest", "2026-W48"); !won || err != nil {
					t.Errorf("before %v: %v, %v", end, won, err)
				}
				return end
			})
			if !errors.Is(err, end) {
				t.Fatal(err)
			}
		}
	})
}
