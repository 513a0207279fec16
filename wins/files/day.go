package files

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// day is a date as far as it was written: a year, or a month, quarter or half of one, or a whole day. The zero day is
// none; one without a year waits for a heading that has it.
type day struct {
	year, month, date int  // zero: not written; month is the first of what was written
	unsure            bool // day and month may be the other way round
	written           string
}

func (d day) whole() bool { return d.date != 0 }

// first is the first day of it, YYYY-MM-DD. Reading the same file later gives the same, unlike the last day or today.
func (d day) first() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.year, max(d.month, 1), max(d.date, 1))
}

// in is the day in the year, or the month, of what stands above it.
func (d day) in(above day) day {
	if d.year == 0 && (d.month != 0 || d.date != 0) {
		d.year = above.year
	}
	return d
}

// order is which comes first in dates like 3/4/2026.
type order int

const (
	unknownOrder order = iota
	dayFirst
	monthFirst
	mixedOrder
)

// learned is the order after one more date of the same file: 23/11/2026 tells how 3/4/2026 is meant.
func (o order) learned(text string) order {
	m := numeric.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil || m[2] == "." {
		return o
	}
	seen := unknownOrder
	switch a, b := number(m[1]), number(m[3]); {
	case a > 12:
		seen = dayFirst
	case b > 12:
		seen = monthFirst
	}
	switch {
	case seen == unknownOrder || seen == o:
		return o
	case o == unknownOrder:
		return seen
	default:
		return mixedOrder
	}
}

// readDay reads a date as people write one. problem is a sentence when it can't be read or needs a year.
func readDay(text string, o order) (d day, problem string) {
	d, ok := parseDay(text)
	switch {
	case !ok:
		return day{}, fmt.Sprintf("%q is not a date; write it like 2026-11-23, Nov 2026 or Q3 2026", shortened(text, 40))
	case d.unsure && o == dayFirst:
		d.month, d.date = d.date, d.month
	case d.unsure && o != monthFirst:
		return day{}, fmt.Sprintf("%q can be day and month or month and day; write it like 2026-11-23", shortened(text, 40))
	case d.year == 0:
		return day{}, fmt.Sprintf("%q has no year", shortened(text, 40))
	}
	return d, ""
}

// The forms of a date, in small letters, without commas, weekdays and the ends of ordinals.
var (
	isoDay    = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[t ]\d{1,2}:\d{2}\S*(?: \S+)?)?)?$`)
	dayMonth  = regexp.MustCompile(`^(\d{1,2})[.]? ?([a-z]{3,9})[.]?(?: (\d{4}))?$`)
	monthDay  = regexp.MustCompile(`^([a-z]{3,9})[.]? (\d{1,2})(?: (\d{4}))?$`)
	monthYear = regexp.MustCompile(`^([a-z]{3,9})[.]?(?: (\d{4}))?$`)
	yearMonth = regexp.MustCompile(`^(\d{4}) ([a-z]{3,9})$`)
	part      = regexp.MustCompile(`^([qh])([1-4])(?:[ /-]?(\d{4}))?$`)
	yearPart  = regexp.MustCompile(`^(\d{4})[ /-]?([qh])([1-4])$`)
	yearOnly  = regexp.MustCompile(`^(\d{4})$`)
	numeric   = regexp.MustCompile(`^(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d{2})$`)

	weekday  = regexp.MustCompile(`\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b\.?`)
	ordinal  = regexp.MustCompile(`\b(\d{1,2})(st|nd|rd|th)\b`)
	interval = regexp.MustCompile(`\s*(?:\s[-–—]|[–—]|\bto\b|\buntil\b)\s*`)
)

// parseDay reads a date, and of an interval where it begins.
func parseDay(text string) (day, bool) {
	written := strings.Join(strings.Fields(text), " ")
	if len(written) > 60 {
		return day{}, false
	}
	if d, ok := parseOne(written); ok {
		d.written = written
		return d, true
	}
	ends := interval.Split(written, 2)
	if len(ends) != 2 {
		return day{}, false
	}
	d, ok := parseOne(ends[0])
	end, also := parseOne(ends[1])
	d = d.in(end)
	d.written = written
	return d, ok && also
}

func parseOne(text string) (day, bool) {
	text = weekday.ReplaceAllString(strings.ToLower(text), " ")
	text = ordinal.ReplaceAllString(strings.NewReplacer(",", " ", " of ", " ", "'", "").Replace(text), "$1")
	text = strings.Join(strings.Fields(text), " ")
	for _, form := range []func(string) (day, bool){parseNumbers, parseWords, parsePart} {
		if d, ok := form(text); ok {
			return d, d.real()
		}
	}
	return day{}, false
}

// real tells whether there is such a day.
func (d day) real() bool {
	if d.unsure {
		return true
	}
	if d.year != 0 && (d.year < 1970 || d.year > 2199) || d.month > 12 {
		return false
	}
	year := d.year
	if year == 0 {
		year = 2000 // a leap year: 29 Feb waits for its year
	}
	t := time.Date(year, time.Month(max(d.month, 1)), max(d.date, 1), 0, 0, 0, 0, time.UTC)
	return t.Day() == max(d.date, 1)
}

func parseNumbers(text string) (day, bool) {
	if m := isoDay.FindStringSubmatch(text); m != nil {
		d := day{year: number(m[1]), month: number(m[2]), date: number(m[3])}
		return d, d.month > 0 && (m[3] == "" || d.date > 0)
	}
	if m := yearOnly.FindStringSubmatch(text); m != nil {
		return day{year: number(m[1])}, true
	}
	m := numeric.FindStringSubmatch(text)
	if m == nil {
		return day{}, false
	}
	a, b, year := number(m[1]), number(m[3]), number(m[4])
	if year < 100 {
		year += 2000
	}
	switch {
	case a == 0 || b == 0:
		return day{}, false
	case m[2] == "." || a > 12: // with points the day always comes first
		return day{year: year, month: b, date: a}, true
	case b > 12 || a == b:
		return day{year: year, month: a, date: b}, true
	default:
		return day{year: year, month: a, date: b, unsure: true}, true
	}
}

func parseWords(text string) (day, bool) {
	if m := dayMonth.FindStringSubmatch(text); m != nil && monthNumber(m[2]) > 0 && number(m[1]) > 0 {
		return day{year: number(m[3]), month: monthNumber(m[2]), date: number(m[1])}, true
	}
	if m := monthDay.FindStringSubmatch(text); m != nil && monthNumber(m[1]) > 0 && number(m[2]) > 0 {
		return day{year: number(m[3]), month: monthNumber(m[1]), date: number(m[2])}, true
	}
	if m := monthYear.FindStringSubmatch(text); m != nil && monthNumber(m[1]) > 0 {
		return day{year: number(m[2]), month: monthNumber(m[1])}, true
	}
	if m := yearMonth.FindStringSubmatch(text); m != nil && monthNumber(m[2]) > 0 {
		return day{year: number(m[1]), month: monthNumber(m[2])}, true
	}
	return day{}, false
}

func parsePart(text string) (day, bool) {
	kind, nth, year := "", "", ""
	if m := part.FindStringSubmatch(text); m != nil {
		kind, nth, year = m[1], m[2], m[3]
	} else if m := yearPart.FindStringSubmatch(text); m != nil {
		year, kind, nth = m[1], m[2], m[3]
	}
	switch n := number(nth); {
	case kind == "q":
		return day{year: number(year), month: 3*n - 2}, true
	case kind == "h" && n <= 2:
		return day{year: number(year), month: 6*n - 5}, true
	default:
		return day{}, false
	}
}

// monthNumber is 1 to 12 for a month's name or its first three letters, 0 for another word.
func monthNumber(word string) int {
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if word == name || word == name[:3] || word == "sept" && m == time.September {
			return int(m)
		}
	}
	return 0
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
