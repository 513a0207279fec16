package rules

// buttonRules are the elements that keep no value: buttons of every kind, menus of buttons, and images
// (https://docs.slack.dev/reference/block-kit/block-elements/button-element and its neighbours).
var buttonRules = map[string]rule{
	"button": typed(actionIDProp, must("text", plain(1, 75)), may("value", text(0, 2000)), may("url", text(1, 3000)),
		may("style", oneOf("primary", "danger")), confirmProp, accessibilityProp,
		// Not on the page; slack-go has them, with no bounds.
		may("agent_prompt", text(0, endless)), may("agent_prompt_display", text(0, endless)), visibleToProp),

	"workflow_button": typed(must("action_id", text(1, 255)), must("text", plain(1, 75)),
		must("workflow", workflowRule), may("style", oneOf("primary", "danger")), accessibilityProp),

	"overflow": typed(actionIDProp, must("options", list(1, 5, linkedOptionRule)), confirmProp),

	// Slack has one icon for this button, and names no bound for its text.
	"icon_button": typed(actionIDProp, must("icon", oneOf("trash")), must("text", plain(1, endless)),
		may("value", text(0, 2000)), confirmProp, accessibilityProp, visibleToProp),

	"feedback_buttons": typed(actionIDProp, must("positive_button", feedbackButtonRule),
		must("negative_button", feedbackButtonRule)),

	"image": imageRule(1, 2000),
}

var (
	accessibilityProp = may("accessibility_label", text(1, 75))

	visibleToProp = may("visible_to_user_ids", list(0, endless, text(1, 255)))

	feedbackButtonRule = object(must("text", plain(1, 75)), must("value", text(1, 2000)), accessibilityProp)

	// https://docs.slack.dev/reference/block-kit/composition-objects/workflow-object
	workflowRule = object(must("trigger", object(must("url", text(1, 3000)), may("customizable_input_parameters",
		list(0, endless, object(must("name", text(1, endless)), must("value", anything)))))))
)

// imageRule takes an address or a file of Slack's, not both; without either the address is what is missing. Blocks take
// more than elements.
func imageRule(least, most int, more ...prop) rule {
	alt := must("alt_text", text(least, most))
	address := typed(withProps(more, must("image_url", text(1, 3000)), alt)...).also(downloaded)
	file := typed(withProps(more, must("slack_file", slackFileRule), may("image_url", text(1, 3000)), alt)...).
		and(exactlyOne("image_url", "slack_file"))
	return either("slack_file", file, address)
}
