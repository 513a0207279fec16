package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Message is what stands in a conversation. The zero Message means none.
type Message struct {
	Channel   string
	TS        string // Slack's timestamp and id within the channel, e.g. "1732352400.000100"
	User      string // who wrote it; [BotUser] for the app
	BotID     string // [BotID] for the app's messages
	ThreadTS  string // the parent's ts in replies; its own ts in a parent
	Body      string // the text argument: the notification, and what is shown without blocks
	Blocks    json.RawMessage
	Metadata  json.RawMessage
	Files     []string // ids of its files, see [Workspace.File]
	Reactions []Reaction
	Replies   int
	Edited    bool
	editedTS  string // when, to the second
	Ephemeral bool   // only To sees it, and only until dismissed
	To        string // of ephemerals
	Failed    string // Slack's own line about a command that failed; then there is nothing else
}

// Reaction is one emoji under a message with all who set it, in their order.
type Reaction struct {
	Name  string   `json:"name"`
	Users []string `json:"users"`
}

// Text is everything a reader sees of the message, a line a piece: the fallback, then the blocks with their buttons.
func (m Message) Text() string {
	return strings.TrimSpace(strings.Join([]string{m.Failed, m.Body, visible(m.Blocks)}, "\n"))
}

// Has tells whether the message has an element with this action_id, see [Message.Button].
func (m Message) Has(actionID string) bool { return m.Button(actionID).ActionID != "" }

// Button returns the first element with this action_id, or with it as the part before a colon; zero when none.
func (m Message) Button(actionID string) Element { return findElement(m.Blocks, "", actionID) }

// Messages returns a conversation as an administrator would see it: oldest first, with replies, without ephemerals.
func (w *Workspace) Messages(channel string) []Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.channels[channel]
	if c == nil {
		return nil
	}
	return copies(c.messages)
}

func copies(list []*Message) []Message {
	out := make([]Message, len(list))
	for i, m := range list {
		out[i] = m.copy()
	}
	return out
}

func (m *Message) copy() Message {
	c := *m
	c.Reactions, c.Files = slices.Clone(m.Reactions), slices.Clone(m.Files)
	for i := range c.Reactions {
		c.Reactions[i].Users = slices.Clone(c.Reactions[i].Users)
	}
	return c
}

func (c *channel) message(ts string) *Message {
	at, found := slices.BinarySearchFunc(c.messages, ts, func(m *Message, ts string) int {
		return strings.Compare(m.TS, ts)
	})
	if !found {
		return nil
	}
	return c.messages[at]
}

// post appends a message to a conversation, counts it as unread and tells the app about it.
func (w *Workspace) post(c *channel, m *Message) {
	m.Channel, m.TS = c.ID, w.stamp(w.Now())
	if parent := c.message(m.ThreadTS); parent != nil {
		parent.Replies++
		parent.ThreadTS = parent.TS
	}
	c.messages = append(c.messages, m)
	for _, id := range c.Members {
		if id != m.User {
			c.unread[id]++
		}
	}
	w.notify(c, m)
	event := w.messageJSON(m)
	event["channel"], event["channel_type"], event["event_ts"] = c.ID, c.kind(), m.TS
	if len(m.Files) > 0 {
		event["subtype"] = "file_share" // only events say so (https://docs.slack.dev/reference/events/message/file_share)
	}
	w.emit("message."+c.kind(), c, event)
	w.touch(note{Kind: "messages", Channel: c.ID})
}

// whisper shows an ephemeral message to one person.
func (w *Workspace) whisper(user string, m *Message) {
	m.Ephemeral, m.To, m.TS = true, user, w.stamp(w.Now())
	w.ephemerals[user] = append(w.ephemerals[user], m)
	w.touch(note{Kind: "messages", Channel: m.Channel})
}

// alter changes a message that stands, and tells the app (message_changed).
func (w *Workspace) alter(c *channel, m *Message, change func()) {
	before := w.messageJSON(m)
	change()
	at := w.stamp(w.Now())
	w.emit("message."+c.kind(), c, obj{
		"type": "message", "subtype": "message_changed", "hidden": true, "channel": c.ID, "channel_type": c.kind(),
		"ts": at, "event_ts": at, "message": w.messageJSON(m), "previous_message": before,
	})
	w.touch(note{Kind: "messages", Channel: c.ID})
}

// become takes the content of another message. Slack marks only a change of text as edited, not one of blocks
// (https://docs.slack.dev/reference/methods/chat.update).
func (m *Message) become(next *Message, editedAt string) {
	m.Body, m.Blocks = next.Body, next.Blocks
	if len(next.Blocks) == 0 {
		m.Edited, m.editedTS = true, editedAt
	}
	if next.Metadata != nil {
		m.Metadata = next.Metadata
	}
}

// remove takes a message away, and tells the app (message_deleted).
func (w *Workspace) remove(c *channel, m *Message) {
	c.messages = slices.DeleteFunc(c.messages, func(other *Message) bool { return other == m })
	if parent := c.message(m.ThreadTS); parent != nil && parent != m {
		parent.Replies--
	}
	at := w.stamp(w.Now())
	w.emit("message."+c.kind(), c, obj{
		"type": "message", "subtype": "message_deleted", "hidden": true, "channel": c.ID, "channel_type": c.kind(),
		"ts": at, "event_ts": at, "deleted_ts": m.TS, "previous_message": w.messageJSON(m),
	})
	w.touch(note{Kind: "messages", Channel: c.ID})
}

// messageJSON is the message as the Web API and events show it.
func (w *Workspace) messageJSON(m *Message) obj {
	doc := obj{"type": "message", "user": m.User, "text": m.Body, "ts": m.TS, "team": TeamID}
	if m.BotID != "" {
		doc["bot_id"], doc["app_id"] = m.BotID, AppID
	}
	if len(m.Blocks) > 0 {
		doc["blocks"] = m.Blocks
	}
	if len(m.Files) > 0 {
		doc["files"], doc["upload"], doc["display_as_bot"] = w.filesJSON(m.Files), false, false
	}
	if m.ThreadTS != "" {
		doc["thread_ts"] = m.ThreadTS
	}
	if m.Replies > 0 {
		doc["reply_count"] = m.Replies
	}
	if m.Edited {
		doc["edited"] = obj{"user": m.User, "ts": m.editedTS}
	}
	if len(m.Reactions) > 0 {
		doc["reactions"] = reactionsJSON(m.Reactions)
	}
	return doc
}

func reactionsJSON(list []Reaction) []obj {
	out := make([]obj, len(list))
	for i, r := range list {
		out[i] = obj{"name": r.Name, "users": r.Users, "count": len(r.Users)}
	}
	return out
}

// permalink is an address that the page opens.
func (w *Workspace) permalink(m *Message) string {
	link := w.base + "/archives/" + m.Channel + "/p" + strings.Replace(m.TS, ".", "", 1)
	if m.ThreadTS != "" && m.ThreadTS != m.TS {
		link += "?thread_ts=" + m.ThreadTS + "&cid=" + m.Channel
	}
	return link
}

// second is the moment of an edit as Slack writes it: no finer than a second, so that two edits can bear the same
// (https://docs.slack.dev/reference/events/message: edited).
func (w *Workspace) second() string { return fmt.Sprintf("%d.000000", w.Now().Unix()) }

// stamp makes the next ts at or after t: unique and rising over the whole workspace.
func (w *Workspace) stamp(t time.Time) string {
	w.lastTS = max(t.UnixMicro(), w.lastTS+100)
	return fmt.Sprintf("%d.%06d", w.lastTS/1e6, w.lastTS%1e6)
}
