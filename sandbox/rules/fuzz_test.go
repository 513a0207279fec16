package rules

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
)

func FuzzValidateMessage(f *testing.F) {
	for _, doc := range valid {
		if blocks, is := doc.([]obj); is {
			f.Add([]byte(encode(blocks)))
		}
	}
	f.Add([]byte(`[{"type":"section","text":{"type":"mrkdwn","text":"\ud800"}},null,1e400]`))
	f.Add([]byte(`[{"type":"header","text":{"type":"plain_text","text":"a"},"level":1e9}]`))
	f.Fuzz(func(t *testing.T, raw []byte) { judgesTwiceAlike(t, raw, Message) })
}

func FuzzValidateView(f *testing.F) {
	for _, doc := range valid {
		if view, is := doc.(obj); is {
			f.Add([]byte(encode(view)))
		}
	}
	f.Add([]byte(`{"type":"modal","title":{"type":"plain_text","text":""},"blocks":[[]],"blocks":{}} x`))
	f.Fuzz(func(t *testing.T, raw []byte) { judgesTwiceAlike(t, raw, View) })
}

// judgesTwiceAlike holds that any bytes are judged, the same way twice, and that what is no JSON is refused.
func judgesTwiceAlike(t *testing.T, raw []byte, judge func(json.RawMessage) []Problem) {
	t.Helper()
	first := Lines(judge(raw))
	if second := Lines(judge(bytes.Clone(raw))); !slices.Equal(first, second) {
		t.Errorf("judged twice: %q and %q", first, second)
	}
	if !json.Valid(raw) && len(first) == 0 {
		t.Errorf("taken, but no JSON: %q", raw)
	}
}

// valid are documents with as many properties as they can have.
var valid = []any{
	[]obj{
		{
			"type": "section", "block_id": "b", "text": more(mrkdwn(3), obj{"verbatim": true}),
			"fields": []obj{plainObj(2)}, "expand": true, "accessory": button(obj{
				"action_id": "a", "value": "v", "url": address(30), "style": "danger", "accessibility_label": "l",
				"confirm": obj{
					"title": plainObj(1), "text": mrkdwn(1), "confirm": plainObj(1), "deny": plainObj(1),
					"style": "primary",
				},
			}),
		},
		{"type": "header", "text": more(plainObj(3), obj{"emoji": true}), "level": 2},
		actions(
			obj{
				"type": "static_select", "placeholder": plainObj(1), "focus_on_load": true,
				"option_groups": []obj{{"label": plainObj(1), "options": choices(1)}}, "initial_option": choiceOf(1),
			},
			obj{"type": "conversations_select", "filter": obj{"include": []string{"im"}, "exclude_bot_users": true}}),
		contextActions(obj{
			"type": "icon_button", "icon": "trash", "text": plainObj(1), "visible_to_user_ids": []string{"U1"},
		}),
		imageOf(obj{"title": plainObj(1)}), video(obj{"author_name": "A"}), bars(2, "a", "b"),
		card(obj{"body": mrkdwn(1), "actions": []obj{button(nil)}, "icon": imageOf(nil)}),
		container(obj{"width": "wide", "is_collapsible": true, "child_blocks": []obj{tableOf(1, 2), layout(rowOf(2))}}),
		{"type": "plan", "title": "P", "tasks": []obj{
			task(obj{"sources": []obj{{"type": "url", "url": "u", "text": "t"}}}),
		}},
		{"type": "rich_text", "elements": []obj{{
			"type": "rich_text_list", "style": "bullet", "indent": 1, "border": 0, "elements": []obj{{
				"type": "rich_text_section", "elements": []obj{
					{"type": "text", "text": "a", "style": obj{"bold": true, "code": false}},
					{"type": "date", "timestamp": 1, "format": "{date}", "fallback": "then"},
				},
			}},
		}}},
	},
	modal(obj{
		"submit": plainObj(1), "close": plainObj(1), "private_metadata": "m", "callback_id": "c", "external_id": "e",
		"notify_on_close": true, "clear_on_close": false, "blocks": []obj{
			more(typing(obj{
				"min_length": 1, "max_length": 3, "multiline": true, "initial_value": "abc",
				"dispatch_action_config": obj{"trigger_actions_on": []string{"on_enter_pressed"}},
			}), obj{"hint": plainObj(1), "optional": true, "dispatch_action": true}),
			input(obj{"type": "checkboxes", "options": choices(2), "initial_options": choices(1)}),
			input(obj{"type": "number_input", "is_decimal_allowed": false, "min_value": "-1", "max_value": "1.5"}),
			{"type": "alert", "text": plainObj(1), "level": "info"},
		},
	}),
	more(home(divider(), typing(nil)), obj{"callback_id": "c"}),
}
