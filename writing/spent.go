package writing

// spent reads what verbs and nouns make a change of that are no change by themselves: "costs 0.002 AUC", "gave back $30k",
// "340 wrong trips less", "$55k a month of rescued sales", "saved the team 3 weeks", "1.1 points of F1".
func (p *passage) spent(q quantity, i, before int) (quantity, bool) {
	t := &p.toks[i]
	if n := p.free(i + 1); n != 0 && spends[p.low(before)] && p.hits[n-1].term.stage == "model_quality" {
		q.start, q.effect, q.right = before, worse, true // costs 0.002 AUC
		return q, true
	}
	if p.low(before) == "away" && (p.low(before-1) == "gave" || p.low(before-1) == "gives" || p.low(before-1) == "give") {
		q.start, q.effect, q.right = before, worse, true // gave away 0.4 pp of accuracy
		return q, t.unit != ""
	}
	if freed[p.low(before)] || p.low(before) == "back" && (p.low(before-1) == "gave" || p.low(before-1) == "gives") {
		q.start, q.effect, q.right = before, down, true // gave back $30k of budget
		return q, t.unit != ""
	}
	if r := p.runAfter(quantity{end: i + 1}); r.start == i+1 && t.unit == "" && r.end <= i+4 && (p.low(r.end) == "less" || p.low(r.end) == "fewer") && p.low(r.end+1) != "than" {
		q.effect, q.object, q.end = down, run{start: r.start, end: r.end}, r.end+1 // 340 wrong trips less
		return q, true
	}
	if k := p.period(i + 1); money(p.dimension(i)) && (p.low(k) == "of" || p.low(k) == "in") && won[p.low(k+1)] {
		q.effect, q.right = up, true // $55k a month of rescued sales
		return q, true
	}
	if low := p.low(before - 1); (p.low(before) == "us" || p.low(before) == "them") && (low == "costs" || low == "cost") && t.unit == "%" {
		q.start, q.effect, q.right = before-1, down, true
		return q, true
	}
	if k := p.savedBefore(before); k >= 0 && t.unit != "" {
		q.start, q.effect = k, down
		if q.object = (run{start: k + 1, end: p.approx(i)}); determiners[p.low(k+1)] {
			q.object.start++
		}
		return q, true
	}
	if p.dimension(i) == "points" && p.low(i+1) == "of" && p.free(i+2) != 0 && t.sign == 0 {
		q.effect, q.right, q.end = up, true, i+2
		return q, true
	}
	return p.surplus(q, i, before)
}

// surplus reads what is told as more or less than something: "at 14x the GPU hours", "$480k extra ad revenue", "4.4 % above the
// logging policy", and money that was kept from being lost.
func (p *passage) surplus(q quantity, i, before int) (quantity, bool) {
	t := &p.toks[i]
	if t.unit == "x" && (p.low(before) == "at" || p.low(before) == "for" || gives[p.low(before)]) && p.low(i+1) == "the" && p.content(i+2) {
		q.effect, q.right = up, true // at 14x the GPU hours
		return q, true
	}
	if low := p.low(i + 1); money(p.dimension(i)) && (low == "extra" || low == "additional" || low == "more") {
		q.effect, q.right = up, true // $480k extra ad revenue
		return q, true
	}
	if p.low(before) == "extra" || p.low(before) == "additional" {
		q.start, q.effect, q.right = before, up, true // an extra €38k margin
		return q, t.unit != ""
	}
	if e := beside[p.low(i+1)]; e != none && differs[p.dimension(i)] && determiners[p.low(i+2)] && p.content(i+3) && !p.isNumber(i+4) {
		q.effect, q.end = e, i+2 // 4.4 % above the logging policy
		return q, true
	}
	if money(p.dimension(i)) && p.low(i+1) == "of" && keeps[p.low(before)] {
		if r := p.runAfter(quantity{end: i + 1}); r.known != nil && r.known.good < 0 {
			q.effect, q.right = down, true // kept $120k of duplicate payouts from going out
			return q, true
		}
	}
	return q, false
}

var (
	gives   = set("does do handles gets serves makes sees")
	beside  = map[string]effect{"above": up, "over": up, "below": down, "under": down}
	differs = map[string]bool{"percent": true, "pp": true, "points": true, "factor": true}
	keeps   = set("kept keeps stopped blocked prevented avoided caught")
)

var won = set("rescued recovered avoided extra additional incremental new more saved retained regained prevented")

var (
	spends = set("costs cost costing sacrifices sacrificed sacrificing")
	freed  = set("freed frees freeing")
)
