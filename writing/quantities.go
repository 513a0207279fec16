package writing

import (
	"math"
	"strconv"
	"strings"
)

// A quantity is a number, or two, with what the words around it say about the change: "from 120 to 80 ms", "down
// 18%", "0.4 pp higher", "halved". It covers the tokens from start up to end, cue words included.
type quantity struct {
	start, end       int
	from, to, change *float64
	unit             string
	effect           effect
	way              int8 // from a written sign
	right            bool // what it measures is named after it: "18% fewer tickets"
	verb             bool // the number is inside a verb: "halved"
	inner            run  // what follows the first number of a pair: "38% of tickets, up from 29%", "3 alerts, it was 9"
	share            bool // inner stands behind "of"
	noun             run  // what a pair counts: "2 → 11 deployments"
	object           run  // who was saved something: "saved the team 3 weeks"
	bare             bool // two numbers and "to" alone, which only counts beside a metric
}

// quantities finds them from left to right; none overlap.
func (p *passage) quantities() []quantity {
	var list []quantity
	for i := 0; i < len(p.toks); i++ {
		q, ok := p.quantityAt(i)
		if !ok {
			continue
		}
		for k := q.start; k < q.end; k++ {
			p.used[k] = true
		}
		list = append(list, q)
		i = max(i, q.end-1)
	}
	return list
}

func (p *passage) quantityAt(i int) (quantity, bool) {
	t := &p.toks[i]
	switch {
	case p.used[i]:
	case t.kind == word && t.effect.factor() != 0 && !p.used[i]:
		return p.inVerb(i)
	case t.kind == number && p.at[i] == 0 && !p.dateLike(i):
		if p.idle[i] == hardIdle {
			break
		}
		if q, ok := p.pairAt(i); ok {
			return q, true
		}
		if p.idle[i] == 0 && (!t.spelled || t.unit != "") {
			return p.changed(i)
		}
	}
	return quantity{}, false
}

// pair makes a quantity of the numbers at tokens a (old) and b (new); they must measure the same thing. It starts at
// token start, and ends behind the later of the two.
func (p *passage) pair(start, a, b, first int) (quantity, bool) {
	x, y := p.toks[a], p.toks[b]
	unit, from := y.unit, x.value
	switch dx, dy := p.dimension(a), p.dimension(b); {
	case x.unit == y.unit:
	case y.unit == "":
		unit = x.unit
	case x.unit == "":
	case dx != dy:
		return quantity{}, false
	default:
		from = significant(x.value * measureOf(x.unit).size / measureOf(y.unit).size)
	}
	q := quantity{start: min(start, first), end: max(a, b) + 1, from: &from, to: &y.value, unit: unit}
	lead := min(a, b)
	if q.share = x.unit == "%" && p.low(lead+1) == "of" && !p.chances(lead+2); q.share || p.counts(lead) || p.free(lead+1) != 0 || p.toned(lead+1) {
		q.inner = p.runAfter(quantity{end: lead + 1})
	}
	if unit == "" && q.end == b+1 && p.countNoun(b+1) && whole(x.value) && whole(y.value) {
		q.unit, q.noun = p.low(b+1), run{start: b + 1, end: b + 2}
		q.end++
	}
	return q, true
}

// chances says whether a word at i or behind an article is what a share can be of without being its name: "in 94% of tries".
func (p *passage) chances(i int) bool {
	if determiners[p.low(i)] {
		i++
	}
	return tries[p.low(i)]
}

var tries = set("time times tries attempts cases runs days trials episodes")

// toned says whether a word that makes a noun good or bad stands at i: "19 % wrong boxes".
func (p *passage) toned(i int) bool { return vocabulary().tones[p.low(i)] < 0 && p.content(i+1) }

// countNoun says whether a plural noun stands at i, which then is the unit: "from 14 to 3 alerts".
func (p *passage) countNoun(i int) bool {
	t := p.low(i)
	return i < len(p.toks) && p.free(i) == 0 && p.toks[i].kind == word && len(t) > 3 && p.toks[i].key != t &&
		!stopWords[t] && p.toks[i].effect == none && !strings.Contains(t, "'")
}

// approx is the first of the words like "about" right before token i, or i.
func (p *passage) approx(i int) int {
	for skipped := 0; skipped < 3 && (approximate[p.low(i-1)] ||
		p.low(i-1) == "than" && (p.low(i-2) == "more" || p.low(i-2) == "less") ||
		(p.low(i-1) == "more" || p.low(i-1) == "less") && p.low(i) == "than"); skipped++ {
		i--
	}
	return i
}

func (p *passage) effectAt(i int) effect {
	if i < 0 || i >= len(p.toks) {
		return none
	}
	return p.toks[i].effect
}

func (p *passage) dimension(i int) string { return measureOf(p.toks[i].unit).dimension }

// measureOf knows every unit; a noun measures itself.
func measureOf(unit string) measure {
	if m, ok := units[strings.ToLower(unit)]; ok {
		return m
	}
	return measure{unit, 1}
}

func whole(v float64) bool { return v == math.Trunc(v) }

// significant drops what a conversion's arithmetic leaves behind the twelfth digit.
func significant(v float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	if err != nil {
		return v
	}
	return r
}
