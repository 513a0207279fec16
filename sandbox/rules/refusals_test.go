package rules

import (
	"slices"
	"testing"
)

// judgement is a document and all the lines that Slack refuses it with.
type judgement struct {
	what string
	of   any
	says []string
}

func TestWhatIsNoLimitIsRefusedInSlacksWords(t *testing.T) {
	t.Parallel()
	for _, r := range slices.Concat(shapes, values, byHand, together) {
		t.Run(r.what, func(t *testing.T) {
			t.Parallel()
			got := Lines(judged(r.of))
			if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(r.says))) {
				t.Errorf("got  %q\nwant %q", got, r.says)
			}
		})
	}
}

const (
	wholeView  = "failed to match all allowed schemas [json-pointer:/view]"
	buttonText = " [json-pointer:/blocks/0/elements/0/text]"
)

// shapes are documents of another form than Slack wants.
var shapes = []judgement{
	{"no list", obj{"type": "home"}, []string{wholeView, "missing required field: blocks [json-pointer:/view]"}},
	{"no object", []any{"x"}, []string{"must provide an object [json-pointer:/blocks/0]"}},
	{"no type", alone(obj{}), []string{"missing required field: type [json-pointer:/blocks/0]"}},
	{"type no string", alone(obj{"type": 1}), []string{"must provide a string [json-pointer:/blocks/0/type]"}},
	{
		"null is not absent",
		alone(obj{"type": "section", "text": mrkdwn(1), "block_id": nil, "accessory": nil, "fields": nil}),
		[]string{ // https://github.com/slackapi/java-slack-sdk/issues/853
			"must provide a string [json-pointer:/blocks/0/block_id]",
			"must provide an object [json-pointer:/blocks/0/accessory]",
			"must provide an array [json-pointer:/blocks/0/fields]",
		},
	},
	{"null submit", modal(obj{"submit": nil}), []string{
		wholeView, "failed to match all allowed schemas [json-pointer:/view/submit]",
		"must provide an object [json-pointer:/view/submit]",
	}},
	{"string for a text", alone(actions(button(obj{"text": "a"}))), []string{
		"failed to match all allowed schemas" + buttonText, "must provide an object" + buttonText,
	}},
	{ // https://github.com/slackapi/python-slack-sdk/issues/1369
		"mrkdwn where plain_text must be", alone(imageOf(obj{"title": mrkdwn(1)})),
		[]string{
			"failed to match all allowed schemas [json-pointer:/blocks/0/title]",
			"must be a valid enum value [json-pointer:/blocks/0/title/type]",
		},
	},
	{"html where either may be", alone(obj{"type": "section", "text": obj{"type": "html", "text": "a"}}), []string{
		"failed to match all allowed schemas [json-pointer:/blocks/0/text]",
		"unsupported type: html [json-pointer:/blocks/0/text/type]",
	}},
	{"emoji in mrkdwn", alone(obj{"type": "section", "text": more(mrkdwn(1), obj{"emoji": true})}), []string{
		"failed to match all allowed schemas [json-pointer:/blocks/0/text]",
		"invalid additional property: emoji [json-pointer:/blocks/0/text]",
	}},
	{ // https://github.com/CopilotKit/CopilotKit/pull/6462
		"an option with a type", optionOf("static_select", obj{"type": "option"}),
		[]string{"invalid additional property: type [json-pointer:/blocks/0/accessory/options/0]"},
	},
	{"an address where none may be", optionOf("static_select", obj{"url": ""}), []string{
		"invalid additional property: url [json-pointer:/blocks/0/accessory/options/0]",
	}},
	{"what is missing hides the rest", alone(actions(button(obj{"confirm": obj{"title": mrkdwn(1)}}))), []string{
		"missing required field: text [json-pointer:/blocks/0/elements/0/confirm]",
		"missing required field: confirm [json-pointer:/blocks/0/elements/0/confirm]",
		"missing required field: deny [json-pointer:/blocks/0/elements/0/confirm]",
	}},
	{"neither options nor groups", alone(section(obj{"type": "static_select"})), []string{
		"missing required field: options [json-pointer:/blocks/0/accessory]",
	}},
	{"both options and groups", alone(section(obj{
		"type": "static_select", "options": choices(1),
		"option_groups": []obj{{"label": plainObj(1), "options": choices(1)}},
	})), []string{"failed to match exactly one allowed schema [json-pointer:/blocks/0/accessory]"}},
	{"an image of two sources", alone(imageOf(obj{"slack_file": obj{"id": "F1"}})), []string{
		"failed to match exactly one allowed schema [json-pointer:/blocks/0]",
	}},
	{"a list in a list", alone(obj{"type": "rich_text", "elements": []obj{{
		"type": "rich_text_list", "style": "bullet", "elements": []obj{
			{"type": "rich_text_list", "style": "bullet", "elements": []obj{}},
		},
	}}}), []string{
		"must be a valid enum value [json-pointer:/blocks/0/elements/0/elements/0/type]",
		"invalid additional property: style [json-pointer:/blocks/0/elements/0/elements/0]",
	}},
	{"a mention as code", alone(obj{"type": "rich_text", "elements": []obj{{
		"type": "rich_text_section", "elements": []obj{{"type": "user", "user_id": "U1", "style": obj{"code": true}}},
	}}}), []string{ // https://github.com/soxtoby/SlackNet/issues/196
		"invalid additional property: code [json-pointer:/blocks/0/elements/0/elements/0/style]",
	}},
	{"the title of a plan", alone(obj{"type": "plan", "title": plainObj(1)}), []string{
		"must provide a string [json-pointer:/blocks/0/title]",
	}},
	{"an icon by address", alone(card(obj{"slack_icon": obj{"type": "icon", "image_url": address(30)}})), []string{
		"missing required field: name [json-pointer:/blocks/0/slack_icon]",
	}},
	{"an empty card", alone(obj{"type": "card"}), []string{
		"failed to match any allowed schemas [json-pointer:/blocks/0]",
	}},
	{"a card of two icons", alone(card(obj{
		"icon": imageOf(nil), "slack_icon": obj{"type": "icon", "name": "star"},
	})), []string{
		"failed to match exactly one allowed schema [json-pointer:/blocks/0]",
	}},
	{"a container of strings", alone(container(obj{"title": "T"})), []string{
		"failed to match all allowed schemas [json-pointer:/blocks/0/title]",
		"must provide an object [json-pointer:/blocks/0/title]",
	}},
	{"a filter of nothing", alone(section(obj{"type": "conversations_select", "filter": obj{}})), []string{
		"failed to match any allowed schemas [json-pointer:/blocks/0/accessory/filter]",
	}},
	{"home with a title", more(home(), obj{"title": plainObj(1)}), []string{
		wholeView, "invalid additional property: title [json-pointer:/view]",
	}},
}

// values are of the right type and wrong all the same.
var values = []judgement{
	{"style", alone(actions(button(obj{"style": "warning"}))), []string{
		"must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
	}},
	{"alert level", formOf(obj{"type": "alert", "text": plainObj(1), "level": "bad"}), []string{
		wholeView, "must be a valid enum value [json-pointer:/view/blocks/0/level]",
	}},
	{"icon", alone(contextActions(obj{"type": "icon_button", "icon": "star", "text": plainObj(1)})), []string{
		"must be a valid enum value [json-pointer:/blocks/0/elements/0/icon]",
	}},
	{"a task alone cannot wait", alone(task(obj{"status": "pending"})), []string{
		"must be a valid enum value [json-pointer:/blocks/0/status]",
	}},
	{"date", alone(input(obj{"type": "datepicker", "initial_date": "soon"})), []string{
		`input must match regex pattern: ^\d{4}-\d{2}-\d{2}$ [json-pointer:/blocks/0/element/initial_date]`,
	}},
	{"a number as text", formOf(input(obj{
		"type": "number_input", "is_decimal_allowed": "no", "min_value": "x",
	})), []string{
		wholeView, "must be a boolean [json-pointer:/view/blocks/0/element/is_decimal_allowed]",
		`input must match regex pattern: ^-?\d+(\.\d+)?$ [json-pointer:/view/blocks/0/element/min_value]`,
	}},
	{"a number without a kind", formOf(input(obj{"type": "number_input"})), []string{
		wholeView, "missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]",
	}},
	{"no whole number", formOf(typing(obj{"max_length": 1.5})), []string{
		wholeView, "must provide an integer [json-pointer:/view/blocks/0/element/max_length]",
	}},
	{"a slice of nothing", alone(pie(slice(obj{"value": 0}))), []string{
		"must be greater than 0 [json-pointer:/blocks/0/chart/segments/0/value]",
	}},
	{"a value that is no number", alone(pie(slice(obj{"value": "1"}))), []string{
		"must provide a number [json-pointer:/blocks/0/chart/segments/0/value]",
	}},
	{"a category twice", alone(bars(1, "a", "a")), []string{
		"Input contains duplicate items [json-pointer:/blocks/0/chart/axis_config/categories]",
	}},
}
