package writing

// How far a metric's name may stand from its number, in tokens.
const (
	nameBefore = 14
	nameAfter  = 8
	nameLength = 4
)

// hitFor finds the lexicon's metric that quantity q measures: the nearest in the same clause, before the number if
// the number does not ask for what follows. far lets it look past one comma or colon. 0 means none.
func (p *passage) hitFor(q quantity, far bool) int32 {
	before, after := p.hitBefore(q, far), p.hitAfter(q)
	if after != 0 && (q.right || before == 0) {
		return after
	}
	return before
}

func (p *passage) hitBefore(q quantity, far bool) int32 {
	for i := q.start - 1; i >= 0 && i >= q.start-nameBefore; i-- {
		if p.used[i] || p.low(i) == "." {
			return 0
		}
		if n := p.free(i); n != 0 {
			return n
		}
		if !far && breaks[p.low(i)] {
			return 0
		}
	}
	return 0
}

func (p *passage) hitAfter(q quantity) int32 {
	for i := q.end; i < len(p.toks) && i < q.end+nameAfter; i++ {
		t := &p.toks[i]
		if p.used[i] || t.kind == number || t.kind == mark && t.low != "\"" || breaks[t.low] || apart[t.low] {
			return 0
		}
		if n := p.free(i); n != 0 {
			return n
		}
	}
	return 0
}

// free is the metric at token i that has no number yet.
func (p *passage) free(i int) int32 {
	n := p.at[i]
	if n == 0 || p.hits[n-1].measured || p.hits[n-1].term.class != metricTerm {
		return 0
	}
	return n
}

// phraseFor names what no lexicon knows: the noun phrase beside the quantity. It returns the tokens, none for
// start < 0.
func (p *passage) phraseFor(q quantity) (start, end int) {
	if !q.right {
		if start, end = p.phraseBefore(q.start); start >= 0 {
			return start, end
		}
	}
	if q.effect != none {
		if start, end = p.phraseAfter(q.end); start >= 0 {
			return start, end
		}
	}
	return p.phraseBefore(q.start)
}

// phraseBefore steps back over verbs to the noun phrase, and from "users" in "time on the page for users" to "time".
func (p *passage) phraseBefore(from int) (start, end int) {
	i := from
	for i > 0 && i > from-nameBefore && !breaks[p.low(i-1)] && !p.used[i-1] && p.passable(i-1) {
		i--
	}
	end = i
	for i > 0 && i > from-nameBefore && p.content(i-1) {
		i--
	}
	if i == end {
		return -1, -1
	}
	start = i
	for hops := 0; hops < 2 && i > 1; hops++ {
		k := i
		for k > 0 && determiners[p.low(k-1)] {
			k--
		}
		if k == 0 || !prepositions[p.low(k-1)] {
			break
		}
		e := k - 1
		for k = e; k > 0 && k > from-nameBefore && p.content(k-1); k-- {
		}
		if k == e {
			break
		}
		if p.low(e) != "per" && p.low(e) != "to" {
			end = e
		}
		start, i = k, k
	}
	return max(start, end-nameLength-2), end
}

// phraseAfter reads the noun phrase right of the quantity: "18% fewer checkout errors", "a 3% drop in page weight".
func (p *passage) phraseAfter(i int) (start, end int) {
	for i < len(p.toks) && (determiners[p.low(i)] || p.low(i) == "in" || p.low(i) == "of" || p.low(i) == "number") {
		i++
	}
	start = i
	for i < len(p.toks) && i < start+nameLength && p.content(i) {
		i++
	}
	if i == start {
		return -1, -1
	}
	return start, i
}

// content says whether token i can be part of a name.
func (p *passage) content(i int) bool {
	t := &p.toks[i]
	return t.kind == word && !stopWords[t.low] && t.effect == none && !p.used[i] && !breaks[t.low]
}

// passable says whether token i can stand between a name and its number: verbs, adverbs, a project's name.
func (p *passage) passable(i int) bool {
	t := &p.toks[i]
	return t.kind == reference || t.kind == word && (t.effect != none || linking[t.low])
}
