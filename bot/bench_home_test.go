package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
)

// BenchmarkHome measures the Home tab of somebody with 1,000 wins in 200 projects, one in ten of them as long as a win can
// be, from opening it to the published tab, over a real socket and the real client. 50 ms must hold.
func BenchmarkHome(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmarkHome(b, dbtest.SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { benchmarkHome(b, dbtest.OnPostgres(b)) })
}

func benchmarkHome(b *testing.B, base dbtest.Base) {
	s := begin(b, base, zap.NewNop())
	s.hire()
	s.do(func(tx *db.Tx) error {
		for i := range 1_000 {
			text := fmt.Sprintf("Cut p99 latency of #model-%03d from %d ms to 80 ms with <@U0BEN>, errors down 18%% "+
				"https://runs.example/%d", i%200, 100+i, i)
			if i%10 == 0 {
				text += strings.Repeat(" and wrote down how", 2000)
			}
			_, err := wins.Add(tx, wins.New{
				Person: "U0ADA", Text: text, Source: wins.SourceImport, Pending: i%53 == 0,
				OccurredOn: tx.Now().AddDate(0, 0, -i/6).Format(time.DateOnly),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	ada := s.w.As("U0ADA")
	s.says(ada.OpenHome().Text(), "981 wins", "19 possible wins", "All 200 projects")
	var took []time.Duration
	for b.Loop() {
		begun := time.Now()
		ada.OpenHome()
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	b.ReportMetric(milliseconds(took[len(took)/2]), "p50-ms")
	b.ReportMetric(milliseconds(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(milliseconds(took[len(took)-1]), "max-ms")
}
