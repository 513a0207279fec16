package people

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Bad is the error about a file of which nothing was imported: every bad row, in the order of the file.
type Bad struct {
	File string // its name without folders
	Rows []BadRow
	rows []Row // all of the file, for Examine; none where some could not be told into cells
}

// BadRow is what is wrong with the row that begins in a line.
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

// problems collects what is wrong with a file, by line.
type problems struct {
	file   string
	byLine map[int][]string
	rows   []Row
}

func newProblems(file string) *problems {
	return &problems{file: filepath.Base(file), byLine: map[int][]string{}}
}

func (p *problems) add(line int, problem string) { p.byLine[line] = append(p.byLine[line], problem) }

func (p *problems) any() bool { return len(p.byLine) > 0 }

// syntax records what the CSV reader stumbled over, after which it can't go on. Any other error is handed back.
func (p *problems) syntax(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err
	}
	switch {
	case errors.Is(parse.Err, csv.ErrBareQuote):
		p.add(parse.StartLine, `a " stands inside a cell that isn't quoted; nothing after this row was read`)
	case errors.Is(parse.Err, csv.ErrQuote):
		p.add(parse.StartLine, `a quoted cell doesn't end, or goes on after its "; nothing after this row was read`)
	default:
		p.add(parse.StartLine, parse.Err.Error())
	}
	return nil
}

// err is nil or a *Bad.
func (p *problems) err() error {
	if !p.any() {
		return nil
	}
	bad := &Bad{File: p.file, rows: p.rows}
	for line, found := range p.byLine {
		bad.Rows = append(bad.Rows, BadRow{Line: line, Problem: strings.Join(found, "; ")})
	}
	slices.SortFunc(bad.Rows, func(a, b BadRow) int { return cmp.Compare(a.Line, b.Line) })
	return bad
}
