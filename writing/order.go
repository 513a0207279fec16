package writing

import (
	"math"
	"strconv"
)

// The words that tell an old number from a new one, by where they stand.
var (
	// right before an old number
	oldLead = set(`
		was were had been vs versus against compared than instead rather before previously baseline used formerly earlier
		old previous prev last prior ago peaked normal normally incumbent teacher control existing original came from predecessor v1 pre oldest current
		champion until took needed cost beats beat paid naive persistence legacy heuristic vanilla`)
	// right behind an old one; the first set alone is enough before another number
	ended    = set("before then previously earlier originally control formerly baseline ago beforehand")
	oldTrail = set(`
		before then previously earlier originally control formerly baseline old ago last previous prior until incumbent
		beforehand`)
	// right before and behind a new one
	newLead  = set("now after today currently new treatment afterwards variant becomes became this ours")
	newTrail = set("now after today currently treatment afterwards since nowadays")
	nowWords = set("now today currently nowadays")
	// "was" and what compares as strongly; "is"; what makes a first number old: "from", "was", "last quarter's"
	compared  = set("vs versus against compared than instead rather was were had from before")
	wasWords  = set("was were had vs versus against instead than before compared")
	isWords   = set("is are to it's they're that's becomes became takes needs stays sits stands")
	pastWords = set("was were had used from last previous prev baseline peaked started took")
	// behind the other arm of a test, or another way of doing it
	arms     = set("holdout control placebo baseline without untreated started began launch pilot trial beta")
	otherWay = set("with for using without under")
	hasVerb  = set(`
		has had have gave gives reaches reached gets got only scored scores with without lands at sits stands is are`)
	formerWords = set("old previous former")
	newWords    = set("new now")
	// words of time, which order two numbers: "$41.2k in March, $28.9k in May"
	dated = set(`
		spring summer autumn winter fall quarter week month year weeks months days same yesterday q1 q2 q3 q4 h1 h2 first second third end start beginning
		this one two`)
)

// ordered says by the words around two numbers which is the old one: 1 for the first, -1 for the second, 0 if they do
// not say. broken: a clause ends between them.
func (p *passage) ordered(a, b int, broken, apart bool) int {
	lead, trailA, trailB := p.before(b, a), p.after(a, b), p.after(b, len(p.toks))
	newB := hasAny(lead, newLead) || hasAny(trailB, newTrail)
	oldB := hasAny(lead, oldLead) || p.low(p.approx(b)-1) == "not" || p.versioned(lead) || hasAny(trailB, oldTrail) || p.bracketed(a, b) ||
		p.otherSubject(a, b) || broken && (hasAny(trailB, arms) || hasAny(trailA, nowWords))
	switch {
	case broken && p.otherMetric(a, b):
		return 0
	case p.toks[b].spelled && p.toks[b].unit == "" && !hasAny(lead, wasWords):
		return 0 // "one" and "two" count all sorts of things
	case hasAny(trailA, thatOne) && hasAny(trailB, thisOne) && !hasAny(trailB, thatOne):
		return 1 // 8 hours in the last incident and 10 minutes in this one
	case apart && olderOpening[p.opening(b)]:
		return -1 // "Before my change it stood at 0.641"
	case apart && nowWords[p.opening(b)]:
		return 1
	case p.low(p.approx(b)-1) == "after": // 3 incidents after 9
		return -1
	case p.without(a) && p.low(p.approx(b)-1) == "with":
		return 1 // without graph features 0.711, with 0.738
	case hasAny(trailA, formerWords) && hasAny(trailB, newWords):
		return 1
	case hasAny(trailA, fresh) && hasAny(trailB, stale):
		return -1 // 61% for the new adapter, 48% for the June one
	case hasAny(trailA, bare) && len(trailB) > 0 && trailB[0] == "with":
		return 1 // 13.1 without them, 10.2 with
	case hasAny(trailA, ended) && (broken || hasAny(lead, newLead) || hasAny(trailB, nowWords)),
		p.wasBefore(a) && (newB || hasAny(lead, isWords)) && !hasAny(lead, wasWords):
		return 1
	case oldB && (!newB || hasAny(lead, compared)), broken && hasAny(lead, months) && !timed(trailA) && !hasAny(lead, newLead) && !p.wasBefore(a):
		return -1
	case broken && hasAny(lead, nowWords), broken && hasAny(trailB, newTrail) && timed(trailA),
		p.backwards(trailA, trailB):
		if p.backwards(trailA, trailB) {
			return -1 // 99.98 % in Q3, 99.7 % in Q2
		}
		return 1
	case !apart && timed(trailA) && timed(trailB) && !hasAny(trailA, newTrail):
		return 1
	}
	if old, new := p.yearAfter(a, b), p.yearAfter(b, len(p.toks)); old != new && old*new > 0 { // €310k in 2023 and €190k in 2024
		return int(math.Copysign(1, new-old))
	}
	if old, new := version(trailA), version(trailB); old != new && old*new > 0 { // 6.2 % in v1, 0.1 % in v2
		return int(math.Copysign(1, new-old))
	}
	return 0
}

var (
	thatOne = set("last previous old first former")
	thisOne = set("this now new latest")
)

// yearAfter is the year that the clause right of the number at i names, 0 when it names none.
func (p *passage) yearAfter(i, end int) float64 {
	for k := i + 1; k < end && k < i+8 && !p.isNumber(k) && p.low(k) != "." && p.low(k) != ","; k++ {
		if p.isNumber(k+1) && p.dateLike(k+1) && p.toks[k+1].value > 31 {
			return p.toks[k+1].value
		}
	}
	return 0
}

// version is the number of the version that the words name, 0 when they name none: "in v2 of the table".
func version(words []string) float64 {
	for _, w := range words {
		if len(w) > 1 && w[0] == 'v' {
			if n, err := strconv.ParseFloat(w[1:], 64); err == nil {
				return n
			}
		}
	}
	return 0
}

// otherMetric says whether the clause of the second number is about something else that is counted: "recall 0.93, and
// complaints are down to 4".
func (p *passage) otherMetric(a, b int) bool {
	for k := b - 1; k > a && !(breaks[p.low(k)] && p.toks[k].kind == mark) && p.low(k) != "."; k-- {
		if pronoun[p.low(k)] {
			return false
		}
		if t := vocabulary().heads[p.toks[k].key]; t != nil && t.good != 0 && p.toks[k].effect == none && !oldLead[p.low(k)] {
			return true
		}
	}
	return false
}

// opening is the word with which the sentence of token i begins.
func (p *passage) opening(i int) string {
	for i > 0 && p.low(i-1) != "." {
		i--
	}
	return p.low(i)
}

var (
	fresh = set("new our ours mine")
	stale = set("one old current existing default stock incumbent previous")
	bare  = set("without")
)

var olderOpening = set("before previously earlier formerly")

// without says whether the words before the number at i say what was left out.
func (p *passage) without(i int) bool {
	for k := i - 1; k >= 0 && k > i-6 && p.toks[k].kind == word; k-- {
		if p.low(k) == "without" || p.low(k) == "w" && p.low(k+1) == "o" {
			return true
		}
	}
	return false
}

// versioned says whether the words name a version: "v6: 64%".
func (p *passage) versioned(words []string) bool {
	for _, w := range words {
		if len(w) > 1 && w[0] == 'v' && digitAt(w, 1) {
			return true
		}
	}
	return false
}

func hasAny(words []string, list map[string]bool) bool {
	for _, w := range words {
		if list[w] {
			return true
		}
	}
	return false
}

// gap gives the words and arrows between two tokens, and whether a clause ends there.
func (p *passage) gap(a, b int) (words map[string]bool, broken bool) {
	words = map[string]bool{}
	for k := a + 1; k < b; k++ {
		words[p.low(k)] = true
		broken = broken || breaks[p.low(k)] && p.toks[k].kind == mark || p.low(k) == "."
	}
	return words, broken
}

// onlyTo says whether nothing but "to" stands between: "0.42 to 0.47".
func (p *passage) onlyTo(a, b int) bool {
	return (p.low(a+1) == "to" || p.low(a+1) == "into") && p.approx(b) == a+2
}

// before gives the words right before the number at b, back to a clause's end or to token a.
func (p *passage) before(b, a int) []string {
	var list []string
	if p.low(b-1) == ":" {
		b-- // "Last year: 25"
	}
	for k := b - 1; k > a && p.low(k) != "." && (!breaks[p.low(k)] || p.toks[k].kind == word && p.low(k) != "while"); k-- {
		if list = append(list, p.low(k)); p.low(k) == "it" || p.low(k) == "they" {
			break // a clause begins
		}
	}
	return list
}

// after gives the words right after the number at i, to a clause's end, a number or the token end; five at most.
func (p *passage) after(i, end int) []string {
	var list []string
	for k := i + 1; k < end && k <= i+6 && (p.toks[k].kind == word && !breaks[p.low(k)] || p.low(k) == "then"); k++ {
		list = append(list, p.low(k))
	}
	return list
}

// wasBefore says whether the words before the first number put it in the past, and it is not what is there now.
func (p *passage) wasBefore(a int) bool {
	k := p.approx(a) - 1
	for ; k >= 0 && k > a-7 && p.toks[k].kind == word; k-- {
		if pastWords[p.low(k)] && k > a-4 || p.low(k) == "used" && p.low(k+1) == "to" {
			return true
		}
	}
	return p.low(k) == ":" && (p.low(k-1) == "before" || p.low(k-1) == "baseline" || p.low(k-1) == "old")
}

// bracketed reads "6.2% (8.1% in May)".
func (p *passage) bracketed(a, b int) bool {
	if k := p.approx(b) - 1; p.low(k) == ":" { // (the old net: 4.1 min)
		for k--; k > a && p.toks[k].kind == word && p.at[k] == 0 && k > b-14; k-- {
		}
		return p.low(k) == "("
	}
	if low := p.low(p.approx(b) - 1); low == "[" {
		return false
	} else if low != "(" {
		k := p.approx(b) - 1 // [persistence 3.05 kWh]
		for k > a && p.toks[k].kind == word && oldLead[p.low(k)] {
			k--
		}
		return p.low(k) == "["
	}
	if x, y := p.toks[a].value, p.toks[b].value; p.low(b+1) == ")" && !whole(x) && !whole(y) && y > x/2 && y < 2*x {
		return true // AUCPR 0.37 (0.31)
	}
	if p.low(b+1) == "when" {
		return true // (52 when I took over)
	}
	words := p.after(b, len(p.toks))
	if p.low(b+1) == "on" && p.dateLike(b+2) || p.versioned(words) {
		return true
	}
	return hasAny(words, oldTrail) || len(words) > 0 && otherWay[words[0]] || timed(words) || hasAny(words, arms)
}

// otherSubject reads a second clause in which something else has the number: "recall 0.94, the teacher has 0.96",
// "0.412 (teacher 0.418)".
func (p *passage) otherSubject(a, b int) bool {
	k := p.approx(b) - 1
	if p.low(b-1) == "only" { // the response model only 0.11
		k = b - 1
	}
	if !hasVerb[p.low(k)] {
		return false
	}
	words, most := 0, 5
	for k--; k > a && (p.toks[k].kind == word && !breaks[p.low(k)] || p.counts(k)); k-- {
		if words++; p.low(k) == "where" { // "where the score that it replaces got 0.803"
			most = 12
			k--
			break
		}
	}
	return words > 0 && words <= most && k > a
}
