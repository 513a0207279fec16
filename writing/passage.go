package writing

// A passage is a text taken apart: its tokens, and where the lexicon's terms stand in it.
type passage struct {
	text     string
	toks     []token
	hits     []hit
	at       []int32          // for each token the hit that covers it, counted from 1
	used     []bool           // tokens that a quantity has taken
	measured bool             // a number belongs to a term
	named    []bool           // tokens that name a model's metric
	idle     []uint8          // for each number how surely it measures no result
	cues     map[string][]int // where the phrases of each list begin
}

func apart(text string, spans []span) *passage {
	p := &passage{text: text, toks: scan(text, spans)}
	p.spellOut()
	p.at = make([]int32, len(p.toks))
	p.used = make([]bool, len(p.toks))
	p.named = make([]bool, len(p.toks))
	p.idle = make([]uint8, len(p.toks))
	for i := range p.toks {
		if t := &p.toks[i]; t.kind == word && !p.compound(i) {
			t.effect = effectOf(t.low)
			if t.effect == none {
				t.effect = comparatives[t.low]
			}
		}
	}
	p.findCues()
	return p
}

// compound says whether token i is tied to a neighbour: "cut" in "cut-off" tells of no change.
func (p *passage) compound(i int) bool {
	return p.toks[i].joined || i+1 < len(p.toks) && p.toks[i+1].joined && p.toks[i+1].kind == word
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
