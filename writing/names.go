package writing

// nameFor finds what a quantity measures. What follows a number wins where the words say so ("18% fewer tickets");
// otherwise the subject of the clause does, then what follows, then what stands before a colon or a comma.
func (p *passage) nameFor(q quantity) run {
	after, moves := p.runAfter(q), q.way != 0 || q.effect != none
	if q.right && !after.found() && p.low(q.end) == "of" {
		after = p.runAfter(quantity{end: q.end + 1})
	}
	switch {
	case q.object.found():
		return p.know(q.object)
	case q.right && after.found() && after.hit == 0 && p.low(q.end) == "in" && (wins[p.low(q.start)] || q.effect.verdict() != 0 || q.unit == "pp") && p.subject(q.start).hit != 0:
		return p.subject(q.start) // "hit rate@10 gained 12% in replay"
	case q.right && after.found() && p.low(after.start) == "often" && p.content(q.start-1):
		return p.know(run{start: q.start - 1, end: q.start}) // transferred 9 % less often
	case q.right && after.found():
		return after
	case q.way != 0 && q.effect == none && after.found() && yields[p.low(q.start-1)]:
		return after // gives +1.9 % reward
	case q.share && q.inner.found():
		if r := p.across(q); r.hit != 0 && p.low(q.start-1) == ":" {
			return r
		}
		if r := p.subject(q.start); r.hit != 0 && !r.hangs || r.found() && r.known != nil && copulas[p.low(q.start-1)] {
			return r
		}
		return p.know(q.inner)
	}
	before := p.joined(p.subject(q.start))
	if r := p.aside(q); q.way != 0 && q.effect == none && before.hit == 0 && r.known != nil && (before.known == nil || p.low(q.start-1) == "us" || p.low(q.start-2) == "us") {
		return r // "the live test gave us +1.2 % on bookings"
	}
	switch {
	case q.inner.found() && before.hit == 0 && p.toks[q.start].kind == number && doing[p.low(p.approx(q.start)-1)]:
		return q.inner // "annotators do 310 boxes an hour, before it was 190"
	case q.inner.hit != 0 && before.hit == 0, q.inner.known != nil && (before.known == nil || p.toned(q.inner.start)):
		return q.inner // 99.97 % availability against 99.1 %
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
	if n := p.free(q.end + 1); n != 0 && p.low(q.end) == "(" {
		h := p.hits[n-1]
		return run{start: h.start, end: h.end, known: h.term, hit: n} // without 0.711, with 0.738 (AUC, 5 folds)
	}
	return p.aside(q)
}

// copulas stand between what has a share and its number: "null prices had been 4.5 % of rows".
var copulas = set("be is are was were been makes make made")

// doing are verbs with which people or things do a number of something.
var doing = set("do does did open opens opened make makes made get gets got see sees saw handle handles handled process processes processed file files write writes send sends sent pick picks ship ships close closes closed answer answers have has had need needs needed use uses used run runs call calls")

var yields = set("gives gave give brings brought shows showed says said saw sees got gets adds added yields yielded means meant delivers delivered")

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
	if p.low(from-1) == "=" { // "Brier score (Q4 loans) = 0.141"
		from--
	}
	if from = p.beforeAside(from); p.low(from-1) == "after" || p.low(from-1) == "within" || p.low(from-1) == "<" {
		from-- // goes red after 4 minutes instead of 35
	}
	var head, knownHead, metric, any run
	for _, r := range p.runsBefore(from) {
		switch {
		case knownHead.found() && vague[p.toks[knownHead.end-1].key] && p.low(knownHead.end) == "to" && r.hit == 0:
			continue // "time to settle a claim" is a time
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

// beforeAside is where a bracket begins that ends before token from and has no number: "faithfulness (LLM judge) from".
func (p *passage) beforeAside(from int) int {
	if p.low(from-1) != ")" {
		return from
	}
	for k := from - 2; k > 0 && k > from-10 && !p.used[k] && p.toks[k].kind != number && p.low(k) != "."; k-- {
		if p.low(k) == "(" {
			return k
		}
	}
	return from
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
