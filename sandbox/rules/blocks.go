package rules

// Limits of whole payloads (https://docs.slack.dev/reference/block-kit/blocks and .../methods/views.open).
const (
	maxMessageBlocks = 50
	maxViewBlocks    = 100
	maxView          = 250 * 1024 // bytes
)

// The three documents that can be checked. What stands behind .also is in rules_whole.go.
var (
	messageBlocks = list(0, maxMessageBlocks, anyBlockRule).
			also(uniqueIDs, countedBlocks(maxMessageBlocks), focusOnce, oneTable, tableText, markdownTotal, allText)

	looseBlocks = list(0, maxViewBlocks, anyBlockRule).
			also(uniqueIDs, countedBlocks(maxViewBlocks), focusOnce, oneTable, tableText, markdownTotal)

	viewBlocks = list(0, maxViewBlocks, anyBlockRule).also(uniqueIDs, countedBlocks(maxViewBlocks), focusOnce)
)

// anyViewRule is a modal or a Home tab (https://docs.slack.dev/reference/views).
var anyViewRule = allOf(func(c *checker, v any) {
	doc, _ := v.(obj)
	c.on = surface(str(doc, "type"))
	viewRule(c, v)
})

var viewRule = byType(map[string]rule{
	"modal": typed(withProps(viewProps, must("title", plain(1, 24)), may("submit", plain(1, 24)),
		may("close", plain(1, 24)), may("clear_on_close", boolean), may("notify_on_close", boolean))...).
		also(submitForInputs),
	"home": typed(viewProps...),
})

// viewProps is what both kinds of view have.
var viewProps = []prop{
	must("blocks", viewBlocks), may("private_metadata", text(0, 3000)), may("callback_id", text(0, 255)),
	may("external_id", text(0, 255)),
}

var blockIDProp = may("block_id", text(1, 255))

var anyBlockRule = placed(union(blockRules, cardRules, map[string]rule{
	"container": containerRule(true), "layout": layoutRule(true),
}))

// blockRules are those that may also stand in a container or layout, and a few that stand alone. Blocks of files that
// live elsewhere cannot be sent (https://docs.slack.dev/reference/block-kit/blocks/file-block).
var blockRules = map[string]rule{
	"section": typed(blockIDProp, may("text", anyText(1, 3000)), may("fields", list(1, 10, anyText(1, 2000))),
		may("accessory", accessoryRule), may("expand", boolean)).also(textOrFields),
	"header":          typed(blockIDProp, must("text", plain(1, 150)), may("level", whole(1, 4))),
	"divider":         typed(blockIDProp),
	"context":         typed(blockIDProp, must("elements", list(1, 10, contextElementRule))),
	"actions":         typed(blockIDProp, must("elements", list(1, 25, actionElementRule))),
	"context_actions": typed(blockIDProp, must("elements", list(1, 5, contextActionRule))),
	"input": typed(blockIDProp, must("label", plain(1, 2000)), must("element", inputElementRule),
		may("hint", plain(1, 2000)), may("optional", boolean), may("dispatch_action", boolean)).
		also(filesDispatchNothing),
	"image": imageRule(1, 2000, blockIDProp, may("title", plain(1, 2000))),
	"video": typed(blockIDProp, must("video_url", text(1, 3000)), must("thumbnail_url", text(1, 3000)),
		must("alt_text", text(1, 2000)), must("title", plain(1, 200)), may("title_url", text(1, 3000)),
		may("description", plain(1, 200)), may("author_name", text(0, 50)), may("provider_name", text(0, endless)),
		may("provider_icon_url", text(1, 3000))),
	"rich_text": richTextRule,
	"table":     tableRule,

	"markdown":           typed(blockIDProp, must("text", text(1, MaxMarkdown))),
	"data_table":         dataTableRule,
	"data_visualization": chartRule,
	"plan":               planRule,
	"task_card":          taskCardRule,
}

// textOrFields is seen to point at the type (https://github.com/slackapi/java-slack-sdk/issues/1017).
func textOrFields(c *checker, v any) {
	doc := v.(obj)
	if doc["text"] == nil && doc["fields"] == nil {
		c.in("type", func(c *checker, _ any) {
			c.fail("any_of", nil, nil, "must define either `text` or `fields`")
		}, nil)
	}
}

// filesDispatchNothing: https://docs.slack.dev/reference/block-kit/blocks/input-block calls it an unsupported type.
func filesDispatchNothing(c *checker, v any) {
	doc := v.(obj)
	if el, _ := doc["element"].(obj); str(el, "type") == "file_input" && doc["dispatch_action"] == true {
		c.in("element", func(c *checker, _ any) {
			c.in("type", func(c *checker, _ any) { c.fail("enum", nil, nil, "unsupported type: file_input") }, nil)
		}, nil)
	}
}
