package writing

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// lexiconTSV is the field's own vocabulary. In the same columns termsTSV adds metrics and heads, nouns which say what
// kind of thing a phrase is about ("checkout errors"), nounsTSV has everyday nouns with their goodness, and topicsTSV the words by which one sees what a text is about.
var (
	//go:embed lexicon.tsv
	lexiconTSV string
	//go:embed terms.tsv
	termsTSV string
	//go:embed nouns.tsv
	nounsTSV string
	//go:embed topics.tsv
	topicsTSV string
)

type class uint8

const (
	metricTerm class = iota
	practiceTerm
	toolTerm
	headTerm
	settingTerm // what somebody chose, and no result: a batch size
	toneTerm    // a word that makes the noun after it good or bad
	thingTerm   // what a text is about if it has no number: a ranker, a cluster
	peopleTerm  // work with people, which has no place in the chain
	testTerm    // that something was tested online
	methodTerm  // of research, whose use is the point of a text
	wordTerm    // says what a text is about only where nothing stronger does
)

// A term is one row of the lexicon.
type term struct {
	name       string
	class      class
	stage      string // "" for work with people, which has no place in the chain
	competency string
	good       int8     // +1 when more is better, -1 when less is, 0 when it depends
	target     *float64 // the value that is best, for metrics that have one
	currency   bool     // measured in money
}

// A form is one way to write a term.
type form struct {
	term  *term
	rest  []string // the words after the first
	trap  trap
	exact string // how it must be written, for traps that go by capitals
}

type lexicon struct {
	forms map[string][]form // by the first word, longest first, then the plain sense first
	heads map[string]*term
	tones map[string]int8 // words that make a noun good or bad: "failed", "successful"
}

// vocabulary is compiled once, at the first text.
var vocabulary = sync.OnceValue(func() *lexicon {
	l := &lexicon{forms: map[string][]form{}, heads: map[string]*term{}, tones: map[string]int8{}}
	for _, table := range []string{nounsTSV, termsTSV, topicsTSV, lexiconTSV} {
		for n, row := range strings.Split(strings.TrimSpace(table), "\n") {
			if n > 0 {
				l.add(row)
			}
		}
	}
	for first := range l.forms {
		slices.SortStableFunc(l.forms[first], func(a, b form) int {
			return cmp.Or(len(b.rest)-len(a.rest), cmp.Compare(min(a.term.class, practiceTerm), min(b.term.class, practiceTerm)),
				strings.Count(a.exact, "(")-strings.Count(b.exact, "("))
		})
	}
	return l
})

var classes = map[string]class{
	"metric": metricTerm, "practice": practiceTerm, "tool": toolTerm, "head": headTerm, "word": wordTerm,
	"tone": toneTerm, "thing": thingTerm, "people": peopleTerm, "test": testTerm, "method": methodTerm, "setting": settingTerm,
}

// stageNames and competencyNames give the lexicon's headings their ids.
var stageNames = map[string]string{
	"data quality": "data_quality", "feature engineering": "feature_engineering", "model quality": "model_quality",
	"production reliability": "production_reliability", "business outcome": "business_outcome",
}

var competencyNames = map[string]string{
	"Model Development & Quality": "model_development", "MLOps & Production": "mlops_production",
	"Experimentation & Research": "experimentation", "Data & Feature Engineering": "data_features",
	"Business Impact": "business_impact",
}

func (l *lexicon) add(row string) {
	col := strings.Split(row, "\t")
	if len(col) != 7 {
		panic(fmt.Sprintf("writing: the lexicon has a row of %d columns, not 7: %q", len(col), row))
	}
	t := &term{
		name: col[0], class: classes[col[2]], stage: stageNames[col[3]], competency: competencyNames[col[4]],
		good:     map[string]int8{"up": 1, "down": -1}[col[5]],
		currency: strings.HasPrefix(col[6], "currency"),
	}
	if target, err := strconv.ParseFloat(col[5], 64); err == nil {
		t.target = &target
	}
	for _, written := range append([]string{col[0]}, strings.Split(col[1], ";")...) {
		l.addForm(t, written)
	}
}

func (l *lexicon) addForm(t *term, written string) {
	plain, _, _ := strings.Cut(written, " (") // "error rate (model)" is the second sense of "error rate"
	var keys []string
	for _, tok := range scan(plain, nil) {
		if tok.key == "" {
			return // "blue/green" is two words, but a date or a range is nothing to look for
		}
		keys = append(keys, tok.key)
	}
	if len(keys) == 0 || ignored[written] {
		return
	}
	if t.class == toneTerm {
		l.tones[written] = t.good
		return
	}
	if t.class == headTerm || t.class == settingTerm && len(keys) == 1 {
		l.heads[keys[0]] = t
		return
	}
	l.forms[keys[0]] = append(l.forms[keys[0]], form{
		term: t, rest: keys[1:], trap: trapOf(t, written, keys), exact: written,
	})
}

// match finds the longest forms that start at token i; several when one spelling means different things (MRR).
func (l *lexicon) match(toks []token, i int) (found []form, n int) {
	for _, f := range l.forms[toks[i].key] {
		if n > 0 && len(f.rest)+1 < n {
			break
		}
		if continued(toks[i+1:], f.rest) {
			found, n = append(found, f), len(f.rest)+1
		}
	}
	return found, n
}

func continued(toks []token, rest []string) bool {
	if len(toks) < len(rest) {
		return false
	}
	for k, key := range rest {
		if toks[k].key != key {
			return false
		}
	}
	return true
}
