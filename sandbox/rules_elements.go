package sandbox

import (
	"maps"
	"strings"
	"sync"
)

// elementRules says of every element what it takes (https://docs.slack.dev/reference/block-kit/block-elements).
var elementRules = sync.OnceValue(func() map[string]rule {
	var (
		action      = may("action_id", text(1, 255))
		confirmed   = may("confirm", confirm)
		focus       = may("focus_on_load", boolean)
		placeholder = may("placeholder", plain(1, 150))
		dispatch    = may("dispatch_action_config", object(may("trigger_actions_on",
			list(1, 2, oneOf("on_enter_pressed", "on_character_entered")))))
		typed  = []prop{action, placeholder, dispatch, focus}
		chosen = []prop{action, placeholder, confirmed, focus}
		most   = may("max_selected_items", whole(1, 100))
	)
	return map[string]rule{
		"button": object(action, must("text", plain(1, 75)), may("value", text(0, 2000)), may("url", text(1, 3000)),
			may("style", oneOf("primary", "danger")), confirmed, may("accessibility_label", text(1, 75))),
		"image": object(may("image_url", text(1, 3000)), may("slack_file", slackFile),
			must("alt_text", text(1, 2000))).also(oneImage),
		"overflow": object(action, must("options", list(1, 5, option(75, true))), confirmed),
		"static_select": object(with(chosen, may("options", list(1, 100, option(75, false))),
			may("option_groups", groups), may("initial_option", option(75, false)))...).
			also(optionsOrGroups, initialAmong),
		"multi_static_select": object(with(chosen, may("options", list(1, 100, option(75, false))), most,
			may("option_groups", groups), may("initial_options", list(1, 100, option(75, false))))...).
			also(optionsOrGroups, initialAmong),
		"users_select":       object(with(chosen, may("initial_user", text(1, 255)))...),
		"multi_users_select": object(with(chosen, most, may("initial_users", list(0, 100, text(1, 255))))...),
		"conversations_select": object(with(chosen, may("initial_conversation", text(1, 255)), may("filter", filter),
			may("default_to_current_conversation", boolean), may("response_url_enabled", boolean))...),
		"multi_conversations_select": object(with(chosen, most,
			may("initial_conversations", list(0, 100, text(1, 255))), may("filter", filter),
			may("default_to_current_conversation", boolean))...),
		"channels_select": object(with(chosen, may("initial_channel", text(1, 255)),
			may("response_url_enabled", boolean))...),
		"multi_channels_select": object(with(chosen, most, may("initial_channels", list(0, 100, text(1, 255))))...),
		"datepicker":            object(with(chosen, may("initial_date", pattern(`^\d{4}-\d{2}-\d{2}$`)))...),
		"timepicker": object(with(chosen, may("initial_time", pattern(`^\d{2}:\d{2}$`)),
			may("timezone", text(1, 255)))...),
		"datetimepicker": object(action, confirmed, focus, may("initial_date_time", whole(0, 9_999_999_999))),
		"checkboxes": object(action, must("options", list(1, 10, richOption)),
			may("initial_options", list(1, 10, richOption)), confirmed, focus).also(initialAmong),
		"radio_buttons": object(action, must("options", list(1, 10, richOption)),
			may("initial_option", richOption), confirmed, focus).also(initialAmong),
		"plain_text_input": object(with(typed, may("initial_value", text(0, 3000)), may("multiline", boolean),
			may("min_length", whole(0, 3000)), may("max_length", whole(1, 3000)))...).also(lengthsInOrder),
		"rich_text_input": only(object(with(typed, may("initial_value", richText), may("min_lines", whole(1, 100)),
			may("max_lines", whole(1, 100)))...), inModal, inHome),
		"number_input": object(with(typed, must("is_decimal_allowed", boolean), may("initial_value", numeral),
			may("min_value", numeral), may("max_value", numeral))...),
		"email_text_input": object(with(typed, may("initial_value", text(0, 3000)))...),
		"url_text_input":   object(with(typed, may("initial_value", text(0, 3000)))...),
		"file_input": only(object(action, may("filetypes", list(1, 100, text(1, 255))), may("max_files", whole(1, 10))),
			inModal),
	}
})

func numeral(c *checker, at string, v any) { pattern(`^-?\d+(\.\d+)?$`)(c, at, v) }

func accessories() map[string]rule {
	return pick("button", "image", "overflow", "static_select", "multi_static_select", "users_select",
		"multi_users_select", "conversations_select", "multi_conversations_select", "channels_select",
		"multi_channels_select", "datepicker", "timepicker", "checkboxes", "radio_buttons")
}

func actionElements() map[string]rule {
	return pick("button", "overflow", "static_select", "users_select", "conversations_select", "channels_select",
		"multi_static_select", "multi_users_select", "multi_conversations_select", "multi_channels_select",
		"datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons", "rich_text_input")
}

func inputElements() map[string]rule {
	rules := maps.Clone(elementRules())
	for _, never := range []string{"button", "image", "overflow"} {
		delete(rules, never)
	}
	return rules
}

func contextElements() map[string]rule {
	rules := pick("image")
	rules["plain_text"] = object(must("text", text(1, 3000)), may("emoji", boolean))
	rules["mrkdwn"] = object(must("text", text(1, 3000)), may("verbatim", boolean))
	return rules
}

func pick(names ...string) map[string]rule {
	all, some := elementRules(), map[string]rule{}
	for _, name := range names {
		some[name] = all[name]
	}
	return some
}

func with(base []prop, more ...prop) []prop { return append(more, base...) }

// option is an option object; only those of overflow menus may have an address.
func option(words int, address bool) rule {
	props := []prop{
		must("text", plain(1, words)), must("value", text(1, 150)), may("description", plain(1, 75)),
	}
	if address {
		props = append(props, may("url", text(1, 3000)))
	}
	return object(props...)
}

// richOption is an option of checkboxes and radio buttons, which may be formatted.
func richOption(c *checker, at string, v any) {
	object(must("text", anyText(1, 75)), must("value", text(1, 150)), may("description", anyText(1, 75)))(c, at, v)
}

func groups(c *checker, at string, v any) {
	list(1, 100, object(must("label", plain(1, 75)), must("options", list(1, 100, option(75, false)))))(c, at, v)
}

func filter(c *checker, at string, v any) {
	object(may("include", list(1, 4, oneOf("im", "mpim", "private", "public"))),
		may("exclude_external_shared_channels", boolean), may("exclude_bot_users", boolean))(c, at, v)
}

func confirm(c *checker, at string, v any) {
	object(must("title", plain(1, 100)), must("text", anyText(1, 300)), must("confirm", plain(1, 30)),
		may("deny", plain(1, 30)), may("style", oneOf("primary", "danger")))(c, at, v)
}

func optionsOrGroups(c *checker, at string, v any) {
	doc, _ := v.(obj)
	if (doc["options"] == nil) == (doc["option_groups"] == nil) {
		c.say(at, "must define either `options` or `option_groups`")
	}
}

// initialAmong holds that what is chosen at first is one of the options, word for word.
func initialAmong(c *checker, at string, v any) {
	doc, _ := v.(obj)
	chosen := objects(doc["initial_options"])
	name := "initial_options"
	if one, ok := doc["initial_option"].(obj); ok {
		chosen, name = []obj{one}, "initial_option"
	}
	var known strings.Builder
	for _, o := range options(doc) {
		known.Write(encode(o))
		known.WriteByte('\n')
	}
	for _, o := range chosen {
		if !strings.Contains(known.String(), string(encode(o))+"\n") {
			c.say(at+"/"+name, "must be one of the provided options")
		}
	}
}

func lengthsInOrder(c *checker, at string, v any) {
	doc, _ := v.(obj)
	least, _ := number(doc["min_length"])
	most, given := number(doc["max_length"])
	if given && least > most {
		c.say(at+"/min_length", "must be less than %d", int(most)+1)
	}
}
