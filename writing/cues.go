package writing

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// cuesTSV holds the phrases by which a text is recognised, each with the name of its list.
// heldTSV has more of them: where a number held, and on what it was only tried.
var (
	//go:embed cues.tsv
	cuesTSV string
	//go:embed held.tsv
	heldTSV string
)

// A cue is one phrase, given by the words after its first; or a first word with one of then within a few words of it
// ("stopped the whole project").
type cue struct {
	list   string
	rest   []string
	then   map[string]bool
	within int
}

// cueIndex finds phrases by their first word.
var cueIndex = sync.OnceValue(func() map[string][]cue {
	index := map[string][]cue{}
	for line := range strings.Lines(cuesTSV + heldTSV) {
		list, phrase, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if col := strings.Split(phrase, "\t"); len(col) == 3 {
			within, _ := strconv.Atoi(col[1])
			for first := range strings.FieldsSeq(col[0]) {
				index[first] = append(index[first], cue{list: list, then: set(col[2]), within: within})
			}
			continue
		}
		if words := strings.Fields(phrase); ok && len(words) > 0 {
			index[words[0]] = append(index[words[0]], cue{list: list, rest: words[1:]})
		}
	}
	return index
})

// findCues goes through the text once and notes for each list where its phrases stand.
func (p *passage) findCues() {
	p.cues = map[string][]int{}
	index := cueIndex()
	for i := range p.toks {
		if p.toks[i].joined && p.low(i) != "b" {
			continue // "in time" is not in "point-in-time"
		}
		for _, c := range index[p.cueWord(i)] {
			if p.follows(i+1, c.rest) && p.comes(i, c) && !p.gradeAB(i, c) && !p.onTestSet(i, c) && !(p.low(i) == "no" && sideNote[p.low(i-1)]) {
				p.cues[c.list] = append(p.cues[c.list], i)
			}
		}
	}
}

// gradeAB says whether "A/B" is no test but the name of something: "A/B grading of boards".
func (p *passage) gradeAB(i int, c cue) bool {
	next := i + 2
	return len(c.rest) == 1 && p.low(i) == "a" && c.rest[0] == "b" && next < len(p.toks) && p.toks[next].kind == word &&
		!stopWords[p.low(next)] && p.toks[next].effect == none && !abWords[p.low(next)]
}

// onTestSet says whether "in the test" goes on as "in the test set", which nobody but the model saw.
func (p *passage) onTestSet(i int, c cue) bool {
	n := len(c.rest)
	return n > 0 && c.rest[n-1] == "test" && partitions[p.toks[min(i+n+1, len(p.toks)-1)].key]
}

var partitions = set("set split partition fold data portfolio sample image scan")

var abWords = set("test tests experiment experiments split rollout readout result results showed says done run ran two three over'd")

// sideNote makes "no …" a side note: "20% faster with no gain in memory".
var sideNote = set("with at and")

func (p *passage) cueWord(i int) string {
	if p.isNumber(i) && p.toks[i].key != "" && !p.toks[i].spelled {
		return "0"
	}
	return p.low(i)
}

// comes says whether a word of c.then follows soon enough, in the same sentence, and not after another has denied it.
func (p *passage) comes(i int, c cue) bool {
	if c.then == nil {
		return true
	}
	for k := i + 1; k < len(p.toks) && k <= i+c.within && p.low(k) != "." && p.low(k) != ","; k++ {
		if c.then[p.low(k)] || c.then[p.toks[k].key] {
			return !p.past(i)
		}
	}
	return false
}

// past says whether the words before token i speak of how it was: "the old one did not work on".
func (p *passage) past(i int) bool {
	for k := i - 1; k >= 0 && k > i-4 && p.low(k) != "."; k-- {
		if low := p.low(k); low == "old" || low == "previous" || low == "that" || low == "which" || low == "before" {
			return true
		}
	}
	return false
}

func (p *passage) follows(i int, words []string) bool {
	for k, w := range words {
		if w == "." && i+k >= len(p.toks) {
			continue // the text's end ends its sentence
		}
		if i+k >= len(p.toks) {
			return false
		}
		if p.cueWord(i+k) != w {
			return false
		}
	}
	return true
}

// says tells whether a phrase of the list stands in the text.
func (p *passage) says(list string) bool { return len(p.cues[list]) > 0 }
