package sandbox

import (
	"encoding/json"
	"unicode/utf8"
)

// Limits of a message's text (https://docs.slack.dev/reference/methods/chat.postMessage and chat.update).
const (
	maxText       = 40_000 // longer is cut
	maxUpdateText = 4_000  // longer is refused
	maxMetadata   = 8_000
)

func (c *call) chatPostMessage() (obj, *apiError) {
	ch, err := c.target()
	if err != nil {
		return nil, err
	}
	m, err := c.content()
	if err != nil {
		return nil, err
	}
	if m.ThreadTS = c.str("thread_ts"); m.ThreadTS != "" && ch.message(m.ThreadTS) == nil {
		return nil, refuse("thread_not_found")
	}
	ch.opened = true
	c.w.post(ch, m)
	return obj{"channel": ch.ID, "ts": m.TS, "message": c.w.messageJSON(m)}, nil
}

func (c *call) chatPostEphemeral() (obj, *apiError) {
	ch, err := c.target()
	if err != nil {
		return nil, err
	}
	m, err := c.content()
	if err != nil {
		return nil, err
	}
	user := c.str("user")
	if c.w.people[user] == nil || !ch.has(user) {
		return nil, refuse("user_not_in_channel")
	}
	m.Channel, m.ThreadTS = ch.ID, c.str("thread_ts")
	c.w.whisper(user, m)
	return obj{"message_ts": m.TS}, nil
}

func (c *call) chatUpdate() (obj, *apiError) {
	ch, m, err := c.own("ts", "cant_update_message")
	if err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(c.str("text")) > maxUpdateText {
		return nil, refuse("msg_too_long")
	}
	next, err := c.content()
	switch {
	case err != nil && err.code == "no_text" && c.raw("metadata") != nil:
		next = &Message{Body: m.Body, Blocks: m.Blocks} // what is not sent stays
		if next.Metadata, err = c.metadata(); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, err
	}
	c.w.alter(ch, m, func() { m.become(next, c.w.second()) })
	return obj{"channel": ch.ID, "ts": m.TS, "text": m.Body, "message": c.w.messageJSON(m)}, nil
}

func (c *call) chatDelete() (obj, *apiError) {
	ch, m, err := c.own("ts", "cant_delete_message")
	if err != nil {
		return nil, err
	}
	c.w.remove(ch, m)
	return obj{"channel": ch.ID, "ts": m.TS}, nil
}

func (c *call) chatGetPermalink() (obj, *apiError) {
	ch, err := c.conversation("channel")
	if err != nil {
		return nil, err
	}
	m := ch.message(c.str("message_ts"))
	if m == nil {
		return nil, refuse("message_not_found")
	}
	return obj{"channel": ch.ID, "permalink": c.w.permalink(m)}, nil
}

// target is the conversation a new message goes to: a user id stands for the DM, which is opened by it.
func (c *call) target() (*channel, *apiError) {
	id := c.str("channel")
	if u := c.w.people[id]; u != nil && !u.Deleted {
		if dm := c.w.dm(id); dm != nil {
			return dm, c.writable(dm)
		}
	}
	ch, err := c.conversation("channel")
	if err != nil {
		return nil, err
	}
	return ch, c.writable(ch)
}

func (c *call) writable(ch *channel) *apiError {
	switch {
	case ch.Archived:
		return refuse("is_archived")
	case !ch.has(BotUser) && !(c.w.manifest.grants("chat:write.public") && c.method == "chat.postMessage"):
		return refuse("not_in_channel")
	case ch.peer != "" && c.w.people[ch.peer].Deleted:
		return refuse("channel_not_found")
	case ch.peer != "" && !c.w.manifest.Features.Home.Messages:
		return refuse("messages_tab_disabled")
	}
	return nil
}

// own is a message of the app itself; of ephemerals Slack knows nothing any more.
func (c *call) own(name, otherwise string) (*channel, *Message, *apiError) {
	ch, err := c.conversation("channel")
	if err != nil {
		return nil, nil, err
	}
	m := ch.message(c.str(name))
	switch {
	case m == nil:
		return nil, nil, refuse("message_not_found")
	case m.User != BotUser:
		return nil, nil, refuse(otherwise)
	}
	return ch, m, nil
}

// content reads text, blocks, attachments and metadata of a call into a message of the app.
func (c *call) content() (*Message, *apiError) {
	m := &Message{User: BotUser, BotID: BotID, Body: c.str("text")}
	if runes := []rune(m.Body); len(runes) > maxText {
		m.Body = string(runes[:maxText])
	}
	raw := c.raw("blocks")
	if err := c.checkBlocks(raw); err != nil {
		return nil, err
	}
	if err := c.markdown(m); err != nil {
		return nil, err
	}
	var attachments []json.RawMessage
	_ = json.Unmarshal(c.raw("attachments"), &attachments)
	switch {
	case len(attachments) > 100:
		return nil, refuse("too_many_attachments")
	case m.Body == "" && len(decodeList(raw)) == 0 && len(attachments) == 0:
		return nil, refuse("no_text")
	case len(decodeList(raw)) > 0:
		m.Blocks = withIDs(raw)
	}
	var err *apiError
	m.Metadata, err = c.metadata()
	return m, err
}

// metadata must name an event_type and carry an event_payload.
func (c *call) metadata() (json.RawMessage, *apiError) {
	raw := c.raw("metadata")
	if raw == nil {
		return nil, nil
	}
	var doc obj
	if json.Unmarshal(raw, &doc) != nil {
		return nil, refuse("invalid_metadata_format")
	}
	payload, ok := doc["event_payload"].(obj)
	switch {
	case str(doc, "event_type") == "" && len(payload) == 0:
		return nil, nil // slack-go sends an empty object when there is none
	case str(doc, "event_type") == "" || !ok:
		return nil, refuse("invalid_metadata_schema")
	case len(raw) > maxMetadata:
		return nil, refuse("metadata_too_large")
	}
	return raw, nil
}
