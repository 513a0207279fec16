package sandbox

import (
	"encoding/json"
	"sync"
	"unicode/utf8"
)

// Limits of whole payloads (https://docs.slack.dev/reference/block-kit/blocks and .../methods/views.open).
const (
	maxMessageBlocks = 50
	maxViewBlocks    = 100
	maxView          = 250 * 1024
	maxMarkdown      = 12_000 // code points over all markdown blocks of a message
)

// blockRules says of every block what it takes. Blocks that are not listed are unsupported here.
var blockRules = sync.OnceValue(func() map[string]rule {
	id := may("block_id", text(1, 255))
	return map[string]rule{
		"section": object(id, may("text", anyText(1, 3000)), may("fields", list(1, 10, anyText(1, 2000))),
			may("accessory", byType(accessories())), may("expand", boolean)).also(textOrFields),
		"header":  object(id, must("text", plain(1, 150)), may("level", whole(1, 4))),
		"divider": object(id),
		"context": object(id, must("elements", list(1, 10, byType(contextElements())))),
		"actions": object(id, must("elements", list(1, 25, byType(actionElements())))),
		"input": object(id, must("label", plain(1, 2000)), must("element", byType(inputElements())),
			may("hint", plain(1, 2000)), may("optional", boolean), may("dispatch_action", boolean)),
		"image": object(id, may("image_url", text(1, 3000)), may("slack_file", slackFile),
			must("alt_text", text(1, 2000)), may("title", plain(1, 2000))).also(oneImage),
		"rich_text":          richText,
		"markdown":           only(object(id, must("text", text(1, maxMarkdown))), inMessage),
		"table":              only(table(), inMessage),
		"data_visualization": only(chart(), inMessage, inHome),
	}
})

// ValidateMessage checks the blocks of a message as Slack does; none means that Slack takes them. Pointers start at
// /blocks.
func ValidateMessage(blocks json.RawMessage) []Problem {
	c := &checker{on: inMessage}
	doc, ok := c.read(blocks, "/blocks")
	if !ok {
		return c.problems
	}
	list(0, maxMessageBlocks, byType(blockRules())).also(unique, oneTable, markdownTotal)(c, "/blocks", doc)
	return c.problems
}

// ValidateView checks a modal or Home view as Slack does; none means that Slack takes it. Pointers start at /view.
func ValidateView(view json.RawMessage) []Problem {
	c := &checker{}
	v, ok := c.read(view, "/view")
	if !ok {
		return c.problems
	}
	if len(view) > maxView {
		c.say("/view", "view is larger than %d bytes", maxView)
	}
	doc, _ := v.(obj)
	c.on = surface(str(doc, "type"))
	blocks := list(0, maxViewBlocks, byType(blockRules())).also(unique)
	byType(map[string]rule{
		"modal": object(must("title", plain(1, 24)), must("blocks", blocks), may("submit", plain(1, 24)),
			may("close", plain(1, 24)), may("private_metadata", text(0, 3000)), may("callback_id", text(0, 255)),
			may("external_id", text(0, 255)), may("clear_on_close", boolean),
			may("notify_on_close", boolean)).also(submitForInputs),
		"home": object(must("blocks", blocks), may("private_metadata", text(0, 3000)), may("callback_id", text(0, 255)),
			may("external_id", text(0, 255))),
	})(c, "/view", v)
	if len(c.problems) > 0 {
		c.problems = append([]Problem{{"/view", "failed to match all allowed schemas"}}, c.problems...)
	}
	return c.problems
}

func (c *checker) read(raw json.RawMessage, at string) (any, bool) {
	var v any
	if err := decode(raw, &v); err != nil {
		c.say(at, "must provide valid JSON")
		return nil, false
	}
	return v, true
}

func textOrFields(c *checker, at string, v any) {
	doc, _ := v.(obj)
	if doc["text"] == nil && doc["fields"] == nil {
		c.say(at, "must define either `text` or `fields`")
	}
}

func submitForInputs(c *checker, at string, v any) {
	doc, _ := v.(obj)
	if doc["submit"] != nil {
		return
	}
	for _, b := range objects(doc["blocks"]) {
		if str(b, "type") == "input" {
			c.say(at, "must define `submit` to use an `input` block in modals")
			return
		}
	}
}

func oneTable(c *checker, at string, v any) {
	tables := 0
	for _, b := range objects(v) {
		if str(b, "type") == "table" {
			tables++
		}
	}
	if tables > 1 {
		c.say(at, "only_one_table_allowed")
	}
}

func markdownTotal(c *checker, at string, v any) {
	total, blocks := 0, 0
	for _, b := range objects(v) {
		if str(b, "type") == "markdown" {
			total += utf8.RuneCountInString(str(b, "text"))
			blocks++
		}
	}
	if blocks > 1 && total > maxMarkdown {
		c.say(at, "must be less than %d characters", maxMarkdown+1)
	}
}

// oneImage: exactly one source; and Slack fetches the address itself, so one of this computer fails.
func oneImage(c *checker, at string, v any) {
	doc, _ := v.(obj)
	switch address := str(doc, "image_url"); {
	case doc["image_url"] == nil && doc["slack_file"] == nil:
		c.say(at, "missing required field: image_url")
	case address != "" && !external(address):
		c.say(at+"/image_url", "downloading image failed")
	}
}

func slackFile(c *checker, at string, v any) {
	object(may("id", text(1, 255)), may("url", text(1, 3000)))(c, at, v)
}

// plain is a plain_text object.
func plain(least, most int) rule {
	return byType(map[string]rule{
		"plain_text": object(must("text", text(least, most)), may("emoji", boolean)),
	})
}

// anyText is a plain_text or mrkdwn object; what is wrong inside is said of the object, too, as Slack does.
func anyText(least, most int) rule {
	inner := byType(map[string]rule{
		"plain_text": object(must("text", text(least, most)), may("emoji", boolean)),
		"mrkdwn":     object(must("text", text(least, most)), may("verbatim", boolean)),
	})
	return func(c *checker, at string, v any) {
		before := len(c.problems)
		inner(c, at, v)
		if len(c.problems) > before {
			c.say(at, "failed to match all allowed schemas")
		}
	}
}
