// Package rules says of blocks and views what Slack would: what it takes, and what it refuses, in its own words and with
// its pointers. It knows only the document; what depends on a workspace, such as its files and scopes, is the sandbox's.
package rules

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// Problem is one thing that Slack would refuse, in Slack's words.
type Problem struct {
	Pointer    string      // where, e.g. /blocks/0/text/text; empty for the whole
	Message    string      // e.g. must be less than 3001 characters
	Code       string      // missing_field, invalid_type or failed_constraint
	Field      string      // the property that is missing; otherwise empty
	Constraint *Constraint // what was not kept; nil when there is nothing more to say than the message
	Instead    string      // the error code that a call is refused with, where it is not the usual one
}

// Constraint is what a value did not keep, as blocks.validate tells it
// (https://github.com/slackhq/hack-json-schema/blob/main/src/Exceptions.php).
type Constraint struct {
	Type     string `json:"type"`
	Expected any    `json:"expected,omitempty"`
	Got      any    `json:"got,omitempty"`
}

// String is the problem as a line of an answer of the Web API.
func (p Problem) String() string {
	if p.Pointer == "" {
		return p.Message
	}
	return p.Message + " [json-pointer:" + p.Pointer + "]"
}

// Message checks the blocks of a message as Slack does; none means that Slack takes them. Pointers start at
// /blocks.
func Message(blocks json.RawMessage) []Problem {
	c := &checker{on: inMessage, path: []string{"blocks"}}
	return c.check(blocks, messageBlocks)
}

// View checks a modal or Home view as Slack does; none means that Slack takes it. Pointers start at /view.
func View(view json.RawMessage) []Problem {
	c := &checker{path: []string{"view"}}
	if len(view) > maxView {
		c.say(Problem{Message: "view_too_large", Code: failedConstraint, Instead: "view_too_large"})
		return c.problems
	}
	return c.check(view, anyViewRule)
}

// Blocks checks blocks that stand nowhere yet, as blocks.validate does: each may stand that may stand
// anywhere, as many as the largest surface takes. That is an assumption; the page says only that they are held against
// the schema. Pointers start at the list itself (https://docs.slack.dev/reference/methods/blocks.validate).
func Blocks(blocks json.RawMessage) []Problem {
	return (&checker{on: anywhere}).check(blocks, looseBlocks)
}

// check reads a document and holds it against a rule. What Slack looks at by hand, it looks at only when the schema
// holds: a form without submit is refused with that one line
// (`must define submit to use an input block in modals` was never seen beside another).
func (c *checker) check(raw json.RawMessage, r rule) []Problem {
	v, err := readWhole(raw)
	if err != nil {
		c.invalidType("must provide valid JSON")
		return c.problems
	}
	r(c, v)
	if len(c.problems) > 0 {
		return c.problems
	}
	return c.byHand
}

// readWhole decodes one JSON value with nothing behind it.
func readWhole(raw json.RawMessage) (any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more after the document")
	}
	return v, nil
}

// Lines are problems as the Web API lists them.
func Lines(problems []Problem) []string {
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = p.String()
	}
	return lines
}
