package reviews

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"laurel/people"
	"laurel/wins"
)

// evidence is a win as codes look at it.
type evidence struct {
	competencies []string
	stages       []string
	with         []people.Role // the functions of witnesses and contributors
	words        string        // in small letters, without links: a page on a wiki doesn't make it documentation
}

func inView(win wins.Win, known map[string]people.Person) evidence {
	seen := evidence{stages: win.Stages, words: win.Text + " " + win.Impact}
	for _, score := range win.Competencies {
		seen.competencies = append(seen.competencies, score.ID)
	}
	if win.Competency != "" {
		seen.competencies = append(seen.competencies, win.Competency)
	}
	for _, id := range win.With() {
		seen.with = append(seen.with, known[id].Role)
	}
	for _, witness := range win.Witnesses {
		seen.with = append(seen.with, known[witness.Person].Role)
	}
	for _, link := range win.Links {
		seen.words = strings.ReplaceAll(seen.words, link, "")
	}
	seen.words = strings.ToLower(seen.words)
	return seen
}

// covers tells whether a win falls under a code. A win in which no competency or stage was read isn't kept out by that,
// where the code has terms of its own to know it by.
func (c *Code) covers(win evidence) bool {
	byTerms := len(c.Terms) > 0
	if !overlap(c.Competencies, win.competencies) && (len(win.competencies) > 0 || !byTerms) {
		return false
	}
	if len(c.Stages) > 0 && !overlap(c.Stages, win.stages) && (len(win.stages) > 0 || !byTerms) {
		return false
	}
	if !byTerms && len(c.With) == 0 || overlap(c.With, win.with) {
		return true
	}
	return slices.ContainsFunc(c.Terms, func(term string) bool { return startsWordIn(win.words, term) })
}

func overlap[T comparable](x, y []T) bool {
	return slices.ContainsFunc(x, func(v T) bool { return slices.Contains(y, v) })
}

// startsWordIn tells whether a term begins a word of text. A term of up to three letters must be all of it: "ci" is not
// in "circle".
func startsWordIn(text, term string) bool {
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) } // RuneError (an end) is neither
	for from := 0; ; from += len(term) {
		i := strings.Index(text[from:], term)
		if i < 0 {
			return false
		}
		from += i
		before, _ := utf8.DecodeLastRuneInString(text[:from])
		after, _ := utf8.DecodeRuneInString(text[from+len(term):])
		if !inWord(before) && (len(term) > 3 || !inWord(after)) {
			return true
		}
	}
}
