package sandbox

import (
	"regexp"
	"slices"
)

const maxReactions = 23 // different emoji on one message, https://docs.slack.dev/reference/methods/reactions.add

var emojiName = regexp.MustCompile(`^[a-z0-9_+'-]+(::skin-tone-[2-6])?$`)

func (c *call) reactionsAdd() (obj, *apiError) {
	ch, m, err := c.reacted()
	if err != nil {
		return nil, err
	}
	if !ch.has(BotUser) {
		return nil, refuse("not_in_channel")
	}
	return nil, c.w.react(ch, m, BotUser, c.str("name"))
}

func (c *call) reactionsRemove() (obj, *apiError) {
	ch, m, err := c.reacted()
	if err != nil {
		return nil, err
	}
	return nil, c.w.unreact(ch, m, BotUser, c.str("name"))
}

// reactionsGet returns the message itself too: text, author and permalink, with nothing but reactions:read
// (https://docs.slack.dev/reference/methods/reactions.get).
func (c *call) reactionsGet() (obj, *apiError) {
	ch, m, err := c.reacted()
	if err != nil {
		return nil, err
	}
	doc := c.w.messageJSON(m)
	doc["permalink"] = c.w.permalink(m)
	return obj{"type": "message", "channel": ch.ID, "message": doc}, nil
}

func (c *call) reacted() (*channel, *Message, *apiError) {
	if c.str("channel") == "" || c.str("timestamp") == "" {
		return nil, nil, refuse("no_item_specified")
	}
	ch, err := c.conversation("channel")
	if err != nil {
		return nil, nil, err
	}
	m := ch.message(c.str("timestamp"))
	if m == nil {
		return nil, nil, refuse("message_not_found")
	}
	return ch, m, nil
}

// react sets an emoji for a person and tells the app.
func (w *Workspace) react(c *channel, m *Message, user, name string) *apiError {
	at := slices.IndexFunc(m.Reactions, func(r Reaction) bool { return r.Name == name })
	switch {
	case !emojiName.MatchString(name):
		return refuse("invalid_name")
	case c.Archived:
		return refuse("is_archived")
	case at >= 0 && slices.Contains(m.Reactions[at].Users, user):
		return refuse("already_reacted")
	case at < 0 && len(m.Reactions) >= maxReactions:
		return refuse("too_many_reactions")
	case at < 0:
		m.Reactions = append(m.Reactions, Reaction{Name: name})
		at = len(m.Reactions) - 1
	}
	m.Reactions[at].Users = append(m.Reactions[at].Users, user)
	w.tellReaction("reaction_added", c, m, user, name)
	return nil
}

// unreact takes an emoji back and tells the app.
func (w *Workspace) unreact(c *channel, m *Message, user, name string) *apiError {
	at := slices.IndexFunc(m.Reactions, func(r Reaction) bool { return r.Name == name })
	if at < 0 || !slices.Contains(m.Reactions[at].Users, user) {
		return refuse("no_reaction")
	}
	r := &m.Reactions[at]
	r.Users = slices.DeleteFunc(r.Users, func(id string) bool { return id == user })
	if len(r.Users) == 0 {
		m.Reactions = slices.Delete(m.Reactions, at, at+1)
	}
	w.tellReaction("reaction_removed", c, m, user, name)
	return nil
}

func (w *Workspace) tellReaction(event string, c *channel, m *Message, user, name string) {
	w.emit(event, c, obj{
		"type": event, "user": user, "reaction": name, "item_user": m.User, "event_ts": w.stamp(w.Now()),
		"item": obj{"type": "message", "channel": c.ID, "ts": m.TS},
	})
	w.touch(note{Kind: "messages", Channel: c.ID})
}
