package writing

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// A lesson is a labelled text with its features, and the features that remain when what its rules found is left out.
type lesson struct {
	file, first string
	all, words  []feature
	tuned       bool // the rules were made for this text, so they seem better on it than on a new one
}

// sources are the files of texts by the column of the first competency.
var sources = []struct {
	file       string
	competency int
	tuned      bool
}{
	{"testdata/corpus.tsv", 3, true},
	{"testdata/corpus_second.tsv", 3, false},
	{"testdata/corpus_third.tsv", 3, false},
	{"testdata/corpus_fourth.tsv", 3, false},
	{"testdata/corpus_fifth.tsv", 3, false},
	{"testdata/corpus_seventh.tsv", 3, false},
	{"testdata/corpus_sixth.tsv", 3, false},
	{"testdata/wins.tsv", 3, true},
	{"testdata/second.tsv", 3, true},
	{"testdata/heldout.tsv", 3, true},
	{"testdata/training.tsv", 2, false},
	{mechanisms, 2, true},
}

const mechanisms = "testdata/mechanisms.tsv"

func lessons(t *testing.T) []lesson {
	t.Helper()
	var list []lesson
	for _, from := range sources {
		raw, err := os.ReadFile(from.file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			col := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if strings.HasPrefix(line, "# ") || len(col) < 3 {
				continue
			}
			l := lesson{file: from.file, first: strings.Trim(col[from.competency], "-"), tuned: from.tuned}
			if l.study(col[0]) {
				list = append(list, l)
			}
		}
	}
	return list
}

// study reads the text by the rules; it says no of one that is not read at all.
func (l *lesson) study(text string) bool {
	p := apart(text, refer(text).spans)
	if p.foreign() || p.wordless() {
		return false
	}
	p.find()
	metrics := p.measure()
	p.settle()
	l.all = p.features(p.rule(metrics))
	l.words = slices.DeleteFunc(slices.Clone(l.all), func(f feature) bool {
		for _, kept := range []string{"r:kind", "r:number", "r:firstnumber"} {
			if strings.HasPrefix(f.name, kept) {
				return false
			}
		}
		return strings.HasPrefix(f.name, "r:")
	})
	return true
}

// examples gives a text once; one that the rules were made for half with what they found and half without.
func (l lesson) examples(answer int) []example {
	all, words := l.all, l.words
	switch {
	case l.file == mechanisms:
		return []example{{all, answer, 4}} // these always hold
	case !l.tuned:
		return []example{{all, answer, 1}}
	}
	return []example{{all, answer, .5}, {words, answer, .5}}
}
