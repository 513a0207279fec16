package rules

import (
	"slices"
	"testing"
)

// stands says where each block and element is taken: m in messages, d in modals (dialogs), h on the Home tab.
// https://docs.slack.dev/blocks.json; where it is not kept, standsOnlyOn says why.
var stands = []struct {
	of    obj
	where string
}{
	{divider(), "mdh"},
	{obj{"type": "section", "text": mrkdwn(1)}, "mdh"},
	{obj{"type": "header", "text": plainObj(1)}, "mdh"},
	{obj{"type": "context", "elements": []obj{mrkdwn(1), imageOf(nil)}}, "mdh"},
	{imageOf(nil), "mdh"},
	{video(nil), "mdh"},
	{actions(button(nil)), "mdh"},
	{obj{"type": "rich_text", "elements": []obj{}}, "mdh"},
	{obj{"type": "alert", "text": plainObj(1), "level": "warning"}, "d"},
	{card(nil), "mh"},
	{obj{"type": "carousel", "elements": []obj{card(nil)}}, "mh"},
	{container(nil), "mh"},
	{layout(rowOf(2), rowOf(1)), "mdh"},
	{contextActions(obj{"type": "icon_button", "icon": "trash", "text": plainObj(1)}), "m"},
	{tableOf(1, 1), "m"},
	{dataTableOf(2, 1), "mh"},
	{pie(slice(nil)), "m"},
	{obj{"type": "markdown", "text": "a"}, "m"},
	{task(nil), "m"},
	{obj{"type": "plan", "title": "P", "tasks": []obj{task(obj{"status": "pending"})}}, "m"},
	{obj{"type": "file", "external_id": "1", "source": "remote"}, ""},
	{obj{"type": "dialog"}, ""},

	{typing(nil), "mdh"},
	{input(obj{"type": "email_text_input"}), "d"},
	{input(obj{"type": "url_text_input"}), "d"},
	{input(obj{"type": "number_input", "is_decimal_allowed": true}), "d"},
	{input(obj{"type": "file_input"}), "d"},
	{input(obj{"type": "rich_text_input", "action_id": "a"}), "dh"},
	{input(obj{"type": "datetimepicker"}), "md"},
	{input(obj{"type": "datepicker"}), "mdh"},
	{input(obj{"type": "timepicker"}), "mdh"},
	{input(obj{"type": "external_select"}), "mdh"},
	{input(obj{"type": "multi_conversations_select"}), "mdh"},
	{actions(obj{"type": "datetimepicker"}), "md"},
	{actions(obj{"type": "rich_text_input", "action_id": "a"}), "dh"},
	{actions(workflowButton()), "m"},
	{section(workflowButton()), "m"},

	{input(button(nil)), ""},
	{input(imageOf(nil)), ""},
	{actions(obj{"type": "plain_text_input"}), ""},
	{actions(imageOf(nil)), ""},
	{section(obj{"type": "plain_text_input"}), ""},
	{section(obj{"type": "datetimepicker"}), ""},
	{contextActions(button(nil)), ""},
	{actions(obj{"type": "icon_button", "icon": "trash", "text": plainObj(1)}), ""},
	{obj{"type": "context", "elements": []obj{button(nil)}}, ""},
	{container(obj{"child_blocks": []obj{container(nil)}}), ""},
	{container(obj{"child_blocks": []obj{layout(rowOf(1))}}), "mh"},
	{layout(obj{"items": []obj{{"block": container(nil)}}}), "mh"},
	{layout(obj{"items": []obj{{"block": obj{"type": "markdown", "text": "a"}}}}), ""},
}

func TestBlocksAndElementsStandWhereSlackTakesThem(t *testing.T) {
	t.Parallel()
	for _, s := range stands {
		for letter, doc := range map[rune]any{'m': alone(s.of), 'd': formOf(s.of), 'h': home(s.of)} {
			got := judged(doc)
			takes := slices.Contains([]rune(s.where), letter)
			refused := slices.ContainsFunc(got, func(p Problem) bool {
				return p.Constraint != nil && p.Constraint.Type == "enum" && p.Code == failedConstraint
			})
			if takes && len(got) > 0 || !takes && !refused {
				t.Errorf("%s on %c: %v", encode(s.of), letter, got)
			}
		}
	}
}

func TestARefusedTypeIsToldWithTheTypesOfThatSurface(t *testing.T) {
	t.Parallel()
	got := judged(home(input(obj{"type": "file_input"})))
	last := got[len(got)-1]
	expected, _ := last.Constraint.Expected.([]string)
	if last.String() != "unsupported type: file_input [json-pointer:/view/blocks/0/element/type]" ||
		last.Constraint.Got != "file_input" || !slices.Contains(expected, "plain_text_input") ||
		slices.Contains(expected, "file_input") || slices.Contains(expected, "datetimepicker") {
		t.Errorf("%+v %+v", last, last.Constraint)
	}
}

func workflowButton() obj {
	return obj{
		"type": "workflow_button", "text": plainObj(1), "action_id": "a",
		"workflow": obj{"trigger": obj{"url": "https://slack.com/shortcuts/Ft0/x"}},
	}
}
