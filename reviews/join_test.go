package reviews_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

func (c *company) joins(cycle, person string) (joined reviews.Joined) {
	c.t.Helper()
	c.do(func(tx *db.Tx) (err error) {
		joined, err = c.cycles.As("UDAN").Join(tx, cycle, person)
		return err
	})
	return joined
}

func (c *company) leaves(cycle, person string) (left reviews.Left) {
	c.t.Helper()
	c.do(func(tx *db.Tx) (err error) {
		left, err = c.cycles.As("UDAN").Leave(tx, cycle, person)
		return err
	})
	return left
}

// refusedWith opens, or does what f does, and returns why people were refused; nothing of it is kept.
func (c *company) refusedWith(f func(tx *db.Tx) error) (list []reviews.Refusal) {
	c.t.Helper()
	var refused reviews.Refused
	if err := c.b.DB.Do(context.Background(), f); !errors.As(err, &refused) {
		c.t.Fatalf("got %v", err)
	}
	return refused.Refusals
}

func TestALateJoinerTakesPartFromTheStageOnInWhichTheyCame(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.begins("2026 H2", "mlops-engineer", "UADA").Cycle.ID
		c.b.Clock.Advance(time.Hour)
		if joined := c.joins(cycle, "UJUNO"); len(joined.Requests) != 0 || joined.Person.ID != "UJUNO" {
			t.Errorf("in the nomination %+v", joined)
		}
		if _, err := c.nominates("UJUNO", cycle, []string{"UBEN"}, nil); err != nil {
			t.Errorf("Juno can't name anybody: %v", err)
		}
		c.advances("2026 H2")
		asked := c.advances("2026 H2")
		if _, ok := byPerson(asked.Requests)["UJUNO"]; !ok {
			t.Error("nobody is asked about Juno")
		}
		load := map[string]int{}
		joined := c.joins(cycle, "URAVI") // while colleagues are asked
		for _, r := range slices.Concat(asked.Requests, joined.Requests) {
			load[r.Giver]++
			if load[r.Giver] > 4 {
				t.Errorf("%s is asked about %d people", r.Giver, load[r.Giver])
			}
		}
		if len(joined.Requests) < 4 || len(byPerson(joined.Requests)) != 1 {
			t.Errorf("about Ravi %+v are asked", joined.Requests)
		}
		c.answers(joined.Requests, "URAVI", 3)
		c.advances("2026 H2")
		c.joins(cycle, "ULEA") // after them
		c.compiles()
		if p := c.packet("UTOM", "2026 H2", "URAVI"); !p.Feedback[0].ThreeOrMore {
			t.Error("Ravi's packet has nothing of colleagues")
		}
		if p := c.packet("UTOM", "2026 H2", "ULEA"); p.Feedback[0].ThreeOrMore {
			t.Errorf("Lea's packet has %+v", p.Feedback)
		}
		if e := c.record(cycle)[0]; e.Kind != reviews.EventJoined || e.Subject != "ULEA" || e.By != "UDAN" {
			t.Errorf("on record is %+v", e)
		}
	})
}

func byPerson(requests []feedback.Request) map[string][]feedback.Request {
	about := map[string][]feedback.Request{}
	for _, r := range requests {
		about[r.Subject] = append(about[r.Subject], r)
	}
	return about
}

func TestNobodyJoinsWhoCannotBeReviewedOrIsInACycleAlready(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.begins("2026 H2", "mlops-engineer", "UADA").Cycle.ID
		other := c.begins("Search", "ml-engineer", "UJUNO").Cycle.ID
		join := func(person string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := c.cycles.Join(tx, cycle, person)
				return err
			}
		}
		c.fails(reviews.ErrInCycle, join("UADA"))
		for person, want := range map[string]reviews.Refusal{
			"UOLA": {Reason: reviews.NoManager}, "UUMA": {Reason: reviews.NoFunction}, "UNONE": {Reason: reviews.NotMember},
			"UJUNO": {Reason: reviews.Overlaps, Cycle: "Search"},
		} {
			want.Subject = person
			if got := c.refusedWith(join(person)); len(got) != 1 || got[0] != want {
				t.Errorf("%s: %+v", person, got)
			}
		}
		c.leaves(other, "UJUNO")
		c.joins(cycle, "UJUNO")
		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.Cancel(tx, "2026 H2")
			return err
		})
		c.fails(reviews.ErrNotOpen, join("URAVI"))
	})
}

func TestWhatIsAskedAboutALeaverIsWithdrawnAndNothingIsEverShown(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UADA", "UJUNO", "URAVI")
		cycle := opened.Cycle.ID
		c.answers(opened.Requests, "UJUNO", 3)
		left := c.leaves(cycle, "UJUNO")
		if len(left.Givers) != len(byPerson(opened.Requests)["UJUNO"]) {
			t.Errorf("%d of %d givers are named", len(left.Givers), len(byPerson(opened.Requests)["UJUNO"]))
		}
		for _, r := range opened.Requests {
			c.do(func(tx *db.Tx) error {
				now, err := c.cycles.Feedback.Request(tx, r.Giver, r.ID)
				if (r.Subject == "UJUNO") == (now.State == feedback.Open) {
					t.Errorf("the request about %s is %s", r.Subject, now.State)
				}
				return err
			})
		}
		c.fails(reviews.ErrNotInCycle, func(tx *db.Tx) error {
			_, err := c.cycles.Leave(tx, cycle, "UJUNO")
			return err
		})
		c.fails(reviews.ErrLeft, func(tx *db.Tx) error {
			_, err := c.cycles.Join(tx, cycle, "UJUNO")
			return err
		})
		c.advances("2026 H2")
		for _, p := range c.compiles() {
			if p.Subject == "UJUNO" {
				t.Error("Juno has a packet")
			}
		}
		c.fails(reviews.ErrNotFound, func(tx *db.Tx) error {
			_, err := c.cycles.PacketFor(tx, "UMIA", "2026 H2", "UJUNO")
			return err
		})
	})
}

func TestALeaverDoesNotHideHowFarTheOthersAre(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened := c.opens("2026 H2", "mlops-engineer", "UADA", "UJUNO", "URAVI", "ULEA")
		c.leaves(opened.Cycle.ID, "ULEA")
		c.do(func(tx *db.Tx) error {
			shown, err := c.cycles.Show(tx, "2026 H2")
			if shown.Answers != feedback.Some || shown.Subjects != 3 {
				t.Errorf("shown is %q of %d", shown.Answers, shown.Subjects)
			}
			return err
		})
	})
}

func TestWhoLeftBeforeColleaguesWereAskedMayComeBack(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.begins("2026 H2", "mlops-engineer", "UADA").Cycle.ID
		c.leaves(cycle, "UADA")
		if joined := c.joins(cycle, "UADA"); !joined.Back {
			t.Errorf("it is %+v", joined)
		}
	})
}

func TestPacketsAndDigestsFollowTheManagerOfTheDay(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.opens("2026 H2", "mlops-engineer", "UADA").Cycle
		c.b.Clock.Advance(time.Hour)
		var change reviews.ManagerChange
		c.do(func(tx *db.Tx) (err error) {
			change, err = c.cycles.As("UDAN").ChangeManager(tx, "UADA", "UTOM", "2026-12-01")
			return err
		})
		if change.Now || change.Was != "UMIA" || change.Manager.ID != "UTOM" ||
			change.From.Format(time.RFC3339) != "2026-11-30T23:00:00Z" { // midnight in Berlin
			t.Errorf("it says %+v", change)
		}
		if e := c.record(cycle.ID)[0]; e.Kind != reviews.EventManager || e.Was != "UMIA" || e.Becomes != "UTOM" || e.FromOn != "2026-12-01" {
			t.Errorf("on record is %+v", e)
		}
		c.advances("2026 H2")
		if p := c.packet("UMIA", "2026 H2", "UADA"); p.Manager != "UMIA" {
			t.Errorf("Mia's packet is %+v", p)
		}
		c.b.Clock.Advance(8 * 24 * time.Hour)
		if packets := c.compiles(); len(packets) != 1 || packets[0].Manager != "UTOM" {
			t.Errorf("on the day %+v were made", packets)
		}
		c.fails(reviews.ErrNotFound, func(tx *db.Tx) error {
			_, err := c.cycles.PacketFor(tx, "UMIA", "2026 H2", "UADA")
			return err
		})
		for day, want := range map[string]error{
			"2026-11-30": reviews.ErrPast, "2028-01-01": reviews.ErrFar, "soon": reviews.ErrDay, "2026-12-02": people.ErrOwnManager,
		} {
			c.fails(want, func(tx *db.Tx) error {
				_, err := c.cycles.ChangeManager(tx, "UADA", "UADA", day)
				return err
			})
		}
	})
}

func TestNobodyIsInTwoCyclesThatAskColleagues(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.opens("2026 H2", "ml-engineer", "UJUNO")
		open := func(name string, subjects ...string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := c.cycles.Open(tx, reviews.New{Name: name, Template: "ml-engineer", Subjects: subjects})
				return err
			}
		}
		want := reviews.Refusal{Subject: "UJUNO", Reason: reviews.Overlaps, Cycle: "2026 H2"}
		if got := c.refusedWith(open("Search", "UJUNO", "URAVI")); len(got) != 1 || got[0] != want {
			t.Errorf("named, she is refused with %+v", got)
		}
		opened := c.begins("Everybody", "ml-engineer") // Juno and Ravi
		if !slices.Equal(opened.Subjects, []string{"URAVI"}) || !slices.Contains(opened.Refused, want) {
			t.Errorf("of everybody %v are in it, and %+v are left out", opened.Subjects, opened.Refused)
		}
		if got := c.refusedWith(open("Again")); len(got) != 2 {
			t.Errorf("nobody is left, and %+v are refused", got)
		}
		c.advances("2026 H2") // colleagues are done
		c.begins("Search", "ml-engineer", "UJUNO")
	})
}

func TestACircleOfManagersOpensNothing(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.do(func(tx *db.Tx) error { // no import takes it in
			_, err := tx.Exec(`insert into reporting_lines (person, manager, from_at) values ('UDAN', 'UADA', 1)`)
			return err
		})
		got := c.refusedWith(func(tx *db.Tx) error {
			_, err := c.cycles.Open(tx, reviews.New{Name: "2026 H2", Template: "mlops-engineer", Subjects: []string{"UADA"}})
			return err
		})
		if len(got) != 1 || got[0].Reason != reviews.InCircle {
			t.Errorf("refused with %+v", got)
		}
	})
}
