package writing

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text safe to store and to show, without changing what it says: NUL and other control characters,
// invalid UTF-8, and characters that hide or reorder text (bidi controls, zero-width characters) are dropped,
// every kind of line ending becomes "\n", and white space at both ends goes. Tabs and the joiners inside emoji
// sequences stay. Cleaning a clean text returns it unchanged.
func Clean(text string) string {
	if clean(text) {
		return strings.TrimSpace(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	var last rune // the last one kept
	for i, r := range text {
		_, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			continue
		case r == '\n' && i > 0 && text[i-1] == '\r':
			continue // the "\r" before it was the line's end
		case r == '\r', r == '\u2028', r == '\u2029', r == '\u0085':
			r = '\n'
		case r == zeroWidthJoiner && joins(last, text[i+size:]):
		case hidden(r):
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return strings.TrimSpace(b.String())
}

// Hides tells whether [Clean] drops characters of a text: those that hide, turn text around, or are none.
func Hides(text string) bool { return Clean(text) != strings.TrimSpace(lineEnds.Replace(text)) }

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n")

const zeroWidthJoiner = '\u200d'

// clean says whether no character has to change; almost every text that people type passes here without a copy.
func clean(text string) bool {
	if !utf8.ValidString(text) {
		return false
	}
	for _, r := range text {
		if r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085' || hidden(r) {
			return false
		}
	}
	return true
}

func hidden(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r < 0x20, r >= 0x7f && r < 0xa0, r == 0xfffe, r == 0xffff:
		return true
	case r == 0xad, r == 0x61c, r == 0x180e: // soft hyphen, Arabic letter mark, Mongolian vowel separator
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0xfeff:
		return true
	case r >= 0xe0000 && r <= 0xe007f: // tag characters, which write invisible ASCII
		return true
	}
	return false
}

// joins says whether a zero-width joiner holds two halves of one emoji together ("man" + "laptop" is an engineer).
func joins(before rune, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	return pictorial(before) && pictorial(next)
}

func pictorial(r rune) bool {
	return unicode.Is(unicode.So, r) && r != utf8.RuneError || r == 0xfe0f || r >= 0x1f3fb && r <= 0x1f3ff
}
