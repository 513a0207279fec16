package sandbox

// body is an answer that Slack itself was seen to give: to what, and every line of it.
type body struct {
	source string
	of     any // blocks of a message, or a view
	lines  []string
}

const noSchema = "failed to match all allowed schemas [json-pointer:"

// seenBodies come from public issues, pull requests and logs. Where the source shows only some lines of an answer, the
// others are those that the same rule gave elsewhere.
var seenBodies = []body{
	{
		"the log of a workflow in a public repository", alone(obj{"type": "section", "text": mrkdwn(3001)}),
		[]string{noSchema + "/blocks/0/text]", "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"},
	},
	{
		"https://github.com/getnao/nao/issues/579", alone(obj{"type": "section", "text": mrkdwn(0)}),
		[]string{noSchema + "/blocks/0/text]", "must be more than 0 characters [json-pointer:/blocks/0/text/text]"},
	},
	{
		"Slack transport of symfony/notifier", repeat(51, divider()),
		[]string{"no more than 50 items allowed [json-pointer:/blocks]"},
	},
	{
		"https://github.com/adobe/spacecat-api-service/issues/176", after(1, actions(repeat(26, button(nil))...)),
		[]string{"no more than 25 items allowed [json-pointer:/blocks/1/elements]"},
	},
	{
		"https://github.com/getsentry/eng-pipes/issues/725",
		after(3, obj{"type": "section", "fields": repeat(11, mrkdwn(1))}),
		[]string{"no more than 10 items allowed [json-pointer:/blocks/3/fields]"},
	},
	{
		"https://github.com/incidentbot/incidentbot/issues/328",
		after(2, section(obj{"type": "overflow", "options": choices(6)})),
		[]string{"no more than 5 items allowed [json-pointer:/blocks/2/accessory/options]"},
	},
	{
		"https://github.com/ColeMurray/background-agents/pull/868",
		alone(actions(repeat(2, button(obj{"action_id": "win.edit"}))...)),
		[]string{"`action_id` \"win.edit\" already exists [json-pointer:/blocks/0/elements/1/action_id]"},
	},
	{
		"the changelog of a stand-up bot", after(2, obj{"type": "section", "fields": alone(mrkdwn(2001))}),
		[]string{
			noSchema + "/blocks/2/fields/0]",
			"must be less than 2001 characters [json-pointer:/blocks/2/fields/0/text]",
		},
	},
	{
		"https://github.com/otiai10/amesh-bot/issues/24",
		alone(imageOf(obj{"image_url": "http://127.0.0.1:9000/a.png"})),
		[]string{"downloading image failed [json-pointer:/blocks/0/image_url]"},
	},
	{
		"https://github.com/slackapi/java-slack-sdk/issues/853",
		alone(obj{"type": "section", "text": mrkdwn(1), "block_id": nil, "accessory": nil, "fields": nil}),
		[]string{
			"must provide a string [json-pointer:/blocks/0/block_id]",
			"must provide an object [json-pointer:/blocks/0/accessory]",
			"must provide an array [json-pointer:/blocks/0/fields]",
		},
	},
	{
		"https://github.com/slackapi/java-slack-sdk/issues/1017", alone(obj{"type": "section"}),
		[]string{"must define either `text` or `fields` [json-pointer:/blocks/0/type]"},
	},

	{
		"https://github.com/jeremeamia/slack-block-kit/issues/3, and 25 since", modal(obj{"title": plainObj(25)}),
		[]string{
			noSchema + "/view]", noSchema + "/view/title]",
			"must be less than 25 characters [json-pointer:/view/title/text]",
		},
	},
	{
		"https://github.com/rtCamp/frappe-slack-connector/issues/54",
		formOf(after(2, input(obj{"type": "static_select", "options": alone(choiceOf(76))}))...),
		[]string{
			noSchema + "/view]", noSchema + "/view/blocks/2/element/options/0/text]",
			"must be less than 76 characters [json-pointer:/view/blocks/2/element/options/0/text/text]",
		},
	},
	{
		"https://github.com/grafana-cold-storage/oncall/pull/210", modal(obj{"blocks": repeat(101, divider())}),
		[]string{noSchema + "/view]", "no more than 100 items allowed [json-pointer:/view/blocks]"},
	},
	{
		"https://github.com/slackapi/java-slack-sdk/issues/684",
		obj{"type": "dialog", "blocks": []obj{}},
		[]string{noSchema + "/view]", "unsupported type: dialog [json-pointer:/view/type]"},
	},
	{
		"https://github.com/nicklambourne/slackblocks/issues/36", modal(obj{"submit_disabled": true}),
		[]string{noSchema + "/view]", "invalid additional property: submit_disabled [json-pointer:/view]"},
	},
	{
		"the README of a chat bot", home(after(3, section(obj{"type": "image"}))...),
		[]string{
			noSchema + "/view]", "missing required field: image_url [json-pointer:/view/blocks/3/accessory]",
			"missing required field: alt_text [json-pointer:/view/blocks/3/accessory]",
		},
	},
	{
		"https://github.com/incidentbot/incidentbot/issues/307",
		home(after(20, section(obj{"type": "overflow", "options": choices(6)}))...),
		[]string{noSchema + "/view]", "no more than 5 items allowed [json-pointer:/view/blocks/20/accessory/options]"},
	},
	{
		"https://github.com/slackapi/python-slack-sdk/issues/1369",
		modal(obj{"blocks": alone(imageOf(obj{"title": mrkdwn(1)}))}),
		[]string{
			noSchema + "/view]", noSchema + "/view/blocks/0/title]",
			"must be a valid enum value [json-pointer:/view/blocks/0/title/type]",
		},
	},
	{
		"the notes of a trading bot", modal(obj{"blocks": after(2, typing(nil))}),
		[]string{"must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/2/input]"},
	},
}
