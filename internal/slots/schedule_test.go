package slots_test

import (
	"archive/zip"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/internal/slots"
)

func TestLinesThatCannotWorkAreRefused(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"", " ", "TZ=UTC", "TZ=0", "CRON_TZ=Europe/London 0 9 * * *", "TZ=UTC 0 9 * * *", "@daily", "@every 0s", "@every 1s",
		"0 9 * *", "0 0 9 * * *", "60 9 * * *", "0 9 * * 7", "0 9 * * 5-1", "0 9 L * *", "0 9 * * 1#1", "*/0 * * * *",
		"0 9 1-99999999999999999999 * *",
	} {
		if schedule, err := slots.Parse(line); err == nil {
			t.Errorf("%q was read as %v", line, schedule)
		}
	}
	for _, line := range []string{"0 9 30 2 *", "0 0 31 4,6,9,11 *"} {
		if _, err := slots.Parse(line); !errors.Is(err, slots.ErrNever) {
			t.Errorf("%q: %v", line, err)
		}
	}
}

func TestNoLineStopsTheProcess(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.StringMatching(`(TZ=|CRON_TZ=|@every |@)?[A-Z0-9*/,=? -]{0,30}`).Draw(t, "line")
		schedule, err := slots.Parse(line)
		if err == nil && len(schedule.Due(time.Unix(0, 0), time.Unix(1e9, 0), time.UTC)) > 366*24*60 {
			t.Fatal("more than one slot a minute")
		}
	})
}

func TestSlotsFollowTheClocksOfThePlace(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, line, zone, after, until, want string }{
		{
			"New York jumps over 02:30", "30 2 * * *", "America/New_York", "2026-03-07T12:00Z", "2026-03-09T12:00Z",
			"2026-03-08T02:30 2026-03-08T07:00Z, 2026-03-09T02:30 2026-03-09T06:30Z",
		},
		{
			"New York shows 01:30 twice", "30 1 * * *", "America/New_York", "2026-10-31T12:00Z", "2026-11-02T12:00Z",
			"2026-11-01T01:30 2026-11-01T05:30Z, 2026-11-02T01:30 2026-11-02T06:30Z",
		},
		{
			"the second 01:30 is nothing new", "30 1 * * *", "America/New_York", "2026-11-01T06:10Z", "2026-11-01T12:00Z", "",
		},
		{
			"a start within the first 01:30 still finds it", "30 1 * * *", "America/New_York", "2026-11-01T05:29Z",
			"2026-11-01T06:10Z", "2026-11-01T01:30 2026-11-01T05:30Z",
		},
		{
			"London jumps over 01:30, once a week", "30 1 * * 0", "Europe/London", "2026-03-23T00:00Z", "2026-04-05T12:00Z",
			"2026-03-29T01:30 2026-03-29T01:00Z, 2026-04-05T01:30 2026-04-05T00:30Z",
		},
		{
			"São Paulo has no midnight", "0 0 * * *", "America/Sao_Paulo", "2018-11-03T12:00Z", "2018-11-05T12:00Z",
			"2018-11-04T00:00 2018-11-04T03:00Z, 2018-11-05T00:00 2018-11-05T02:00Z",
		},
		{
			"Lord Howe jumps half an hour", "15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00Z", "2026-10-05T00:00Z",
			"2026-10-04T02:15 2026-10-03T15:30Z, 2026-10-05T02:15 2026-10-04T15:15Z",
		},
		{
			"Fakaofo had no 30 December 2011", "0 9 * * *", "Pacific/Fakaofo", "2011-12-29T00:00Z", "2011-12-31T00:00Z",
			"2011-12-29T09:00 2011-12-29T20:00Z, 2011-12-31T09:00 2011-12-30T20:00Z",
		},
		{
			"Scoresbysund jumps to midnight", "30 23 * * *", "America/Scoresbysund", "2029-03-24T12:00Z", "2029-03-26T12:00Z",
			"2029-03-24T23:30 2029-03-25T00:59Z, 2029-03-25T23:30 2029-03-26T00:30Z",
		},
		{
			"Cairo's Friday begins at one", "0 0 * * 5", "Africa/Cairo", "2026-04-18T00:00Z", "2026-04-30T00:00Z",
			"2026-04-24T00:00 2026-04-23T22:00Z",
		},
		{
			"the bounds are open below and closed above", "0 9 * * 1-5", "UTC", "2026-11-20T09:00Z", "2026-11-24T09:00Z",
			"2026-11-23T09:00 2026-11-23T09:00Z, 2026-11-24T09:00 2026-11-24T09:00Z",
		},
		{"a clock that went back makes nothing due", "0 * * * *", "UTC", "2026-11-23T11:00Z", "2026-11-23T09:00Z", ""},
		{
			"a leap day comes", "0 9 29 2 *", "UTC", "2027-12-01T00:00Z", "2028-03-01T00:00Z",
			"2028-02-29T09:00 2028-02-29T09:00Z",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			schedule, err := slots.Parse(test.line)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, slot := range schedule.Due(at(t, test.after), at(t, test.until), zone(t, test.zone)) {
				got = append(got, slot.ID+" "+slot.At.Format(minutes))
			}
			if diff := cmp.Diff(test.want, strings.Join(got, ", ")); diff != "" {
				t.Fatal(diff)
			}
		})
	}
}

func TestEachDateOfEachPlaceHasOneMoment(t *testing.T) {
	t.Parallel()
	zones := allZones(t)
	if len(zones) < 400 {
		t.Fatalf("only %d zones", len(zones))
	}
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom(zones).Draw(rt, "zone")
		first := time.Date(2000, time.January, rapid.IntRange(1, 35*365).Draw(rt, "day"), 0, 0, 0, 0, time.UTC)
		checkDates(rt, zone(t, name), first, 400, rapid.IntRange(0, 24*60-1).Draw(rt, "minute"))
	})
}

func TestEachDateAroundEachChangeOfClocksHasOneMoment(t *testing.T) {
	t.Parallel()
	end := time.Date(2036, time.January, 1, 0, 0, 0, 0, time.UTC)
	changes := 0
	for _, name := range allZones(t) {
		loc := zone(t, name)
		for at := time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC); at.Before(end); changes++ {
			_, next := at.In(loc).ZoneBounds()
			if next.IsZero() {
				break
			}
			for _, minute := range []int{0, 30, 60, 90, 120, 135, 150, 23 * 60, 23*60 + 30} {
				checkDates(t, loc, next.UTC().Truncate(24*time.Hour).AddDate(0, 0, -2), 5, minute)
			}
			at = next
		}
	}
	if changes < 10000 {
		t.Fatalf("only %d changes", changes)
	}
}

// checkDates resolves one time of day on each of some days.
func checkDates(t interface{ Fatalf(string, ...any) }, loc *time.Location, first time.Time, days, minute int) {
	last := time.Time{}
	for day := range days {
		date := first.AddDate(0, 0, day).Add(time.Duration(minute) * time.Minute)
		moment, ok := slots.Resolve(date.Year(), date.Month(), date.Day(), date.Hour(), date.Minute(), loc)
		if !ok {
			if exists(date, loc) {
				t.Fatalf("%v has a %s, and it was not found", loc, date.Format(time.DateOnly))
			}
			continue
		}
		if !moment.After(last) {
			t.Fatalf("%v: %v is not after %v", loc, moment, last)
		}
		if moment.In(loc).Format(time.DateOnly) != date.Format(time.DateOnly) {
			t.Fatalf("%v: %v is on another day than %v", loc, moment.In(loc), date)
		}
		last = moment
	}
}

func TestSlotsDoNotDependOnHowOftenTheyAreAskedFor(t *testing.T) {
	t.Parallel()
	zones := allZones(t)
	rapid.Check(t, func(rt *rapid.T) {
		loc := zone(t, rapid.SampledFrom(zones).Draw(rt, "zone"))
		line := rapid.SampledFrom([]string{"*/20 * * * *", "30 1 * * *", "0 0 * * 1", "15 2,3 1-7 * *"}).Draw(rt, "line")
		schedule, err := slots.Parse(line)
		if err != nil {
			rt.Fatal(err)
		}
		start := time.Unix(rapid.Int64Range(946684800, 2082758400).Draw(rt, "start"), 0)
		end := start.Add(60 * 24 * time.Hour)
		var pieces []slots.Slot
		for from := start; from.Before(end); {
			to := from.Add(time.Duration(rapid.IntRange(1, 30*24*60).Draw(rt, "minutes")) * time.Minute)
			if to.After(end) {
				to = end
			}
			pieces, from = append(pieces, schedule.Due(from, to, loc)...), to
		}
		if diff := cmp.Diff(schedule.Due(start, end, loc), pieces); diff != "" {
			rt.Fatal(diff)
		}
		seen := map[string]bool{}
		for _, slot := range pieces {
			if seen[slot.ID] {
				rt.Fatalf("%s came twice", slot.ID)
			}
			seen[slot.ID] = true
		}
	})
}

func TestWeeksAreISOWeeksOfThePlace(t *testing.T) {
	t.Parallel()
	sunday := at(t, "2026-11-22T23:30Z")
	if got := slots.Week(sunday, time.UTC) + slots.Week(sunday, zone(t, "Europe/Berlin")); got != "2026-W472026-W48" {
		t.Fatal(got)
	}
	if got := slots.Week(at(t, "2027-01-01T12:00Z"), time.UTC); got != "2026-W53" {
		t.Fatal(got)
	}
}

const minutes = "2006-01-02T15:04Z07:00"

func at(t *testing.T, text string) time.Time {
	t.Helper()
	moment, err := time.Parse(minutes, text)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// exists tries each quarter of an hour around the date: does any clock in loc ever show it?
func exists(date time.Time, loc *time.Location) bool {
	for quarter := range 4 * 96 {
		moment := date.Add(-48*time.Hour + time.Duration(quarter)*15*time.Minute)
		if moment.In(loc).Format(time.DateOnly) == date.Format(time.DateOnly) {
			return true
		}
	}
	return false
}

// allZones lists the zones that Go ships with.
func allZones(t *testing.T) []string {
	t.Helper()
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()
	var names []string
	for _, file := range archive.File {
		if !strings.HasSuffix(file.Name, "/") {
			names = append(names, file.Name)
		}
	}
	return names
}
