package writing

// versions says whether two numbers are a tool's: "bumped xgboost 1.7 → 2.0".
func (p *passage) versions(q quantity, r run) bool {
	if q.from == nil || q.unit != "" || r.hit != 0 {
		return false
	}
	if n := p.at[r.end-1]; n != 0 && p.hits[n-1].term.class == toolTerm {
		return true
	}
	for k := r.start; k < r.end; k++ { // Kubeflow upgrade 1.7 → 1.9
		if bumps[p.low(k)] {
			return r.known == nil
		}
	}
	for k := q.start; k < q.end; k++ { // from Spark 3.3 to 3.5
		if n := p.at[k]; n != 0 && p.hits[n-1].term.class == toolTerm && p.isNumber(k+1) {
			return true
		}
	}
	for k := r.start - 1; k >= 0 && k > r.start-4 && p.low(k) != "."; k-- {
		if bumps[p.low(k)] {
			return r.known == nil
		}
	}
	return false
}

var bumps = set("bumped bump upgraded upgrade upgrading updated pinned migrated")

// unnamed names what nobody named by its unit: "3 weeks saved" is time, "cut it by $5k" is cost.
func (p *passage) unnamed(q quantity) (found, bool) {
	name, dimension := "", measureOf(q.unit).dimension
	switch way := q.effect.way(); {
	case q.bare || q.from == nil && way >= 0 || q.from != nil && p.governs(q.start) == none:
	case dimension == "time", dimension == "months":
		name = "time"
	case money(dimension) && way < 0:
		name = "cost"
	}
	if name == "" {
		return found{}, false
	}
	m := p.build(q, run{start: q.start, end: q.end, known: vocabulary().heads[name]})
	m.Name = name
	return m, true
}

// choose settles a spelling with two senses: money, or a value no rank can have, makes MRR revenue.
func (h *hit) choose(q quantity) {
	value := q.to
	if value == nil {
		value = q.from
	}
	if h.other == nil || !money(measureOf(q.unit).dimension) && (value == nil || *value <= 1) {
		return
	}
	if h.other.currency {
		h.term = h.other
	}
}
