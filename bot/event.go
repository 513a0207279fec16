package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"go.uber.org/zap"

	"laurel/internal/db"
	"laurel/internal/inbox"
)

// event is the outer part of what the Events API sends: https://docs.slack.dev/apis/events-api#callback-field
type event struct {
	ID             string          `json:"event_id"`
	Team           string          `json:"team_id"`
	Inner          json.RawMessage `json:"event"`
	Authorizations []struct {
		Team string `json:"team_id"`
	} `json:"authorizations"`
}

// storeTime is what storing an event may take; without an ack Slack sends it again.
const storeTime = 2500 * time.Millisecond

// storeEvent stores an event and then acks it: acked means stored. What no flow asks for, as who set other
// emoji, is acked and counted.
func (b *Bot) storeEvent(f frame) {
	var e event
	var inner innerEvent
	if err := json.Unmarshal(f.Payload, &e); err == nil {
		_ = json.Unmarshal(e.Inner, &inner) // an unreadable inner event has no type, so no flow asks for it
	}
	name := inner.name()
	if _, wanted := events[name]; !wanted || e.ID == "" || !b.ours(e) || inner.ofApp() ||
		inner.Reaction != "" && !b.winEmoji(inner.Reaction) {
		b.metrics.frames.WithLabelValues("unwanted").Inc()
		b.ack(f, nil)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), storeTime)
	defer cancel()
	if _, err := b.inbox.Put(ctx, inbox.Item{Key: "event:" + e.ID, Kind: name, Payload: e.Inner}); err != nil {
		b.metrics.frames.WithLabelValues("unstored").Inc()
		b.log.Error("store an event", zap.String("event", name), zap.Error(err))
		return // unacked
	}
	b.metrics.frames.WithLabelValues("stored").Inc()
	b.ack(f, nil)
}

// innerEvent is what tells which flow an event is for.
type innerEvent struct {
	Type        string `json:"type"`
	ChannelType string `json:"channel_type"`
	Reaction    string `json:"reaction"`
	BotID       string `json:"bot_id"`
	Message     struct {
		BotID string `json:"bot_id"`
	} `json:"message"` // of a message that was changed
}

// name is what the manifest calls the event: messages are told apart by where they stand.
func (e innerEvent) name() string {
	if e.Type == "message" {
		return "message." + e.ChannelType
	}
	return e.Type
}

// ofApp tells whether an app wrote the message: laurel hears everything that itself says and redraws.
func (e innerEvent) ofApp() bool {
	return e.Type == "message" && (e.BotID != "" || e.Message.BotID != "")
}

// ours tells whether the event is for this workspace. In a shared channel the outer team may be the other one's.
func (b *Bot) ours(e event) bool {
	if len(e.Authorizations) > 0 {
		return e.Authorizations[0].Team == b.identity.team
	}
	return e.Team == b.identity.team
}

// handleEvent hands a stored event to its flow.
func (b *Bot) handleEvent(ctx context.Context, item inbox.Item) (apply func(tx *db.Tx) error, err error) {
	run, ok := events[item.Kind]
	if !ok {
		return func(*db.Tx) error { return nil }, nil // stored by a version that knew more
	}
	ctx, cancel := context.WithTimeout(ctx, afterTime)
	defer cancel()
	if apply, err = run(b, ctx, item.Payload); err != nil {
		return nil, fmt.Errorf("%s: %w", item.Kind, err)
	}
	return apply, nil
}
