package wins_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
)

func TestAFilterReadsWhatItAsksForNewestFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		name := addSix(t, b)
		many := make([]string, 2500)
		for i := range many {
			many[i] = fmt.Sprintf("U%04d", i)
		}
		for _, c := range []struct {
			f    wins.Filter
			want string
		}{
			{wins.Filter{}, "edcba"},
			{wins.Filter{Person: "UADA"}, "cba"},
			{wins.Filter{Person: "UADA", Status: wins.StatusRemoved}, "f"},
			{wins.Filter{Person: "UADA", Status: wins.AnyStatus}, "fcba"},
			{wins.Filter{People: []string{"UBEN", "UADA", "UBEN"}}, "dcba"},
			{wins.Filter{People: append([]string{"UZOE", "UADA", "UBEN"}, many...), Limit: 2}, "dc"},
			{wins.Filter{People: []string{}}, ""},
			{wins.Filter{Since: "2026-10-01", Until: "2026-11-01"}, "dcb"},
			{wins.Filter{Project: "RANKER"}, "dca"},
			{wins.Filter{Project: "ranker", People: []string{"UADA"}, Since: "2026-10-01"}, "c"},
			{wins.Filter{Visibilities: []string{wins.VisibilityManager, wins.VisibilityFeedback}, Person: "UADA"}, "ca"},
			{wins.Filter{Search: "über"}, "e"},
			{wins.Filter{Search: "100%"}, "a"},
			{wins.Filter{Search: "_"}, ""},
			{wins.Filter{Words: []string{"ER", "Über"}}, "e"},
			{wins.Filter{Words: []string{"über", "nowhere"}}, ""},
			{wins.Filter{Limit: 1}, "e"},
			{wins.Filter{Limit: -1}, "edcba"},
			{wins.Filter{Person: "' or 1=1 --"}, ""},
		} {
			got := ""
			for _, w := range list(t, b, c.f) {
				got += name[w.ID]
			}
			if got != c.want {
				t.Errorf("%+v reads %q, want %q", c.f, got, c.want)
			}
			if n := count(t, b, c.f); c.f.Limit <= 0 && n != len(c.want) || n < len(c.want) {
				t.Errorf("%+v counts %d of %q", c.f, n, c.want)
			}
		}
	})
}

func TestPagesOfAListHoldEachWinOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		addSix(t, b)
		all, paged, f := list(t, b, wins.Filter{}), []wins.Win{}, wins.Filter{Limit: 2}
		for page := list(t, b, f); len(page) > 0; page = list(t, b, f) {
			paged, f.After = append(paged, page...), page[len(page)-1].Place()
		}
		if diff := cmp.Diff(all, paged); diff != "" {
			t.Error(diff)
		}
		if n := count(t, b, f); n != len(all) {
			t.Errorf("the last page counts %d", n)
		}
	})
}

// addSix adds six wins, the last of them removed, and returns their names, a to f, by id.
func addSix(t testing.TB, b dbtest.Base) map[string]string {
	t.Helper()
	name := map[string]string{}
	for _, n := range []struct{ name, person, text, day, visibility string }{
		{"a", "UADA", "One 100% of #ranker", "2026-09-01", wins.VisibilityManager},
		{"b", "UADA", "Two of #churn", "2026-10-01", wins.VisibilityPrivate},
		{"c", "UADA", "Three of #Ranker", "2026-11-01", wins.VisibilityFeedback},
		{"d", "UBEN", "Four of #ranker", "2026-11-01", wins.VisibilityManager},
		{"e", "UJUNO", "Five ÜBER 100 days", "2026-11-02", wins.VisibilityManager},
		{"f", "UADA", "Six", "2026-11-03", wins.VisibilityManager}, // removed
	} {
		w := add(t, b, wins.New{
			Person: n.person, Text: n.text, OccurredOn: n.day, Visibility: n.visibility, Source: wins.SourceModal,
		})
		name[w.ID] = n.name
		if n.name == "f" {
			remove(t, b, "UADA", w.ID)
		}
		b.Clock.Advance(time.Second)
	}
	return name
}

func TestAListHoldsEachWinWithItsOwnParts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		add(t, b, wins.New{Person: "UADA", Text: "Plain", Source: wins.SourceCommand, OccurredOn: "2026-11-01"})
		add(t, b, wins.New{Person: "UBEN", Text: latency, Source: wins.SourceCommand, OccurredOn: "2026-11-02"})
		witness(t, b, "UJUNO", "10", "Seen https://a.example https://b.example")
		found := list(t, b, wins.Filter{})
		if len(found) != 3 {
			t.Fatalf("read %d", len(found))
		}
		for i, want := range []struct {
			witnesses           string
			links, contributors []string
		}{
			{"UJUNO", []string{"https://a.example", "https://b.example"}, []string{}},
			{"", []string{"https://runs.example/42"}, []string{"UADA"}},
			{"", []string{}, []string{}},
		} {
			w := found[i]
			if diff := cmp.Diff([][]string{want.links, want.contributors}, [][]string{w.Links, w.Contributors}); diff != "" ||
				witnesses(w) != want.witnesses {
				t.Errorf("%d: %s %s", i, diff, witnesses(w))
			}
		}
	})
}

func TestColleaguesAreListedStrongestFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		witness(t, b, "UWIT", "10", "Shipped it")  // Wit saw Ada's win
		witness(t, b, "UGONE", "10", "Shipped it") // and so did somebody
		unwitness(t, b, "UGONE", "11")             // who took it back
		witness(t, b, "UADA", "10", "Shipped it")  // nobody is their own colleague
		for _, n := range []struct{ person, text, day, visibility string }{
			{"UADA", "#ranker with <@UBEN> and <@UTIE2>", "2026-11-01", ""},
			{"UADA", "#churn with <@UBEN> and <@UTIE1>", "2026-11-02", ""},
			{"UBEN", "#ranker with <@UADA>", "2026-11-03", ""},
			{"UPAL", "#ranker again", "2026-11-03", ""},
			{"UPAL", "#ranker and again", "2026-11-03", ""},
			{"UPAL", "#churn", "2026-11-03", ""},
			{"UOLD", "#ranker", "2026-01-01", ""},
			{"UADA", "with <@USECRET>", "2026-11-03", wins.VisibilityPrivate},
			{"UEVE", "#unrelated with <@UBEN>", "2026-11-03", ""},
		} {
			add(t, b, wins.New{
				Person: n.person, Text: n.text, OccurredOn: n.day, Visibility: n.visibility, Source: wins.SourceModal,
			})
		}
		read(t, b, func(tx *db.Tx) error {
			got, err := wins.Colleagues(tx, "UADA", "2026-06-01")
			want := []wins.Colleague{
				{Person: "UBEN", Contributor: 3, Projects: 1},
				{Person: "UPAL", Projects: 2},
				{Person: "UTIE1", Contributor: 1},
				{Person: "UTIE2", Contributor: 1},
				{Person: "UWIT", Witness: 1},
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if err != nil {
				return err
			}
			wit, err := wins.Colleagues(tx, "UWIT", "")
			if diff := cmp.Diff([]wins.Colleague{{Person: "UADA", Witness: 1}}, wit); diff != "" {
				t.Error(diff)
			}
			return err
		})
	})
}

func BenchmarkListOfAThousandAmongFiftyThousand(b *testing.B) {
	for name, open := range bases {
		b.Run(name, func(b *testing.B) {
			base := open(b)
			fill(b, base)
			b.Run("list", func(b *testing.B) {
				for b.Loop() {
					if n := len(list(b, base, wins.Filter{Person: "U0007"})); n != 1000 {
						b.Fatal(n)
					}
				}
			})
			b.Run("overview", func(b *testing.B) {
				for b.Loop() {
					read(b, base, func(tx *db.Tx) error {
						o, err := wins.Oversee(tx, "U0007", 6, tx.Now())
						if o.Kept != 1000 {
							b.Fatal(o.Kept)
						}
						return err
					})
				}
			})
			b.Run("colleagues", func(b *testing.B) {
				for b.Loop() {
					read(b, base, func(tx *db.Tx) error {
						_, err := wins.Colleagues(tx, "U0108", "2026-06-01")
						return err
					})
				}
			})
		})
	}
}

func count(t testing.TB, b dbtest.Base, f wins.Filter) (n int) {
	t.Helper()
	read(t, b, func(tx *db.Tx) (err error) {
		n, err = wins.Count(tx, f)
		return err
	})
	return n
}

// fill adds 1,000 wins of one person, and 49,000 of 2,450 others, who work in groups of ten on a project each.
func fill(b *testing.B, base dbtest.Base) {
	b.Helper()
	write(b, base, func(tx *db.Tx) error {
		for i := range 50_000 {
			person := i % 2450
			if i >= 49_000 {
				person = 7
			} else if person == 7 {
				person = 8
			}
			text := fmt.Sprintf("Cut latency of #project%d from %d ms to 80 ms with <@U%04d>",
				person/10, 100+i%50, (person+1)%2450)
			_, err := wins.Add(tx, wins.New{Person: fmt.Sprintf("U%04d", person), Text: text, Source: wins.SourceImport})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if base.DB.Postgres() {
		write(b, base, func(tx *db.Tx) error { _, err := tx.Exec(`analyze`); return err })
	}
}
