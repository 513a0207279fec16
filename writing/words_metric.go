package writing

import (
	"math"
	"strconv"
	"strings"
)

// Words says a metric as people say it: "p99 latency 120 → 80 ms (33 % lower, better)".
func (m Metric) Words() string {
	name := m.Name
	if name == "" {
		name = m.Raw
	}
	var b strings.Builder
	b.WriteString(name)
	switch {
	case m.From != nil && m.To != nil:
		b.WriteString(" " + figure(*m.From) + " → " + figure(*m.To) + spaced(m.Unit))
		b.WriteString(aside(relative(*m.From, *m.To, m.Unit), m.Better))
	case m.Change != nil && m.Unit == "x":
		b.WriteString(directions[m.Direction] + " by a factor of " + figure(math.Abs(*m.Change)) + aside("", m.Better))
	case m.Change != nil:
		b.WriteString(" " + figure(math.Abs(*m.Change)) + spaced(m.Unit) + directions[m.Direction])
		b.WriteString(aside("", m.Better))
	case m.To != nil:
		b.WriteString(" " + figure(*m.To) + spaced(m.Unit))
	}
	return b.String()
}

var directions = map[string]string{"up": " higher", "down": " lower"}

// relative says how much a number moved: "33 % lower". Percentages are not compared with percentages: nobody could tell
// per cent from percentage points then.
func relative(from, to float64, unit string) string {
	if from == 0 || from == to || unit == "%" || unit == "pp" || (from < 0) != (to < 0) {
		return ""
	}
	change := (to - from) / math.Abs(from) * 100
	word := "lower"
	if change > 0 {
		word = "higher"
	}
	return strconv.FormatFloat(math.Abs(change), 'f', 0, 64) + " % " + word
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

func spaced(unit string) string {
	if unit == "" {
		return ""
	}
	return " " + unit
}

func figure(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
