package sandbox

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Problem is one thing that Slack would refuse, in Slack's words.
type Problem struct {
	Pointer string // where, e.g. /blocks/0/text/text
	Message string // e.g. must be less than 3001 characters
}

func (p Problem) String() string { return p.Message + " [json-pointer:" + p.Pointer + "]" }

func problemLines(problems []Problem) []string {
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = p.String()
	}
	return lines
}

// surface is where blocks stand; not every block and element may stand everywhere.
type surface string

const (
	inMessage surface = "message"
	inModal   surface = "modal"
	inHome    surface = "home"
)

// checker walks a document and collects what is wrong. The sentences are those of Slack's own schema engine
// (https://github.com/slackhq/hack-json-schema); lengths count code points.
type checker struct {
	on       surface
	problems []Problem
}

func (c *checker) say(at, format string, args ...any) {
	c.problems = append(c.problems, Problem{at, fmt.Sprintf(format, args...)})
}

// rule checks the value at a pointer.
type rule func(c *checker, at string, v any)

// prop is a property of an object.
type prop struct {
	name string
	must bool
	is   rule
}

func must(name string, is rule) prop { return prop{name, true, is} }

func may(name string, is rule) prop { return prop{name, false, is} }

// object takes these properties and no others; the property type is checked by whoever chose the rule.
func object(props ...prop) rule {
	return func(c *checker, at string, v any) {
		doc, ok := v.(obj)
		if !ok {
			c.say(at, "must provide an object")
			return
		}
		for _, p := range props {
			value, given := doc[p.name]
			switch {
			case given && value != nil:
				p.is(c, at+"/"+p.name, value)
			case p.must:
				c.say(at, "missing required field: %s", p.name)
			}
		}
		for _, name := range sorted(doc) {
			if name != "type" && !slices.ContainsFunc(props, func(p prop) bool { return p.name == name }) {
				c.say(at, "invalid additional property: %s", name)
			}
		}
	}
}

// also runs more checks on an object after its own.
func (r rule) also(more ...rule) rule {
	return func(c *checker, at string, v any) {
		r(c, at, v)
		for _, extra := range more {
			extra(c, at, v)
		}
	}
}

// byType chooses the rule by the object's type.
func byType(rules map[string]rule) rule {
	return func(c *checker, at string, v any) {
		doc, ok := v.(obj)
		if !ok {
			c.say(at, "must provide an object")
			return
		}
		kind, given := doc["type"].(string)
		r := rules[kind]
		switch {
		case !given:
			c.say(at, "missing required field: type")
		case r == nil:
			c.say(at+"/type", "unsupported type: %s", kind)
		default:
			r(c, at, v)
		}
	}
}

// list holds between least and most items.
func list(least, most int, each rule) rule {
	return func(c *checker, at string, v any) {
		items, ok := v.([]any)
		if !ok {
			c.say(at, "must provide an array")
			return
		}
		if len(items) > most {
			c.say(at, "no more than %d items allowed", most)
		}
		if len(items) < least {
			c.say(at, "must provide at least %d items", least)
		}
		for i, item := range items {
			each(c, at+"/"+strconv.Itoa(i), item)
		}
	}
}

// text is a string of least to most code points.
func text(least, most int) rule {
	return func(c *checker, at string, v any) {
		s, ok := v.(string)
		if !ok {
			c.say(at, "must provide a string")
			return
		}
		if n := utf8.RuneCountInString(s); n > most {
			c.say(at, "must be less than %d characters", most+1)
		} else if n < least {
			c.say(at, "must be more than %d characters", least-1)
		}
	}
}

func pattern(expr string) rule {
	re := regexp.MustCompile(expr)
	return func(c *checker, at string, v any) {
		if s, ok := v.(string); !ok {
			c.say(at, "must provide a string")
		} else if !re.MatchString(s) {
			c.say(at, "input must match regex pattern: %s", expr)
		}
	}
}

func oneOf(values ...string) rule {
	return func(c *checker, at string, v any) {
		if s, ok := v.(string); !ok || !slices.Contains(values, s) {
			c.say(at, "must be a valid enum value")
		}
	}
}

func boolean(c *checker, at string, v any) {
	if _, ok := v.(bool); !ok {
		c.say(at, "must be a boolean")
	}
}

func whole(least, most int) rule {
	return func(c *checker, at string, v any) {
		n, ok := number(v)
		switch {
		case !ok || n != math.Trunc(n):
			c.say(at, "must provide an integer")
		case n > float64(most):
			c.say(at, "must be less than %d", most+1)
		case n < float64(least):
			c.say(at, "must be greater than %d", least-1)
		}
	}
}

func numeric(c *checker, at string, v any) {
	if _, ok := number(v); !ok {
		c.say(at, "must provide a number")
	}
}

// only holds a rule to some surfaces.
func only(r rule, where ...surface) rule {
	return func(c *checker, at string, v any) {
		if !slices.Contains(where, c.on) {
			c.say(at+"/type", "unsupported type: %s", str(v.(obj), "type"))
			return
		}
		r(c, at, v)
	}
}

func number(v any) (float64, bool) {
	switch n := v.(type) {
	case json.Number:
		f, err := n.Float64()
		return f, err == nil
	case float64:
		return n, true
	}
	return 0, false
}

// unique holds that no two blocks share a block_id, and no two elements of a block an action_id.
func unique(c *checker, at string, blocks any) {
	seen := map[string]bool{}
	for i, b := range objects(blocks) {
		here := at + "/" + strconv.Itoa(i)
		if id := str(b, "block_id"); id != "" && seen[id] {
			c.say(here+"/block_id", "`block_id` %q already exists", id)
		}
		seen[str(b, "block_id")] = true
		actions := map[string]bool{}
		for j, el := range objects(b["elements"]) {
			id := str(el, "action_id")
			if id != "" && actions[id] {
				c.say(here+"/elements/"+strconv.Itoa(j)+"/action_id", "`action_id` %q already exists", id)
			}
			actions[id] = true
		}
	}
}

// external tells whether an address could be fetched by Slack's servers at all.
func external(address string) bool {
	return !strings.Contains(address, "://localhost") && !strings.Contains(address, "://127.")
}
