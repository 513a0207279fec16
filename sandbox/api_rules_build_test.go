package sandbox

import (
	"maps"
	"strings"
)

// Documents for refusals, built as in the tests of package rules.

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

func input(element obj) obj { return obj{"type": "input", "label": plainObj(1), "element": element} }

func imageOf(properties obj) obj {
	return more(obj{"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a"}, properties)
}

func cell() obj { return obj{"type": "raw_text", "text": "a"} }

func tableOf(rows, cells int) obj {
	return obj{"type": "table", "rows": repeat(rows, repeat(cells, cell()))}
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

func typing(properties obj) obj { return input(more(obj{"type": "plain_text_input"}, properties)) }

// spread is n characters in so many sections.
func spread(n, blocks int) []obj {
	list := make([]obj, blocks)
	for i := range list {
		size := n/blocks + min(1, max(0, n%blocks-i))
		list[i] = obj{"type": "section", "text": mrkdwn(size)}
	}
	return list
}
