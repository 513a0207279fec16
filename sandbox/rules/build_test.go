package rules

import (
	"maps"
	"strconv"
	"strings"
)

// long is a text of n code points of two bytes, so that counting bytes would be noticed.
func long(n int) string { return strings.Repeat("ж", n) }

func mrkdwn(n int) obj { return obj{"type": "mrkdwn", "text": long(n)} }

func plainObj(n int) obj { return obj{"type": "plain_text", "text": long(n)} }

func repeat[V any](n int, v V) []V {
	list := make([]V, n)
	for i := range list {
		list[i] = v
	}
	return list
}

// more is a document with other properties.
func more(doc obj, properties ...obj) obj {
	doc = maps.Clone(doc)
	for _, p := range properties {
		maps.Copy(doc, p)
	}
	return doc
}

func choiceOf(n int) obj { return obj{"text": plainObj(n), "value": "v"} }

func choices(n int) []obj { return repeat(n, choiceOf(1)) }

func button(properties obj) obj { return more(obj{"type": "button", "text": plainObj(1)}, properties) }

func section(accessory obj) obj {
	return obj{"type": "section", "text": mrkdwn(1), "accessory": accessory}
}

func actions(elements ...obj) obj { return obj{"type": "actions", "elements": elements} }

func contextActions(elements ...obj) obj { return obj{"type": "context_actions", "elements": elements} }

func input(element obj) obj { return obj{"type": "input", "label": plainObj(1), "element": element} }

func imageOf(properties obj) obj {
	return more(obj{"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a"}, properties)
}

func address(n int) string { return "https://x.example/" + long(n-len("https://x.example/")) }

func cell() obj { return obj{"type": "raw_text", "text": "a"} }

func tableOf(rows, cells int) obj {
	return obj{"type": "table", "rows": repeat(rows, repeat(cells, cell()))}
}

func dataTableOf(rows, cells int) obj {
	return more(tableOf(rows, cells), obj{"type": "data_table", "caption": "Wins"})
}

func pie(segments ...obj) obj {
	return obj{"type": "data_visualization", "title": "T", "chart": obj{"type": "pie", "segments": segments}}
}

func slice(properties obj) obj { return more(obj{"label": "a", "value": 1}, properties) }

// bars is a chart of n series over these categories.
func bars(n int, categories ...string) obj {
	list := make([]obj, n)
	for i := range list {
		points := []obj{}
		for _, c := range categories {
			points = append(points, obj{"label": c, "value": -1.5})
		}
		list[i] = obj{"name": long(i + 1), "data": points}
	}
	return obj{"type": "data_visualization", "title": "T", "chart": obj{
		"type": "bar", "series": list, "axis_config": obj{"categories": categories},
	}}
}

// plotOf is a chart of so many points over so many categories.
func plotOf(points, categories int) obj {
	names := make([]string, max(points, categories))
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	chart := bars(1, names[:points]...)
	chart["chart"].(obj)["axis_config"] = obj{"categories": names[:categories]}
	return chart
}

func card(properties obj) obj { return more(obj{"type": "card", "title": mrkdwn(1)}, properties) }

func container(properties obj) obj {
	return more(obj{"type": "container", "title": plainObj(1), "child_blocks": []obj{divider()}}, properties)
}

func layout(rows ...obj) obj { return obj{"type": "layout", "label": "L", "rows": rows} }

func rowOf(items int) obj { return obj{"items": repeat(items, obj{"block": divider()})} }

func task(properties obj) obj {
	return more(obj{"type": "task_card", "task_id": "1", "title": "T", "status": "complete"}, properties)
}

func divider() obj { return obj{"type": "divider"} }

// alone is a message of one block; after is one behind some dividers.
func alone(block obj) []obj { return []obj{block} }

func after(n int, block obj) []obj { return append(repeat(n, divider()), block) }

func modal(properties obj) obj {
	return more(obj{"type": "modal", "title": plainObj(24), "blocks": []obj{}}, properties)
}

// formOf is a modal with fields, and home a Home tab.
func formOf(blocks ...obj) obj { return modal(obj{"submit": plainObj(1), "blocks": blocks}) }

func home(blocks ...obj) obj { return obj{"type": "home", "blocks": append([]obj{}, blocks...)} }

// judged is what the validator says of a message or a view.
func judged(doc any) []Problem {
	if view, is := doc.(obj); is {
		return View(encode(view))
	}
	return Message(encode(doc))
}

func typing(properties obj) obj { return input(more(obj{"type": "plain_text_input"}, properties)) }

func video(properties obj) obj {
	return more(obj{
		"type": "video", "video_url": address(30), "thumbnail_url": address(30), "alt_text": "a", "title": plainObj(1),
	}, properties)
}

func confirmOf(properties obj) any {
	return alone(actions(button(obj{"confirm": more(obj{
		"title": plainObj(1), "text": plainObj(1), "confirm": plainObj(1), "deny": plainObj(1),
	}, properties)})))
}

func groupsOf(n int, properties obj) any {
	group := more(obj{"label": plainObj(1), "options": choices(1)}, properties)
	return alone(section(obj{"type": "static_select", "option_groups": repeat(n, group)}))
}

func optionOf(kind string, properties obj) any {
	return alone(section(obj{"type": kind, "options": alone(more(choiceOf(1), properties))}))
}

func feedbackOf(properties obj) any {
	one := obj{"text": plainObj(1), "value": "v"}
	return alone(contextActions(obj{
		"type": "feedback_buttons", "positive_button": more(one, properties), "negative_button": one,
	}))
}

func axisOf(properties obj) any {
	chart := bars(1, "a")
	plot := chart["chart"].(obj)
	plot["axis_config"] = more(plot["axis_config"].(obj), properties)
	return alone(chart)
}
