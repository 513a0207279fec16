package sandbox

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

func TestACommandIsAnsweredByItsAck(t *testing.T) {
	t.Parallel()
	w := start(t)
	var got slack.SlashCommand
	connect(t, w, func(b *bot) {
		b.onCommand = func(c slack.SlashCommand) any {
			got = c
			return map[string]any{"text": "Saved", "blocks": []slack.Block{
				slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "*Saved* · you can see it", false, false),
					nil, nil),
				slack.NewActionBlock("", slack.NewButtonBlockElement("win.edit:3", "id3", plainText("Edit"))),
			}}
		}
	})
	ada := w.As("U0ADA")
	a := ada.Command("/win p99 < 80 ms with @ben in #ranker https://x.example/a?b=1&c=2")
	if a.Err != nil || !strings.Contains(a.Text(), "you can see it") || !a.Has("win.edit") ||
		a.Button("win.edit").Value != "id3" {
		t.Fatalf("answer %+v", a)
	}
	const want = "p99 &lt; 80 ms with <@U0BEN|ben> in <#C0RANKER|ranker> <https://x.example/a?b=1&amp;c=2>"
	if got.Text != want || got.Command != "/win" || got.ChannelID != "D0ADA" || got.ChannelName != "directmessage" {
		t.Errorf("the app got %+v", got)
	}
	if e := ada.Ephemerals("D0ADA"); len(e) != 1 || !e[0].Ephemeral || len(w.As("U0BEN").Ephemerals()) != 0 {
		t.Errorf("ephemerals %+v", e)
	}
	if a := ada.Command("/plain see @ben", "C0WINS"); a.Err != nil || got.Text != "see @ben" ||
		got.ChannelName != "wins" {
		t.Errorf("without should_escape the app got %q, %v", got.Text, a.Err)
	}
}

func TestACommandNobodyAnswersFailsInSlacksWords(t *testing.T) {
	t.Parallel()
	w := start(t)
	ada := w.As("U0ADA")
	if a := ada.Command("/win x"); a.Err == nil || a.Err.Error() != `/win failed with the error "dispatch_failed"` {
		t.Errorf("without a socket: %v", a.Err)
	}
	b := connect(t, w)
	b.setDeaf(true)
	answer := make(chan Answer)
	go func() { answer <- ada.Command("/win y") }()
	b.until(func() bool { return w.flights() == 1 })
	w.Advance(3 * time.Second)
	a := <-answer
	if a.Err == nil || a.Err.Error() != `/win failed with the error "operation_timeout"` {
		t.Errorf("too late: %v", a.Err)
	}
	if lines := ada.Ephemerals(); len(lines) != 2 || lines[1].Failed != a.Err.Error() {
		t.Errorf("the person sees %+v", lines)
	}
	if a := w.As("U0EXT").Command("/win x", "C0RANKER"); a.Err == nil {
		t.Error("somebody of another workspace ran a command")
	}
	if a := ada.Command("/lose"); a.Err == nil || !strings.Contains(a.Err.Error(), "not a valid command") {
		t.Errorf("unknown command: %v", a.Err)
	}
}

func TestAModalIsCheckedThenSubmittedThenCorrected(t *testing.T) {
	t.Parallel()
	w := start(t)
	var submitted []slack.InteractionCallback
	connect(t, w, func(b *bot) {
		b.onCommand = func(c slack.SlashCommand) any {
			if _, err := b.api.OpenView(c.TriggerID, winModal()); err != nil {
				t.Errorf("opening: %v", err)
			}
			return nil
		}
		b.onInteraction = func(i slack.InteractionCallback) any {
			submitted = append(submitted, i)
			if len(submitted) == 1 {
				return slack.NewErrorsViewSubmissionResponse(map[string]string{"text": "Say a little more."})
			}
			return nil
		}
	})
	ada := w.As("U0ADA")
	ada.Command("/win")
	if v := ada.Modal(); v == nil || v.Title != "Keep a win" || v.PrivateMetadata != "secret" {
		t.Fatalf("modal %+v", v)
	}
	err := ada.Submit(nil)
	if fields := FieldErrors(nil); !errors.As(err, &fields) ||
		fields["text"] != "Please complete this required field." {
		t.Errorf("an empty field: %v", err)
	}
	err = ada.Submit(map[string]any{"text": strings.Repeat("ж", 101)})
	if fields := FieldErrors(nil); !errors.As(err, &fields) || len(fields) != 1 || len(submitted) != 0 {
		t.Errorf("a field too long: %v, submissions %d", err, len(submitted))
	}
	err = ada.Submit(map[string]any{"text": "cut p99", "tags": []string{"b"}})
	if fields := FieldErrors(nil); !errors.As(err, &fields) || ada.ModalErrors()["text"] != "Say a little more." {
		t.Errorf("the app's error: %v", err)
	}
	if err := ada.Submit(map[string]any{"where": "live", "day": "2026-11-20"}); err != nil || ada.Modal() != nil {
		t.Errorf("the corrected form: %v", err)
	}
	first, last := submitted[0].View.State.Values, submitted[1].View.State.Values
	if len(first) != 4 || first["tags"]["tags"].SelectedOptions[0].Value != "b" ||
		first["day"]["day"].SelectedDate != "" {
		t.Errorf("first state %+v", first)
	}
	if last["text"]["text"].Value != "cut p99" || last["where"]["where"].SelectedOption.Value != "live" {
		t.Errorf("what was typed before is gone: %+v", last)
	}
	if submitted[0].View.PrivateMetadata != "secret" || submitted[0].User.ID != "U0ADA" ||
		submitted[0].TriggerID == "" {
		t.Errorf("submission %+v", submitted[0])
	}
}

func TestAReactionReachesTheAppWithTheAuthorOfTheMessage(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := connect(t, w)
	ts := w.As("U0ADA").Say("C0MLPLAT", "Canary is green again")
	if err := w.As("U0BEN").React("C0MLPLAT", ts, "trophy"); err != nil {
		t.Fatal(err)
	}
	if err := w.As("U0BEN").React("C0MLPLAT", ts, "trophy"); err == nil {
		t.Error("the same reaction twice")
	}
	b.until(func() bool { return len(b.received("reaction_added")) == 1 && len(b.received("message")) == 1 })
	e := b.received("reaction_added")[0].(*slackevents.ReactionAddedEvent)
	if e.User != "U0BEN" || e.ItemUser != "U0ADA" || e.Reaction != "trophy" || e.Item.Timestamp != ts {
		t.Errorf("event %+v", e)
	}
	item, err := b.api.GetReactions(slack.NewRefToMessage("C0MLPLAT", ts), slack.NewGetReactionsParameters())
	if err != nil || item.Message.Text != "Canary is green again" || item.Message.Permalink == "" ||
		len(item.Reactions) != 1 {
		t.Errorf("reactions.get: %+v %v", item.Message, err)
	}
	if err := w.As("U0BEN").Unreact("C0MLPLAT", ts, "trophy"); err != nil {
		t.Error(err)
	}
	b.until(func() bool { return len(b.received("reaction_removed")) == 1 })
	w.As("U0ADA").Say("C0RANDOM", "where the app is not")
	w.As("U0ADA").Say("C0WINS", "where it is")
	b.until(func() bool { return len(b.received("message")) == 2 })
	if last := b.received("message")[1].(*slackevents.MessageEvent); last.Channel != "C0WINS" {
		t.Errorf("heard %+v", last)
	}
}

func TestAMessageIsPostedUpdatedAndAnsweredThroughItsResponseURL(t *testing.T) {
	t.Parallel()
	w := start(t)
	clicks := make(chan slack.InteractionCallback, 9)
	b := connect(t, w, func(b *bot) {
		b.onInteraction = func(i slack.InteractionCallback) any { clicks <- i; return nil }
	})
	ask := slack.MsgOptionBlocks(slack.NewActionBlock("ask", slack.NewButtonBlockElement("feedback.answer.open", "r1",
		plainText("Answer"))))
	channel, ts, err := b.api.PostMessage("U0ADA", slack.MsgOptionText("Feedback for two people", false), ask)
	if err != nil || channel != "D0ADA" {
		t.Fatalf("posting to a person: %s %v", channel, err)
	}
	ada := w.As("U0ADA")
	if err := ada.Click(ada.Last(), "feedback.answer.open"); err != nil {
		t.Fatal(err)
	}
	c := <-clicks
	if a := c.ActionCallback.BlockActions[0]; a.Value != "r1" || a.BlockID != "ask" || c.Message.Timestamp != ts ||
		c.Channel.ID != "D0ADA" {
		t.Errorf("click %+v", c)
	}
	if _, _, _, err := b.api.UpdateMessage(channel, ts, slack.MsgOptionText("Thank you", false)); err != nil {
		t.Error(err)
	}
	if got := ada.Last(); got.Text() != "Thank you" || !got.Edited || got.Has("feedback.answer.open") {
		t.Errorf("after chat.update %+v", got)
	}
	for i := range 6 {
		_, _, err := b.api.PostMessage("", slack.MsgOptionReplaceOriginal(c.ResponseURL),
			slack.MsgOptionText("Replaced", false))
		if (err != nil) != (i == 5) {
			t.Errorf("use %d of the response_url: %v", i+1, err)
		}
	}
	if got := ada.Inbox(); len(got) != 1 || got[0].Body != "Replaced" || !got[0].Edited {
		t.Errorf("inbox %+v", got)
	}
}

func TestTheHomeTabIsPublishedOnEachVisit(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := connect(t, w)
	var publishing sync.WaitGroup
	publishing.Go(func() {
		for i := range 2 {
			_ = w.Until(t.Context(), func() bool { return len(b.received("app_home_opened")) > i })
			if _, err := b.api.PublishView("U0ADA", winsHome(), ""); err != nil {
				t.Error(err)
			}
		}
	})
	ada := w.As("U0ADA")
	if v := ada.OpenHome(); v == nil || !strings.Contains(v.Text(), "Your wins") {
		t.Fatalf("home %+v", v)
	}
	first := b.received("app_home_opened")[0].(*slackevents.AppHomeOpenedEvent)
	ada.OpenHome()
	second := b.received("app_home_opened")[1].(*slackevents.AppHomeOpenedEvent)
	publishing.Wait()
	if first.View != nil || second.View == nil || second.Tab != "home" || second.Channel != "D0ADA" {
		t.Errorf("visits %+v and %+v", first, second)
	}
	if err := ada.ClickHome("win.new"); err != nil {
		t.Error(err)
	}
	stale := slack.PublishViewContextRequest{UserID: "U0ADA", View: winsHome(), Hash: &second.View.Hash}
	if _, err := b.api.PublishViewContext(t.Context(), stale); err == nil || err.Error() != "hash_conflict" {
		t.Errorf("an old hash: %v", err)
	}
}

func winsHome() slack.HomeTabViewRequest {
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{
		slack.NewHeaderBlock(plainText("Your wins")),
		slack.NewActionBlock("", slack.NewButtonBlockElement("win.new", "", plainText("New"))),
	}}}
}

func TestShortcutsCarryWhatTheyStartFrom(t *testing.T) {
	t.Parallel()
	w := start(t)
	var got slack.InteractionCallback
	connect(t, w, func(b *bot) {
		b.onInteraction = func(i slack.InteractionCallback) any { got = i; return nil }
	})
	ts := w.As("U0ADA").Say("C0RANKER", "Shadow test is in")
	if err := w.As("U0BEN").MessageShortcut("win.from_message", "C0RANKER", ts); err != nil {
		t.Fatal(err)
	}
	if got.Message.Text != "Shadow test is in" || got.Message.User != "U0ADA" || got.Channel.ID != "C0RANKER" ||
		got.ResponseURL == "" {
		t.Errorf("message shortcut %+v", got)
	}
	if err := w.As("U0BEN").Shortcut("win.new"); err != nil || got.Type != "shortcut" || got.Channel.ID != "" ||
		got.ResponseURL != "" {
		t.Errorf("global shortcut %v %+v", err, got)
	}
	if err := w.As("U0BEN").Shortcut("win.from_message"); err == nil {
		t.Error("a message shortcut started from nowhere")
	}
}
