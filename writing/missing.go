package writing

import "slices"

// What a text can be missing.
const (
	MissingImpact          = "impact"           // what changed, and for whom
	MissingMetric          = "metric"           // by how much
	MissingBaseline        = "baseline"         // compared with what
	MissingBusinessOutcome = "business_outcome" // the end of the chain
	MissingExperiment      = "experiment"       // a test result without interval, sample or duration
)

// missing lists what a good reader would ask for next, in the order of the constants.
func (p *passage) missing(metrics []found, stages []string, kind string) []string {
	list := []string{}
	if (kind == KindResult || kind == KindEnabling && len(metrics) == 0) && !p.effective(metrics, kind) {
		list = append(list, MissingImpact)
	}
	if len(metrics) == 0 {
		list = append(list, MissingMetric)
	}
	if noBaseline(metrics) {
		list = append(list, MissingBaseline)
	}
	if !slices.Contains(stages, "business_outcome") {
		list = append(list, MissingBusinessOutcome)
	}
	if p.untested(metrics, kind) {
		list = append(list, MissingExperiment)
	}
	return list
}

// effective says whether the text tells of an effect outside the model and its data: a number from production or the
// business, or words for what changed for somebody.
func (p *passage) effective(metrics []found, kind string) bool {
	if kind == KindEnabling {
		return p.says("impact") || p.says("enabling")
	}
	for _, m := range metrics {
		if m.term != nil && (m.term.stage == "production_reliability" || m.term.stage == "business_outcome") {
			return true
		}
	}
	if len(metrics) > 0 && p.held() && p.offline(metrics) {
		return p.told("reached")
	}
	return p.says("impact") || len(metrics) > 0 && p.held() ||
		slices.ContainsFunc(metrics, func(m found) bool { return m.term == nil || m.term.stage == "" })
}

// noBaseline says whether there are numbers and none of them tells what it was before, or by how much it went.
func noBaseline(metrics []found) bool {
	return len(metrics) > 0 && !slices.ContainsFunc(metrics, func(m found) bool { return m.From != nil || m.Change != nil })
}

// untested says whether the text reports a test without what makes a test believable: an interval, a sample or a
// duration. One of the three is enough.
func (p *passage) untested(metrics []found, kind string) bool {
	real := func(i int) bool { return !p.unreal(i) }
	if !slices.ContainsFunc(p.cues["test"], real) || len(metrics) == 0 && kind != KindNegativeResult ||
		slices.ContainsFunc(p.cues["interval"], func(i int) bool { return !denials[p.low(i-1)] }) {
		return false
	}
	for i := range p.toks {
		t := &p.toks[i]
		d := measureOf(t.unit)
		lasted := d.dimension == "months" || d.dimension == "time" && d.size >= 86400
		if t.kind == number && (lasted || p.people(i)) || t.joined && timeWords[t.low] || p.ranged(i) {
			return false
		}
	}
	return true
}

// ranged says whether token i gives an interval: "[0.3, 1.3]", "(0.6–1.6)".
func (p *passage) ranged(i int) bool {
	before := p.low(i - 1)
	return (p.toks[i].kind == opaque && before == "(" || p.toks[i].kind == number && before == "[") && p.text[p.toks[i].end-1] <= '9'
}

// people says whether the number at i counts whom a test was shown to: "48,000 users".
func (p *passage) people(i int) bool {
	return p.toks[i].unit == "" && p.toks[i].value >= 20 && (exposed[p.low(i+1)] || crowds[p.low(i+1)])
}

var crowds = set("visitors customers accounts people members listeners viewers orders searches queries readers buyers shoppers drivers patients sessions impressions trucks cars vehicles vans devices stores shops sites drivers riders chats calls trips households members students machines")
