package writing_test

import (
	"slices"
	"strings"
	"testing"

	"laurel/writing"
)

// Each hint has forty answers where it should come and forty, hard ones, where it should not; they were labelled before
// the rule.
func TestHintsOnAnswersArePreciseOnTheirLabelledSentences(t *testing.T) {
	t.Parallel()
	for id, need := range map[string]float64{writing.HintVague: .9, writing.HintAbsolute: .9, writing.HintIdentity: .9} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			var hit, missed, wrong, right int
			for n, line := range lines(t, "testdata/feedback/"+id+".tsv") {
				label, text, _ := strings.Cut(line, "\t")
				got := slices.ContainsFunc(answered(text).Hints(), func(h writing.Hint) bool { return h.ID == id })
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
			precision, recall := float64(hit)/float64(max(hit+wrong, 1)), float64(hit)/float64(max(hit+missed, 1))
			t.Logf("%s: precision %.3f (%d of %d), recall %.3f (%d of %d)", id, precision, hit, hit+wrong, recall, hit, hit+missed)
			if hit+missed < 40 || wrong+right < 40 {
				t.Errorf("%s has %d positive and %d negative answers, at least 40 each expected", id, hit+missed, wrong+right)
			}
			if precision < need || recall < .7 {
				t.Errorf("%s is too often wrong or silent", id)
			}
		})
	}
}

// answered is an answer of Ben's about one of his colleagues.
func answered(text string) writing.Answer {
	return writing.Answer{
		Text: text, Subject: []string{"Ada Osei", "Juno", "Ravi", "Lin", "Sam", "Pia", "Eva", "Ben"},
		Writer: []string{"Ben", "Ben Adeyemi", "ben.adeyemi"},
	}
}

// Where the readers learn the name anyway, nothing tells it.
func TestANamedAnswerHasNoHintOnItsWriter(t *testing.T) {
	t.Parallel()
	a := answered("In our 1:1 she told me about the migration.")
	a.Writer = nil
	if hints := a.Hints(); len(hints) != 0 {
		t.Errorf("got %v", hints)
	}
}

func FuzzAnswerHints(f *testing.F) {
	for _, text := range []string{"", "As a data scientist I", "She never", "Great job, Ben", "our 1:1", "\xff", "İ always"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, hint := range answered(text).Hints() {
			if hint.ID == "" || hint.Text == "" {
				t.Errorf("an empty hint on %q", text)
			}
		}
	})
}
