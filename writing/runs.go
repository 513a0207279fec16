package writing

// How far a metric's name may stand from its number, in tokens, and how long it may be.
const (
	nameBefore = 16
	nameLength = 6
)

// A run is a stretch of words that can name something: "checkout errors". known is what the lexicon or its last telling
// noun says about it; hit counts from 1, as in passage.at.
type run struct {
	start, end int
	known      *term
	hit        int32
	hangs      bool // on a preposition: "replies" in "trust in the replies"
}

func (r run) found() bool { return r.end > r.start }

// runsBefore cuts the clause before token from into runs, from left to right.
func (p *passage) runsBefore(from int) []run {
	i := from
	for i > 0 && i > from-nameBefore && p.inClause(i-1) {
		i--
	}
	var list []run
	hangs := i > 0 && fronts[p.low(i-1)]
	for i < from {
		verb := reaches[p.low(i)] && determiners[p.low(i+1)]
		if !p.content(i) || verb {
			switch low := p.low(i); {
			case prepositions[low] && !p.compound(i):
				hangs = true
			case p.toks[i].kind == number: // "on 600 questions"
			case determiners[low]:
				hangs = prepositions[p.low(i-1)] || reaches[p.low(i-1)] && len(list) > 0 // "of the model"
			}
			i++
			continue
		}
		start := i
		for i < from && p.content(i) && !(reaches[p.low(i)] && determiners[p.low(i+1)]) {
			if i++; p.toks[i-1].kind == number && hangs { // "on line 2 overspray"
				break
			}
		}
		per := p.low(i-1) == "per" && i-1 > start // "GPU hours per run: 120"
		end := i
		if per {
			end--
		}
		list = append(list, p.know(run{start: max(start, end-nameLength), end: end, hangs: hangs}))
		hangs = per
	}
	return list
}

// reaches are verbs whose object is not what the number is about.
var reaches = set("reach reaches reached get gets got see sees wait waits hears need needs find finds receive receives")

// fronts are words behind which a clause starts with where or when, not with what.
var fronts = set("since after when where with by before until during while")

// inClause says whether token i can belong to the clause that a later number ends.
func (p *passage) inClause(i int) bool {
	t := &p.toks[i]
	switch {
	case p.used[i], breaks[t.low], closes[t.low], t.low == ".":
		return false
	case t.kind == number:
		return i+1 < len(p.toks) && p.toks[i+1].joined || p.idle[i] != 0 || p.at[i] != 0 || p.counts(i) || p.sized(i) || p.labels(i)
	}
	return t.kind != mark || t.low == "\""
}

// closes are words before which another clause ended.
var closes = set("we i you they he she it which that who when where if after since until before because as than while")

// know looks a run up: a metric of the lexicon in it, unless a telling noun ends it ("latency budget").
func (p *passage) know(r run) run {
	for i := r.end - 1; i >= r.start; i-- {
		if n := p.at[i]; n != 0 && p.hits[n-1].term.class == settingTerm {
			r.known = p.hits[n-1].term
			return r
		}
		n := p.free(i)
		if n == 0 {
			continue
		}
		h := &p.hits[n-1]
		if last := vocabulary().heads[p.toks[p.beforePer(h.end, r.end)-1].key]; last != nil && h.end < r.end && last.good != 0 {
			break
		}
		r.known, r.hit = h.term, n
		r.start, r.end = min(r.start, h.start), max(r.end, h.end)
		return r
	}
	if !p.covered(r.start, r.end) {
		r.known = p.headOf(r.start, r.end)
	}
	return r
}

// beforePer is where the words between two tokens come to "per", or the second.
func (p *passage) beforePer(start, end int) int {
	for i := start; i < end; i++ {
		if p.low(i) == "per" {
			return max(i, 1)
		}
	}
	return end
}

// runAfter reads the noun phrase right of a quantity: "18% fewer checkout errors", "a 3% drop in page weight".
func (p *passage) runAfter(q quantity) run {
	i := q.end
	if k := p.period(i); k > i && (p.low(k) == "in" || p.low(k) == "of" || p.low(k) == "on") {
		i = k + 1 // $40k a month in GPU cost
	}
	for i < len(p.toks) && i < q.end+3 && (intoName[p.low(i)] || q.right && !q.verb && p.low(i) == "in") {
		i++
	}
	start := i
	if p.low(i) == "per" {
		return run{}
	}
	for i < len(p.toks) && i < start+nameLength && p.content(i) && !p.idleWord(i) {
		i++
	}
	if i == start {
		return run{}
	}
	if generic[p.toks[i-1].key] && p.low(i) == "of" { // the share of labelled calls
		end := i + 1
		for end < len(p.toks) && end < i+nameLength && p.content(end) {
			end++
		}
		return p.know(run{start: start, end: end})
	}
	return p.know(run{start: start, end: i})
}

// idleWord says whether token i is a time or an aside after a number: "+2% overall", "3 h nightly".
func (p *passage) idleWord(i int) bool { return adjectives[p.low(i)] || asides[p.low(i)] }

var asides = set("rel relative overall offline online live relative wow yoy mom year-on-year monthly yearly annually nightly lately yesterday")

var intoName = set("additional extra incremental new of the our a an number amount volume total in's its their")
