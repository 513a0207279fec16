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

// stages gives the stages that the text covers, in the chain's order.
func (e evidence) stages() []string {
	list := []string{}
	for _, id := range StageIDs {
		needs := enough
		switch data := id == "data_quality" || id == "feature_engineering"; {
		case e.people >= enough && !e.numbers, e.numbers && !data && id != "model_quality":
			needs = plenty
		case e.numbers && !data:
			needs = several
		}
		if e.stage[id] >= needs {
			list = append(list, id)
		}
	}
	if len(list) > 0 {
		return list
	}
	best, needs := "", least
	if e.people >= enough {
		needs = byTool
	}
	for _, id := range StageIDs {
		if w := e.stage[id]; w >= needs && (id != "business_outcome" || w >= byName) && (best == "" || w > e.stage[best]) {
			best = id
		}
	}
	if best != "" {
		list = append(list, best)
	}
	return list
}

var competencyOf = map[string]string{
	"data_quality": "data_features", "feature_engineering": "data_features", "model_quality": "model_development",
	"production_reliability": "mlops_production", "business_outcome": "business_impact",
}

// scores gives the competencies that a text speaks for, the first one first. What comes earlier in the chain is the
// work, what comes later its effect, so the earlier stage goes first, unless only the later one has a number and comes
// first in the text. Research goes before all where learning whether is the point, and last where a test merely
// confirmed a gain.
func (e evidence) scores(stages []string, kind string) []Score {
	var order []string
	weight := map[string]float64{}
	for _, id := range stages {
		c := competencyOf[id]
		if weight[c] += e.stage[id]; !slices.Contains(order, c) {
			order = append(order, c)
		}
	}
	if d, m := weight["data_features"], weight["mlops_production"]; d > 0 && m > 0 && (m > d || kind == KindReliability && m >= d) {
		order = slices.DeleteFunc(order, func(c string) bool { return c == "mlops_production" })
		order = slices.Insert(order, slices.Index(order, "data_features"), "mlops_production")
	}
	if b := e.number["business_outcome"]; b > 0 && len(order) > 1 && e.number[stages[0]] == 0 ||
		b > 0 && stages[0] == "model_quality" && e.number["model_quality"] > b {
		order = append([]string{"business_impact"}, slices.DeleteFunc(order, func(c string) bool { return c == "business_impact" })...)
	}
	weight["experimentation"] = e.test + e.method
	known := len(order) > 0 || weight["experimentation"] > 0
	switch {
	case kind == KindNegativeResult && known && e.people < enough, e.research,
		len(order) == 0 && e.test+e.method >= least && (e.people < enough || e.method >= enough):
		order = append([]string{"experimentation"}, order...)
	case e.test >= worked && slices.Contains(order, "business_impact") && len(order) == 1:
		order = append(order, "experimentation")
	}
	return shares(order, weight)
}

// weight is how much of the text speaks for each competency.
func (e evidence) weight() map[string]float64 {
	weight := map[string]float64{"experimentation": e.test + e.method}
	for id, c := range competencyOf {
		weight[c] += e.stage[id]
	}
	return weight
}

// shares turns weights into shares that fall in the given order.
func shares(order []string, weight map[string]float64) []Score {
	list, total := []Score{}, 0.0
	var weights []float64
	for _, id := range order {
		w := max(weight[id], least)
		weights, total = append(weights, w), total+w
	}
	slices.SortFunc(weights, func(a, b float64) int { return cmp.Compare(b, a) })
	for i, id := range order {
		list = append(list, Score{id, math.Round(weights[i]/total*100) / 100})
	}
	return list
}
