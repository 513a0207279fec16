package files

import (
	"bytes"
	"fmt"
	"regexp"
)

// What a Markdown file may have. goldmark's time grows with the square of each: people write less, and what has more was
// not written by people.
const (
	maxMarkdown  = 2 << 20   // bytes
	maxParagraph = 200 << 10 // bytes: a win of the longest text in any script is shorter
	maxBrackets  = 20_000
	maxNested    = 50
	maxIndent    = 4 * maxNested
)

// tangled says what keeps a Markdown file from being read in time, and in which line.
func tangled(data []byte) (line int, problem string) {
	if len(data) > maxMarkdown {
		return 1, fmt.Sprintf("the file has more than %d MB; split it", maxMarkdown>>20)
	}
	if bytes.Count(data, []byte("[")) > maxBrackets {
		return 1, fmt.Sprintf("the file has more than %s brackets; split it", grouped(maxBrackets))
	}
	paragraph := 0
	for text := range bytes.Lines(data) {
		line++
		text = bytes.TrimRight(text, "\r\n")
		inner := bytes.TrimLeft(text, " \t")
		if len(inner) == 0 || bytes.IndexByte([]byte("-*+#>0123456789"), inner[0]) >= 0 {
			paragraph = 0
		}
		paragraph += len(text)
		switch {
		case paragraph > maxParagraph:
			return line, fmt.Sprintf("a paragraph has more than %d KB", maxParagraph>>10)
		case len(text)-len(inner) > maxIndent, nested(inner) > maxNested:
			return line, "lists or quotations are nested too deep to be read"
		}
	}
	return 0, ""
}

var mark = regexp.MustCompile(`^(?:>|[-*+]|\d{1,9}[.)])[ \t]*`)

// nested counts the marks of lists and quotations that a line begins with.
func nested(line []byte) (n int) {
	for n <= maxNested {
		m := mark.Find(line)
		if m == nil {
			break
		}
		line = line[len(m):]
		n++
	}
	return n
}
