package feedback

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"laurel/writing"
)

var (
	shortcodes   = regexp.MustCompile(`(?i)(^|[^\p{L}\p{N}_:/])(?::(?:[a-z][a-z0-9_+-]*|[+-]1):)+`)
	repeatedMark = regexp.MustCompile(`([!?])[!?]+`)
	spaces       = regexp.MustCompile(`[^\S\n]+`)
	blankLines   = regexp.MustCompile(`\s*\n\s*\n\s*`)
	quotes       = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‘", "'", "’", "'", "‚", "'")
)

// normalise takes from a text what tells its writer apart without saying anything: forms of characters, quotes, emoji,
// repeated marks, spaces; then links and handles. The same text always gives the same result, and a text that went
// through it stays as it is: one change can lay open another, so it goes on until there is none. Each pass leaves fewer
// characters beside the tokens, which ends it.
func normalise(text string) string {
	for {
		next := normaliseOnce(text)
		if next == text {
			return text
		}
		text = next
	}
}

func normaliseOnce(text string) string {
	text = strings.Map(dropEmoji, quotes.Replace(norm.NFKC.String(writing.Clean(text))))
	text = withoutTraces(shortcodes.ReplaceAllString(text, "$1"))
	text = repeatedMark.ReplaceAllString(text, "$1")
	return strings.TrimSpace(spaces.ReplaceAllString(text, " "))
}

func dropEmoji(r rune) rune {
	switch {
	case r == '\u200d', r == '\ufe0f', r == '\u20e3', r >= 0x1f3fb && r <= 0x1f3ff, unicode.Is(unicode.So, r) && r > 0x2100:
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
