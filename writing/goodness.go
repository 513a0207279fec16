package writing

import "math"

// agreement knows a kappa or an agreement of people who label as a number about the data, not about a model.
func (p *passage) agreement(t *term) *term {
	if t.name != "Cohen's kappa" && t.name != "inter-annotator agreement" && t.name != "quality" {
		return t
	}
	for i := range p.toks {
		if annotators[p.toks[i].key] && !(p.low(i+1) == "and" && fieldWords[p.toks[min(i+2, len(p.toks)-1)].key]) {
			return t.about("data_quality")
		}
	}
	return t
}

var annotators = set("annotator labeller labeler rater reviewer annotation guideline label")

// headOf knows a phrase by its telling nouns, the last first: the nearest that has a goodness gives it, the nearest that
// has a stage gives that. "checkout errors" are errors, "customer wait time" is a time, and the customers' business.
// A word like "failed" or "wasted" before them turns what is good into what is bad.
func (p *passage) headOf(start, end int) *term {
	l := vocabulary()
	about, known := term{class: headTerm}, false
	end = p.beforePer(start+1, end) // "throughput per GPU" is throughput
	for i := end - 1; i >= start; i-- {
		low, t := p.low(i), l.heads[p.toks[i].key]
		switch tone := l.tones[low]; {
		case rescues[low]:
			about.good, known = 1, true
		case tone != 0 && i < end-1 && (about.good == 0 || tone < 0):
			about.good, known = tone, true
		}
		if t != nil && t.class == settingTerm && i == end-1 {
			return t
		}
		if t == nil || i+1 < len(p.toks) && p.toks[i+1].joined { // "null-result searches" are searches
			continue
		}
		if known = true; about.name == "" {
			about.name = t.name
		}
		if about.stage == "" || t.stage == "business_outcome" || about.name == "errors" && t.stage == "model_quality" {
			about.stage, about.competency = t.stage, t.competency
		}
		if about.good == 0 {
			about.good = t.good
		}
	}
	if !known {
		return nil
	}
	return &about
}

// rescues are what is done to bad things: more fraud caught is good.
var rescues = set("caught prevented avoided detected blocked recovered resolved stopped intercepted")

// goodness is which way of a metric is good: as the lexicon or its noun says; for what takes time, less; for what nobody
// knows, the way it went, for people write about what they wanted, unless the clause begins with a regret. 0 where it
// depends.
func (p *passage) goodness(q quantity, r run) int8 {
	t := r.known
	if q.share && solves[p.low(q.start-1)] {
		return 1 // "solves 38% of tickets" is good although tickets are not
	}
	switch dimension := measureOf(q.unit).dimension; {
	case p.low(q.start-1) == "within" && dimension == "percent":
		return -1 // "the estimate was within 6%"
	case done[p.low(r.end-1)], p.handsFree(r.end, q.start):
		return 1
	case q.unit == "x" && handier[p.low(q.end-1)]:
		return -1 // "the model is 6x smaller"
	case t != nil && t.class == headTerm && (dimension == "time" || dimension == "bytes"):
		return -1
	case t != nil && t.good != 0:
		return t.good
	case t != nil && t.class == metricTerm && t.target != nil && q.from != nil:
		nearer := math.Abs(*q.to-*t.target) < math.Abs(*q.from-*t.target)
		return compare(*q.from, *q.to) * map[bool]int8{true: 1, false: -1}[nearer]
	case t != nil && t.class == metricTerm:
		return 0
	case dimension == "time", dimension == "bytes":
		return -1
	case q.effect.verdict() != 0 || p.regretted(min(r.start, q.start)):
		return 0
	case p.says("negative") && q.from != nil:
		return 1 // nobody stops for what got better, and most numbers are better when more
	case q.from != nil:
		return compare(*q.from, *q.to)
	case q.way != 0:
		return q.way
	}
	return q.effect.way()
}

var solves = set("solves solved resolves resolved answers answered handles handled automates automated covers covered catches caught detects detected blocks blocked deflects reads books completes closes serves finds recognizes understands")

// done ends the name of something that is good when there is more of it, whatever it is.
var done = set("met passed kept settled closed solved answered automated fulfilled passing resolved right correctly correct succeeds succeeded")

// handsFree says whether the words between two tokens tell that nobody had to do it: "claims settled without a human".
func (p *passage) handsFree(start, end int) bool {
	for i := start; i < end && i < start+4; i++ {
		if low := p.low(i); low == "automatically" || low == "untouched" || (low == "without" || low == "o") && people[p.toks[i+min(2, len(p.toks)-1-i)].key] {
			return true
		}
	}
	return false
}

var people = set("human agent person touch clerk planner hand reviewer operator intervention escalation")

var handier = set("smaller cheaper lighter shorter leaner")

// regretted says whether the clause that token i stands in begins with a word of regret.
func (p *passage) regretted(i int) bool {
	for k := i - 1; k >= 0 && k > i-8 && p.low(k) != "."; k-- {
		if regrets[p.low(k)] {
			return true
		}
		if breaks[p.low(k)] {
			return false
		}
	}
	return false
}

var regrets = set("but unfortunately however although though sadly downside alas")

// judge sets direction and better from the numbers, a sign, or the words, in this order.
func (m *found) judge(q quantity, good int8) {
	way := q.effect.way()
	switch {
	case q.from != nil:
		way = compare(*q.from, *q.to)
	case q.way != 0:
		way = q.way
	case way == 0 && good != 0:
		way = q.effect.verdict() * good
	case q.effect == faster:
		way = 1
	case q.effect == slower:
		way = -1
	}
	m.Direction = map[int8]string{1: "up", -1: "down"}[way]
	verdict := way * good
	if good == 0 {
		verdict = q.effect.verdict()
	}
	if m.Change != nil && *m.Change == 0 { // "cut the cost by 0 %"
		m.Direction, verdict = "", 0
	}
	if verdict != 0 {
		isBetter := verdict > 0
		m.Better = &isBetter
	}
}

func compare(from, to float64) int8 {
	switch {
	case to > from:
		return 1
	case to < from:
		return -1
	}
	return 0
}

// claim is what the verb that governs the metric says: between its name and the number ("latency improved from"),
// or a few words before the name in the same clause ("cut p99 latency").
func (p *passage) claim(q quantity, start, end int) (effect, string) {
	for i := q.start - 1; i >= end; i-- {
		if e := p.toks[i].effect; e != none && !p.used[i] {
			return e, p.toks[i].low
		}
	}
	for i := start - 1; i >= 0 && i >= start-4 && !breaks[p.low(i)] && !p.used[i] && p.low(i) != "."; i-- {
		if e := p.toks[i].effect; e != none {
			return e, p.toks[i].low
		}
	}
	return none, ""
}
