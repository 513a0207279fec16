package writing_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// docs/writing.md says how often the reader is right. Its figures may be lower than what is measured, never higher: who
// makes the reader better writes the new figures there, who makes it worse is told here. Of the held-out file the test
// says only which figure is wrong.
func TestTheFiguresInTheDocumentHold(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("../docs/writing.md")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for line := range strings.Lines(string(doc)) {
		col := strings.Split(line, "|")
		if len(col) != 7 { // figure, dev before and now, held-out before and now
			continue
		}
		name := strings.TrimSpace(col[1])
		for i, file := range map[int]string{3: devFile, 5: heldOutFile} {
			figure := measured(t, file).figure[name]
			said, _, _ := strings.Cut(strings.TrimSpace(col[i]), " ")
			share, err := strconv.ParseFloat(said, 64)
			if figure == nil || err != nil {
				continue // the table's head
			}
			if checked++; share > figure.percent()+.05 {
				t.Errorf("docs/writing.md gives %q as %.1f for %s: it is lower", name, share, file)
			}
		}
	}
	if checked < 20 {
		t.Errorf("only %d figures of the document were found", checked)
	}
}
