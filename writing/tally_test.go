package writing_test

import (
	"fmt"
	"math"
)

// A tally counts how often something was right.
type tally struct{ right, of int }

func (t *tally) add(right bool) {
	t.of++
	if right {
		t.right++
	}
}

func (t tally) percent() float64 { return 100 * float64(t.right) / float64(max(t.of, 1)) }

// interval is Wilson's at 95 %: unlike right ± twice the error it holds for few texts and for shares near 100 %.
// https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
func (t tally) interval() (low, high float64) {
	if t.of == 0 {
		return 0, 100
	}
	const z = 1.959964
	n, p := float64(t.of), float64(t.right)/float64(t.of)
	mid, half := p+z*z/(2*n), z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return 100 * (mid - half) / (1 + z*z/n), 100 * (mid + half) / (1 + z*z/n)
}

func (t tally) String() string {
	low, high := t.interval()
	return fmt.Sprintf("%.1f %% (%.1f–%.1f, of %d)", t.percent(), low, high, t.of)
}
