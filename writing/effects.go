package writing

import (
	"strings"
	"sync"

	"github.com/kljensen/snowball/english"
)

// An effect is what a word says about a change: where the number went, and whether the writer calls that good.
type effect uint8

const (
	none   effect = iota
	down          // reduced, fewer, a drop
	up            // raised, more, a rise
	better        // improved: up or down, whichever is good for the metric
	worse
	faster // down for a time, up for anything else; better
	slower
	halved
	doubled
	tripled
	quadrupled
)

// verbs are given in one form each and known in all their regular ones through their stems; what a stemmer cannot
// fold stands in full.
var verbs = map[effect]string{
	down: `reduce cut lower decrease drop shrink shrank shrunk shorten trim slash fall fell fallen decline minimize
		minimise shave save sink sank plunge reduction saving tighten eliminate lose lost loses losing tumble tumbled slip
		dip dipped slid slide compress trimmed curb curtail diminish ease lessen spare spared`,
	up: `increase raise grow grew grown growth boost lift uplift rise rose risen gain climb jump spike scale expand bump
		nudge soar swell regain`,
	better: `improve enhance optimize optimise improvement`,
	worse:  `degrade worsen regress regression hurt deteriorate degradation`,
	faster: `accelerate sped speedup`,
	halved: `halve`, doubled: `double`, tripled: `triple`, quadrupled: `quadruple`,
}

// comparatives follow their number ("18% fewer") and are known only as written.
var comparatives = map[string]effect{
	"lower": down, "less": down, "fewer": down, "smaller": down, "shorter": down, "cheaper": down, "down": down,
	"off": down, "higher": up, "more": up, "larger": up, "bigger": up, "longer": up, "greater": up, "up": up,
	"sooner": down, "lighter": down, "heavier": up,
	"better": better, "worse": worse, "faster": faster, "quicker": faster, "slower": slower,
}

// effects holds the stems of verbs.
var effects = sync.OnceValue(func() map[string]effect {
	byStem := map[string]effect{}
	for e, list := range verbs {
		for _, verb := range strings.Fields(list) {
			byStem[verb] = e
			byStem[english.Stem(verb, true)] = e
		}
	}
	return byStem
})

// effectOf looks a word up as written, then by its stem if it has the ending of one.
func effectOf(low string) effect {
	byStem := effects()
	if e := byStem[low]; e != none {
		return e
	}
	if len(low) < 4 || len(low) > 16 || low[0] >= 0x80 {
		return none
	}
	for _, ending := range []string{"ed", "ing", "es", "s", "en", "ion", "ions", "ment", "ments"} {
		if strings.HasSuffix(low, ending) {
			return byStem[english.Stem(low, true)]
		}
	}
	return none
}

// way is where the effect moves a number: +1, -1, or 0 when only the metric's own goodness says.
func (e effect) way() int8 {
	switch e {
	case down, halved:
		return -1
	case up, doubled, tripled, quadrupled:
		return 1
	}
	return 0
}

// verdict is what the writer calls the change: +1 good, -1 bad, 0 not said.
func (e effect) verdict() int8 {
	switch e {
	case better, faster:
		return 1
	case worse, slower:
		return -1
	}
	return 0
}

// factor is the number inside a verb: 2 for halved and doubled.
func (e effect) factor() float64 {
	switch e {
	case halved, doubled:
		return 2
	case tripled:
		return 3
	case quadrupled:
		return 4
	}
	return 0
}
