package feedback

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"laurel/writing"
)

// linkToken stands where a link, handle, file or ticket was that would lead back to whoever wrote it.
const linkToken = "[link]"

// traces are what leads from a text to its writer. Project names (#ranker) stay: without them a sentence says nothing.
var traces = []*regexp.Regexp{
	regexp.MustCompile(`<(?:https?://|mailto:|@|#|!)[^>\s][^>]*>`),                      // Slack's own markup
	regexp.MustCompile(`(?i)\b(?:https?|ftp)://\S+|\bwww\.\S+`),                         // links
	regexp.MustCompile(`(?i)[\w.+-]+@[\w-]+(?:\.[\w-]+)+`),                              // addresses
	regexp.MustCompile(`(^|[^\w])@[\p{L}\d][\p{L}\d._-]*`),                              // handles
	regexp.MustCompile(`(?i)\b(?:PR|MR|pull request|ticket|issue)s?\s*[#!]?\d+\b`),      // numbers of changes
	regexp.MustCompile(`(^|\s)[#!]\d+\b`),                                               // the same, short
	regexp.MustCompile(`\b[A-Z][A-Z0-9]{1,9}-\d{3,6}\b`),                                // ticket ids
	regexp.MustCompile(`(?i)\b[\w-]+\.(?:pdf|docx?|xlsx?|pptx?|csv|ipynb|png|jpe?g)\b`), // file names
}

var (
	shortcode    = regexp.MustCompile(`(^|\s):[a-z][a-z0-9_+-]*:`)
	repeatedMark = regexp.MustCompile(`([!?])[!?]+`)
	spaces       = regexp.MustCompile(`[^\S\n]+`)
	blankLines   = regexp.MustCompile(`\s*\n\s*\n\s*`)
	quotes       = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‘", "'", "’", "'", "‚", "'")
)

// normalise takes from a text what tells its writer apart without saying anything: forms of characters, quotes, emoji,
// repeated marks, spaces; then links and handles. The same text always gives the same result.
func normalise(text string) string {
	text = quotes.Replace(norm.NFKC.String(writing.Clean(text)))
	text = strings.Map(dropEmoji, shortcode.ReplaceAllString(text, "$1"))
	for _, trace := range traces {
		if trace.NumSubexp() > 0 {
			text = trace.ReplaceAllString(text, "${1}"+linkToken)
			continue
		}
		text = trace.ReplaceAllLiteralString(text, linkToken)
	}
	text = repeatedMark.ReplaceAllString(text, "$1")
	return strings.TrimSpace(spaces.ReplaceAllString(text, " "))
}

func dropEmoji(r rune) rune {
	switch {
	case r == '\u200d', r == '\ufe0f', r >= 0x1f3fb && r <= 0x1f3ff, unicode.Is(unicode.So, r) && r > 0x2100:
		return -1
	}
	return r
}

// paragraphs splits a normalised text where a line is empty; each part is shuffled on its own.
func paragraphs(text string) (parts []string) {
	for _, part := range blankLines.Split(text, -1) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}
