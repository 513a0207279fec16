package reviews

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// BadTemplate says what is wrong with a template, by line.
type BadTemplate struct{ Problems []TemplateProblem }

// TemplateProblem is one thing that is wrong with a template. Line is 0 where it is about the whole.
type TemplateProblem struct {
	Line int
	Text string
}

func (e BadTemplate) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// String is the problem as people read it: "line 12: stage peer needs 1 to 60 days".
func (p TemplateProblem) String() string {
	if p.Line == 0 {
		return p.Text
	}
	return fmt.Sprintf("line %d: %s", p.Line, p.Text)
}

// unreadable puts the YAML reader's errors into words. They begin with the line, after "yaml: " where it gave up.
func unreadable(err error) BadTemplate {
	texts := []string{err.Error()}
	var kinds *yaml.TypeError
	if errors.As(err, &kinds) {
		texts = kinds.Errors
	}
	var bad BadTemplate
	for _, text := range texts {
		p := TemplateProblem{Text: strings.TrimPrefix(text, "yaml: ")}
		if found := atLine.FindStringSubmatch(text); found != nil {
			p.Line, _ = strconv.Atoi(found[1]) // digits, as the expression says
			p.Text = found[2]
		}
		if found := unknownField.FindStringSubmatch(p.Text); found != nil {
			p.Text = found[1] + " is not a key of a template, or not in this place"
		}
		p.Text = goType.ReplaceAllString(p.Text, "a $1")
		bad.Problems = append(bad.Problems, p)
	}
	return bad
}

var (
	atLine       = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)
	unknownField = regexp.MustCompile(`^field (\S+) not found in type \S+$`)
	goType       = regexp.MustCompile(`(?:reviews|feedback|people)\.(\w+)`)
)

// checker gathers what is wrong with a template that could be read.
type checker struct {
	root     *yaml.Node
	problems []TemplateProblem
}

// wrong adds a problem with what stands at a path of keys and indexes, or with what it would stand in.
func (c *checker) wrong(path []any, format string, args ...any) {
	c.problems = append(c.problems, TemplateProblem{Line: lineOf(c.root, path), Text: fmt.Sprintf(format, args...)})
}

func (c *checker) err() error {
	if len(c.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(c.problems, func(x, y TemplateProblem) int { return x.Line - y.Line })
	return BadTemplate{Problems: c.problems}
}

func at(path ...any) []any { return path }

// lineOf is the line of a path, or of the last part of it that is there; 0 when nothing of it is.
func lineOf(node *yaml.Node, path []any) (line int) {
	if node == nil {
		return 0
	}
	if node.Kind == yaml.DocumentNode {
		node = node.Content[0]
	}
	for _, step := range path {
		next, key := child(node, step)
		if next == nil {
			return line
		}
		node, line = next, key.Line
	}
	return line
}

// child is what a node has under a key or index, and the node that says so.
func child(node *yaml.Node, step any) (value, key *yaml.Node) {
	switch step := step.(type) {
	case int:
		if node.Kind == yaml.SequenceNode && step < len(node.Content) {
			return node.Content[step], node.Content[step]
		}
	case string:
		for i := 0; node.Kind == yaml.MappingNode && i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == step {
				return node.Content[i+1], node.Content[i]
			}
		}
	}
	return nil, nil
}
