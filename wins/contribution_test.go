package wins_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
)

// ask asks those named in a win, all of whom can be asked but UGUS.
func ask(t testing.TB, b dbtest.Base, id string) (all []wins.Asked) {
	t.Helper()
	write(t, b, func(tx *db.Tx) error {
		w, err := wins.Get(tx, id)
		if err != nil {
			return err
		}
		all, err = wins.Ask(tx, w, func(person string) bool { return person != "UGUS" })
		return err
	})
	return all
}

// answer is what somebody says about their part, and what they are told if it doesn't count.
func answer(t testing.TB, b dbtest.Base, person, win string, yes bool) (err error) {
	t.Helper()
	_ = b.DB.Do(t.Context(), func(tx *db.Tx) error {
		_, _, err = wins.Answer(tx, person, win, yes)
		return err
	})
	return err
}

func TestAnAnswerSurvivesEditsAndIsGivenOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{Person: "UADA", Text: "Moved it with <@UBEN> <@UGUS> <@ULIN>", Source: wins.SourceCommand})
		asked := ask(t, b, w.ID)
		if len(asked) != 2 || !asked[0].New || asked[0].Person != "UBEN" || asked[1].Person != "ULIN" {
			t.Fatalf("asked %+v", asked)
		}
		if again := ask(t, b, w.ID); again[0].New || again[0].Redraw || again[1].New || again[1].Redraw {
			t.Fatalf("asked again: %+v", again)
		}
		for _, c := range []struct {
			person string
			yes    bool
			want   error
		}{
			{"UBEN", true, nil},
			{"UBEN", false, wins.ErrAnswered},
			{"UGUS", true, wins.ErrNotAsked},
			{"UADA", true, wins.ErrNotAsked},
			{"ULIN", false, nil},
		} {
			if err := answer(t, b, c.person, w.ID, c.yes); !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", c.person, err, c.want)
			}
		}
		if err := answer(t, b, "UBEN", "nowin", true); !errors.Is(err, wins.ErrNotAsked) {
			t.Errorf("a win that is not there: %v", err)
		}
		text := "Moved all of it with <@ULIN> and <@UBEN> and <@UGUS>"
		edit(t, b, w.ID, wins.Change{Text: &text})
		got := get(t, b, w.ID)
		if with, yes := strings.Join(got.With(), " "), strings.Join(got.Confirmed(), " "); with != "UBEN UGUS" || yes != "UBEN" {
			t.Errorf("with %s, confirmed by %s", with, yes)
		}
		read(t, b, func(tx *db.Tx) error {
			found, err := wins.Colleagues(tx, "UADA", "")
			if len(found) != 2 || found[0].Person != "UBEN" || found[1].Person != "UGUS" {
				t.Errorf("colleagues: %+v", found)
			}
			of, _ := wins.Colleagues(tx, "ULIN", "")
			if len(of) != 0 {
				t.Errorf("Lin said that it was not her, and has %+v", of)
			}
			return err
		})
	})
}

func TestThreeQuestionsADayComeAsMessages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		for i, want := range []struct{ told, last bool }{{true, false}, {true, false}, {true, true}, {false, false}} {
			w := add(t, b, wins.New{Person: "UADA", Text: "Did it with <@UBEN>", Source: wins.SourceCommand})
			if one := ask(t, b, w.ID)[0]; one.Told != want.told || one.Last != want.last {
				t.Errorf("question %d: %+v", i+1, one)
			}
		}
		read(t, b, func(tx *db.Tx) error {
			list, open, err := wins.Questions(tx, "UBEN", 2)
			if len(list) != 2 || open != 4 {
				t.Errorf("%d of %d", len(list), open)
			}
			return err
		})
	})
}

func TestWhateverHappensNobodyIsAskedTwiceAndNoAnswerIsLost(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		undo := errors.New("undo")
		rapid.Check(t, func(rt *rapid.T) {
			err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
				w, err := wins.Add(tx, wins.New{Person: "UADA", Text: "Did it", Source: wins.SourceCommand})
				if err != nil {
					return err
				}
				f := folk{tx: tx, id: w.ID, asked: map[string]int{}, said: map[string]bool{}}
				for range rapid.IntRange(1, 15).Draw(rt, "steps") {
					f.step(rt)
					f.check(rt)
				}
				return undo
			})
			if !errors.Is(err, undo) {
				rt.Fatal(err)
			}
		})
	})
}

// folk is a win and what has to hold of those named in it, whatever happens.
type folk struct {
	tx    *db.Tx
	id    string
	asked map[string]int
	said  map[string]bool
}

func (f folk) step(t *rapid.T) {
	people := []string{"UBEN", "ULIN", "UGUS", "UADA"}
	switch rapid.SampledFrom([]string{"edit", "edit", "answer", "answer", "remove", "restore"}).Draw(t, "step") {
	case "edit":
		text := "Did it"
		for _, person := range rapid.SliceOf(rapid.SampledFrom(people)).Draw(t, "named") {
			text += " <@" + person + ">"
		}
		visibility := rapid.SampledFrom([]string{wins.VisibilityPrivate, wins.VisibilityManager}).Draw(t, "visibility")
		_, _ = wins.Edit(f.tx, "UADA", f.id, wins.Change{Text: &text, Visibility: &visibility}) // it may be removed
	case "answer":
		person, yes := rapid.SampledFrom(people).Draw(t, "who"), rapid.Bool().Draw(t, "yes")
		if _, _, err := wins.Answer(f.tx, person, f.id, yes); err == nil {
			if _, twice := f.said[person]; twice {
				t.Errorf("%s answered twice", person)
			}
			f.said[person] = yes
		}
	case "remove":
		_, _ = wins.Remove(f.tx, "UADA", f.id)
	default:
		_, _ = wins.Restore(f.tx, "UADA", f.id)
	}
}

func (f folk) check(t *rapid.T) {
	w, err := wins.Get(f.tx, f.id)
	if err != nil {
		t.Fatal(err)
	}
	asked, err := wins.Ask(f.tx, w, func(person string) bool { return person != "UGUS" })
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range asked {
		if one.New {
			f.asked[one.Person]++
		}
	}
	for person, n := range f.asked {
		if n > 1 || person == "UGUS" || person == "UADA" {
			t.Errorf("%s was asked %d times", person, n)
		}
	}
	w, err = wins.Get(f.tx, f.id)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range w.Contributions {
		open := w.Status == wins.StatusKept && w.Visibility != wins.VisibilityPrivate && slices.Contains(w.Contributors, c.Person)
		if c.Withdrawn == open {
			t.Errorf("%s: withdrawn %v of %+v", c.Person, c.Withdrawn, w)
		}
		yes, answered := f.said[c.Person]
		if answered != (c.State != wins.ContributionAsked) || answered && yes != (c.State == wins.ContributionConfirmed) {
			t.Errorf("%s said %v (%v), and is %s", c.Person, yes, answered, c.State)
		}
	}
}
