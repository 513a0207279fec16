package rules

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"
)

// endless is the upper bound of what Slack names no bound for.
const endless = math.MaxInt - 1

// list holds between least and most items. The items of a list of the wrong length are not looked at.
func list(least, most int, each rule) rule {
	return func(c *checker, v any) {
		items, ok := v.([]any)
		switch {
		case !ok:
			c.invalidType("must provide an array")
		case len(items) > most:
			c.fail("max_items", most, len(items), fmt.Sprintf("no more than %d items allowed", most))
		case len(items) < least:
			c.fail("min_items", least, len(items), fmt.Sprintf("must provide at least %d items", least))
		default:
			c.each(items, each)
		}
	}
}

// text is a string of least to most code points.
func text(least, most int) rule {
	return func(c *checker, v any) {
		s, ok := v.(string)
		if !ok {
			c.invalidType("must provide a string")
			return
		}
		if len(s) <= most && len(s) >= least*utf8.UTFMax { // then nothing needs counting
			return
		}
		if n := utf8.RuneCountInString(s); n > most {
			c.fail("max_length", most, n, fmt.Sprintf("must be less than %d characters", most+1))
		} else if n < least {
			c.fail("min_length", least, n, fmt.Sprintf("must be more than %d characters", least-1))
		}
	}
}

func pattern(expr string) rule {
	re := regexp.MustCompile(expr)
	return func(c *checker, v any) {
		if s, ok := v.(string); !ok {
			c.invalidType("must provide a string")
		} else if !re.MatchString(s) {
			c.fail("pattern", expr, s, "input must match regex pattern: "+expr)
		}
	}
}

func oneOf(values ...string) rule {
	return func(c *checker, v any) {
		if s, ok := v.(string); !ok {
			c.invalidType("must provide a string")
		} else if !slices.Contains(values, s) {
			c.fail("enum", values, s, "must be a valid enum value")
		}
	}
}

func boolean(c *checker, v any) {
	if _, ok := v.(bool); !ok {
		c.invalidType("must be a boolean")
	}
}

// whole is a whole number. Slack's sentences name the bound itself, although a value may be equal to it
// (https://github.com/slackhq/hack-json-schema/blob/main/src/Constraints/NumberMaximumConstraint.php).
func whole(least, most int) rule {
	return func(c *checker, v any) {
		written, _ := v.(json.Number)
		n, err := strconv.Atoi(string(written))
		switch {
		case err != nil:
			c.invalidType("must provide an integer")
		case n > most:
			c.fail("maximum", most, n, fmt.Sprintf("must be less than %d", most))
		case n < least:
			c.fail("minimum", least, n, fmt.Sprintf("must be greater than %d", least))
		}
	}
}

func numeric(c *checker, v any) {
	if _, ok := number(v); !ok {
		c.invalidType("must provide a number")
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
