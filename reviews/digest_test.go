package reviews_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/db"
	"laurel/reviews"
)

func TestADigestTellsWhatTheTeamRecordedLastWeek(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		monday := c.b.Clock.Now().Truncate(24 * time.Hour)
		c.b.Clock.Set(monday.Add(-time.Minute))
		c.wins("UADA", "", "manager", "Before midnight: the p95 latency of #ranker from 95 ms to 61 ms")
		c.wins("UJUNO", "", "private", "Only mine: a bad week")
		c.wins("URAVI", "", "manager", "Of another team: calibrated the #fraud model")
		c.b.Clock.Set(monday.Add(-8 * 24 * time.Hour))
		c.wins("UADA", "", "manager", "Too long ago: the canary of #ranker")
		c.b.Clock.Set(monday.Add(10 * time.Hour))
		c.opens("2026 H2", "mlops-engineer", "UADA")
		digest := func() (d reviews.Digest) {
			c.do(func(tx *db.Tx) (err error) {
				d, err = c.cycles.Digest(tx, "UMIA", monday.AddDate(0, 0, -7), monday)
				return err
			})
			return d
		}
		d := digest()
		if d.Wins != 1 || d.Reports != 2 || len(d.People) != 1 || d.People[0].Person.ID != "UADA" ||
			len(d.People[0].Wins) != 1 || len(d.Waiting) != 0 || d.Empty() {
			t.Fatalf("the digest is %+v", d)
		}
		ends := c.advances("2026 H2").Cycle.StageEndsAt
		want := []reviews.Waiting{{Kind: reviews.WaitingEvaluate, CycleName: "2026 H2", Subject: "UADA", Until: ends}}
		d = digest()
		d.Waiting[0].Cycle = ""
		if diff := cmp.Diff(want, d.Waiting); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestADigestIsDueOnMondayMorningByTheManagersClock(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		due := func(at string) (managers []string) {
			now, err := time.Parse("2006-01-02 15:04", at)
			if err != nil {
				t.Fatal(err)
			}
			c.do(func(tx *db.Tx) error {
				all, err := c.cycles.Digests(tx, now)
				for _, d := range all {
					managers = append(managers, d.Manager+" "+d.Week)
				}
				return err
			})
			return managers
		}
		for at, want := range map[string][]string{
			"2026-11-22 23:00": nil,
			"2026-11-23 07:59": nil,
			"2026-11-23 08:00": {"UMIA 2026-W48"}, // 09:00 in Berlin
			"2026-11-23 14:00": {"UDAN 2026-W48", "UMIA 2026-W48", "UTOM 2026-W48"},
			"2026-11-25 08:01": {"UDAN 2026-W48", "UTOM 2026-W48"},
			"2026-11-25 14:01": nil,
			"2026-10-26 07:59": nil, // the clocks went back the day before
			"2026-10-26 08:00": {"UMIA 2026-W44"},
			"2027-01-04 08:00": {"UMIA 2027-W01"},
		} {
			if d := cmp.Diff(want, due(at)); d != "" {
				t.Errorf("at %s:\n%s", at, d)
			}
		}
		c.imports(strings.Replace(directory, "Engineering Manager,UDAN,Europe/Berlin", "Engineering Manager,UDAN,Asia/Tehran", 1))
		c.do(func(tx *db.Tx) error { // that Monday began at one o'clock in Tehran
			all, err := c.cycles.Digests(tx, time.Date(2021, time.March, 22, 5, 0, 0, 0, time.UTC))
			from, until := time.Date(2021, 3, 14, 20, 30, 0, 0, time.UTC), time.Date(2021, 3, 21, 20, 30, 0, 0, time.UTC)
			if err == nil && (!all[0].From.Equal(from) || !all[0].Until.Equal(until) || all[0].Week != "2021-W12") {
				t.Errorf("in Tehran the week %s is %v to %v", all[0].Week, all[0].From, all[0].Until)
			}
			return err
		})
		c.imports(directory)
		c.do(func(tx *db.Tx) error {
			all, err := c.cycles.Digests(tx, time.Date(2026, time.October, 26, 8, 0, 0, 0, time.UTC))
			from, until := time.Date(2026, 10, 18, 22, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 23, 0, 0, 0, time.UTC)
			if err == nil && (!all[0].From.Equal(from) || !all[0].Until.Equal(until)) {
				t.Errorf("the week is %v to %v", all[0].From, all[0].Until)
			}
			return err
		})
	})
}
