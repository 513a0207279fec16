// Package files writes a person's wins out as a document, and reads documents from elsewhere as wins.
package files

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"laurel/wins"
	"laurel/writing"
)

// Format is a kind of file, named by the ending of its name.
type Format string

// What wins can be written as.
const (
	Markdown Format = "md"   // a document to read, by project and month
	CSV      Format = "csv"  // a table, a win a row
	JSON     Format = "json" // a win a line, as `laurel wins list --json` prints it
	PDF      Format = "pdf"  // a document to print, with charts
)

// Formats are all that Write knows.
var Formats = []Format{Markdown, PDF, CSV, JSON}

// Ending is how the name of such a file ends, without the dot.
func (f Format) Ending() string {
	if f == JSON {
		return "jsonl"
	}
	return string(f)
}

// Book is one person's wins and what it takes to write them out.
type Book struct {
	Person string            // their name
	Wins   []wins.Win        // in any order, of any status: all of them are written
	Names  map[string]string // of those whom the wins mention and of the witnesses, by id; who is missing shows as an id
	Today  time.Time         // when it is written, where the person is
}

// People are the ids of those whose names the book needs.
func (b Book) People() (ids []string) {
	for _, w := range b.Wins {
		ids = append(ids, w.Contributors...)
		for _, witness := range w.Witnesses {
			ids = append(ids, witness.Person)
		}
	}
	return ids
}

// Write writes the book. The same book gives the same bytes. What people wrote stands in it as text and nothing else:
// no heading, link, formula or HTML.
func (b Book) Write(f Format) ([]byte, error) {
	b.Wins = newestFirst(b.Wins)
	switch f {
	case Markdown:
		return b.markdown(), nil
	case CSV:
		return b.csv()
	case JSON:
		return b.json()
	case PDF:
		return b.pdf()
	default:
		return nil, fmt.Errorf("wins can't be written as %q", f)
	}
}

func newestFirst(list []wins.Win) []wins.Win {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b wins.Win) int {
		return -cmp.Or(cmp.Compare(a.OccurredOn, b.OccurredOn), a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// chapter is a project's wins, newest month first. The name of the last chapter may be "": wins without a project.
type chapter struct {
	Project string
	Stages  []string // what its wins show together, in the order of the chain
	Months  []month
	Wins    int
}

type month struct {
	Name string // "November 2026"
	Wins []wins.Win
}

// chapters sorts wins, which come newest first, into projects and months.
func chapters(list []wins.Win) (all []*chapter) {
	byName := map[string]*chapter{}
	for _, w := range list {
		c := byName[w.Project]
		if c == nil {
			c = &chapter{Project: w.Project}
			byName[w.Project] = c
			all = append(all, c)
		}
		c.add(w)
	}
	slices.SortFunc(all, func(a, b *chapter) int {
		if (a.Project == "") != (b.Project == "") {
			return cmp.Compare(b.Project, a.Project)
		}
		return cmp.Compare(a.Project, b.Project)
	})
	return all
}

func (c *chapter) add(w wins.Win) {
	name := monthName(w.OccurredOn)
	if last := len(c.Months) - 1; last < 0 || c.Months[last].Name != name {
		c.Months = append(c.Months, month{Name: name})
	}
	last := &c.Months[len(c.Months)-1]
	last.Wins = append(last.Wins, w)
	c.Wins++
	c.Stages = slices.DeleteFunc(slices.Clone(writing.StageIDs), func(stage string) bool {
		return !slices.Contains(c.Stages, stage) && !slices.Contains(w.Stages, stage)
	})
}

// together says which part of the chain the chapter's wins cover.
func (c *chapter) together() string {
	return count(c.Wins, "win, which shows ", "wins, which show ") + strings.ReplaceAll(strings.Join(c.Stages, ", "), "_", " ")
}

func monthName(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("January 2006")
}

// longDay is a stored day as people write it: "23 Nov 2026".
func longDay(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("2 Jan 2006")
}

// summary says what the document holds: "14 wins, 3 Jun 2026 to 20 Nov 2026".
func (b Book) summary() string {
	if len(b.Wins) == 0 {
		return "No wins yet"
	}
	first, last := b.Wins[len(b.Wins)-1].OccurredOn, b.Wins[0].OccurredOn
	text := count(len(b.Wins), "win", "wins") + ", " + longDay(first)
	if first != last {
		text += " to " + longDay(last)
	}
	return text
}

// private is how many of the wins nobody but their owner can see in laurel.
func (b Book) private() int {
	n := 0
	for _, w := range b.Wins {
		if w.Visibility == wins.VisibilityPrivate {
			n++
		}
	}
	return n
}

// detail is what stands below a win's text.
type detail struct{ Name, Text string }

// details of a win, only those that there are. Their texts hold what people wrote.
func (b Book) details(w wins.Win) []detail {
	numbers := make([]string, len(w.Metrics))
	for i, m := range w.Metrics {
		numbers[i] = m.Words()
	}
	witnesses := make([]string, len(w.Witnesses))
	for i, witness := range w.Witnesses {
		witnesses[i] = witness.Person
	}
	seen := ""
	if w.Visibility == wins.VisibilityPrivate {
		seen = "only by you"
	}
	return slices.DeleteFunc([]detail{
		{"Numbers", b.named(strings.Join(numbers, " · "))},
		{"Shows", stageNames(w.Stages)},
		{"Witnesses", b.called(witnesses)},
		{"With", b.called(w.With())},
		{"Links", strings.Join(w.Links, " ")},
		{"Seen", seen},
	}, func(d detail) bool { return d.Text == "" })
}

func stageNames(stages []string) string {
	return strings.ReplaceAll(strings.Join(stages, " → "), "_", " ")
}

// called are people by their names.
func (b Book) called(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = cmp.Or(writing.Clean(b.Names[id]), id)
	}
	return strings.Join(names, ", ")
}

var mention = regexp.MustCompile(`<@([UW][A-Z0-9]+)(?:\|[^>]*)?>`)

// named writes out mentions (<@U…>) as names.
func (b Book) named(text string) string {
	return mention.ReplaceAllStringFunc(text, func(found string) string {
		return "@" + b.called(mention.FindStringSubmatch(found)[1:])
	})
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + many
}

// grouped writes a whole number in groups of three: "12,000".
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
