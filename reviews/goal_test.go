package reviews_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

var aGoal = reviews.GoalText{
	Objective: "Every release goes out without a hand on it", Category: "deployment",
	Measure: "Releases that somebody sits through", Baseline: "9 of 10", Target: "1 of 10", Deadline: "2026-12-11",
}

func (c *company) setsGoal(person string, text reviews.GoalText) (goal reviews.Goal, err error) {
	c.t.Helper()
	c.do(func(tx *db.Tx) error {
		owner, failed := people.Get(tx, person)
		if failed != nil {
			return failed
		}
		goal, err = c.cycles.AddGoal(tx, owner, text)
		return nil
	})
	return goal, err
}

func (c *company) goal(viewer, id string) (goal reviews.Goal, err error) {
	c.t.Helper()
	c.do(func(tx *db.Tx) error {
		goal, err = reviews.GoalFor(tx, viewer, id)
		return nil
	})
	return goal, err
}

func TestAGoalIsItsOwnersAndTheirPresentManagers(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		goal, err := c.setsGoal("UADA", aGoal)
		if err != nil {
			t.Fatal(err)
		}
		for viewer, may := range map[string]bool{"UADA": true, "UMIA": true, "UDAN": false, "UTOM": false, "UBEN": false, "": false} {
			if _, err := c.goal(viewer, goal.ID); may != (err == nil) || !may && !errors.Is(err, reviews.ErrNoGoal) {
				t.Errorf("%q: %v", viewer, err)
			}
		}
		c.imports(strings.Replace(directory, "MLOps Engineer,UMIA", "MLOps Engineer,UTOM", 1))
		if _, err := c.goal("UMIA", goal.ID); !errors.Is(err, reviews.ErrNoGoal) {
			t.Errorf("a former manager reads it: %v", err)
		}
		if _, err := c.goal("UTOM", goal.ID); err != nil {
			t.Errorf("the present manager doesn't: %v", err)
		}
	})
}

func TestWhatIsNoGoalIsRefusedAndNothingIsKept(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		missing, long := new(reviews.GoalPartMissing), new(reviews.GoalPartLong)
		for name, test := range map[string]struct {
			with func(g *reviews.GoalText)
			want func(err error) bool
		}{
			"yesterday": {func(g *reviews.GoalText) { g.Deadline = "2026-11-22" }, is(reviews.ErrGoalDate)},
			"no day":    {func(g *reviews.GoalText) { g.Deadline = "soon" }, is(reviews.ErrGoalDate)},
			"no kind":   {func(g *reviews.GoalText) { g.Category = "promotion" }, is(reviews.ErrGoalCategory)},
			"no measure": {func(g *reviews.GoalText) { g.Measure = "\u200b \n" }, func(err error) bool {
				return errors.As(err, missing) && missing.Part == reviews.PartMeasure
			}},
			"40k": {func(g *reviews.GoalText) { g.Objective = strings.Repeat("長", 40_000) }, func(err error) bool {
				return errors.As(err, long) && long.Have == 40_000
			}},
		} {
			text := aGoal
			test.with(&text)
			if _, err := c.setsGoal("UADA", text); !test.want(err) {
				t.Errorf("%s: %v", name, err)
			}
		}
		for range reviews.MaxGoals {
			if _, err := c.setsGoal("UADA", aGoal); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := c.setsGoal("UADA", aGoal); !errors.Is(err, reviews.ErrManyGoals) {
			t.Errorf("one more: %v", err)
		}
	})
}

func is(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }

func TestAChangeKeepsWhatWasAndTheSameTwiceChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		goal, err := c.setsGoal("UADA", aGoal)
		if err != nil {
			t.Fatal(err)
		}
		later := aGoal
		later.Target = "2 of 10"
		for range 2 {
			c.do(func(tx *db.Tx) error {
				owner, err := people.Get(tx, "UADA")
				if err == nil {
					_, err = c.cycles.EditGoal(tx, owner, goal.ID, later)
				}
				return err
			})
			c.do(func(tx *db.Tx) error {
				_, err := c.cycles.SetGoalState(tx, "UADA", goal.ID, reviews.GoalDropped)
				return err
			})
		}
		c.fails(reviews.ErrNoGoal, func(tx *db.Tx) error {
			_, err := c.cycles.SetGoalState(tx, "UMIA", goal.ID, reviews.GoalOpen)
			return err
		})
		c.fails(reviews.ErrGoalState, func(tx *db.Tx) error {
			_, err := c.cycles.SetGoalState(tx, "UADA", goal.ID, "won")
			return err
		})
		goal, err = c.goal("UADA", goal.ID)
		if err != nil || len(goal.History) != 2 || goal.History[0].Target != "1 of 10" || goal.History[1].State != reviews.GoalOpen {
			t.Errorf("%+v, %v", goal.History, err)
		}
	})
}

// However often the job looks: two reminders at most, none on a weekend, none for a goal that was written that day.
func TestRemindersComeOnceEachOnWorkingDays(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		for lead := range 20 {
			deadline := c.b.Clock.Now().AddDate(0, 0, lead).Format(time.DateOnly)
			text := aGoal
			text.Deadline = deadline
			goal, err := c.setsGoal("UADA", text)
			if err != nil {
				t.Fatal(err)
			}
			days := []string{}
			for range (lead + 3) * 4 {
				for _, given := range c.reminds("UADA") {
					if given.ID == goal.ID {
						now := c.b.Clock.Now()
						days = append(days, now.Format(time.DateOnly))
						if now.Weekday() == time.Saturday || now.Weekday() == time.Sunday || now.Format(time.DateOnly) > deadline {
							t.Errorf("reminded of %s at %s", deadline, now)
						}
					}
				}
				c.b.Clock.Advance(6 * time.Hour)
			}
			want := 2
			switch {
			case lead <= 1:
				want = 0
			case lead <= 7:
				want = 1
			}
			if len(days) > want || lead > 9 && len(days) != 2 {
				t.Errorf("%d days ahead, due %s: reminded on %v", lead, deadline, days)
			}
		}
	})
}

// reminds does what the job does.
func (c *company) reminds(person string) (given []reviews.Goal) {
	c.t.Helper()
	c.do(func(tx *db.Tx) error {
		due, err := c.cycles.GoalsDue(tx)
		for _, owner := range due {
			if owner.ID == person && err == nil {
				given, err = c.cycles.TakeGoals(tx, owner)
			}
		}
		return err
	})
	return given
}
