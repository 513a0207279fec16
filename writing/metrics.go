package writing

import "slices"

// A Metric is one number of the text with what it measures, as written. Numbers are nil and Direction is "" where the
// text does not say; Better is nil where nobody can say.
type Metric struct {
	Name string `json:"name"`
	Raw  string `json:"raw"` // the stretch of the text that it was read from
	// From and To are in Unit: where the text uses two units of one kind ("from 6 hours to 90 minutes"), From is
	// converted. Percent and percentage points are never converted into each other.
	From *float64 `json:"from"`
	To   *float64 `json:"to"`
	// Change is a change that the text itself writes ("18" in "down 18%"), never computed; its size, without sign.
	Change    *float64 `json:"change"`
	Unit      string   `json:"unit"`      // as written, but "$" is USD and "percent" is %; "" when none is written
	Direction string   `json:"direction"` // "up", "down" or ""
	Better    *bool    `json:"better"`
}

// found is a metric with what the rest of the package wants to know about it.
type found struct {
	Metric
	term  *term // nil when nobody knows what kind of number it is
	claim effect
	verb  string // the word that makes the claim, as written
	order int    // its place in the text
}

// measure finds the metrics: numbers that tell of a change first, then bare levels ("AUC 0.82").
func (p *passage) measure() []found {
	list := []found{}
	for _, q := range p.quantities() {
		if m, ok := p.bind(q); ok {
			list = append(list, m)
		}
	}
	for n := range p.hits {
		if m, ok := p.level(n); ok {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b found) int { return a.order - b.order })
	return list
}

// bind finds what a quantity measures, in the lexicon or else by the noun phrase beside it.
func (p *passage) bind(q quantity) (found, bool) {
	n := p.hitFor(q, false)
	if n == 0 {
		start, end := p.phraseFor(q)
		if start >= 0 && !q.bare && !p.covered(start, end) {
			t := p.headOf(start, end)
			if t != nil {
				p.hits = append(p.hits, hit{term: t, start: start, end: end, measured: true})
			}
			return p.build(q, start, end, t), true
		}
		n = p.hitFor(q, true)
	}
	if n == 0 {
		return p.unnamed(q)
	}
	h := &p.hits[n-1]
	h.measured = true
	h.choose(q)
	return p.build(q, h.start, h.end, h.term), true
}

// unnamed names what nobody named by its unit: "3 weeks saved" is time, "cut it by $5k" is cost.
func (p *passage) unnamed(q quantity) (found, bool) {
	name, dimension := "", measureOf(q.unit).dimension
	switch way := q.effect.way(); {
	case q.bare || q.from == nil && way >= 0:
	case dimension == "time", dimension == "months":
		name = "time"
	case money(dimension) && way < 0:
		name = "cost"
	}
	if name == "" {
		return found{}, false
	}
	m := p.build(q, q.start, q.end, vocabulary().heads[name])
	m.Name = name
	return m, true
}

// choose settles a spelling with two senses: money, or a value no rank can have, makes MRR revenue.
func (h *hit) choose(q quantity) {
	value := q.to
	if value == nil {
		value = q.from
	}
	if h.other == nil || !money(measureOf(q.unit).dimension) && (value == nil || *value <= 1) {
		return
	}
	if h.other.currency {
		h.term = h.other
	}
}

// settle drops the terms with two senses that no number decided, unless the text is about ranking, and puts all into
// the text's order.
func (p *passage) settle() {
	slices.SortStableFunc(p.hits, func(a, b hit) int { return a.start - b.start })
	p.hits = slices.DeleteFunc(p.hits, func(h hit) bool { return h.other != nil && !h.measured && !p.near(h, false) })
}

// covered says whether the phrase lies on a metric that already has its number.
func (p *passage) covered(start, end int) bool {
	for i := start; i < end; i++ {
		if n := p.at[i]; n != 0 && p.hits[n-1].measured {
			return true
		}
	}
	return false
}

// headOf knows a phrase by its last telling noun, whose stage a noun before it may have to say: "checkout errors" are
// errors, "customer wait time" is a time, and the customers' business.
func (p *passage) headOf(start, end int) *term {
	heads := vocabulary().heads
	var last *term
	for i := end - 1; i >= start; i-- {
		t := heads[p.toks[i].key]
		switch {
		case t == nil:
		case last == nil && t.stage != "":
			return t
		case last == nil:
			last = t
		case t.stage != "":
			about := *t
			about.good = last.good
			return &about
		}
	}
	return last
}

func (p *passage) build(q quantity, start, end int, t *term) found {
	m := found{term: t, order: p.toks[min(start, q.start)].start}
	m.Name, m.Raw = p.slice(start, end), p.slice(min(start, q.start), max(end, q.end))
	m.From, m.To, m.Change, m.Unit = q.from, q.to, q.change, q.unit
	m.claim, m.verb = p.claim(q, start, end)
	if q.effect == none {
		q.effect = m.claim
	}
	var good int8
	if t != nil {
		good = t.good
	}
	if good == 0 && (t == nil || t.class == headTerm) && measureOf(q.unit).dimension == "time" {
		good = -1 // whatever takes time is better for taking less
	}
	m.judge(q, good)
	return m
}

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
	if good == 0 && q.from == nil {
		verdict = q.effect.verdict()
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
