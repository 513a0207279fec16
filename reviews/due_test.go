package reviews_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

func TestAStageEndsOnceHoweverOftenItsButtonIsPressed(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.opens("2026 H2", "mlops-engineer", "UADA").Cycle
		press := func(id, stage string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := c.cycles.AdvanceFrom(tx, id, stage)
				return err
			}
		}
		c.fails(reviews.ErrNotOpen, press(cycle.ID, reviews.StageManager))
		c.do(press(cycle.ID, reviews.StagePeer))
		c.fails(reviews.ErrNotOpen, press(cycle.ID, reviews.StagePeer))
		c.do(func(tx *db.Tx) error {
			all, err := c.cycles.List(tx)
			if len(all) != 1 || all[0].State != reviews.Open || all[0].Stage != reviews.StageManager {
				t.Errorf("the cycle is %+v", all)
			}
			return err
		})
		c.do(press(cycle.ID, reviews.StageManager))
		c.fails(reviews.ErrNotOpen, press(cycle.ID, reviews.StageManager))
		c.fails(reviews.ErrNotFound, press("no-such-id", reviews.StagePeer))
	})
}

func TestTheReplicaThatComesSecondIsToldThatTheStageIsOver(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.opens("2026 H2", "mlops-engineer", "UADA").Cycle
		moved := make(chan struct{})
		var both sync.WaitGroup
		both.Go(func() {
			err := c.b.DB.Do(t.Context(), func(tx *db.Tx) error {
				_, err := c.cycles.AdvanceFrom(tx, cycle.ID, reviews.StagePeer)
				close(moved)
				c.somebodyWaits() // for this transaction, having read the cycle as it was
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
		<-moved
		c.fails(reviews.ErrNotOpen, func(tx *db.Tx) error {
			_, err := c.cycles.AdvanceFrom(tx, cycle.ID, reviews.StagePeer)
			return err
		})
		both.Wait()
	})
}

// somebodyWaits returns when a transaction waits for another's lock. SQLite has one writer, who sees all that was done
// before.
func (c *company) somebodyWaits() {
	for waiting := 0; c.b.DB.Postgres() && waiting == 0; {
		err := c.b.DB.Do(c.t.Context(), func(tx *db.Tx) error {
			return tx.Get(&waiting, `select count(*) from pg_stat_activity
				where datname = current_database() and wait_event_type = 'Lock'`)
		})
		if err != nil {
			c.t.Error(err)
			return
		}
	}
}

func TestACycleThatCanNotGoOnHoldsUpNoOther(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		broken := c.opens("broken", "mlops-engineer", "UADA").Cycle
		sound := c.opens("sound", "ml-engineer", "UJUNO").Cycle
		c.do(func(tx *db.Tx) error {
			return tx.One(`update cycles set template_text = 'gone: 1' where id = ?`, broken.ID)
		})
		due := func() (due []reviews.Due) {
			c.do(func(tx *db.Tx) (err error) {
				due, err = c.cycles.DueStages(tx)
				return err
			})
			return due
		}
		c.b.Clock.Set(sound.StageEndsAt.Add(-time.Minute))
		if early := due(); len(early) != 0 {
			t.Fatalf("due early: %+v", early)
		}
		c.b.Clock.Set(sound.StageEndsAt)
		want := []reviews.Due{{broken.ID, reviews.StagePeer}, {sound.ID, reviews.StagePeer}}
		if d := cmp.Diff(want, due()); d != "" {
			t.Fatal(d)
		}
		for _, d := range due() {
			err := c.b.DB.Do(t.Context(), func(tx *db.Tx) error {
				_, err := c.cycles.AdvanceFrom(tx, d.Cycle, d.Stage)
				return err
			})
			if (err != nil) != (d.Cycle == broken.ID) {
				t.Errorf("%s: %v", d.Cycle, err)
			}
		}
		if d := cmp.Diff(want[:1], due()); d != "" {
			t.Fatal(d)
		}
	})
}

func TestAPacketThatCanNotBeMadeHoldsUpNoOther(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		broken := c.opens("broken", "mlops-engineer", "UADA", "URAVI").Cycle
		c.opens("sound", "ml-engineer", "UJUNO")
		c.do(func(tx *db.Tx) error {
			if _, err := c.cycles.Close(tx, "broken"); err != nil {
				return err
			}
			return tx.One(`update feedback_pools set snapshot = ? where cycle = ? and subject = 'UADA'`,
				[]byte("not sealed"), broken.ID)
		})
		if packets := c.advances("sound").Packets; len(packets) != 1 || packets[0].Subject != "UJUNO" {
			t.Fatalf("another cycle's packets: %+v", packets)
		}
		want := []reviews.DuePacket{{broken.ID, "UADA"}, {broken.ID, "URAVI"}}
		if d := cmp.Diff(want, c.duePackets()); d != "" {
			t.Fatal(d)
		}
		for _, d := range want {
			err := c.b.DB.Do(t.Context(), func(tx *db.Tx) error {
				_, _, err := c.cycles.CompilePacket(tx, d)
				return err
			})
			if (err != nil) != (d.Subject == "UADA") {
				t.Errorf("%s: %v", d.Subject, err)
			}
		}
		if d := cmp.Diff(want[:1], c.duePackets()); d != "" {
			t.Fatal(d)
		}
	})
}

func TestAPacketWaitsUntilThereIsAManagerWhoWorksHere(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.opens("2026 H2", "mlops-engineer", "UADA")
		c.meets(people.Profile{ID: "UMIA", Deleted: true})
		if packets := c.advances("2026 H2").Packets; len(packets) != 0 {
			t.Fatalf("made for somebody who left: %+v", packets)
		}
		if due := c.duePackets(); len(due) != 0 {
			t.Fatalf("due for nobody: %+v", due)
		}
		c.b.Clock.Advance(time.Hour)
		c.imports(strings.Replace(directory, "MLOps Engineer,UMIA", "MLOps Engineer,UTOM", 1))
		if packets := c.compiles(); len(packets) != 1 || packets[0].Manager != "UTOM" {
			t.Fatalf("made %+v", packets)
		}
		if again := c.compiles(); len(again) != 0 {
			t.Fatalf("made twice: %+v", again)
		}
	})
}

func (c *company) meets(profile people.Profile) {
	c.t.Helper()
	c.do(func(tx *db.Tx) error {
		_, err := people.Meet(tx, profile)
		return err
	})
}

func TestANewManagerGetsTheNewestPacketOnce(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		for _, name := range []string{"2026 H1", "2026 H2"} {
			c.opens(name, "mlops-engineer", "UADA")
			c.advances(name)
		}
		c.opens("2027 H1", "mlops-engineer", "UADA") // colleagues are still asked
		under := func(manager string) []reviews.Packet {
			c.b.Clock.Advance(time.Hour)
			c.imports(strings.Replace(directory, "MLOps Engineer,UMIA", "MLOps Engineer,"+manager, 1))
			return c.compiles()
		}
		toms := under("UTOM")
		if len(toms) != 1 || toms[0].Manager != "UTOM" || toms[0].CycleName != "2026 H2" || toms[0].Version != 1 {
			t.Fatalf("Tom gets %+v", toms)
		}
		if again := c.compiles(); len(again) != 0 {
			t.Fatalf("Tom gets it twice: %+v", again)
		}
		mias := under("UMIA") // who has had it: the same version, so that her message is not sent again
		if len(mias) != 1 || mias[0].Manager != "UMIA" || mias[0].Version != 1 {
			t.Fatalf("Mia gets %+v", mias)
		}
		if again := c.compiles(); len(again) != 0 {
			t.Fatalf("Mia gets it twice: %+v", again)
		}
	})
}

func TestACycleCancelledLateLeavesNoPacketDue(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.opens("2026 H2", "mlops-engineer", "UADA").Cycle
		c.meets(people.Profile{ID: "UMIA", Deleted: true})
		c.advances("2026 H2")
		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.Cancel(tx, "2026 H2")
			return err
		})
		c.meets(people.Profile{ID: "UMIA"})
		if due := c.duePackets(); len(due) != 0 {
			t.Fatalf("due: %+v", due)
		}
		c.do(func(tx *db.Tx) error {
			packet, made, err := c.cycles.CompilePacket(tx, reviews.DuePacket{Cycle: cycle.ID, Subject: "UADA"})
			if made {
				t.Errorf("made %+v", packet)
			}
			return err
		})
	})
}
