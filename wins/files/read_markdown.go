package files

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"laurel/writing"
)

// document is a Markdown file while it is read: each item of its outer lists is a win, in the project and at the date
// that the headings above it name.
type document struct {
	*reader
	source []byte
	lines  lines
	ours   bool      // laurel wrote it: the lists below a win are not the person's words
	above  []heading // of the headings that stand above, outermost first
}

// heading is what a heading, or a list item that is nothing but a date, says about what is below it.
type heading struct {
	level   int
	project string
	day     day
	skip    string // why what is below it is no win
}

// markdown reads a document. Paragraphs are taken for wins only where there is no list at all.
func (r *reader) markdown(data []byte) {
	if line, problem := tangled(data); problem != "" {
		r.bad.add(line, problem)
		return
	}
	data = withoutFrontMatter(data)
	d := &document{
		reader: r, source: data, lines: newLines(data), ours: bytes.HasPrefix(data, []byte(ours)),
	}
	root := parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...), parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	).Parse(text.NewReader(data))
	lists := hasList(root)
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			d.under(n)
		case *ast.List:
			d.list(n, 0)
		case *ast.ThematicBreak, *ast.HTMLBlock, *ast.LinkReferenceDefinition:
		default:
			switch words := d.block(n); {
			case words == "":
			case lists:
				d.note(d.line(n), "left out, because it stands in no list")
			default:
				d.win(d.line(n), words)
			}
		}
	}
}

var frontMatter = regexp.MustCompile(`(?s)\A---[ \t]*\r?\n.*?\n---[ \t]*(\r?\n|\z)`)

// withoutFrontMatter leaves the lines of a YAML head empty, so that those below keep their numbers.
func withoutFrontMatter(data []byte) []byte {
	head := frontMatter.Find(data)
	return append(bytes.Repeat([]byte("\n"), bytes.Count(head, []byte("\n"))), data[len(head):]...)
}

func hasList(root ast.Node) bool {
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindList {
			return true
		}
	}
	return false
}

// under takes in a heading: those of its level and below it end.
func (d *document) under(n *ast.Heading) {
	d.above = slices.DeleteFunc(d.above, func(h heading) bool { return h.level >= n.Level })
	h := readHeading(d.inline(n), n.Level)
	h.level = n.Level
	d.above = append(d.above, h)
}

var (
	planned = regexp.MustCompile(`(?i)\b(goals?|to-?dos?|plans?|planned|next steps?|ideas?|backlog|someday)\b`)
	general = regexp.MustCompile(`(?i)\b(accomplishments?|achievements?|brag|wins?|highlights?|impact|growth|leadership|` +
		`mentor\w*|collaborat\w*|documentation|docs|communit\w*|learn\w*|feedback|misc\w*|other|notes?|summary|work|projects?|` +
		`team|company|building|culture|hiring|interview\w*|talks?|writing|outside|personal|review|log|diary|journal|year|without)\b`)
	called = regexp.MustCompile(`(?i)^project:?\s+`)
	dated  = regexp.MustCompile(`^(.+?)\s*(?:\s[-–—:·|(]\s*|[:·|(])\s*(.+?)\)?$`)
)

// readHeading says what a heading means: a date, a project, a date and a project, plans, or nothing.
func readHeading(words string, level int) heading {
	if when, ok := parseDay(words); ok {
		return heading{day: when}
	}
	if planned.MatchString(words) {
		return heading{skip: "left out, because it stands under “" + shortened(words, 60) + "”"}
	}
	var h heading
	if m := dated.FindStringSubmatch(words); m != nil { // "Ranker (Q3 2026)", "Nov 2026: Ranker"
		if when, ok := parseDay(m[2]); ok {
			h.day, words = when, m[1]
		} else if when, ok := parseDay(m[1]); ok {
			h.day, words = when, m[2]
		}
	}
	named := called.ReplaceAllString(words, "")
	if named != words || level > 1 && len(strings.Fields(words)) <= 3 && !general.MatchString(words) {
		h.project = projectNamed(named)
	}
	return h
}

// list reads the items of a list that is in no other win.
func (d *document) list(list *ast.List, depth int) {
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		words, below := d.item(n)
		own, _, _ := strings.Cut(words, "\n")
		if when, ok := parseDay(strings.TrimSuffix(own, ":")); ok && below != nil && depth == 0 {
			d.above = append(d.above, heading{level: 7, day: when})
			d.list(below, depth+1)
			d.above = d.above[:len(d.above)-1]
			continue
		}
		d.win(d.line(n), words)
	}
}

// item is all that an item says, and the list in it, if any.
func (d *document) item(n ast.Node) (words string, below *ast.List) {
	var all []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if list, ok := c.(*ast.List); ok {
			below = list
			if d.ours {
				continue
			}
		}
		if part := d.block(c); part != "" {
			all = append(all, part)
		}
	}
	return strings.Join(all, "\n"), below
}

// block is the text of a block and of all in it.
func (d *document) block(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
		return d.inline(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return strings.TrimRight(string(n.Lines().Value(d.source)), "\n")
	case *ast.HTMLBlock, *ast.ThematicBreak, *ast.LinkReferenceDefinition:
		return ""
	case *ast.ListItem:
		words, _ := d.item(n)
		return "- " + words
	}
	var all []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if part := d.block(c); part != "" {
			all = append(all, part)
		}
	}
	return strings.Join(all, "\n")
}

// inline is the text of what stands in a line: marks go, the addresses of links stay.
func (d *document) inline(n ast.Node) string {
	var out strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if !entering {
				return ast.WalkContinue, nil
			}
			out.Write(d.plain(n))
			if n.HardLineBreak() {
				out.WriteByte('\n')
			} else if n.SoftLineBreak() {
				out.WriteByte(' ')
			}
		case *ast.String:
			if entering {
				out.Write(n.Value)
			}
		case *ast.AutoLink:
			if entering {
				out.Write(n.URL(d.source))
			}
		case *ast.RawHTML:
			if entering && !bytes.HasPrefix(n.Segments.Value(d.source), []byte("<!--")) {
				out.Write(n.Segments.Value(d.source))
			}
		case *ast.Link:
			if !entering {
				d.address(&out, n.Destination)
			}
		case *ast.Image:
			if !entering {
				d.address(&out, n.Destination)
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(out.String())
}

// plain is a piece of text without its escapes; of code, as it stands.
func (d *document) plain(n *ast.Text) []byte {
	value := n.Value(d.source)
	if n.IsRaw() || n.Parent().Kind() == ast.KindCodeSpan {
		return value
	}
	return unescaped(value)
}

func unescaped(text []byte) []byte {
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(text)))
}

// address writes where a link leads, behind its words.
func (d *document) address(out *strings.Builder, destination []byte) {
	to := string(unescaped(destination))
	if to != "" && !strings.HasPrefix(to, "#") && !strings.HasSuffix(out.String(), to) {
		out.WriteString(" (" + to + ")")
	}
}

// line is where a block begins.
func (d *document) line(n ast.Node) int {
	for n != nil {
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			return d.lines.of(n.Lines().At(0).Start)
		}
		if n.FirstChild() == nil {
			n = n.NextSibling()
		} else {
			n = n.FirstChild()
		}
	}
	return 1
}

// leading is a date that a win begins with: "2026-11-23: …", "Nov 2026 – …", "(Q3 2026) …".
var leading = regexp.MustCompile(`^[(\[]?(\S.{0,30}?)(?:[)\]]:?\s+|:\s+|\s*·\s*|\s+[-–—|]\s+|\s*[–—]\s*)(\S(?s:.*))$`)

// trailing is a date that the first line of a win ends with: "… (Nov 2026)".
var trailing = regexp.MustCompile(`^.*[(\[]([^()\[\]]{4,30})[)\]]\.?$`)

// isoLeading is a whole day that nothing parts from the words behind it.
var isoLeading = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})\s+(\S(?s:.*))$`)

// win keeps what an item says, under the project and the date that it or the headings above it name.
func (d *document) win(line int, words string) {
	f := found{Line: line}
	var project string
	for _, h := range d.above {
		if h.skip != "" {
			d.note(line, h.skip)
			return
		}
		if h.project != "" {
			project = h.project
		}
		if h.day != (day{}) {
			f.day = h.day.in(f.day)
		}
	}
	switch rest, box := boxed(words); {
	case box == ' ':
		d.note(line, "left out, because its box is not ticked")
		return
	default:
		words = rest
	}
	f.Text = words
	if when, rest := d.dated(words, f.day); when != (day{}) {
		f.day, f.Text = when, rest
	}
	if f.day.year == 0 && f.day != (day{}) {
		d.bad.add(line, fmt.Sprintf("%q has no year, nor has a heading above it", f.day.written))
		return
	}
	if f.day.unsure {
		f.Date, f.day = f.day.written, day{}
	}
	if project != "" && len(writing.Read(f.Text).Projects) == 0 {
		f.Said.Project = &project
	}
	d.add(f)
}

// dated finds the date that an item itself has, and its words without it where it stands in front.
func (d *document) dated(words string, above day) (day, string) {
	for _, form := range []*regexp.Regexp{leading, isoLeading} {
		if m := form.FindStringSubmatch(words); m != nil {
			if when, ok := parseDay(m[1]); ok && when.in(above).year != 0 {
				return when.in(above), m[2]
			}
		}
	}
	first, _, _ := strings.Cut(words, "\n")
	if m := trailing.FindStringSubmatch(first); m != nil {
		if when, ok := parseDay(m[1]); ok && when.in(above).year != 0 {
			return when.in(above), words
		}
	}
	return day{}, words
}

// boxed takes the box of a task away: "[x] …".
func boxed(words string) (rest string, box byte) {
	if len(words) > 3 && words[0] == '[' && words[2] == ']' && words[3] == ' ' && strings.ContainsRune(" xX", rune(words[1])) {
		return strings.TrimSpace(words[4:]), words[1]
	}
	return words, 'x'
}
