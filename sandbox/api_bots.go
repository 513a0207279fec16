package sandbox

// botsInfo tells who is behind a message's bot_id (https://docs.slack.dev/reference/methods/bots.info); without the
// argument bot the answer is empty, as at Slack.
func (c *call) botsInfo() (obj, *apiError) {
	switch c.str("bot") {
	case "":
		return nil, nil
	case BotID:
		return obj{"bot": obj{
			"id": BotID, "app_id": AppID, "user_id": BotUser, "name": c.w.manifest.botName(), "deleted": false, "updated": 0,
			"icons": obj{},
		}}, nil
	}
	return nil, refuse("bot_not_found")
}
