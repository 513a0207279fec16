package reviews_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

func TestOpeningACycleAsksTheColleaguesOfEverySubject(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UJUNO", "UADA")
		cycle := opened.Cycle
		if cycle.Stage != reviews.StagePeer || cycle.State != reviews.Open || cycle.PeriodFrom != "2026-05-23" ||
			!cycle.StageEndsAt.Equal(time.Date(2026, time.December, 7, 16, 0, 0, 0, time.UTC)) { // 17:00 in Berlin
			t.Fatalf("the cycle is %+v", cycle)
		}
		load, mix := map[string]int{}, map[string]map[people.Role]bool{"UADA": {}, "UJUNO": {}}
		for i, r := range opened.Requests {
			load[r.Giver]++
			mix[r.Subject][r.Function] = true
			if r.CycleName != "2026 H2" || !r.DueAt.Equal(cycle.StageEndsAt) || r.State != feedback.Open {
				t.Errorf("the request is %+v", r)
			}
			if i > 0 && opened.Requests[i-1].Giver > r.Giver {
				t.Errorf("the requests of %s are torn apart", r.Giver)
			}
		}
		if len(opened.Requests) != 10 || load["UMIA"] > 0 {
			t.Fatalf("asked %v", load)
		}
		for subject, functions := range mix {
			if !functions[people.DataScientist] || !functions[people.SoftwareEngineer] || !functions[people.ProductManager] {
				t.Errorf("of %s are asked %v", subject, functions)
			}
		}
		var waiting []feedback.Request
		c.do(func(tx *db.Tx) (err error) {
			waiting, err = c.cycles.Feedback.Waiting(tx, "UBEN")
			return err
		})
		if len(waiting) != 2 {
			t.Errorf("Ben has %+v", waiting)
		}
	})
}

func TestWithoutNamesEverybodyOfTheTemplatesFunctionIsReviewed(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("ML 2026", "ml-engineer")
		if d := cmp.Diff([]string{"UJUNO", "URAVI"}, opened.Subjects); d != "" {
			t.Fatal(d)
		}
		opened = c.opens("Ops 2026", "mlops-engineer")
		wantLeft := []reviews.Refusal{{Subject: "UOLA", Reason: reviews.NoManager}}
		if d := cmp.Diff([]string{"UADA"}, opened.Subjects) + cmp.Diff(wantLeft, opened.Refused); d != "" {
			t.Fatal(d)
		}
	})
}

func TestWhoWorkedWithTheSubjectIsAskedFirst(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.wins("UADA", "2026-11-02", "manager", "Canary releases for #ranker with <@ULEA>: rollback from 45 min to 4 min")
		opened := c.opens("2026 H2", "mlops-engineer", "UADA")
		var asked []string
		for _, r := range opened.Requests {
			asked = append(asked, r.Giver)
		}
		if !strings.Contains(strings.Join(asked, " "), "ULEA") {
			t.Fatalf("Lea isn't asked: %v", asked)
		}
	})
}

func TestACycleThatCanNotBeOpenedSaysWhyAndLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.opens("2026 H2", "mlops-engineer", "UADA")
		open := func(n reviews.New) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := c.cycles.Open(tx, n)
				return err
			}
		}
		c.fails(reviews.ErrNameTaken, open(reviews.New{Name: " 2026  h2", Template: "ml-engineer"}))
		c.fails(reviews.ErrNoName, open(reviews.New{Name: " ", Template: "ml-engineer"}))
		c.fails(reviews.ErrLongName, open(reviews.New{Name: strings.Repeat("ä", 81), Template: "ml-engineer"}))
		c.fails(reviews.ErrUnknownTemplate, open(reviews.New{Name: "x", Template: "sales"}))
		err := c.b.DB.Do(t.Context(), open(reviews.New{
			Name: "x", Template: "ml-engineer", Subjects: []string{"UUMA", "UADA", "UOLA", "UNOBODY"},
		}))
		var refused reviews.Refused
		want := []reviews.Refusal{
			{Subject: "UNOBODY", Reason: reviews.NotMember},
			{Subject: "UOLA", Reason: reviews.NoManager},
			{Subject: "UUMA", Reason: reviews.NoFunction},
		}
		if !errors.As(err, &refused) || cmp.Diff(want, refused.Refusals) != "" {
			t.Fatalf("got %v", err)
		}
		c.do(func(tx *db.Tx) error {
			cycles, err := c.cycles.List(tx)
			if len(cycles) != 1 {
				t.Errorf("there are %d cycles", len(cycles))
			}
			return err
		})
	})
}

func TestWhoHasTooFewColleaguesIsLeftOut(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		for _, id := range []string{"UBEN", "USAM", "UPIA", "ULEA"} { // Ravi, Juno, Tom and Dana stay, not Ola
			c.do(func(tx *db.Tx) error {
				_, err := people.Meet(tx, people.Profile{ID: id, Deleted: true})
				return err
			})
		}
		if opened := c.opens("four", "mlops-engineer", "UADA"); len(opened.Requests) != 4 {
			t.Fatalf("asked %+v", opened.Requests)
		}
		c.do(func(tx *db.Tx) error {
			_, err := people.Meet(tx, people.Profile{ID: "URAVI", Guest: true})
			return err
		})
		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.Cancel(tx, "four")
			return err
		})
		err := c.b.DB.Do(t.Context(), func(tx *db.Tx) error {
			_, err := c.cycles.Open(tx, reviews.New{Name: "three", Template: "mlops-engineer", Subjects: []string{"UADA"}})
			return err
		})
		var refused reviews.Refused
		want := []reviews.Refusal{{Subject: "UADA", Reason: reviews.TooFew, Have: 3, Need: 4}}
		if !errors.As(err, &refused) || cmp.Diff(want, refused.Refusals) != "" {
			t.Fatalf("got %v", err)
		}
	})
}

func TestARehearsalAsksTheSamePeopleAndWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		var rehearsed reviews.Opened
		err := c.b.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
			rehearsed, err = c.cycles.Rehearse(tx, reviews.New{
				Name: "2026 H2", Template: "mlops-engineer", Subjects: []string{"UADA"}, By: "UDAN",
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		opened := c.begins("2026 H2", "mlops-engineer", "UADA")
		withoutIDs := cmp.Options{cmpopts.IgnoreFields(reviews.Cycle{}, "ID"), cmpopts.IgnoreFields(feedback.Request{}, "ID", "Cycle")}
		if d := cmp.Diff(opened, rehearsed, withoutIDs); d != "" {
			t.Fatal(d)
		}
		asked := reviews.Advanced{Cycle: opened.Cycle}
		for asked.To != reviews.StagePeer {
			c.b.Clock.Set(asked.Cycle.StageEndsAt)
			asked = c.advances("2026 H2")
		}
		if d := cmp.Diff(asked.Asking, rehearsed.Asking, withoutIDs); d != "" {
			t.Fatal(d)
		}
	})
}

func TestAScheduleOpensOneCycleASlot(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		var schedule reviews.Schedule
		c.do(func(tx *db.Tx) (err error) {
			schedule, err = c.cycles.AddSchedule(tx, reviews.NewSchedule{
				Template: "mlops-engineer", Name: "Ops {year} {half} {quarter} {month} {date}", Cron: "0 9 1 6,12 *",
				Timezone: "Asia/Seoul", Subjects: []string{"UADA"}, By: "UDAN",
			})
			return err
		})
		opens := func(slot string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				all, err := c.cycles.Schedules(tx)
				if err != nil {
					return err
				}
				_, err = c.cycles.OpenScheduled(tx, all[0], slot)
				return err
			}
		}
		c.do(opens("2026-12-01T09:00"))
		c.fails(reviews.ErrSlotDone, opens("2026-12-01T09:00"))
		c.fails(reviews.ErrSlotDone, opens("2026-06-01T09:00"))
		c.do(func(tx *db.Tx) error {
			cycles, err := c.cycles.List(tx)
			if err == nil && (len(cycles) != 1 || cycles[0].Name != "Ops 2026 H2 Q4 12 2026-12-01" ||
				cycles[0].Timezone != "Asia/Seoul" || cycles[0].OpenedBy != "UDAN") {
				t.Errorf("the cycles are %+v", cycles)
			}
			return err
		})
		c.do(func(tx *db.Tx) error { return c.cycles.RemoveSchedule(tx, schedule.ID) })
		c.fails(reviews.ErrNotFound, func(tx *db.Tx) error { return c.cycles.RemoveSchedule(tx, schedule.ID) })
		c.fails(reviews.ErrNoCron, func(tx *db.Tx) error {
			_, err := c.cycles.AddSchedule(tx, reviews.NewSchedule{Template: "ml-engineer", Name: "x"})
			return err
		})
	})
}

func TestAScheduleThatCouldNeverOpenIsRefused(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		add := func(name string, subjects ...string) error {
			return c.b.DB.Do(t.Context(), func(tx *db.Tx) error {
				_, err := c.cycles.AddSchedule(tx, reviews.NewSchedule{
					Template: "mlops-engineer", Name: name, Cron: "0 9 1 6 *", Subjects: subjects,
				})
				return err
			})
		}
		for name, text := range map[string]string{"x {year} {foo}": "{foo}", "{Half}": "{Half}", "a{{year": "{", "y}": "}"} {
			if unknown := (reviews.UnknownPlaceholder{}); !errors.As(add(name), &unknown) || unknown.Text != text {
				t.Errorf("%s: %+v", name, unknown)
			}
		}
		if err := add(strings.Repeat("x", reviews.MaxName-1) + "{half}"); !errors.Is(err, reviews.ErrLongName) {
			t.Errorf("too long: %v", err)
		}
		for id, reason := range map[string]reviews.Reason{"U0NOPE": reviews.NotMember, "UOLA": reviews.NoManager} {
			refused := reviews.Refused{}
			if !errors.As(add("{year}", "UADA", id), &refused) || refused.Refusals[0].Reason != reason {
				t.Errorf("%s: %+v", id, refused)
			}
		}
		if err := add(strings.Repeat("x", reviews.MaxName-2)+"{half}", "UADA"); err != nil {
			t.Errorf("at the limit: %v", err)
		}
	})
}
