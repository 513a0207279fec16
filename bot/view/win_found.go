package view

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/slack-go/slack"

	"laurel/writing"
)

const (
	around    = 60  // how many characters are shown on each side of a word that was found
	wholeText = 240 // up to how many a text is shown whole
	maxPieces = 3   // of a text are shown
)

// stretch is a part of a text, from one rune up to another.
type stretch struct{ from, to int }

// excerpt shows where words stand in a text: the whole text if it is short, otherwise what is around the first of each.
// The words themselves are bold.
func excerpt(text string, words []string) *slack.RichTextBlock {
	runes := []rune(strings.Join(strings.Fields(writing.Clean(text)), " "))
	hits, firsts := found(runes, words)
	var elements []slack.RichTextSectionElement
	add := func(text string, bold bool) {
		if text != "" {
			elements = append(elements, styled(text, bold))
		}
	}
	last := 0
	for _, piece := range pieces(len(runes), firsts) {
		piece = widened(runes, piece)
		piece.from = max(piece.from, last)
		switch {
		case piece.from > last && last == 0:
			add("… ", false)
		case piece.from > last:
			add(" … ", false)
		}
		at := piece.from
		for _, hit := range hits {
			if hit.from >= at && hit.to <= piece.to {
				add(string(runes[at:hit.from]), false)
				add(string(runes[hit.from:hit.to]), true)
				at = hit.to
			}
		}
		add(string(runes[at:piece.to]), false)
		last = piece.to
	}
	if last < len(runes) {
		add(" …", false)
	}
	return slack.NewRichTextBlock("", &slack.RichTextQuote{Type: slack.RTEQuote, Elements: elements})
}

func styled(text string, bold bool) *slack.RichTextSectionTextElement {
	var style *slack.RichTextSectionTextStyle
	if bold {
		style = &slack.RichTextSectionTextStyle{Bold: true}
	}
	return slack.NewRichTextSectionTextElement(text, style)
}

// found are the places of the words in a text, in their order and apart from each other, and the first place of each.
func found(text []rune, words []string) (hits, firsts []stretch) {
	lower := lowered(text)
	for _, word := range words {
		w, first := lowered([]rune(word)), true
		for i := 0; len(w) > 0 && i+len(w) <= len(lower); i++ {
			if !slices.Equal(lower[i:i+len(w)], w) {
				continue
			}
			hit := stretch{i, i + len(w)}
			hits = append(hits, hit)
			if first {
				firsts, first = append(firsts, hit), false
			}
			i += len(w) - 1
		}
	}
	order := func(a, b stretch) int { return cmp.Or(a.from-b.from, b.to-a.to) }
	slices.SortFunc(hits, order)
	slices.SortFunc(firsts, order)
	end := 0
	hits = slices.DeleteFunc(hits, func(h stretch) bool {
		if h.from < end {
			return true
		}
		end = h.to
		return false
	})
	return hits, firsts
}

// lowered is as the search compares: rune by rune, so that places stay.
func lowered(text []rune) []rune {
	lower := make([]rune, len(text))
	for i, r := range text {
		lower[i] = unicode.ToLower(r)
	}
	return lower
}

// pieces are the parts of a text that are shown: what is around the first hits, or the beginning where there is none.
func pieces(length int, firsts []stretch) (shown []stretch) {
	if length <= wholeText || len(firsts) == 0 {
		return []stretch{{0, min(length, wholeText)}}
	}
	for _, hit := range firsts[:min(len(firsts), maxPieces)] {
		s := stretch{max(0, hit.from-around), min(length, hit.to+around)}
		if n := len(shown); n > 0 && s.from <= shown[n-1].to+1 {
			shown[n-1].to = max(shown[n-1].to, s.to)
			continue
		}
		shown = append(shown, s)
	}
	return shown
}

// widened is a part of a text up to the next white space, so that no word is cut, unless it is a very long one.
func widened(text []rune, s stretch) stretch {
	const most = 20
	for n := 0; n < most && s.from > 0 && text[s.from-1] != ' '; n++ {
		s.from--
	}
	for n := 0; n < most && s.to < len(text) && text[s.to] != ' '; n++ {
		s.to++
	}
	return s
}

// namedAll writes mentions out in words that are looked for, as the text is shown with names.
func namedAll(words []string, names map[string]string) []string {
	named := make([]string, len(words))
	for i, word := range words {
		named[i] = Named(word, names)
	}
	return named
}

// quotedWords puts several words that are looked for as one into quotation marks.
func quotedWords(words []string) []string {
	shown := make([]string, len(words))
	for i, word := range words {
		shown[i] = word
		if strings.Contains(word, " ") {
			shown[i] = "“" + word + "”"
		}
	}
	return shown
}
