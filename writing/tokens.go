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
	filler         // what is left of a word that became part of a number
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
	joined     bool   // a hyphen or a slash ties it to the token before: "on-call", "top-3"
	spelled    bool   // a number written as a word
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
	if s.text[i] == 'x' && digitAt(s.text, i+1) { // x1.5
		if end, value, ok := numeral(s.text, i+1); ok && value < 20 && !letterAt(s.text, end) && !continues(s.text, end) {
			s.add(token{kind: number, start: i, end: end, key: s.text[i+1 : end], value: value, unit: "x"})
			return end
		}
	}
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
	if end+1 < len(s.text) && s.text[end] == '@' && (wordByte(s.text[end+1]) || s.text[end+1] == '[') {
		return s.cutoff(end)
	}
	return end
}

// cutoff reads "@10", "@k", "@0.5" or "@decile" after a metric's name as one word: "@k", "@t" or "@decile".
func (s *scanner) cutoff(i int) int {
	end, low := i+1, "@k"
	if s.text[end] == '[' { // mAP@[.5:.95]
		for end < len(s.text) && end < i+16 && s.text[end] != ']' {
			end++
		}
		end = min(end+1, len(s.text))
		s.add(token{kind: word, start: i, end: end, low: "@t", key: "@t"})
		return end
	}
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

var arrows = []string{"-->", "->", "=>", "→", "⇒", "➔", "➜", "⟶", "➡️", "➡"}

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
		if next, _ := utf8.DecodeRuneInString(s.text[end:]); end < len(s.text) && !unicode.IsSpace(next) {
			return end // inside a word, or more of the same
		}
		if n := len(s.tokens); r == '.' && n > 0 && s.tokens[n-1].end == i && abbreviations[s.tokens[n-1].low] {
			return end
		}
		low := "."
		if r == '?' && strings.HasPrefix(s.text[end:], " ") && (digitAt(s.text, end+1) || digitAt(s.text, end+2)) {
			low = ":" // "IoU on lane markings? 0.58 last spring"
		}
		s.add(token{kind: mark, start: i, end: end, low: low})
	case '\n', ';', '•', '。', '！', '？':
		s.add(token{kind: mark, start: i, end: end, low: "."})
	case '/':
		if i > 0 && end < len(s.text) && s.text[i-1] == ' ' && s.text[end] == ' ' {
			s.add(token{kind: mark, start: i, end: end, low: ","})
		}
	case '-': // " - " is a dash
		if i > 0 && end < len(s.text) && s.text[i-1] == ' ' && s.text[end] == ' ' {
			s.add(token{kind: mark, start: i, end: end, low: "—"})
		}
	case '@', ',', ':', '(', ')', '[', ']', '|', '=', '<', '±', '—', '–', '"', '“', '”':
		s.add(token{kind: mark, start: i, end: end, low: s.text[i:end]})
	default:
		if size > 2 && unicode.Is(unicode.So, r) { // an emoji ends what stands before it
			s.add(token{kind: mark, start: i, end: end, low: ","})
		}
	}
	return end
}

func (s *scanner) add(t token) {
	if t.kind == mark && t.low == "." {
		s.opens = true
	}
	if n := len(s.tokens); n > 0 && t.kind != mark && s.tokens[n-1].kind != mark && s.tokens[n-1].end+1 == t.start &&
		(s.text[t.start-1] == '-' || s.text[t.start-1] == '/' || s.text[t.start-1] == '&') {
		t.joined = true
	}
	s.tokens = append(s.tokens, t)
}
