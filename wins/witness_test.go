package wins_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
)

// message is one that Ada wrote on Monday at 08:20 UTC.
var message = wins.Where{Channel: "C1", TS: "1795422000.000200"}

func TestAColleaguesReactionMakesTheAuthorsWin(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w, made := witness(t, b, "UBEN", "10", "Drift alert fired on feature 12, rolled back")
		if made != (wins.Outcome{NewWin: true, NewWitness: true}) || w.Person != "UADA" || w.Source != wins.SourceReaction ||
			w.OccurredOn != "2026-11-23" || w.Status != wins.StatusKept || witnesses(w) != "UBEN" {
			t.Fatalf("%+v made %+v", made, w)
		}
		if at := w.Witnesses[0].At; !at.Equal(time.Unix(10, 0)) || w.Witnesses[0].Emoji != "trophy" {
			t.Fatalf("witnessed %+v", w.Witnesses[0])
		}
		if again, made := witness(t, b, "UBEN", "10", "Drift"); made != (wins.Outcome{}) || again.ID != w.ID {
			t.Fatalf("the same event again: %+v, %+v", made, again)
		}
		if second, made := witness(t, b, "UJUNO", "11", "Drift"); made != (wins.Outcome{NewWitness: true}) ||
			second.ID != w.ID || witnesses(second) != "UBEN UJUNO" || second.Text != w.Text {
			t.Fatalf("another colleague: %+v, %+v", made, second)
		}
	})
}

func TestTheAuthorsOwnReactionMakesAWinWithoutWitness(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w, made := witness(t, b, "UADA", "10", "Shipped it")
		if made != (wins.Outcome{NewWin: true}) || w.Person != "UADA" || witnesses(w) != "" {
			t.Fatalf("%+v made %+v", made, w)
		}
		if w, _ = unwitness(t, b, "UADA", "11"); w.Status != wins.StatusRemoved {
			t.Fatalf("taken back: %+v", w)
		}
	})
}

func TestAWinGoesWithItsLastWitnessAndComesBackWithTheNext(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		witness(t, b, "UBEN", "10", "Shipped it")
		witness(t, b, "UJUNO", "11", "Shipped it")
		if w, changed := unwitness(t, b, "UBEN", "12"); !changed || w.Status != wins.StatusKept || witnesses(w) != "UJUNO" {
			t.Fatalf("the first took it back: %v, %+v", changed, w)
		}
		if w, changed := unwitness(t, b, "UJUNO", "13"); !changed || w.Status != wins.StatusRemoved || witnesses(w) != "" {
			t.Fatalf("the last took it back: %v, %+v", changed, w)
		}
		if w, changed := unwitness(t, b, "UJUNO", "14"); changed || w.Status != wins.StatusRemoved {
			t.Fatalf("nothing to take back: %v, %+v", changed, w)
		}
		w, made := witness(t, b, "UBEN", "15", "Shipped it")
		if made != (wins.Outcome{NewWitness: true, Back: true}) || w.Status != wins.StatusKept || witnesses(w) != "UBEN" {
			t.Fatalf("back: %+v, %+v", made, w)
		}
	})
}

func TestReactionsDoNotOverruleTheOwner(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w, _ := witness(t, b, "UBEN", "10", "Shipped it")
		text := "Shipped it to everybody"
		edit(t, b, w.ID, wins.Change{Text: &text})
		if w, _ = unwitness(t, b, "UBEN", "11"); w.Status != wins.StatusKept || witnesses(w) != "" {
			t.Fatalf("what the author had edited is %+v", w)
		}
		remove(t, b, "UADA", w.ID)
		w, made := witness(t, b, "UBEN", "12", "Shipped it")
		if made != (wins.Outcome{NewWitness: true}) || w.Status != wins.StatusRemoved || w.Text != text {
			t.Fatalf("what the author had removed is %+v, %+v", made, w)
		}
	})
}

func TestATakingBackThatArrivesFirstCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		if w, changed := unwitness(t, b, "UBEN", "11"); changed || w.ID != "" {
			t.Fatalf("took back what was not there: %+v", w)
		}
		if w, made := witness(t, b, "UBEN", "10", "Shipped it"); made != (wins.Outcome{}) || w.ID != "" {
			t.Fatalf("the older reaction made %+v, %+v", made, w)
		}
		if w, made := witness(t, b, "UBEN", "12", "Shipped it"); !made.NewWin || witnesses(w) != "UBEN" {
			t.Fatalf("the newer reaction made %+v, %+v", made, w)
		}
	})
}

func TestAReactionOnSomebodysShortcutIsItsAuthors(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		juno := add(t, b, wins.New{
			Person: "UJUNO", Text: "Ada and I shipped it", Source: wins.SourceShortcut, Where: message,
		})
		ada, made := witness(t, b, "UBEN", "10", "Juno and I shipped it")
		if !made.NewWin || ada.Person != "UADA" || ada.ID == juno.ID {
			t.Fatalf("%+v made %+v", made, ada)
		}
		if got := get(t, b, juno.ID); witnesses(got) != "" {
			t.Fatalf("Juno's win has the witnesses of Ada's message: %+v", got)
		}
	})
}

func TestAWinFromAShortcutGetsWitnessesAndStaysWithoutThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		own := add(t, b, wins.New{Person: "UADA", Text: "Shipped it", Source: wins.SourceShortcut, Where: message})
		if w, made := witness(t, b, "UBEN", "10", "Shipped it"); made != (wins.Outcome{NewWitness: true}) || w.ID != own.ID {
			t.Fatalf("%+v made %+v", made, w)
		}
		if w, changed := unwitness(t, b, "UBEN", "11"); !changed || w.Status != wins.StatusKept {
			t.Fatalf("taken back: %+v", w)
		}
	})
}

func TestAMessageWithoutWordsIsNoWinAndALongOneIsCut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			_, _, err := wins.Witnessed(tx, reaction("UBEN", "trophy", "10", " \n"))
			return err
		})
		if !errors.Is(err, wins.ErrEmpty) {
			t.Fatalf("a picture says %v", err)
		}
		w, _ := witness(t, b, "UBEN", "10", strings.Repeat("né ", 15_000))
		if n := len([]rune(w.Text)); n > wins.MaxLength || n < wins.MaxLength-2 || !strings.HasSuffix(w.Text, "né…") {
			t.Fatalf("kept %d characters ending %q", n, w.Text[len(w.Text)-10:])
		}
	})
}

func TestAReactionWithoutATimeOrAMessageIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		for _, r := range []wins.Reaction{
			reaction("UBEN", "trophy", "", "x"), reaction("UBEN", "trophy", "soon", "x"), reaction("UBEN", "trophy", "1.x", "x"),
			{By: "UBEN", Emoji: "trophy", EventTS: "1.0", Author: "UADA", Text: "x"},
		} {
			err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
				_, _, err := wins.Witnessed(tx, r)
				return err
			})
			if err == nil {
				t.Errorf("accepted %+v", r)
			}
		}
	})
}

func TestReactionsAtTheSameMomentMakeOneWin(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		var group sync.WaitGroup
		made := make([]wins.Outcome, 8)
		for i := range made {
			group.Go(func() { _, made[i] = witness(t, b, fmt.Sprintf("UW%d", i), "10", "Shipped it") })
		}
		group.Wait()
		fresh := 0
		for _, m := range made {
			if m.NewWin {
				fresh++
			}
		}
		found := list(t, b, wins.Filter{Person: "UADA"})
		if fresh != 1 || len(found) != 1 || len(found[0].Witnesses) != len(made) {
			t.Fatalf("%d new wins; %+v", fresh, found)
		}
	})
}

func TestALastWitnessWhoGoesWhileAnotherComesLeavesTheWin(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		staying := "UBEN"
		witness(t, b, staying, "1", "Shipped it")
		for round := range 20 {
			coming := fmt.Sprintf("UW%d", round)
			var group sync.WaitGroup
			group.Go(func() { unwitness(t, b, staying, "900") })
			group.Go(func() { witness(t, b, coming, "800", "Shipped it") })
			group.Wait()
			if found := list(t, b, wins.Filter{Person: "UADA"}); len(found) != 1 || witnesses(found[0]) != coming {
				t.Fatalf("round %d: %+v", round, found)
			}
			staying = coming
		}
	})
}

// TestOnlyTheLatestReactionsCount delivers reactions of three people, one of them the author, with an emoji and by the
// shortcut, in any order and repeatedly, with what the owner does in between, and compares with a model that knows no
// order.
func TestOnlyTheLatestReactionsCount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		undo := errors.New("undo")
		rapid.Check(t, func(rt *rapid.T) {
			err := b.DB.Do(t.Context(), func(tx *db.Tx) error { // in one transaction that is undone: fast, and a fresh message
				m := model{tx: tx, latest: map[[2]string]event{}, private: rapid.Bool().Draw(rt, "private")}
				for range rapid.IntRange(1, 15).Draw(rt, "steps") {
					m.step(rt)
				}
				m.check(rt)
				return undo
			})
			if !errors.Is(err, undo) {
				rt.Fatal(err)
			}
		})
	})
}

type event struct {
	at   int
	gone bool
}

// model is what is known about reactions without regard to the order in which they came.
type model struct {
	tx      *db.Tx
	latest  map[[2]string]event // person and emoji
	owned   string              // the status that the owner has chosen, if any
	id      string
	private bool
}

func (m *model) step(t *rapid.T) {
	switch rapid.SampledFrom([]string{"react", "react", "unreact", "unreact", "decide"}).Draw(t, "step") {
	case "react":
		m.deliver(t, false)
	case "unreact":
		m.deliver(t, true)
	default:
		m.decide(t)
	}
}

func (m *model) deliver(t *rapid.T, gone bool) {
	by := rapid.SampledFrom([]string{"UBEN", "UJUNO", "UADA"}).Draw(t, "by")
	emoji := rapid.SampledFrom([]string{"trophy", ""}).Draw(t, "emoji")
	e := event{rapid.IntRange(1, 12).Draw(t, "at"), gone}
	r := reaction(by, emoji, fmt.Sprint(e.at), "Shipped it")
	r.Pending = m.private
	var w wins.Win
	var err error
	if gone {
		r.Author, r.Text = "", ""
		w, _, err = wins.Unwitnessed(m.tx, r)
	} else {
		w, _, err = wins.Witnessed(m.tx, r)
	}
	if err != nil {
		t.Fatal(err)
	}
	if w.ID != "" {
		m.id = w.ID
	}
	old, there := m.latest[[2]string{by, emoji}]
	if !there || e.at > old.at || e.at == old.at && gone {
		m.latest[[2]string{by, emoji}] = e
	}
}

// decide has the owner remove the win, or keep it, by an edit or as it is.
func (m *model) decide(t *rapid.T) {
	if m.id == "" {
		return
	}
	var w wins.Win
	var err error
	switch rapid.SampledFrom([]string{"remove", "edit", "keep"}).Draw(t, "decision") {
	case "remove":
		w, err = wins.Remove(m.tx, "UADA", m.id)
	case "edit":
		w, err = wins.Edit(m.tx, "UADA", m.id, wins.Change{})
	default:
		w, err = wins.Keep(m.tx, "UADA", m.id)
	}
	switch {
	case errors.Is(err, wins.ErrGone):
	case err != nil:
		t.Fatal(err)
	default:
		m.owned = w.Status
	}
}

func (m *model) check(t *rapid.T) {
	marks := 0
	var want []string
	for key, e := range m.latest {
		if e.gone {
			continue
		}
		marks++
		if key[0] != "UADA" && !slices.Contains(want, key[0]) {
			want = append(want, key[0])
		}
	}
	slices.Sort(want)
	found, err := wins.List(m.tx, wins.Filter{Status: wins.AnyStatus})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		if marks > 0 {
			t.Fatalf("%v make no win", m.latest)
		}
		return
	}
	var got []string
	for _, witness := range found[0].Witnesses {
		got = append(got, witness.Person)
	}
	slices.Sort(got)
	status := m.owned
	switch {
	case status != "":
	case marks == 0:
		status = wins.StatusRemoved
	case m.private:
		status = wins.StatusPending
	default:
		status = wins.StatusKept
	}
	if len(found) != 1 || found[0].Status != status || !slices.Equal(got, want) {
		t.Fatalf("%v make %s with %v, want %s with %v", m.latest, found[0].Status, got, status, want)
	}
}

func reaction(by, emoji, seconds, text string) wins.Reaction {
	return wins.Reaction{By: by, Emoji: emoji, EventTS: seconds, Author: "UADA", Text: text, Where: message}
}

// witness has somebody react to Ada's message, so many seconds after the beginning of time.
func witness(t testing.TB, b dbtest.Base, by, seconds, text string) (w wins.Win, made wins.Outcome) {
	t.Helper()
	writeAside(t, b, func(tx *db.Tx) (err error) {
		w, made, err = wins.Witnessed(tx, reaction(by, "trophy", seconds, text))
		return err
	})
	return w, made
}

// unwitness takes the reaction back. Like Slack's event, it knows neither text nor, for us, author.
func unwitness(t testing.TB, b dbtest.Base, by, seconds string) (w wins.Win, changed bool) {
	t.Helper()
	writeAside(t, b, func(tx *db.Tx) (err error) {
		w, changed, err = wins.Unwitnessed(tx, wins.Reaction{By: by, Emoji: "trophy", EventTS: seconds, Where: message})
		return err
	})
	return w, changed
}

// writeAside is write for a goroutine that is not the test's own.
func writeAside(t testing.TB, b dbtest.Base, f func(tx *db.Tx) error) {
	t.Helper()
	if err := b.DB.Do(t.Context(), f); err != nil {
		t.Error(err)
	}
}

func witnesses(w wins.Win) string {
	all := make([]string, len(w.Witnesses))
	for i, witness := range w.Witnesses {
		all[i] = witness.Person
	}
	return strings.Join(all, " ")
}
