package reviews

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"laurel/people"
	"laurel/wins"
)

// covers tells whether a win falls under a code. A win in which no competency or stage was read isn't kept out by that,
// where the code has terms of its own to know it by.
func (c Code) covers(win wins.Win, known map[string]people.Person) bool {
	byTerms := len(c.Terms) > 0
	if read := competencies(win); !overlap(c.Competencies, read) && (len(read) > 0 || !byTerms) {
		return false
	}
	if len(c.Stages) > 0 && !overlap(c.Stages, win.Stages) && (len(win.Stages) > 0 || !byTerms) {
		return false
	}
	if !byTerms && len(c.With) == 0 {
		return true
	}
	withPerson := func(id string) bool { return slices.Contains(c.With, known[id].Role) }
	return slices.ContainsFunc(c.Terms, startsWordIn(words(win))) ||
		slices.ContainsFunc(win.Contributors, withPerson) ||
		slices.ContainsFunc(win.Witnesses, func(w wins.Witness) bool { return withPerson(w.Person) })
}

func competencies(win wins.Win) (ids []string) {
	for _, score := range win.Competencies {
		ids = append(ids, score.ID)
	}
	if win.Competency != "" && !slices.Contains(ids, win.Competency) {
		ids = append(ids, win.Competency)
	}
	return ids
}

func overlap(x, y []string) bool {
	return slices.ContainsFunc(x, func(id string) bool { return slices.Contains(y, id) })
}

// words is a win's text in small letters without its links: a page on a wiki doesn't make it documentation.
func words(win wins.Win) string {
	text := win.Text + " " + win.Win + " " + win.Impact
	for _, link := range win.Links {
		text = strings.ReplaceAll(text, link, "")
	}
	return strings.ToLower(text)
}

// startsWordIn tells which terms begin a word of text. Terms of up to three letters must be all of it: "ci" is not in
// "circle".
func startsWordIn(text string) func(term string) bool {
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) } // not of utf8.RuneError: the text's ends
	return func(term string) bool {
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
}
