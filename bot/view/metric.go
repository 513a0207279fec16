package view

import (
	"strconv"
	"strings"

	"laurel/writing"
)

// metricsLine says in words what numbers were read: "p99 latency 120 → 80 ms (33 % lower, better)".
func metricsLine(metrics []writing.Metric) string {
	parts := make([]string, 0, len(metrics))
	for _, m := range metrics {
		parts = append(parts, metricWords(m))
	}
	return strings.Join(parts, " · ")
}

func metricWords(m writing.Metric) string {
	name := m.Name
	if name == "" {
		name = m.Raw
	}
	var b strings.Builder
	b.WriteString(name)
	switch {
	case m.From != nil && m.To != nil:
		b.WriteString(" " + figure(*m.From) + " → " + figure(*m.To) + unit(m.Unit))
		b.WriteString(aside(relative(*m.From, *m.To, m.Unit), m.Better))
	case m.Change != nil:
		b.WriteString(" " + figure(abs(*m.Change)) + unit(m.Unit) + direction(m.Direction))
		b.WriteString(aside("", m.Better))
	case m.To != nil:
		b.WriteString(" " + figure(*m.To) + unit(m.Unit))
	}
	return b.String()
}

// relative says how much a number moved: "33 % lower". Percentages are not compared with percentages: nobody could tell
// per cent from percentage points then.
func relative(from, to float64, unit string) string {
	if from == 0 || from == to || unit == "%" || unit == "pp" || (from < 0) != (to < 0) {
		return ""
	}
	change := (to - from) / abs(from) * 100
	word := "lower"
	if change > 0 {
		word = "higher"
	}
	return strconv.FormatFloat(abs(change), 'f', 0, 64) + " % " + word
}

func aside(change string, better *bool) string {
	var parts []string
	if change != "" {
		parts = append(parts, change)
	}
	if better != nil && *better {
		parts = append(parts, "better")
	} else if better != nil {
		parts = append(parts, "worse")
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

func direction(d string) string {
	switch d {
	case "up":
		return " higher"
	case "down":
		return " lower"
	default:
		return ""
	}
}

func unit(u string) string {
	if u == "" {
		return ""
	}
	return " " + u
}

func figure(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func abs(f float64) float64 {
	if f < 0 {
		return -f
	}
	return f
}
