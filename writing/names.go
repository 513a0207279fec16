package writing

// nameFor finds what a quantity measures. What follows a number wins where the words say so ("18% fewer tickets");
// otherwise the subject of the clause does, then what follows, then what stands before a colon or a comma.
func (p *passage) nameFor(q quantity) run {
	after, moves := p.runAfter(q), q.way != 0 || q.effect != none
	switch {
	case q.object.found():
		return p.know(q.object)
	case q.right && after.found():
		return after
	case q.share && q.inner.found():
		if r := p.across(q); r.hit != 0 && p.low(q.start-1) == ":" {
			return r
		}
		if r := p.subject(q.start); r.hit != 0 && !r.hangs {
			return r
		}
		return p.know(q.inner)
	}
	before := p.joined(p.subject(q.start))
	switch {
	case q.from != nil && after.hit != 0 && after.start == q.end && before.hit == 0:
		return after // from 82 to 88 F1
	case before.known != nil && !(before.hangs && after.known != nil):
		return before
	case after.known != nil && moves:
		return after
	case before.found() && !q.bare:
		return before
	case q.inner.found():
		return p.know(q.inner)
	case after.found() && moves:
		return after
	}
	if r := p.across(q); r.found() {
		return r
	}
	if q.noun.found() && !q.bare {
		return p.know(q.noun)
	}
	return p.aside(q)
}

// aside reads what a change is "on", "in" or "for": "up 6% on conversion".
func (p *passage) aside(q quantity) run {
	if low := p.low(q.end); q.from != nil || low != "on" && low != "in" && low != "for" {
		return run{}
	}
	r := p.runAfter(quantity{end: q.end + 1})
	if r.known == nil && p.low(q.end-2) != "of" {
		return run{}
	}
	return r
}

// joined is r, or the metric whose phrase goes on with it: "the correlation of the model and the editors".
func (p *passage) joined(r run) run {
	if r.known != nil || !r.found() {
		return r
	}
	k := r.start - 1
	for determiners[p.low(k)] {
		k--
	}
	if p.low(k) == "and" {
		if whole := p.subject(k); whole.hit != 0 {
			return whole
		}
	}
	return r
}

// subject reads the noun phrases of the clause that ends before token from. The last one that hangs on no preposition
// is what the clause is about: "On live traffic the trust in suggested replies rose". One that hangs on another counts
// where it is a metric and the other is not known.
func (p *passage) subject(from int) run {
	var head, knownHead, metric, any run
	for _, r := range p.runsBefore(from) {
		switch {
		case !r.hangs && r.known != nil:
			knownHead = r
		case !r.hangs && !generic[p.toks[r.end-1].key]:
			head = r
		case r.hit != 0 && !metric.found():
			metric = r
		case r.known != nil && !any.found():
			any = r
		}
	}
	for _, r := range []run{knownHead, metric, head, any} {
		if r.found() {
			return p.complete(r, from)
		}
	}
	return run{}
}

// complete adds what a name like "time" or "cost" needs to be understood: "time to a first pipeline".
func (p *passage) complete(r run, from int) run {
	if r.hit != 0 || !vague[p.toks[r.end-1].key] || !completes[p.low(r.end)] {
		return r
	}
	end := r.end
	for end < from && end < r.end+5 && (p.content(end) || prepositions[p.low(end)] || determiners[p.low(end)]) {
		end++
	}
	for end > r.end && !p.content(end-1) {
		end--
	}
	if !p.covered(r.end, end) {
		r.end = end
	}
	return r
}

var vague = set("time cost delay gap share lag wait effort price difference duration bias")

var completes = set("to of between until for per")

// generic nouns name nothing by themselves: "the number of orders".
var generic = set("number amount volume count share percentage portion rest kind")

// across looks past a colon, a comma or a bracket for the name: "GPU bill: $41.2k → $28.9k", "(61% → 68%)".
func (p *passage) across(q quantity) run {
	i := q.start
	for range 2 {
		for i > 0 && i > q.start-nameBefore && p.passable(i-1) {
			i--
		}
		if i == 0 || p.low(i-1) == "." || !breaks[p.low(i-1)] || p.used[i-1] {
			break
		}
		i--
		if r := p.subject(i); r.found() && (r.known != nil && (r.hit != 0 || r.known.good != 0) || !q.bare && p.low(i) == ":") {
			return r
		}
	}
	if q.from == nil || p.low(q.start-1) != "(" {
		return run{}
	}
	for k := q.start - 2; k >= 0 && k > q.start-nameBefore && !p.used[k] && p.low(k) != "."; k-- {
		if n := p.free(k); n != 0 { // "the false alarm rate is less than half of what it was (11% to 5%)"
			h := p.hits[n-1]
			return run{start: h.start, end: h.end, known: h.term, hit: n}
		}
	}
	return run{}
}
