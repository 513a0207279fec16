package writing

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// singular takes off the plural's ending and the genitive. It is blunter than a stemmer on purpose: a stemmer folds
// "conversation" into "conversion", "expected" into "expectations" and "available" into "availability".
func singular(low string) string {
	low = american(strings.TrimSuffix(low, "'s"))
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

// american folds British spelling, so that both find the same term: "labelling", "optimised".
func american(low string) string {
	for _, ending := range [...]string{"isation", "ise", "ised", "ising", "iser"} {
		if n := len(low) - len(ending); n > 3 && strings.HasSuffix(low, ending) {
			return low[:n] + "iz" + ending[2:]
		}
	}
	if strings.HasPrefix(low, "labell") || strings.HasPrefix(low, "modell") || strings.HasPrefix(low, "relabell") {
		return strings.Replace(low, "ll", "l", 1)
	}
	return low
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
