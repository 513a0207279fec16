package sandbox

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

func TestSlackGoKeepsTheContract(t *testing.T) {
	t.Parallel()
	w := start(t)
	c := contract{T: t, w: w, told: startGoBot(t, w).told}
	c.play()
}

// goBot does with slack-go what contract/bot.js does with Bolt, and in the same order.
type goBot struct {
	t   *testing.T
	api *slack.Client

	mu    sync.Mutex
	facts []string
}

func startGoBot(t *testing.T, w *Workspace) *goBot {
	t.Helper()
	b := &goBot{t: t, api: slack.New(w.BotToken(), slack.OptionAPIURL(w.APIURL()),
		slack.OptionAppLevelToken(w.AppToken()), slack.OptionRetry(3))}
	r := socketmode.NewSocketmodeHandler(socketmode.New(b.api))
	b.route(r)
	go func() { _ = r.RunEventLoopContext(t.Context()) }()
	return b
}

func (b *goBot) route(r *socketmode.SocketmodeHandler) {
	r.HandleSlashCommand("/win", handler(b, b.win))
	r.HandleSlashCommand("/plain", handler(b, b.plain))
	r.HandleViewSubmission("win.save", handler(b, b.submitted))
	r.HandleViewClosed("win.save", handler(b, b.closed))
	r.HandleInteractionBlockAction("win.remove", handler(b, b.pressed))
	r.HandleShortcut("win.from_message", handler(b, b.shortcut))
	event := func(do func(any)) socketmode.SocketmodeHandlerFunc {
		return handler(b, func(e slackevents.EventsAPIEvent, ack ack) {
			ack(nil)
			do(e.InnerEvent.Data)
		})
	}
	r.HandleEvents(slackevents.ReactionAdded, event(b.reacted))
	r.HandleEvents(slackevents.AppHomeOpened, event(b.visited))
	r.HandleEvents(slackevents.Message, event(func(any) {}))
	r.HandleDefault(func(*socketmode.Event, *socketmode.Client) {}) // that the socket connects, for one
}

// handler is a function of the bot as the library calls it.
func handler[T any](b *goBot, do func(T, ack)) socketmode.SocketmodeHandlerFunc {
	return func(e *socketmode.Event, c *socketmode.Client) {
		do(e.Data.(T), func(payload any) {
			b.must(c.AckCtx(b.t.Context(), e.Request.EnvelopeID, payload))
		})
	}
}

// ack acknowledges an envelope, with a payload or nil.
type ack func(payload any)

func (b *goBot) win(s slack.SlashCommand, ack ack) {
	b.tell(obj{
		"command": s.Command, "text": s.Text, "user": s.UserID, "channel": s.ChannelID, "name": s.ChannelName,
	})
	if s.Text == "" {
		_, err := b.api.OpenView(s.TriggerID, winModal())
		b.must(err)
		ack(nil)
		return
	}
	ack(obj{"text": "Saved: " + s.Text})
	b.respond(s.ResponseURL, slack.WebhookMessage{Text: "Nobody else sees this.", ResponseType: "ephemeral"})
}

func (b *goBot) submitted(i slack.InteractionCallback, ack ack) {
	fields := i.View.State.Values
	text := fields["text"]["text"].Value
	tags := []string{}
	for _, o := range fields["tags"]["tags"].SelectedOptions {
		tags = append(tags, o.Value)
	}
	b.tell(obj{
		"submission": i.View.CallbackID, "user": i.User.ID, "metadata": i.View.PrivateMetadata, "text": text,
		"day": fields["day"]["day"].SelectedDate, "where": fields["where"]["where"].SelectedOption.Value, "tags": tags,
	})
	if len(text) < 10 {
		ack(slack.NewErrorsViewSubmissionResponse(map[string]string{"text": "Say a little more."}))
		return
	}
	ack(nil)
	_, _, err := b.api.PostMessage(i.User.ID, slack.MsgOptionText("Kept: "+text, false), slack.MsgOptionBlocks(
		slack.NewSectionBlock(plainText("Kept: "+text), nil, nil),
		slack.NewActionBlock("kept", slack.NewButtonBlockElement("win.remove", text, plainText("Remove"))),
	))
	b.must(err)
}

func (b *goBot) closed(i slack.InteractionCallback, ack ack) {
	b.tell(obj{"closed": i.View.CallbackID, "user": i.User.ID, "cleared": i.IsCleared})
	ack(nil)
}

func (b *goBot) pressed(i slack.InteractionCallback, ack ack) {
	a := i.ActionCallback.BlockActions[0]
	b.tell(obj{
		"click": a.ActionID, "value": a.Value, "block": a.BlockID, "user": i.User.ID, "channel": i.Channel.ID,
		"text": i.Message.Text,
	})
	ack(nil)
	b.respond(i.ResponseURL, slack.WebhookMessage{Text: "Removed: " + a.Value, ReplaceOriginal: true})
}

func (b *goBot) shortcut(i slack.InteractionCallback, ack ack) {
	b.tell(obj{
		"shortcut": i.CallbackID, "text": i.Message.Text, "author": i.Message.User, "user": i.User.ID,
		"channel": i.Channel.ID,
	})
	ack(nil)
	b.respond(i.ResponseURL, slack.WebhookMessage{Text: "Kept: " + i.Message.Text})
}

func (b *goBot) reacted(event any) {
	e := event.(*slackevents.ReactionAddedEvent)
	item, err := b.api.GetReactions(slack.NewRefToMessage(e.Item.Channel, e.Item.Timestamp),
		slack.NewGetReactionsParameters())
	b.must(err)
	b.tell(obj{"reaction": e.Reaction, "user": e.User, "author": e.ItemUser, "text": item.Message.Text})
	_, err = b.api.PostEphemeral(e.Item.Channel, e.User, slack.MsgOptionText("Seen.", false))
	b.must(err)
	channel, ts, err := b.api.PostMessage(e.ItemUser, slack.MsgOptionText("A mark.", false))
	b.must(err)
	_, _, _, err = b.api.UpdateMessage(channel, ts, slack.MsgOptionText("A mark on: "+item.Message.Text, false))
	b.must(err)
}

func (b *goBot) visited(event any) {
	e := event.(*slackevents.AppHomeOpenedEvent)
	b.tell(obj{"home": e.User, "tab": e.Tab, "again": e.View != nil})
	_, err := b.api.PublishView(e.User, winsHome(), "")
	b.must(err)
}

func (b *goBot) plain(s slack.SlashCommand, ack ack) {
	people, pages := 0, 0
	for p := b.api.GetUsersPaginated(slack.GetUsersOptionLimit(5)); ; {
		var err error
		if p, err = p.Next(b.t.Context()); p.Done(err) {
			break
		}
		b.must(p.Failure(err))
		people, pages = people+len(p.Users), pages+1
	}
	long := slack.NewTextBlockObject("mrkdwn", strings.Repeat("x", 3001), false, false)
	_, _, err := b.api.PostMessage(s.UserID, slack.MsgOptionBlocks(slack.NewSectionBlock(long, nil, nil)))
	why := b.refusal(err)
	slices.Sort(why.ResponseMetadata.Messages) // Slack promises no order
	_, err = b.api.ListBookmarks(s.ChannelID)
	b.tell(obj{
		"people": people, "pages": pages, "unknown": b.refusal(err).Err, "refused": why.Err,
		"why": why.ResponseMetadata.Messages,
	})
	ack(obj{"text": "Looked."})
}

func (b *goBot) refusal(err error) slack.SlackErrorResponse {
	var answer slack.SlackErrorResponse
	if !errors.As(err, &answer) {
		b.t.Errorf("Slack refused with %v", err)
	}
	return answer
}

func (b *goBot) respond(address string, m slack.WebhookMessage) {
	b.must(slack.PostWebhookContext(b.t.Context(), address, &m))
}

func (b *goBot) tell(fact obj) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.facts = append(b.facts, string(encode(fact)))
}

func (b *goBot) told() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.facts)
}

func (b *goBot) must(err error) {
	if err != nil && b.t.Context().Err() == nil {
		b.t.Error(err)
	}
}
