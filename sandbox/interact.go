package sandbox

import (
	"encoding/json"
	"maps"
	"strings"
	"time"
)

// trigger is a person's act that allows the app to open a modal: for three seconds, once
// (https://docs.slack.dev/surfaces/modals).
type trigger struct {
	user string
	due  time.Time
	used bool
}

const triggerLife = 3 * time.Second

// Failure is what a person sees when the app did not answer as it must.
type Failure struct {
	Code     string // operation_timeout, dispatch_failed, trouble, …
	Sentence string // as it stands on the screen
}

func (f *Failure) Error() string { return f.Sentence }

// FieldErrors are the sentences under the fields of a modal, by block_id.
type FieldErrors map[string]string

func (e FieldErrors) Error() string {
	var lines []string
	for _, block := range sorted(e) {
		lines = append(lines, block+": "+e[block])
	}
	return strings.Join(lines, "; ")
}

const (
	troubleSentence = "We had some trouble connecting. Try again?"
	warningSentence = "The button shows a warning sign: the app did not answer."
)

// outcome is what an act came to, for whoever waits for it.
type outcome struct {
	message *Message
	err     error
}

// done makes the channel on which an act's outcome is told; it never blocks the teller.
func newOutcome() chan outcome { return make(chan outcome, 1) }

func fail(done chan outcome, code, sentence string) chan outcome {
	done <- outcome{err: &Failure{code, sentence}}
	return done
}

func (w *Workspace) newTrigger(user string) string {
	if len(w.triggers)%1024 == 1023 { // now and then, forget those that nobody can mean any more
		maps.DeleteFunc(w.triggers, func(_ string, t *trigger) bool { return w.Now().Sub(t.due) > time.Minute })
	}
	id := w.id("") + "." + TeamID + "." + secret()
	w.triggers[id] = &trigger{user: user, due: w.Now().Add(triggerLife)}
	return id
}

// takeTrigger uses up the trigger of a call.
func (c *call) takeTrigger() (*trigger, *apiError) {
	t := c.w.triggers[c.str("trigger_id")]
	switch {
	case t == nil:
		return nil, refuse("invalid_trigger_id")
	case t.used:
		return nil, refuse("exchanged_trigger_id")
	case c.w.Now().After(t.due):
		return nil, refuse("expired_trigger_id")
	}
	t.used = true
	return t, nil
}

// act is what all payloads of interactions share.
func (w *Workspace) act(kind, user string) obj {
	u := w.people[user]
	team := TeamID
	if u.Stranger {
		team = "T0OTHER"
	}
	return obj{
		"type": kind, "token": "sandbox", "api_app_id": AppID, "trigger_id": w.newTrigger(user),
		"team": obj{"id": TeamID, "domain": teamDomain}, "enterprise": nil, "is_enterprise_install": false,
		"user": obj{"id": u.ID, "username": u.Name, "name": u.Name, "team_id": team},
	}
}

// clickMessage is a click or choice in a message, whoever wrote it ephemerally or for all.
func (w *Workspace) clickMessage(user string, m *Message, block, action string, pick any) chan outcome {
	done := newOutcome()
	c := w.channels[m.Channel]
	e := findElement(m.Blocks, block, action)
	if e.ActionID == "" || c == nil {
		return fail(done, "not_found", "There is no "+action+" in this message.")
	}
	key := user + "/" + m.Channel + "/" + m.TS
	state := stateOf(m.Blocks, w.fields[key])
	act, err := w.choose(user, e, pick, state)
	if err != nil {
		return fail(done, "not_possible", err.Error())
	}
	w.fields[key] = state
	payload := w.act("block_actions", user)
	payload["container"] = obj{
		"type": "message", "message_ts": m.TS, "channel_id": c.ID, "is_ephemeral": m.Ephemeral,
	}
	payload["channel"] = c.tag()
	payload["state"] = obj{"values": state}
	payload["response_url"] = w.newReplyURL(user, c, m)
	payload["actions"] = []obj{act}
	if !m.Ephemeral { // of an ephemeral message the payload names only the ts
		payload["message"] = w.messageJSON(m)
	}
	w.dispatch("interactive", "block_actions "+e.ActionID, payload, nil, false, buttonAnswer(done))
	return done
}

// buttonAnswer tells of a warning sign when a click was not acknowledged.
func buttonAnswer(done chan outcome) func(json.RawMessage, string) {
	return func(_ json.RawMessage, failure string) {
		if failure != "" {
			fail(done, failure, warningSentence)
			return
		}
		done <- outcome{}
	}
}

// runShortcut starts a global shortcut, or a message shortcut when m is given.
func (w *Workspace) runShortcut(user, callbackID string, m *Message) chan outcome {
	done := newOutcome()
	kind, payloadType := "global", "shortcut"
	if m != nil {
		kind, payloadType = "message", "message_action"
	}
	if !w.manifest.shortcut(callbackID, kind) {
		return fail(done, "not_found", "There is no "+kind+" shortcut "+callbackID+".")
	}
	payload := w.act(payloadType, user)
	payload["callback_id"], payload["action_ts"] = callbackID, w.stamp(w.Now())
	if m != nil {
		c := w.channels[m.Channel]
		payload["channel"] = c.tag()
		payload["message"], payload["message_ts"] = w.messageJSON(m), m.TS
		payload["response_url"] = w.newReplyURL(user, c, nil)
	}
	answered := func(_ json.RawMessage, failure string) {
		if failure != "" {
			fail(done, failure, troubleSentence)
			return
		}
		done <- outcome{}
	}
	w.dispatch("interactive", payloadType+" "+callbackID, payload, nil, false, answered)
	return done
}

// label is the channel's name in payloads of interactions.
func (c *channel) label() string {
	if c.peer != "" {
		return "directmessage"
	}
	return c.Name
}

func (c *channel) tag() obj { return obj{"id": c.ID, "name": c.label()} }

// openHome is a visit to the app's Home or Messages tab: each one is told to the app, with the present view.
func (w *Workspace) openHome(user, tab string) {
	c := w.dm(user)
	if c == nil {
		return
	}
	c.opened = true
	event := obj{"type": "app_home_opened", "user": user, "channel": c.ID, "tab": tab}
	if v := w.homes[user]; v != nil && tab == "home" {
		event["view"] = viewJSON(v)
	}
	w.emit("app_home_opened", nil, event)
}
