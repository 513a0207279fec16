package rules

// elementBounds: https://docs.slack.dev/reference/block-kit/block-elements and .../composition-objects
var elementBounds = []bound{
	{
		"action_id", func(n int) any { return alone(actions(button(obj{"action_id": long(n)}))) },
		1, 255, characters, "/blocks/0/elements/0/action_id",
	},
	{
		"button text", func(n int) any { return alone(actions(button(obj{"text": plainObj(n)}))) },
		1, 75, characters, "/blocks/0/elements/0/text/text",
	},
	{
		"button value", func(n int) any { return alone(actions(button(obj{"value": long(n)}))) },
		0, 2000, characters, "/blocks/0/elements/0/value",
	},
	{
		"button url", func(n int) any { return alone(actions(button(obj{"url": long(n)}))) },
		1, 3000, characters, "/blocks/0/elements/0/url",
	},
	{
		"accessibility_label", func(n int) any { return alone(actions(button(obj{"accessibility_label": long(n)}))) },
		1, 75, characters, "/blocks/0/elements/0/accessibility_label",
	},
	{
		"confirm title", func(n int) any { return confirmOf(obj{"title": plainObj(n)}) },
		1, 100, characters, "/blocks/0/elements/0/confirm/title/text",
	},
	{
		"confirm text", func(n int) any { return confirmOf(obj{"text": mrkdwn(n)}) },
		1, 300, characters, "/blocks/0/elements/0/confirm/text/text",
	},
	{
		"confirm confirm", func(n int) any { return confirmOf(obj{"confirm": plainObj(n)}) },
		1, 30, characters, "/blocks/0/elements/0/confirm/confirm/text",
	},
	{
		"confirm deny", func(n int) any { return confirmOf(obj{"deny": plainObj(n)}) },
		1, 30, characters, "/blocks/0/elements/0/confirm/deny/text",
	},
	{
		"static_select options", func(n int) any {
			return alone(section(obj{"type": "static_select", "options": choices(n)}))
		},
		1, 100, items, "/blocks/0/accessory/options",
	},
	{
		"multi_static_select options", func(n int) any {
			return alone(section(obj{"type": "multi_static_select", "options": choices(n)}))
		},
		1, 100, items, "/blocks/0/accessory/options",
	},
	{
		"option groups", func(n int) any { return groupsOf(n, obj{}) },
		1, 100, items, "/blocks/0/accessory/option_groups",
	},
	{
		"options of a group", func(n int) any { return groupsOf(1, obj{"options": choices(n)}) },
		1, 100, items, "/blocks/0/accessory/option_groups/0/options",
	},
	{
		"label of a group", func(n int) any { return groupsOf(1, obj{"label": plainObj(n)}) },
		1, 75, characters, "/blocks/0/accessory/option_groups/0/label/text",
	},
	{
		"overflow options", func(n int) any { return alone(section(obj{"type": "overflow", "options": choices(n)})) },
		1, 5, items, "/blocks/0/accessory/options",
	},
	{
		"radio options", func(n int) any { return alone(section(obj{"type": "radio_buttons", "options": choices(n)})) },
		1, 10, items, "/blocks/0/accessory/options",
	},
	{
		"checkboxes options", func(n int) any {
			return alone(section(obj{"type": "checkboxes", "options": choices(n)}))
		},
		1, 10, items, "/blocks/0/accessory/options",
	},
	{
		"option text", func(n int) any { return optionOf("static_select", obj{"text": plainObj(n)}) },
		1, 75, characters, "/blocks/0/accessory/options/0/text/text",
	},
	{
		"option value", func(n int) any { return optionOf("static_select", obj{"value": long(n)}) },
		1, 150, characters, "/blocks/0/accessory/options/0/value",
	},
	{
		"option description", func(n int) any { return optionOf("static_select", obj{"description": plainObj(n)}) },
		1, 75, characters, "/blocks/0/accessory/options/0/description/text",
	},
	{
		"option url", func(n int) any { return optionOf("overflow", obj{"url": long(n)}) },
		1, 3000, characters, "/blocks/0/accessory/options/0/url",
	},
	{
		"checkbox text", func(n int) any { return optionOf("checkboxes", obj{"text": mrkdwn(n)}) },
		1, 75, characters, "/blocks/0/accessory/options/0/text/text",
	},
	{
		"max_selected_items", func(n int) any {
			return alone(section(obj{"type": "multi_users_select", "max_selected_items": n}))
		},
		1, -1, numbers, "/blocks/0/accessory/max_selected_items",
	},
	{
		"feedback button text", func(n int) any { return feedbackOf(obj{"text": plainObj(n)}) },
		1, 75, characters, "/blocks/0/elements/0/positive_button/text/text",
	},
	{
		"feedback button value", func(n int) any { return feedbackOf(obj{"value": long(n)}) },
		1, 2000, characters, "/blocks/0/elements/0/positive_button/value",
	},
	{
		"input label", func(n int) any { return formOf(more(typing(nil), obj{"label": plainObj(n)})) },
		1, 2000, characters, "/view/blocks/0/label/text",
	},
	{
		"input hint", func(n int) any { return formOf(more(typing(nil), obj{"hint": plainObj(n)})) },
		1, 2000, characters, "/view/blocks/0/hint/text",
	},
	{
		"placeholder", func(n int) any { return formOf(typing(obj{"placeholder": plainObj(n)})) },
		1, 150, characters, "/view/blocks/0/element/placeholder/text",
	},
	{
		"min_length", func(n int) any { return formOf(typing(obj{"min_length": n})) },
		-1, 3000, numbers, "/view/blocks/0/element/min_length",
	},
	{
		"max_length", func(n int) any { return formOf(typing(obj{"max_length": n})) },
		1, 3000, numbers, "/view/blocks/0/element/max_length",
	},
	{
		"rich_text_input min_lines", func(n int) any {
			return formOf(input(obj{"type": "rich_text_input", "action_id": "a", "min_lines": n}))
		},
		1, 100, numbers, "/view/blocks/0/element/min_lines",
	},
	{
		"rich_text_input max_lines", func(n int) any {
			return formOf(input(obj{"type": "rich_text_input", "action_id": "a", "max_lines": n}))
		},
		1, 100, numbers, "/view/blocks/0/element/max_lines",
	},
	{
		"file_input max_files", func(n int) any { return formOf(input(obj{"type": "file_input", "max_files": n})) },
		1, 10, numbers, "/view/blocks/0/element/max_files",
	},
	{
		"file_input filetypes", func(n int) any {
			return formOf(input(obj{"type": "file_input", "filetypes": repeat(n, "pdf")}))
		},
		1, -1, items, "/view/blocks/0/element/filetypes",
	},
}
