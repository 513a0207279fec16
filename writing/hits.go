package writing

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A hit is a term of the lexicon in the text. It covers the tokens from start up to end.
type hit struct {
	term, other *term // other: the second sense of a spelling with two (MRR)
	start, end  int
	trap        trap
	unsure      bool // known by a capital alone
	measured    bool // a number belongs to it
	aside       bool // it only says at which point another metric was measured
	money       bool // a number in money, of no single thing
}

// find marks every term of the lexicon that stands in the text and is no everyday namesake.
func (p *passage) find() {
	var all []hit
	lex := vocabulary()
	for i := 0; i < len(p.toks); {
		h, ok := p.hitAt(lex, i)
		if !ok {
			i++
			continue
		}
		if (h.trap == noTrap || h.trap == trapCapitals) && h.term.class != wordTerm && h.term.class != peopleTerm {
			p.cover(h, 1)
		}
		all = append(all, h)
		i = h.end
	}
	for _, h := range all {
		if h.trap == trapName {
			h.unsure = !p.near(h, false)
		}
		if low := p.low(h.start - 1); constants[low] && (low != "fixed" || p.low(h.start-2) == "at") {
			continue // "at the same recall"
		}
		if h.trap == trapNeighbour && !p.near(h, true) || h.unsure && !p.capital(h.start) ||
			p.namesModel(h) || p.percentile(h) {
			continue
		}
		p.hits = append(p.hits, h)
	}
	clear(p.at)
	for n, h := range p.hits {
		p.cover(h, int32(n)+1)
	}
}

func (p *passage) cover(h hit, n int32) {
	for i := h.start; i < h.end; i++ {
		p.at[i] = n
	}
}

func (p *passage) hitAt(lex *lexicon, i int) (hit, bool) {
	if p.toks[i].key == "" {
		return hit{}, false
	}
	forms, n := lex.match(p.toks, i)
	if n == 0 || i > 0 && plain(&p.toks[i-1], p.toks[i].key) || n == 1 && nouns[p.low(i)] && (p.low(i+1) == "in" || p.low(i+1) == "of") {
		return hit{}, false
	}
	f := forms[0]
	if f.trap == trapCapitals && !p.spelled(i, f.exact) && !p.valued(i+n, f.exact) {
		return hit{}, false
	}
	h := hit{term: f.term, start: i, end: i + n, trap: f.trap}
	if len(forms) > 1 && forms[1].term.currency != f.term.currency {
		h.other = forms[1].term
	}
	if h.end < len(p.toks) && strings.HasPrefix(p.toks[h.end].low, "@") {
		h.end++
		h.other = nil
	}
	return h, true
}

// spelled says whether token i is written as the lexicon has it, or all in capitals.
func (p *passage) spelled(i int, exact string) bool {
	written := p.text[p.toks[i].start:p.toks[i].end]
	return written == strings.ToUpper(exact) || written == exact && exact != strings.ToLower(exact)
}

// valued says whether a decimal number follows a name of three letters or more, which then needs no capitals: "auc .91".
func (p *passage) valued(i int, exact string) bool {
	return len(exact) > 2 && p.isNumber(i) && !whole(p.toks[i].value)
}

// capital says whether token i has a capital that its place in the sentence does not explain.
func (p *passage) capital(i int) bool {
	r, _ := utf8.DecodeRuneInString(p.text[p.toks[i].start:])
	return unicode.IsUpper(r) && !p.toks[i].opens
}

// near says whether a neighbour of hit h stands within reach in the same sentence: a word of the field, another term
// (before the second pass p.at holds the certain ones), or, if numbers count, a number.
func (p *passage) near(h hit, numbers bool) bool {
	look := func(i int) (stop, ok bool) {
		t := &p.toks[i]
		switch {
		case t.low == ".":
			return true, false
		case h.term.name == "lift (model)" || h.term.name == "lift":
			return false, t.kind == number && units[t.unit].dimension == "factor"
		}
		return false, p.at[i] != 0 || t.kind == word && fieldWords[t.key] || numbers && t.kind == number
	}
	for i, step := h.start-1, 0; i >= 0 && step < reach; i, step = i-1, step+1 {
		if stop, ok := look(i); stop || ok {
			if ok {
				return true
			}
			break
		}
	}
	for i, step := h.end, 0; i < len(p.toks) && step < reach; i, step = i+1, step+1 {
		if stop, ok := look(i); stop || ok {
			return ok
		}
	}
	return false
}

// constants say that what follows did not move.
var constants = set("same equal constant identical similar comparable unchanged fixed")

// namesModel says whether a business metric only says what a model is about: "churn model", "revenue forecast".
func (p *passage) namesModel(h hit) bool {
	return h.term.competency == "business_impact" && h.end < len(p.toks) && modelWords[p.toks[h.end].key]
}

// percentile says whether h only tells which latency the metric before it is: "latency at p95".
func (p *passage) percentile(h hit) bool {
	i := len(p.hits) - 1
	return h.term.name == "p99" && i >= 0 && p.low(h.start-1) == "at" && p.hits[i].end == h.start-1
}
