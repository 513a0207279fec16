package writing

import "strings"

// changed reads one number with the word that makes it a change, before it or after it.
func (p *passage) changed(i int) (quantity, bool) {
	t := p.toks[i]
	q := quantity{start: i, end: i + 1, change: &t.value, unit: t.unit, way: t.sign}
	if j, e := p.cueAfter(i); e != none {
		q.effect, q.end, q.right = e, j+1, true
		if e == down && p.low(j) == "off" || p.low(j) == "down" || p.low(j) == "up" {
			q.right = false
		}
		q.start = p.approx(i)
		if p.low(q.start-1) == "by" || p.low(q.start-1) == "a" || p.low(q.start-1) == "an" {
			q.start--
		}
		return q, true
	}
	before := p.approx(i) - 1
	if low := p.low(before); low == "by" || low == "of" {
		return p.changedBy(q, before, low)
	}
	some := t.unit != "" || p.measures(i+1) || p.low(before) == "up" || p.low(before) == "down"
	if e := p.effectAt(before); e != none && some {
		q.start, q.effect = before, e
		if p.low(before-1) == "by" {
			q.start--
		}
		return q, true
	}
	if k := p.savedBefore(before); k >= 0 && t.unit != "" {
		q.start, q.effect = k, down
		return q, true
	}
	q.start = p.approx(i)
	return q, t.sign != 0
}

// measures says whether a metric without a number starts at i: "saved 25 GPU hours".
func (p *passage) measures(i int) bool { return i < len(p.toks) && p.free(i) != 0 }

// savedBefore finds the verb of "saved the team 3 weeks", which has a person or two between itself and the number.
func (p *passage) savedBefore(i int) int {
	for k := i; k >= 0 && k > i-4 && p.toks[k].kind == word && !p.used[k] && !breaks[p.low(k)]; k-- {
		if strings.HasPrefix(p.low(k), "sav") && p.toks[k].effect == down {
			return k
		}
	}
	return -1
}

// changedBy reads "cut … by 30%" and "a reduction of 30%", "a reduction in false positives of 30%".
func (p *passage) changedBy(q quantity, before int, low string) (quantity, bool) {
	q.start = before
	for k := before - 1; k >= 0 && k >= before-14 && p.low(k) != "." && !p.used[k]; k-- {
		e := p.effectAt(k)
		if e == none {
			continue
		}
		if low == "by" {
			if p.toks[k].effect == down && p.low(k) == "down" || p.low(k) == "up" {
				q.start = min(q.start, k)
			}
			q.effect = e
			return q, true
		}
		if k == before-1 || p.low(k+1) == "in" || p.low(k+1) == "of" {
			q.effect = e
			return q, q.unit != ""
		}
	}
	return q, low == "by" && q.way != 0
}

// cueAfter finds "fewer", "lower", "reduction" after the number, with one word between at most: "2 pp absolute lift".
func (p *passage) cueAfter(i int) (int, effect) {
	for j := i + 1; j < len(p.toks) && j <= i+2; j++ {
		if p.toks[j].kind != word {
			break
		}
		low := p.low(j)
		e := p.toks[j].effect
		switch {
		case low == "more" && p.toks[i].unit == "", e.factor() != 0:
			return 0, none
		case e == none || (low == "up" || low == "down") && p.low(j+1) == "from":
		case p.toks[i].unit == "" && low != "fewer" && low != "less" && p.toks[i].sign == 0:
			return 0, none
		case e != none && (j == i+1 || adjectives[p.low(i+1)]):
			return j, e
		}
		if !adjectives[low] {
			break
		}
	}
	return 0, none
}

// inVerb reads halved, doubled, tripled.
func (p *passage) inVerb(i int) (quantity, bool) {
	factor := p.toks[i].effect.factor()
	return quantity{start: i, end: i + 1, change: &factor, unit: "x", effect: p.toks[i].effect, right: true}, true
}
