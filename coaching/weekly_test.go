package coaching_test

import (
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

// TestEachWeekHasOneTurnAtTheHourThatWasChosen holds for every zone with clock changes that hour and weekday are the
// chosen ones, or the end of the gap that swallowed them, and that weeks follow each other.
func TestEachWeekHasOneTurnAtTheHourThatWasChosen(t *testing.T) {
	t.Parallel()
	zones := []string{
		"Europe/Berlin", "America/New_York", "Asia/Seoul", "Australia/Lord_Howe", "America/Scoresbysund", "Africa/Cairo",
		"America/Santiago", "Asia/Beirut", "Pacific/Chatham", "Africa/Casablanca",
	}
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		weekly := coaching.Weekly{
			On: true, Day: time.Weekday(rapid.IntRange(0, 6).Draw(t, "day")), At: rapid.IntRange(0, 24*60-1).Draw(t, "minute"),
		}
		c, p, s := coaching.Coach{}, people.Person{Timezone: zone}, coaching.Settings{Weekly: weekly}
		now := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 3*365*24).Draw(t, "hours")) * time.Hour)
		seen := map[string]bool{}
		for range 60 {
			next, ok := c.Next(p, s, now)
			local := next.In(loc)
			if !ok || !next.After(now) || next.Sub(now) > 8*24*time.Hour || local.Weekday() != weekly.Day {
				t.Fatalf("after %s comes %s", now.In(loc), local)
			}
			minute := local.Hour()*60 + local.Minute()
			if start, end := local.ZoneBounds(); minute != weekly.At && !start.Equal(next) && !end.Equal(next.Add(time.Second)) {
				t.Fatalf("%s is not %d minutes after midnight", local, weekly.At)
			}
			week := slots.Week(next, loc)
			if seen[week] {
				t.Fatalf("twice in %s", week)
			}
			seen[week], now = true, next
		}
	})
}

func TestTheHourThatComesTwiceAsksOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		hire(t, b, "USAM", "America/New_York")
		do(t, b, func(tx *db.Tx) error {
			s, err := coaching.SettingsOf(tx, "USAM")
			if err != nil {
				return err
			}
			s.Weekly.Day, s.Weekly.At = time.Sunday, 90
			return coaching.Save(tx, s)
		})
		first := moment(t, "America/New_York", "2027-11-07 00:30").Add(time.Hour) // 01:30, before the clocks go back
		for i, hours := range []int{-1, 0, 1, 2} {
			b.Clock.Set(first.Add(time.Duration(hours) * time.Hour))
			if _, weekly := asks(t, b); (len(weekly) == 1) != (i == 1) {
				t.Errorf("%d hours after it: %v", hours, weekly)
			}
		}
	})
}

func TestAMoveToAnotherTimeZoneAsksNoSecondTimeInAWeek(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		hire(t, b, "UJUN", "Asia/Seoul")
		at(t, b, "Asia/Seoul", "2026-11-09 10:00")
		add(t, b, wins.New{Person: "UJUN", Text: "Shipped it"})
		at(t, b, "Asia/Seoul", "2026-11-20 15:30")
		if _, weekly := asks(t, b); len(weekly) != 1 {
			t.Fatal("not asked in Seoul")
		}
		hire(t, b, "UJUN", "America/New_York")
		at(t, b, "America/New_York", "2026-11-20 15:30")
		if _, weekly := asks(t, b); len(weekly) != 0 {
			t.Fatal("asked again in New York")
		}
		at(t, b, "America/New_York", "2026-11-27 15:30")
		if _, weekly := asks(t, b); len(weekly) != 1 {
			t.Fatal("not asked in the next week")
		}
	})
}

func TestWhoseWinsOnlyReactionsMadeIsAskedOnceTheyTurnItOn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		hire(t, b, "UADA", "Europe/Berlin")
		at(t, b, "Europe/Berlin", "2026-11-09 10:00")
		w := add(t, b, wins.New{Person: "UADA", Source: wins.SourceReaction})
		at(t, b, "Europe/Berlin", "2026-11-20 15:30")
		if _, weekly := asks(t, b); len(weekly) != 0 {
			t.Fatal("asked, though they have never used laurel")
		}
		do(t, b, func(tx *db.Tx) error { return coaching.FollowUpsOff(tx, "UADA") }) // no is not yes
		if _, weekly := asks(t, b); len(weekly) != 0 {
			t.Fatal("asked because they turned something off")
		}
		do(t, b, func(tx *db.Tx) error { return coaching.WeeklyOn(tx, "UADA") })
		if _, weekly := asks(t, b); len(weekly) != 1 || len(weekly["UADA"].Extend) != 1 || weekly["UADA"].Extend[0].ID != w.ID {
			t.Fatalf("asked %+v", weekly)
		}
	})
}

func TestTheFourthIgnoredOneIsTheLastAndThenItIsOff(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		hire(t, b, "UADA", "Europe/Berlin")
		at(t, b, "Europe/Berlin", "2026-11-09 10:00")
		add(t, b, wins.New{Person: "UADA", Text: "Shipped it"})
		for i, date := range []string{"2026-11-20", "2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18", "2026-12-25"} {
			at(t, b, "Europe/Berlin", date+" 15:30")
			_, weekly := asks(t, b)
			if q, asked := weekly["UADA"]; asked != (i < 4) || q.Last != (i == 3) {
				t.Errorf("on %s: %v, last %v", date, asked, q.Last)
			}
		}
		do(t, b, func(tx *db.Tx) error {
			s, err := coaching.SettingsOf(tx, "UADA")
			if s.Weekly.On || s.Weekly.Day != time.Friday || s.Weekly.At != 15*60+30 || !s.Hints || !s.FollowUps {
				t.Errorf("the settings are %+v", s)
			}
			return err
		})
	})
}

func TestSkippingTheNextLeavesOutExactlyOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := people.Person{Timezone: rapid.SampledFrom([]string{"Europe/Berlin", "Asia/Seoul", "America/New_York"}).Draw(t, "zone")}
		s := coaching.Settings{Weekly: coaching.Weekly{
			On: true, Day: time.Weekday(rapid.IntRange(0, 6).Draw(t, "day")), At: rapid.IntRange(0, 24*60-1).Draw(t, "minute"),
		}}
		c, now := coaching.Coach{}, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).
			Add(time.Duration(rapid.IntRange(0, 365*24*60).Draw(t, "minutes"))*time.Minute)
		first, _ := c.Next(p, s, now)
		second, _ := c.Next(p, s, first)
		s.QuietUntil = c.SkipNext(p, s, now)
		if after, _ := c.Next(p, s, now); !after.Equal(second) {
			t.Fatalf("quiet until %s: after %s comes %s, not %s", s.QuietUntil, now, after, second)
		}
	})
}

func TestBadSettingsAreRefusedAndChangeNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		hire(t, b, "UADA", "Europe/Berlin")
		for i, spoil := range []func(s *coaching.Settings){
			func(s *coaching.Settings) { s.QuietUntil = "tomorrow" },
			func(s *coaching.Settings) { s.QuietUntil = "2026-02-30" },
			func(s *coaching.Settings) { s.Weekly.Day = 7 },
			func(s *coaching.Settings) { s.Weekly.At = 24 * 60 },
			func(s *coaching.Settings) { s.Weekly.At = -1 },
		} {
			do(t, b, func(tx *db.Tx) error {
				before, err := coaching.SettingsOf(tx, "UADA")
				if err != nil {
					return err
				}
				s := before
				spoil(&s)
				if coaching.Save(tx, s) == nil {
					t.Errorf("%d was taken", i)
				}
				after, err := coaching.SettingsOf(tx, "UADA")
				if after != before {
					t.Errorf("%d: now %+v", i, after)
				}
				return err
			})
		}
	})
}
