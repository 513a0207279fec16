package draw

import (
	"strconv"
	"strings"
)

// richText writes the elements of a rich_text block or value. Neighbouring lists of deeper indent stay separate lists,
// moved in (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block).
func (w *writer) richText(doc map[string]any) {
	for _, part := range objects(doc["elements"]) {
		spans := func() { w.spans(part) }
		switch kind := str(part, "type"); kind {
		case "rich_text_section":
			w.tag("p", spans)
		case "rich_text_quote":
			w.tag("blockquote", spans)
		case "rich_text_preformatted":
			w.tag("pre", spans)
		case "rich_text_list":
			w.list(part)
		default:
			w.tag("span", w.words("["+kind+"]"), "class", "muted")
		}
	}
}

func (w *writer) list(part map[string]any) {
	tag, start := "ul", ""
	if str(part, "style") == "ordered" {
		tag = "ol"
		if offset, err := strconv.Atoi(raw(part["offset"])); err == nil && offset > 0 {
			start = strconv.Itoa(offset + 1)
		}
	}
	indent, _ := strconv.Atoi(raw(part["indent"]))
	items := func() {
		for _, item := range objects(part["elements"]) {
			w.tag("li", func() { w.spans(item) })
		}
	}
	w.tag(tag, items, "class", "indent-"+strconv.Itoa(max(0, min(indent, 4))), "start", start)
}

// styles of a span, from the inside out.
var styles = []struct{ name, tag string }{
	{"code", "code"}, {"underline", "u"}, {"strike", "s"}, {"italic", "em"}, {"bold", "strong"},
}

func (w *writer) spans(part map[string]any) {
	for _, span := range objects(part["elements"]) {
		write := func() { w.span(span) }
		style, _ := span["style"].(map[string]any)
		for _, s := range styles {
			if yes(style, s.name) {
				inner := write
				write = func() { w.tag(s.tag, inner) }
			}
		}
		write()
	}
}

func (w *writer) span(span map[string]any) {
	switch kind := str(span, "type"); kind {
	case "text":
		w.text(str(span, "text"))
	case "link":
		var inside func()
		if text := str(span, "text"); text != "" {
			inside = w.words(text)
		}
		w.link(str(span, "url"), inside)
	case "user":
		w.mention(str(span, "user_id"), "")
	case "usergroup":
		w.inert("@" + str(span, "usergroup_id"))
	case "channel":
		w.channel(str(span, "channel_id"), "")
	case "broadcast":
		w.inert("@" + str(span, "range"))
	case "emoji":
		w.emoji(str(span, "name"))
	case "date":
		w.date(raw(span["timestamp"]), str(span, "format"), str(span, "url"), str(span, "fallback"))
	case "color":
		w.tag("code", w.words(str(span, "value")))
	default:
		w.tag("span", w.words("["+kind+"]"), "class", "muted")
	}
}

// plainText reads rich text back into a plain field; styles are lost, line breaks stay.
func plainText(doc map[string]any) string {
	var lines []string
	for _, part := range objects(doc["elements"]) {
		items := []map[string]any{part}
		if str(part, "type") == "rich_text_list" {
			items = objects(part["elements"])
		}
		for _, item := range items {
			var line strings.Builder
			for _, span := range objects(item["elements"]) {
				line.WriteString(spanText(span))
			}
			lines = append(lines, line.String())
		}
	}
	return strings.Join(lines, "\n")
}

func spanText(span map[string]any) string {
	switch str(span, "type") {
	case "user":
		return "<@" + str(span, "user_id") + ">"
	case "channel":
		return "<#" + str(span, "channel_id") + ">"
	case "emoji":
		return ":" + str(span, "name") + ":"
	case "link":
		if text := str(span, "text"); text != "" {
			return text
		}
		return str(span, "url")
	}
	return str(span, "text")
}
