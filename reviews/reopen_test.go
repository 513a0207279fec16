package reviews_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/reviews"
)

func (c *company) reopens(cycle reviews.Cycle) (reopened reviews.Reopened) {
	c.t.Helper()
	c.do(func(tx *db.Tx) (err error) {
		reopened, err = c.cycles.As("UDAN").Reopen(tx, cycle.ID, cycle.Stage, "Half of us was  away", "")
		return err
	})
	return reopened
}

func (c *company) record(cycle string) (record []reviews.Event) {
	c.t.Helper()
	c.do(func(tx *db.Tx) (err error) {
		record, err = c.cycles.Record(tx, cycle)
		return err
	})
	return record
}

func TestAReopenedNominationWaitsForTheManagerUnlessTheyHadApprovedIt(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.begins("2026 H2", "mlops-engineer", "UADA").Cycle
		other := c.begins("2026 H2, ML", "ml-engineer", "UJUNO", "URAVI").Cycle
		if _, err := c.nominates("UADA", cycle.ID, []string{"UBEN"}, nil); err != nil {
			t.Fatal(err)
		}
		seen, err := c.nominates("UJUNO", other.ID, []string{"UBEN"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.Approve(tx, "UMIA", other.ID, "UJUNO", seen.NominatedAt)
			return err
		})
		back := c.reopens(c.advances("2026 H2").Cycle)
		if back.Cycle.Stage != reviews.StageNomination || back.From != reviews.StageSelf || !back.Cycle.StageEndsAt.After(c.b.Clock.Now()) {
			t.Fatalf("it went back to %+v", back)
		}
		c.reopens(c.advances("2026 H2, ML").Cycle)
		ada, _ := c.nomination("UMIA", cycle.ID, "UADA")
		juno, _ := c.nomination("UMIA", other.ID, "UJUNO")
		if !ada.Waits() || juno.Waits() || juno.ApprovedBy != "UMIA" {
			t.Errorf("Ada's is %+v, Juno's %+v", ada, juno)
		}
		if e := c.record(cycle.ID)[0]; e.Kind != reviews.EventReopened || e.By != "UDAN" || e.Was != reviews.StageSelf ||
			e.Becomes != reviews.StageNomination || e.Reason != "Half of us was away" {
			t.Errorf("on record is %+v", e)
		}
	})
}

func TestWhenTheSelfAssessmentIsReopenedNobodyIsAskedTwiceAndAnswersStay(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UADA")
		c.answers(opened.Requests, "UADA", 1)
		c.do(func(tx *db.Tx) error {
			return c.cycles.Feedback.Decline(tx, opened.Requests[1].Giver, opened.Requests[1].ID, "")
		})
		back := c.reopens(opened.Cycle)
		due := func() (due []time.Time, states []feedback.State) {
			c.do(func(tx *db.Tx) error {
				for _, r := range opened.Requests {
					now, err := c.cycles.Feedback.Request(tx, r.Giver, r.ID)
					if err != nil {
						return err
					}
					due, states = append(due, now.DueAt), append(states, now.State)
				}
				return nil
			})
			return due, states
		}
		moved, states := due()
		if !moved[2].After(opened.Cycle.StageEndsAt) || states[0] != feedback.Answered || states[2] != feedback.Open {
			t.Errorf("requests are due %v and are %v", moved, states)
		}
		c.b.Clock.Advance(back.Cycle.StageEndsAt.Sub(c.b.Clock.Now()))
		again := c.advances("2026 H2")
		if !again.Again || again.To != reviews.StagePeer || len(again.Requests) > 1 {
			t.Errorf("asked anew are %+v", again.Requests)
		}
		for _, r := range again.Requests {
			if slices.ContainsFunc(opened.Requests, func(x feedback.Request) bool { return x.Giver == r.Giver }) {
				t.Errorf("%s is asked again", r.Giver)
			}
		}
		if moved, _ = due(); !moved[2].Equal(again.Cycle.StageEndsAt) {
			t.Errorf("due %v, and the stage ends %v", moved[2], again.Cycle.StageEndsAt)
		}
		if len(again.Alone) != 0 {
			t.Errorf("left alone: %+v", again.Alone)
		}
	})
}

func TestAStageInWhichColleaguesWroteStaysClosed(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UADA")
		c.answers(opened.Requests, "UADA", 3)
		cycle := c.advances("2026 H2").Cycle
		c.fails(reviews.ErrSealed, func(tx *db.Tx) error {
			_, err := c.cycles.Reopen(tx, cycle.ID, cycle.Stage, "More answers", "")
			return err
		})
		closed := c.advances("2026 H2").Cycle
		back := c.reopens(closed)
		if back.Cycle.State != reviews.Open || back.Cycle.Stage != reviews.StageManager || !back.Cycle.EndedAt.IsZero() {
			t.Errorf("the closed cycle is %+v", back.Cycle)
		}
		if len(c.duePackets()) != 0 {
			t.Error("packets are due again")
		}
	})
}

func TestAClosedCycleIsNotReopenedWhileItsPeopleAreInAnother(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.begins("2026 H2", "mlops-engineer", "UADA")
		var closed reviews.Cycle
		c.do(func(tx *db.Tx) (err error) {
			closed, err = c.cycles.Close(tx, "2026 H2")
			return err
		})
		c.begins("Again", "mlops-engineer", "UADA")
		got := c.refusedWith(func(tx *db.Tx) error {
			_, err := c.cycles.Reopen(tx, closed.ID, closed.Stage, "Closed by mistake", "")
			return err
		})
		if len(got) != 1 || got[0].Reason != reviews.Overlaps || got[0].Cycle != "Again" {
			t.Errorf("refused with %+v", got)
		}
		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.Cancel(tx, "Again")
			return err
		})
		if back := c.reopens(closed); back.Cycle.Stage != reviews.StageNomination || back.From != "" {
			t.Errorf("it is %+v", back)
		}
	})
}

func TestNothingIsReopenedWithoutAReasonOrAnEarlierStage(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.begins("2026 H2", "mlops-engineer", "UADA").Cycle
		reopen := func(stage, reason, day string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := c.cycles.Reopen(tx, cycle.ID, stage, reason, day)
				return err
			}
		}
		c.fails(reviews.ErrNoEarlier, reopen(cycle.Stage, "Why not", ""))
		c.advances("2026 H2")
		for _, reason := range []string{"", " \n ", "\u200b", strings.Repeat("x", reviews.MaxReason+1)} {
			c.fails(reviews.ErrNoReason, reopen(reviews.StageSelf, reason, ""))
		}
		c.fails(reviews.ErrNotOpen, reopen(reviews.StageNomination, "An old page", ""))
		c.fails(reviews.ErrPast, reopen(reviews.StageSelf, "Too late", "2026-11-22"))
		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.Cancel(tx, "2026 H2")
			return err
		})
		c.fails(reviews.ErrNotOpen, reopen(reviews.StageSelf, "Cancelled", ""))
		if n := len(c.record(cycle.ID)); n != 3 {
			t.Errorf("%d entries are on record", n)
		}
		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.Record(tx, "nonsense")
			if !errors.Is(err, reviews.ErrNotFound) {
				t.Error(err)
			}
			return nil
		})
	})
}
