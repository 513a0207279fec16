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

var impactCues = phrases(`
	so that
	so analysts
	which led
	led to
	which means
	as a result
	unblocked
	unblocking
	enabled
	saved
	saving
	saves
	customers
	users
	sellers
	agents
	new joiners
	others
	teams now
	teams can
	teams release
	teams use
	no longer
	can now
	now read
	now the
	without a
	without incident
	without us
	without waiting
	instead of
	faster for
	reducing the
	can use
	can plan`)

var productionCues = phrases(`
	in production
	production traffic
	live traffic
	live users`)

var testCues = phrases(`
	a b test
	a b tests
	ab test
	split test
	online experiment
	experiment
	holdout test
	switchback test
	in the test
	interleaving`)

var intervalCues = phrases(`
	ci
	confidence interval
	interval
	±
	n =
	p <
	p =
	p value
	sample
	power
	users in
	0 users
	0 customers
	0 sessions`)

var durationCues = phrases(`
	week
	weeks
	day
	days
	month
	months
	two-week`)

// missing lists what a good reader would ask for next, in the order of the constants.
func (p *passage) missing(metrics []found, stages []string, kind string) []string {
	list := []string{}
	if kind == KindResult && !p.effective(metrics) && !p.says(impactCues) {
		list = append(list, MissingImpact)
	}
	if len(metrics) == 0 {
		list = append(list, MissingMetric)
	}
	if p.noBaseline(metrics) {
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

// effective says whether a number shows an effect outside the model and its data, or was seen there.
func (p *passage) effective(metrics []found) bool {
	return len(metrics) > 0 && p.says(productionCues) || slices.ContainsFunc(metrics, func(m found) bool {
		return m.term == nil || m.term.stage == "" || m.term.stage == "production_reliability" ||
			m.term.stage == "business_outcome"
	})
}

var baselineCues = phrases(`
	baseline
	vs
	versus
	compared
	than
	was
	had
	before
	against
	at parity
	parity with`)

// noBaseline says whether there are numbers and none of them, nor a word, tells what they were before.
func (p *passage) noBaseline(metrics []found) bool {
	for _, m := range metrics {
		if m.From != nil || m.Change != nil {
			return false
		}
	}
	return len(metrics) > 0 && !p.says(baselineCues)
}

// untested says whether the text reports a test without what makes a test believable. One of the three is enough.
func (p *passage) untested(metrics []found, kind string) bool {
	if !p.says(testCues) || len(metrics) == 0 && kind != KindNegativeResult {
		return false
	}
	if p.says(intervalCues) || p.says(durationCues) {
		return false
	}
	return !slices.ContainsFunc(p.toks, func(t token) bool {
		d := measureOf(t.unit)
		return t.kind == number && (d.dimension == "months" || d.dimension == "time" && d.size >= 86400)
	})
}
