package writing

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/kljensen/snowball/english"
)

// vocabularyTSV holds everyday words of the field, a list a line.
//
//go:embed vocabulary.tsv
var vocabularyTSV string

// A saying is one word or phrase of a list, by the stems after its first.
type saying struct {
	rest []string
	list int
}

// stands says whether the rest of the phrase stands at the start of stems.
func (s saying) stands(stems []string) bool {
	if len(s.rest) > len(stems) {
		return false
	}
	for k, stem := range s.rest {
		if stems[k] != stem {
			return false
		}
	}
	return true
}

// vocabularyLists are the names of the lists.
var vocabularyLists = sync.OnceValue(func() []string {
	var names []string
	for line := range strings.Lines(vocabularyTSV) {
		if name, _, ok := strings.Cut(line, "\t"); ok {
			names = append(names, name)
		}
	}
	return names
})

// sayings finds the vocabulary by its first stem.
var sayings = sync.OnceValue(func() map[string][]saying {
	index, n := map[string][]saying{}, 0
	for line := range strings.Lines(vocabularyTSV) {
		_, words, ok := strings.Cut(line, "\t")
		if !ok {
			continue
		}
		seen := map[string]bool{}
		for phrase := range strings.FieldsSeq(words) {
			var stems []string
			for w := range strings.SplitSeq(phrase, "_") {
				stems = append(stems, english.Stem(w, true))
			}
			if key := strings.Join(stems, " "); !seen[key] {
				seen[key] = true
				index[stems[0]] = append(index[stems[0]], saying{stems[1:], n})
			}
		}
		n++
	}
	return index
})
