package rules

// menuRules are the elements by which people choose (https://docs.slack.dev/reference/block-kit/block-elements/
// select-menu-element, multi-select-menu-element, checkboxes-element and radio-button-group-element).
var menuRules = map[string]rule{
	"static_select":       staticMenu(may("initial_option", optionRule)),
	"multi_static_select": staticMenu(mostProp, may("initial_options", list(1, 100, optionRule))),
	"external_select":     typed(withProps(chosenProps, queryProp, may("initial_option", optionRule))...),
	"multi_external_select": typed(withProps(chosenProps, queryProp, mostProp,
		may("initial_options", list(1, 100, optionRule)))...),
	"users_select":       typed(withProps(chosenProps, may("initial_user", text(1, 255)))...),
	"multi_users_select": typed(withProps(chosenProps, mostProp, may("initial_users", idsRule))...),
	"conversations_select": typed(withProps(chosenProps, may("initial_conversation", text(1, 255)),
		may("filter", filterRule), may("default_to_current_conversation", boolean),
		may("response_url_enabled", boolean))...),
	"multi_conversations_select": typed(withProps(chosenProps, mostProp, may("initial_conversations", idsRule),
		may("filter", filterRule), may("default_to_current_conversation", boolean))...),
	"channels_select": typed(withProps(chosenProps, may("initial_channel", text(1, 255)),
		may("response_url_enabled", boolean))...),
	"multi_channels_select": typed(withProps(chosenProps, mostProp, may("initial_channels", idsRule))...),
	"checkboxes": typed(actionIDProp, must("options", list(1, 10, formattedOptionRule)),
		may("initial_options", list(1, 10, formattedOptionRule)), confirmProp, focusProp, visibleToProp).
		also(initialAmong),
	"radio_buttons": typed(actionIDProp, must("options", list(1, 10, formattedOptionRule)),
		may("initial_option", formattedOptionRule), confirmProp, focusProp).also(initialAmong),
}

var (
	chosenProps = []prop{actionIDProp, placeholderProp, confirmProp, focusProp}
	mostProp    = may("max_selected_items", whole(1, endless))
	queryProp   = may("min_query_length", whole(0, endless))
	idsRule     = list(0, endless, text(1, 255))
)

// staticMenu is a menu with its options, or with groups of them, not both.
func staticMenu(more ...prop) rule {
	base := withProps(chosenProps, more...)
	flat := typed(withProps(base, must("options", list(1, 100, optionRule)))...)
	groups := typed(withProps(base, may("options", list(1, 100, optionRule)),
		must("option_groups", list(1, 100, optionGroupRule)))...).and(exactlyOne("options", "option_groups"))
	return either("option_groups", groups, flat).also(initialAmong)
}

// initialAmong holds that what is chosen at first is one of the options, word for word. Slack refuses it, or does not
// show the view (https://github.com/slackapi/python-slack-sdk/issues/1509); the sentence is our own.
func initialAmong(c *checker, v any) {
	doc := v.(obj)
	name, chosen := "initial_options", objects(doc["initial_options"])
	if one, ok := doc["initial_option"].(obj); ok {
		name, chosen = "initial_option", []obj{one}
	}
	if len(chosen) == 0 {
		return
	}
	known := map[string]bool{}
	for _, o := range options(doc) {
		known[string(encode(o))] = true
	}
	for _, o := range chosen {
		if !known[string(encode(o))] {
			c.in(name, func(c *checker, _ any) {
				c.fail("enum", nil, nil, "must be one of the provided options")
			}, nil)
		}
	}
}
