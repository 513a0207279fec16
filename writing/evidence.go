package writing

import "slices"

// What one mention weighs as evidence that a text is about something. A number counts most: it is what the text is
// there for. A stage counts from enough on, and beside a number of another stage from plenty on; what is below places a
// text only where nothing else does.
const (
	withNumber = 3.0
	worked     = 1.5
	byThing    = 1.0
	byTool     = 0.7
	inPassing  = 0.5
	byNameOnly = 0.3 // a tool known by its capital alone may be a person or a street
	plenty     = 2.9
	several    = 1.9 // for a model beside a number: its name alone is not work on it
	enough     = 1.4
	least      = 0.5
	byName     = 0.9 // for the business, which many a text only mentions: "with our partner"
)

// headline is how many tokens from the start of a text say what its point is.
const headline = 9

// evidence is what the words of a text add up to.
type evidence struct {
	stage                map[string]float64
	number               map[string]int // where a stage has its first number, counted from 1
	numbers              bool
	test, method, people float64
	research             bool // a method of research opens the text
}

// weigh adds up the evidence. A term counts fully once; one that only hangs on another ("of the embedding service", "on
// the golden set") counts half.
func (p *passage) weigh() evidence {
	e := evidence{stage: map[string]float64{}, number: map[string]int{}}
	seen := map[*term]bool{}
	p.measured = slices.ContainsFunc(p.hits, func(h hit) bool { return h.measured })
	for _, h := range p.hits {
		w := p.weight(h)
		if seen[h.term] && !h.measured {
			w /= 4
		}
		seen[h.term] = true
		switch t := h.term; {
		case t.class == peopleTerm:
			e.people += w
		case t.class == testTerm:
			e.test += w
		case t.class == methodTerm, t.competency == "experimentation" && t.class == practiceTerm:
			e.method += w
			e.research = e.research || h.start < headline && !p.hangs(h.start)
		case t.class == wordTerm && t.competency == "experimentation", t.class == metricTerm && t.competency == "experimentation":
			e.method += w
		case t.stage == "", t.competency == "experimentation":
		default:
			e.stage[t.stage] += w
			if h.money && t.stage != "business_outcome" { // a bill is the business's, the cost of one request is not
				e.stage["business_outcome"] += w
			}
			if h.measured && e.number[t.stage] == 0 {
				e.number[t.stage], e.numbers = h.start+1, true
			}
		}
	}
	return e
}

func (p *passage) weight(h hit) float64 {
	w := worked
	switch {
	case h.measured:
		return withNumber
	case h.unsure:
		w = byNameOnly
	case h.term.class == toolTerm:
		w = byTool
	case h.term.class == thingTerm:
		w = byThing
	case h.term.class == metricTerm && !p.measured:
		return byThing // with no number in the text, "no effect on revenue" is about revenue
	case h.term.class == wordTerm, h.term.class == metricTerm:
		w = inPassing
	}
	if p.hangs(h.start) {
		w /= 2
	}
	if h.term.stage == "production_reliability" && p.unreal(h.start) {
		w /= 4 // "not deployed yet"
	}
	if p.inName(h) {
		w /= 4
	}
	return w
}

// inName says whether h only helps to name a model's metric: "golden-set accuracy".
func (p *passage) inName(h hit) bool {
	n := p.named[h.start]
	return n && (h.term.stage == "data_quality" || h.term.stage == "feature_engineering")
}

// hangs says whether token i belongs to a phrase behind "of", "on" or "for".
func (p *passage) hangs(i int) bool {
	for k := i - 1; k >= 0 && k > i-4; k-- {
		switch low := p.low(k); {
		case hanging[low]:
			return low != "of" || !p.isNumber(k-1) // "4% of our labels" is about labels
		case !determiners[low] && (p.toks[k].kind != word || stopWords[low]):
			return false
		}
	}
	return false
}

var hanging = set("of on for in at from about")

// rule reads stages, kind and competencies by rules alone.
func (p *passage) rule(metrics []found) ruling {
	r := ruling{evidence: p.weigh(), metrics: metrics}
	p.place(metrics, r.evidence)
	r.kind, r.stages = p.kind(metrics), r.evidence.stages()
	if r.kind == KindReliability && len(r.stages) == 0 && r.evidence.test+r.evidence.method == 0 {
		r.stages = []string{"production_reliability"} // what is prevented or undone is an incident unless it says otherwise
	}
	r.scores = r.evidence.scores(r.stages, r.kind)
	return r
}

// place gives the numbers of which no lexicon knows the stage that of the words around them, where these name one only:
// "factuality 93%" in the evaluation of a summariser, "claims per clerk" in a text about customers.
func (p *passage) place(metrics []found, e evidence) {
	model, production, business := e.stage["model_quality"], e.stage["production_reliability"], e.stage["business_outcome"]
	for i, m := range metrics {
		if m.term != nil && (m.term.stage != "" || m.term.class != headTerm) {
			continue
		}
		d := measureOf(m.Unit).dimension
		quality := !m.speed && (d == "" || d == "percent" || d == "pp" || d == "points") && (m.term == nil || m.term.good >= 0)
		stage := ""
		switch {
		case quality && model >= least && production < enough && business < least:
			stage = "model_quality"
		case business >= least && production < enough && model < enough && e.stage["data_quality"] < enough &&
			e.stage["feature_engineering"] < enough:
			stage = "business_outcome"
		default:
			continue
		}
		metrics[i].term = (&term{class: headTerm}).about(stage)
		e.stage[stage] += withNumber
	}
}
