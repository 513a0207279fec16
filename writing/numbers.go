package writing

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// signed reads a number with a sign or currency before it ("+0.4", "−$12", "€3"); i itself when there is none.
func (s *scanner) signed(i int) int {
	sign, unit, j := int8(0), "", i
	r, size := utf8.DecodeRuneInString(s.text[j:])
	if r == '+' || r == '-' || r == '−' || r == '–' {
		if i > 0 && (wordByte(s.text[i-1]) && s.text[i-1] < utf8.RuneSelf || s.text[i-1] == ')') {
			return i // a hyphen or a range
		}
		sign = map[bool]int8{true: 1, false: -1}[r == '+']
		j += size
		_, size = utf8.DecodeRuneInString(s.text[j:])
	}
	if name, ok := spelled[s.text[j:j+size]]; ok && money(name) {
		unit = name
		j += size
	}
	if !digitAt(s.text, j) && (!strings.HasPrefix(s.text[j:], ".") || !digitAt(s.text, j+1)) {
		return i
	}
	return s.number(i, j, sign, unit)
}

// number reads digits at j (the token starts at i, with its sign), then multiplier and unit. Digits that go on as
// a date, a version, a time or a range are opaque; digits that go on as letters ("5xx", "99th") are a word.
func (s *scanner) number(i, j int, sign int8, unit string) int {
	end, value, ok := numeral(s.text, j)
	if !ok || continues(s.text, end) {
		for end < len(s.text) && (digitAt(s.text, end) || continues(s.text, end)) {
			_, size := utf8.DecodeRuneInString(s.text[end:])
			end += size
		}
		s.add(token{kind: opaque, start: i, end: end})
		return end
	}
	end, value = multiplied(s.text, end, value, unit != "")
	if unit == "" {
		var n int
		unit, n = unitAt(s.text[end:])
		end += n
	}
	if letterAt(s.text, end) {
		return s.word(j)
	}
	if n, minutes := minutesAt(s.text[end:]); n > 0 && measureOf(unit) == units["h"] && value == math.Trunc(value) {
		end, value, unit = end+n, value*60+minutes, "min"
	}
	s.add(token{kind: number, start: i, end: end, key: s.text[j:end], value: value, unit: unit, sign: sign})
	return end
}

// numeral reads digits with thousands' commas, a decimal point and an exponent.
func numeral(text string, i int) (end int, value float64, ok bool) {
	end = i
	for digitAt(text, end) || commaGroup(text, i, end) {
		end++
	}
	if strings.HasPrefix(text[end:], ".") && digitAt(text, end+1) {
		for end++; digitAt(text, end); end++ {
		}
	}
	if e := end; strings.HasPrefix(text[e:], "e-") && digitAt(text, e+2) {
		for end = e + 2; digitAt(text, end); end++ {
		}
	}
	if end-i > 24 {
		return end, 0, false
	}
	value, err := strconv.ParseFloat(strings.ReplaceAll(text[i:end], ",", ""), 64)
	return end, value, err == nil
}

// commaGroup says whether the comma at i separates thousands: three digits follow, and no fourth.
func commaGroup(text string, start, i int) bool {
	return i > start && i < len(text) && text[i] == ',' &&
		digitAt(text, i+1) && digitAt(text, i+2) && digitAt(text, i+3) && !digitAt(text, i+4)
}

// continues says whether digits that end at i go on as a date, time, version, range or fraction.
func continues(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	return (r == '-' || r == '–' || r == '/' || r == ':' || r == '.' || r == ',') && digitAt(text, i+size)
}

// multiplied applies "k", "M", "million"; a small "m" is a million after a currency and minutes otherwise.
func multiplied(text string, end int, value float64, money bool) (int, float64) {
	gap := 0
	if strings.HasPrefix(text[end:], " ") {
		gap = 1
	}
	n := letters(text[end+gap:])
	factor, ok := multipliers[text[end+gap:end+gap+n]]
	if money && text[end:end+n] == "m" {
		return end + n, value * 1e6
	}
	if !ok || gap == 1 && n < 4 { // "3 million", "3M", but not "3 k"
		return end, value
	}
	return end + gap + n, value * factor
}

// minutesAt reads the minutes after whole hours: "1h 40", "1 h 40 min".
func minutesAt(text string) (n int, minutes float64) {
	if strings.HasPrefix(text, " ") {
		n = 1
	}
	if !digitAt(text, n) || !digitAt(text, n+1) || digitAt(text, n+2) || text[n] > '5' {
		return 0, 0
	}
	minutes = float64(text[n]-'0')*10 + float64(text[n+1]-'0')
	n += 2
	if continues(text, n) || strings.HasPrefix(text[n:], "%") {
		return 0, 0
	}
	if unit, size := unitAt(text[n:]); size > 0 {
		return map[bool]int{true: n + size}[measureOf(unit) == units["min"]], minutes
	}
	return n, minutes
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

func digitAt(text string, i int) bool { return i < len(text) && digit(rune(text[i])) }

func digitBefore(text string, i int) bool { return i > 0 && digitAt(text, i-1) }
