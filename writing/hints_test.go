package writing_test

import (
	"slices"
	"strings"
	"testing"

	"laurel/writing"
)

// Each hint has at least forty sentences where it should come and forty, hard ones, where it should not; they were
// labelled before the rule. A hint that is wrong more than once in ten times costs more trust than it brings.
func TestHintsArePreciseOnTheirLabelledSentences(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"direction", "trap", "baseline", "impact"} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			var hit, missed, wrong, right int
			for n, line := range lines(t, "testdata/hints/"+id+".tsv") {
				label, text, _ := strings.Cut(line, "\t")
				got := slices.ContainsFunc(writing.Read(text).Hints, func(h writing.Hint) bool { return h.ID == id })
				switch {
				case got && label == "yes":
					hit++
				case got:
					wrong++
					t.Logf("%s.tsv:%d has the hint and should not: %q", id, n, text)
				case label == "yes":
					missed++
					t.Logf("%s.tsv:%d lacks the hint: %q", id, n, text)
				default:
					right++
				}
			}
			precision := float64(hit) / float64(max(hit+wrong, 1))
			recall := float64(hit) / float64(max(hit+missed, 1))
			t.Logf("%s: precision %.3f (%d of %d), recall %.3f (%d of %d)",
				id, precision, hit, hit+wrong, recall, hit, hit+missed)
			if hit+missed < 40 || wrong+right < 40 {
				t.Errorf("%s has %d positive and %d negative sentences, at least 40 each expected",
					id, hit+missed, wrong+right)
			}
			if precision < .9 || recall < .8 {
				t.Errorf("%s is too often wrong or silent", id)
			}
		})
	}
}
