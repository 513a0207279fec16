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
			interval = interval || t.low == "[" && i+1 < len(p.toks) && p.toks[i+1].kind != word
		case t.kind == mark && (t.low == "]" || t.low == ")"):
			depth, interval = max(0, depth-1), false
		case t.kind == mark && t.low == ".":
			depth, interval = 0, false
		case t.low == "interval" && (p.low(i-1) == "an" || p.low(i-1) == "(" || p.low(i+1) == "of" || p.low(i+1) == "from" && p.low(i-1) != "retrain"):
			interval = true
		case t.kind == word && intervalWords[t.low] && p.free(i) == 0 && (t.low != "ci" || p.confident(i)), t.kind == mark && t.low == "±" && p.low(i+2) != "vs" && p.low(i+2) != "against" && p.low(i+2) != "→":
			interval = true
		case t.kind == number && p.low(i-1) == "±":
			p.idle[i] = hardIdle
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

// confident says whether "CI" is an interval and not the machine that builds: "(CI 0.3 to 1.1)", "95 % CI".
func (p *passage) confident(i int) bool {
	if p.isNumber(i-1) && p.toks[i-1].unit == "%" || p.isNumber(i+1) && p.toks[i+1].unit != "min" {
		return true
	}
	switch p.low(i + 1) {
	case "[", "(", ":", "=", "of", "from", "around", "is", "was":
		return p.isNumber(i+2) && p.toks[min(i+2, len(p.toks)-1)].unit != "min" && p.low(i-1) != "in" || p.low(i+1) == "["
	case "excludes", "includes", "touches", "crosses", "±":
		return true
	}
	return i+1 < len(p.toks) && p.toks[i+1].kind == opaque
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
	minute week day version v release pr prs ticket sprint line batch step room wave phase section ward wards sensor stage top
	figure layer epoch seed inc rev revision part chapter tier slot shard node region gate bay dock cell lane zone cw
	kw q h fy fold folds feature top wards lines rooms sprints issue mr commit build firmware depot camera station adr rfc`)

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
	case (before == "last" || before == "past") && p.low(i-2) == "the" && p.low(i-3) == "of", t.unit == "" && p.low(i+1) == "of" && p.low(i+2) == "the" &&
		(p.low(i+3) == "last" || p.low(i+3) == "past" || p.isNumber(i+3)):
		return true // 11 of the last 14
	case t.unit == "" && before == "of" && p.low(i-2) == "out" && p.isNumber(i-3), t.unit == "" && p.low(i+1) == "out" && p.low(i+2) == "of" && p.isNumber(i+3):
		return true // 7 out of 10
	case t.unit == "" && t.sign == 0 && whole(t.value) && seenOn[before] && (p.counts(i) || p.sized(i)):
		return true // on 600 annotated questions, after 40k steps
	}
	return false
}

// seenOn stand before what something was tried on: "across 14 stores", "with 6 annotators".
var seenOn = set("on across over with among after for")

var exposed = set("traffic requests users sessions split holdout rollout exposure")

var exposedBefore = set("canary ramp rollout ramped mde traffic split")
