package writing

import "strings"

// Two numbers of one kind, near each other, are an old and a new one when the words around them say which is which.
// pairs.go reads those words: an arrow or "from … to" between them, "was", "vs" or "instead of" before the old one,
// "before" after it, "now" beside the new one, months in order, or a second subject ("the teacher has 0.96").

// gapLength is how many tokens may stand between the two.
const gapLength = 16

// pairAt reads the pair whose first number is at i.
func (p *passage) pairAt(i int) (quantity, bool) {
	if p.toks[i].sign != 0 && p.low(i+1) != "→" && p.low(i+1) != "to" || p.dateLike(i) ||
		p.idle[i] == softIdle && limits[p.low(i-1)] {
		return quantity{}, false
	}
	ends := 0
	for j := i + 1; j < len(p.toks) && j <= i+gapLength; j++ {
		t := &p.toks[j]
		switch {
		case t.kind == number && p.idle[j] == softIdle && limits[p.low(j-1)]: // (target 35 %, last year 22 %)
		case t.kind == number && !p.dateLike(j) && !p.setApart(j):
			if !p.comparable(i, j) {
				continue
			}
			if _, e := p.cueAfter(j); e == down && p.low(j+1) == "fewer" {
				return quantity{}, false // "€400 each, and 60 fewer of them"
			}
			if p.opensPair(j) && p.low(i+1) != "→" && !p.onlyTo(i, j) {
				return quantity{}, false
			}
			if p.low(p.approx(j)-1) == "to" && p.low(j+1) == "from" && p.isNumber(j+2) {
				return quantity{}, false // across the 6 squads down to 14 from 60
			}
			if ends > 0 && !p.resumes(i, j) {
				return quantity{}, false
			}
			return p.related(i, j, ends > 0)
		case t.low == ".":
			if ends++; ends > 1 {
				return quantity{}, false
			}
		case p.free(j) != 0 && p.names(i, j): // 11 failed runs in March, 1 in May
			j = p.hits[p.free(j)-1].end - 1
		case p.free(j) != 0 && p.low(j-1) == "at" && p.low(j+1) == ",": // 4 ms at p95, used to be 19 ms
		case p.free(j) != 0 && !compares[p.low(p.startOf(j)-1)] || p.used[j]:
			return quantity{}, false
		}
	}
	return quantity{}, false
}

// names says whether the metric at token j names the number at i before it: "94.1 % field accuracy".
func (p *passage) names(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if !p.content(k) {
			return false
		}
	}
	return j <= i+3
}

// opensPair says whether the number at j is itself an old one: "from 41 to 29", "41 → 29".
func (p *passage) opensPair(j int) bool {
	if p.low(j+1) == "→" {
		return true
	}
	if p.low(p.approx(j)-1) != "from" {
		return false
	}
	for k := j + 1; k < len(p.toks) && k < j+5 && p.toks[k].kind == word; k++ {
		if p.low(k) == "to" || p.low(k) == "down" {
			return true
		}
	}
	return false
}

// resumes says whether the sentence that ends in the number at j goes on about the one at i: "It was 0.72", "In May it
// was $31k" have no subject of their own.
func (p *passage) resumes(i, j int) bool {
	if p.otherSubject(i, j) && strings.Contains(p.slice(i, j), ";") {
		return true // 41.2; the vendor's has 38.9
	}
	start := j
	for start > i && p.low(start-1) != "." {
		start--
	}
	if low := p.low(start); formerWords[low] || low == "before" || low == "previously" || low == "baseline" {
		return true // "previous tokenizer 5.6 %"
	}
	for k := j - 1; k > i && p.low(k) != "."; k-- {
		low := p.low(k)
		if pronoun[low] || low == "that" {
			return true
		}
		if p.toks[k].kind == word && !stopWords[low] && !p.month(k) && !dated[low] && !oldLead[low] && !oldTrail[low] &&
			!approximate[low] && !newLead[low] && low != "up" && low != "down" && !averages[low] {
			return false
		}
	}
	return true
}

// pronoun takes up what the sentence before was about.
var pronoun = set("it they it's they're that's")

// averages may stand for what was named before: "Today the median is 2 days".
var averages = set("median mean average typical normal level a an")

// startOf is where the metric that covers token i begins.
func (p *passage) startOf(i int) int {
	if n := p.at[i]; n != 0 {
		return p.hits[n-1].start
	}
	return i
}

// setApart says whether the number at j can't be a second value of anything: a sample, an interval, a name.
func (p *passage) setApart(j int) bool {
	return p.idle[j] == hardIdle
}

// comparable says whether two numbers can be values of one metric.
func (p *passage) comparable(i, j int) bool {
	a, b := p.toks[i], p.toks[j]
	switch {
	case a.unit == "" && b.unit == "" && (a.spelled || p.counts(i)) && !whole(b.value):
		return false // five groups, 0.914
	case a.unit == "" && b.unit == "" && p.counts(j) && !whole(a.value) && (b.spelled || a.value < 1):
		return false // 42.7 on the notes of two clinics
	case a.unit == "" && b.unit == "" && p.counted(i) != p.counted(j) && p.counted(i) != "" && p.counted(j) != "":
		return false // 1,500 essays from 40 teachers
	case b.unit == "" && differences[p.dimension(i)] && b.value >= 1000, b.unit == "" && a.unit == "points" && b.value >= 1000:
		return false // 1.4 points with 5k images
	case a.unit == b.unit, p.dimension(i) == p.dimension(j):
		return true
	case a.unit == "":
		return p.low(i+1) == "→" || p.low(i+1) == "to"
	}
	return b.unit == "" && (!p.counts(j) || p.low(p.approx(j)-1) == "→")
}

// counted is the plural noun that the number at i counts, "" when there is none.
func (p *passage) counted(i int) string {
	if !whole(p.toks[i].value) {
		return ""
	}
	for k := i + 1; k < i+4 && k < len(p.toks) && p.content(k) && p.toks[k].kind == word; k++ {
		if p.countNoun(k) {
			return p.toks[k].key
		}
	}
	return ""
}

// counts says whether the number at i counts the noun after it: "6 radiologists".
func (p *passage) counts(i int) bool {
	return i+1 < len(p.toks) && whole(p.toks[i].value) && p.content(i+1) && !p.toks[i+1].joined && p.countNoun(i+1)
}

// related says how the numbers at a and b, in this order in the text, belong together. apart: a sentence ends between.
func (p *passage) related(a, b int, apart bool) (quantity, bool) {
	gap, broken := p.gap(a, b)
	prior := p.approx(a) - 1
	for k := prior; k > prior-4 && k > 0 && p.toks[k].kind == word && p.low(k) != "from"; k-- {
		if p.low(k-1) == "from" {
			prior = k - 1
			break
		}
	}
	from := p.low(prior) == "from"
	switch {
	case gap["→"] && !broken, p.low(p.approx(b)-1) == "→", p.low(a+1) == "control" && p.low(b+1) == "treatment":
		return p.pair(a, a, p.last(b), a)
	case gap["to"] && from && !broken, (gap["into"] || gap["until"] || gap["till"]) && from:
		return p.pair(prior, a, b, a)
	case !broken && p.low(p.approx(b)-1) == "to" && (gap["down"] || gap["up"]): // 14 alerts down to 3
		return p.pair(a, a, b, a)
	case gap["became"] && !broken && b-a < 5, gap["made"] && (gap["that"] || gap["it"]): // 7 h became 55 min
		return p.pair(a, a, b, a)
	case p.low(p.approx(a)-1) == "longer" && p.low(p.approx(a)-2) == "no" && gap["but"]: // no longer 310 m but 240 m
		return p.pair(p.approx(a)-2, a, b, a)
	case p.low(p.approx(b)-1) == "then" && !apart: // 5,400, then 2,100
		return p.pair(a, a, p.row(b), a)
	case p.onlyTo(a, b) && p.low(p.approx(a)-1) == "by": // improved by 7 points to 0.81
		return quantity{}, false
	case p.onlyTo(a, b):
		q, ok := p.pair(a, a, b, a)
		q.bare = p.toks[a-min(a, 1)].effect == none
		return q, ok
	}
	for w := range gap {
		if lead := p.before(b, a); wished[w] && (!hasAny(lead, oldLead) || hasAny(lead, wished)) {
			return quantity{}, false
		}
	}
	switch p.ordered(a, b, broken, apart) {
	case 1:
		return p.pair(a, a, p.row(b), a)
	case -1:
		return p.pair(a, b, a, a)
	}
	return quantity{}, false
}

// last is the end of a row of steps: of "9 days → 2 days → 4 hours" the 4 hours.
func (p *passage) last(b int) int {
	for p.low(b+1) == "→" && p.isNumber(b+2) && (p.comparable(b, b+2) || p.toks[b+2].unit == "") {
		b += 2
	}
	return b
}

// row is the last of a row of values in the order of time: "40 in January, 22 in March, 7 in June", "22, then 15, now 9".
func (p *passage) row(b int) int {
	for k := b + 1; k < len(p.toks) && k < b+8; k++ {
		low := p.low(k)
		switch {
		case p.isNumber(k) && !p.dateLike(k):
			if p.idle[k] != 0 || !p.comparable(b, k) {
				return b
			}
			b = k
		case low != "," && low != "in" && low != "and" && !dated[low] && !p.month(k) && !newLead[low] && low != "then" && low != "finally" && !p.dateLike(k):
			return b
		}
	}
	return b
}

// wished is what nobody has reached yet.
var wished = set("want wants wanted target goal aim aiming need hope")
