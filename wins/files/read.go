package files

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"laurel/wins"
	"laurel/writing"
)

// What a file that is read may have.
const (
	maxBytes = 10 << 20
	maxWins  = 10_000
)

// Options is what a file may leave out.
type Options struct {
	Today      time.Time // no win happens later
	Day        string    // of wins whose date nothing tells, YYYY-MM-DD; "": each needs one
	Visibility string    // of wins about which the file says nothing; "": wins.VisibilityManager
}

// Content is what was read in a file.
type Content struct {
	Items []Item // in the order of the file
	Notes []Note // what was assumed, or left out, in the order of the file
}

// Item is one win of a file, ready for wins.Import but for whose it is.
type Item struct {
	wins.Entry
	Line int // where it begins, from 1
}

// Note is a sentence about a line of a file. Notes that say the same are one, about the first of their lines.
type Note struct {
	Line, Lines int // the first, and how many there are
	Text        string
}

// FormatOf is the format that a file's name tells; "" when it tells none.
func FormatOf(name string) Format {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".md", ".markdown", ".mdown":
		return Markdown
	case ".csv", ".tsv":
		return CSV
	case ".json", ".jsonl", ".ndjson":
		return JSON
	default:
		return ""
	}
}

// Read reads a file of wins: our own CSV and JSON give the same wins back, a table or a document from elsewhere is read
// for what it holds. The error is a *Bad that lists every row that can't be taken, under the last part of name, or what
// reading r gave. Nothing in the file is followed, fetched or run.
func Read(r io.Reader, name string, f Format, o Options) (Content, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return Content{}, fmt.Errorf("read %s: %w", filepath.Base(name), err)
	}
	in := &reader{options: o, bad: &Bad{File: filepath.Base(name)}}
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	switch {
	case len(data) > maxBytes:
		in.bad.add(1, fmt.Sprintf("the file has more than %d MB; split it", maxBytes>>20))
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")):
		in.bad.add(1, "the file is UTF-16; save it as UTF-8")
	case !utf8.Valid(data):
		in.bad.add(1+bytes.Count(data[:invalid(data)], []byte("\n")), "this is not UTF-8; save the file as UTF-8")
	case f == Markdown:
		in.markdown(data)
	case f == CSV:
		in.csv(data)
	case f == JSON:
		in.json(data)
	default:
		return Content{}, fmt.Errorf("wins can't be read from %q", f)
	}
	return in.content()
}

// invalid is where the first byte stands that is no UTF-8.
func invalid(data []byte) (at int) {
	for at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return at
}

// reader collects what a file holds.
type reader struct {
	options Options
	items   []Item
	notes   []Note
	bad     *Bad
	full    bool  // there are more wins than are read
	order   order // of dates like 3/4/2026
}

func (r *reader) content() (Content, error) {
	if len(r.items) == 0 && len(r.bad.Rows) == 0 {
		r.bad.add(1, "there is no win in this file")
	}
	if len(r.bad.Rows) > 0 {
		slices.SortStableFunc(r.bad.Rows, func(a, b BadRow) int { return cmp.Compare(a.Line, b.Line) })
		return Content{}, r.bad
	}
	return Content{Items: r.items, Notes: r.notes}, nil
}

func (r *reader) note(line int, text string) {
	for i := range r.notes {
		if r.notes[i].Text == text {
			r.notes[i].Lines++
			return
		}
	}
	r.notes = append(r.notes, Note{Line: line, Lines: 1, Text: text})
}

// found is a win as a file has it, before anything is checked.
type found struct {
	Line                                        int
	Text, Win, Impact, Visibility, Status, Date string
	Said                                        wins.Corrections
	day                                         day // of Date, where the file has told it already
}

// add checks what was found and keeps it, or says what is wrong with it.
func (r *reader) add(f found) {
	if len(r.items) >= maxWins {
		if !r.full {
			r.bad.add(f.Line, fmt.Sprintf("the file has more than %s wins; split it", grouped(maxWins)))
		}
		r.full = true
		return
	}
	var problems []string
	e := wins.Entry{Said: f.Said}
	e.Text, e.Win, e.Impact = writing.Clean(f.Text), writing.Clean(f.Win), writing.Clean(f.Impact)
	if e.Text == "" && e.Win == "" {
		e.Text, e.Impact = e.Impact, ""
	}
	longest := max(length(e.Text), length(e.Win), length(e.Impact))
	if e.Text == "" {
		longest = length(e.Win + "\n" + e.Impact)
	}
	if longest > wins.MaxLength {
		problems = append(problems, fmt.Sprintf("the text has %s characters; a win holds %s",
			grouped(longest), grouped(wins.MaxLength)))
	}
	if e.Text == "" && e.Win == "" {
		problems = append(problems, "there is no text")
	}
	var problem string
	if e.OccurredOn, problem = r.dayOf(f); problem != "" {
		problems = append(problems, problem)
	}
	if e.Visibility, problem = r.visibilityOf(f.Visibility); problem != "" {
		problems = append(problems, problem)
	}
	switch status := strings.ToLower(strings.TrimSpace(f.Status)); status {
	case wins.StatusRemoved:
		r.note(f.Line, "left out, because it is marked as removed")
		return
	case wins.StatusPending:
		e.Pending = true
	}
	if len(problems) > 0 {
		r.bad.add(f.Line, strings.Join(problems, "; "))
		return
	}
	r.items = append(r.items, Item{Entry: e, Line: f.Line})
}

func length(text string) int { return utf8.RuneCountInString(text) }

// dayOf finds the day that a win is kept under.
func (r *reader) dayOf(f found) (string, string) {
	d := f.day
	if d.year == 0 && strings.TrimSpace(f.Date) != "" {
		var problem string
		if d, problem = readDay(f.Date, r.order); problem != "" {
			return "", problem
		}
	}
	switch {
	case d.year == 0 && r.options.Day != "":
		r.note(f.Line, "no date, so "+r.options.Day+" was taken")
		return r.options.Day, ""
	case d.year == 0:
		return "", "there is no date; write one, or give one for all that have none with --day"
	case d.first() > r.options.Today.Format(time.DateOnly):
		return "", d.written + " has not come yet"
	case !d.whole():
		r.note(f.Line, fmt.Sprintf("%s names no day, so the first one was taken: %s", d.written, d.first()))
	}
	return d.first(), ""
}

// visibilities is what people write for who may see a win.
var visibilities = map[string]string{
	"": "", "private": wins.VisibilityPrivate, "only me": wins.VisibilityPrivate, "me": wins.VisibilityPrivate,
	"manager": wins.VisibilityManager, "me and my manager": wins.VisibilityManager, "feedback": wins.VisibilityFeedback,
}

func (r *reader) visibilityOf(written string) (string, string) {
	visibility, known := visibilities[strings.ToLower(strings.TrimSpace(written))]
	if !known {
		return "", fmt.Sprintf("visibility %q is not private, manager or feedback", shortened(written, 40))
	}
	return cmp.Or(visibility, r.options.Visibility, wins.VisibilityManager), ""
}

var notInNames = regexp.MustCompile(`[^\pL\pN\pM]+`)

// projectNamed is a project's name made of what a file calls it: "Search ranking" is search-ranking.
func projectNamed(written string) string {
	if name := writing.ProjectName(written); name != "" {
		return name
	}
	return writing.ProjectName(strings.Trim(notInNames.ReplaceAllString(writing.Clean(written), "-"), "-"))
}
