package writing

import "strings"

// levels reads the numbers that tell of no change but stand with a metric: "AUC 0.82", "94% accuracy", "uptime is at
// 99.95%".
func (p *passage) levels() []found {
	var list []found
	for i := range p.toks {
		if !p.isNumber(i) || p.used[i] || p.idle[i] != 0 && !p.takes(i, p.approx(i)-1) || p.at[i] != 0 || p.toks[i].spelled && p.toks[i].unit == "" || p.toks[i].sign != 0 {
			continue
		}
		r := p.levelName(i)
		if !r.found() || r.known != nil && r.known.class == settingTerm || trials[p.toks[r.end-1].key] {
			continue
		}
		t := &p.toks[i]
		p.used[i] = true
		q := quantity{start: i, end: i + 1, to: &t.value, unit: t.unit}
		m := p.build(q, p.take(r, q))
		m.Direction, m.Better = "", nil
		if more := true; t.unit == "x" && m.term != nil && m.term.good > 0 { // throughput 3.2x
			m.To, m.Change, m.Direction, m.Better = nil, m.To, "up", &more
		}
		if money(p.dimension(i)) && strings.HasPrefix(p.low(r.end-1), "saving") {
			gain := true // what is saved is a change, however it is told
			m.To, m.Change, m.Direction, m.Better = nil, m.To, "up", &gain
		}
		list = append(list, m)
	}
	return list
}

// trials are what a number was tried in: "a load test at 10k rps".
var trials = set("test benchmark")

func (p *passage) levelName(i int) run {
	if i+1 < len(p.toks) && p.beside(i) && p.free(i-1) == 0 {
		if r := p.runAfter(quantity{end: i + 1}); r.hit != 0 && p.fits(i, r.known) && p.low(i+1) != "of" {
			return r
		}
	}
	before := p.approx(i) - 1
	if p.low(i+1) == "of" && p.toks[i].unit == "%" && (solves[p.low(before)] || p.rightly(i)) {
		return p.runAfter(quantity{end: i + 1}) // "gets 87% of the dosages right"
	}
	if p.takes(i, before) {
		if r := p.subject(before); r.found() && !r.hangs {
			return r
		}
	}
	if r := p.subject(before + 1); r.known != nil && p.levelOf(r, i, before) {
		return r
	}
	if low := p.low(before); low != ":" && low != "(" && low != "=" {
		return run{}
	}
	if r := p.subject(before); r.hit != 0 && p.levelOf(r, i, before) {
		return r
	}
	return run{}
}

// beside says whether the number at i belongs to the word after it: "94% accuracy", but not "900 GPU hours".
func (p *passage) beside(i int) bool {
	t := &p.toks[i]
	return (t.unit != "" || !whole(t.value)) && p.toks[i+1].start <= t.end+1
}

// levelOf says whether the number at i is a value of r: the metric of a lexicon, or a kind of rate, right before the
// number or with a verb like "is" between.
func (p *passage) levelOf(r run, i, before int) bool {
	t := &p.toks[i]
	if r.hit == 0 && !rates[p.toks[r.end-1].key] && !(leads[p.low(before)] && t.unit != "" && r.known.good != 0) {
		return false
	}
	if !p.fits(i, r.known) {
		return false
	}
	if counted := i+1 < len(p.toks) && p.content(i+1) && !p.month(i+1) && !asides[p.low(i+1)]; counted && t.unit == "" && whole(t.value) {
		return false
	}
	return before == r.end-1 || leads[p.low(before)] || !whole(t.value) || t.unit == "%"
}

// rightly says whether the clause of the number at i ends in what a model should do.
func (p *passage) rightly(i int) bool {
	for k := i + 1; k < len(p.toks) && k < i+9 && p.low(k) != "." && p.low(k) != ","; k++ {
		if rights[p.low(k)] {
			return true
		}
	}
	return false
}

var rights = set("right correct correctly solved answered recognized recognised found detected caught read resolved automated")

// takes says whether the number at i is what its subject takes, costs or can do: "a rollback takes 2 minutes".
func (p *passage) takes(i, before int) bool {
	d := p.dimension(i)
	timed := d == "time" && measureOf(p.toks[i].unit).size < 86400
	switch low := p.low(before); {
	case low == "in":
		return timed && answers[p.low(before-1)]
	case low == "takes", low == "take", low == "lasts":
		return timed
	case low == "costs":
		return money(d)
	}
	return false
}

var answers = set("runs run responds answers finishes loads starts returns completes")

// rates are nouns that are numbers by nature.
var rates = set("rate ratio score correlation agreement relevancy uptime index share error loss throughput accuracy coverage")

// fits says whether the unit of the number at i is one that the metric can have: a model's quality is no time.
func (p *passage) fits(i int, t *term) bool {
	switch p.dimension(i) {
	case "time", "months", "bytes":
		return t.stage != "model_quality" || t.good < 0
	case "USD", "EUR", "GBP":
		return t.stage != "model_quality"
	}
	return true
}
