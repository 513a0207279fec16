package writing

import (
	"math"
	"slices"
)

// An example is one text for one question: what it has, which answer is right, and how much it counts.
type example struct {
	features []feature
	answer   int
	counts   float64
}

// How the weights are learned. Single words are worth less than lists of words, and what stands in one text only is
// left out; L2 keeps weights small. The figures were chosen by cross-validation.
const (
	ridge  = 0.0007
	rounds = 250
	rarest = 2
)

var worth = map[string]float64{"b": .2, "h": .3, "w": .4, "n": .4}

// logistic learns multinomial logistic regression by Nesterov's gradient descent from zero, the same way each time:
// https://en.wikipedia.org/wiki/Multinomial_logistic_regression
func logistic(list []example, answers int) map[string][]float64 {
	names, index := frequent(list)
	rows, all, longest := matrix(list, names, index)
	w, v, g := grid(len(names), answers), grid(len(names), answers), grid(len(names), answers)
	step, p := 1/(longest/4+ridge), make([]float64, answers)
	for range rounds {
		for i := range w {
			for c := range answers {
				w[i][c] += .9 * v[i][c]
				g[i][c] = ridge * w[i][c]
			}
		}
		for r, row := range rows {
			chances(w, row, p)
			p[list[r].answer]--
			for _, x := range row {
				for c := range p {
					g[x.at][c] += float64(list[r].counts / all * p[c] * x.value)
				}
			}
		}
		for i := range w {
			for c := range answers {
				d := float64(-step * g[i][c])
				w[i][c] += d
				v[i][c] = float64(.9*v[i][c]) + d
			}
		}
	}
	learned := map[string][]float64{}
	for i, name := range names {
		for c := range w[i] {
			w[i][c] *= worthOf(name)
		}
		learned[name] = w[i]
	}
	return learned
}

// frequent gives the features that stand in enough examples, sorted.
func frequent(list []example) (names []string, index map[string]int) {
	count := map[string]int{}
	for _, e := range list {
		for _, f := range e.features {
			if count[f.name]++; count[f.name] == rarest {
				names = append(names, f.name)
			}
		}
	}
	slices.Sort(names)
	index = map[string]int{}
	for i, name := range names {
		index[name] = i
	}
	return names, index
}

type cell struct {
	at    int
	value float64
}

// matrix gives the examples as sparse rows, what they count together, and the longest row's square.
func matrix(list []example, names []string, index map[string]int) (rows [][]cell, all, longest float64) {
	for _, e := range list {
		row, square := []cell{}, 0.0
		for _, f := range e.features {
			if i, ok := index[f.name]; ok {
				value := f.value * worthOf(names[i])
				row, square = append(row, cell{i, value}), square+float64(value*value)
			}
		}
		rows, all, longest = append(rows, row), all+e.counts, max(longest, square)
	}
	return rows, all, longest
}

func chances(w [][]float64, row []cell, p []float64) {
	clear(p)
	for _, x := range row {
		for c := range p {
			p[c] += float64(w[x.at][c] * x.value)
		}
	}
	top, sum := slices.Max(p), 0.0
	for c := range p {
		p[c] = math.Exp(p[c] - top)
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
}

func worthOf(name string) float64 {
	for i := range name {
		if name[i] == ':' {
			if w, ok := worth[name[:i]]; ok {
				return w
			}
			break
		}
	}
	return 1
}

func grid(rows, columns int) [][]float64 {
	g := make([][]float64, rows)
	for i := range g {
		g[i] = make([]float64, columns)
	}
	return g
}
