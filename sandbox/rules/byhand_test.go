package rules

// byHand is what Slack looks at after its schema.
var byHand = []judgement{
	{"section of nothing", alone(obj{"type": "section"}), []string{
		"must define either `text` or `fields` [json-pointer:/blocks/0/type]",
	}},
	{"an action_id twice in a block", alone(actions(repeat(2, button(obj{"action_id": "a"}))...)), []string{
		"`action_id` \"a\" already exists [json-pointer:/blocks/0/elements/1/action_id]",
	}},
	{"an action_id twice in two blocks", repeat(2, actions(button(obj{"action_id": "a"}))), nil},
	{"a block_id twice", repeat(2, more(divider(), obj{"block_id": "b"})), []string{
		"`block_id` \"b\" already exists [json-pointer:/blocks/1/block_id]",
	}},
	{"fields without submit", modal(obj{"blocks": after(2, typing(nil))}), []string{
		"must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/2/input]",
	}},
	{"fields without submit and something else", modal(obj{
		"close": plainObj(25), "blocks": alone(typing(nil)),
	}), []string{
		wholeView, "failed to match all allowed schemas [json-pointer:/view/close]",
		"must be less than 25 characters [json-pointer:/view/close/text]",
	}},
	{"fields on the Home tab need no submit", home(typing(nil)), nil},
	{"two take the focus", formOf(repeat(2, typing(obj{"focus_on_load": true}))...), []string{
		"only one element can have `focus_on_load` set to true [json-pointer:/view/blocks/1/element]",
	}},
	{"one takes the focus", formOf(typing(obj{"focus_on_load": true}), typing(obj{"focus_on_load": false})), nil},
	{"chosen at first, but no option", alone(section(obj{
		"type": "static_select", "options": choices(1), "initial_option": choiceOf(2),
	})), []string{"must be one of the provided options [json-pointer:/blocks/0/accessory/initial_option]"}},
	{"least above most", formOf(typing(obj{"min_length": 3, "max_length": 2})), []string{
		"must be less than 2 [json-pointer:/view/blocks/0/element/min_length]",
	}},
	{"a file that tells at once", formOf(more(input(obj{"type": "file_input"}), obj{
		"dispatch_action": true,
	})), []string{
		"unsupported type: file_input [json-pointer:/view/blocks/0/element/type]",
	}},
	{"an image of this computer", alone(imageOf(obj{"image_url": "http://localhost/a.png"})), []string{
		"downloading image failed [json-pointer:/blocks/0/image_url]",
	}},
	{"an image of this network", alone(imageOf(obj{"image_url": "http://10.0.0.1/a.png"})), []string{
		"downloading image failed [json-pointer:/blocks/0/image_url]",
	}},
	{"an image of an address and a port", alone(imageOf(obj{"image_url": "https://x.example:9000/a.png"})), nil},
	{"a row too short", alone(more(dataTableOf(2, 2), obj{"rows": [][]obj{repeat(2, cell()), {cell()}}})), []string{
		"must provide exactly 2 items [json-pointer:/blocks/0/rows/1]",
	}},
	{"a header of numbers", alone(more(dataTableOf(2, 1), obj{
		"rows": [][]obj{{{"type": "raw_number", "value": 1}}, {cell()}},
	})), []string{
		"unsupported type: raw_number [json-pointer:/blocks/0/rows/0/0/type]",
	}},
	{"points of other categories", alone(obj{"type": "data_visualization", "title": "T", "chart": obj{
		"type": "line", "series": []obj{{"name": "n", "data": []obj{{"label": "a", "value": 1}}}},
		"axis_config": obj{"categories": []string{"a", "b"}},
	}}), []string{"must provide exactly one point for each category [json-pointer:/blocks/0/chart/series/0/data]"}},
}

// together is what whole messages are refused for.
var together = []judgement{
	{"two tables", repeat(2, tableOf(1, 1)), []string{"only_one_table_allowed [json-pointer:/blocks]"}},
	{"a table beside one in a container", []obj{
		tableOf(1, 1), container(obj{"child_blocks": alone(tableOf(1, 1))}),
	}, []string{
		"only_one_table_allowed [json-pointer:/blocks]",
	}},
	// The four measurements of https://github.com/slackapi/bolt-js/issues/2867.
	{"4,649 characters in 28 blocks", spread(4_649, 28), nil},
	{"6,020 characters in 33 blocks", spread(6_020, 33), nil},
	{"9,597 characters in 50 blocks", spread(9_597, 50), nil},
	{"11,341 characters in 45 blocks", spread(11_341, 45), []string{"msg_blocks_too_long [json-pointer:/blocks]"}},
	{"a view may be that long", home(spread(20_000, 50)...), nil},
}

// spread is n characters in so many sections.
func spread(n, blocks int) []obj {
	list := make([]obj, blocks)
	for i := range list {
		size := n/blocks + min(1, max(0, n%blocks-i))
		list[i] = obj{"type": "section", "text": mrkdwn(size)}
	}
	return list
}
