package rules

// cardRules are the blocks for alerts and cards; container and layout hold other blocks.
var cardRules = map[string]rule{
	// https://docs.slack.dev/reference/block-kit/blocks/alert-block
	"alert": typed(blockIDProp, must("text", anyText(1, 200)),
		may("level", oneOf("default", "info", "warning", "error", "success"))),

	"card": cardRule,

	// https://docs.slack.dev/reference/block-kit/blocks/carousel-block
	"carousel": typed(blockIDProp, must("elements", list(1, 10, byType(map[string]rule{"card": cardRule})))),
}

// cardRule: the page calls its words strings, but they are text objects
// (https://docs.slack.dev/reference/block-kit/blocks/card-block). That something must be on it, and one icon at most,
// is documented; the sentences are assumptions.
var cardRule = typed(blockIDProp, may("hero_image", pictureRule), may("icon", pictureRule),
	may("slack_icon", slackIconRule), may("title", anyText(1, 150)), may("subtitle", anyText(1, 150)),
	may("body", anyText(1, 200)), may("subtext", anyText(1, 200)),
	may("actions", list(1, 3, byType(subset(buttonRules, "button"))))).
	and(func(c *checker, v any) {
		doc := v.(obj)
		if doc["hero_image"] == nil && doc["title"] == nil && doc["actions"] == nil && doc["body"] == nil {
			c.fail("any_of", nil, nil, "failed to match any allowed schemas")
		}
		if doc["icon"] != nil && doc["slack_icon"] != nil {
			c.fail("one_of", nil, nil, "failed to match exactly one allowed schema")
		}
	})

var pictureRule = byType(subset(buttonRules, "image"))

// https://docs.slack.dev/reference/block-kit/composition-objects/slack-icon-object
var slackIconRule = object(must("type", oneOf("icon")), must("name", oneOf("archive", "book", "bookmark", "bot", "bug",
	"calendar", "call", "caret-left", "caret-right", "check", "clipboard", "code", "comment", "compass", "copy", "cube",
	"download", "edit", "email", "eye-closed", "eye-open", "file", "flag", "folder", "gear", "globe", "heart", "help",
	"image", "info", "key", "lightbulb", "link", "map", "mobile", "new-window", "pin", "plus", "refine", "refresh",
	"rocket", "save", "screen", "share", "sparkle", "star", "star-filled", "tag", "thumbs-down", "thumbs-up", "trash",
	"upload", "user", "warning")))

// containerRule groups blocks; on the outside a layout may be one of them
// (https://docs.slack.dev/reference/block-kit/blocks/container-block).
func containerRule(outside bool) rule {
	children := subset(blockRules, "actions", "context", "divider", "header", "image", "input", "rich_text", "section",
		"table", "video")
	if outside {
		children["layout"] = layoutRule(false)
	}
	rest := []prop{
		blockIDProp, may("subtitle", anyText(1, 150)), may("icon", pictureRule),
		may("width", oneOf("narrow", "standard", "wide", "full")), may("is_collapsible", boolean),
		may("default_collapsed", boolean), may("has_header_divider", boolean),
		must("child_blocks", list(1, 10, placed(children))),
	}
	rich := may("rich_text_title", byType(map[string]rule{"rich_text": richTextRule}))
	return either("rich_text_title", typed(withProps(rest, may("title", plain(1, 150)), rich)...),
		typed(withProps(rest, must("title", plain(1, 150)))...))
}

// layoutRule puts blocks side by side; on the outside a container may be one of them
// (https://docs.slack.dev/reference/block-kit/blocks/layout-block, and slack-go's Validate).
func layoutRule(outside bool) rule {
	stable := subset(blockRules, "context", "divider", "header", "image", "rich_text", "section", "table", "video")
	children := union(stable, cardRules, subset(blockRules, "actions", "input", "data_table", "data_visualization"))
	if outside {
		children["container"] = containerRule(false)
	}
	item := object(must("block", placed(children)), may("width", oneOf("narrow", "standard", "wide")),
		may("horizontal_alignment", oneOf("start", "center", "end")))
	return typed(blockIDProp, must("label", text(1, 150)), may("is_label_visible", boolean),
		may("grid_lines", oneOf("none", "rows", "outer")), may("fallback", list(0, endless, placed(stable))),
		must("rows", list(1, 5, object(must("items", list(1, 3, item))))))
}
