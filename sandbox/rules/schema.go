package rules

import "slices"

// prop is a property of an object.
type prop struct {
	name string
	must bool
	is   rule
}

func must(name string, is rule) prop { return prop{name, true, is} }

func may(name string, is rule) prop { return prop{name, false, is} }

// object takes these properties and no others, also no type. When one is missing, the others are not looked at.
func object(props ...prop) rule {
	known := map[string]bool{}
	for _, p := range props {
		known[p.name] = true
	}
	return func(c *checker, v any) {
		doc, ok := v.(obj)
		if !ok {
			c.invalidType("must provide an object")
			return
		}
		if c.lacks(doc, props) {
			return
		}
		for _, p := range props {
			if value, given := doc[p.name]; given {
				c.in(p.name, p.is, value)
			}
		}
		c.surplus(doc, known)
	}
}

// typed is an object whose type has chosen the rule.
func typed(props ...prop) rule {
	return object(append(props, may("type", anything))...)
}

func anything(*checker, any) {}

func (c *checker) lacks(doc obj, props []prop) bool {
	found := false
	for _, p := range props {
		if _, given := doc[p.name]; p.must && !given {
			c.say(Problem{Message: "missing required field: " + p.name, Code: missingField, Field: p.name})
			found = true
		}
	}
	return found
}

func (c *checker) surplus(doc obj, known map[string]bool) {
	var names []string
	for name := range doc {
		if !known[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		c.fail("additional_properties", nil, name, "invalid additional property: "+name)
	}
}

// byType chooses the rule by the object's type.
func byType(kinds map[string]rule) rule { return choose(kinds, nil) }

// placed also holds what may stand where, see [standsOnlyOn].
func placed(kinds map[string]rule) rule { return choose(kinds, (*checker).places) }

var typeIsNeeded = []prop{must("type", nil)}

func choose(kinds map[string]rule, places func(*checker, string) bool) rule {
	return func(c *checker, v any) {
		doc, ok := v.(obj)
		if !ok {
			c.invalidType("must provide an object")
			return
		}
		if c.lacks(doc, typeIsNeeded) {
			return
		}
		kind, ok := doc["type"].(string)
		r := kinds[kind]
		switch {
		case !ok:
			c.in("type", func(c *checker, _ any) { c.invalidType("must provide a string") }, nil)
		case r == nil || places != nil && !places(c, kind):
			c.in("type", unsupported(kinds, places), kind)
		default:
			r(c, v)
		}
	}
}

func unsupported(kinds map[string]rule, places func(*checker, string) bool) rule {
	return func(c *checker, v any) {
		names := slices.DeleteFunc(sorted(kinds), func(name string) bool { return places != nil && !places(c, name) })
		c.fail("enum", names, v, "unsupported type: "+v.(string))
	}
}

// allOf is a rule that Slack's schema puts together of several: what is wrong inside is said of the whole, too, and
// first (https://github.com/rtCamp/frappe-slack-connector/issues/54).
func allOf(r rule) rule {
	return func(c *checker, v any) {
		before := len(c.problems)
		r(c, v)
		if len(c.problems) > before {
			c.fail("all_of", nil, nil, "failed to match all allowed schemas")
			last := c.problems[len(c.problems)-1]
			c.problems = slices.Insert(c.problems[:len(c.problems)-1], before, last)
		}
	}
}

// and holds a value that a rule takes against another one.
func (r rule) and(more rule) rule {
	return func(c *checker, v any) {
		before := len(c.problems)
		r(c, v)
		if len(c.problems) == before {
			more(c, v)
		}
	}
}

// also is the same for what Slack looks at by hand, after its schema.
func (r rule) also(more ...rule) rule {
	return r.and(func(c *checker, v any) {
		c.hand = true
		for _, extra := range more {
			extra(c, v)
		}
		c.hand = false
	})
}
