package reviews_test

import (
	"errors"
	"slices"
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

func TestWhoCannotBeAskedIsNotAskedInstead(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UADA")
		cycle, out := opened.Cycle.ID, opened.Requests[0].Giver
		swap := func(instead string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := c.cycles.Swap(tx, cycle, reviews.Swap{Subject: "UADA", Out: out, Instead: instead})
				return err
			}
		}
		for instead, why := range map[string]feedback.Bar{
			"UADA": feedback.BarSelf, "UMIA": feedback.BarManager, "UUMA": feedback.BarNoFunction, "UNONE": reviews.BarUnknown,
			out: "", // who is asked already counts as eligible: else this would tell that they are
		} {
			err := c.b.DB.Do(t.Context(), func(tx *db.Tx) error {
				if err := swap(instead)(tx); err != nil {
					return err
				}
				return errors.New("nothing of it is kept")
			})
			var barred reviews.NotEligible
			if errors.As(err, &barred); barred.Why != why {
				t.Errorf("%s: %v", instead, err)
			}
		}
		if c.stateOf(opened.Requests[0]) != feedback.Open {
			t.Error("the request was withdrawn")
		}
		c.advances("2026 H2")
		c.fails(reviews.ErrNoSwap, swap(""))
		c.fails(reviews.ErrNotInCycle, func(tx *db.Tx) error {
			_, err := c.cycles.Swap(tx, cycle, reviews.Swap{Subject: "UJUNO", Out: out})
			return err
		})
	})
}

// A colleague who is asked about four people declines one, is asked about a fifth in somebody's place, and then answers the
// one that they declined after all: that would be five.
func TestWhoDeclinedIsNotAskedAboutMoreInAnotherPlace(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.imports(manyPeople(40))
		opened := c.opens("2026 H2", "ml-engineer")
		about := map[string][]feedback.Request{}
		for _, r := range opened.Requests {
			about[r.Giver] = append(about[r.Giver], r)
		}
		for giver, own := range about {
			if len(own) < 4 {
				continue
			}
			c.do(func(tx *db.Tx) error { return c.cycles.Decline(tx, giver, own[0].ID, feedback.WhyBusy, "") })
			for _, r := range opened.Requests {
				err := c.b.DB.Do(t.Context(), func(tx *db.Tx) error {
					_, err := c.cycles.Swap(tx, opened.Cycle.ID, reviews.Swap{Subject: r.Subject, Out: r.Giver, Instead: giver})
					return errors.Join(err, errors.New("nothing of it is kept"))
				})
				var barred reviews.NotEligible
				if slices.ContainsFunc(own, func(o feedback.Request) bool { return o.Subject == r.Subject }) {
					continue
				}
				if !errors.As(err, &barred) {
					t.Fatalf("%s is asked about %s too: %v", giver, r.Subject, err)
				}
			}
			return
		}
		t.Fatal("nobody is asked about four people")
	})
}

// Who would be asked instead sees by their own messages whether the other had answered.
func TestNobodyPutsThemselvesInAColleaguesPlace(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UADA")
		for _, out := range opened.Requests {
			err := c.b.DB.Do(t.Context(), func(tx *db.Tx) error {
				swap := reviews.Swap{Subject: "UADA", Out: out.Giver, Instead: "UDAN"}
				_, err := c.cycles.As("UDAN").Swap(tx, opened.Cycle.ID, swap)
				return err
			})
			var barred reviews.NotEligible
			if errors.As(err, &barred); barred.Why != reviews.BarYou {
				t.Errorf("%s: %v", out.Giver, err)
			}
			if c.stateOf(out) != feedback.Open {
				t.Errorf("what %s is asked is %s", out.Giver, c.stateOf(out))
			}
		}
	})
}
