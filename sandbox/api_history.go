package sandbox

import (
	"encoding/json"
	"slices"
	"strings"
)

// conversationsHistory gives the newest messages first, without the replies in threads
// (https://docs.slack.dev/reference/methods/conversations.history).
func (c *call) conversationsHistory() (obj, *apiError) {
	ch, err := c.historic()
	if err != nil {
		return nil, err
	}
	var list []*Message
	for _, m := range slices.Backward(ch.messages) {
		if (m.ThreadTS == "" || m.ThreadTS == m.TS) && c.within(m.TS) {
			list = append(list, m)
		}
	}
	return c.history(list)
}

// conversationsReplies gives a thread oldest first, the parent in front.
func (c *call) conversationsReplies() (obj, *apiError) {
	ch, err := c.historic()
	if err != nil {
		return nil, err
	}
	asked := ch.message(c.str("ts"))
	if asked == nil {
		return nil, refuse("thread_not_found")
	}
	root := asked.TS
	if asked.ThreadTS != "" {
		root = asked.ThreadTS
	}
	var list []*Message
	for _, m := range ch.messages {
		if m.TS == root || m.ThreadTS == root && c.within(m.TS) {
			list = append(list, m)
		}
	}
	return c.history(list)
}

func (c *call) historic() (*channel, *apiError) {
	ch, err := c.readable("history")
	if err != nil {
		return nil, err
	}
	if !ch.has(BotUser) {
		return nil, refuse("not_in_channel")
	}
	return ch, nil
}

// within holds a ts against oldest and latest; a ts that is equal counts only with inclusive.
func (c *call) within(ts string) bool {
	oldest, latest := fullTS(c.str("oldest")), fullTS(c.str("latest"))
	switch {
	case c.flag("inclusive") && (ts == oldest || ts == latest):
		return true
	case oldest != "" && ts <= oldest:
		return false
	}
	return latest == "" || ts < latest
}

// fullTS writes a time as timestamps are, so that they compare as text: "1732352400" means ".000000".
func fullTS(s string) string {
	if s == "" || s == "0" || s == "now" {
		return ""
	}
	whole, part, _ := strings.Cut(s, ".")
	return whole + "." + (part + "000000")[:max(6, len(part))]
}

func (c *call) history(list []*Message) (obj, *apiError) {
	page, next, err := paged(c, list, 100)
	if err != nil {
		return nil, err
	}
	messages := make([]obj, len(page))
	for i, m := range page {
		messages[i] = c.w.messageJSON(m)
		if m.Metadata != nil {
			messages[i]["metadata"] = eventTypeOnly(m.Metadata, c.flag("include_all_metadata"))
		}
	}
	return obj{
		"messages": messages, "has_more": next != "", "response_metadata": obj{"next_cursor": next}, "pin_count": 0,
	}, nil
}

// eventTypeOnly leaves the payload out unless it was asked for.
func eventTypeOnly(raw json.RawMessage, all bool) any {
	if all {
		return raw
	}
	var doc obj
	_ = decode(raw, &doc) // it was read when it was posted
	return obj{"event_type": doc["event_type"]}
}
