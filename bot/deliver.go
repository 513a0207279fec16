package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
)

// tell queues a direct message: it leaves after the transaction commits, once per key. What somebody is told of mostly
// shows in their Home too, so that is drawn anew if they look at it.
func (b *Bot) tell(tx *db.Tx, key outbox.Key, m view.Message) error {
	_, err := b.tellFirst(tx, key, m)
	return err
}

// tellFirst is tell, and says whether the key is new.
func (b *Bot) tellFirst(tx *db.Tx, key outbox.Key, m view.Message) (added bool, err error) {
	body, err := json.Marshal(m)
	if err != nil {
		return false, fmt.Errorf("write a message: %w", err)
	}
	added, err = b.outbox.Add(tx, outbox.Message{Key: key, Channel: key.Recipient, Body: body})
	if added {
		b.homeChanges(tx, key.Recipient)
	}
	return added, err
}

func (b *Bot) homeChanges(tx *db.Tx, person string) {
	tx.AfterCommit(func() { b.homes.change(person, b.db.Now()) })
}

// retell queues a change of a message that was or will be told under original. Where nothing was told, nothing changes.
func (b *Bot) retell(tx *db.Tx, original, key outbox.Key, m view.Message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("write a message: %w", err)
	}
	_, err = b.outbox.Add(tx, outbox.Message{Key: key, Channel: key.Recipient, Body: body, Update: &original})
	if errors.Is(err, outbox.ErrNoOriginal) {
		return nil
	}
	if err == nil {
		b.homeChanges(tx, key.Recipient)
	}
	return err
}

// Queue counts what has not left yet.
func (b *Bot) Queue(tx *db.Tx) (outbox.Stats, error) { return b.outbox.Stats(tx) }

// metadataType names our metadata on a message; its payload is a random key that says nothing. Anybody in the workspace
// can read metadata: https://docs.slack.dev/messaging/message-metadata
const metadataType = "laurel_message"

// letterBody is what waits in the outbox: a message (view.Message wrote it), or the order for a file.
type letterBody struct {
	Text   string       `json:"text,omitempty"`
	Blocks slack.Blocks `json:"blocks,omitzero"`
	Export *exportOrder `json:"export,omitempty"`
}

// send gives one message or file to Slack.
func (b *Bot) send(ctx context.Context, m outbox.Outgoing) (outbox.Sent, error) {
	var body letterBody
	if err := json.Unmarshal(m.Body, &body); err != nil {
		return outbox.Sent{}, outbox.Permanent{Reason: "unreadable_body"}
	}
	if body.Export != nil {
		return b.sendExport(ctx, m, *body.Export)
	}
	if err := b.inTime(ctx, m); err != nil {
		return outbox.Sent{}, err
	}
	return b.post(ctx, m, view.Message{Text: body.Text, Blocks: body.Blocks.BlockSet})
}

// post sends a message, or changes the one that it updates.
func (b *Bot) post(ctx context.Context, m outbox.Outgoing, message view.Message) (outbox.Sent, error) {
	options := []slack.MsgOption{
		slack.MsgOptionText(message.Text, false), slack.MsgOptionBlocks(message.Blocks...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metadataType, EventPayload: map[string]any{"key": m.Marker}}),
	}
	var sent outbox.Sent
	var err error
	if m.Update {
		sent.Channel, sent.TS, _, err = b.api.UpdateMessageContext(ctx, m.Channel, m.TS, options...)
	} else {
		sent.Channel, sent.TS, err = b.api.PostMessageContext(ctx, m.Channel, options...)
	}
	return sent, classify(err)
}

// find looks for a message that may have been sent, by its marker or its file, in the channel's latest messages.
func (b *Bot) find(ctx context.Context, m outbox.Outgoing) (outbox.Sent, bool, error) {
	var body letterBody
	if err := json.Unmarshal(m.Body, &body); err != nil {
		return outbox.Sent{}, false, outbox.Permanent{Reason: "unreadable_body"}
	}
	channel, err := b.conversation(ctx, m.Channel)
	if err != nil {
		return outbox.Sent{}, false, classify(err)
	}
	history, err := b.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
		ChannelID: channel, Limit: 100, IncludeAllMetadata: true,
	})
	if err != nil {
		return outbox.Sent{}, false, classify(err)
	}
	for _, message := range history.Messages {
		marked := message.Metadata.EventType == metadataType && message.Metadata.EventPayload["key"] == m.Marker
		if marked || body.Export != nil && carries(message, body.Export.fileName(m)) {
			return outbox.Sent{Channel: channel, TS: message.Timestamp}, true, nil
		}
	}
	return outbox.Sent{}, false, nil
}

// conversation is the id of a person's DM with laurel; of a channel, its own.
func (b *Bot) conversation(ctx context.Context, channel string) (string, error) {
	if !strings.HasPrefix(channel, "U") && !strings.HasPrefix(channel, "W") {
		return channel, nil
	}
	dm, _, _, err := b.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{channel}})
	if err != nil {
		return "", err
	}
	return dm.ID, nil
}

// classify says what an error means for the queue. Sources: the error tables of chat.postMessage and chat.update, and
// https://docs.slack.dev/apis/web-api/rate-limits
func classify(err error) error {
	var limited *slack.RateLimitedError
	var status slack.StatusCodeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &limited):
		return outbox.RetryAfter{Wait: limited.RetryAfter}
	case errors.As(err, &status) && status.Code == 429: // without a Retry-After that can be read
		return outbox.RetryAfter{}
	}
	switch reason := slackError(err); {
	case reason == "ratelimited" || reason == "rate_limited":
		return outbox.RetryAfter{}
	case permanent[reason]: // account_inactive too: here it is the reader's, a dead token shows at the next connection
		return outbox.Permanent{Reason: reason}
	case fatalToken[reason]:
		return outbox.Halt{Err: ErrTokens{Reason: reason}}
	case reason == "missing_scope": // an admin can add it; until then nothing is lost
		return outbox.RetryAfter{Wait: scopeWait}
	default: // timeouts, resets, 5xx, fatal_error, internal_error, and codes we don't know: it may have been accepted
		return outbox.Ambiguous{Err: err}
	}
}

// scopeWait is how long a message waits when the app lacks a scope.
const scopeWait = 5 * time.Minute

// permanent holds the answers that stay the same however often one asks.
var permanent = map[string]bool{
	"channel_not_found": true, "user_not_found": true, "user_not_visible": true, "user_disabled": true, "account_inactive": true,
	"is_archived": true, "messages_tab_disabled": true, "not_in_channel": true, "cannot_dm_bot": true,
	"restricted_action": true, "app_access_restricted": true, "invalid_blocks": true, "invalid_blocks_format": true,
	"msg_too_long": true, "msg_blocks_too_long": true, "no_text": true, "invalid_arguments": true,
	"posting_to_channel_denied": true,
	"message_not_found":         true, "cant_update_message": true, "edit_window_closed": true, "metadata_too_large": true,
}
