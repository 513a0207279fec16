package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"
)

func TestRefusalsAreSlacksOwnSentences(t *testing.T) {
	t.Parallel()
	for _, s := range seen {
		s.in(t, ValidateMessage(encode(s.of)))
	}
	for _, s := range seenViews {
		s.in(t, ValidateView(encode(s.of)))
	}
}

func (s sample) in(t *testing.T, got []Problem) {
	t.Helper()
	if !slices.Contains(got, Problem{s.at, s.says}) {
		t.Errorf("%s at %s: got %v", s.says, s.at, got)
	}
}

func TestEverythingAtItsLimitIsTaken(t *testing.T) {
	t.Parallel()
	options := make([]obj, 10)
	for i := range options {
		options[i] = obj{
			"text": plainObj(75), "value": fmt.Sprint(strings.Repeat("v", 149), i),
			"description": plainObj(75),
		}
	}
	messages := map[string]any{
		"fifty blocks": repeat(50, obj{"type": "divider"}),
		"section": []obj{{
			"type": "section", "text": mrkdwn(3000), "fields": repeat(10, mrkdwn(2000)),
			"expand": true,
		}},
		"actions": []obj{{"type": "actions", "elements": repeat(25, obj{"type": "button", "text": plainObj(75)})}},
		"choices": []obj{
			input(obj{"type": "checkboxes", "options": options, "initial_options": options[:2]}),
			input(obj{"type": "radio_buttons", "options": options}), input(obj{"type": "multi_users_select"}),
			input(obj{"type": "number_input", "is_decimal_allowed": true, "min_value": "-1.5"}),
		},
		"chart": []obj{{"type": "data_visualization", "title": "T", "chart": obj{
			"type": "line", "series": []obj{{"name": "n", "data": []obj{{"label": "a", "value": -1.5}}}},
			"axis_config": obj{"categories": []string{"a"}, "x_label": "x"},
		}}},
		"markdown": []obj{{"type": "markdown", "text": strings.Repeat("ж", 12_000)}},
		"none":     []obj{},
	}
	for name, blocks := range messages {
		if got := ValidateMessage(encode(blocks)); len(got) != 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
	raw, err := json.Marshal(winModal())
	if got := ValidateView(raw); err != nil || len(got) != 0 {
		t.Errorf("what slack-go writes: %v %v", got, err)
	}
	home := obj{"type": "home", "private_metadata": strings.Repeat("ж", 3000), "blocks": repeat(100,
		obj{"type": "divider"})}
	if got := ValidateView(encode(home)); len(got) != 0 {
		t.Error(got)
	}
}

func TestWhatSlackGoWritesPassesTheRules(t *testing.T) {
	t.Parallel()
	list := slack.NewRichTextList(slack.RTEListBullet, 1, slack.NewRichTextSection(
		slack.NewRichTextSectionTextElement("a", &slack.RichTextSectionTextStyle{Bold: true}),
		slack.NewRichTextSectionUserElement("U0ADA", nil), slack.NewRichTextSectionLinkElement("https://x.example",
			"x", nil),
		slack.NewRichTextSectionEmojiElement("tada", 0, nil)))
	over := slack.NewOverflowBlockElement("more", slack.NewOptionBlockObject("a", plainText("A"), nil))
	sure := slack.NewConfirmationBlockObject(plainText("Sure"), plainText("Really"), plainText("Yes"), plainText("No"))
	danger := slack.NewButtonBlockElement("win.remove", "1",
		plainText("Remove")).WithStyle(slack.StyleDanger).WithConfirm(sure)
	blocks := []slack.Block{
		slack.NewRichTextBlock("r", list), slack.NewHeaderBlock(plainText("H")), slack.NewDividerBlock(),
		slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "*x*", false, true), nil, slack.NewAccessory(over)),
		slack.NewContextBlock("c", slack.NewTextBlockObject("mrkdwn", "x", false, false)), slack.NewActionBlock("a",
			danger),
		slack.NewImageBlock("https://x.example/a.png", "alt", "", nil), slack.NewMarkdownBlock("", "**x**"),
		slack.NewDataVisualizationBlock("T", slack.NewDataVisualizationPieChart(slack.NewDataVisualizationSegment("a",
			1))),
	}
	if got := ValidateMessage(asJSON(t, blocks)); len(got) != 0 {
		t.Error(got)
	}
}

func TestAnyDocumentIsJudgedWithoutAPanic(t *testing.T) {
	t.Parallel()
	kinds := slices.Sorted(keys(blockRules()))
	kinds = append(kinds, slices.Sorted(keys(elementRules()))...)
	names := []string{
		"type", "text", "elements", "element", "fields", "options", "blocks", "chart", "rows", "title",
		"accessory", "label",
	}
	var value func(depth int) *rapid.Generator[any]
	value = func(depth int) *rapid.Generator[any] {
		leaf := rapid.OneOf(rapid.Just[any](nil), rapid.SampledFrom(kinds).AsAny(), rapid.Int().AsAny(),
			rapid.Bool().AsAny())
		if depth == 0 {
			return leaf
		}
		inner := value(depth - 1)
		return rapid.OneOf(leaf, rapid.SliceOfN(inner, 0, 3).AsAny(), rapid.MapOfN(rapid.SampledFrom(names), inner, 0,
			5).AsAny())
	}
	rapid.Check(t, func(t *rapid.T) {
		raw := encode(value(5).Draw(t, "document"))
		ValidateMessage(raw)
		ValidateView(raw)
		visible(raw)
	})
}
