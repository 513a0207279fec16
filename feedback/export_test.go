package feedback

import "io"

// Shuffled lets a test draw orders of n parts from a source of its own.
func Shuffled(random io.Reader, n int) ([]int, error) {
	parts := make([]part, n)
	for i := range parts {
		parts[i].Owner = string(rune(i))
	}
	err := shuffle(random, parts)
	order := make([]int, n)
	for i, p := range parts {
		order[i] = int([]rune(p.Owner)[0])
	}
	return order, err
}

// Normalise and Paragraphs are what a text goes through before it is pooled.
var (
	Normalise  = normalise
	Paragraphs = paragraphs
)
