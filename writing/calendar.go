package writing

import (
	"slices"
	"strings"
)

// backwards says whether the words behind the first number name a later quarter or month than those behind the second.
func (p *passage) backwards(first, second []string) bool {
	a, b := whenOf(first), whenOf(second)
	return a > 0 && b > 0 && a > b && a-b < 7
}

// whenOf is the number of the month, or of the quarter's first month, that the words name; 0 if they name none.
func whenOf(words []string) int {
	for _, w := range words {
		if n := slices.Index(calendar, w[:min(3, len(w))]); n >= 0 && (months[w] || w == "may") {
			return n + 1
		}
		if len(w) == 2 && w[0] == 'q' && w[1] >= '1' && w[1] <= '4' {
			return int(w[1]-'1')*3 + 1
		}
	}
	return 0
}

var calendar = strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec")

// timed says whether the words tell when.
func timed(words []string) bool {
	return hasAny(words, dated) || hasAny(words, months) || hasAny(words, mayMonth)
}

var mayMonth = set("may")
