package inbox_test

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/zap"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/inbox"
)

func BenchmarkPut(b *testing.B) {
	eachBase(b, func(b *testing.B, base dbtest.Base) {
		store := inbox.New(base.DB, base.Seal, zap.NewNop())
		var next atomic.Int64
		var mu sync.Mutex
		var waits []time.Duration
		b.SetParallelism(64) // callers, per processor
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				began := time.Now()
				if _, err := store.Put(b.Context(), event(strconv.FormatInt(next.Add(1), 10))); err != nil {
					b.Error(err)
				}
				mu.Lock()
				waits = append(waits, time.Since(began))
				mu.Unlock()
			}
		})
		slices.Sort(waits)
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "items/s")
		b.ReportMetric(float64(waits[len(waits)*99/100].Microseconds())/1000, "p99-ms")
	})
}

func BenchmarkRun(b *testing.B) {
	eachBase(b, func(b *testing.B, base dbtest.Base) {
		store := inbox.New(base.DB, base.Seal, zap.NewNop())
		var callers sync.WaitGroup
		for i := range b.N {
			callers.Go(func() {
				if _, err := store.Put(b.Context(), event(strconv.Itoa(i))); err != nil {
					b.Error(err)
				}
			})
		}
		callers.Wait()
		ctx, stop := context.WithCancel(b.Context())
		defer stop()
		var done atomic.Int64
		b.ResetTimer()
		err := store.Run(ctx, 8, func(context.Context, inbox.Item) (func(*db.Tx) error, error) {
			return func(tx *db.Tx) error {
				tx.AfterCommit(func() {
					if done.Add(1) == int64(b.N) {
						stop()
					}
				})
				return nil
			}, nil
		})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "items/s")
	})
}

func eachBase(b *testing.B, body func(b *testing.B, base dbtest.Base)) {
	b.Run("sqlite", func(b *testing.B) { body(b, dbtest.SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { body(b, dbtest.OnPostgres(b)) })
}
