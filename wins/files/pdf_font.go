package files

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// missing stands for words that the font has no letters for: never a row of boxes.
const missing = "[…]"

// drawn is a text as the PDF's font can draw it.
func drawn(text string) string {
	text, _ = drawable(text)
	return text
}

// drawable leaves emoji out and puts […] for each run of other characters that the font lacks; lost tells that there
// were such. The font has Latin, Greek and Cyrillic letters: https://go.dev/blog/go-fonts
func drawable(text string) (out string, lost bool) {
	text = norm.NFC.String(text) // a letter and its accent apart have no glyph, together they do
	var b strings.Builder
	gap := false // the last thing written is missing
	for _, r := range text {
		switch {
		case r == '\n' || r == ' ':
			b.WriteRune(r)
			gap = gap && r == ' '
		case r == '\t' || unicode.IsSpace(r):
			b.WriteByte(' ')
		case emoji(r):
		case glyph(r):
			b.WriteRune(r)
			gap = false
		case !gap:
			b.WriteString(missing)
			gap, lost = true, true
		}
	}
	return strings.TrimSpace(doubled.ReplaceAllString(b.String(), "$1 ")), lost
}

// doubled are the spaces that stand on both sides of what was left out.
var doubled = regexp.MustCompile(`(\S) {2,}`)

// emoji are pictures and what joins and colours them: a sentence says the same without.
func emoji(r rune) bool {
	return r >= 0x1f000 && r <= 0x1faff || r == 0x200d || r >= 0xfe00 && r <= 0xfe0f || r == 0x20e3 ||
		r >= 0xe0000 && r <= 0xe01ef || r >= 0x2600 && r <= 0x27bf || r >= 0x2b00 && r <= 0x2bff
}

var goFont = sync.OnceValue(func() *sfnt.Font {
	font, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		panic(err) // it is compiled in
	}
	return font
})

// glyph tells whether the font has the character.
func glyph(r rune) bool {
	index, err := goFont().GlyphIndex(nil, r)
	return err == nil && index != 0
}

func shortened(text string, limit int) string {
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit-1]) + "…"
	}
	return text
}
