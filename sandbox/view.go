package sandbox

import "encoding/json"

// State is what stands in the fields of a view: block_id → action_id → Slack's state object of the element.
type State map[string]map[string]map[string]any

// View is a modal or a Home tab as one person sees it.
type View struct {
	ID, Hash, Type                          string
	CallbackID, ExternalID, PrivateMetadata string
	Title, Submit, Close                    string // the words; Submit and Close are empty when not given
	RootID, PreviousID                      string
	User                                    string // who sees it
	Blocks                                  json.RawMessage
	NotifyOnClose, ClearOnClose             bool
	State                                   State // of all fields; untouched ones hold their initial value
	doc                                     obj
}

// Text is everything visible: title, blocks, submit.
func (v View) Text() string {
	return v.Title + "\n" + visible(v.Blocks) + "\n" + v.Submit
}

// Has tells whether the view has an element with this action_id, see [Message.Button].
func (v View) Has(actionID string) bool { return v.Button(actionID).ActionID != "" }

// Button returns the first element with this action_id, or with it as the part before a colon; zero when none.
func (v View) Button(actionID string) Element { return findElement(v.Blocks, "", actionID) }

// newView makes a view of a document that passed the rules; earlier, if any, is the version it replaces.
func (w *Workspace) newView(raw json.RawMessage, user string, earlier *View) *View {
	var doc obj
	_ = decode(raw, &doc) // the rules have read it before
	blocks := withIDs(encode(doc["blocks"]))
	v := &View{
		ID: w.id("V0"), Hash: w.id("") + "." + secret()[:8], Type: str(doc, "type"), User: user,
		CallbackID: str(doc, "callback_id"), ExternalID: str(doc, "external_id"),
		PrivateMetadata: str(doc, "private_metadata"), Blocks: blocks, doc: doc,
		Title: words(doc["title"]), Submit: words(doc["submit"]), Close: words(doc["close"]),
	}
	v.NotifyOnClose, _ = doc["notify_on_close"].(bool)
	v.ClearOnClose, _ = doc["clear_on_close"].(bool)
	v.RootID = v.ID
	var typed State
	if earlier != nil {
		v.ID, v.RootID, v.PreviousID, typed = earlier.ID, earlier.RootID, earlier.PreviousID, earlier.State
	}
	v.State = stateOf(blocks, typed)
	return v
}

// stateOf is the state of all fields: what was typed where block_id, action_id and type are the same as before,
// else the initial value (https://docs.slack.dev/surfaces/modals#updating_views).
func stateOf(blocks json.RawMessage, typed State) State {
	state := State{}
	for e := range elements(blocks) {
		blank := blankState(e.doc)
		if blank == nil {
			continue
		}
		if old := typed[e.BlockID][e.ActionID]; old != nil && old["type"] == e.Type {
			blank = old
		}
		if state[e.BlockID] == nil {
			state[e.BlockID] = map[string]obj{}
		}
		state[e.BlockID][e.ActionID] = blank
	}
	return state
}

// viewJSON is the view as the Web API and payloads show it.
func viewJSON(v *View) obj {
	doc := obj{
		"id": v.ID, "team_id": TeamID, "type": v.Type, "blocks": v.Blocks, "private_metadata": v.PrivateMetadata,
		"callback_id": v.CallbackID, "state": obj{"values": v.State}, "hash": v.Hash, "title": v.doc["title"],
		"clear_on_close": v.ClearOnClose, "notify_on_close": v.NotifyOnClose, "close": v.doc["close"],
		"submit": v.doc["submit"], "previous_view_id": nil, "root_view_id": v.RootID, "app_id": AppID,
		"external_id": v.ExternalID, "app_installed_team_id": TeamID, "bot_id": BotID,
	}
	if v.PreviousID != "" {
		doc["previous_view_id"] = v.PreviousID
	}
	return doc
}

func (v *View) copy() *View {
	if v == nil {
		return nil
	}
	c := *v
	c.State = State{}
	for block, fields := range v.State {
		c.State[block] = map[string]obj{}
		for action, state := range fields {
			c.State[block][action] = state // state objects are replaced, never changed
		}
	}
	return &c
}

func words(v any) string {
	text, _ := v.(obj)
	return str(text, "text")
}
