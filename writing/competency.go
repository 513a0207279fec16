package writing

import (
	"cmp"
	"math"
	"slices"
)

// StageIDs are the stages of the impact chain, from the data to the business.
var StageIDs = []string{
	"data_quality", "feature_engineering", "model_quality", "production_reliability", "business_outcome",
}

// CompetencyIDs are the competencies that a text can speak for.
var CompetencyIDs = []string{
	"model_development", "mlops_production", "experimentation", "data_features", "business_impact",
}

// A Score says how much of what a text names belongs to a competency: a share between 0 and 1 with two decimals. It
// measures the text and nobody's work.
type Score struct {
	ID    string  `json:"id"`
	Score float64 `json:"score"`
}

// What one mention weighs. A number counts most: it is what the text is there for.
const (
	withNumber    = 3.0
	mentioned     = 1.5
	byTool        = 1.0
	byNameOnly    = 0.5  // a tool known by its capital alone may be a person or a street
	firstMention  = 0.5  // what a text begins with is what was done; what follows is its effect
	effectOnly    = 0.85 // a business number is the effect of some work, so the work's own number wins a tie
	leastEvidence = 1.0
)

// weight is what hit number n of the text counts.
func (p *passage) weight(n int) float64 {
	h := p.hits[n]
	w := mentioned
	switch {
	case h.measured:
		w = withNumber
	case h.term.class == toolTerm && h.unsure:
		w = byNameOnly
	case h.term.class == toolTerm, h.term.class == wordTerm:
		w = byTool
	}
	if h.term.competency == "business_impact" {
		w *= effectOnly
	}
	if n == 0 && !h.unsure {
		w += firstMention
	}
	return w
}

// scores gives every competency that the text speaks for, the strongest first; equal ones in the order of
// CompetencyIDs.
func (p *passage) scores() []Score {
	sum, total := map[string]float64{}, 0.0
	for n, h := range p.hits {
		if h.term.competency != "" {
			w := p.weight(n)
			sum[h.term.competency] += w
			total += w
		}
	}
	list := []Score{}
	if total < leastEvidence {
		return list
	}
	for _, id := range CompetencyIDs {
		if s := math.Round(sum[id]/total*100) / 100; s > 0 {
			list = append(list, Score{id, s})
		}
	}
	slices.SortStableFunc(list, func(a, b Score) int { return cmp.Compare(b.Score, a.Score) })
	return list
}

// stages gives the stages that the text covers, in the chain's order. Metrics and practices place a text. Tools,
// plain words, how something was tested, and metrics without a number beside others that have one place it only
// where nothing else does: a test of the click rate is about the click rate.
func (p *passage) stages() []string {
	sure, weak := map[string]bool{}, map[string]bool{}
	numbers := slices.ContainsFunc(p.hits, func(h hit) bool { return h.measured })
	for _, h := range p.hits {
		switch {
		case h.term.stage == "":
		case h.term.class == toolTerm, h.term.class == wordTerm, h.term.class == metricTerm && numbers && !h.measured,
			h.term.competency == "experimentation" && !h.measured:
			weak[h.term.stage] = weak[h.term.stage] || !h.unsure
		default:
			sure[h.term.stage] = true
		}
	}
	if len(sure) == 0 {
		sure = weak
	}
	list := []string{}
	for _, id := range StageIDs {
		if sure[id] {
			list = append(list, id)
		}
	}
	return list
}
