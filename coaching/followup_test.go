package coaching_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"laurel/coaching"
	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/slots"
	"laurel/people"
	"laurel/wins"
)

// TestOverAnyQuarterEachWinIsAskedOnceAnAgeInWorkingHours plays random steps of the clock, and holds the promises that
// whoever is asked relies on.
func TestOverAnyQuarterEachWinIsAskedOnceAnAgeInWorkingHours(t *testing.T) {
	t.Parallel()
	b, n := dbtest.SQLite(t), 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		person := fmt.Sprint("U", n) // a new one each time: nobody of the rounds before is in the way
		loc := zone(t, rapid.SampledFrom([]string{
			"Europe/Berlin", "America/New_York", "Asia/Seoul", "Australia/Lord_Howe", "Pacific/Apia", "America/Scoresbysund",
		}).Draw(r, "zone"))
		hire(t, b, person, loc.String())
		b.Clock.Set(time.Date(2026, time.Month(rapid.IntRange(1, 12).Draw(r, "month")), 3, 6, 0, 0, 0, time.UTC))
		for i := range rapid.IntRange(1, 8).Draw(r, "wins") {
			add(t, b, wins.New{Person: person, Text: fmt.Sprint(early, " ", i), Location: loc})
			b.Clock.Advance(time.Duration(rapid.IntRange(0, 100).Draw(r, "hours")) * time.Hour)
		}
		end := b.Clock.Now().AddDate(0, 0, 130)
		asked, messages := map[string]int{}, map[string]int{}
		for b.Clock.Now().Before(end) {
			b.Clock.Advance(time.Duration(rapid.IntRange(1, 400).Draw(r, "step")) * 20 * time.Minute)
			for range 2 {
				quarter(r, b, person, loc, asked, messages)
			}
		}
		for what, n := range asked {
			if n != 1 {
				r.Fatalf("%s was asked %d times", what, n)
			}
		}
		for date, n := range messages {
			if n != 1 {
				r.Fatalf("%d messages on %s", n, date)
			}
		}
	})
}

// quarter takes what is due to a person at this moment, and counts it.
func quarter(r *rapid.T, b dbtest.Base, person string, loc *time.Location, asked, messages map[string]int) {
	now, c := b.Clock.Now().In(loc), coaching.Coach{}
	err := b.DB.Do(r.Context(), func(tx *db.Tx) error {
		held, err := c.TakeFollowUps(tx, person)
		for _, f := range held.List {
			asked[fmt.Sprint(f.Win.ID, " ", f.Days)]++
			occurred, _ := time.Parse(time.DateOnly, f.Win.OccurredOn)
			today, _ := time.Parse(time.DateOnly, held.Day)
			age := int(today.Sub(occurred).Hours() / 24)
			if !slots.Working(now, loc) || age < f.Days || age >= f.Days+30 {
				r.Fatalf("asked at %s, %d days after, for %d", now, age, f.Days)
			}
		}
		if len(held.List) > 0 {
			messages[held.Day]++
		}
		q, ok, weekErr := c.TakeWeekly(tx, person)
		if ok {
			asked[q.Week]++
			messages[now.Format(time.DateOnly)]++
		}
		return errors.Join(err, weekErr)
	})
	if err != nil {
		r.Fatal(err)
	}
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestAWinIsAskedAboutWhenItsDayHasComeAndItIsSettled(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		hire(t, b, "UADA", "Europe/Berlin")
		for _, c := range []struct {
			occurred, recorded, now string
			days                    int
		}{
			{"2026-10-01", "2026-10-01 10:00", "2026-10-30 12:00", 0}, // 29 days
			{"2026-10-01", "2026-10-01 10:00", "2026-10-31 12:00", 0}, // 30, a Saturday
			{"2026-10-01", "2026-10-01 10:00", "2026-11-02 09:29", 0},
			{"2026-10-01", "2026-10-01 10:00", "2026-11-02 09:30", 30},
			{"2026-10-01", "2026-10-01 10:00", "2026-11-02 16:30", 0},
			{"2026-10-01", "2026-10-01 10:00", "2026-11-30 12:00", 60},
			{"2026-10-01", "2026-10-01 10:00", "2027-01-05 12:00", 90},
			{"2026-10-01", "2026-10-01 10:00", "2027-01-28 12:00", 90}, // 119
			{"2026-10-01", "2026-10-01 10:00", "2027-01-29 12:00", 0},  // a Friday: the weekly question's
			{"2026-10-01", "2026-10-01 10:00", "2027-02-01 12:00", 0},  // 123: long ago
			{"2026-10-01", "2026-11-02 10:00", "2026-11-16 12:00", 0},  // written down after the 30 days
			{"2026-10-01", "2026-11-02 10:00", "2026-11-30 12:00", 60},
			{"2026-10-01", "2026-10-29 10:00", "2026-11-02 12:00", 0}, // written down four days ago
			{"2026-10-01", "2026-10-29 10:00", "2026-11-05 12:00", 30},
		} {
			at(t, b, "Europe/Berlin", c.recorded)
			w := add(t, b, wins.New{Person: "UADA", OccurredOn: c.occurred})
			at(t, b, "Europe/Berlin", c.now)
			held, _ := asks(t, b)
			got := 0
			if len(held["UADA"]) == 1 {
				got = held["UADA"][0].Days
			}
			if got != c.days {
				t.Errorf("%+v: asked for %d days", c, got)
			}
			do(t, b, func(tx *db.Tx) error {
				_, err := wins.Remove(tx, "UADA", w.ID)
				if _, clean := tx.Exec(`delete from slots`); clean != nil { // each case is a day of its own
					return clean
				}
				return err
			})
		}
	})
}

func TestTheFirstAnswerCountsAndEndsWhatItSaysItEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		hire(t, b, "UADA", "Europe/Berlin")
		at(t, b, "Europe/Berlin", "2026-10-01 10:00")
		ids := map[string]string{}
		for _, answer := range []string{
			coaching.AnswerHeld, coaching.AnswerChanged, coaching.AnswerEarly, coaching.AnswerStop,
		} {
			ids[answer] = add(t, b, wins.New{Person: "UADA", Text: early + " " + answer}).ID
		}
		at(t, b, "Europe/Berlin", "2026-11-02 12:00")
		if held, _ := asks(t, b); len(held["UADA"]) != 4 {
			t.Fatalf("asked %+v", held)
		}
		do(t, b, func(tx *db.Tx) error {
			for answer, id := range ids {
				if first, err := coaching.Answer(tx, "UADA", id, 30, answer); err != nil || !first {
					return fmt.Errorf("%s: %v %w", answer, first, err)
				}
				if first, err := coaching.Answer(tx, "UADA", id, 30, coaching.AnswerEarly); err != nil || first {
					return fmt.Errorf("%s again: %v %w", answer, first, err)
				}
				for _, foreign := range []struct {
					who  string
					days int
				}{{"UBEN", 30}, {"UADA", 60}} {
					if _, err := coaching.Answer(tx, foreign.who, id, foreign.days, answer); !errors.Is(err, coaching.ErrNotFound) {
						return fmt.Errorf("%+v: %w", foreign, err)
					}
				}
			}
			asked, err := coaching.Coach{}.Asked(tx, "UADA", "2026-11-02")
			for _, f := range asked.List {
				if ids[f.Answer] != f.Win.ID {
					t.Errorf("%s is the answer about %s", f.Answer, f.Win.Text)
				}
			}
			return err
		})
		at(t, b, "Europe/Berlin", "2026-12-02 12:00")
		held, _ := asks(t, b)
		var again []string
		for _, f := range held["UADA"] {
			again = append(again, f.Win.Text)
		}
		if fmt.Sprint(again) != fmt.Sprint([]string{early + " held", early + " early"}) {
			t.Errorf("asked again about %q", again)
		}
	})
}

func TestTwoReplicasAskOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		hire(t, b, "UADA", "Europe/Berlin")
		at(t, b, "Europe/Berlin", "2026-10-01 10:00")
		add(t, b, wins.New{Person: "UADA"})
		take := func(what func(tx *db.Tx) (bool, error)) (n int) {
			var replicas sync.WaitGroup
			var mu sync.Mutex
			for range 4 {
				replicas.Go(func() {
					err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
						asked, err := what(tx)
						mu.Lock()
						defer mu.Unlock()
						if asked {
							n++
						}
						return err
					})
					if err != nil {
						t.Error(err)
					}
				})
			}
			replicas.Wait()
			return n
		}
		at(t, b, "Europe/Berlin", "2026-11-02 12:00")
		n := take(func(tx *db.Tx) (bool, error) {
			asked, err := coaching.Coach{}.TakeFollowUps(tx, "UADA")
			return len(asked.List) > 0, err
		})
		at(t, b, "Europe/Berlin", "2026-11-06 15:30")
		m := take(func(tx *db.Tx) (bool, error) {
			_, ok, err := coaching.Coach{}.TakeWeekly(tx, "UADA")
			return ok, err
		})
		if n != 1 || m != 1 {
			t.Errorf("asked %d times whether it held, %d times for the week", n, m)
		}
	})
}

func TestWhoHasLeftIsNotAsked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		hire(t, b, "UADA", "Europe/Berlin")
		at(t, b, "Europe/Berlin", "2026-10-01 10:00")
		add(t, b, wins.New{Person: "UADA"})
		do(t, b, func(tx *db.Tx) error {
			_, err := people.Meet(tx, people.Profile{ID: "UADA", Deleted: true})
			return err
		})
		for _, local := range []string{"2026-11-02 12:00", "2026-11-06 15:30"} {
			at(t, b, "Europe/Berlin", local)
			if held, weekly := asks(t, b); len(held)+len(weekly) > 0 {
				t.Errorf("asked %v, %v", held, weekly)
			}
			do(t, b, func(tx *db.Tx) error { // chosen before they left, taken after
				if asked, err := (coaching.Coach{}).TakeFollowUps(tx, "UADA"); err != nil || len(asked.List) > 0 {
					t.Errorf("taken %v, %v", asked, err)
				}
				_, ok, err := coaching.Coach{}.TakeWeekly(tx, "UADA")
				if ok {
					t.Error("taken")
				}
				return err
			})
		}
	})
}
