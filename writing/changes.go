package writing

import "strings"

// changed reads one number with the word that makes it a change, before it or after it.
func (p *passage) changed(i int) (quantity, bool) {
	t := p.toks[i]
	q := quantity{start: p.approx(i), end: i + 1, change: &t.value, unit: t.unit, way: t.sign}
	if told, ok := p.toldAfter(q, i); ok {
		return told, true
	}
	if n := p.free(i + 1); n != 0 && t.unit == "" && scaleWords[p.low(p.hits[n-1].end)] { // 0.4 accuracy points
		q.unit, q.right = p.low(p.hits[n-1].end), true
		t.unit = q.unit
	}
	before := p.approx(i) - 1
	if low := p.low(before); low == "by" || low == "of" {
		return p.changedBy(q, before, low)
	}
	some := t.unit != "" || (wins[p.low(before)] || t.value < 1) && p.free(before-1) != 0 || p.measures(i+1) || (p.low(before) == "up" || p.low(before) == "down") && !p.phrasal(before-1)
	if low := p.low(before - 1); p.low(before) == "up" && (low == "made" || low == "make" || low == "makes") {
		return q, false // make up 2.7 % of the rows
	}
	if e := p.effectAt(before); e != none && some {
		q.start, q.effect = before, e
		if p.low(before-1) == "by" {
			q.start--
		}
		q.right = wins[p.low(before)] && p.free(before-1) == 0
		return q, true
	}
	if money(p.dimension(i)) && (gains[p.low(before)] || p.low(before) == "in" && gains[p.low(before-1)]) {
		q.effect, q.right = up, true // "brought in €300k of new revenue"
		return q, true
	}
	if won, ok := p.spent(q, i, before); ok {
		return won, true
	}
	if t.sign == 0 && differences[p.dimension(i)] && p.low(before) != "to" && p.low(before) != "is" && p.low(before) != "at" {
		q.effect, q.right = p.governs(i), true
		if q.effect.way() == 0 {
			q.effect = up
		}
		return q, true
	}
	return q, t.sign != 0
}

// toldAfter reads a change whose word follows the number: "18% fewer", "twofold throughput", "a 9 pp recall drop".
func (p *passage) toldAfter(q quantity, i int) (quantity, bool) {
	t := p.toks[i]
	if j, e := p.cueAfter(i); e != none {
		q.effect, q.end = e, j+1
		q.right = p.low(j) != "off" && p.low(j) != "down" && p.low(j) != "up"
		if before := p.low(q.start - 1); before == "by" || before == "a" || before == "an" {
			q.start--
		}
		return q, true
	}
	if t.spelled && t.unit == "x" && t.low == "half" { // "in half" has its verb and its name before it
		q.effect = down
		return q, true
	}
	if t.spelled && t.unit == "x" {
		q.effect, q.right = up, true
		return q, true
	}
	r := p.runAfter(quantity{end: i + 1})
	if !r.found() || r.start != i+1 || r.end >= len(p.toks) || t.unit == "" {
		return q, false
	}
	e := p.effectAt(r.end)
	if e.way() == 0 || !nouns[p.low(r.end)] {
		return q, false
	}
	q.effect, q.object, q.end = e, run{start: r.start, end: r.end}, r.end+1
	return q, true
}

var gains = set("brought brings generated generates added adds earned earns contributed contributes delivered delivers recovered yielded unlocked worth rescued retained brings")

var scaleWords = set("points point pp pts")

// nouns of change follow what changed: "30% latency reduction".
var nouns = set("drop reduction increase lift uplift gain saving savings decrease cut rise growth boost loss decline jump spike")

// differences are units in which only changes are told.
var differences = map[string]bool{"pp": true, "bps": true}

// wins are verbs whose object is what was won or lost: "gained 4 points of recall".
var wins = set("gained gain gains lost lose loses losing saves saved save saving shaves shaved regained")

// governs is the nearest verb of change before token i in its clause.
func (p *passage) governs(i int) effect {
	for k := i - 1; k >= 0 && k > i-6 && !breaks[p.low(k)] && p.low(k) != "."; k-- {
		if e := p.toks[k].effect; e != none {
			return e
		}
	}
	return none
}

// phrasal says whether the word at i makes a verb with "up" or "down": "cleaned up 200 dashboards".
func (p *passage) phrasal(i int) bool {
	low := p.low(i)
	return strings.HasSuffix(low, "ed") || phrasalVerbs[low]
}

var phrasalVerbs = set("made make makes set build built wrote write shut broke break took take wind spin spun clean")

// measures says whether a metric without a number starts at i: "saved 25 GPU hours".
func (p *passage) measures(i int) bool { return i < len(p.toks) && p.free(i) != 0 }

// savedBefore finds the verb of "saved the team 3 weeks", which has a person or two between itself and the number.
func (p *passage) savedBefore(i int) int {
	for k := i; k >= 0 && k > i-4 && p.toks[k].kind == word && !p.used[k] && !breaks[p.low(k)]; k-- {
		if (strings.HasPrefix(p.low(k), "sav") && p.toks[k].effect == down || p.low(k) == "spared") && !prepositions[p.low(k+1)] {
			return k
		}
	}
	return -1
}

// changedBy reads "cut … by 30%" and "a reduction of 30%", "a reduction in false positives of 30%".
func (p *passage) changedBy(q quantity, before int, low string) (quantity, bool) {
	q.start = before
	shared := none // "fell by 9% and write-offs by 640k"
	for k := before - 1; k >= 0 && k >= before-14 && p.low(k) != "."; k-- {
		e := p.effectAt(k)
		if r := p.subject(k); low == "by" && beats[p.low(k)] && r.found() && r.hit != 0 {
			q.effect, q.object, q.start = up, r, k // chrF beats the old NMT by 4.4
			return q, true
		}
		if e == none || p.used[k] {
			if shared == none {
				shared = e
			}
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
	if low == "by" && q.way == 0 && shared != none && q.unit != "" {
		q.effect = shared
		return q, true
	}
	return q, low == "by" && q.way != 0
}

var beats = set("beats beat outperforms outperformed outscores outscored tops topped")

// cueAfter finds "fewer", "lower", "reduction" after the number, with one word between at most: "2 pp absolute lift".
func (p *passage) cueAfter(i int) (int, effect) {
	first := p.period(i + 1) // "£9k a year saved"
	for j := first; j < len(p.toks) && j <= first+1; j++ {
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
		case e != none && (j == first || adjectives[p.low(first)]):
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
	if low := p.low(i); (low == "double" || low == "triple") && !determiners[p.low(i+1)] && p.low(i-1) != "to" {
		return quantity{}, false // double bookings
	}
	factor := p.toks[i].effect.factor()
	return quantity{start: i, end: i + 1, change: &factor, unit: "x", effect: p.toks[i].effect, right: true, verb: true}, true
}
