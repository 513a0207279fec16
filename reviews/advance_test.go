package reviews_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/reviews"
)

func TestACycleGoesFromColleaguesToManagersToItsEnd(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UADA", "UJUNO")
		c.answers(opened.Requests, "UADA", 3)
		c.fails(reviews.ErrNotFound, func(tx *db.Tx) error {
			_, err := c.cycles.PacketFor(tx, "UMIA", "2026 H2", "UADA")
			return err
		})
		c.b.Clock.Advance(24 * time.Hour)
		peer := c.advances("2026 h2")
		if peer.From != reviews.StagePeer || peer.To != reviews.StageManager || len(peer.Packets) != 2 ||
			peer.Cycle.PeriodUntil != "2026-11-24" {
			t.Fatalf("advanced %+v", peer)
		}
		for _, packet := range peer.Packets {
			if packet.Manager != "UMIA" || packet.Version != 1 ||
				packet.Feedback[0].ThreeOrMore != (packet.Subject == "UADA") {
				t.Errorf("the packet is %+v", packet)
			}
		}
		c.do(func(tx *db.Tx) error {
			waiting, err := c.cycles.Feedback.Waiting(tx, "UBEN")
			if len(waiting) != 0 {
				t.Errorf("Ben is still asked: %+v", waiting)
			}
			return err
		})
		c.do(func(tx *db.Tx) error {
			left, err := c.cycles.DuePackets(tx, 10)
			if len(left) != 0 {
				t.Errorf("packets are made twice: %+v", left)
			}
			return err
		})
		manager := c.advances("2026 H2")
		if manager.From != reviews.StageManager || manager.To != "" || manager.Cycle.State != reviews.Closed ||
			len(manager.Packets) != 0 {
			t.Fatalf("advanced %+v", manager)
		}
		c.fails(reviews.ErrNotOpen, func(tx *db.Tx) error {
			_, err := c.cycles.Advance(tx, "2026 H2")
			return err
		})
		c.fails(reviews.ErrNotFound, func(tx *db.Tx) error {
			_, err := c.cycles.Advance(tx, "2027 H1")
			return err
		})
	})
}

func TestAStageEndsByItselfWhenItsTimeIsUp(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UADA")
		due := func() (advanced []reviews.Advanced) {
			c.do(func(tx *db.Tx) error {
				stages, err := c.cycles.DueStages(tx)
				for _, d := range stages {
					a, err := c.cycles.AdvanceFrom(tx, d.Cycle, d.Stage)
					if err != nil {
						return err
					}
					advanced = append(advanced, a)
				}
				return err
			})
			return advanced
		}
		c.b.Clock.Set(opened.Cycle.StageEndsAt.Add(-time.Minute))
		if early := due(); len(early) != 0 {
			t.Fatalf("it ended early: %+v", early)
		}
		c.b.Clock.Set(opened.Cycle.StageEndsAt)
		if ended := due(); len(ended) != 1 || ended[0].To != reviews.StageManager || len(ended[0].Packets) != 1 {
			t.Fatalf("%+v", ended)
		}
		if again := due(); len(again) != 0 {
			t.Fatalf("it ended twice: %+v", again)
		}
	})
}

func TestACancelledCycleGivesNothingAway(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UADA")
		c.answers(opened.Requests, "UADA", 5)
		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.Cancel(tx, "2026 H2")
			return err
		})
		c.fails(reviews.ErrNotFound, func(tx *db.Tx) error {
			_, err := c.cycles.PacketFor(tx, "UMIA", "2026 H2", "UADA")
			return err
		})
		c.fails(feedback.ErrClosed, func(tx *db.Tx) error {
			_, err := c.cycles.Feedback.ForEdit(tx, opened.Requests[0].Giver, opened.Requests[0].ID)
			return err
		})
		c.fails(reviews.ErrNotOpen, func(tx *db.Tx) error {
			_, err := c.cycles.Close(tx, "2026 H2")
			return err
		})
	})
}

func TestACycleClosedEarlyStillGivesItsPackets(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UADA")
		c.answers(opened.Requests, "UADA", 4)
		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.Close(tx, "2026 H2")
			return err
		})
		if packets := c.compiles(); len(packets) != 1 || !packets[0].Feedback[0].ThreeOrMore {
			t.Errorf("the packets are %+v", packets)
		}
	})
}

func TestTheEndOfAStageMakesFiftyPacketsAndLeavesTheOthersToTheJob(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.imports(manyPeople(120))
		opened := c.opens("big", "ml-engineer")
		if len(opened.Subjects) != 62 { // half of the crowd, Juno and Ravi
			t.Fatalf("%d are reviewed", len(opened.Subjects))
		}
		made, seen := []int{}, map[string]bool{}
		for packets := c.advances("big").Packets; len(packets) > 0; packets = c.compiles() {
			made = append(made, len(packets))
			for _, p := range packets {
				seen[p.Subject] = true
			}
		}
		if fmt.Sprint(made) != "[50 12]" || len(seen) != 62 {
			t.Fatalf("made %v about %d people", made, len(seen))
		}
	})
}

// manyPeople is a file of n more people in teams of ten: half of them ML engineers, and some of each other function.
func manyPeople(n int) string {
	functions := []string{
		"ML Engineer", "ML Engineer", "ML Engineer", "ML Engineer", "ML Engineer", "Data Scientist", "Data Scientist",
		"Software Engineer", "Software Engineer", "Product Manager",
	}
	var csv strings.Builder
	csv.WriteString(directory)
	for i := range n {
		fmt.Fprintf(&csv, "U%05d,Person %d,p%d@example.com,%s,UTOM,Europe/Berlin,team %d\n", i, i, i, functions[i%10], i/10)
	}
	return csv.String()
}
