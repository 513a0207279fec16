package files

import (
	"fmt"
	"strings"
)

// Bad is the error about a file that can't be taken: every bad row, in the order of the file.
type Bad struct {
	File string // its name without folders
	Rows []BadRow
}

// BadRow is what is wrong with what begins in a line.
type BadRow struct {
	Line    int
	Problem string // several are joined with "; "
}

// maxListed is how many bad rows Error spells out.
const maxListed = 20

// Error lists up to 20 bad rows, one a line, and how many more there are.
func (b *Bad) Error() string {
	lines := make([]string, 0, maxListed+1)
	for _, row := range b.Rows[:min(len(b.Rows), maxListed)] {
		lines = append(lines, fmt.Sprintf("%s line %d: %s", b.File, row.Line, row.Problem))
	}
	if more := len(b.Rows) - len(lines); more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(lines, "\n")
}

func (b *Bad) add(line int, problem string) {
	b.Rows = append(b.Rows, BadRow{Line: line, Problem: problem})
}
