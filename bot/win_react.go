package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
)

// reacted makes a message its author's win, with the one who reacted as witness. The event is only a nudge: what counts
// is the reaction that Slack shows now, since events come late, twice and out of order. In a channel that laurel is not
// in there is no event: the message shortcut works there.
func (b *Bot) reacted(ctx context.Context, inner json.RawMessage) (func(tx *db.Tx) error, error) {
	var e slackevents.ReactionAddedEvent
	if err := json.Unmarshal(inner, &e); err != nil {
		return nil, fmt.Errorf("read the event: %w", err)
	}
	if !b.winEmoji(e.Reaction) || e.Item.Type != "message" {
		return nothing, nil
	}
	item, err := b.api.GetReactionsContext(ctx, slack.NewRefToMessage(e.Item.Channel, e.Item.Timestamp),
		slack.GetReactionsParameters{Full: true})
	switch slackError(err) {
	case "message_not_found", "channel_not_found", "not_in_channel": // it was deleted, or laurel has left since
		return nothing, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the message (reactions.get): %w", err)
	}
	if item.Message == nil || !spoken(item.Message) || !stillThere(item, e.User, b.winEmoji) {
		return nothing, nil
	}
	witness, author, err := b.profiles(ctx, e.User, item.Message.User)
	if err != nil {
		return nil, err
	}
	is, err := b.place(ctx, e.Item.Channel)
	if err != nil {
		return nil, err
	}
	text, err := b.spelled(ctx, item.Message.Text, !is.public)
	if err != nil {
		return nil, err
	}
	return func(tx *db.Tx) error {
		return b.keepWitnessed(tx, witness, author, wins.Reaction{
			By: e.User, Emoji: emojiName(e.Reaction), EventTS: e.EventTimestamp, Author: item.Message.User,
			Text:    unescape(text),
			Where:   wins.Where{Channel: e.Item.Channel, TS: e.Item.Timestamp, Permalink: item.Message.Permalink},
			Pending: !is.public,
		})
	}, nil
}

// keepWitnessed marks the message if both are members; a picture or an empty message is no win.
func (b *Bot) keepWitnessed(tx *db.Tx, witness, author *people.Profile, r wins.Reaction) error {
	by, err := b.meet(tx, r.By, witness)
	if err != nil {
		return err
	}
	owner, err := b.meet(tx, r.Author, author)
	if err != nil || !people.Member(by) || !people.Member(owner) {
		return err
	}
	if _, err := b.mark(tx, by, owner, r); !errors.Is(err, wins.ErrEmpty) {
		return err
	}
	return nil
}

// unreacted takes a witness back, and with the last one a win that only the reaction had made.
func (b *Bot) unreacted(_ context.Context, inner json.RawMessage) (func(tx *db.Tx) error, error) {
	var e slackevents.ReactionRemovedEvent
	if err := json.Unmarshal(inner, &e); err != nil {
		return nil, fmt.Errorf("read the event: %w", err)
	}
	if !b.winEmoji(e.Reaction) || e.Item.Type != "message" {
		return nothing, nil
	}
	return func(tx *db.Tx) error {
		_, err := b.unmark(tx, wins.Reaction{
			By: e.User, Emoji: emojiName(e.Reaction), EventTS: e.EventTimestamp,
			Where: wins.Where{Channel: e.Item.Channel, TS: e.Item.Timestamp},
		})
		return err
	}, nil
}

// winEmoji tells whether a reaction marks a win, whatever its skin tone and whichever of its names was chosen.
func (b *Bot) winEmoji(reaction string) bool {
	name := emojiName(reaction)
	return slices.ContainsFunc(b.options.Emoji, func(emoji string) bool { return emojiName(emoji) == name })
}

// spoken tells whether a message is what somebody says. Of Slack's own lines (joined, renamed, deleted) and of those of
// other apps it isn't: https://docs.slack.dev/reference/events/message#subtypes
func spoken(m *slack.Message) bool {
	switch m.SubType {
	case "", slack.MsgSubTypeThreadBroadcast, slack.MsgSubTypeFileShare, slack.MsgSubTypeMeMessage:
		return m.User != ""
	}
	return false
}

func stillThere(item slack.ReactedItem, user string, wanted func(string) bool) bool {
	reactions := append(append([]slack.ItemReaction{}, item.Reactions...), item.Message.Reactions...)
	for _, reaction := range reactions {
		if wanted(reaction.Name) && slices.Contains(reaction.Users, user) {
			return true
		}
	}
	return false
}

// nothing is applied for an event that changes nothing.
func nothing(*db.Tx) error { return nil }
