package writing

import "strings"

// sized says whether the number at i counts things further right: "600 annotated questions", "19 000 scanned pages".
func (p *passage) sized(i int) bool {
	if p.toks[i].unit != "" || p.toks[i].sign != 0 || !whole(p.toks[i].value) {
		return false
	}
	for k := i + 1; k < i+4 && k < len(p.toks) && p.content(k) && p.toks[k].kind == word; k++ {
		if p.countNoun(k) {
			return true
		}
	}
	return false
}

// labels says whether the number at i only tells which thing is meant: "scrap on press 2 from 3.4 % to 2.6 %".
func (p *passage) labels(i int) bool {
	t := &p.toks[i]
	if t.unit != "" || t.sign != 0 || t.spelled || !whole(t.value) || t.value > 99 || i == 0 || !p.content(i-1) || p.toks[i-1].kind != word || p.toks[i-1].effect != none {
		return false
	}
	low := p.low(i + 1)
	return low == "from" || low == "went" || low == "is" || low == "was" || p.isNumber(i+1) || p.effectAt(i+1) != none && p.toks[i-1].key == p.low(i-1)
}

// free is the metric at token i that has no number yet.
func (p *passage) free(i int) int32 {
	if i < 0 || i >= len(p.at) {
		return 0
	}
	n := p.at[i]
	if n == 0 || p.hits[n-1].measured || p.hits[n-1].aside || p.hits[n-1].term.class != metricTerm {
		return 0
	}
	return n
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

// content says whether token i can be part of a name; in a compound every word can ("add-to-cart").
func (p *passage) content(i int) bool {
	t := &p.toks[i]
	if p.used[i] || t.kind == number && (t.joined || p.idle[i] == hardIdle && numberedThings[p.low(i-1)]) {
		return !p.used[i]
	}
	if n := p.at[i]; n != 0 && p.hits[n-1].term.class == metricTerm {
		return true
	}
	if t.kind != word || hedges[t.low] || t.low == "w" && p.low(i+1) == "o" || t.low == "o" && p.low(i-1) == "w" {
		return false
	}
	named := t.effect == none || i+1 < len(p.toks) && (rates[p.toks[i+1].key] && p.toks[i+1].effect == none && !strings.HasSuffix(t.low, "ed") && !t.opens ||
		strings.HasSuffix(t.low, "s") && p.toks[i+1].effect != none) // "save rate", "false declines fell"
	if t.joined && timeWords[t.key] || timeWords[t.key+"s"] && t.joined {
		return false // "$12k/month"
	}
	if prepositions[t.low] && t.low != "per" && !p.compound(i) {
		return false
	}
	if t.low == "per" {
		return i > 0 && i+1 < len(p.toks) && p.toks[i-1].kind == word && !stopWords[p.low(i-1)] && p.toks[i+1].kind == word
	}
	return p.compound(i) || !stopWords[t.low] && named && !breaks[t.low] && !p.month(i)
}

var hedges = set("minus plus only barely hardly merely")

// passable says whether token i can stand between a name and its number: verbs, adverbs, a project's name.
func (p *passage) passable(i int) bool {
	t := &p.toks[i]
	return t.kind == reference || t.kind == filler || t.kind == word && (t.effect != none || linking[t.low])
}
