package writing

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryRowOfTheLexiconIsKnownAndPlaced(t *testing.T) {
	t.Parallel()
	l := vocabulary()
	found := map[string]bool{}
	for _, forms := range l.forms {
		for _, f := range forms {
			found[f.term.name] = true
			if f.term.stage != "" && !slices.Contains(StageIDs, f.term.stage) {
				t.Errorf("%s has the stage %q", f.term.name, f.term.stage)
			}
			if f.term.competency != "" && !slices.Contains(CompetencyIDs, f.term.competency) {
				t.Errorf("%s has the competency %q", f.term.name, f.term.competency)
			}
		}
	}
	for _, row := range strings.Split(strings.TrimSpace(lexiconTSV), "\n")[1:] {
		col := strings.Split(row, "\t")
		if !found[col[0]] {
			t.Errorf("%q has no form that could be found in a text", col[0])
		}
		if col[3] != "n/a" && stageNames[col[3]] == "" || col[4] != "n/a" && competencyNames[col[4]] == "" {
			t.Errorf("%q stands under %q and %q, which have no id", col[0], col[3], col[4])
		}
	}
}

func TestEveryMetricOfTheLexiconIsReadWithItsGoodness(t *testing.T) {
	t.Parallel()
	for _, row := range strings.Split(strings.TrimSpace(lexiconTSV), "\n")[1:] {
		col := strings.Split(row, "\t")
		name, _, double := strings.Cut(col[0], " (")
		if col[2] != "metric" || ignored[name] || double {
			continue // a second sense in brackets is decided by what stands around it
		}
		got := Read("The " + name + " of the model went from 0.5 to 0.4 last week").Metrics
		if len(got) != 1 || got[0].From == nil || *got[0].From != .5 || *got[0].To != .4 || got[0].Direction != "down" {
			t.Errorf("%s: %+v", name, got)
			continue
		}
		if aimed(name) {
			continue // terms.tsv knows the value that is best
		}
		verdict := map[string]string{"up": "worse", "down": "better", "n/a": "not known"}[col[5]]
		have := "not known"
		if got[0].Better != nil {
			have = map[bool]string{true: "better", false: "worse"}[*got[0].Better]
		}
		if have != verdict {
			t.Errorf("%s went down: %s, want %s", name, have, verdict)
		}
	}
}

// aimed says whether a term of terms.tsv gives the metric a value that is best.
func aimed(name string) bool {
	for _, row := range strings.Split(strings.TrimSpace(termsTSV), "\n") {
		if col := strings.Split(row, "\t"); col[0] == name && strings.Trim(col[5], "01") == "" {
			return true
		}
	}
	return false
}
