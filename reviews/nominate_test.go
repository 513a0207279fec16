package reviews_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
	"laurel/wins"
)

func (c *company) nomination(reader, cycle, subject string) (n reviews.Nomination, err error) {
	c.t.Helper()
	err = c.b.DB.Do(context.Background(), func(tx *db.Tx) (err error) {
		n, err = c.cycles.Nomination(tx, reader, cycle, subject)
		return err
	})
	return n, err
}

func (c *company) nominates(subject, cycle string, nominees, never []string) (n reviews.Nomination, err error) {
	c.t.Helper()
	err = c.b.DB.Do(context.Background(), func(tx *db.Tx) (err error) {
		n, err = c.cycles.Nominate(tx, subject, cycle, nominees, never)
		return err
	})
	return n, err
}

func (c *company) changes(manager string, seen reviews.Nomination, nominees, never []string) (out []string, err error) {
	c.t.Helper()
	err = c.b.DB.Do(context.Background(), func(tx *db.Tx) (err error) {
		_, out, err = c.cycles.ChangeNominees(tx, manager, seen.Cycle.ID, seen.Subject.ID, seen.NominatedAt, nominees, never)
		return err
	})
	return out, err
}

func TestOnlyTheSubjectAndTheirManagerKnowOfANomination(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.begins("2026 H2", "mlops-engineer", "UADA").Cycle.ID
		if _, err := c.nominates("UADA", cycle, []string{"UBEN", "USAM"}, []string{"UPIA"}); err != nil {
			t.Fatal(err)
		}
		mine, err := c.nomination("UADA", cycle, "UADA")
		if err != nil || !slices.Equal(mine.IDs(), []string{"UBEN", "USAM"}) || !slices.Equal(mine.Never, []string{"UPIA"}) {
			t.Fatalf("Ada sees %+v, %v", mine, err)
		}
		mias, err := c.nomination("UMIA", cycle, "UADA")
		if err != nil || !mias.Waits() || len(mias.Nominees) != 2 || len(mias.Never) != 0 {
			t.Fatalf("Mia sees %+v, %v", mias, err)
		}
		for _, other := range []string{"UBEN", "UTOM", "UDAN", "", "UNONE"} {
			if _, err := c.nomination(other, cycle, "UADA"); !errors.Is(err, reviews.ErrNotFound) {
				t.Errorf("%s sees it: %v", other, err)
			}
		}
		for _, subject := range []string{"UJUNO", "UNONE", ""} {
			if _, err := c.nomination("UMIA", cycle, subject); !errors.Is(err, reviews.ErrNotFound) {
				t.Errorf("Mia sees one of %q: %v", subject, err)
			}
		}
		if _, err := c.nomination("UADA", "nonsense", "UADA"); !errors.Is(err, reviews.ErrNotFound) {
			t.Errorf("no cycle: %v", err)
		}
	})
}

func TestAListIsRefusedWithEverythingThatIsWrongAndNothingIsStored(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.do(func(tx *db.Tx) error {
			_, err := people.Meet(tx, people.Profile{ID: "UGUS", Name: "Gus Hart", Guest: true})
			return err
		})
		cycle := c.begins("2026 H2", "mlops-engineer", "UADA").Cycle.ID
		_, err := c.nominates("UADA", cycle, []string{"UADA", "UMIA", "UGUS", "UUMA", "UOLA", "UNONE"},
			[]string{"UADA", "UBEN", "USAM", "ULEA", "UPIA", "URAVI"})
		var bad reviews.BadNominees
		if !errors.As(err, &bad) {
			t.Fatal(err)
		}
		got := map[string]feedback.Bar{}
		for _, b := range bad.Bad {
			got[b.Person.ID] = b.Why
		}
		want := map[string]feedback.Bar{
			"UADA": feedback.BarSelf, "UMIA": feedback.BarManager, "UGUS": feedback.BarNotMember,
			"UUMA": feedback.BarNoFunction, "UOLA": feedback.BarNoPlace, "UNONE": reviews.BarUnknown,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if bad.Named != 6 || bad.Most != 4 || bad.Left != 6 || bad.LeaveOut != 2 || !slices.Equal(bad.Both, []string{"UADA"}) {
			t.Errorf("it says %+v", bad)
		}
		n, err := c.nomination("UADA", cycle, "UADA")
		if err != nil || len(n.Nominees)+len(n.Never) != 0 || !n.NominatedAt.IsZero() {
			t.Errorf("stored is %+v, %v", n, err)
		}
	})
}

func TestWhomAManagerAddsStaysTheirsAndTheSubjectsChangeWaitsAnew(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.begins("2026 H2", "mlops-engineer", "UADA").Cycle.ID
		seen, err := c.nominates("UADA", cycle, []string{"UBEN", "USAM"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		out, err := c.changes("UMIA", seen, []string{"ULEA", "USAM"}, []string{"UPIA"})
		if err != nil || !slices.Equal(out, []string{"UBEN"}) {
			t.Fatalf("off the list is %v, %v", out, err)
		}
		mine, _ := c.nomination("UADA", cycle, "UADA")
		mias, _ := c.nomination("UMIA", cycle, "UADA")
		if !slices.Equal(mine.IDs(), []string{"USAM"}) || !slices.Equal(mias.IDs(), []string{"USAM", "ULEA"}) ||
			mias.Waits() || mias.ApprovedBy != "UMIA" || len(mine.Never) != 0 {
			t.Fatalf("Ada sees %+v, Mia %+v", mine, mias)
		}
		if n, err := c.nominates("UADA", cycle, []string{"USAM"}, nil); err != nil || n.ApprovedAt.IsZero() {
			t.Errorf("the same list again waits: %+v, %v", n, err)
		}
		c.b.Clock.Advance(1e9)
		if _, err := c.nominates("UADA", cycle, []string{"URAVI", "UBEN", "USAM"}, nil); err != nil {
			t.Fatal(err)
		}
		mias, _ = c.nomination("UMIA", cycle, "UADA")
		if !mias.Waits() || !slices.Equal(mias.IDs(), []string{"URAVI", "UBEN", "USAM", "ULEA"}) {
			t.Errorf("Mia sees %+v", mias)
		}
		if _, err := c.changes("UMIA", seen, nil, nil); !errors.Is(err, reviews.ErrListChanged) {
			t.Errorf("what she saw is past: %v", err)
		}
	})
}

func TestWhenTheStageEndsListsCountAsApprovedAndConflictsHold(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.begins("2026 H2", "mlops-engineer", "UADA").Cycle.ID
		if _, err := c.nominates("UADA", cycle, []string{"ULEA", "UDAN"}, []string{"UBEN"}); err != nil {
			t.Fatal(err)
		}
		advanced := c.advances("2026 H2")
		for advanced.To != reviews.StagePeer {
			if _, err := c.nominates("UADA", cycle, nil, nil); !errors.Is(err, reviews.ErrNotOpen) {
				t.Errorf("it can still be changed: %v", err)
			}
			advanced = c.advances("2026 H2")
		}
		var asked []string
		for _, r := range advanced.Requests {
			asked = append(asked, r.Giver)
		}
		if !slices.Contains(asked, "ULEA") || !slices.Contains(asked, "UDAN") || slices.Contains(asked, "UBEN") {
			t.Errorf("asked are %v", asked)
		}
	})
}

func TestColleaguesAreSuggestedWithWhy(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.wins("UADA", "", "manager", "Cut p99 of #ranker from 120 ms to 80 ms with <@UBEN>")
		c.wins("UADA", "", "manager", "Rollback of #feature-store takes 4 min with <@UBEN> and <@UMIA>")
		c.wins("UBEN", "", "manager", "The #ranker A/B test is live")
		c.wins("UPIA", "", "private", "Only mine: #ranker")
		c.wins("ULEA", "", "feedback", "Launched the page that #feature-store feeds")
		c.do(func(tx *db.Tx) error {
			_, _, err := wins.Witnessed(tx, wins.Reaction{
				By: "USAM", Emoji: "trophy", EventTS: "1793600000.000001", Author: "UADA", Text: "Shipped the canary",
				Where: wins.Where{Channel: "CML", TS: "1793600000.000000"},
			})
			return err
		})
		cycle := c.begins("2026 H2", "mlops-engineer", "UADA").Cycle.ID
		n, err := c.nomination("UADA", cycle, "UADA")
		if err != nil {
			t.Fatal(err)
		}
		var list []reviews.Suggestion
		c.do(func(tx *db.Tx) (err error) {
			list, err = c.cycles.Suggest(tx, n)
			return err
		})
		var got []string
		for _, s := range list {
			got = append(got, fmt.Sprint(s.Person.ID, s.Together, s.Witness, s.Projects))
		}
		if diff := cmp.Diff([]string{"UBEN2 0 [ranker]", "ULEA0 0 [feature-store]", "USAM0 1 []"}, got); diff != "" {
			t.Error(strings.ReplaceAll(diff, "\u00a0", " "))
		}
	})
}

func TestTheManagerOfRecordDecides(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		cycle := c.begins("2026 H2", "mlops-engineer", "UADA").Cycle.ID
		seen, err := c.nominates("UADA", cycle, []string{"ULEA"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		c.do(func(tx *db.Tx) error { return c.cycles.MarkTold(tx, cycle, "UADA", "UMIA", "2026-11-23") })
		untold := func() (list []reviews.Nomination) {
			c.do(func(tx *db.Tx) (err error) {
				list, err = c.cycles.Untold(tx)
				return err
			})
			return list
		}
		if list := untold(); len(list) != 0 {
			t.Errorf("untold %+v", list)
		}
		c.imports(strings.Replace(directory, "MLOps Engineer,UMIA", "MLOps Engineer,UTOM", 1))
		c.b.Clock.Advance(1e9)
		if list := untold(); len(list) != 1 || list[0].Subject.Manager != "UTOM" {
			t.Errorf("untold %+v", list)
		}
		if _, err := c.changes("UMIA", seen, nil, nil); !errors.Is(err, reviews.ErrNotFound) {
			t.Errorf("Mia still decides: %v", err)
		}
		if out, err := c.changes("UTOM", seen, nil, nil); err != nil || len(out) != 1 {
			t.Errorf("Tom can't decide: %v, %v", out, err)
		}
		c.do(func(tx *db.Tx) error {
			_, err := people.Meet(tx, people.Profile{ID: "UTOM", Name: "Tom Lindqvist", Deleted: true})
			return err
		})
		if n, err := c.nomination("UADA", cycle, "UADA"); err != nil || n.Subject.Manager != "" {
			t.Errorf("a manager who left: %+v, %v", n, err)
		}
		if _, err := c.nomination("UTOM", cycle, "UADA"); !errors.Is(err, reviews.ErrNotFound) {
			t.Errorf("Tom, who left, sees it: %v", err)
		}
	})
}

// Whatever is named, changed and left out: nobody is asked who is not to be, nor all who are asked are on the list.
func TestNobodyIsAskedWhoIsNotToBe(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		all := []string{"UDAN", "UMIA", "UTOM", "UADA", "UJUNO", "URAVI", "UBEN", "USAM", "UPIA", "ULEA", "UOLA", "UUMA", "UNONE"}
		round := 0
		rapid.Check(t, func(r *rapid.T) {
			if round++; round > 25 {
				return
			}
			name := fmt.Sprint("Round ", round)
			cycle := c.begins(name, "mlops-engineer", "UADA").Cycle.ID
			some := func(what string, most int) []string {
				return rapid.SliceOfNDistinct(rapid.SampledFrom(all), 0, most, rapid.ID).Draw(r, what)
			}
			for range rapid.IntRange(0, 4).Draw(r, "acts") {
				c.b.Clock.Advance(1e9)
				nominees, never := some("nominees", 5), some("never", 3)
				if rapid.Bool().Draw(r, "manager") {
					seen, err := c.nomination("UADA", cycle, "UADA")
					if err != nil {
						r.Fatal(err)
					}
					_, _ = c.changes("UMIA", seen, nominees, never)
				} else {
					_, _ = c.nominates("UADA", cycle, nominees, never)
				}
			}
			mine, _ := c.nomination("UADA", cycle, "UADA")
			mias, err := c.nomination("UMIA", cycle, "UADA")
			if err != nil || len(mias.Nominees) > mias.Most {
				r.Fatalf("on the list are %v, %v", mias.IDs(), err)
			}
			advanced := c.advances(name)
			for advanced.To != reviews.StagePeer {
				advanced = c.advances(name)
			}
			named := 0
			for _, request := range advanced.Requests {
				if slices.Contains(mine.Never, request.Giver) || slices.Contains(mias.Never, request.Giver) {
					r.Fatalf("%s is asked", request.Giver)
				}
				if slices.Contains(mias.IDs(), request.Giver) {
					named++
				}
			}
			if named > 4 {
				r.Fatalf("%d nominees are asked", named)
			}
			for _, shortage := range advanced.Shortages {
				if shortage.Nominee != "" && shortage.Reason == feedback.NotAllowed {
					r.Fatalf("a list was taken with %s, who can't be asked", shortage.Nominee)
				}
			}
			c.do(func(tx *db.Tx) error {
				_, err := c.cycles.Cancel(tx, name)
				return err
			})
		})
	})
}
