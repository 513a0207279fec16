package writing

import (
	"slices"
	"strconv"
	"strings"
)

// Voice clips come as people speak: "went from uh four point one to two point six", "forty two percent", "three hundred
// and ten". spoken.go makes one number of the words that are one, and leaves out what fills a pause.

var pauses = set("uh uhh uhm um umm erm hmm mhm")

var ones = map[string]int{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}

var teens = map[string]int{
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19,
}

var tens = map[string]int{
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// spokenWord is the number that one word says; "one" counts all sorts of things, and is none.
func spokenWord(low string) (value float64, ok bool) {
	for _, words := range []map[string]int{ones, teens, tens} {
		if n, ok := words[low]; ok && low != "one" {
			return float64(n), true
		}
	}
	return 0, false
}

// speak makes one token of the words of each spoken number.
func (p *passage) speak() {
	for i := range p.toks {
		if p.toks[i].kind == word && pauses[p.toks[i].low] {
			p.toks[i].kind = filler
		}
	}
	p.dropFillers()
	for i := 0; i < len(p.toks); i++ {
		value, end, decimal := p.spoken(i)
		if end < i+2 {
			continue // one word is looked at with its neighbours, see spell
		}
		t := &p.toks[i]
		t.kind, t.value, t.spelled, t.end = number, value, !decimal, p.toks[end-1].end
		if decade, century := tens[p.low(i)], p.low(i+1); decade == 20 && (tens[century] != 0 || teens[century] != 0) {
			t.kind = opaque // twenty twenty four is a year
		}
		for k := i + 1; k < end; k++ {
			p.toks[k].kind = filler
		}
		if end < len(p.toks) && t.kind == number {
			p.spokenUnit(i, end)
		}
		i = end - 1
	}
	p.dropFillers()
}

func (p *passage) dropFillers() {
	p.toks = slices.DeleteFunc(p.toks, func(t token) bool { return t.kind == filler })
}

// spokenUnit gives the number at i the unit that its words end with, at token next.
func (p *passage) spokenUnit(i, next int) {
	last := next
	if p.low(next) == "percentage" && strings.HasPrefix(p.low(next+1), "point") {
		last++
	}
	unit, n := unitAt(p.text[p.toks[next].start:p.toks[last].end])
	if n < 3 && unit != "%" {
		return
	}
	p.toks[i].unit, p.toks[i].end = unit, p.toks[last].end
	for k := next; k <= last; k++ {
		p.toks[k].kind = filler
	}
}

// spoken reads the number whose first word is at i, and where it ends; i itself where there is none.
func (p *passage) spoken(i int) (value float64, end int, decimal bool) {
	whole, end := p.cardinal(i)
	digits, k := "", end+1
	if p.low(end) == "point" && (end > i || pointed[p.low(i-1)]) {
		for ; k < len(p.toks); k++ {
			digit, ok := ones[p.low(k)]
			if !ok {
				break
			}
			digits += strconv.Itoa(digit)
		}
		if two, after := p.cardinal(k); digits == "" && two >= 10 && two < 100 {
			digits, k = strconv.Itoa(two), after // "point forty two"
		}
	}
	if digits == "" || len(digits) > 9 {
		return float64(whole), end, false
	}
	value, err := strconv.ParseFloat(strconv.Itoa(whole)+"."+digits, 64)
	return value, k, err == nil
}

// pointed are words behind which "point four" is a number, not "the point" or "at some point".
var pointed = set("from to by of at is was were be with about around roughly got gets hit reached plus minus and")

// cardinal reads a whole number: "forty two", "three hundred and ten", "twelve thousand".
func (p *passage) cardinal(i int) (value, end int) {
	value, end = p.hundreds(i)
	if end > i && p.low(end) == "thousand" {
		rest, after := p.hundreds(end + 1)
		if value, end = value*1000, end+1; after > end && p.low(after) != "thousand" {
			value, end = value+rest, after
		}
	}
	if end > i && p.low(end) == "million" {
		value, end = value*1_000_000, end+1
	}
	return value, end
}

func (p *passage) hundreds(i int) (value, end int) {
	value, end = p.below100(i)
	if end == i || p.low(end) != "hundred" {
		return value, end
	}
	value, end = value*100, end+1
	next := end
	if p.low(next) == "and" {
		next++
	}
	if rest, after := p.below100(next); after > next {
		return value + rest, after
	}
	return value, end
}

func (p *passage) below100(i int) (value, end int) {
	low := p.low(i)
	if n, ok := teens[low]; ok {
		return n, i + 1
	}
	if n, ok := tens[low]; ok {
		if one := ones[p.low(i+1)]; one > 0 {
			return n + one, i + 2
		}
		if tens[p.low(i+1)] != 0 || teens[p.low(i+1)] != 0 { // twenty twenty four
			_, end = p.below100(i + 1)
			return n, end
		}
		return n, i + 1
	}
	if n, ok := ones[low]; ok {
		return n, i + 1
	}
	return 0, i
}
