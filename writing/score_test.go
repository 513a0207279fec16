package writing_test

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"laurel/writing"
)

// A report holds the figures of one file by their name in docs/writing.md.
type report struct {
	wrong  []string // the texts that were misread, and how
	names  []string // in the order of their first mention
	figure map[string]*tally
}

func (r *report) add(name string, right bool) {
	if r.figure == nil {
		r.figure = map[string]*tally{}
	}
	if r.figure[name] == nil {
		r.names, r.figure[name] = append(r.names, name), &tally{}
	}
	r.figure[name].add(right)
}

// sets counts what of a list was found, and what of the found stands in it; each item has its own figure too.
func (r *report) sets(name string, got, want []string, each bool) {
	for _, item := range want {
		r.add(name+", recall", slices.Contains(got, item))
		if each {
			r.add(name+" "+item+", recall", slices.Contains(got, item))
		}
	}
	for _, item := range got {
		r.add(name+", precision", slices.Contains(want, item))
		if each {
			r.add(name+" "+item+", precision", slices.Contains(want, item))
		}
	}
}

// score compares one reading with its label and returns what was wrong, for the file that may be looked at.
func (r *report) score(want labelled, got writing.Reading) (wrong []string) {
	note := func(name string, right bool, got, want any) {
		if r.add(name, right); !right {
			wrong = append(wrong, fmt.Sprintf("%s: got %v, want %v", name, got, want))
		}
	}
	note("First competency", got.Competency == want.competency, got.Competency, want.competency)
	second := ""
	if len(got.Competencies) > 1 {
		second = got.Competencies[1].ID
	}
	note("Second competency", second == want.second, second, want.second)
	notes := metricNotes(got.Metrics)
	found := matched(notes, want.metrics, sameMetric)
	note("Metrics of a text exact", found == len(want.metrics) && found == len(notes), notes, want.metrics)
	note("Texts without a false metric", matched(notes, want.metrics, sameNumbers) == len(notes), notes, want.metrics)
	r.share("Metrics, precision", found, len(notes))
	r.share("Metrics, recall", found, len(want.metrics))
	trap := slices.Contains(hintIDs(got.Hints), writing.HintTrap)
	switch {
	case want.trap:
		note("Trap found (recall)", trap, "no trap", "one")
	default:
		note("Texts without a trap left alone", !trap, "a trap", "none")
	}
	if trap {
		r.add("Trap, precision", want.trap)
	}
	note("Stages of a text exact", slices.Equal(got.Stages, want.stages), got.Stages, want.stages)
	r.sets("Stages", got.Stages, want.stages, true)
	note("Kind", got.Kind == want.kind, got.Kind, want.kind)
	note("Missing parts of a text exact", slices.Equal(got.Missing, want.missing), got.Missing, want.missing)
	r.sets("Missing", got.Missing, want.missing, true)
	return wrong
}

func (r *report) share(name string, right, of int) {
	for i := range of {
		r.add(name, i < right)
	}
}

// matched counts the notes that have a label of their own.
func matched(got, want []string, same func(a, b string) bool) int {
	n, taken := 0, make([]bool, len(want))
	for _, g := range got {
		for i, w := range want {
			if !taken[i] && same(g, w) {
				taken[i] = true
				n++
				break
			}
		}
	}
	return n
}

// sameMetric compares two notes "name: value unit direction better". A name may be longer on one side ("AUC", "the
// model's AUC"), numbers are compared as numbers, and a counted noun ("14 alerts") as a unit is as good as none.
func sameMetric(got, want string) bool {
	gotName, gotRest, _ := cutLast(got)
	wantName, wantRest, _ := cutLast(want)
	g, w := strings.Fields(gotRest), strings.Fields(wantRest)
	if len(g) < 4 || len(w) < 4 || !sameName(gotName, wantName) || !sameNumbers(got, want) {
		return false
	}
	gotUnit, wantUnit := strings.Join(g[1:len(g)-2], " "), strings.Join(w[1:len(w)-2], " ")
	return foldUnit(gotUnit) == foldUnit(wantUnit) && slices.Equal(g[len(g)-2:], w[len(w)-2:])
}

func sameNumbers(got, want string) bool {
	_, g, _ := cutLast(got)
	_, w, _ := cutLast(want)
	return numbersOf(g) == numbersOf(w)
}

// cutLast cuts at the last ": ".
func cutLast(note string) (name, rest string, ok bool) {
	i := strings.LastIndex(note, ": ")
	if i < 0 {
		return note, "", false
	}
	return note[:i], note[i+2:], true
}

// numbersOf reads "0.71>0.80", "~18" or ">0.9".
func numbersOf(rest string) string {
	value, _, _ := strings.Cut(rest, " ")
	number := func(s string) string {
		var v float64
		if _, err := fmt.Sscan(s, &v); err != nil {
			return s
		}
		return fmt.Sprintf("%.6g", v)
	}
	if change, ok := strings.CutPrefix(value, "~"); ok {
		return "~" + number(change)
	}
	from, to, _ := strings.Cut(value, ">")
	return number(from) + ">" + number(to)
}

func sameName(a, b string) bool {
	x, y := nameWords(a), nameWords(b)
	return slices.Equal(x, y) || len(x) > 0 && subset(x, y) || len(y) > 0 && subset(y, x)
}

func subset(x, y []string) bool {
	return !slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) })
}

func nameWords(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '@' && c != '.'
	})
}

// realUnits are the units of the labels; any other word there is a counted noun.
var realUnits = map[string]string{
	"%": "%", "pp": "pp", "x": "x", "points": "points", "pts": "points", "bps": "bps", "bp": "bps", "usd": "USD",
	"eur": "EUR", "gbp": "GBP", "inr": "INR", "jpy": "JPY", "chf": "CHF", "ms": "ms", "s": "s", "sec": "s",
	"seconds": "s", "second": "s", "min": "min", "mins": "min", "m": "min", "minutes": "min", "minute": "min",
	"h": "h", "hr": "h", "hrs": "h", "hours": "h", "hour": "h", "d": "days", "day": "days", "days": "days",
	"week": "weeks", "weeks": "weeks", "wks": "weeks", "months": "months", "month": "months", "kb": "KB", "mb": "MB",
	"gb": "GB", "tb": "TB", "fps": "fps", "rps": "rps", "qps": "qps", "kwh": "kWh", "mw": "MW",
}

func foldUnit(unit string) string {
	if strings.Contains(unit, "/") {
		return strings.ToLower(unit)
	}
	return realUnits[strings.ToLower(unit)]
}
