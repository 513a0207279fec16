package wins_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

const latency = "Cut p99 latency of #Ranker from 120 ms to 80 ms with <@UBEN> and <@UADA>, " +
	"checkout errors down 18% https://runs.example/42"

func TestAWinIsReadAsItIsKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		added := add(t, b, wins.New{Person: "UADA", Text: "\u202e" + latency + "\r\n", Source: wins.SourceCommand})
		if added.Text != latency || added.Win != latency || added.Impact != "" || added.Project != "ranker" ||
			added.Competency != "mlops_production" || len(added.Metrics) != 2 || *added.Metrics[0].To != 80 {
			t.Fatalf("read %+v", added)
		}
		if added.OccurredOn != "2026-11-23" || added.Visibility != wins.VisibilityManager || added.Status != wins.StatusKept {
			t.Fatalf("kept %+v", added)
		}
		if diff := cmp.Diff([]string{"UBEN"}, added.Contributors); diff != "" {
			t.Fatalf("contributors: %s", diff)
		}
		added.Hints = nil // for the writer only, not stored
		if diff := cmp.Diff(added, get(t, b, added.ID)); diff != "" {
			t.Fatalf("read back otherwise: %s", diff)
		}
	})
}

func TestTheJSONIsThatOfTheContract(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		made, _ := witness(t, b, "UBEN", "1", latency)
		got, err := json.MarshalIndent(get(t, b, made.ID), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		want := `{
  "id": "` + made.ID + `",
  "person": "UADA",
  "text": "` + strings.NewReplacer("<", `\u003c`, ">", `\u003e`).Replace(latency) + `",
  "win": "` + strings.NewReplacer("<", `\u003c`, ">", `\u003e`).Replace(latency) + `",
  "impact": "",
  "metrics": [`
		rest := `
  "stages": [
    "production_reliability",
    "business_outcome"
  ],
  "competency": "mlops_production",
  "source": "reaction",
  "occurred_on": "2026-11-23",
  "visibility": "manager",
  "status": "kept",
  "links": [
    "https://runs.example/42"
  ],
  "witnesses": [
    "UBEN"
  ],
  "contributors": [
    "UBEN"
  ],
  "project": "ranker"
}`
		if !strings.HasPrefix(string(got), want) || !strings.HasSuffix(string(got), rest) {
			t.Fatalf("wrote\n%s", got)
		}
		bare, err := json.Marshal(wins.Win{ID: "w"})
		if err != nil {
			t.Fatal(err)
		}
		const empty = `{"id":"w","person":"","text":"","win":"","impact":"","metrics":[],"stages":[],"competency":null,` +
			`"source":"","occurred_on":"","visibility":"","status":"","links":[],"witnesses":[],"contributors":[],"project":""}`
		if string(bare) != empty {
			t.Fatalf("wrote %s", bare)
		}
	})
}

func TestATextThatCannotBeAWinIsRefusedAndNothingIsKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		long := strings.Repeat("é", wins.MaxLength)
		for name, c := range map[string]struct {
			n    wins.New
			want error
		}{
			"nothing":          {wins.New{}, wins.ErrEmpty},
			"only blanks":      {wins.New{Text: " \n\x00\u200b\t"}, wins.ErrEmpty},
			"impact alone":     {wins.New{Impact: "Fewer errors"}, wins.ErrEmpty},
			"too long":         {wins.New{Text: long + "!"}, wins.TooLong{Have: 40_001, Max: 40_000}},
			"too long in sum":  {wins.New{Win: long, Impact: "!"}, wins.TooLong{Have: 40_002, Max: 40_000}},
			"no day":           {wins.New{Text: "x", OccurredOn: "yesterday"}, wins.ErrDate},
			"no such day":      {wins.New{Text: "x", OccurredOn: "2026-02-30"}, wins.ErrDate},
			"a day to come":    {wins.New{Text: "x", OccurredOn: "2026-11-24"}, wins.ErrDate},
			"a day in letters": {wins.New{Text: "x", OccurredOn: "2026-11-3"}, wins.ErrDate},
		} {
			c.n.Person, c.n.Source = "UADA", wins.SourceModal
			_, err := tryAdd(t, b, c.n)
			if !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", name, err, c.want)
			}
		}
		if kept := list(t, b, wins.Filter{Status: wins.AnyStatus}); len(kept) != 0 {
			t.Fatalf("kept %v", kept)
		}
		add(t, b, wins.New{Person: "UADA", Text: long, Source: wins.SourceModal})
	})
}

func TestASourceOrVisibilityThatDoesNotExistIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		for _, n := range []wins.New{
			{Person: "UADA", Text: "x", Source: "gossip"},
			{Person: "UADA", Text: "x", Source: wins.SourceModal, Visibility: "world"},
		} {
			if _, err := tryAdd(t, b, n); err == nil {
				t.Errorf("kept %+v", n)
			}
		}
	})
}

func TestAWinHappensOnTheLocalDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		b.Clock.Set(time.Date(2026, 11, 23, 23, 30, 0, 0, time.UTC))
		east, west := time.FixedZone("east", 9*3600), time.FixedZone("west", -8*3600)
		for _, c := range []struct {
			zone *time.Location
			want string
		}{{nil, "2026-11-23"}, {east, "2026-11-24"}, {west, "2026-11-23"}} {
			w := add(t, b, wins.New{Person: "UADA", Text: "x", Source: wins.SourceCommand, Location: c.zone})
			if w.OccurredOn != c.want {
				t.Errorf("in %v on %s, want %s", c.zone, w.OccurredOn, c.want)
			}
		}
		add(t, b, wins.New{Person: "UADA", Text: "x", Source: wins.SourceModal, OccurredOn: "2026-11-24"})
	})
}

func TestPartsWrittenApartMakeTheText(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w := add(t, b, wins.New{
			Person: "UADA", Win: " Moved #ranker to canary ", Impact: "On-call sleeps", Source: wins.SourceModal,
		})
		if w.Text != "Moved #ranker to canary\nOn-call sleeps" || w.Win != "Moved #ranker to canary" ||
			w.Impact != "On-call sleeps" {
			t.Fatalf("kept %+v", w)
		}
		for _, missing := range w.Missing {
			if missing == "impact" {
				t.Fatal("the impact that was given is said to be missing")
			}
		}
	})
}

func TestAMessageIsOneWinOfAPersonAndNotOfEverybody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		where := wins.Where{Channel: "C1", TS: "1795424400.000100", Permalink: "https://x.example/p1", ChannelName: "ml"}
		n := wins.New{Person: "UADA", Text: "Shipped #ranker", Source: wins.SourceShortcut, Where: where}
		first := add(t, b, n)
		if get(t, b, first.ID).Where != where {
			t.Fatalf("made from %+v", first.Where)
		}
		_, err := tryAdd(t, b, n)
		if exists := (wins.Exists{}); !errors.As(err, &exists) || exists.Win.ID != first.ID {
			t.Fatalf("the second says %v", err)
		}
		n.Person = "UJUNO"
		if juno := add(t, b, n); juno.ID == first.ID {
			t.Fatal("Juno got Ada's win")
		}
		remove(t, b, "UADA", first.ID)
		n.Person, n.Text = "UADA", "Shipped #ranker to everybody"
		if back := add(t, b, n); back.ID != first.ID || back.Status != wins.StatusKept || back.Text != n.Text {
			t.Fatalf("came back as %+v", back)
		}
	})
}

func TestASecondAttemptIsToldFromASecondWin(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		first := add(t, b, wins.New{Person: "UADA", Text: "Shipped it", Source: wins.SourceCommand})
		b.Clock.Advance(time.Minute)
		for _, c := range []struct {
			person, text string
			ago          time.Duration
			want         bool
		}{
			{"UADA", " shipped IT\n", 2 * time.Minute, true},
			{"UADA", "Shipped it", 30 * time.Second, false},
			{"UADA", "Shipped it again", 2 * time.Minute, false},
			{"UBEN", "Shipped it", 2 * time.Minute, false},
		} {
			read(t, b, func(tx *db.Tx) error {
				twin, found, err := wins.Twin(tx, c.person, c.text, tx.Now().Add(-c.ago))
				if found != c.want || found && twin.ID != first.ID {
					t.Errorf("%+v: %v, %+v", c, found, twin)
				}
				return err
			})
		}
	})
}

func TestWhoMayReadAWin(t *testing.T) {
	t.Parallel()
	owner, manager := wins.Reader{Person: "UADA"}, wins.Reader{Person: "UMIA", Manager: true}
	asked, other := wins.Reader{Person: "UBEN", Asked: true}, wins.Reader{Person: "UEVE"}
	for _, c := range []struct {
		visibility, status string
		want               [4]bool // owner, manager, asked, other
	}{
		{wins.VisibilityPrivate, wins.StatusKept, [4]bool{true, false, false, false}},
		{wins.VisibilityManager, wins.StatusKept, [4]bool{true, true, false, false}},
		{wins.VisibilityFeedback, wins.StatusKept, [4]bool{true, true, true, false}},
		{wins.VisibilityFeedback, wins.StatusPending, [4]bool{true, false, false, false}},
		{wins.VisibilityFeedback, wins.StatusRemoved, [4]bool{true, false, false, false}},
		{"", wins.StatusKept, [4]bool{true, false, false, false}},
	} {
		w := wins.Win{Person: "UADA", Visibility: c.visibility, Status: c.status}
		got := [4]bool{w.ReadableBy(owner), w.ReadableBy(manager), w.ReadableBy(asked), w.ReadableBy(other)}
		if got != c.want {
			t.Errorf("%s, %s: %v", c.visibility, c.status, got)
		}
	}
}

// bases are for benchmarks, which run on each database in turn.
var bases = map[string]func(testing.TB) dbtest.Base{"sqlite": dbtest.SQLite, "postgres": dbtest.OnPostgres}

func BenchmarkAdd(b *testing.B) {
	for name, open := range bases {
		b.Run(name, func(b *testing.B) {
			base := open(b)
			for b.Loop() {
				add(b, base, wins.New{Person: "UADA", Text: latency, Source: wins.SourceCommand})
			}
		})
	}
}

func tryAdd(t testing.TB, b dbtest.Base, n wins.New) (w wins.Win, err error) {
	t.Helper()
	return w, b.DB.Do(t.Context(), func(tx *db.Tx) error {
		w, err = wins.Add(tx, n)
		return err
	})
}

func add(t testing.TB, b dbtest.Base, n wins.New) wins.Win {
	t.Helper()
	w, err := tryAdd(t, b, n)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func get(t testing.TB, b dbtest.Base, id string) (w wins.Win) {
	t.Helper()
	read(t, b, func(tx *db.Tx) (err error) {
		w, err = wins.Get(tx, id)
		return err
	})
	return w
}

func list(t testing.TB, b dbtest.Base, f wins.Filter) (found []wins.Win) {
	t.Helper()
	read(t, b, func(tx *db.Tx) (err error) {
		found, err = wins.List(tx, f)
		return err
	})
	return found
}

func remove(t testing.TB, b dbtest.Base, actor, id string) (w wins.Win) {
	t.Helper()
	write(t, b, func(tx *db.Tx) (err error) {
		w, err = wins.Remove(tx, actor, id)
		return err
	})
	return w
}

func read(t testing.TB, b dbtest.Base, f func(tx *db.Tx) error) {
	t.Helper()
	if err := b.DB.Read(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func write(t testing.TB, b dbtest.Base, f func(tx *db.Tx) error) {
	t.Helper()
	if err := b.DB.Do(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}
