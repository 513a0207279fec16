package reviews_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// everywhere is people who are asked about Ada, each somewhere else.
const everywhere = `slack_id,name,email,role,manager,timezone,team
UDAN,Dana Whitfield,dana@example.com,Director,,America/New_York,
UMIA,Mia Torres,mia@example.com,Engineering Manager,UDAN,Europe/Berlin,platform
UADA,Ada Osei,ada@example.com,MLOps Engineer,UMIA,Europe/Berlin,platform
UBER,Bea Ruhl,bea@example.com,Data Scientist,UMIA,Europe/Berlin,platform
ULOS,Lou Vance,lou@example.com,Software Engineer,UMIA,America/Los_Angeles,platform
USEO,Seo Yun,seo@example.com,Product Manager,UMIA,Asia/Seoul,platform
UAUC,Awa Tane,awa@example.com,ML Engineer,UMIA,Pacific/Auckland,platform
`

// told lists when each giver is told of what they are asked, by their own clock, until the stage ends and nobody answers.
func (c *company) told(name string) map[string][]string {
	c.t.Helper()
	told := map[string][]string{}
	requests := c.opens(name, "mlops-engineer", "UADA").Requests
	c.do(func(tx *db.Tx) error {
		_, err := c.cycles.PlanAsking(tx, requests[0].Cycle, requests)
		return err
	})
	for c.b.Clock.Now().Before(requests[0].DueAt) {
		var due []string
		c.do(func(tx *db.Tx) (err error) {
			due, err = c.cycles.TellingDue(tx, 100)
			return err
		})
		for _, giver := range due {
			c.do(func(tx *db.Tx) error {
				telling, err := c.cycles.TakeTelling(tx, giver)
				if err == nil && telling.Day != "" {
					at := tx.Now().In(telling.Reader.Location(time.UTC))
					told[giver] = append(told[giver], at.Format("Mon 2 Jan 15:04"))
				}
				return err
			})
		}
		c.b.Clock.Advance(15 * time.Minute)
	}
	return told
}

func TestEachIsToldAndRemindedOnTheDaysOfTheirOwnCalendar(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.imports(everywhere)
		// From Monday, 23 November, 10:00 in Berlin until Monday, 7 December, 17:00: that is 8:00 in Los Angeles, where the
		// last working day is the Friday, and Tuesday in the east.
		want := map[string][]string{
			"UBER": {"Mon 23 Nov 10:00", "Thu 26 Nov 09:30", "Thu 3 Dec 09:30", "Mon 7 Dec 09:30"},
			"ULOS": {"Mon 23 Nov 09:30", "Thu 26 Nov 09:30", "Wed 2 Dec 09:30", "Fri 4 Dec 09:30"},
			"USEO": {"Tue 24 Nov 09:30", "Fri 27 Nov 09:30", "Thu 3 Dec 09:30", "Mon 7 Dec 09:30"},
			"UAUC": {"Tue 24 Nov 09:30", "Fri 27 Nov 09:30", "Thu 3 Dec 09:30", "Mon 7 Dec 09:30"},
		}
		got := c.told("2026 H2")
		for giver := range want {
			if diff := cmp.Diff(want[giver], got[giver]); diff != "" {
				t.Errorf("%s (-want +got):\n%s", giver, diff)
			}
		}
	})
}

func TestHolidaysOfTheTemplateAreNoDaysToWrite(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.imports(everywhere)
		all := reviews.BuiltIn()
		own := all[slices.IndexFunc(all, func(t reviews.Template) bool { return t.ID == "mlops-engineer" })].Text()
		own = strings.Replace(own, "\nremind:", "\ncalendar: {holidays: [2026-11-23, 2026-11-27, 2026-12-07]}\nremind:", 1)
		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.AddTemplate(tx, []byte(own), "UDAN")
			return err
		})
		want := []string{"Tue 24 Nov 09:30", "Mon 30 Nov 09:30", "Fri 4 Dec 09:30", "Wed 9 Dec 09:30"}
		if diff := cmp.Diff(want, c.told("2026 H2")["UBER"]); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestADeclineIsNotTakenBackByWhoMayNotBeAsked(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.imports(everywhere)
		asked := c.opens("2026 H2", "mlops-engineer", "UADA").Requests
		decline := func(r feedback.Request, why feedback.Why) people.Person {
			var giver people.Person
			c.do(func(tx *db.Tx) (err error) {
				if err = c.cycles.Decline(tx, r.Giver, r.ID, why, ""); err == nil {
					giver, err = people.Get(tx, r.Giver)
				}
				return err
			})
			return giver
		}
		for _, why := range []feedback.Why{feedback.WhyConflict, feedback.WhyBusy} {
			giver := decline(asked[0], why)
			c.do(func(tx *db.Tx) error { return c.cycles.TakeUp(tx, giver, asked[0].ID) })
		}
		giver := decline(asked[0], feedback.WhyOther)
		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.As("UDAN").Swap(tx, asked[0].Cycle, reviews.Swap{Subject: "UADA", Out: giver.ID})
			return err
		})
		c.fails(feedback.ErrReplaced, func(tx *db.Tx) error { return c.cycles.TakeUp(tx, giver, asked[0].ID) })
	})
}
