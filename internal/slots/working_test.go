package slots_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"laurel/internal/slots"
)

func TestOutsideWorkingHoursTheNextOnesAreFound(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ zone, from, want string }{
		{"Europe/Berlin", "2026-11-23T09:00Z", "2026-11-23T09:00Z"}, // Monday at ten
		{"Europe/Berlin", "2026-11-23T08:00Z", "2026-11-23T08:30Z"}, // at nine
		{"Asia/Seoul", "2026-11-23T09:00Z", "2026-11-24T00:30Z"},    // Monday evening
		{"Europe/Berlin", "2026-11-27T15:30Z", "2026-11-30T08:30Z"}, // Friday at half past four
		{"America/New_York", "2026-11-28T12:00Z", "2026-11-30T14:30Z"},
	} {
		if got := slots.NextWorking(at(t, test.from), zone(t, test.zone)); !got.Equal(at(t, test.want)) {
			t.Errorf("after %s in %s it is %s, want %s", test.from, test.zone, got, test.want)
		}
	}
}

func TestWorkingHoursAreNeverFurtherAwayThanAWeekend(t *testing.T) {
	t.Parallel()
	zones := []string{"Europe/Berlin", "Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati"}
	rapid.Check(t, func(t *rapid.T) {
		from := time.Unix(rapid.Int64Range(1.6e9, 2e9).Draw(t, "from"), 0)
		loc, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		next := slots.NextWorking(from, loc)
		if next.Before(from) || next.Sub(from) > 66*time.Hour || !slots.Working(next, loc) {
			t.Fatalf("after %s it is %s", from, next)
		}
	})
}

func TestADayIsFromEightToEightWhereSomebodyIs(t *testing.T) {
	t.Parallel()
	seoul, err := time.LoadLocation("Asia/Seoul")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		at  string // in UTC
		day bool
	}{
		{"2026-11-23T22:59", false}, // 07:59
		{"2026-11-23T23:00", true},  // 08:00
		{"2026-11-28T10:59", true},  // Saturday, 19:59
		{"2026-11-28T11:00", false}, // 20:00
	} {
		at, err := time.Parse("2006-01-02T15:04", c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := slots.Day(at, seoul); got != c.day {
			t.Errorf("%s is day: %v", c.at, got)
		}
	}
}
