package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"
)

// command runs a slash command as typed, in a conversation
// (https://docs.slack.dev/interactivity/implementing-slash-commands).
func (w *Workspace) command(user, channelID, line string) chan outcome {
	done := newOutcome()
	name, text, _ := strings.Cut(strings.TrimSpace(line), " ")
	slash, known := w.manifest.command(name)
	c := w.channels[channelID]
	switch {
	case c == nil || !w.visible(user, c):
		return fail(done, "channel_not_found", "You cannot see this conversation.")
	case w.readOnly(c):
		return fail(done, "messages_tab_read_only", readOnlyText)
	case !known:
		return fail(done, "unknown_command", name+" is not a valid command.")
	case w.people[user].Stranger || w.people[user].Deleted:
		return fail(done, "not_allowed", "People from outside the workspace cannot use its commands.")
	}
	label := c.label()
	if c.kind() == "group" {
		label = "privategroup"
	}
	payload := obj{
		"token": "sandbox", "team_id": TeamID, "team_domain": teamDomain, "channel_id": c.ID, "channel_name": label,
		"user_id": user, "user_name": w.people[user].Name, "command": name, "api_app_id": AppID,
		"text": w.commandText(strings.TrimSpace(text), slash.Escape), "is_enterprise_install": "false",
		"response_url": w.newReplyURL(user, c, nil), "trigger_id": w.newTrigger(user),
	}
	w.dispatch("slash_commands", name, payload, nil, true, func(reply json.RawMessage, failure string) {
		done <- w.commandAnswer(user, c, name, reply, failure)
	})
	return done
}

// commandAnswer shows what the ack of a command carried, or Slack's own line when it failed.
func (w *Workspace) commandAnswer(user string, c *channel, name string, reply json.RawMessage, failure string) outcome {
	var m *Message
	inChannel := false
	if failure == "" && reply != nil {
		var refused *apiError
		if m, inChannel, refused = w.readReply(reply); refused != nil {
			failure = refused.code
		}
	}
	switch {
	case failure != "":
		sentence := fmt.Sprintf("%s failed with the error %q", name, failure)
		w.log(Entry{Kind: "refusal", Title: name, Detail: failure, Bad: true})
		w.whisper(user, &Message{Channel: c.ID, User: BotUser, Failed: sentence})
		return outcome{err: &Failure{failure, sentence}}
	case m == nil:
		return outcome{}
	case inChannel:
		w.post(c, m)
	default:
		m.Channel = c.ID
		w.whisper(user, m)
	}
	return outcome{message: m}
}

// readReply reads the message that an ack or a response_url carries; nil when it carries none.
func (w *Workspace) readReply(raw json.RawMessage) (m *Message, inChannel bool, err *apiError) {
	c := &call{w: w}
	if json.Unmarshal(raw, &c.args) != nil {
		return nil, false, refuse("invalid_payload")
	}
	m, err = c.content()
	if err != nil && err.code == "no_text" {
		return nil, false, nil
	}
	return m, c.str("response_type") == "in_channel", err
}
