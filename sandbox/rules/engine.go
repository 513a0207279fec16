package rules

import (
	"strconv"
	"strings"
)

// The codes of problems (https://github.com/slackhq/hack-json-schema/blob/main/src/Exceptions.php).
const (
	missingField     = "missing_field"
	InvalidType      = "invalid_type" // also of a document that is no object at all
	failedConstraint = "failed_constraint"
)

// checker walks a document and collects what is wrong. Sentences, codes and the order of checks are those of Slack's
// own schema engine (https://github.com/slackhq/hack-json-schema); lengths count code points.
type checker struct {
	on       surface
	path     []string // to the value that is being checked
	problems []Problem
	byHand   []Problem // what Slack's schema cannot say
	hand     bool      // a rule by hand is running
}

// rule checks a value. A null is a value like any other, so it is refused where an object is wanted
// (https://github.com/slackapi/java-slack-sdk/issues/853).
type rule func(c *checker, v any)

// in checks what stands in a property.
func (c *checker) in(name string, r rule, v any) {
	c.path = append(c.path, name)
	r(c, v)
	c.path = c.path[:len(c.path)-1]
}

func (c *checker) each(items []any, r rule) {
	for i, item := range items {
		c.in(strconv.Itoa(i), r, item)
	}
}

func (c *checker) invalidType(message string) { c.say(Problem{Message: message, Code: InvalidType}) }

func (c *checker) fail(kind string, expected, got any, message string) {
	c.say(Problem{Message: message, Code: failedConstraint, Constraint: &Constraint{kind, expected, got}})
}

// say notes a problem of the value that is being checked; its pointer is only made now, since most values have none.
func (c *checker) say(p Problem) {
	if len(c.path) > 0 {
		p.Pointer = "/" + strings.Join(c.path, "/")
	}
	if c.hand {
		c.byHand = append(c.byHand, p)
		return
	}
	c.problems = append(c.problems, p)
}

// deep says something of a place further down.
func (c *checker) deep(path []string, r rule) {
	before := len(c.path)
	c.path = append(c.path, path...)
	r(c, nil)
	c.path = c.path[:before]
}
