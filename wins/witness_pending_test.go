package wins_test

import (
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
)

// pend is witness in a conversation that not everybody can read.
func pend(t testing.TB, b dbtest.Base, by, emoji, seconds string) (w wins.Win, made wins.Outcome) {
	t.Helper()
	writeAside(t, b, func(tx *db.Tx) (err error) {
		r := reaction(by, emoji, seconds, "Shipped it")
		r.Pending = true
		w, made, err = wins.Witnessed(tx, r)
		return err
	})
	return w, made
}

func TestWhatIsNotPublicWaitsForItsAuthorAndIsKeptOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w, made := pend(t, b, "UBEN", "trophy", "10")
		if !made.NewWin || w.Status != wins.StatusPending || w.ReadableBy(wins.Reader{Person: "UMIA", Manager: true}) {
			t.Fatalf("%+v made %+v", made, w)
		}
		if again, _ := witness(t, b, "UJUNO", "11", "Shipped it"); again.Status != wins.StatusPending {
			t.Fatalf("the channel is public now, and the win is %s without its author", again.Status)
		}
		if n := len(list(t, b, wins.Filter{Person: "UADA"})); n != 0 {
			t.Fatalf("%d are in the list", n)
		}
		for range 2 {
			writeAside(t, b, func(tx *db.Tx) (err error) {
				w, err = wins.Keep(tx, "UADA", w.ID)
				return err
			})
			if w.Status != wins.StatusKept || w.Version != 1 || witnesses(w) != "UBEN UJUNO" {
				t.Fatalf("kept %+v", w)
			}
		}
		unwitness(t, b, "UBEN", "12")
		if w, _ = unwitness(t, b, "UJUNO", "12"); w.Status != wins.StatusKept || witnesses(w) != "" {
			t.Fatalf("without marks it is %+v", w)
		}
	})
}

func TestWhatIsKeptStaysKeptInAChannelThatBecomesPrivate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		witness(t, b, "UBEN", "10", "Shipped it")
		if w, made := pend(t, b, "UJUNO", "trophy", "11"); w.Status != wins.StatusKept || !made.NewWitness {
			t.Fatalf("%+v made %+v", made, w)
		}
		unwitness(t, b, "UBEN", "12")
		unwitness(t, b, "UJUNO", "12")
		if w, made := pend(t, b, "UBEN", "trophy", "13"); w.Status != wins.StatusPending || !made.Back {
			t.Fatalf("back: %+v, %+v", made, w)
		}
	})
}

func TestAColleaguesShortcutCountsLikeAReaction(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		w, made := pend(t, b, "UBEN", "", "10")
		if !made.NewWitness || w.Source != wins.SourceShortcut || w.Touched {
			t.Fatalf("%+v made %+v", made, w)
		}
		var changed bool
		writeAside(t, b, func(tx *db.Tx) (err error) {
			w, changed, err = wins.Unwitnessed(tx, wins.Reaction{By: "UBEN", EventTS: "11", Where: message})
			return err
		})
		if !changed || w.Status != wins.StatusRemoved {
			t.Fatalf("taken back: %v, %+v", changed, w)
		}
	})
}

func TestTheDayOfAMessageIsThatOfItsAuthor(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	seoul, pacific := time.FixedZone("KST", 9*60*60), time.FixedZone("PST", -8*60*60)
	late := wins.Where{TS: "1795390200.000100"} // 22 November, 23:30 UTC
	for _, c := range []struct {
		message wins.Where
		zone    *time.Location
		want    string
	}{
		{late, nil, "2026-11-22"},
		{late, seoul, "2026-11-23"},
		{late, pacific, "2026-11-22"},
		{wins.Where{TS: "9999999999.000000"}, nil, "2026-11-23"}, // what has not come yet
		{wins.Where{TS: "yesterday"}, seoul, "2026-11-23"},
		{wins.Where{}, pacific, "2026-11-23"},
	} {
		if got := wins.DaySaid(c.message, now, c.zone); got != c.want {
			t.Errorf("%v in %v: %s, not %s", c.message, c.zone, got, c.want)
		}
	}
}
