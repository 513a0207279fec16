package files

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"unicode"

	"laurel/wins"
	"laurel/writing"
)

// byteOrderMark begins the CSV file: without it Excel takes UTF-8 for the system's own code page and shows "→" as "â†’".
// Every other spreadsheet, and our reader, skips it.
const byteOrderMark = "\ufeff"

// columns of the CSV file: what `laurel wins list --json` prints, what people look for first.
var columns = []string{
	"date", "project", "text", "win", "impact", "numbers", "stages", "competency", "visibility", "status", "source",
	"links", "witnesses", "contributors", "id", "person",
}

// csv is the table, with rows ended as RFC 4180 says.
func (b Book) csv() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(byteOrderMark)
	table := csv.NewWriter(&out)
	table.UseCRLF = true
	rows := [][]string{columns}
	for _, w := range b.Wins {
		rows = append(rows, b.row(w))
	}
	if err := table.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write CSV: %w", err)
	}
	return out.Bytes(), nil
}

func (b Book) row(w wins.Win) []string {
	numbers := make([]string, len(w.Metrics))
	for i, m := range w.Metrics {
		numbers[i] = m.Words()
	}
	witnesses := make([]string, len(w.Witnesses))
	for i, witness := range w.Witnesses {
		witnesses[i] = witness.Person
	}
	row := []string{
		w.OccurredOn, w.Project, w.Text, w.Win, w.Impact, strings.Join(numbers, "; "), strings.Join(w.Stages, "; "),
		w.Competency, w.Visibility, w.Status, w.Source, strings.Join(w.Links, " "), b.identified(witnesses),
		b.identified(w.With()), w.ID, w.Person,
	}
	for i, cell := range row {
		row[i] = harmless(cell)
	}
	return row
}

// identified are people by name and id: "Ben Adeyemi (U0BEN); Juno Park (U0JUN)".
func (b Book) identified(ids []string) string {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i] = id
		if name := writing.Clean(b.Names[id]); name != "" {
			all[i] = name + " (" + id + ")"
		}
	}
	return strings.Join(all, "; ")
}

// harmless keeps a spreadsheet from taking a cell for a formula, with the apostrophe that says "text". A cell that has
// such an apostrophe already gets another, so that each cell can be read back as it was.
// https://owasp.org/www-community/attacks/CSV_Injection
func harmless(cell string) string {
	if formula(cell) {
		return "'" + cell
	}
	return cell
}

// formula tells whether a spreadsheet might calculate a cell: by its first character, also the wide forms of the
// signs, behind white space and behind apostrophes of ours.
func formula(cell string) bool {
	inside := strings.TrimLeft(cell, "'")
	if inside != "" && strings.ContainsRune("\t\r\n", rune(inside[0])) {
		return true
	}
	inside = strings.TrimLeftFunc(inside, func(r rune) bool { return unicode.IsSpace(r) || r == '\'' })
	for _, r := range inside {
		return strings.ContainsRune("=+-@＝＋－＠", r)
	}
	return false
}
