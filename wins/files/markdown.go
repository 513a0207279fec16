package files

import (
	"fmt"
	"regexp"
	"strings"

	"laurel/wins"
)

// ours begins every Markdown file of ours, so that reading it back knows a win's details from its words.
const ours = "<!-- wins, written by laurel -->"

// markdown is the brag document.
func (b Book) markdown() []byte {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	line("%s\n# Wins of %s\n", ours, inert(b.Person))
	line("%s. Written on %s.%s", b.summary(), b.Today.Format("2 Jan 2006"), b.privacy())
	for _, c := range chapters(b.Wins) {
		title := "Without a project"
		if c.Project != "" {
			title = inert(c.Project)
		}
		line("\n## %s", title)
		if len(c.Stages) > 0 {
			line("\n%s", c.together())
		}
		for _, m := range c.Months {
			line("\n### %s\n", m.Name)
			for _, w := range m.Wins {
				b.item(line, w)
			}
		}
	}
	return []byte(out.String())
}

// privacy warns of what the document holds before it is handed on.
func (b Book) privacy() string {
	switch n := b.private(); n {
	case 0:
		return ""
	case 1:
		return " One of them is private: remove it before you pass this on."
	default:
		return " " + grouped(n) + " of them are private: remove them before you pass this on."
	}
}

func (b Book) item(line func(string, ...any), w wins.Win) {
	paragraphs := strings.Split(inertLines(b.named(w.Text)), "\n\n")
	line("- **%s** · %s", w.OccurredOn, strings.Join(paragraphs, "\n\n  "))
	for _, d := range b.details(w) {
		line("  - %s: %s", d.Name, inert(d.Text))
	}
}

var blankLines = regexp.MustCompile(`\n\s*\n`)

// inertLines keeps a text's lines and paragraphs, as they stand in a list item, and makes each inert.
func inertLines(text string) string {
	paragraphs := blankLines.Split(text, -1)
	for i, paragraph := range paragraphs {
		lines := strings.Split(paragraph, "\n")
		for j, l := range lines {
			lines[j] = inert(l)
		}
		paragraphs[i] = strings.Join(lines, "\\\n  ") // a backslash at the end is a line break
	}
	return strings.Join(paragraphs, "\n\n")
}

// address is a link as far as it can stand in a code span, which shows it and makes nothing of it.
var address = regexp.MustCompile("(?i)\\bhttps?://[^\\s<>\"`|]+")

// inert puts a text on one line and takes the meaning from all that Markdown, in any of its dialects, has one for.
func inert(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	var out strings.Builder
	for {
		at := address.FindStringIndex(text)
		if at == nil {
			break
		}
		link := strings.TrimRight(text[at[0]:at[1]], ".,;:!?)]}'") // what follows a link in a sentence
		out.WriteString(inertWords(text[:at[0]], out.Len() == 0) + "`" + link + "`")
		text = text[at[0]+len(link):]
	}
	out.WriteString(inertWords(text, out.Len() == 0))
	return out.String()
}

var (
	// marks mean something wherever they stand. An escaped @ and :// are no address; HTML needs its <.
	marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`,
		"$", `\$`, "@", `\@`, "://", `\://`, "www.", `www\.`, "WWW.", `WWW\.`, "Www.", `Www\.`, "&", "&amp;", "<", "&lt;")
	// begins is what means something at the beginning of a line: a heading, a quotation, a list, a rule, a definition.
	begins   = regexp.MustCompile(`^([#>+=:-])`)
	numbered = regexp.MustCompile(`^(\d+)([.)])`)
)

func inertWords(text string, first bool) string {
	text = marks.Replace(text)
	if !first {
		return text
	}
	return numbered.ReplaceAllString(begins.ReplaceAllString(text, `\$1`), `$1\$2`)
}
