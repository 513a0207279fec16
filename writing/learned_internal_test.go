package writing

import (
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

var learn = flag.Bool("learn", false, "write learned.tsv anew from the labelled texts")

// The weights are learned from the texts of the repository alone, always with the same result. After a change of the
// rules, the vocabulary or the texts: go test ./writing -run TestTheWeights -learn, then the figures of docs/writing.md.
func TestTheWeightsAreThoseOfTheTexts(t *testing.T) {
	t.Parallel()
	learned := taught(lessons(t))
	if *learn {
		if err := os.WriteFile("learned.tsv", []byte(tableOf(learned)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, wrong := weights(), 0
	for name, row := range learned {
		for i, w := range row {
			if old := have[name]; math.Abs(w) > .03 && (old == nil || math.Abs(old[i]-w) > .03) {
				wrong++
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d weights of learned.tsv are not those of the texts: go test ./writing -run TestTheWeights -learn", wrong)
	}
}

// Asked about texts that it was not taught, the reader must be better than its rules: ten times nine tenths of the
// texts teach and the tenth is asked.
func TestWhatIsLearnedHoldsForOtherTexts(t *testing.T) {
	t.Parallel()
	right, of := map[string]int{}, map[string]int{}
	list := lessons(t)
	for fold := range 10 {
		var teach, ask []lesson
		for i, l := range list {
			if i%10 == fold {
				ask = append(ask, l)
			} else {
				teach = append(teach, l)
			}
		}
		learned := taught(teach)
		for _, l := range ask {
			if of[l.file]++; judge(l.all, learned) == l.first {
				right[l.file]++
			}
		}
	}
	for what, n := range of {
		t.Logf("%-45s %.1f %% of %d", what, 100*float64(right[what])/float64(n), n)
	}
	for file, least := range map[string]float64{"testdata/corpus.tsv": 86, "testdata/corpus_second.tsv": 80} {
		if share := 100 * float64(right[file]) / float64(of[file]); share < least {
			t.Errorf("%s: the first competency is right in %.1f %%, at least %.0f %% expected", file, share, least)
		}
	}
}

// taught learns from the lessons.
func taught(list []lesson) map[string][]float64 {
	var examples []example
	for _, l := range list {
		examples = append(examples, l.examples(slices.Index(CompetencyIDs, l.first)+1)...)
	}
	return logistic(examples, columns)
}

// tableOf writes the weights, a feature a line; what weighs nothing is left out.
func tableOf(learned map[string][]float64) string {
	lines := []string{}
	for name, row := range learned {
		line, heavy := name, false
		for _, w := range row {
			cell := strings.TrimPrefix(fmt.Sprintf("%.2f", w), "-0.00")
			if cell == "0.00" {
				cell = ""
			}
			line, heavy = line+"\t"+cell, heavy || math.Abs(w) >= .03
		}
		if heavy {
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	return "# Learned from the labelled texts: go test ./writing -run TestTheWeights -learn. A feature, then how much it speaks for each first\n" +
		"# competency: none, model_development, mlops_production, experimentation, data_features, business_impact.\n" +
		strings.Join(lines, "\n") + "\n"
}
