package writing

import (
	"unicode"
	"unicode/utf8"
)

// english says whether the text is one that the rules can read. It errs on the side of yes: a short note like "AUC
// 0.82" has no word of any language. A text without any word says nothing.
func (p *passage) english() bool {
	words, ours, theirs, otherScript := 0, 0, 0, 0
	for i := range p.toks {
		t := &p.toks[i]
		if t.kind != word {
			continue
		}
		words++
		switch r, _ := utf8.DecodeRuneInString(p.text[t.start:]); {
		case !unicode.Is(unicode.Latin, r) && unicode.IsLetter(r):
			otherScript++
		case foreignWords[t.low]:
			theirs++
		case stopWords[t.low], englishWords[t.low]:
			ours++
		}
	}
	return words > 0 && otherScript*2 <= words && (theirs < 2 || theirs <= ours)
}
