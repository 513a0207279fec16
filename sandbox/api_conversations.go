package sandbox

import (
	"slices"
	"strings"
)

// conversation is the one that an argument names, if the app may know of it: private ones only as a member.
func (c *call) conversation(name string) (*channel, *apiError) {
	ch := c.w.channels[c.str(name)]
	if ch == nil || ch.kind() != "channel" && !ch.has(BotUser) {
		return nil, refuse("channel_not_found")
	}
	return ch, nil
}

// readable is a conversation whose kind the app holds a scope of the family for, e.g. im:history.
func (c *call) readable(family string) (*channel, *apiError) {
	ch, err := c.conversation("channel")
	if err != nil {
		return nil, err
	}
	if err := c.scoped(ch.scope(family)); err != nil {
		return nil, err
	}
	return ch, nil
}

func (c *call) conversationsInfo() (obj, *apiError) {
	ch, err := c.readable("read")
	if err != nil {
		return nil, err
	}
	return obj{"channel": c.w.channelJSON(ch, c.flag("include_num_members"))}, nil
}

func (c *call) conversationsList() (obj, *apiError) {
	return c.listed(func(ch *channel) bool { return ch.peer == "" || ch.opened })
}

// listed is a page of the conversations that the app may know, of the kinds in the argument types.
func (c *call) listed(keep func(*channel) bool) (obj, *apiError) {
	kinds := map[string]string{"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
	types := c.str("types")
	if types == "" {
		types = "public_channel"
	}
	var want []string
	for t := range strings.SplitSeq(types, ",") {
		kind := kinds[strings.TrimSpace(t)]
		if kind == "" {
			return nil, refuse("invalid_types")
		}
		scope := map[string]string{"channel": "channels", "group": "groups"}[kind]
		if scope == "" {
			scope = kind
		}
		if err := c.scoped(scope + ":read"); err != nil {
			return nil, err
		}
		want = append(want, kind)
	}
	var list []obj
	for _, id := range c.w.chanOrder {
		ch := c.w.channels[id]
		known := ch.kind() == "channel" || ch.has(BotUser)
		if known && slices.Contains(want, ch.kind()) && keep(ch) && !(ch.Archived && c.flag("exclude_archived")) {
			list = append(list, c.w.channelJSON(ch, true))
		}
	}
	page, next, err := paged(c, list, 100)
	if err != nil {
		return nil, err
	}
	return obj{"channels": page, "response_metadata": obj{"next_cursor": next}}, nil
}

func (c *call) conversationsMembers() (obj, *apiError) {
	ch, err := c.readable("read")
	if err != nil {
		return nil, err
	}
	page, next, err := paged(c, ch.Members, 100)
	if err != nil {
		return nil, err
	}
	return obj{"members": page, "response_metadata": obj{"next_cursor": next}}, nil
}

// conversationsOpen opens the DM with one person; the second time it says so and changes nothing.
func (c *call) conversationsOpen() (obj, *apiError) {
	if c.str("channel") != "" {
		ch, err := c.conversation("channel")
		if err != nil {
			return nil, err
		}
		return obj{"channel": c.w.channelJSON(ch, false)}, nil
	}
	users := strings.Split(c.str("users"), ",")
	u := c.w.people[users[0]]
	switch {
	case c.str("users") == "":
		return nil, refuse("users_list_not_supplied")
	case len(users) > 8:
		return nil, refuse("too_many_users")
	case len(users) > 1:
		return nil, refuse("method_not_supported_for_channel_type") // group messages are not simulated
	case u == nil:
		return nil, refuse("user_not_found")
	case u.Bot:
		return nil, refuse("cannot_dm_bot")
	case u.Deleted:
		return nil, refuse("user_disabled")
	case u.Stranger:
		return nil, refuse("user_not_visible")
	}
	ch := c.w.dm(u.ID)
	doc := obj{"channel": obj{"id": ch.ID}, "no_op": ch.opened, "already_open": ch.opened}
	if c.flag("return_im") {
		doc["channel"] = c.w.channelJSON(ch, false)
	}
	ch.opened = true
	return doc, nil
}

func (c *call) conversationsJoin() (obj, *apiError) {
	ch, err := c.conversation("channel")
	if err != nil {
		return nil, err
	}
	switch {
	case ch.kind() != "channel":
		return nil, refuse("method_not_supported_for_channel_type")
	case ch.Archived:
		return nil, refuse("is_archived")
	}
	doc := obj{"channel": c.w.channelJSON(ch, false)}
	if ch.has(BotUser) {
		doc["warning"] = "already_in_channel"
	}
	c.w.join(ch, BotUser)
	return doc, nil
}

// channelJSON is a conversation object (https://docs.slack.dev/reference/objects/conversation-object).
func (w *Workspace) channelJSON(ch *channel, count bool) obj {
	doc := obj{
		"id": ch.ID, "is_im": ch.peer != "", "is_archived": ch.Archived, "is_private": ch.kind() != "channel",
		"is_channel": ch.kind() == "channel", "is_group": ch.kind() == "group", "is_mpim": false,
		"is_org_shared": false, "created": w.Now().Unix(), "context_team_id": TeamID,
	}
	if ch.peer != "" {
		doc["user"], doc["is_open"], doc["is_user_deleted"] = ch.peer, ch.opened, w.people[ch.peer].Deleted
		return doc
	}
	shared := slices.ContainsFunc(ch.Members, func(id string) bool {
		u := w.people[id]
		return u != nil && u.Stranger
	})
	doc["name"], doc["name_normalized"], doc["is_member"] = ch.Name, ch.Name, ch.has(BotUser)
	doc["is_general"], doc["is_shared"], doc["is_ext_shared"] = ch.Name == "general", shared, shared
	doc["topic"] = obj{"value": ch.Topic, "creator": "", "last_set": 0}
	doc["purpose"] = obj{"value": "", "creator": "", "last_set": 0}
	if count {
		doc["num_members"] = len(ch.Members)
	}
	return doc
}
