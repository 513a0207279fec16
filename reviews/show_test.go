package reviews_test

import (
	"testing"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/reviews"
)

func TestTheBandIsShownToWhoRunsTheCycleAndToNoSubjectOrManager(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.imports(manyPeople(20))
		opened := c.opens("2026 H2", "ml-engineer", "UJUNO", "U00000", "U00001")
		if len(opened.Requests) != 15 {
			t.Fatalf("%d requests", len(opened.Requests))
		}
		c.answers(opened.Requests, "UJUNO", 5)
		for viewer, want := range map[string]feedback.Band{
			"UDAN": feedback.Some, "UADA": feedback.Some, // Dana's reports' reports and Ada's team are none of theirs
			"UJUNO": feedback.Hidden, "U00001": feedback.Hidden, "UMIA": feedback.Hidden, "UTOM": feedback.Hidden,
		} {
			if shown := c.shownTo(viewer); shown.Answers != want || shown.Subjects != 3 || len(shown.Stages) != 7 {
				t.Errorf("%s sees %+v", viewer, shown)
			}
		}
		if shown := c.shows(); shown.Answers != feedback.Some || shown.Subjects != 3 {
			t.Errorf("shows %+v", shown)
		}
		c.advances("2026 H2")
		if shown := c.shows(); shown.Answers != feedback.Hidden {
			t.Errorf("after the seal it shows %+v", shown)
		}
	})
}

func TestACycleThatWasCancelledShowsNoBand(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.imports(manyPeople(20))
		c.opens("2026 H2", "ml-engineer", "UJUNO", "U00000", "U00001")
		if shown := c.shows(); shown.Answers != feedback.Some {
			t.Fatalf("shows %+v", shown)
		}
		c.do(func(tx *db.Tx) error {
			_, err := c.cycles.Cancel(tx, "2026 H2")
			return err
		})
		if shown := c.shows(); shown.Answers != feedback.Hidden {
			t.Errorf("shows %+v", shown)
		}
	})
}

func (c *company) shows() (shown reviews.Progress) {
	c.t.Helper()
	c.do(func(tx *db.Tx) (err error) {
		shown, err = c.cycles.Show(tx, "2026 H2")
		return err
	})
	return shown
}

func (c *company) shownTo(viewer string) (shown reviews.Progress) {
	c.t.Helper()
	c.do(func(tx *db.Tx) (err error) {
		shown, err = c.cycles.ShowFor(tx, viewer, "2026 H2")
		return err
	})
	return shown
}
