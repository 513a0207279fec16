package writing

import (
	"unicode"
	"unicode/utf8"
)

// english says whether the text is one that the rules can read. It errs on the side of yes: a short note like "AUC 0.82"
// has no word of any language. A text without any word says nothing.
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

// englishWords are frequent ones that stopWords leaves out.
var englishWords = set("up down out about over under only nearly almost one two three great first")

// foreignWords are frequent in a language that is not English and (nearly) unknown in English.
var foreignWords = set(`der das und nicht ein eine einen für mit auf von wir ist zu den dem sind um bei nach wurde haben
	le les des est et pour une du dans avec sur nous sont aux qui que un la el los las del para con por más hemos ha
	una se su como il di della che per non sono abbiamo nel gli den det och att som är för av på vi har med til
	het een van voor zijn op bij niet wij o os da em não uma com na no para dos się nie jest w z do dla że`)
