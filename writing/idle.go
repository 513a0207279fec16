package writing

import "math"

// A text is full of numbers that measure no result; this file finds them by what stands beside them.

// How idle a number is. A soft one is a result only where the text compares it with another: "ready in 2 days rather
// than 2 weeks".
const (
	softIdle uint8 = 1 // a threshold, an operating point, how long something ran
	hardIdle uint8 = 2 // a date, a name, a sample, an interval
)

func (p *passage) findIdle() {
	depth, interval := 0, false
	for i := range p.toks {
		switch t := &p.toks[i]; {
		case t.kind == mark && (t.low == "[" || t.low == "("):
			depth++
			interval = interval || t.low == "["
		case t.kind == mark && (t.low == "]" || t.low == ")"):
			depth, interval = max(0, depth-1), false
		case t.kind == mark && t.low == ".":
			depth, interval = 0, false
		case t.kind == word && intervalWords[t.low] && p.free(i) == 0 && (t.low != "ci" || p.low(i-1) != "in" && p.low(i-1) != "the"), t.kind == mark && t.low == "±":
			interval = true
		case t.kind == mark && (t.low == "," || t.low == ":") && depth == 0:
			interval = false
		case t.kind != number:
		case p.operating(i):
			p.idle[i] = hardIdle
			for _, k := range [...]int{i - 1, i + 1} {
				if k >= 0 && k < len(p.at) && p.at[k] != 0 {
					p.hits[p.at[k]-1].aside = true
				}
			}
		case interval, t.joined, p.dateLike(i), p.numbered(i), p.sampled(i):
			p.idle[i] = hardIdle
		case p.bounded(i), p.lasting(i):
			p.idle[i] = softIdle
		}
	}
}

// lasting says whether the number is how long something took or ran: "for 9 days", "over 8 weeks".
func (p *passage) lasting(i int) bool {
	if p.toks[i].sign != 0 || p.dimension(i) != "time" && p.dimension(i) != "months" {
		return false
	}
	if lastingBefore[p.low(i-1)] {
		return true
	}
	before := p.approx(i) - 1
	for steps := 0; steps < 3 && (determiners[p.low(before)] && p.low(before) != "of" || following[p.low(before)]); steps++ {
		before--
	}
	return lastingBefore[p.low(before)]
}

var following = set("following same coming previous whole full entire course")

var lastingBefore = set("for over in within after during every last first past next since until throughout")

var intervalWords = set("ci cis confidence credible spread")

var months = set(`
	january february march april june july august september october november december jan feb mar apr jun jul aug sep
	sept oct nov dec`)

// month says whether token i names a month; "May" and "March" need their capital.
func (p *passage) month(i int) bool {
	if i < 0 || i >= len(p.toks) || p.toks[i].kind != word {
		return false
	}
	low, first := p.toks[i].low, p.text[p.toks[i].start]
	return months[low] && (low != "march" && low != "mar" || first == 'M') || low == "may" && first == 'M'
}

// dateLike says whether the number at i is a year, a day of a month or a time of day.
func (p *passage) dateLike(i int) bool {
	t := &p.toks[i]
	if t.unit != "" && t.unit != "m" || t.spelled || t.sign != 0 {
		return false
	}
	small := t.value == math.Trunc(t.value) && t.value >= 1 && t.value <= 31
	next := p.low(i + 1)
	return small && (p.month(i-1) || p.month(i+1)) || small && (next == "am" || next == "pm") ||
		t.value >= 1990 && t.value < 2100 && len(t.key) == 4
}

// numbered says whether the number only names a thing: "week 18", "line 4", "PR 902", "n = 48,000", "p < 0.01".
func (p *passage) numbered(i int) bool {
	before := i - 1
	if low := p.low(before); low == "=" || low == "<" || low == ":" && p.low(before-1) == "n" {
		return samples[p.low(before-1)]
	}
	if p.low(before) == "and" && p.isNumber(before-1) && p.idle[before-1] == hardIdle && p.numbered(before-1) {
		return true // wards 3 and 5
	}
	if p.low(i+1) == "→" || p.low(before-1) == "per" || p.low(before-1) == "a" {
		return false
	}
	return p.toks[i].sign == 0 && p.toks[i].unit == "" && p.toks[i].value == math.Trunc(p.toks[i].value) &&
		numberedThings[p.low(before)] && !p.compound(before)
}

var samples = set("n p alpha α power mde k")

var numberedThings = set(`
	week day version v release pr prs ticket sprint line batch step room wave phase section ward wards sensor stage top
	figure layer epoch seed inc rev revision part chapter tier slot shard node region gate bay dock cell lane zone cw
	kw q h fy fold folds feature top wards lines rooms sprints issue mr commit build`)

// sampled says whether the number is a share of traffic, a size of a test or of a data set, or one of a count.
func (p *passage) sampled(i int) bool {
	t, before := &p.toks[i], p.low(p.approx(i)-1)
	j := i + 1
	for j < len(p.toks) && (determiners[p.low(j)] || p.low(j) == "our" || p.low(j) == "live") {
		j++
	}
	switch {
	case t.unit == "%" && (exposed[p.low(j)] || exposedBefore[before] || before == "at" && exposedBefore[p.low(i-2)]),
		t.unit == "%" && intervalWords[p.low(i+1)], before == "per":
		return true
	case before == "in" && p.low(i-2) == "one": // one in five
		return true
	case before == "of" && p.isNumber(p.approx(i)-2) && t.unit == "":
		return true // 3 of 5
	}
	return false
}

var exposed = set("traffic requests users sessions split holdout rollout exposure")

var exposedBefore = set("canary ramp rollout ramped mde traffic split")

// bounded says whether the number is a threshold or a target: "150 ms budget", "SLO of 99.9%", "at least 0.5 pp".
func (p *passage) bounded(i int) bool {
	for j := i + 1; j < len(p.toks) && j <= i+2 && p.toks[j-1].kind != mark; j++ {
		if limits[p.toks[j].key] {
			return true
		}
	}
	if p.toks[i].sign != 0 {
		return false
	}
	before := p.approx(i) - 1
	k := before
	for k >= 0 && k > before-4 && bound[p.low(k)] {
		k--
	}
	if k >= 0 && limits[p.toks[k].key] && p.slice(k, k+1) != "SLA" {
		return true
	}
	if p.low(before-1) == "at" && (p.low(before) == "least" || p.low(before) == "most") && p.low(i+1) != "," {
		return true
	}
	return bands[p.low(i+1)]
}

var bands = set("band quantile percentile interval")

// operating says whether the number is the point at which something else was measured: "precision at 90% recall",
// "recall 0.91 at precision 0.80".
func (p *passage) operating(i int) bool {
	before := p.approx(i) - 1
	if n := p.at[max(before, 0)]; n != 0 {
		h := p.hits[n-1]
		if p.low(h.start-1) == "at" && p.isNumber(h.start-2) && h.term.stage == "model_quality" {
			return true
		}
	}
	if p.low(before) != "at" && p.low(before) != "@" || i+1 >= len(p.toks) {
		return false
	}
	n := p.at[i+1]
	return n != 0 && p.hits[n-1].term.class == metricTerm
}

var limits = set(`
	budget target goal slo threshold limit sla cap ceiling quota floor requirement objective deadline guardrail tolerance
	bound promise`)

// bound may stand between a threshold and its number.
var bound = set("of is was stays stayed at to the a an under below above over set for around about = : be")
