package sandbox

import (
	"bytes"
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// obj is a JSON object.
type obj = map[string]any

// Element is an interactive part of a message or view: a button, a menu, a field. The zero Element means none.
type Element struct {
	BlockID, ActionID, Type string
	Text                    string // of buttons
	Value                   string // of buttons
	URL, Style              string
	Options                 []string // values of the options, in their order
	Optional                bool     // of input blocks
	JSON                    json.RawMessage
	doc                     obj
	block                   obj
}

// elements yields the interactive parts of blocks in reading order.
func elements(blocks json.RawMessage) iter.Seq[Element] {
	return func(yield func(Element) bool) {
		for _, b := range decodeList(blocks) {
			for _, el := range elementsOf(b) {
				if str(el, "action_id") != "" && !yield(newElement(b, el)) {
					return
				}
			}
		}
	}
}

func elementsOf(block obj) []obj {
	var list []obj
	for _, name := range []string{"accessory", "element"} {
		if el, ok := block[name].(obj); ok {
			list = append(list, el)
		}
	}
	if str(block, "type") == "actions" {
		list = append(list, objects(block["elements"])...)
	}
	return list
}

func newElement(block, el obj) Element {
	text, _ := el["text"].(obj)
	e := Element{
		BlockID: str(block, "block_id"), ActionID: str(el, "action_id"), Type: str(el, "type"), Text: str(text, "text"),
		Value: str(el, "value"), URL: str(el, "url"), Style: str(el, "style"), JSON: encode(el), doc: el, block: block,
	}
	e.Optional, _ = block["optional"].(bool)
	for _, o := range options(el) {
		e.Options = append(e.Options, str(o, "value"))
	}
	return e
}

// options are the options of a menu, also of its groups.
func options(el obj) []obj {
	list := objects(el["options"])
	for _, g := range objects(el["option_groups"]) {
		list = append(list, objects(g["options"])...)
	}
	return list
}

// findElement looks for the whole action_id first and then for the part before a colon; block narrows it.
func findElement(blocks json.RawMessage, block, action string) Element {
	var loose Element
	for e := range elements(blocks) {
		if block != "" && e.BlockID != block {
			continue
		}
		if e.ActionID == action {
			return e
		}
		if head, _, cut := strings.Cut(e.ActionID, ":"); cut && head == action && loose.ActionID == "" {
			loose = e
		}
	}
	return loose
}

// withIDs gives every block and element without an id one, as Slack does.
func withIDs(blocks json.RawMessage) json.RawMessage {
	list := decodeList(blocks)
	for i, b := range list {
		if str(b, "block_id") == "" {
			b["block_id"] = "b" + strconv.Itoa(i)
		}
		for j, el := range elementsOf(b) {
			if str(el, "action_id") == "" && str(el, "type") != "image" {
				el["action_id"] = "a" + strconv.Itoa(i) + "." + strconv.Itoa(j)
			}
		}
	}
	return encode(list)
}

// shown is the order in which a reader meets the parts of a block.
var shown = []string{
	"title", "label", "subtitle", "text", "fields", "body", "subtext", "accessory", "elements", "element", "actions",
	"caption", "hint", "initial_value", "options", "option_groups", "placeholder", "description", "chart", "segments",
	"axis_config", "categories", "series", "name", "data", "rows", "items", "block", "child_blocks", "tasks", "details",
	"output", "alt_text",
}

// visible flattens blocks to what a reader sees, a line a piece; what appears only in a confirm dialog is left out.
func visible(blocks json.RawMessage) string {
	var doc any
	if len(blocks) == 0 || json.Unmarshal(blocks, &doc) != nil {
		return ""
	}
	var lines []string
	collect(doc, &lines)
	return strings.Join(lines, "\n")
}

func collect(v any, lines *[]string) {
	switch v := v.(type) {
	case string:
		*lines = append(*lines, v)
	case []any:
		for _, item := range v {
			collect(item, lines)
		}
	case obj:
		switch str(v, "type") {
		case "rich_text_section", "rich_text_preformatted", "rich_text_quote":
			*lines = append(*lines, inline(v))
			return
		}
		for _, name := range shown {
			collect(v[name], lines)
		}
	}
}

// inline is one running line of rich text.
func inline(section obj) string {
	var b strings.Builder
	for _, el := range objects(section["elements"]) {
		switch str(el, "type") {
		case "user":
			b.WriteString("<@" + str(el, "user_id") + ">")
		case "channel":
			b.WriteString("<#" + str(el, "channel_id") + ">")
		case "emoji":
			b.WriteString(":" + str(el, "name") + ":")
		case "link":
			b.WriteString(strings.TrimSpace(str(el, "text") + " " + str(el, "url")))
		default:
			b.WriteString(str(el, "text"))
		}
	}
	return b.String()
}

func str(o obj, name string) string {
	s, _ := o[name].(string)
	return s
}

func objects(v any) []obj {
	list, _ := v.([]any)
	var out []obj
	for _, item := range list {
		if o, ok := item.(obj); ok {
			out = append(out, o)
		}
	}
	return out
}

func number(v any) (float64, bool) {
	switch n := v.(type) {
	case json.Number:
		f, err := n.Float64()
		return f, err == nil
	case float64:
		return n, true
	}
	return 0, false
}

func decodeList(raw json.RawMessage) []obj {
	var list []obj
	if len(raw) == 0 || decode(raw, &list) != nil {
		return nil
	}
	return list
}

// decode keeps numbers as they were written.
func decode(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return d.Decode(into)
}

func encode(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return json.RawMessage("null") // only for values that came out of JSON, so this cannot happen
	}
	return bytes.TrimSpace(b.Bytes())
}

func keys[M ~map[string]V, V any](m M) iter.Seq[string] { return maps.Keys(m) }

func sorted[M ~map[string]V, V any](m M) []string { return slices.Sorted(maps.Keys(m)) }
