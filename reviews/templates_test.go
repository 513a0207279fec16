package reviews_test

import (
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/reviews"
)

func TestAnAdminsTemplateStandsBeforeTheBuiltInOneAndOpenCyclesKeepTheirs(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		before := c.opens("before", "mlops-engineer", "UADA")
		var own string
		for _, template := range reviews.BuiltIn() {
			if template.ID == "mlops-engineer" {
				own = strings.NewReplacer("title: Peer review, days: 10", "title: Colleagues, days: 3",
					"title: MLOps engineer", "title: Our operators").Replace(template.Text())
			}
		}
		for range 2 {
			c.do(func(tx *db.Tx) error {
				_, err := c.cycles.AddTemplate(tx, []byte(own), "UDAN")
				return err
			})
		}
		c.advances("before") // colleagues are done: Ada may be in another cycle
		after := c.opens("after", "mlops-engineer", "UADA")
		if title := after.Cycle.StageTitle(reviews.StagePeer); title != "Colleagues" {
			t.Errorf("the new cycle's stage is %s", title)
		}
		if days := after.Cycle.StageEndsAt.Sub(before.Cycle.StageEndsAt); days > -9*24*time.Hour+24*time.Hour {
			t.Errorf("it ends %v after the other", days)
		}
		if title := before.Cycle.StageTitle(reviews.StagePeer); title != "Peer review" {
			t.Errorf("the old cycle's stage is %s", title)
		}
		c.do(func(tx *db.Tx) error {
			all, err := c.cycles.Templates(tx)
			if len(all) != 2 || all[1].Title != "Our operators" {
				t.Errorf("the list is %v", all)
			}
			return err
		})
		c.do(func(tx *db.Tx) error { return c.cycles.RemoveTemplate(tx, "mlops-engineer") })
		c.fails(reviews.ErrUnknownTemplate, func(tx *db.Tx) error { return c.cycles.RemoveTemplate(tx, "mlops-engineer") })
		c.do(func(tx *db.Tx) error {
			template, err := c.cycles.Template(tx, "mlops-engineer")
			if template.Title != "MLOps engineer" {
				t.Errorf("the built-in one is %s", template.Title)
			}
			return err
		})
		if to := c.advances("after").To; to != reviews.StageManager {
			t.Errorf("the cycle whose template is gone goes to %q", to)
		}
		c.fails(reviews.ErrUnknownTemplate, func(tx *db.Tx) error {
			_, err := c.cycles.Template(tx, "sales")
			return err
		})
	})
}
