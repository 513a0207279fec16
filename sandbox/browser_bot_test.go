package sandbox

import (
	"fmt"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"laurel/internal/browsertest"
)

// visit starts a workspace with an app that answers everything, and a person's browser.
func visit(t *testing.T, change ...func(*Options)) (*Workspace, *bot, *browsertest.Browser) {
	t.Helper()
	w := start(t, change...)
	b := connect(t, w, func(b *bot) {
		b.onCommand = b.greet
		b.onInteraction = b.answer
	})
	return w, b, browsertest.Open(t, w.URL())
}

// greet answers /win: alone it opens a form with every kind of field, with a text it shows buttons and menus.
func (b *bot) greet(c slack.SlashCommand) any {
	if c.Text == "" {
		if _, err := b.api.OpenView(c.TriggerID, everyField("")); err != nil {
			b.t.Errorf("opening: %v", err)
		}
		return nil
	}
	return map[string]any{"text": "Saved", "blocks": offer(c.Text)}
}

func offer(text string) []slack.Block {
	remove := slack.NewButtonBlockElement("ask.remove", "id", plainText("Remove"))
	remove.Confirm = slack.NewConfirmationBlockObject(plainText("Remove it?"),
		slack.NewTextBlockObject("mrkdwn", "It is *gone* then.", false, false), plainText("Remove"), plainText("Keep it"))
	option := func(value string) *slack.OptionBlockObject {
		return slack.NewOptionBlockObject(strings.ToLower(value), plainText(value), nil)
	}
	menu := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plainText("Where?"), "ask.where",
		option("Live"), option("Shadow"))
	return []slack.Block{
		slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "*Saved* "+text, false, false), nil, nil),
		slack.NewActionBlock("acts", slack.NewButtonBlockElement("ask.edit", "id", plainText("Edit")), remove, menu,
			slack.NewOverflowBlockElement("ask.more", option("First"), option("Second"))),
	}
}

// everyField is a form with one field of each kind; its text must have five characters.
func everyField(heading string) slack.ModalViewRequest {
	text := slack.NewPlainTextInputBlockElement(plainText("What you did"), "text")
	text.Multiline, text.MinLength, text.MaxLength = true, 5, 100
	options := []*slack.OptionBlockObject{
		slack.NewOptionBlockObject("a", plainText("Alpha"), nil), slack.NewOptionBlockObject("b", plainText("Beta"), nil),
	}
	fields := []slack.Block{slack.NewInputBlock("text", plainText("What"), plainText("One sentence."), text)}
	if heading != "" {
		fields = append([]slack.Block{slack.NewHeaderBlock(plainText(heading))}, fields...)
	}
	for id, element := range map[string]slack.BlockElement{
		"day": slack.NewDatePickerBlockElement("day"), "moment": slack.NewDateTimePickerBlockElement("moment"),
		"person": slack.NewOptionsSelectBlockElement(slack.OptTypeUser, nil, "person"),
		"tags":   slack.NewCheckboxGroupsBlockElement("tags", options...),
		"one":    slack.NewRadioButtonsBlockElement("one", options...),
		"some":   slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, nil, "some", options...),
	} {
		input := slack.NewInputBlock(id, plainText("The "+id), nil, element)
		input.Optional = true
		fields = append(fields, input)
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: "form", Title: plainText("A form"), Submit: plainText("Save"), Close: plainText("Cancel"),
		Blocks: slack.Blocks{BlockSet: fields},
	}
}

// answer takes what is pressed and sent. A form with "wrong" in it gets an error; any other is told back in the DM.
func (b *bot) answer(i slack.InteractionCallback) any {
	switch i.Type {
	case slack.InteractionTypeViewSubmission:
		return b.submitted(i)
	case slack.InteractionTypeShortcut, slack.InteractionTypeMessageAction:
		_, err := b.api.OpenView(i.TriggerID, everyField(fmt.Sprintf("From %s %s", i.CallbackID, i.Message.Text)))
		b.must(err)
	case slack.InteractionTypeBlockActions:
		b.pressed(i, *i.ActionCallback.BlockActions[0])
	}
	return nil
}

func (b *bot) submitted(i slack.InteractionCallback) any {
	state := i.View.State.Values
	text := state["text"]["text"].Value
	if strings.Contains(text, "wrong") {
		return slack.NewErrorsViewSubmissionResponse(map[string]string{"text": "Say what is right."})
	}
	var tags []string
	for _, option := range state["tags"]["tags"].SelectedOptions {
		tags = append(tags, option.Value)
	}
	_, _, err := b.api.PostMessage(i.User.ID, slack.MsgOptionText(fmt.Sprintf("Got %s | %s | %s | %s | %s | %d", text,
		state["day"]["day"].SelectedDate, state["person"]["person"].SelectedUser, strings.Join(tags, "+"),
		state["one"]["one"].SelectedOption.Value, state["moment"]["moment"].SelectedDateTime), true))
	b.must(err)
	return nil
}

func (b *bot) pressed(i slack.InteractionCallback, a slack.BlockAction) {
	reply := slack.WebhookMessage{ReplaceOriginal: true}
	switch a.ActionID {
	case "ask.edit", "home.form":
		_, err := b.api.OpenView(i.TriggerID, everyField(""))
		b.must(err)
		return
	case "home.over":
		_, err := b.api.PushView(i.TriggerID, everyField("On top"))
		b.must(err)
		return
	case "ask.remove":
		reply.Text = "Removed"
	case "ask.where", "ask.more":
		reply.Text = "You chose " + a.SelectedOption.Text.Text
	}
	b.must(slack.PostWebhook(i.ResponseURL, &reply))
}

// publish shows a person's Home.
func (b *bot) publish(user string) {
	_, err := b.api.PublishView(user, slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{
		slack.NewHeaderBlock(plainText("Your wins")),
		slack.NewActionBlock("home", slack.NewButtonBlockElement("home.form", "", plainText("Write a win"))),
	}}}, "")
	b.must(err)
}

func (b *bot) must(err error) {
	if err != nil {
		b.t.Error(err)
	}
}
