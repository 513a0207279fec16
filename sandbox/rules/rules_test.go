package rules

import (
	"encoding/json"
	"testing"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"
)

func TestWhatSlackGoWritesPassesTheRules(t *testing.T) {
	t.Parallel()
	list := slack.NewRichTextList(slack.RTEListBullet, 1, slack.NewRichTextSection(
		slack.NewRichTextSectionTextElement("a", &slack.RichTextSectionTextStyle{Bold: true}),
		slack.NewRichTextSectionUserElement("U0ADA", nil), slack.NewRichTextSectionEmojiElement("tada", 0, nil),
		slack.NewRichTextSectionLinkElement("https://x.example", "x", nil)))
	over := slack.NewOverflowBlockElement("more", slack.NewOptionBlockObject("a", plainText("A"), nil))
	sure := slack.NewConfirmationBlockObject(plainText("Sure"), plainText("Really"), plainText("Yes"), plainText("No"))
	danger := slack.NewButtonBlockElement("win.remove", "1", plainText("Remove")).WithStyle(slack.StyleDanger).
		WithConfirm(sure)
	blocks := []slack.Block{
		slack.NewRichTextBlock("r", list), slack.NewHeaderBlock(plainText("H")), slack.NewDividerBlock(),
		slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "*x*", false, true), nil, slack.NewAccessory(over)),
		slack.NewContextBlock("c", slack.NewTextBlockObject("mrkdwn", "x", false, false)),
		slack.NewActionBlock("a", danger), slack.NewImageBlock("https://x.example/a.png", "alt", "", nil),
		slack.NewMarkdownBlock("", "**x**"),
		slack.NewVideoBlock("https://x.example/v", "https://x.example/t", "alt", "v", plainText("T")),
		slack.NewContextActionsBlock("ca", slack.NewFeedbackButtonsBlockElement("fb",
			slack.NewFeedbackButton(plainText("+"), "up"), slack.NewFeedbackButton(plainText("-"), "down"))),
		slack.NewCardBlock().WithTitle(plainText("T")).WithSlackIcon(slack.NewSlackIconObject("star")).
			WithActions(danger),
		slack.NewCarouselBlock(slack.NewCardBlock().WithBody(plainText("B"))),
		slack.NewContainerBlock(slack.NewDividerBlock()).WithTitle(plainText("T")).WithCollapsible(true, true),
		slack.NewLayoutBlock("L", slack.NewLayoutRow(slack.NewLayoutItem(slack.NewDividerBlock()))),
		slack.NewPlanBlock("P").WithTasks(slack.NewTaskCardBlock("1", "T").WithStatus(slack.TaskCardStatusPending)),
		slack.NewDataVisualizationBlock("T", slack.NewDataVisualizationPieChart(
			slack.NewDataVisualizationSegment("a", 1))),
		slack.NewTableBlock("t").AddRow(slack.NewTableRawTextCell("a"), slack.NewTableRawNumberCell(1)),
	}
	if got := Message(encode(blocks)); len(got) != 0 {
		t.Error(got)
	}
	if got := View(encode(slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: "win.save", Title: plainText("Keep a win"), Submit: plainText("Save"),
		PrivateMetadata: "secret", NotifyOnClose: true, Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock("text", plainText("What"), nil, slack.NewPlainTextInputBlockElement(plainText("one sentence"), "text")),
		}},
	})); len(got) != 0 {
		t.Error(got)
	}
}

// slack-go keeps the first bounds of charts, and so do we: neither may take what the other refuses.
func TestChartsAreJudgedAsSlackGoJudgesThem(t *testing.T) {
	t.Parallel()
	name := rapid.SampledFrom([]string{"", "a", "b", long(20), long(21)})
	rapid.Check(t, func(t *rapid.T) {
		points := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) obj {
			return obj{"label": name.Draw(t, "label"), "value": rapid.IntRange(-1, 1).Draw(t, "value")}
		}), 0, 3)
		series := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) obj {
			return obj{"name": name.Draw(t, "name"), "data": points.Draw(t, "data")}
		}), 0, 2)
		kind := rapid.SampledFrom([]string{"pie", "bar", "area", "line"}).Draw(t, "type")
		chart := obj{
			"type": kind, "series": series.Draw(t, "series"),
			"axis_config": obj{"categories": rapid.SliceOfN(name, 0, 2).Draw(t, "categories")},
		}
		if kind == "pie" {
			chart = obj{"type": kind, "segments": points.Draw(t, "segments")}
		}
		raw := encode(obj{"type": "data_visualization", "title": name.Draw(t, "title"), "chart": chart})
		var theirs slack.DataVisualizationBlock
		if err := json.Unmarshal(raw, &theirs); err != nil {
			t.Fatal(err)
		}
		ours := Message(encode([]json.RawMessage{raw}))
		if err := theirs.Validate(); (err == nil) != (len(ours) == 0) {
			t.Errorf("%s\nslack-go: %v\nwe: %v", raw, err, ours)
		}
	})
}

func plainText(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject("plain_text", s, false, false)
}
