package writing

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// learnedTSV says for each feature how much it speaks for each competency. It was learned from
// the labelled texts by TestTheWeightsAreThoseOfTheTexts, which writes it anew; nothing is learned while laurel runs.
//
//go:embed learned.tsv
var learnedTSV string

// columns of learned.tsv: no competency, then CompetencyIDs.
const columns = 6

// weights is compiled once, at the first text.
var weights = sync.OnceValue(func() map[string][]float64 {
	m := map[string][]float64{}
	for line := range strings.Lines(learnedTSV) {
		col := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(col) != columns+1 {
			continue // a remark
		}
		row := make([]float64, columns)
		for i, cell := range col[1:] {
			w, err := strconv.ParseFloat(cell, 64)
			if err != nil && cell != "" {
				panic(fmt.Sprintf("writing: learned.tsv has a weight %q for %q", cell, col[0]))
			}
			row[i] = w
		}
		m[col[0]] = row
	}
	return m
})

// judge is the first competency that the features speak for, "" for none: the sums of what each feature weighs.
func judge(features []feature, weights map[string][]float64) string {
	sum := make([]float64, columns)
	for _, f := range features {
		for i, w := range weights[f.name] {
			sum[i] += float64(w * f.value) // the conversion keeps processors that could from rounding once less
		}
	}
	best := slices.Index(sum, slices.Max(sum))
	if best == 0 {
		return ""
	}
	return CompetencyIDs[best-1]
}

// order puts the first competency before those that the rules saw, as many as they saw: whether a text has a second one is
// theirs to say. A text that names none has no other.
func (r ruling) order(first string) []Score {
	if first == "" {
		return []Score{}
	}
	order := []string{first}
	for _, s := range r.scores {
		if s.ID != first {
			order = append(order, s.ID)
		}
	}
	order = order[:max(1, min(len(order), len(r.scores)))]
	return shares(order, r.evidence.weight())
}
