package rules

import (
	"encoding/json"
	"fmt"
	"math/big"
)

// inputRules are the elements in which people type or pick (https://docs.slack.dev/reference/block-kit/block-elements/
// plain-text-input-element and its neighbours).
var inputRules = map[string]rule{
	"plain_text_input": typed(withProps(namedProps, may("initial_value", text(0, 3000)), may("multiline", boolean),
		may("min_length", whole(0, 3000)), may("max_length", whole(1, 3000)))...).
		also(ascending("min_length", "max_length")),
	"rich_text_input": typed(withProps(writtenProps, must("action_id", text(1, 255)),
		may("initial_value", richTextRule), may("min_lines", whole(1, 100)), may("max_lines", whole(1, 100)))...).
		also(ascending("min_lines", "max_lines")),
	"number_input": typed(withProps(namedProps, must("is_decimal_allowed", boolean), may("initial_value", numeralRule),
		may("min_value", numeralRule), may("max_value", numeralRule))...).also(ascending("min_value", "max_value")),
	"email_text_input": typed(withProps(namedProps, may("initial_value", text(0, endless)))...),
	"url_text_input":   typed(withProps(namedProps, may("initial_value", text(0, endless)))...),
	"file_input": typed(actionIDProp, may("filetypes", list(1, endless, text(1, 255))),
		may("max_files", whole(1, 10))),

	"datepicker": typed(withProps(chosenProps, may("initial_date", pattern(`^\d{4}-\d{2}-\d{2}$`)))...),
	"timepicker": typed(withProps(chosenProps, may("initial_time", pattern(`^\d{2}:\d{2}$`)),
		may("timezone", text(1, 255)))...),
	// Ten digits (https://docs.slack.dev/reference/block-kit/block-elements/datetime-picker-element).
	"datetimepicker": typed(actionIDProp, confirmProp, focusProp, may("initial_date_time", whole(0, 9_999_999_999))),
}

var (
	writtenProps = []prop{placeholderProp, may("dispatch_action_config", dispatchRule), focusProp}
	namedProps   = withProps(writtenProps, actionIDProp)
	numeralRule  = pattern(`^-?\d+(\.\d+)?$`)
)

// ascending holds that the least is not above the most, in the words that the schema has for a number too large. That
// Slack uses them here is an assumption.
func ascending(least, most string) rule {
	return func(c *checker, v any) {
		low, high := ratio(v.(obj)[least]), ratio(v.(obj)[most])
		if low == nil || high == nil || low.Cmp(high) <= 0 {
			return
		}
		c.in(least, func(c *checker, _ any) {
			c.fail("maximum", nil, nil, fmt.Sprintf("must be less than %v", v.(obj)[most]))
		}, nil)
	}
}

// ratio is a number, written as one or as text; nil when there is none.
func ratio(v any) *big.Rat {
	var text string
	switch n := v.(type) {
	case json.Number:
		text = n.String()
	case string:
		text = n
	}
	if r, ok := new(big.Rat).SetString(text); ok {
		return r
	}
	return nil
}
