package reviews_test

import (
	"testing"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/reviews"
)

func (c *company) swaps(cycle string, s reviews.Swap) (swapped reviews.Swapped) {
	c.t.Helper()
	c.do(func(tx *db.Tx) (err error) {
		swapped, err = c.cycles.As("UDAN").Swap(tx, cycle, s)
		return err
	})
	return swapped
}

func (c *company) stateOf(r feedback.Request) (state feedback.State) {
	c.t.Helper()
	c.do(func(tx *db.Tx) error {
		now, err := c.cycles.Feedback.Request(tx, r.Giver, r.ID)
		state = now.State
		return err
	})
	return state
}

func TestSomebodyElseIsAskedInAColleaguesPlace(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UADA")
		out := opened.Requests[0]
		swapped := c.swaps(opened.Cycle.ID, reviews.Swap{Subject: "UADA", Out: out.Giver})
		if !swapped.Withdrew || len(swapped.Requests) != 1 || c.stateOf(out) != feedback.Withdrawn {
			t.Fatalf("withdrew %v, asked %+v, %+v, and the old request is %s", swapped.Withdrew, swapped.Requests, swapped.Shortages, c.stateOf(out))
		}
		for _, r := range opened.Requests {
			if swapped.Requests[0].Giver == r.Giver {
				t.Errorf("%s is asked again", r.Giver)
			}
		}
		if again := c.swaps(opened.Cycle.ID, reviews.Swap{Subject: "UADA", Out: out.Giver}); again.Withdrew || len(again.Requests) != 0 {
			t.Errorf("the second time it brought %+v", again)
		}
		if e := c.record(opened.Cycle.ID)[0]; e.Kind != reviews.EventSwapped || e.Subject != "UADA" || e.Was != "" || e.Becomes != "" {
			t.Errorf("on record is %+v", e)
		}
	})
}

func TestAnAnswerThatWasGivenStays(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UADA")
		c.answers(opened.Requests, "UADA", 1)
		swapped := c.swaps(opened.Cycle.ID, reviews.Swap{Subject: "UADA", Out: opened.Requests[0].Giver})
		if swapped.Withdrew || c.stateOf(opened.Requests[0]) != feedback.Answered {
			t.Errorf("it brought %+v", swapped)
		}
	})
}

func TestBeforeColleaguesAreAskedANomineeIsLeftOut(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.begins("2026 H2", "mlops-engineer", "UADA").Cycle
		if _, err := c.nominates("UADA", cycle.ID, []string{"UBEN"}, nil); err != nil {
			t.Fatal(err)
		}
		c.swaps(cycle.ID, reviews.Swap{Subject: "UADA", Out: "UBEN"})
		c.advances("2026 H2")
		for _, r := range c.advances("2026 H2").Requests {
			if r.Giver == "UBEN" {
				t.Error("Ben is asked")
			}
		}
	})
}

func TestNobodyIsExchangedOnceAnswersAreSealedOrForWhoIsNotInTheCycle(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UADA")
		swap := func(subject string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := c.cycles.Swap(tx, opened.Cycle.ID, reviews.Swap{Subject: subject, Out: opened.Requests[0].Giver})
				return err
			}
		}
		c.fails(reviews.ErrNotInCycle, swap("UJUNO"))
		c.advances("2026 H2")
		c.fails(reviews.ErrNoSwap, swap("UADA"))
	})
}

// A colleague who is asked about four people declines one, and others are asked in many places. Were they asked about a fifth,
// and answered the one that they declined after all, that would be five.
func TestWhoDeclinedIsNotAskedAboutMoreInAnotherPlace(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.imports(manyPeople(40))
		opened := c.opens("2026 H2", "ml-engineer")
		about := map[string][]feedback.Request{}
		for _, r := range opened.Requests {
			about[r.Giver] = append(about[r.Giver], r)
		}
		declined := map[string]bool{}
		for giver, own := range about {
			if len(own) == 4 {
				c.do(func(tx *db.Tx) error { return c.cycles.Decline(tx, giver, own[0].ID, feedback.WhyBusy, "") })
				declined[giver] = true
			}
		}
		if len(declined) == 0 {
			t.Fatal("nobody is asked about four people")
		}
		for _, r := range opened.Requests {
			if declined[r.Giver] { // they would have room again
				continue
			}
			for _, asked := range c.swaps(opened.Cycle.ID, reviews.Swap{Subject: r.Subject, Out: r.Giver}).Requests {
				if declined[asked.Giver] {
					t.Fatalf("%s is asked about %s too", asked.Giver, asked.Subject)
				}
			}
		}
	})
}
