package writing

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	word      kind = iota
	number         // with its sign, currency, multiplier and unit
	mark           // punctuation that matters to the sense
	reference      // a link, project or person
	opaque         // a date, a version, a time of day, a range: digits that are no measured value
)

// A token is one word, number or mark of the text.
type token struct {
	kind       kind
	start, end int
	low        string // a word in small letters; a mark's sign: "." ends a sentence, "→" is any arrow
	key        string // low without the plural's s and the genitive's 's, as the lexicon has it
	opens      bool   // the first word of a sentence, where a capital means nothing
	value      float64
	unit       string
	sign       int8
	effect     effect // set for words that tell of a change
}

// scanner cuts a text into tokens, once and from left to right.
type scanner struct {
	text   string
	tokens []token
	opens  bool
}

func scan(text string, spans []span) []token {
	s := scanner{text: text, opens: true, tokens: make([]token, 0, len(text)/5+4)}
	for i := 0; i < len(text); {
		if len(spans) > 0 && spans[0].start == i {
			s.add(token{kind: reference, start: i, end: spans[0].end})
			i, spans = spans[0].end, spans[1:]
			continue
		}
		i = max(s.next(i), i+1)
	}
	return s.tokens
}

// next reads what stands at i and returns where to go on.
func (s *scanner) next(i int) int {
	r, size := utf8.DecodeRuneInString(s.text[i:])
	switch {
	case unicode.IsLetter(r):
		return s.word(i)
	case digit(r), r == '.' && digitAt(s.text, i+1) && !digitBefore(s.text, i):
		return s.number(i, i, 0, "")
	case r == '+', r == '-', r == '−', r == '–', strings.ContainsRune("$€£¥₹", r) && size > 0 && r != utf8.RuneError:
		if end := s.signed(i); end > i {
			return end
		}
	}
	return s.mark(i, r, size)
}

// word reads letters and digits with inner apostrophes; "F0.5" and "v2.1.3" stay whole, "@10" after a word is a
// cut-off.
func (s *scanner) word(i int) int {
	end, digits := i, false
	for end < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[end:])
		switch {
		case unicode.IsLetter(r), unicode.Is(unicode.M, r):
		case unicode.IsNumber(r):
			digits = true
		case r == '\'' || r == '’':
			if !letterAt(s.text, end+size) {
				return s.addWord(i, end)
			}
		case r == '.' && digits && digitAt(s.text, end+1):
		default:
			return s.addWord(i, end)
		}
		end += size
	}
	return s.addWord(i, end)
}

func (s *scanner) addWord(i, end int) int {
	if end == i {
		return i
	}
	low := strings.ReplaceAll(strings.ToLower(s.text[i:end]), "’", "'")
	s.add(token{kind: word, start: i, end: end, low: low, key: singular(low), opens: s.opens})
	s.opens = false
	if end+1 < len(s.text) && s.text[end] == '@' && wordByte(s.text[end+1]) {
		return s.cutoff(end)
	}
	return end
}

// cutoff reads "@10", "@k", "@0.5" or "@decile" after a metric's name as one word: "@k", "@t" or "@decile".
func (s *scanner) cutoff(i int) int {
	end, low := i+1, "@k"
	for end < len(s.text) && (wordByte(s.text[end]) || s.text[end] == '.' && digitAt(s.text, end+1)) {
		if s.text[end] == '.' {
			low = "@t"
		}
		end++
	}
	if name := s.text[i+1 : end]; low == "@k" && !digitAt(name, 0) && !strings.EqualFold(name, "k") {
		low = strings.ToLower(s.text[i:end])
	}
	s.add(token{kind: word, start: i, end: end, low: low, key: low})
	return end
}

var arrows = []string{"-->", "->", "=>", "→", "⇒", "➔", "➜", "⟶"}

func (s *scanner) mark(i int, r rune, size int) int {
	for _, a := range arrows {
		if strings.HasPrefix(s.text[i:], a) {
			s.add(token{kind: mark, start: i, end: i + len(a), low: "→"})
			return i + len(a)
		}
	}
	end := i + size
	switch r {
	case '.', '!', '?':
		if r, _ := utf8.DecodeRuneInString(s.text[end:]); end < len(s.text) && !unicode.IsSpace(r) {
			return end // inside a word, or more of the same
		}
		s.add(token{kind: mark, start: i, end: end, low: "."})
	case '\n', ';', '•', '。', '！', '？':
		s.add(token{kind: mark, start: i, end: end, low: "."})
	case ',', ':', '(', ')', '[', ']', '|', '=', '<', '±', '—', '–', '"', '“', '”':
		s.add(token{kind: mark, start: i, end: end, low: s.text[i:end]})
	}
	return end
}

func (s *scanner) add(t token) {
	if t.kind == mark && t.low == "." {
		s.opens = true
	}
	s.tokens = append(s.tokens, t)
}

// singular takes off the plural's ending and the genitive. It is blunter than a stemmer on purpose: a stemmer folds
// "conversation" into "conversion", "expected" into "expectations" and "available" into "availability".
func singular(low string) string {
	low = strings.TrimSuffix(low, "'s")
	n := len(low)
	if n <= 3 || low[n-1] != 's' {
		return low
	}
	switch {
	case n > 4 && strings.HasSuffix(low, "ies"):
		return low[:n-3] + "y"
	case strings.HasSuffix(low, "sses"), strings.HasSuffix(low, "xes"), strings.HasSuffix(low, "ches"),
		strings.HasSuffix(low, "shes"):
		return low[:n-2]
	case strings.HasSuffix(low, "ss"), strings.HasSuffix(low, "us"), strings.HasSuffix(low, "is"):
		return low
	}
	return low[:n-1]
}

func letterAt(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(r)
}

// letters is the length of the letters that text starts with.
func letters(text string) int {
	for i, r := range text {
		if !unicode.IsLetter(r) {
			return i
		}
		if i > 24 {
			return i
		}
	}
	return len(text)
}
