package sandbox

import "strings"

func mrkdwn(n int) obj { return obj{"type": "mrkdwn", "text": strings.Repeat("ж", n)} }

func plainObj(n int) obj { return obj{"type": "plain_text", "text": strings.Repeat("ж", n)} }

func repeat(n int, o obj) []obj {
	list := make([]obj, n)
	for i := range list {
		list[i] = o
	}
	return list
}

func choiceOf(n int) obj { return obj{"text": plainObj(n), "value": "v"} }

func button(more obj) obj {
	b := obj{"type": "button", "text": plainObj(1)}
	for name, v := range more {
		b[name] = v
	}
	return b
}

func section(more obj) obj {
	return obj{"type": "section", "text": mrkdwn(1), "accessory": more}
}

func actions(elements ...obj) obj { return obj{"type": "actions", "elements": elements} }

func input(element obj) obj { return obj{"type": "input", "label": plainObj(1), "element": element} }

func table1(cells int) obj {
	return obj{"type": "table", "rows": [][]obj{repeat(cells, obj{"type": "raw_text", "text": "a"})}}
}

func pie(segments ...obj) obj {
	return obj{"type": "data_visualization", "title": "T", "chart": obj{"type": "pie", "segments": segments}}
}

// alone is a message of one block, after one of some dividers and a block.
func alone(block obj) []obj { return []obj{block} }

func after(n int, block obj) []obj { return append(repeat(n, obj{"type": "divider"}), block) }

func modal(more obj) obj {
	view := obj{"type": "modal", "title": plainObj(24), "blocks": []obj{}}
	for name, v := range more {
		view[name] = v
	}
	return view
}

// sample is something that Slack refuses: where, and in which words.
type sample struct {
	at, says string
	of       any
}

// seen are refusals of messages that Slack itself was seen to give, and the documented limits.
var seen = []sample{
	{
		"/blocks/0/text/text", "must be less than 3001 characters",
		alone(obj{"type": "section", "text": mrkdwn(3001)}),
	},
	{
		"/blocks/0/text", "failed to match all allowed schemas",
		alone(obj{"type": "section", "text": mrkdwn(3001)}),
	},
	{
		"/blocks/0/text/text", "must be more than 0 characters",
		alone(obj{"type": "section", "text": mrkdwn(0)}),
	},
	{
		"/blocks", "no more than 50 items allowed",
		repeat(51, obj{"type": "divider"}),
	},
	{
		"/blocks/1/elements", "no more than 25 items allowed",
		after(1, actions(repeat(26, button(nil))...)),
	},
	{
		"/blocks/3/fields", "no more than 10 items allowed",
		after(3, obj{"type": "section", "fields": repeat(11, mrkdwn(1))}),
	},
	{
		"/blocks/2/fields/0/text", "must be less than 2001 characters",
		after(2, obj{"type": "section", "fields": repeat(1, mrkdwn(2001))}),
	},
	{
		"/blocks/2/accessory/options", "no more than 5 items allowed",
		after(2, section(obj{"type": "overflow", "options": repeat(6, choiceOf(1))})),
	},
	{
		"/blocks/0/elements/1/action_id", "`action_id` \"win.edit\" already exists",
		alone(actions(repeat(2, button(obj{"action_id": "win.edit"}))...)),
	},
	{
		"/blocks/0/image_url", "downloading image failed",
		alone(obj{"type": "image", "image_url": "http://localhost/a.png", "alt_text": "a"}),
	},

	{
		"/blocks/0/text/text", "must be less than 151 characters",
		alone(obj{"type": "header", "text": plainObj(151)}),
	},
	{
		"/blocks/0/text/type", "unsupported type: mrkdwn",
		alone(obj{"type": "header", "text": mrkdwn(1)}),
	},
	{
		"/blocks/0", "must define either `text` or `fields`",
		alone(obj{"type": "section"}),
	},
	{
		"/blocks/0/elements", "no more than 10 items allowed",
		alone(obj{"type": "context", "elements": repeat(11, mrkdwn(1))}),
	},
	{
		"/blocks/0/elements", "must provide at least 1 items",
		alone(obj{"type": "context", "elements": []obj{}}),
	},
	{
		"/blocks/0/elements/0/text/text", "must be less than 76 characters",
		alone(actions(button(obj{"text": plainObj(76)}))),
	},
	{
		"/blocks/0/elements/0/value", "must be less than 2001 characters",
		alone(actions(button(obj{"value": strings.Repeat("x", 2001)}))),
	},
	{
		"/blocks/0/elements/0/style", "must be a valid enum value",
		alone(actions(button(obj{"style": "warning"}))),
	},
	{
		"/blocks/0/elements/0/confirm", "missing required field: text",
		alone(actions(button(obj{"confirm": obj{"title": plainObj(1), "confirm": plainObj(1)}}))),
	},
	{
		"/blocks/0/elements/0/type", "unsupported type: plain_text_input",
		alone(actions(obj{"type": "plain_text_input"})),
	},
	{
		"/blocks/0/elements/0/options", "no more than 10 items allowed",
		alone(actions(obj{"type": "radio_buttons", "options": repeat(11, choiceOf(1))})),
	},
	{
		"/blocks/0/elements/0/initial_option", "must be one of the provided options",
		alone(actions(obj{
			"type": "static_select", "options": repeat(1, choiceOf(1)), "initial_option": choiceOf(2),
		})),
	},
	{
		"/blocks/0/element", "missing required field: is_decimal_allowed",
		alone(input(obj{"type": "number_input"})),
	},
	{
		"/blocks/0/element/max_length", "must be less than 3001",
		alone(input(obj{"type": "plain_text_input", "max_length": 3001})),
	},
	{
		"/blocks/0/element/initial_date", `input must match regex pattern: ^\d{4}-\d{2}-\d{2}$`,
		alone(input(obj{"type": "datepicker", "initial_date": "soon"})),
	},
	{
		"/blocks/0/element/type", "unsupported type: rich_text_input",
		alone(input(obj{"type": "rich_text_input"})),
	},
	{
		"/blocks/0/elements/0", "missing required field: style",
		alone(obj{"type": "rich_text", "elements": []obj{
			{"type": "rich_text_list", "elements": []obj{}},
		}}),
	},
	{
		"/blocks/0/rows/0", "no more than 20 items allowed",
		alone(table1(21)),
	},
	{
		"/blocks", "only_one_table_allowed",
		repeat(2, table1(1)),
	},
	{
		"/blocks", "must be less than 12001 characters",
		repeat(2, obj{"type": "markdown", "text": strings.Repeat("a", 6001)}),
	},
	{
		"/blocks/0/chart/segments", "no more than 6 items allowed",
		alone(pie(repeat(7, obj{"label": "a", "value": 1})...)),
	},
	{
		"/blocks/0/chart/segments/0/value", "must be greater than 0",
		alone(pie(obj{"label": "a", "value": 0})),
	},
	{
		"/blocks/0/chart/series/0/data", "must provide exactly one point for each category",
		alone(obj{
			"type": "data_visualization", "title": "T", "chart": obj{
				"type": "bar", "series": []obj{{"name": "n", "data": []obj{{"label": "a", "value": 1}}}},
				"axis_config": obj{"categories": []string{"a", "b"}},
			},
		}),
	},
	{
		"/blocks/0/type", "unsupported type: alert",
		alone(obj{"type": "alert"}),
	},
	{
		"/blocks/0", "missing required field: type",
		alone(obj{}),
	},
	{
		"/blocks/0", "must provide an object",
		[]any{"x"},
	},
	{
		"/blocks", "must provide an array",
		obj{},
	},
}

// seenViews are the same for views.
var seenViews = []sample{
	{
		"/view/title/text", "must be less than 25 characters",
		modal(obj{"title": plainObj(25)}),
	},
	{
		"/view", "failed to match all allowed schemas",
		modal(obj{"title": plainObj(25)}),
	},
	{
		"/view/blocks", "no more than 100 items allowed",
		modal(obj{"blocks": repeat(101, obj{"type": "divider"})}),
	},
	{
		"/view/type", "unsupported type: dialog",
		obj{"type": "dialog"},
	},
	{
		"/view", "invalid additional property: submit_disabled",
		modal(obj{"submit_disabled": true}),
	},
	{
		"/view/blocks/3/accessory", "missing required field: image_url",
		modal(obj{"blocks": after(3, section(obj{"type": "image"}))}),
	},
	{
		"/view/blocks/3/accessory", "missing required field: alt_text",
		modal(obj{"blocks": after(3, section(obj{"type": "image"}))}),
	},
	{
		"/view/blocks/2/element/options/0/text/text", "must be less than 76 characters",
		modal(obj{
			"submit": plainObj(1), "blocks": after(2, input(obj{"type": "static_select", "options": repeat(1,
				choiceOf(76))})),
		}),
	},

	{
		"/view", "must define `submit` to use an `input` block in modals",
		modal(obj{"blocks": alone(input(obj{"type": "plain_text_input"}))}),
	},
	{
		"/view/private_metadata", "must be less than 3001 characters",
		modal(obj{"private_metadata": strings.Repeat("x", 3001)}),
	},
	{
		"/view/callback_id", "must be less than 256 characters",
		modal(obj{"callback_id": strings.Repeat("x", 256)}),
	},
	{
		"/view/submit/text", "must be less than 25 characters",
		modal(obj{"submit": plainObj(25)}),
	},
	{
		"/view", "missing required field: title",
		modal(obj{"title": nil}),
	},
	{
		"/view/blocks/0/type", "unsupported type: markdown",
		modal(obj{"blocks": alone(obj{"type": "markdown", "text": "a"})}),
	},
	{
		"/view/blocks/1/block_id", "`block_id` \"b\" already exists",
		modal(obj{
			"blocks": repeat(2, obj{"type": "divider", "block_id": "b"}),
		}),
	},
	{
		"/view", "invalid additional property: title",
		obj{"type": "home", "title": plainObj(1), "blocks": []obj{}},
	},
	{
		"/view/blocks/0/element/type", "unsupported type: file_input",
		obj{
			"type": "home", "blocks": alone(input(obj{"type": "file_input"})),
		},
	},
}
