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
