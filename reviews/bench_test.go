package reviews_test

import (
	"fmt"
	"testing"
	"time"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/reviews"
	"laurel/wins"
)

// onBoth measures on both databases.
func onBoth(b *testing.B, body func(b *testing.B, base dbtest.Base)) {
	b.Run("sqlite", func(b *testing.B) { body(b, dbtest.SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { body(b, dbtest.OnPostgres(b)) })
}

// BenchmarkOpeningACycle must take at most 20 s for 5,000 people, and grow linearly: all stages before the colleagues',
// whom to ask, and when to tell them.
func BenchmarkOpeningACycle(b *testing.B) {
	for _, n := range []int{500, 1000, 2500, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			onBoth(b, func(b *testing.B, base dbtest.Base) {
				c := found(b, base, manyPeople(2*n)) // half of them are reviewed
				asked := 0
				for i := 0; b.Loop(); i++ {
					asked = len(c.opensAndPlans(fmt.Sprint("cycle ", i)))
				}
				b.ReportMetric(float64(asked), "requests")
			})
		})
	}
}

// BenchmarkTellingAGiver is one message of the job that tells them, all it reads and writes but the message's words.
func BenchmarkTellingAGiver(b *testing.B) {
	onBoth(b, func(b *testing.B, base dbtest.Base) {
		c := found(b, base, manyPeople(2000))
		var givers []string
		for i := 0; b.Loop(); i++ {
			if len(givers) == 0 {
				b.StopTimer()
				base.Clock.Advance(7 * 24 * time.Hour)
				c.opensAndPlans(fmt.Sprint("cycle ", i))
				c.do(func(tx *db.Tx) (err error) {
					givers, err = c.cycles.TellingDue(tx, 5000)
					return err
				})
				b.StartTimer()
			}
			c.do(func(tx *db.Tx) error {
				telling, err := c.cycles.TakeTelling(tx, givers[0])
				if err == nil && telling.Day == "" {
					b.Fatal("nothing is due")
				}
				return err
			})
			givers = givers[1:]
		}
	})
}

func (c *company) opensAndPlans(name string) []feedback.Request {
	c.t.Helper()
	opened := c.opens(name, "ml-engineer")
	c.do(func(tx *db.Tx) error {
		_, err := c.cycles.PlanAsking(tx, opened.Cycle.ID, opened.Requests)
		return err
	})
	return opened.Requests
}

// BenchmarkOnePacket must take at most 20 ms, with 200 wins and 12 answers.
func BenchmarkOnePacket(b *testing.B) {
	onBoth(b, func(b *testing.B, base dbtest.Base) {
		c, cycle := found(b, base, manyPeople(40)), reviews.Cycle{}
		c.recordsWins("UADA", 200)
		opened := c.opens("2026 H2", "mlops-engineer", "UADA")
		c.asksMore(opened, 12)
		cycle = c.advances("2026 H2").Cycle
		for b.Loop() {
			c.do(func(tx *db.Tx) error {
				packet, err := c.cycles.Compile(tx, cycle, "UADA", "UMIA")
				if len(packet.Wins) != 200 || len(packet.Feedback[0].Extracts) != 12 {
					b.Fatalf("%d wins, %d texts", len(packet.Wins), len(packet.Feedback[0].Extracts))
				}
				return err
			})
		}
	})
}

// BenchmarkAThousandPackets must take at most 15 s: sealed, compiled and stored, with 20 wins each.
func BenchmarkAThousandPackets(b *testing.B) {
	onBoth(b, func(b *testing.B, base dbtest.Base) {
		c := found(b, base, manyPeople(2000))
		for i := range 2000 {
			if i%10 < 5 {
				c.recordsWins(fmt.Sprintf("U%05d", i), 20)
			}
		}
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			name := fmt.Sprint("cycle ", i)
			opened := c.opens(name, "ml-engineer")
			c.allAnswer(opened.Requests)
			b.StartTimer()
			made := len(c.advances(name).Packets) + len(c.compiles())
			b.ReportMetric(float64(made), "packets")
		}
	})
}

// recordsWins gives a person n wins of the last months.
func (c *company) recordsWins(person string, n int) {
	c.t.Helper()
	c.do(func(tx *db.Tx) error {
		for i := range n {
			day := tx.Now().Add(-time.Duration(i) * 20 * time.Hour).Format("2006-01-02")
			_, err := wins.Add(tx, wins.New{
				Person: person, Source: wins.SourceImport, OccurredOn: day,
				Text: fmt.Sprintf("Cut p99 latency of #project-%d from %d ms to %d ms, checkout errors down 18%% "+
					"https://wiki.example/%d", i%7, 120+i, 80+i, i),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// asksMore asks until n are asked about Ada, and has them all answer.
func (c *company) asksMore(opened reviews.Opened, n int) {
	c.t.Helper()
	c.do(func(tx *db.Tx) error {
		assignments := make([]feedback.Assignment, 0, n)
		for i := 0; i < n-len(opened.Requests); i++ {
			assignments = append(assignments, feedback.Assignment{Subject: "UADA", Giver: fmt.Sprintf("UMORE%d", i)})
		}
		more, err := c.cycles.Feedback.Ask(tx, opened.Cycle.ID, assignments)
		opened.Requests = append(opened.Requests, more...)
		return err
	})
	c.allAnswer(opened.Requests)
}

func (c *company) allAnswer(requests []feedback.Request) {
	c.t.Helper()
	c.do(func(tx *db.Tx) error {
		for i, r := range requests {
			_, err := c.cycles.Feedback.Answer(tx, r.Giver, r.ID, feedback.Answers{
				feedback.SlotWorked:   {Text: fmt.Sprintf("The releases became calm, this is reason number %d.", i)},
				feedback.SlotHindered: {Text: fmt.Sprintf("The hand-over was hard to follow, in case number %d.", i)},
				feedback.SlotNext:     {Text: fmt.Sprintf("Write the runbook with those who will use it, number %d.", i)},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
