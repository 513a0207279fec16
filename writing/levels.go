package writing

// level reads a number that stands with a metric of the lexicon and tells of no change: "AUC 0.82", "94% accuracy".
func (p *passage) level(n int) (found, bool) {
	h := &p.hits[n]
	if h.measured || h.term.class != metricTerm {
		return found{}, false
	}
	i := p.levelAt(h)
	if i < 0 {
		return found{}, false
	}
	t := p.toks[i]
	p.used[i] = true
	q := quantity{start: i, end: i + 1, to: &t.value, unit: t.unit}
	h.measured = true
	h.choose(q)
	m := p.build(q, h.start, h.end, h.term)
	if m.claim.way() == 0 {
		m.Direction, m.Better = "", nil
	}
	return m, true
}

func (p *passage) levelAt(h *hit) int {
	if i := h.start - 1; p.isNumber(i) && !p.used[i] {
		return i
	}
	for i := h.end; i < len(p.toks) && i < h.end+nameAfter; i++ {
		switch {
		case p.used[i] || p.low(i) == "," || p.low(i) == "." || p.free(i) != 0:
			return -1
		case p.isNumber(i):
			before := p.low(p.approx(i) - 1)
			if i == h.end || leads[before] {
				return i
			}
			return -1
		}
	}
	return -1
}
