package sandbox

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// eventScopes lists the events that a manifest may subscribe to, with the scopes of which one is needed
// (https://docs.slack.dev/reference/events). Not all of them happen in the sandbox.
var eventScopes = map[string][]string{
	"app_home_opened": nil, "app_uninstalled": nil, "tokens_revoked": nil, "channel_id_changed": nil,
	"message.im": {"im:history"}, "message.channels": {"channels:history"}, "message.groups": {"groups:history"},
	"message.mpim": {"mpim:history"}, "app_mention": {"app_mentions:read"},
	"reaction_added": {"reactions:read"}, "reaction_removed": {"reactions:read"},
	"user_change": {"users:read"}, "team_join": {"users:read"}, "user_profile_changed": {"users.profile:read"},
	"member_joined_channel": {"channels:read", "groups:read"}, "member_left_channel": {"channels:read", "groups:read"},
	"channel_archive": {"channels:read"}, "channel_unarchive": {"channels:read"}, "channel_rename": {"channels:read"},
	"channel_deleted": {"channels:read"}, "group_rename": {"groups:read"}, "group_archive": {"groups:read"},
	"file_change": {"files:read"}, "file_shared": {"files:read"}, "file_deleted": {"files:read"},
	"subteam_updated": {"usergroups:read"}, "subteam_members_changed": {"usergroups:read"},
	"team_rename": {"team:read"}, "dnd_updated_user": {"dnd:read"},
}

// redeliverAfter is how long after a failed delivery the next try comes: three in all, then never again
// (https://docs.slack.dev/apis/events-api).
var redeliverAfter = []time.Duration{0, time.Minute, 5 * time.Minute}

// emit tells the app about something, if the manifest subscribes to it and holds the scope, and, for what happens
// in a conversation, if the app is in it.
func (w *Workspace) emit(name string, c *channel, event obj) {
	switch name {
	case "message.channel", "message.group":
		name += "s"
	}
	need := eventScopes[name]
	if name == "member_joined_channel" {
		need = []string{c.scope("read")}
	}
	scoped := len(need) == 0 || slices.ContainsFunc(need, w.manifest.grants)
	if !w.manifest.subscribes(name) || !scoped || c != nil && !c.has(BotUser) {
		return
	}
	if event["event_ts"] == nil {
		event["event_ts"] = w.stamp(w.Now())
	}
	w.events++
	payload := obj{
		"token": "sandbox", "type": "event_callback", "team_id": TeamID, "context_team_id": TeamID, "api_app_id": AppID,
		"event": event, "event_id": fmt.Sprintf("Ev%08d", w.events), "event_time": w.Now().Unix(),
		"is_ext_shared_channel": false, "event_context": secret(),
		"authorizations": []obj{{
			"enterprise_id": nil, "team_id": TeamID, "user_id": BotUser, "is_bot": true, "is_enterprise_install": false,
		}},
	}
	// Frozen now, because what the event shows may change before it leaves.
	var frozen obj
	_ = decode(encode(payload), &frozen)
	if !w.options.Strict {
		w.deliver(name, frozen, 0, "")
		return
	}
	w.scatter(name, frozen)
}

// scatter delivers an event a little late, so that events overtake each other, and one in eight twice: Slack promises
// neither order nor once.
func (w *Workspace) scatter(name string, payload obj) {
	times := 1
	if w.events%8 == 0 {
		times = 2
	}
	for range times {
		time.AfterFunc(rand.N(40*time.Millisecond), func() {
			w.mu.Lock()
			defer w.mu.Unlock()
			if !w.closed {
				w.deliver(name, payload, 0, "")
			}
		})
	}
}

// deliver sends an event and, when it is not acknowledged or no socket is open, sends it again later: the same
// event_id in a new envelope.
func (w *Workspace) deliver(name string, payload obj, attempt int, reason string) {
	if attempt > 0 {
		detail := fmt.Sprintf("%v, try %d", payload["event_id"], attempt)
		w.log(Entry{Kind: "retry", Title: name, Detail: detail, Bad: true})
	}
	head := obj{"retry_attempt": attempt, "retry_reason": reason}
	w.dispatch("events_api", name, payload, head, false, func(_ json.RawMessage, failure string) {
		if failure == "" || attempt >= len(redeliverAfter) {
			return
		}
		wait := redeliverAfter[attempt]
		if wait == 0 {
			w.deliver(name, payload, attempt+1, "timeout")
			return
		}
		w.clock.AfterFunc(wait, func() {
			w.mu.Lock()
			defer w.mu.Unlock()
			if !w.closed {
				w.deliver(name, payload, attempt+1, "timeout")
			}
		})
	})
}
