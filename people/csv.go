package people

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Row is one person of the admin's file, as written there.
type Row struct {
	Line     int    // where it begins in the file, from 1
	ID       string // slack_id
	Name     string
	Email    string
	Role     string // see ParseRole
	Manager  string // slack_id or email of the manager; empty: none
	Timezone string // IANA name or empty
	Team     string
}

// columns of the file, all required, in any order.
var columns = [...]string{"slack_id", "name", "email", "role", "manager", "timezone", "team"}

// ReadCSV reads the admin's file. The header is required, in any order and case; a byte order mark, Windows line ends,
// blank lines and the empty cells that spreadsheets add do no harm. The error is a *Bad that lists every row that can't
// be imported, under the last part of file's path, or what reading r gave. Whether the managers exist is for Import, and
// for Examine where there is a *Bad.
func ReadCSV(r io.Reader, file string) ([]Row, error) {
	input := bufio.NewReader(r)
	if mark, err := input.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = input.Discard(3)
	}
	reader := csv.NewReader(input)
	reader.FieldsPerRecord = -1 // counted below, so that the message can say how many there are
	problems := newProblems(file)
	place, err := readHeader(reader, problems)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", problems.file, err)
	}
	if place == nil {
		return nil, problems.err()
	}
	rows, whole, err := readRows(reader, place, problems)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", problems.file, err)
	}
	checkTwins(rows, problems)
	if whole {
		problems.rows = rows
	}
	if err := problems.err(); err != nil {
		return nil, err
	}
	return rows, nil
}

// readHeader returns where each of the columns stands; nil when problems says why that can't be told.
func readHeader(reader *csv.Reader, problems *problems) ([]int, error) {
	header, err := reader.Read()
	if errors.Is(err, io.EOF) {
		problems.add(1, "the header is missing: "+strings.Join(columns[:], ","))
		return nil, nil
	}
	if err != nil {
		return nil, problems.syntax(err)
	}
	line, _ := reader.FieldPos(0)
	header = unpad(header, 1)
	place := make([]int, len(columns))
	for i, name := range columns {
		place[i] = slices.IndexFunc(header, func(cell string) bool { return foldHeader(cell) == name })
		if place[i] < 0 {
			problems.add(line, fmt.Sprintf("there is no column %q%s", name, separatorHint(header)))
		}
	}
	for i, cell := range header {
		switch at := slices.Index(columns[:], foldHeader(cell)); {
		case at < 0 && separatorHint(header) == "":
			problems.add(line, fmt.Sprintf("the column %q is not one of %s", cut(cell), strings.Join(columns[:], ",")))
		case at >= 0 && place[at] != i:
			problems.add(line, fmt.Sprintf("the column %q is there twice", columns[at]))
		}
	}
	if problems.any() {
		return nil, nil
	}
	return place, nil
}

// readRows reads to the end, or to what is no CSV. whole tells that it came to the end and each row had its cells.
func readRows(reader *csv.Reader, place []int, problems *problems) (rows []Row, whole bool, err error) {
	whole = true
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, whole, nil
		}
		if err != nil {
			return rows, false, problems.syntax(err)
		}
		line, _ := reader.FieldPos(0)
		record = unpad(record, len(place))
		switch {
		case strings.TrimSpace(strings.Join(record, "")) == "": // spreadsheets leave rows of commas
		case len(record) != len(place):
			whole = false
			problems.add(line, fmt.Sprintf("it has %d columns and the header %d", len(record), len(place)))
		default:
			rows = append(rows, readRow(record, place, line, problems))
		}
	}
}

// slackID is a user's id, U… or W…: https://docs.slack.dev/reference/objects/user-object
var slackID = regexp.MustCompile(`^[UW][A-Z0-9]{2,}$`)

func readRow(record []string, place []int, line int, problems *problems) Row {
	cells := make([]string, len(columns))
	for i, at := range place {
		cells[i] = tidy(record[at])
		if flaw := flawOf(record[at], cells[i]); flaw != "" {
			problems.add(line, columns[i]+" "+flaw)
		}
	}
	row := Row{
		Line: line, ID: cells[0], Name: cells[1], Email: cells[2], Role: cells[3], Manager: cells[4],
		Timezone: cells[5], Team: cells[6],
	}
	if !slackID.MatchString(row.ID) {
		problems.add(line, fmt.Sprintf("slack_id %q is not a Slack user id like U0123ABCD", cut(row.ID)))
	}
	if row.Email != "" && !strings.Contains(row.Email, "@") {
		problems.add(line, fmt.Sprintf("email %q is not an address", cut(row.Email)))
	}
	if _, err := location(row.Timezone); row.Timezone != "" && err != nil {
		problems.add(line, fmt.Sprintf("timezone %q is not known; use a name like Europe/Berlin", cut(row.Timezone)))
	}
	return row
}

// checkTwins finds ids and addresses that two rows have.
func checkTwins(rows []Row, problems *problems) {
	ids, emails := map[string]int{}, map[string]int{}
	for _, row := range rows {
		if first, twice := ids[row.ID]; twice {
			problems.add(row.Line, fmt.Sprintf("slack_id %q is in line %d already", cut(row.ID), first))
		} else if row.ID != "" {
			ids[row.ID] = row.Line
		}
		email := strings.ToLower(row.Email)
		if first, twice := emails[email]; twice {
			problems.add(row.Line, fmt.Sprintf("email %q is in line %d already", cut(row.Email), first))
		} else if email != "" {
			emails[email] = row.Line
		}
	}
}

// flawOf says what makes a cell unfit to be stored, or "".
func flawOf(raw, cell string) string {
	switch {
	case !utf8.ValidString(raw):
		return "is not UTF-8; save the file as CSV UTF-8"
	case strings.IndexFunc(cell, unicode.IsControl) >= 0:
		return "holds a line break or another control character"
	case utf8.RuneCountInString(cell) > maxCell:
		return fmt.Sprintf("is longer than %d characters", maxCell)
	default:
		return ""
	}
}

func foldHeader(cell string) string {
	return strings.Join(strings.Fields(strings.ToLower(strings.ReplaceAll(tidy(cell), "_", " "))), "_")
}

// unpad drops the empty cells at the end that spreadsheets add, down to n cells.
func unpad(record []string, n int) []string {
	for len(record) > n && strings.TrimSpace(record[len(record)-1]) == "" {
		record = record[:len(record)-1]
	}
	return record
}

// separatorHint is for spreadsheets that write CSV with another separator.
func separatorHint(header []string) string {
	if len(header) == 1 && strings.ContainsAny(header[0], ";\t") {
		return "; columns are separated by commas"
	}
	return ""
}

// cut keeps a quoted cell readable.
func cut(cell string) string {
	if runes := []rune(cell); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return cell
}
