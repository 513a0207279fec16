package files

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"laurel/writing"
)

// headers are the names of columns that are read, folded, and what each holds. Ours come first.
var headers = map[string][]string{
	"text":       {"text", "description", "accomplishment", "achievement", "entry", "summary", "details", "what", "what i did", "brag", "note"},
	"win":        {"win", "title", "headline"},
	"impact":     {"impact", "result", "outcome", "effect", "why it matters", "so what"},
	"metric":     {"metric", "metrics", "number", "measure"},
	"date":       {"date", "occurred on", "day", "when", "month", "period", "quarter", "completed", "finished"},
	"project":    {"project", "product", "model", "system", "area"},
	"links":      {"links", "link", "url", "urls", "evidence", "proof"},
	"visibility": {"visibility", "who sees it"},
	"status":     {"status"}, "competency": {"competency"}, "stages": {"stages"}, "person": {"person"},
}

// csv reads a table. Its header is required, in any order and case. Columns nobody knows are left out, with a note.
func (r *reader) csv(data []byte) {
	table := csv.NewReader(bytes.NewReader(data))
	table.Comma = separator(data)
	table.FieldsPerRecord = -1
	header, err := table.Read()
	if errors.Is(err, io.EOF) {
		r.bad.add(1, "the file is empty")
		return
	}
	if err != nil {
		r.syntax(err)
		return
	}
	place := r.header(header)
	if place == nil {
		return
	}
	ours := slices.Equal(header, columns)
	var rows []row
	for {
		cells, err := table.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			r.syntax(err)
			break
		}
		line, _ := table.FieldPos(0)
		if strings.TrimSpace(strings.Join(cells, "")) != "" { // spreadsheets leave rows of commas
			rows = append(rows, row{line: line, cells: cells, place: place})
		}
	}
	for _, one := range rows {
		r.order = r.order.learned(one.cell("date"))
	}
	r.onePerson(rows)
	for _, one := range rows {
		r.add(one.found(ours))
	}
}

// separator is the comma, or what a spreadsheet of another country writes for it, whichever the header has most of.
func separator(data []byte) rune {
	header, _, _ := bytes.Cut(data, []byte("\n"))
	best, most := ',', bytes.Count(header, []byte(","))
	for _, other := range []rune{';', '\t'} {
		if n := bytes.Count(header, []byte(string(other))); n > most {
			best, most = other, n
		}
	}
	return best
}

// header says where each column stands; nil when the file can't be read.
func (r *reader) header(cells []string) map[string]int {
	place, strange := map[string]int{}, []string{}
	for i, cell := range cells {
		name := columnOf(cell)
		_, twice := place[name]
		switch {
		case name != "" && !twice:
			place[name] = i
		case strings.TrimSpace(cell) != "" && !slices.Contains(columns, fold(cell)):
			strange = append(strange, shortened(writing.Clean(cell), 40))
		}
	}
	_, text := place["text"]
	_, win := place["win"]
	if !text && !win {
		r.bad.add(1, "there is no column for what was done: name one text, win or description")
		return nil
	}
	if len(strange) > 0 {
		r.note(1, "not read: the columns "+strings.Join(strange, ", "))
	}
	return place
}

func columnOf(cell string) string {
	for name, all := range headers {
		if slices.Contains(all, fold(cell)) {
			return name
		}
	}
	return ""
}

// fold makes a header comparable: small letters, one space, no signs.
func fold(cell string) string {
	cell = strings.NewReplacer("_", " ", "-", " ", "?", "", ":", "", "*", "").Replace(writing.Clean(cell))
	return strings.Join(strings.Fields(strings.ToLower(cell)), " ")
}

// row is one row of a table.
type row struct {
	line  int
	cells []string
	place map[string]int
}

// cell is what stands under a column, without the apostrophe that kept it from being a formula.
func (w row) cell(name string) string {
	at, there := w.place[name]
	if !there || at >= len(w.cells) {
		return ""
	}
	return unharmed(w.cells[at])
}

// found turns a row into a win. In a table of ours an empty project or competency says that there is none.
func (w row) found(ours bool) found {
	f := found{
		Line: w.line, Text: w.cell("text"), Win: w.cell("win"), Impact: w.cell("impact"), Date: w.cell("date"),
		Visibility: w.cell("visibility"), Status: w.cell("status"),
	}
	if project := projectNamed(w.cell("project")); project != "" || ours {
		f.Said.Project = &project
	}
	if competency := w.cell("competency"); slices.Contains(writing.CompetencyIDs, competency) || ours && competency == "" {
		f.Said.Competency = &competency
	}
	if stages := stagesIn(strings.Split(w.cell("stages"), ";")); len(stages) > 0 || ours {
		f.Said.Stages, f.Said.NoStages = stages, len(stages) == 0
	}
	if !ours {
		f.Text = with(f.Text, f, w.cell("metric"))
		f.Text = with(f.Text, f, w.cell("links"))
	}
	return f
}

// with adds to a text what another column has and the text hasn't.
func with(text string, f found, more string) string {
	more = strings.TrimSpace(more)
	if more == "" || strings.Contains(f.Text+f.Win+f.Impact, more) {
		return text
	}
	if text == "" {
		text = strings.TrimSpace(f.Win + "\n" + f.Impact)
	}
	return strings.TrimSpace(text + "\n" + more)
}

// stagesIn are the stages of the chain among words, in its order.
func stagesIn(words []string) (stages []string) {
	for _, id := range writing.StageIDs {
		if slices.ContainsFunc(words, func(word string) bool { return strings.TrimSpace(word) == id }) {
			stages = append(stages, id)
		}
	}
	return stages
}

// onePerson refuses a table with the wins of several people: all of them would become one's.
func (r *reader) onePerson(rows []row) {
	for _, one := range rows {
		if first := rows[0].cell("person"); one.cell("person") != first {
			r.bad.add(one.line, severalPeople)
			return
		}
	}
}

const severalPeople = "this is another person's win than the first; a file holds the wins of one"

// syntax records what the CSV reader stumbled over, after which it can't go on.
func (r *reader) syntax(err error) {
	var parse *csv.ParseError
	switch {
	case !errors.As(err, &parse):
		r.bad.add(1, err.Error())
	case errors.Is(parse.Err, csv.ErrBareQuote):
		r.bad.add(parse.StartLine, `a " stands inside a cell that isn't quoted; nothing after this row was read`)
	case errors.Is(parse.Err, csv.ErrQuote):
		r.bad.add(parse.StartLine, `a quoted cell doesn't end, or goes on after its "; nothing after this row was read`)
	default:
		r.bad.add(parse.StartLine, fmt.Sprint(parse.Err))
	}
}

// unharmed takes the apostrophe away that keeps a spreadsheet from calculating: see harmless.
func unharmed(cell string) string {
	if rest, marked := strings.CutPrefix(cell, "'"); marked && formula(rest) {
		return rest
	}
	return cell
}
