package writing

// spellOut reads numbers that are written in words, signs written as words, and a currency's code before its number.
func (p *passage) spellOut() {
	p.speak()
	for i := range p.toks {
		if p.toks[i].kind == word {
			p.spell(i)
		}
	}
	p.dropFillers()
	for i := range p.toks {
		t := &p.toks[i]
		switch {
		case t.kind == number && t.unit == "" && i > 0 && codes[p.text[p.toks[i-1].start:p.toks[i-1].end]]:
			t.unit = p.text[p.toks[i-1].start:p.toks[i-1].end]
		}
		if t.kind == number && t.sign == 0 && i > 0 {
			t.sign = map[string]int8{"minus": -1, "plus": 1}[p.low(i-1)]
		}
	}
}

var codes = map[string]bool{"USD": true, "EUR": true, "GBP": true, "CHF": true, "JPY": true, "INR": true}

// fractions are given in percent, as a reader would say them.
var fractions = map[string]float64{"half": 50, "third": 33, "quarter": 25, "fifth": 20, "tenth": 10}

var folds = map[string]float64{"twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "tenfold": 10}

// spell turns the word at i into a number where it is one: "nine", "two weeks", "by a third", "an hour".
func (p *passage) spell(i int) {
	t := &p.toks[i]
	if v, ok := spokenWord(t.low); ok && !p.compound(i) {
		t.kind, t.value, t.spelled = number, v, true
		p.spellUnit(i)
		return
	}
	if t.low == "one" && p.low(i-1) == "to" && p.isNumber(i-2) && p.toks[i-2].unit == "" { // from nine to one
		t.kind, t.value, t.spelled = number, 1, true
		return
	}
	if (t.low == "one" || t.low == "an" || t.low == "a") && timeWords[p.low(i+1)] && p.low(i-1) != "per" &&
		(t.low == "one" || p.low(i-1) == "to" || p.low(i-1) == "of" || p.low(i-1) == "under" || p.low(i-1) == "from" || p.low(i-1) == "than" || p.low(i-1) == "like") {
		t.kind, t.value, t.spelled = number, 1, true
		p.spellUnit(i)
		return
	}
	if t.low == "half" && p.low(i-1) == "in" && p.cutBefore(i-1) { // cut the error in half
		t.kind, t.value, t.unit, t.spelled, t.start = number, 2, "x", true, p.toks[i-1].start
		p.toks[i-1].kind = filler
		return
	}
	if n := folds[t.low]; n > 0 && p.low(i-1) != "the" {
		t.kind, t.value, t.unit, t.spelled = number, n, "x", true
		return
	}
	v, ok := fractions[t.low]
	if !ok || t.joined {
		return
	}
	before := i - 1
	if times, some := spokenWord(p.low(before)); some || p.isNumber(before) && p.toks[before].spelled {
		if p.isNumber(before) {
			times = p.toks[before].value
		}
		if p.low(before-1) == "by" || p.shrinks(i+1) {
			t.kind, t.value, t.unit, t.spelled = number, times*v, "%", true
			t.start, p.toks[before].kind = p.toks[before].start, filler
			if t.value == 66 {
				t.value = 67
			}
		}
		return
	}
	if p.low(before) == "a" || p.low(before) == "one" {
		before--
	} else if t.low != "half" {
		return
	}
	if approximate[p.low(before)] || p.low(before) == "by" || p.toks[max(before, 0)].effect != none ||
		effectOf(p.low(before)) != none || p.low(before) == "up" || p.low(before) == "down" || p.shrinks(i+1) {
		t.kind, t.value, t.unit, t.spelled = number, v, "%", true
		if before != i-1 { // "a third" is one number
			t.start, p.toks[i-1].kind = p.toks[i-1].start, filler
		}
	}
}

// cutBefore says whether "cut" or "cuts" stands a few words before token i.
func (p *passage) cutBefore(i int) bool {
	for k := i - 1; k >= 0 && k > i-8 && p.toks[k].kind == word; k-- {
		if p.low(k) == "cut" || p.low(k) == "cuts" || p.low(k) == "cutting" {
			return true
		}
	}
	return false
}

// shrinks says whether token i is a comparative, as after "a third".
func (p *passage) shrinks(i int) bool {
	return comparatives[p.low(i)] != none && p.low(i) != "more" || p.low(i) == "fewer"
}

var timeWords = set("second seconds minute minutes hour hours day days week weeks month months")

// spellUnit gives a spelled number the unit that follows it.
func (p *passage) spellUnit(i int) {
	if i+1 >= len(p.toks) || p.toks[i+1].kind != word || p.toks[i+1].joined {
		return
	}
	next := &p.toks[i+1]
	if m, ok := units[next.low]; ok && m.dimension != "USD" && len(next.low) > 2 {
		p.toks[i].unit, _ = unitAt(p.text[next.start:next.end])
		p.toks[i].key = "" // "nine percent" is a number, no availability
		p.toks[i].end = next.end
		next.kind, next.low, next.key, next.start = filler, "", "", next.end
	}
}

// period is where "a month" or "per week" at token i ends, or i.
func (p *passage) period(i int) int {
	if low := p.low(i); (low == "a" || low == "per" || low == "each" || low == "every") && periods[p.low(i+1)] {
		return i + 2
	}
	return i
}

var periods = set("second minute hour day week month quarter year night shift")
