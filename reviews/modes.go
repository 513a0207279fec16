package reviews

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"laurel/feedback"
)

// Modes says who learns what about an answer, by group of givers. In a template it is one word for all of them, or a map
// with a word for colleagues and one for upward.
type Modes struct {
	Colleagues feedback.Mode
	Upward     feedback.Mode // of people who report to the subject

	parted bool // the map names upward
}

// UnmarshalYAML reads both forms.
func (m *Modes) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		m.Colleagues, m.Upward = feedback.Mode(node.Value), feedback.Mode(node.Value)
		return nil
	}
	if node.Kind != yaml.MappingNode {
		return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: mode takes one word, or a map of colleagues and upward", node.Line)}}
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], feedback.Mode(node.Content[i+1].Value)
		switch key.Value {
		case "colleagues":
			m.Colleagues = value
		case "upward":
			m.Upward, m.parted = value, true
		default:
			return &yaml.TypeError{Errors: []string{
				fmt.Sprintf("line %d: %s is no group of mode; there are colleagues and upward", key.Line, key.Value),
			}}
		}
	}
	if !m.parted {
		m.Upward = m.Colleagues
	}
	return nil
}

func (t Template) checkModes(c *checker) {
	known := make([]string, len(feedback.Modes))
	for i, mode := range feedback.Modes {
		known[i] = string(mode)
	}
	bad := func(place []any, mode feedback.Mode) {
		if !slices.Contains(feedback.Modes, mode) {
			c.wrong(place, "%q is no mode; there are %s", mode, strings.Join(known, ", "))
		}
	}
	bad(at("mode", "colleagues"), t.Mode.Colleagues)
	if t.Mode.parted {
		bad(at("mode", "upward"), t.Mode.Upward)
	}
	if t.Mode.parted && !t.Upward {
		c.wrong(at("mode", "upward"), "a mode for upward needs upward: true; without it nobody is asked about their own manager")
	}
}

// apart tells that people who report to a subject are a group of their own: what they say is not pooled with what other
// colleagues say. Where both groups have one mode they are one.
func (t Template) apart() bool { return t.Upward && t.Mode.Upward != t.Mode.Colleagues }

// among tells that people who report to a subject are asked like other colleagues.
func (t Template) among() bool { return t.Upward && !t.apart() }

// confides tells that some of those who are asked answer in confidence.
func (t Template) confides() bool {
	return t.Mode.Colleagues == feedback.Confidential || t.Upward && t.Mode.Upward == feedback.Confidential
}

// least is how many colleagues must be asked about a subject.
func (t Template) least() int {
	if t.Mode.Colleagues == feedback.Confidential {
		return t.Limits.Least()
	}
	return 1
}
