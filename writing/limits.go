package writing

// Numbers that are a threshold, a target, or the point at which something else was measured.

// bounded says whether the number is a threshold or a target: "150 ms budget", "SLO of 99.9%", "at least 0.5 pp".
func (p *passage) bounded(i int) bool {
	for j := i + 1; j < len(p.toks) && j <= i+2 && p.toks[j-1].kind != mark; j++ {
		if limits[p.toks[j].key] {
			return true
		}
	}
	before := p.approx(i) - 1
	if p.toks[i].sign != 0 && (p.low(before) != "is" || !limits[p.low(before-1)]) {
		return false
	}
	if p.low(before) == "at" && p.low(before-1) == "level" && p.low(before-2) == "nominal" {
		return true
	}
	k := before
	for k >= 0 && k > before-4 && bound[p.low(k)] {
		k--
	}
	if k >= 0 && limits[p.toks[k].key] && p.slice(k, k+1) != "SLA" {
		return true
	}
	for k = before; k >= 0 && k > before-5 && p.toks[k].kind == word; k-- { // (target: latency below 200 ms)
	}
	if k > 0 && p.low(k) == ":" && limits[p.toks[k-1].key] && (p.low(before) == "below" || p.low(before) == "under" || p.low(before) == "above") {
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
	if n := p.at[max(before-1, 0)]; n != 0 && p.low(before) == "of" { // sensitivity at the fixed specificity of 90 %
		k := p.hits[n-1].start - 1
		for determiners[p.low(k)] || p.low(k) == "fixed" || p.low(k) == "same" || p.low(k) == "required" {
			k--
		}
		if p.low(k) == "at" && p.known(k-1) {
			return true
		}
	}
	if p.low(before) != "at" && p.low(before) != "@" || i+1 >= len(p.toks) {
		return false
	}
	n := p.at[i+1]
	return n != 0 && p.hits[n-1].term.class == metricTerm && !landed[p.low(before-1)] && p.toks[i].sign == 0 && p.known(before-1)
}

// landed say that a model has what follows "at": "my entry came out at 0.914 AUC".
var landed = set(`out in up is are was sits lands landed now stands ends ended finished scores scored stays
	model classifier detector ranker entry baseline version network net`)

// known says whether a metric or another number stands within a few words before token i.
func (p *passage) known(i int) bool {
	for k := i; k >= 0 && k > i-5 && p.low(k) != "." && p.low(k) != ","; k-- {
		if p.at[k] != 0 && p.hits[p.at[k]-1].term.class == metricTerm || p.isNumber(k) {
			return true
		}
	}
	return false
}

var limits = set(`
	budget target goal slo threshold limit sla cap ceiling quota floor requirement objective deadline guardrail tolerance
	bound promise`)

// bound may stand between a threshold and its number.
var bound = set("of is was stays stayed at to the a an under below above over set for around about = : be minus plus")
