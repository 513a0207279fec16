package rules

import "maps"

// Which elements stand in which block (https://docs.slack.dev/blocks.json). What they take is in rules_buttons.go,
// rules_menus.go and rules_inputs.go.
var (
	accessoryRule = placed(some("button", "workflow_button", "image", "overflow", "static_select", "external_select",
		"users_select", "conversations_select", "channels_select", "multi_static_select", "multi_external_select",
		"multi_users_select", "multi_conversations_select", "multi_channels_select", "datepicker", "timepicker",
		"checkboxes", "radio_buttons"))

	actionElementRule = placed(some("button", "workflow_button", "overflow", "static_select", "external_select",
		"users_select", "conversations_select", "channels_select", "multi_static_select", "multi_external_select",
		"multi_users_select", "multi_conversations_select", "multi_channels_select", "datepicker", "timepicker",
		"datetimepicker", "checkboxes", "radio_buttons", "rich_text_input"))

	inputElementRule = placed(union(menuRules, inputRules))

	contextElementRule = placed(union(texts(1, 3000), some("image")))

	contextActionRule = placed(some("feedback_buttons", "icon_button"))
)

// elementRules says of every element what it takes (https://docs.slack.dev/reference/block-kit/block-elements).
var elementRules = union(buttonRules, menuRules, inputRules)

var (
	actionIDProp    = may("action_id", text(1, 255))
	confirmProp     = may("confirm", confirmRule)
	focusProp       = may("focus_on_load", boolean)
	placeholderProp = may("placeholder", plain(1, 150))
)

func some(names ...string) map[string]rule { return subset(elementRules, names...) }

func subset(rules map[string]rule, names ...string) map[string]rule {
	chosen := map[string]rule{}
	for _, name := range names {
		chosen[name] = rules[name]
	}
	return chosen
}

func union[V any](parts ...map[string]V) map[string]V {
	all := map[string]V{}
	for _, part := range parts {
		maps.Copy(all, part)
	}
	return all
}

func withProps(base []prop, more ...prop) []prop { return append(more, base...) }
