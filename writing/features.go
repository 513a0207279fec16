package writing

import (
	"strings"

	"github.com/kljensen/snowball/english"
)

// A feature is something that a text has, and how much of it, for the weights of learned.tsv. Its name begins with
// what sort it is: "r:" what the rules found, "t:" words of a list of vocabulary.tsv in the text, "th:" those of its
// headline, "tn:" those in the names of its numbers and "tf:" of the first, "w:", "h:" and "n:" the words themselves
// in the same places, "b:" two words in a row, "u:" a unit.
type feature struct {
	name  string
	value float64
}

// A ruling is what the rules alone read.
type ruling struct {
	evidence evidence
	metrics  []found
	stages   []string
	kind     string
	scores   []Score
}

// A gatherer collects features, each name once. Beyond most words a text says nothing new about its sort.
type gatherer struct {
	list  []feature
	seen  map[string]bool
	stems []string // of each token, "" for what is no word
}

func (g *gatherer) add(name string, value float64) {
	if !g.seen[name] {
		g.seen[name] = true
		g.list = append(g.list, feature{name, value})
	}
}

// readAhead is how many tokens of a text are looked at for its words.
const readAhead = 1000

// features gives what the text has: first what the rules found, then its words.
func (p *passage) features(r ruling) []feature {
	g := &gatherer{seen: map[string]bool{}, stems: make([]string, min(len(p.toks), readAhead))}
	for i := range g.stems {
		if p.toks[i].kind == word {
			g.stems[i] = english.Stem(p.toks[i].low, true)
		}
	}
	g.rules(r)
	head := p.headline(len(g.stems))
	g.topics("t:", g.stems)
	g.topics("th:", g.stems[:head])
	g.silence(r)
	g.names(r.metrics)
	g.words(p, head)
	return g.list
}

func (g *gatherer) rules(r ruling) {
	g.add("bias", 1)
	places := []string{"r:first:", "r:second:"}
	for i, place := range places {
		switch {
		case i < len(r.scores):
			g.add(place+r.scores[i].ID, 1)
		case i == 0:
			g.add(place+"none", 1)
		}
	}
	g.add("r:kind:"+r.kind, 1)
	for _, id := range r.stages {
		g.add("r:stage:"+id, 1)
	}
	first := ""
	for _, id := range StageIDs {
		if w := r.evidence.stage[id]; w > 0 {
			g.add("r:evidence:"+id, min(w, 4)/2)
		}
		if n := r.evidence.number[id]; n > 0 {
			g.add("r:number:"+id, 1)
			if first == "" || n < r.evidence.number[first] {
				first = id
			}
		}
	}
	g.add("r:firstnumber:"+first, 1)
	g.add("r:numbers", float64(min(len(r.metrics), 3))/2)
	g.add("r:test", min(r.evidence.test, 3)/2)
	g.add("r:method", min(r.evidence.method, 3)/2)
	g.add("r:people", min(r.evidence.people, 3)/2)
	if r.evidence.research {
		g.add("r:research", 1)
	}
}

// headline is where the first clause ends; what follows is mostly its effect.
func (p *passage) headline(end int) int {
	for i := 3; i < end; i++ {
		if low := p.low(i); p.toks[i].kind == mark && low != "(" && low != ")" || low == "so" || low == "which" {
			return i
		}
	}
	return end
}

// topics counts the words of each list of the vocabulary.
func (g *gatherer) topics(prefix string, stems []string) {
	count := make([]float64, len(vocabularyLists()))
	for i := range stems {
		for _, s := range sayings()[stems[i]] {
			if s.stands(stems[i+1:]) {
				count[s.list] += 1 + float64(len(s.rest))/2
			}
		}
	}
	for list, n := range count {
		if n > 0 {
			g.add(prefix+vocabularyLists()[list], min(n, 3)/2)
		}
	}
}

// silence notes that neither the rules nor the vocabulary have much to say, as of everyday talk.
func (g *gatherer) silence(r ruling) {
	if len(r.scores) > 0 || len(r.metrics) > 0 {
		return
	}
	said := 0.0
	for _, f := range g.list {
		if strings.HasPrefix(f.name, "t:") {
			said += 2 * f.value
		}
	}
	g.add("r:silent", 1)
	switch {
	case said < 1:
		g.add("r:silence", 1)
	case said < 2:
		g.add("r:hush", 1)
	}
}

func (g *gatherer) names(metrics []found) {
	for i := range metrics {
		if unit := metrics[i].Unit; unit != "" {
			g.add("u:"+unit, 1)
		}
		for w := range strings.FieldsSeq(strings.ToLower(metrics[i].Name)) {
			stem := english.Stem(strings.Trim(w, ",.()"), true)
			if i == 0 {
				g.add("n:"+stem, 1)
			}
			for _, s := range sayings()[stem] {
				if len(s.rest) > 0 {
					continue
				}
				g.add("tn:"+vocabularyLists()[s.list], 1)
				if i == 0 {
					g.add("tf:"+vocabularyLists()[s.list], 1)
				}
			}
		}
	}
}

// words adds the words themselves, and two in a row unless both say nothing alone.
func (g *gatherer) words(p *passage, head int) {
	before, saying := "", false
	for i, stem := range g.stems {
		if len(stem) < 2 {
			before = ""
			continue
		}
		says := !plainWords[p.low(i)]
		if says {
			g.add("w:"+stem, 1)
			if i < head {
				g.add("h:"+stem, 1)
			}
		}
		if before != "" && (says || saying) {
			g.add("b:"+before+" "+stem, 1)
		}
		before, saying = stem, says
	}
}

// plainWords say nothing alone.
var plainWords = set(`
	the a an of to in on at for and or is are was were be been with by from as that this it its i we our my their his
	her they you your than then have has had will would can could do does did but if so not no now since after before
	per also just only very more most all one two three into over out up down us me them there here what which who when
	where how`)
