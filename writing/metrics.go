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
	name  run
	speed bool // told as faster or slower
	order int  // its place in the text
}

// measure finds the metrics: numbers that tell of a change first, then bare levels ("AUC 0.82").
func (p *passage) measure() []found {
	p.findIdle()
	list := []found{}
	for _, q := range p.quantities() {
		m, ok := p.bind(q)
		if last := len(list) - 1; q.from != nil && last >= 0 && p.details(list[last], q, m, ok) {
			list[last] = p.build(q, list[last].name) // "shrank by 4x, from 1.6 GB to 400 MB" is one change
			continue
		}
		if ok {
			list = append(list, m)
		}
	}
	list = append(list, p.levels()...)
	slices.SortStableFunc(list, func(a, b found) int { return a.order - b.order })
	return list
}

// details says whether a pair spells out the change that was told right before it.
func (p *passage) details(before found, q quantity, m found, named bool) bool {
	if before.Change == nil || before.From != nil || named && m.term != before.term {
		return false
	}
	for i := q.start - 1; i > q.start-9 && i >= 0 && p.low(i) != "."; i-- {
		if p.used[i] {
			return true
		}
	}
	return false
}

// bind finds what a quantity measures, in the lexicon or else by the noun phrase beside it.
func (p *passage) bind(q quantity) (found, bool) {
	r := p.nameFor(q)
	if r.found() && (r.known != nil && r.known.class == settingTerm || p.versions(q, r)) {
		return found{}, false
	}
	if !r.found() || p.covered(r.start, r.end) || q.bare && r.known == nil {
		return p.unnamed(q)
	}
	return p.build(q, p.take(r, q)), true
}

// take marks the name as having its number, and settles what kind of number it is.
func (p *passage) take(r run, q quantity) run {
	dimension := measureOf(q.unit).dimension
	paid := money(dimension) && p.beforePer(r.start, r.end) == r.end && p.low(r.end) != "per"
	if r.hit != 0 && paid && r.known.stage == "model_quality" && p.hits[r.hit-1].other == nil {
		p.hits[r.hit-1].measured = true // "losses" in money are no model's loss
		r.hit, r.known = 0, p.headOf(r.start, r.end)
	}
	if r.hit != 0 {
		h := &p.hits[r.hit-1]
		h.measured, h.money = true, paid
		h.choose(q)
		if h.other != nil && h.other.currency && p.aboutMoney() {
			h.term = h.other
		}
		if t := p.headOf(r.start, r.end); h.term.name == "error rate" && t != nil {
			h.term = h.term.about(t.stage) // of a recogniser or of a service
		}
		h.term = p.agreement(h.term)
		r.known = h.term
		return r
	}
	if q.object.found() && dimension == "time" && !p.ourselves(r) { // hours saved for others are the business's
		r.known = (&term{name: "hours saved", class: headTerm, good: -1}).about("business_outcome")
	}
	if r.known == nil {
		return r
	}
	r.known = p.agreement(r.known)
	if (dimension == "time" || dimension == "bytes") && r.known.stage == "model_quality" || q.unit == "ms" {
		r.known = r.known.about("production_reliability") // how long a detection takes is about running it
	}
	p.hits = append(p.hits, hit{term: r.known, start: r.start, end: r.end, measured: true, money: paid})
	return r
}

// aboutMoney says whether the text speaks of customers and prices, and not of ranking: then MRR is revenue.
func (p *passage) aboutMoney() bool {
	earns := false
	for i := range p.toks {
		if rankingWords[p.toks[i].key] {
			return false
		}
		earns = earns || moneyWords[p.toks[i].key]
	}
	return earns
}

var (
	rankingWords = set("rank ranking ranker reranker search retrieval retriever query recommender offline ndcg eval benchmark")
	moneyWords   = set("pricing price customer subscription subscriber revenue sale churn arr plan upsell expansion contract")
)

// ourselves says whether those who were saved time are the ones who build the systems.
func (p *passage) ourselves(r run) bool {
	for i := r.start; i < r.end; i++ {
		if builders[p.toks[i].key] {
			return true
		}
	}
	return false
}

var builders = set("engineer scientist developer researcher us me sre ops platform")

// about is the same term in another stage of the chain.
func (t *term) about(stage string) *term {
	other := *t
	other.stage, other.competency = stage, competencyOf[stage]
	return &other
}

// settle drops the terms with two senses that no number decided, unless the text is about ranking, and puts all into
// the text's order.
func (p *passage) settle() {
	slices.SortStableFunc(p.hits, func(a, b hit) int { return a.start - b.start })
	p.hits = slices.DeleteFunc(p.hits, func(h hit) bool { return h.other != nil && !h.measured && !p.near(h, false) })
}

func (p *passage) build(q quantity, r run) found {
	start, end, t := r.start, r.end, r.known
	m := found{term: t, name: r, speed: q.effect == faster || q.effect == slower, order: p.toks[min(start, q.start)].start}
	m.Name, m.Raw = p.slice(start, end), p.slice(min(start, q.start), max(end, q.end))
	m.From, m.To, m.Change, m.Unit = q.from, q.to, q.change, q.unit
	m.claim, m.verb = p.claim(q, start, end)
	if q.effect == none {
		q.effect = m.claim
	}
	m.judge(q, p.goodness(q, r))
	for i := start; i < end && t != nil && t.stage == "model_quality"; i++ {
		p.named[i] = true
	}
	return m
}
