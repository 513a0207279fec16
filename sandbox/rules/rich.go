package rules

// richTextRule is a rich_text block: sections, lists, quotes and code, and in them inline elements that name what they
// show. Empty lists of elements are taken, but a list needs an item
// (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block, and measured by
// https://github.com/TightknitAI/slack-block-kit-validator).
var richTextRule = typed(blockIDProp, must("elements", list(0, endless, byType(map[string]rule{
	"rich_text_section":      richSectionRule,
	"rich_text_preformatted": typed(richElements, borderProp, may("language", text(1, 255))),
	"rich_text_quote":        typed(richElements, borderProp),
	// Items are sections and nothing else: a list in a list is told by what a section does not have.
	"rich_text_list": typed(must("elements", list(1, endless, object(must("type", oneOf("rich_text_section")),
		richElements))), must("style", oneOf("bullet", "ordered")), may("indent", whole(0, 8)),
		may("offset", whole(0, endless)), borderProp),
}))))

var (
	richSectionRule = typed(richElements)
	richElements    = must("elements", list(0, endless, byType(inlineRules)))
	borderProp      = may("border", whole(0, 1))
	someText        = text(1, endless)
)

// inlineRules are the elements that an app can write. The rest of what slack-go can read (citations, canvases, lists,
// records) is only ever received.
var inlineRules = map[string]rule{
	"text": typed(must("text", someText), textStyle),
	"link": typed(must("url", text(1, 3000)), may("text", text(0, endless)), may("unsafe", boolean), fromLLMProp,
		may("is_slack_url", boolean), may("truncated", boolean), textStyle),
	"emoji": typed(must("name", text(1, 255)), may("unicode", someText), may("skin_tone", whole(1, 6)),
		may("url", text(1, 3000)), textStyle),
	"user":      typed(must("user_id", text(1, 255)), fromLLMProp, mentionStyle),
	"usergroup": typed(must("usergroup_id", text(1, 255)), mentionStyle),
	"team":      typed(must("team_id", text(1, 255)), mentionStyle),
	"channel":   typed(must("channel_id", text(1, 255)), may("tab_id", someText), fromLLMProp, mentionStyle),
	"broadcast": typed(must("range", oneOf("here", "channel", "everyone")), mentionStyle),
	"color":     typed(must("value", text(1, 255)), textStyle),
	"date": typed(must("timestamp", whole(0, endless)), must("format", someText), may("timezone", someText),
		may("url", text(1, 3000)), may("fallback", someText), textStyle),
	"file": typed(must("file_id", text(1, 255)), may("text", someText), may("url", text(1, 3000)),
		may("is_skill_invocation", boolean), mentionStyle),
	"message_mention": typed(must("channel_id", text(1, 255)), must("message_ts", someText), may("author_id", someText),
		may("thread_ts", someText), may("text", someText), may("url", text(1, 3000)), mentionStyle),
	"work_object_mention": typed(must("entity_id", someText), must("app_id", someText), must("text", someText),
		must("url", text(1, 3000)), may("icon_url", text(1, 3000)), may("full_size_preview_enabled", boolean),
		may("product_name", someText), mentionStyle),
	"workflow_mention": typed(must("workflow_id", someText), must("function_trigger_id", someText),
		must("text", someText), may("url", text(1, 3000)), may("channel_id", someText), may("ts", someText),
		mentionStyle),
}

// Styles: a mention cannot be code (https://github.com/soxtoby/SlackNet/issues/196).
var (
	styleProps = []prop{
		may("bold", boolean), may("italic", boolean), may("strike", boolean), may("underline", boolean),
		may("highlight", boolean), may("client_highlight", boolean), may("unlink", boolean),
	}
	mentionStyle = may("style", object(styleProps...))
	textStyle    = may("style", object(withProps(styleProps, may("code", boolean))...))
	fromLLMProp  = may("from_llm", boolean)
)
