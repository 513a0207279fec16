package view

import (
	"strings"

	"laurel/writing"
)

// metricsLine says in words what numbers were read: "p99 latency 120 → 80 ms (33 % lower, better)".
func metricsLine(metrics []writing.Metric) string {
	parts := make([]string, 0, len(metrics))
	for _, m := range metrics {
		parts = append(parts, m.Words())
	}
	return strings.Join(parts, " · ")
}
