package rules

// viewBounds: https://docs.slack.dev/reference/views
var viewBounds = []bound{
	{
		"blocks of a modal", func(n int) any { return modal(obj{"blocks": repeat(n, divider())}) },
		0, 100, items, "/view/blocks",
	},
	{"blocks of Home", func(n int) any { return home(repeat(n, divider())...) }, 0, 100, items, "/view/blocks"},
	{"title", func(n int) any { return modal(obj{"title": plainObj(n)}) }, 1, 24, characters, "/view/title/text"},
	{"submit", func(n int) any { return modal(obj{"submit": plainObj(n)}) }, 1, 24, characters, "/view/submit/text"},
	{"close", func(n int) any { return modal(obj{"close": plainObj(n)}) }, 1, 24, characters, "/view/close/text"},
	{
		"private_metadata", func(n int) any { return modal(obj{"private_metadata": long(n)}) },
		0, 3000, characters, "/view/private_metadata",
	},
	{
		"callback_id", func(n int) any { return modal(obj{"callback_id": long(n)}) },
		0, 255, characters, "/view/callback_id",
	},
	{
		"external_id", func(n int) any { return more(home(), obj{"external_id": long(n)}) },
		0, 255, characters, "/view/external_id",
	},
}

// newBlockBounds: alert, card and the others of 2026.
var newBlockBounds = []bound{
	{
		"alert text", func(n int) any { return formOf(obj{"type": "alert", "text": mrkdwn(n)}) },
		1, 200, characters, "/view/blocks/0/text/text",
	},
	{
		"card title", func(n int) any { return alone(card(obj{"title": mrkdwn(n)})) },
		1, 150, characters, "/blocks/0/title/text",
	},
	{
		"card subtitle", func(n int) any { return alone(card(obj{"subtitle": mrkdwn(n)})) },
		1, 150, characters, "/blocks/0/subtitle/text",
	},
	{
		"card body", func(n int) any { return alone(card(obj{"body": mrkdwn(n)})) },
		1, 200, characters, "/blocks/0/body/text",
	},
	{
		"card actions", func(n int) any { return alone(card(obj{"actions": repeat(n, button(nil))})) },
		1, 3, items, "/blocks/0/actions",
	},
	{
		"carousel", func(n int) any { return alone(obj{"type": "carousel", "elements": repeat(n, card(nil))}) },
		1, 10, items, "/blocks/0/elements",
	},
	{
		"container title", func(n int) any { return alone(container(obj{"title": plainObj(n)})) },
		1, 150, characters, "/blocks/0/title/text",
	},
	{
		"container", func(n int) any { return alone(container(obj{"child_blocks": repeat(n, divider())})) },
		1, 10, items, "/blocks/0/child_blocks",
	},
	{
		"layout label", func(n int) any { return alone(more(layout(rowOf(1)), obj{"label": long(n)})) },
		1, 150, characters, "/blocks/0/label",
	},
	{"layout rows", func(n int) any { return alone(layout(repeat(n, rowOf(1))...)) }, 1, 5, items, "/blocks/0/rows"},
	{"layout items", func(n int) any { return alone(layout(rowOf(n))) }, 1, 3, items, "/blocks/0/rows/0/items"},
	{
		"layouts count what is in them", func(n int) any { return append(repeat(n-3, divider()), layout(rowOf(2))) },
		-1, 50, items, "/blocks",
	},
	{"data_table rows", func(n int) any { return alone(dataTableOf(n, 1)) }, 2, 201, items, "/blocks/0/rows"},
	{
		"data_table page_size", func(n int) any { return alone(more(dataTableOf(2, 1), obj{"page_size": n})) },
		1, 100, numbers, "/blocks/0/page_size",
	},
	{
		"data_table caption", func(n int) any { return alone(more(dataTableOf(2, 1), obj{"caption": long(n)})) },
		1, -1, characters, "/blocks/0/caption",
	},
	{"data_table text", func(n int) any {
		rows := [][]obj{{cell()}, {{"type": "raw_text", "text": long(n - 1)}}}
		return alone(obj{"type": "data_table", "caption": "C", "rows": rows})
	}, -1, 20_000, characters, "/blocks"},
}

// chartBounds: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
var chartBounds = []bound{
	{
		"chart title", func(n int) any { return alone(more(pie(slice(nil)), obj{"title": long(n)})) },
		1, 50, characters, "/blocks/0/title",
	},
	{
		"pie segments", func(n int) any { return alone(pie(repeat(n, slice(nil))...)) },
		1, 6, items, "/blocks/0/chart/segments",
	},
	{
		"pie label", func(n int) any { return alone(pie(slice(obj{"label": long(n)}))) },
		1, 20, characters, "/blocks/0/chart/segments/0/label",
	},
	{"series", func(n int) any { return alone(bars(n, "a")) }, 1, 6, items, "/blocks/0/chart/series"},
	{
		"points of a series", func(n int) any { return alone(plotOf(n, min(n, 20))) },
		-1, 20, items, "/blocks/0/chart/series/0/data",
	},
	{
		"categories", func(n int) any { return alone(plotOf(min(n, 20), n)) },
		-1, 20, items, "/blocks/0/chart/axis_config/categories",
	},
	{
		"axis label", func(n int) any { return axisOf(obj{"x_label": long(n)}) },
		1, 50, characters, "/blocks/0/chart/axis_config/x_label",
	},
}
