package sandbox

import "encoding/json"

// Press sends a click that the page would not offer: a button with this action_id and value in the place of msg, as a
// screen that is out of date or a forged client does. What the app makes of it is the app's business.
func (m *Member) Press(msg Message, actionID, value string) error {
	blocks, err := json.Marshal([]obj{{"type": "actions", "block_id": "pressed", "elements": []obj{{
		"type": "button", "action_id": actionID, "value": value, "text": obj{"type": "plain_text", "text": "Press"},
	}}}})
	if err != nil {
		return err
	}
	forged := msg
	forged.Blocks = blocks
	return m.wait(func() chan outcome { return m.w.clickMessage(m.id, &forged, "", actionID, nil) }).err
}

// Forge has every later payload changed before it leaves, as if another workspace or a changed client had sent it; nil
// ends that. change gets its own copy, in the types of encoding/json, and must not call the workspace.
func (w *Workspace) Forge(change func(payload map[string]any)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.forge = change
}

func (w *Workspace) forged(payload obj) obj {
	if w.forge == nil {
		return payload
	}
	var own obj
	_ = decode(encode(payload), &own)
	w.forge(own)
	return own
}
