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
	bare             bool // two numbers and "to" alone, which only counts beside a metric
}

// quantities finds them from left to right; none overlap.
func (p *passage) quantities() []quantity {
	var list []quantity
	for i := 0; i < len(p.toks); {
		q, ok := quantity{}, false
		if p.at[i] == 0 || p.toks[i].kind == word { // not the number inside "cost per 1k tokens"
			q, ok = p.quantityAt(i)
		}
		if !ok {
			i++
			continue
		}
		for k := q.start; k < q.end; k++ {
			p.used[k] = true
		}
		list = append(list, q)
		i = q.end
	}
	return list
}

func (p *passage) quantityAt(i int) (quantity, bool) {
	t := &p.toks[i]
	if t.kind == word && t.low == "from" {
		return p.fromTo(i)
	}
	if t.kind == word && t.effect.factor() != 0 {
		return p.inVerb(i)
	}
	if t.kind != number {
		return quantity{}, false
	}
	for _, read := range []func(int) (quantity, bool){p.arrow, p.reversed, p.changed} {
		if q, ok := read(i); ok {
			return q, true
		}
	}
	return quantity{}, false
}

// fromTo reads "from 120 ms to 80 ms", with up to two words between: "from 12 manual steps down to 3".
func (p *passage) fromTo(i int) (quantity, bool) {
	a := p.numberAt(i + 1)
	if a < 0 {
		return quantity{}, false
	}
	j := a + 1
	for skipped := 0; skipped < 4 && j < len(p.toks) && p.toks[j].kind == word && !arrives(p.low(j)); skipped++ {
		j++
	}
	if !arrives(p.low(j)) {
		return quantity{}, false
	}
	return p.pair(i, a, p.numberAt(j+1), true)
}

// arrow reads "120 → 80 ms", and "120 to 80 ms" where a metric stands beside it.
func (p *passage) arrow(i int) (quantity, bool) {
	if !arrives(p.low(i + 1)) {
		return quantity{}, false
	}
	q, ok := p.pair(i, i, p.numberAt(i+2), true)
	q.bare = p.low(i+1) == "to"
	return q, ok
}

func arrives(low string) bool { return low == "to" || low == "→" || low == "into" }

// reversed reads the new number before the old one: "80 ms (was 120 ms)", "12.4 vs 14.1 for the old model".
func (p *passage) reversed(i int) (quantity, bool) {
	compared := false
	for j := i + 1; j < len(p.toks) && j < i+9; j++ {
		if p.isNumber(j) {
			if !compared || p.dimension(i) != p.dimension(j) {
				return quantity{}, false
			}
			q, ok := p.pair(i, j, i, false)
			q.start, q.end = i, j+1
			return q, ok
		}
		compared = compared || compares[p.low(j)]
		if p.toks[j].kind == word && !compares[p.low(j)] && !fillers[p.low(j)] || p.low(j) == "." {
			return quantity{}, false
		}
	}
	return quantity{}, false
}

// pair makes a quantity of the numbers at tokens a (old) and b (new); they must measure the same thing.
func (p *passage) pair(start, a, b int, noun bool) (quantity, bool) {
	if a < 0 || b < 0 {
		return quantity{}, false
	}
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
	q := quantity{start: start, end: b + 1, from: &from, to: &y.value, unit: unit}
	if unit == "" && noun && countNoun(p, b+1) && whole(x.value) && whole(y.value) {
		q.unit = p.low(b + 1)
		q.end++
	}
	return q, true
}

// countNoun says whether a plural noun stands at i, which then is the unit: "from 14 to 3 alerts".
func countNoun(p *passage, i int) bool {
	t := p.low(i)
	return i < len(p.toks) && p.at[i] == 0 && p.toks[i].kind == word && len(t) > 3 && p.toks[i].key != t &&
		!stopWords[t] && p.toks[i].effect == none && !strings.Contains(t, "'")
}

// numberAt is the number at i, past words like "about"; -1 when there is none.
func (p *passage) numberAt(i int) int {
	for skipped := 0; skipped < 3 && approximate[p.low(i)]; skipped++ {
		i++
	}
	if !p.isNumber(i) || p.at[i] != 0 {
		return -1
	}
	return i
}

// approx is the first of the words like "about" right before token i, or i.
func (p *passage) approx(i int) int {
	for skipped := 0; skipped < 3 && approximate[p.low(i-1)]; skipped++ {
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
