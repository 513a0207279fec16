package sandbox

func (c *call) apiTest() (obj, *apiError) {
	if code := c.str("error"); code != "" {
		return nil, &apiError{code: code, extra: obj{"args": c.texts()}}
	}
	return obj{"args": c.texts()}, nil
}

func (c *call) authTest() (obj, *apiError) {
	return obj{
		"url": c.w.URL(), "team": teamName, "team_id": TeamID, "user": c.w.manifest.botHandle(), "user_id": BotUser,
		"bot_id": BotID, "is_enterprise_install": false,
	}, nil
}

func (c *call) teamInfo() (obj, *apiError) {
	return obj{"team": obj{
		"id": TeamID, "name": teamName, "domain": teamDomain, "email_domain": "laurel.example", "icon": obj{},
	}}, nil
}

func (c *call) emojiList() (obj, *apiError) {
	return obj{"emoji": obj{}, "cache_ts": "0"}, nil
}

const (
	teamName   = "Laurel Sandbox"
	teamDomain = "laurel-sandbox"
)
