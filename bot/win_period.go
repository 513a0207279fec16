package bot

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// span is a time from one day up to another, which is in it no more.
type span struct{ from, to time.Time }

// period understands a time that somebody writes, seen from today, as days from and until: today, yesterday, this week,
// last month, november, nov 2025, 2026-11, 2026-11-03, 2025, last year, q3, h1 2026. A month, quarter or half-year
// without a year is the latest that has begun.
func period(text string, today time.Time) (since, until string, ok bool) {
	words := strings.Fields(strings.ToLower(strings.NewReplacer(",", " ", ".", " ").Replace(text)))
	if len(words) > 1 && (words[0] == "in" || words[0] == "of" || words[0] == "from") {
		words = words[1:]
	}
	year, month, day := today.Date()
	now := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	s, ok := spanOf(strings.Join(words, " "), now)
	if !ok || s.from.Year() < 2000 || s.from.Year() > 2100 { // a number, but no year
		return "", "", false
	}
	return s.from.Format(time.DateOnly), s.to.AddDate(0, 0, -1).Format(time.DateOnly), true
}

func spanOf(text string, today time.Time) (span, bool) {
	for _, layout := range []struct {
		is                  string
		years, months, days int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006-1", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(layout.is, text); err == nil {
			return span{t, t.AddDate(layout.years, layout.months, layout.days)}, true
		}
	}
	if s, ok := relative(text, today); ok {
		return s, true
	}
	name, rest, _ := strings.Cut(text, " ")
	first, months := namedMonths(name)
	if months == 0 {
		return span{}, false
	}
	begin := time.Date(today.Year(), first, 1, 0, 0, 0, 0, time.UTC)
	if rest != "" {
		year, err := strconv.Atoi(rest)
		if err != nil || len(rest) != 4 {
			return span{}, false
		}
		begin = begin.AddDate(year-begin.Year(), 0, 0)
	} else if begin.After(today) {
		begin = begin.AddDate(-1, 0, 0)
	}
	return span{begin, begin.AddDate(0, months, 0)}, true
}

// relative understands times that are told from today. A week begins on Monday.
func relative(text string, today time.Time) (span, bool) {
	monday := today.AddDate(0, 0, -(int(today.Weekday())+6)%7)
	month := time.Date(today.Year(), today.Month(), 1, 0, 0, 0, 0, time.UTC)
	year := time.Date(today.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
	s, ok := map[string]span{
		"today":      {today, today.AddDate(0, 0, 1)},
		"yesterday":  {today.AddDate(0, 0, -1), today},
		"this week":  {monday, monday.AddDate(0, 0, 7)},
		"last week":  {monday.AddDate(0, 0, -7), monday},
		"this month": {month, month.AddDate(0, 1, 0)},
		"last month": {month.AddDate(0, -1, 0), month},
		"this year":  {year, year.AddDate(1, 0, 0)},
		"last year":  {year.AddDate(-1, 0, 0), year},
	}[text]
	return s, ok
}

var partOfYear = regexp.MustCompile(`^(?:q([1-4])|h([12]))$`)

// namedMonths is the first month of a name, and how many it holds: nov, november, q3, h1. 0 for another word.
func namedMonths(name string) (first time.Month, months int) {
	if part := partOfYear.FindStringSubmatch(name); part != nil {
		if part[1] != "" {
			return time.Month(3*(part[1][0]-'1') + 1), 3
		}
		return time.Month(6*(part[2][0]-'1') + 1), 6
	}
	if len(name) < 3 {
		return 0, 0
	}
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), name) {
			return m, 1
		}
	}
	return 0, 0
}
