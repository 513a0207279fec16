package rules

// The objects that blocks and elements are made of
// (https://docs.slack.dev/reference/block-kit/composition-objects). They have no type; one that is given is refused.

// plain is a plain_text object.
func plain(least, most int) rule {
	return allOf(object(must("type", oneOf("plain_text")), must("text", text(least, most)), may("emoji", boolean)))
}

// anyText is a plain_text or mrkdwn object.
func anyText(least, most int) rule { return allOf(byType(texts(least, most))) }

func texts(least, most int) map[string]rule {
	return map[string]rule{
		"plain_text": typed(must("text", text(least, most)), may("emoji", boolean)),
		"mrkdwn":     typed(must("text", text(least, most)), may("verbatim", boolean)),
	}
}

// https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
var confirmRule = object(must("title", plain(1, 100)), must("text", anyText(1, 300)), must("confirm", plain(1, 30)),
	must("deny", plain(1, 30)), may("style", oneOf("primary", "danger")))

// Options of menus: only those of overflow menus may have an address, only those of checkboxes and radio buttons
// may be formatted (https://docs.slack.dev/reference/block-kit/composition-objects/option-object).
var (
	optionRule = object(must("text", plain(1, 75)), must("value", text(1, 150)), may("description", plain(1, 75)))

	linkedOptionRule = object(must("text", plain(1, 75)), must("value", text(1, 150)), may("description", plain(1, 75)),
		may("url", text(1, 3000)))

	formattedOptionRule = object(must("text", anyText(1, 75)), must("value", text(1, 150)),
		may("description", anyText(1, 75)))

	// https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object
	optionGroupRule = object(must("label", plain(1, 75)), must("options", list(1, 100, optionRule)))
)

// https://docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object; none of it is needed, but
// one is. The sentence for that is an assumption.
var filterRule = object(may("include", list(1, 4, oneOf("im", "mpim", "private", "public"))),
	may("exclude_external_shared_channels", boolean), may("exclude_bot_users", boolean)).and(
	func(c *checker, v any) {
		if len(v.(obj)) == 0 {
			c.fail("any_of", nil, nil, "failed to match any allowed schemas")
		}
	})

// https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object
var dispatchRule = object(may("trigger_actions_on", list(1, 2, oneOf("on_enter_pressed", "on_character_entered"))))

// https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object: an id or an address, not both.
var slackFileRule = object(may("id", text(1, 255)), may("url", text(1, 3000))).and(exactlyOne("id", "url"))

// exactlyOne holds that one of these properties is there, and only one, in the words of Slack's schema engine; that
// Slack uses them here is an assumption.
func exactlyOne(names ...string) rule {
	return func(c *checker, v any) {
		doc, found := v.(obj), 0
		for _, name := range names {
			if _, given := doc[name]; given {
				found++
			}
		}
		if found != 1 {
			c.fail("one_of", nil, nil, "failed to match exactly one allowed schema")
		}
	}
}

// either takes the first rule when the object has the property, and otherwise the second.
func either(name string, withProps, without rule) rule {
	return func(c *checker, v any) {
		if doc, _ := v.(obj); doc != nil {
			if _, given := doc[name]; given {
				withProps(c, v)
				return
			}
		}
		without(c, v)
	}
}
