package writing_test

import (
	"strings"
	"testing"

	"laurel/writing"
)

// A rule that was made for one sentence of the corpus says nothing; each mechanism is held by sentences of its own.
func TestEachMechanismReadsSentencesOfItsOwn(t *testing.T) {
	t.Parallel()
	for n, line := range lines(t, "testdata/mechanisms.tsv") {
		col := strings.Split(line, "\t")
		if len(col) != 3 {
			t.Fatalf("mechanisms.tsv:%d has %d columns, not 3", n, len(col))
		}
		got := writing.Read(col[0])
		notes, want := metricNotes(got.Metrics), items(col[1], "; ")
		if found := matched(notes, want, sameMetric); found != len(want) || found != len(notes) {
			t.Errorf("mechanisms.tsv:%d %q\n\tgot  %s\n\twant %s", n, col[0], notes, want)
		}
		if want := strings.Trim(col[2], "-"); got.Competency != want {
			t.Errorf("mechanisms.tsv:%d %q: competency %q, want %q", n, col[0], got.Competency, want)
		}
	}
}
