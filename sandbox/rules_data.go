package sandbox

import "strconv"

// richText checks the structure of a rich_text block: sections, lists, quotes and code, and in them inline elements
// that name what they show (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block).
func richText(c *checker, at string, v any) {
	style := may("style", object(may("bold", boolean), may("italic", boolean), may("strike", boolean),
		may("code", boolean), may("underline", boolean), may("highlight", boolean), may("client_highlight", boolean),
		may("unlink", boolean)))
	inlines := byType(map[string]rule{
		"text": object(must("text", text(1, 1<<20)), style),
		"link": object(must("url", text(1, 3000)), may("text", text(0, 3000)), may("unsafe", boolean), style),
		"emoji": object(must("name", text(1, 255)), may("unicode", text(1, 255)), may("skin_tone", whole(1, 6)),
			style),
		"user":      object(must("user_id", text(1, 255)), style),
		"usergroup": object(must("usergroup_id", text(1, 255)), style),
		"channel":   object(must("channel_id", text(1, 255)), style),
		"broadcast": object(must("range", oneOf("here", "channel", "everyone")), style),
		"color":     object(must("value", text(1, 255)), style),
		"date": object(must("timestamp", whole(0, 9_999_999_999)), must("format", text(1, 255)),
			may("url", text(1, 3000)), may("fallback", text(1, 255)), style),
	})
	elements := must("elements", list(0, 1000, inlines))
	border := may("border", whole(0, 1))
	section := object(elements)
	parts := byType(map[string]rule{
		"rich_text_section":      section,
		"rich_text_preformatted": object(elements, border, may("language", text(1, 255))),
		"rich_text_quote":        object(elements, border),
		"rich_text_list": object(must("elements", list(0, 1000, byType(map[string]rule{"rich_text_section": section}))),
			must("style", oneOf("bullet", "ordered")), may("indent", whole(0, 8)), may("offset", whole(0, 1<<20)),
			border),
	})
	object(may("block_id", text(1, 255)), must("elements", list(0, 1000, parts)))(c, at, v)
}

// table checks rows of cells (https://docs.slack.dev/reference/block-kit/blocks/table-block).
func table() rule {
	cell := byType(map[string]rule{
		"raw_text": object(must("text", text(1, 3000))), "rich_text": richText,
		"raw_number": object(must("value", numeric), may("text", text(1, 3000))),
	})
	settings := object(may("align", oneOf("left", "center", "right")), may("is_wrapped", boolean))
	return object(may("block_id", text(1, 255)), must("rows", list(1, 100, list(1, 20, cell))),
		may("column_settings", list(0, 20, anyOrNull(settings))))
}

func anyOrNull(r rule) rule {
	return func(c *checker, at string, v any) {
		if v != nil {
			r(c, at, v)
		}
	}
}

// chart checks a data_visualization block
// (https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block).
func chart() rule {
	segment := object(must("label", text(1, 20)), must("value", positive))
	point := object(must("label", text(1, 20)), must("value", numeric))
	series := object(must("name", text(1, 20)), must("data", list(1, 20, point)))
	axes := object(must("categories", list(1, 20, text(1, 20))), may("x_label", text(1, 50)),
		may("y_label", text(1, 50)))
	drawn := object(must("series", list(1, 6, series)), must("axis_config", axes)).also(onePointEach)
	return object(may("block_id", text(1, 255)), must("title", text(1, 50)), must("chart", byType(map[string]rule{
		"pie": object(must("segments", list(1, 6, segment))), "bar": drawn, "area": drawn, "line": drawn,
	})))
}

func positive(c *checker, at string, v any) {
	if n, ok := number(v); !ok {
		c.say(at, "must provide a number")
	} else if n <= 0 {
		c.say(at, "must be greater than 0")
	}
}

// onePointEach: each series has exactly one point for each category, and names are not used twice.
func onePointEach(c *checker, at string, v any) {
	doc, _ := v.(obj)
	axes, _ := doc["axis_config"].(obj)
	categories, _ := axes["categories"].([]any)
	names := map[string]bool{}
	for i, s := range objects(doc["series"]) {
		here := at + "/series/" + strconv.Itoa(i)
		if names[str(s, "name")] {
			c.say(here+"/name", "Input contains duplicate items")
		}
		names[str(s, "name")] = true
		points := map[any]int{}
		for _, p := range objects(s["data"]) {
			points[p["label"]]++
		}
		for _, category := range categories {
			if points[category] != 1 {
				c.say(here+"/data", "must provide exactly one point for each category")
				break
			}
		}
		if len(objects(s["data"])) > len(categories) {
			c.say(here+"/data", "no more than %d items allowed", len(categories))
		}
	}
}
