package writing_test

import (
	"strings"
	"testing"

	"laurel/writing"
)

// twoHundred is a win of 200 characters, as people write them.
const twoHundred = "Cut p99 latency of #ranker from 120 ms to 80 ms by moving the feature store reads to Redis, " +
	"checkout errors down 18%, CTR +2.1% in a two-week A/B test with 120k users; runbook in https://wiki.example/r42"

func BenchmarkRead(b *testing.B) {
	for name, text := range map[string]string{
		"win of 200 characters": twoHundred, "text of 2,000 characters": strings.Repeat(twoHundred+"\n", 10)[:2000], "longest message, 40000": strings.Repeat(twoHundred+"\n", 201)[:40_000],
		"German": "Die Latenz von #ranker ist von 120 ms auf 80 ms gesenkt und die Fehler sind um 18 % weniger",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				writing.Read(text)
			}
		})
	}
}

func BenchmarkClean(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		writing.Clean(twoHundred)
	}
}
