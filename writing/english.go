package writing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// foreign says whether the text is in another language than English. It errs on the side of no: a short note like "AUC
// 0.82" has no word of any language.
func (p *passage) foreign() bool {
	words, ours, theirs, marked, terms, otherScript := 0, 0, 0, 0, 0, 0
	for i := range p.toks {
		t := &p.toks[i]
		if t.kind != word {
			continue
		}
		words++
		switch r, _ := utf8.DecodeRuneInString(p.text[t.start:]); {
		case !unicode.Is(unicode.Latin, r) && unicode.IsLetter(r):
			otherScript++
		case foreignWords[t.low] && !capitals(p.text[t.start:t.end]):
			theirs++
		case accented(t.low):
			theirs++
			marked++
		case len(vocabulary().forms[t.key]) > 0 && len(t.key) > 2:
			terms++
		case stopWords[t.low], englishWords[t.low], t.effect != none:
			ours++
		}
	}
	return otherScript*2 > words || theirs >= 2 && theirs > ours || marked > 0 && ours+terms == 0 && words >= 4
}

// capitals says whether a word is written in capitals, as EM and DER are.
func capitals(word string) bool { return len(word) > 1 && word == strings.ToUpper(word) }

// wordless says whether the text has no word in any language, and so says nothing.
func (p *passage) wordless() bool {
	return !slices.ContainsFunc(p.toks, func(t token) bool { return t.kind == word })
}

// accented says whether a word has a letter that English has only in names.
func accented(low string) bool {
	if low == "naïve" || low == "café" {
		return false
	}
	for _, r := range low {
		if r >= 0xc0 && unicode.IsLetter(r) && unicode.Is(unicode.Latin, r) {
			return true
		}
	}
	return false
}
