package sandbox

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

// withModal is a workspace in which /win opens a modal and answer says what each submission is acked with.
func withModal(t *testing.T, answer func(i slack.InteractionCallback) any) (*Member, *bot) {
	t.Helper()
	w := start(t)
	b := connect(t, w, func(b *bot) {
		b.onCommand = func(c slack.SlashCommand) any {
			if _, err := b.api.OpenView(c.TriggerID, winModal()); err != nil {
				t.Error(err)
			}
			return nil
		}
		b.onInteraction = answer
	})
	ada := w.As("U0ADA")
	if a := ada.Command("/win"); a.Err != nil || ada.Modal() == nil {
		t.Fatal("no modal", a.Err)
	}
	return ada, b
}

var filled = map[string]any{"text": "cut p99"}

func TestASubmissionCanChangeTheModalPushAnotherAndClearAll(t *testing.T) {
	t.Parallel()
	second, third := winModal(), winModal()
	second.Title, third.Title = plainText("Second"), plainText("Third")
	answers := []any{
		slack.NewUpdateViewSubmissionResponse(&second), slack.NewPushViewSubmissionResponse(&third),
		slack.NewClearViewSubmissionResponse(),
	}
	ada, _ := withModal(t, func(slack.InteractionCallback) any {
		a := answers[0]
		answers = answers[1:]
		return a
	})
	id := ada.Modal().ID
	if err := ada.Submit(filled); err != nil || ada.Modal().Title != "Second" || ada.Modal().ID != id {
		t.Fatalf("update: %v %+v", err, ada.Modal())
	}
	if ada.Modal().State["text"]["text"]["value"] != "cut p99" {
		t.Error("an update with the same ids lost what was typed")
	}
	if err := ada.Submit(filled); err != nil || ada.Modal().Title != "Third" || ada.Modal().PreviousID != id ||
		len(ada.Modals()) != 2 {
		t.Fatalf("push: %v %+v", err, ada.Modals())
	}
	if err := ada.Submit(filled); err != nil || ada.Modal() != nil {
		t.Errorf("clear: %v", err)
	}
}

func TestAnAnswerThatSlackCannotUseIsTroubleForThePersonOnly(t *testing.T) {
	t.Parallel()
	broken := winModal()
	broken.Title = plainText("a title of more than 24 characters")
	for name, answer := range map[string]any{
		"a block that is not there": slack.NewErrorsViewSubmissionResponse(map[string]string{"nowhere": "x"}),
		"a view against the rules":  slack.NewUpdateViewSubmissionResponse(&broken),
		"an unknown action":         map[string]string{"response_action": "explode"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ada, b := withModal(t, func(slack.InteractionCallback) any { return answer })
			err := ada.Submit(filled)
			if f := (*Failure)(nil); !errors.As(err, &f) || f.Sentence != troubleSentence ||
				ada.Trouble() != troubleSentence {
				t.Errorf("%v, trouble %q", err, ada.Trouble())
			}
			if ada.Modal() == nil || !logged(b.w, "modal", "") {
				t.Error("the modal went, or the inspector is silent")
			}
		})
	}
}

func TestASubmissionNobodyAcknowledgesKeepsTheModalAndItsText(t *testing.T) {
	t.Parallel()
	ada, b := withModal(t, nil)
	b.setDeaf(true)
	done := make(chan error)
	go func() { done <- ada.Submit(filled) }()
	b.until(func() bool { return b.w.flights() == 1 })
	if err := ada.Submit(nil); err == nil {
		t.Error("submitted twice at once")
	}
	b.w.Advance(3 * time.Second)
	if err := <-done; err == nil || ada.Trouble() != troubleSentence ||
		ada.Modal().State["text"]["text"]["value"] != "cut p99" {
		t.Errorf("%v, %+v", err, ada.Modal())
	}
	b.setDeaf(false)
	if err := ada.Submit(nil); err != nil || ada.Modal() != nil {
		t.Errorf("the second try: %v", err)
	}
}

func TestClosingIsToldWhereTheViewAsksForIt(t *testing.T) {
	t.Parallel()
	closed := make(chan slack.InteractionCallback, 9)
	ada, _ := withModal(t, func(i slack.InteractionCallback) any { closed <- i; return nil })
	ada.CloseModal()
	if c := <-closed; c.Type != slack.InteractionTypeViewClosed || c.IsCleared || c.View.CallbackID != "win.save" ||
		ada.Modal() != nil {
		t.Errorf("%+v", c)
	}
	ada.Command("/win")
	ada.CloseAll()
	if c := <-closed; !c.IsCleared || ada.Modal() != nil {
		t.Errorf("%+v", c)
	}
}

func TestAClickInAnEphemeralMessageReplacesItThroughItsResponseURL(t *testing.T) {
	t.Parallel()
	w := start(t)
	clicks := make(chan slack.InteractionCallback, 1)
	b := connect(t, w,
		func(b *bot) { b.onInteraction = func(i slack.InteractionCallback) any { clicks <- i; return nil } })
	remove := slack.MsgOptionBlocks(slack.NewActionBlock("b", slack.NewButtonBlockElement("win.remove:1", "id",
		plainText("Remove"))))
	if _, err := b.api.PostEphemeral("C0WINS", "U0ADA", remove); err != nil {
		t.Fatal(err)
	}
	ada := w.As("U0ADA")
	if err := ada.Click(ada.Ephemerals()[0], "win.remove"); err != nil {
		t.Fatal(err)
	}
	c := <-clicks
	if !c.Container.IsEphemeral || c.Message.Timestamp != "" ||
		c.ActionCallback.BlockActions[0].ActionID != "win.remove:1" {
		t.Errorf("payload %+v", c)
	}
	reply := func(option slack.MsgOption) error {
		_, _, err := b.api.PostMessage("", option, slack.MsgOptionText("Removed", false))
		return err
	}
	if err := reply(slack.MsgOptionReplaceOriginal(c.ResponseURL)); err != nil ||
		ada.Ephemerals()[0].Text() != "Removed" {
		t.Errorf("%v %+v", err, ada.Ephemerals())
	}
	if err := reply(slack.MsgOptionResponseURL(c.ResponseURL, "in_channel")); err != nil ||
		len(w.Messages("C0WINS")) != 0 || len(ada.Ephemerals()) != 2 {
		t.Errorf("an ephemeral message cannot become one for all: %v", err)
	}
	if err := reply(slack.MsgOptionDeleteOriginal(c.ResponseURL)); err != nil || len(ada.Ephemerals()) != 1 {
		t.Error(err)
	}
	w.Advance(31 * time.Minute)
	if err := reply(slack.MsgOptionReplaceOriginal(c.ResponseURL)); err == nil ||
		!strings.Contains(err.Error(), "404") {
		t.Errorf("after half an hour: %v", err)
	}
}

func TestMenusAndFieldsCarryWhatWasChosen(t *testing.T) {
	t.Parallel()
	w := start(t)
	clicks := make(chan slack.InteractionCallback, 1)
	b := connect(t, w,
		func(b *bot) { b.onInteraction = func(i slack.InteractionCallback) any { clicks <- i; return nil } })
	choice := func(v string) *slack.OptionBlockObject { return slack.NewOptionBlockObject(v, plainText(v), nil) }
	people := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, nil, "who")
	_, _, err := b.api.PostMessage("U0ADA", slack.MsgOptionBlocks(slack.NewActionBlock("m",
		slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, "one", choice("a"), choice("b")), people,
		slack.NewDatePickerBlockElement("day"), slack.NewOverflowBlockElement("more", choice("x")))))
	if err != nil {
		t.Fatal(err)
	}
	ada := w.As("U0ADA")
	click := func(action string, pick any) *slack.BlockAction {
		t.Helper()
		if err := ada.Click(ada.Last(), action, pick); err != nil {
			t.Fatal(err)
		}
		return (<-clicks).ActionCallback.BlockActions[0]
	}
	if a := click("one", "b"); a.SelectedOption.Value != "b" {
		t.Errorf("%+v", a)
	}
	if a := click("who", []string{"U0BEN", "U0MIA"}); len(a.SelectedUsers) != 2 {
		t.Errorf("%+v", a)
	}
	if a := click("day", "2026-12-04"); a.SelectedDate != "2026-12-04" {
		t.Errorf("%+v", a)
	}
	if a := click("more", "x"); a.SelectedOption.Value != "x" {
		t.Errorf("%+v", a)
	}
	if err := ada.Click(ada.Last(), "day", "2026-11-30"); err != nil {
		t.Fatal(err)
	}
	if state := (<-clicks).BlockActionState.Values["m"]; state["one"].SelectedOption.Value != "b" ||
		state["day"].SelectedDate != "2026-11-30" {
		t.Errorf("state %+v", state)
	}
	for action, pick := range map[string]any{"one": "c", "day": "tomorrow", "nothing": nil, "more": nil} {
		if err := ada.Click(ada.Last(), action, pick); err == nil {
			t.Errorf("%s took %v", action, pick)
		}
	}
}
