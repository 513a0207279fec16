package sandbox

import (
	"context"
	"encoding/json"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// bot is the other side of the wire: Slack's Go client with a function for each kind of envelope.
type bot struct {
	t   *testing.T
	w   *Workspace
	api *slack.Client
	sm  *socketmode.Client

	onCommand     func(slack.SlashCommand) any
	onInteraction func(slack.InteractionCallback) any

	mu     sync.Mutex
	events []slackevents.EventsAPIEvent
	frames []socketmode.Request // of events
	deaf   bool                 // takes envelopes without acknowledging them
}

func start(t testing.TB, change ...func(*Options)) *Workspace {
	t.Helper()
	manifest, err := os.ReadFile("testdata/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Manifest: manifest, Team: DemoTeam()}
	for _, f := range change {
		f(&o)
	}
	w, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// client is the real client of the bot's Web API.
func (w *Workspace) client() *slack.Client {
	return slack.New(w.BotToken(), slack.OptionAPIURL(w.APIURL()), slack.OptionAppLevelToken(w.AppToken()))
}

// connect runs the bot until the test ends and returns when its socket is open.
func connect(t *testing.T, w *Workspace, change ...func(*bot)) *bot {
	t.Helper()
	b := &bot{t: t, w: w, api: w.client()}
	for _, f := range change {
		f(b)
	}
	b.sm = socketmode.New(b.api)
	go func() { _ = b.sm.RunContext(t.Context()) }()
	go b.serve(t.Context())
	b.until(func() bool { return w.Sockets() == 1 })
	return b
}

func (b *bot) serve(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-b.sm.Events:
			b.take(e)
		}
	}
}

func (b *bot) take(e socketmode.Event) {
	if e.Request == nil || e.Request.EnvelopeID == "" {
		return
	}
	var reply any
	b.mu.Lock()
	deaf := b.deaf
	if event, ok := e.Data.(slackevents.EventsAPIEvent); ok {
		b.events = append(b.events, event)
		b.frames = append(b.frames, *e.Request)
	}
	b.mu.Unlock()
	if deaf {
		return
	}
	switch data := e.Data.(type) {
	case slack.SlashCommand:
		if b.onCommand != nil {
			reply = b.onCommand(data)
		}
	case slack.InteractionCallback:
		if b.onInteraction != nil {
			reply = b.onInteraction(data)
		}
	}
	if reply == nil {
		_ = b.sm.Ack(*e.Request)
		return
	}
	_ = b.sm.Ack(*e.Request, reply)
}

func (b *bot) until(cond func() bool) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), 5*time.Second)
	defer cancel()
	if err := b.w.Until(ctx, cond); err != nil {
		b.t.Fatal(err)
	}
}

// received are the inner events of one type so far.
func (b *bot) received(kind string) (found []any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.events {
		if e.InnerEvent.Type == kind {
			found = append(found, e.InnerEvent.Data)
		}
	}
	return found
}

func (b *bot) deliveries() []socketmode.Request {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]socketmode.Request(nil), b.frames...)
}

func (b *bot) setDeaf(deaf bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.deaf = deaf
}

func plainText(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject("plain_text", s, false, false)
}

func winModal() slack.ModalViewRequest {
	text := slack.NewPlainTextInputBlockElement(plainText("one sentence"), "text")
	text.MaxLength = 100
	when := slack.NewDatePickerBlockElement("day")
	where := slack.NewInputBlock("where", plainText("Where"), nil, slack.NewOptionsSelectBlockElement("static_select",
		nil,
		"where", slack.NewOptionBlockObject("live", plainText("Live"), nil),
		slack.NewOptionBlockObject("shadow", plainText("Shadow"), nil)))
	where.Optional = true
	tags := slack.NewInputBlock("tags", plainText("Tags"), nil, slack.NewCheckboxGroupsBlockElement("tags",
		slack.NewOptionBlockObject("a", plainText("A"), nil), slack.NewOptionBlockObject("b", plainText("B"), nil)))
	tags.Optional = true
	day := slack.NewInputBlock("day", plainText("Day"), nil, when)
	day.Optional = true
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: "win.save", Title: plainText("Keep a win"), Submit: plainText("Save"),
		PrivateMetadata: "secret", NotifyOnClose: true,
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock("text", plainText("What"), nil, text), day, where, tags,
		}},
	}
}

func asJSON(t *testing.T, v any) json.RawMessage {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
