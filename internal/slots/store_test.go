package slots_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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

func TestAJobDoesWhatCameDueSinceItsLastSlotOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		hourly, err := slots.Parse("0 * * * *")
		if err != nil {
			t.Fatal(err)
		}
		begun := b.Clock.Now() // 09:00
		for _, move := range []struct {
			by   time.Duration
			want []string
		}{
			{59 * time.Minute, nil},
			{time.Minute, []string{"2026-11-23T10:00"}},
			{0, nil},
			{2*time.Hour + time.Second, []string{"2026-11-23T11:00", "2026-11-23T12:00"}},
			{-2 * time.Hour, nil}, // the clock was wrong
			{time.Hour, nil},
			{time.Hour, nil},
			{time.Hour, []string{"2026-11-23T13:00"}},
		} {
			b.Clock.Advance(move.by)
			if diff := cmp.Diff(move.want, claimDue(t, b, hourly, begun)); diff != "" {
				t.Fatalf("at %v: %s", b.Clock.Now(), diff)
			}
		}
	})
}

// claimDue claims, as a job does, what came due since its last slot or since it was begun.
func claimDue(t *testing.T, b dbtest.Base, schedule slots.Schedule, begun time.Time) (won []string) {
	t.Helper()
	err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
		_, after, err := slots.Last(tx, "remind")
		if after.IsZero() {
			after = begun
		}
		for _, slot := range schedule.Due(after, tx.Now(), time.UTC) {
			ok, err := slots.Claim(tx, "remind", slot.ID)
			if err != nil {
				return err
			}
			if ok {
				won = append(won, slot.ID)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return won
}

func TestTheLastSlotIsKnownWithItsTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			if slot, at, err := slots.Last(tx, "digest"); slot != "" || !at.IsZero() || err != nil {
				t.Errorf("before any: %q, %v, %v", slot, at, err)
			}
			for _, slot := range []string{"2026-W47", "2026-W48"} {
				if _, err := slots.Claim(tx, "digest", slot); err != nil {
					return err
				}
			}
			slot, at, err := slots.Last(tx, "digest")
			if slot != "2026-W48" || !at.Equal(b.Clock.Now()) {
				t.Errorf("after two: %q, %v", slot, at)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
