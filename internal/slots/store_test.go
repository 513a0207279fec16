package slots_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

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

func TestASlotWhoseTransactionFailedIsStillFree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		job := daily(t, 0)
		take(t, b, job)
		b.Clock.Advance(24 * time.Hour)
		_ = b.DB.Do(t.Context(), func(tx *db.Tx) error {
			if _, ok, err := job.Take(tx); !ok || err != nil {
				t.Errorf("first: %v, %v", ok, err)
			}
			return errWork
		})
		if turn, ok := take(t, b, job); !ok || turn.ID != "2026-11-23T09:30" {
			t.Fatalf("second: %v, %v", turn, ok)
		}
	})
}

func TestAJobThatIsNewStartsWithItsNextSlot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		b.Clock.Advance(time.Hour) // 10:00, half an hour after today's slot
		job := daily(t, 0)
		if turn, ok := take(t, b, job); ok {
			t.Fatalf("took %v at once", turn)
		}
		b.Clock.Advance(23*time.Hour + 29*time.Minute)
		if turn, ok := take(t, b, job); ok {
			t.Fatalf("took %v a minute early", turn)
		}
		b.Clock.Advance(time.Minute)
		if turn, ok := take(t, b, job); !ok || turn.ID != "2026-11-24T09:30" || turn.Missed != 0 {
			t.Fatalf("took %v, %v", turn, ok)
		}
		if turn, ok := take(t, b, job); ok {
			t.Fatalf("took %v twice", turn)
		}
	})
}

func TestAfterASilenceThereIsOneTurnWithinGraceAndNoneAfter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		job := daily(t, 6*time.Hour)
		take(t, b, job)
		b.Clock.Advance(72*time.Hour + 2*time.Hour) // Thursday 11:00
		if turn, ok := take(t, b, job); !ok || turn.ID != "2026-11-26T09:30" || turn.Missed != 3 || turn.Late {
			t.Fatalf("took %+v, %v", turn, ok)
		}
		b.Clock.Advance(29 * time.Hour) // Friday 16:00
		if turn, ok := take(t, b, job); ok || turn.ID != "2026-11-27T09:30" || !turn.Late {
			t.Fatalf("took %+v, %v", turn, ok)
		}
		if turn, ok := take(t, b, job); ok || turn.ID != "" {
			t.Fatalf("the late slot came again: %+v, %v", turn, ok)
		}
	})
}

func TestAClockThatJumpsFiresEachSlotOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		schedule, err := slots.Parse("0 * * * *")
		if err != nil {
			t.Fatal(err)
		}
		job := slots.Job{Name: "remind", Schedule: schedule, Location: time.UTC}
		take(t, b, job)
		b.Clock.Advance(2 * time.Hour)
		if turn, ok := take(t, b, job); !ok || turn.ID != "2026-11-23T11:00" {
			t.Fatalf("took %v, %v", turn, ok)
		}
		b.Clock.Advance(-2 * time.Hour)
		for range 3 { // 09:00, 10:00, 11:00 for the second time
			if turn, ok := take(t, b, job); ok {
				t.Fatalf("took %v again", turn)
			}
			b.Clock.Advance(time.Hour)
		}
		if turn, ok := take(t, b, job); !ok || turn.ID != "2026-11-23T12:00" {
			t.Fatalf("took %v, %v", turn, ok)
		}
	})
}

func TestAChangeOfZoneDoesNotRepeatADay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		job := daily(t, 0)
		take(t, b, job)
		b.Clock.Advance(time.Hour)
		if _, ok := take(t, b, job); !ok {
			t.Fatal("not taken in UTC")
		}
		job.Location = zone(t, "America/New_York")
		b.Clock.Advance(6 * time.Hour) // 11:00 in New York
		if turn, ok := take(t, b, job); ok {
			t.Fatalf("took %v for the second time", turn)
		}
		b.Clock.Advance(24 * time.Hour)
		if turn, ok := take(t, b, job); !ok || turn.ID != "2026-11-24T09:30" {
			t.Fatalf("took %v, %v", turn, ok)
		}
	})
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

var errWork = errors.New("the work failed")

func daily(t *testing.T, grace time.Duration) slots.Job {
	t.Helper()
	schedule, err := slots.Parse("30 9 * * *")
	if err != nil {
		t.Fatal(err)
	}
	return slots.Job{Name: "prompt", Schedule: schedule, Location: time.UTC, Grace: grace}
}

func take(t *testing.T, b dbtest.Base, job slots.Job) (turn slots.Turn, ok bool) {
	t.Helper()
	err := b.DB.Do(t.Context(), func(tx *db.Tx) (err error) {
		turn, ok, err = job.Take(tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return turn, ok
}
