package reviews_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"laurel/reviews"
)

func TestWorkingDaysLeaveOutWeekendsAndHolidays(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	wednesday := time.Date(2026, 12, 23, 10, 0, 0, 0, berlin)
	christmas := reviews.Calendar{Holidays: []string{"2026-12-24", "2026-12-25"}}
	gulf := reviews.Calendar{Weekend: []string{"Friday", "saturday"}}
	for _, c := range []struct {
		calendar reviews.Calendar
		days     int
		want     string
	}{
		{reviews.Calendar{}, 0, "2026-12-23T17:00"},
		{reviews.Calendar{}, 2, "2026-12-25T17:00"},
		{reviews.Calendar{}, 3, "2026-12-28T17:00"},
		{christmas, 1, "2026-12-28T17:00"},
		{gulf, 2, "2026-12-27T17:00"},
	} {
		if got := c.calendar.End(wednesday, c.days).In(berlin).Format("2006-01-02T15:04"); got != c.want {
			t.Errorf("%d working days by %v end %s, want %s", c.days, c.calendar, got, c.want)
		}
	}
	if got := christmas.Before(wednesday.AddDate(0, 0, 5), 2).In(berlin).Format("2006-01-02T15:04"); got != "2026-12-22T00:00" {
		t.Errorf("two days before the 28th is %s", got)
	}
}

// TestEndsAndBeforesAreInverse: as many working days lie between a day and the one that End gives as were asked for.
func TestEndsAndBeforesAreInverse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom([]string{
			"Europe/Berlin", "America/New_York", "Africa/Cairo", "Asia/Seoul", "Pacific/Apia", "America/Sao_Paulo",
		}).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Unix(rapid.Int64Range(1_400_000_000, 2_000_000_000).Draw(t, "begin"), 0).In(zone)
		calendar := reviews.Calendar{Holidays: []string{begin.AddDate(0, 0, 2).Format(time.DateOnly)}}
		n := rapid.IntRange(1, 60).Draw(t, "days")
		end := calendar.End(begin, n).In(zone)
		if !calendar.Works(end) || end.Hour() != 17 {
			t.Fatalf("%d working days after %v end %v", n, begin, end)
		}
		back := calendar.Before(end, n).In(zone)
		if back.After(begin) {
			t.Fatalf("%d working days before %v is %v, after %v", n, end, back, begin)
		}
		worked := 0
		for day := begin; day.Format(time.DateOnly) != end.Format(time.DateOnly); {
			day = day.AddDate(0, 0, 1)
			if calendar.Works(day) {
				worked++
			}
		}
		if worked != n {
			t.Fatalf("%d working days lie between %v and %v, not %d", worked, begin, end, n)
		}
	})
}
