package writing

import (
	"strings"
)

// A passage is a text taken apart: its tokens, and where the lexicon's terms stand in it.
type passage struct {
	text string
	toks []token
	hits []hit
	at   []int32 // for each token the hit that covers it, counted from 1
	used []bool  // tokens that a quantity has taken
	flat string  // the words and sentence ends, each with a space on both sides, to look for phrases
}

func take(text string, spans []span) *passage {
	p := &passage{text: text, toks: scan(text, spans)}
	p.at = make([]int32, len(p.toks))
	p.used = make([]bool, len(p.toks))
	for i := range p.toks {
		if t := &p.toks[i]; t.kind == word {
			t.effect = effectOf(t.low)
			if t.effect == none {
				t.effect = comparatives[t.low]
			}
		}
	}
	p.flat = flatten(p.toks)
	return p
}

// slice is the text of the tokens from start up to end.
func (p *passage) slice(start, end int) string { return p.text[p.toks[start].start:p.toks[end-1].end] }

// low is the word or sign at i, "" beyond the ends.
func (p *passage) low(i int) string {
	if i < 0 || i >= len(p.toks) {
		return ""
	}
	return p.toks[i].low
}

func (p *passage) isNumber(i int) bool {
	return i >= 0 && i < len(p.toks) && p.toks[i].kind == number
}

func flatten(toks []token) string {
	var b strings.Builder
	b.Grow(len(toks) * 8)
	b.WriteByte(' ')
	for _, t := range toks {
		switch t.kind {
		case number:
			b.WriteString("0 ")
			continue
		case opaque, reference:
			continue
		}
		b.WriteString(t.low)
		b.WriteByte(' ')
	}
	return b.String()
}

// says tells whether any of the phrases stands in the text. Each has a space on both sides.
func (p *passage) says(phrases []string) bool {
	for _, phrase := range phrases {
		if strings.Contains(p.flat, phrase) {
			return true
		}
	}
	return false
}

// phrases makes a list of phrases, one a line, ready for says.
func phrases(lines string) []string {
	var list []string
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, " "+line+" ")
		}
	}
	return list
}
