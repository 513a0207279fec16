package bot_test

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/zap"

	"laurel/internal/dbtest"
)

// BenchmarkWin measures /win from the keypress to the answer on the screen, over a real socket and the real client: 100
// commands a second by ten people. It reports the median and the 99th of a hundred; ns/op is the pace, not the cost.
func BenchmarkWin(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmarkWin(b, dbtest.SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { benchmarkWin(b, dbtest.OnPostgres(b)) })
}

func benchmarkWin(b *testing.B, base dbtest.Base) {
	s := begin(b, base, zap.NewNop())
	s.hire()
	people := []string{"U0ADA", "U0JUN", "U0RAV", "U0BEN", "U0LIN", "U0SAM", "U0EVA", "U0PIA", "U0TOM", "U0MIA"}
	for _, person := range people { // the first command of somebody reads their profile from Slack
		s.ok(s.w.As(person).Command("/win help").Err)
	}
	took := make([]time.Duration, b.N)
	var running sync.WaitGroup
	pace := time.NewTicker(time.Second / 100)
	defer pace.Stop()
	b.ResetTimer()
	for i := range b.N {
		<-pace.C
		running.Go(func() {
			begun := time.Now()
			answer := s.w.As(people[i%len(people)]).Command(
				fmt.Sprintf("/win Cut p99 latency of #ranker from %d ms to 80 ms, checkout errors down 18%%", 120+i), "C0GENERAL")
			took[i] = time.Since(begun)
			if answer.Err != nil {
				b.Error(answer.Err)
			}
		})
	}
	running.Wait()
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(milliseconds(took[len(took)/2]), "p50-ms")
	b.ReportMetric(milliseconds(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(milliseconds(took[len(took)-1]), "max-ms")
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkSync reads a workspace of 10,000 from Slack while Ada types a command every 50 ms: how long until everybody is
// in the directory, until everybody's manager is (Slack's limits make that 100 minutes), and how long Ada waited at worst.
func BenchmarkSync(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmarkSync(b, dbtest.SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { benchmarkSync(b, dbtest.OnPostgres(b)) })
}

func benchmarkSync(b *testing.B, base dbtest.Base) {
	begun := time.Now()
	s := beginWith(b, base, zap.NewNop(), crowd(10_000))
	ada, done := s.w.As("U0ADA"), make(chan struct{})
	var slowest atomic.Int64
	var typing sync.WaitGroup
	typing.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-done:
				return
			case <-time.After(50 * time.Millisecond):
			}
			at := time.Now()
			if answer := ada.Command(fmt.Sprintf("/win Fixed alert %d", i), "C0GENERAL"); answer.Err != nil {
				b.Error(answer.Err)
			}
			slowest.Store(max(slowest.Load(), int64(time.Since(at))))
		}
	})
	s.ok(s.w.Until(b.Context(), func() bool { return s.person("U109999").ID != "" }))
	b.ReportMetric(time.Since(begun).Seconds(), "s-people")
	b.ReportMetric(milliseconds(time.Duration(slowest.Swap(0))), "max-ms-people")
	for s.person("U109999").Manager == "" {
		<-s.bot.Poke()
	}
	b.ReportMetric(time.Since(begun).Seconds(), "s-managers")
	close(done)
	typing.Wait()
	b.ReportMetric(milliseconds(time.Duration(slowest.Load())), "max-ms-managers")
}
