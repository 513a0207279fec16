package writing_test

import (
	"strings"
	"testing"
	"time"

	"laurel/writing"
)

// hostile are texts that look for quadratic loops: each is a pattern that one of the rules starts on and cannot
// finish.
var hostile = map[string]string{
	"prose": rankerWin + " ", "numbers": "1 ", "from": "from 1 ", "to": "1 to ", "metrics": "AUC ", "brackets": "<",
	"links": "http://a ", "hashes": "#a", "at signs": "a@", "commas": "1,", "dots": "1.", "verbs": "cut ", "by": "by ",
	"reversed": "1 was ", "nouns": "errors of ", "apostrophes": "a'", "halved": "halved ", "levels": "AUC 1 ",
	"signs":    "+-",
	"one word": "a", "digits": "7", "arrows": "1→", "percentages": "3% fewer ", "open brackets": "<http://a|",
	"joiners": "👩\u200d💻", "wide": "语", "marks": "e\u0301", "controls": "\x00\xff", "parentheses": "http://a/())",
}

// A quadratic rule needs 64 times as long for eight times the text; the best of three and a wide margin keep a busy
// machine from failing the test.
func TestReadTakesTimeInProportionToTheText(t *testing.T) {
	for name, unit := range hostile {
		t.Run(name, func(t *testing.T) {
			took := func(size int) time.Duration {
				text := strings.Repeat(unit, size/len(unit))
				best := time.Hour
				for range 3 {
					start := time.Now()
					writing.Read(text)
					writing.Clean(text)
					best = min(best, time.Since(start))
				}
				return best
			}
			short, long := took(5_000), took(40_000)
			if long > 100*time.Millisecond && long > 30*short {
				t.Errorf("5,000 characters take %v, 40,000 take %v", short, long)
			}
			t.Logf("5,000: %v, 40,000: %v", short, long)
		})
	}
}
