package reviews_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/people"
	"laurel/reviews"
)

// changed is a built-in template with some lines replaced.
func changed(t testing.TB, pairs ...string) string {
	t.Helper()
	for _, template := range reviews.BuiltIn() {
		if template.ID == "mlops-engineer" {
			for i := 0; i < len(pairs); i += 2 {
				if !strings.Contains(template.Text(), pairs[i]) {
					t.Fatalf("the template has no %q", pairs[i])
				}
			}
			return strings.NewReplacer(pairs...).Replace(template.Text())
		}
	}
	t.Fatal("there is no template")
	return ""
}

func TestATemplateSaysTheModeOfEachGroup(t *testing.T) {
	t.Parallel()
	for mode, want := range map[string]string{
		"mode: named":                      "named named",
		"mode: {colleagues: manager_only}": "manager_only manager_only",
		"upward: true\nmode:\n  colleagues: named\n  upward: confidential": "named confidential",
		"mode: anonymous":                          `line 7: "anonymous" is no mode; there are confidential, manager_only, named`,
		"mode: {colleagues: named, others: named}": "line 7: others is no group of mode",
		"mode: [named]":                            "line 7: mode takes one word",
		"mode: {colleagues: named, upward: named}": "line 7: a mode for upward needs upward: true",
		"upward: true\nmode: {upward: named}":      `is no mode`,
	} {
		template, err := reviews.ReadTemplate([]byte(changed(t, "mode: confidential", mode)))
		got := fmt.Sprint(template.Mode.Colleagues, " ", template.Mode.Upward)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s: %s", mode, got)
		}
	}
	few := []string{"need: 3", "need: 2"}
	if _, err := reviews.ReadTemplate([]byte(changed(t, append(few, "mode: confidential", "mode: named")...))); err != nil {
		t.Errorf("under names two answers are too few: %v", err)
	}
	upward := "upward: true\nmode: {colleagues: named, upward: confidential}"
	_, err := reviews.ReadTemplate([]byte(changed(t, append(few, "mode: confidential", upward)...)))
	if err == nil || !strings.Contains(err.Error(), "need must be at least 3") {
		t.Errorf("in confidence two answers are enough: %v", err)
	}
}

func (c *company) adds(pairs ...string) {
	c.t.Helper()
	text := changed(c.t, pairs...)
	c.do(func(tx *db.Tx) error {
		_, err := c.cycles.AddTemplate(tx, []byte(text), "UDAN")
		return err
	})
}

func TestWhereTooFewCanBeAskedInConfidenceNamesStillOpenTheCycle(t *testing.T) {
	few := directory[:strings.Index(directory, "URAVI")]
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		c := found(t, b, few)
		var refused reviews.Refused
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			_, err := c.cycles.Open(tx, reviews.New{Name: "2026 H2", Template: "mlops-engineer", Subjects: []string{"UADA"}})
			return err
		})
		if !errors.As(err, &refused) || refused.Refusals[0].Reason != reviews.TooFew || refused.Refusals[0].Need != 4 {
			t.Fatalf("in confidence: %v", err)
		}
		c.adds("mode: confidential", "mode: named")
		opened := c.opens("2026 H2", "mlops-engineer", "UADA")
		if n := len(opened.Requests); n == 0 || n >= 4 {
			t.Fatalf("%d are asked", n)
		}
		for _, r := range opened.Requests {
			if r.Mode != feedback.Named {
				t.Errorf("%s is asked %s", r.Giver, r.Mode)
			}
		}
	})
}

const threeMore = `UA1,Al One,a1@example.com,ML Engineer,UMIA,Europe/Berlin,platform
UA2,Al Two,a2@example.com,ML Engineer,UMIA,Europe/Berlin,platform
UA3,Al Three,a3@example.com,ML Engineer,UMIA,Europe/Berlin,platform
`

func TestWhoReportsToMiaIsAskedAboutHerInConfidenceOrNotAtAll(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.adds("mode: confidential", "upward: true\nmode: {colleagues: named, upward: confidential}")
		opened := c.opens("few", "mlops-engineer", "UMIA")
		for _, r := range opened.Requests {
			if r.Mode != feedback.Named || r.Giver == "UADA" || r.Giver == "UJUNO" {
				t.Errorf("%s is asked %s", r.Giver, r.Mode)
			}
		}
		short := false
		for _, s := range opened.Shortages {
			short = short || s.Upward && s.Have == 2 && s.Want == 4
		}
		if !short {
			t.Errorf("it lacks %+v", opened.Shortages)
		}

		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.Cancel(tx, "few")
			return err
		})
		c.imports(directory + threeMore)
		opened = c.opens("enough", "mlops-engineer", "UMIA")
		modes := map[feedback.Mode]int{}
		for _, r := range opened.Requests {
			modes[r.Mode]++
			upward := strings.Contains("UADA UJUNO UA1 UA2 UA3", r.Giver)
			if upward != (r.Mode == feedback.Confidential) {
				t.Errorf("%s is asked %s", r.Giver, r.Mode)
			}
		}
		if modes[feedback.Confidential] != 5 || modes[feedback.Named] != 5 {
			t.Errorf("asked are %v", modes)
		}
	})
}

func TestThePacketShowsNamesUnderTheirFunctionAndConfidencePooled(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.imports(directory + threeMore)
		c.adds("mode: confidential", "upward: true\nmode: {colleagues: manager_only, upward: confidential}")
		opened := c.opens("2026 H2", "mlops-engineer", "UMIA")
		c.answers(opened.Requests, "UMIA", 100)
		c.advances("2026 H2")
		packet := c.packet("UDAN", "2026 H2", "UMIA")
		if packet.Pooled != reviews.PooledReports || len(packet.Feedback[0].Extracts) != 5 || len(packet.Signed) != 5 {
			t.Fatalf("pooled are %s: %+v; signed: %+v", packet.Pooled, packet.Feedback, packet.Signed)
		}
		text := packet.Markdown()
		for _, part := range []string{
			"## People who report to Mia Torres", "## Data scientist", "### Ben Adeyemi", "## Software engineer", "### Lea Brandt",
			"For you only: Mia Torres doesn't see this", "- What worked, and its effect: The releases became calm",
		} {
			if !strings.Contains(text, part) {
				t.Errorf("it lacks %q:\n%s", part, text)
			}
		}
		pooled := text[strings.Index(text, "## People who report"):strings.Index(text, "## Data scientist")]
		if regexp.MustCompile("Ada|Juno|Al |ML engineer").MatchString(pooled) {
			t.Errorf("the pool names somebody:\n%s", pooled)
		}
		numbers := map[string]bool{}
		for _, n := range regexp.MustCompile(`\[F\d+\]`).FindAllString(text, -1) {
			if numbers[n] {
				t.Errorf("%s is there twice", n)
			}
			numbers[n] = true
		}
	})
}

// Whatever the roster and the limits: nobody is asked about more people than they may, and in confidence enough are asked
// or nobody is.
func TestBothGroupsKeepTheLimitsInAnyCompany(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		rapid.Check(t, func(t *rapid.T) {
			colleagues := rapid.SampledFrom(feedback.Modes).Draw(t, "colleagues")
			upward := rapid.SampledFrom(feedback.Modes).Draw(t, "upward")
			limit := rapid.IntRange(1, 4).Draw(t, "per giver")
			text := changed(c.t, "mode: confidential", fmt.Sprintf("upward: true\nmode: {colleagues: %s, upward: %s}", colleagues, upward),
				"per_giver: 4", fmt.Sprintf("per_giver: %d", limit))
			csv, over := roster(t), errors.New("over")
			err := c.b.DB.Do(t.Context(), func(tx *db.Tx) error {
				rows, err := people.ReadCSV(strings.NewReader(directory+csv), "people.csv")
				if err == nil {
					_, err = people.Import(tx, rows, "people.csv")
				}
				if err == nil {
					_, err = c.cycles.AddTemplate(tx, []byte(text), "UDAN")
				}
				if err != nil {
					return err
				}
				opened, err := c.cycles.Rehearse(tx, reviews.New{Name: "any", Template: "mlops-engineer"})
				if errors.As(err, &reviews.Refused{}) || errors.Is(err, reviews.ErrNoSubjects) {
					return over
				}
				if err == nil {
					keepsLimits(t, opened, limit, upward != colleagues)
					err = over
				}
				return err
			})
			if !errors.Is(err, over) {
				t.Fatal(err)
			}
		})
	})
}

// roster is some MLOps engineers in a line of managers of any shape.
func roster(t *rapid.T) string {
	var csv strings.Builder
	for i := range rapid.IntRange(0, 14).Draw(t, "people") {
		manager := "UMIA"
		if i > 0 {
			manager = fmt.Sprintf("UX%d", rapid.IntRange(0, i-1).Draw(t, "manager"))
		}
		fmt.Fprintf(&csv, "UX%d,Xa Number%d,x%d@example.com,MLOps Engineer,%s,Europe/Berlin,platform\n", i, i, i, manager)
	}
	return csv.String()
}

func keepsLimits(t *rapid.T, opened reviews.Opened, limit int, apart bool) {
	t.Helper()
	load, confidential := map[string]int{}, map[string]int{}
	for _, r := range opened.Requests {
		if load[r.Giver]++; load[r.Giver] > limit {
			t.Fatalf("%s is asked about %d people", r.Giver, load[r.Giver])
		}
		if r.Mode == feedback.Confidential {
			confidential[r.Subject]++
		}
	}
	for subject, n := range confidential {
		if n < feedback.Threshold+1 {
			t.Fatalf("%d are asked about %s in confidence (apart: %v)", n, subject, apart)
		}
	}
}
