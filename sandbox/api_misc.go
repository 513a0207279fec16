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

// blocksValidate is Slack's own validator for exactly one of blocks, message and view
// (https://docs.slack.dev/reference/methods/blocks.validate).
func (c *call) blocksValidate() (obj, *apiError) {
	blocks, message, view := c.raw("blocks"), c.raw("message"), c.raw("view")
	var given int
	for _, raw := range [][]byte{blocks, message, view} {
		if raw != nil {
			given++
		}
	}
	if given != 1 {
		return nil, invalidArguments("must provide exactly one of blocks, message, view")
	}
	code, problems := "invalid_blocks", []Problem(nil)
	switch {
	case view != nil:
		code, problems = "invalid_view", c.w.viewProblems(view)
	case message != nil:
		var doc obj
		_ = decode(message, &doc)
		code, blocks = "invalid_message", encode(doc["blocks"])
		fallthrough
	default:
		problems = append(ValidateMessage(blocks), c.w.fileProblems(blocks, "/blocks")...)
	}
	if len(problems) == 0 {
		return nil, nil
	}
	errors := make([]obj, len(problems))
	for i, p := range problems {
		errors[i] = obj{"pointer": p.Pointer, "code": "failed_constraint", "message": p.Message}
	}
	return nil, &apiError{code: code, extra: obj{"errors": errors}}
}

const (
	teamName   = "Laurel Sandbox"
	teamDomain = "laurel-sandbox"
)
