package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/wins"
)

// reacted makes a message its author's win, with the one who reacted as witness. The event is only a nudge: what counts
// is the reaction that Slack shows now, since events come late, twice and out of order.
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
	if gone := slackError(err); gone == "message_not_found" || gone == "channel_not_found" {
		return nothing, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the message (reactions.get): %w", err)
	}
	if item.Message == nil || !stillThere(item, e.User, b.winEmoji) {
		return nothing, nil
	}
	witness, author, err := b.profiles(ctx, e.User, item.Message.User)
	if err != nil {
		return nil, err
	}
	return func(tx *db.Tx) error {
		return b.keepWitnessed(tx, witness, author, wins.Reaction{
			By: e.User, Emoji: bare(e.Reaction), EventTS: e.EventTimestamp, Author: item.Message.User,
			Text:  unescape(item.Message.Text),
			Where: wins.Where{Channel: e.Item.Channel, TS: e.Item.Timestamp, Permalink: item.Message.Permalink},
		})
	}, nil
}

// keepWitnessed stores the witness and tells the author: the first time with a message, then by redrawing it.
func (b *Bot) keepWitnessed(tx *db.Tx, witness, author *people.Profile, r wins.Reaction) error {
	by, err := b.meet(tx, r.By, witness)
	if err != nil {
		return err
	}
	owner, err := b.meet(tx, r.Author, author)
	if err != nil || !people.Member(by) || !people.Member(owner) {
		return err
	}
	r.Location = b.location(owner)
	w, outcome, err := wins.Witnessed(tx, r)
	switch {
	case errors.Is(err, wins.ErrEmpty): // a picture, or a message of another app
		return nil
	case err != nil:
		return err
	case outcome.NewWin && by.ID != owner.ID:
		shown, err := b.savedWin(tx, owner, w)
		if err != nil {
			return err
		}
		return b.tell(tx, witnessedKey(w), view.WinWitnessed(shown, w.Where.Channel))
	case outcome.NewWitness, outcome.Back:
		return b.retellWitnesses(tx, w, by, r.EventTS)
	case outcome.NewWin:
		_, err := b.askContributors(tx, owner, w)
		return err
	default:
		return nil
	}
}

// retellWitnesses redraws the author's message with those who mark it now. A win that its author removed stays as that
// left it.
func (b *Bot) retellWitnesses(tx *db.Tx, w wins.Win, by people.Person, at string) error {
	if w.Status == wins.StatusRemoved && w.Touched {
		return nil
	}
	owner, err := people.Get(tx, w.Person)
	if err != nil {
		return err
	}
	shown, err := b.savedWin(tx, owner, w)
	if err != nil {
		return err
	}
	message := view.WinWitnessed(shown, w.Where.Channel)
	if w.Status == wins.StatusRemoved {
		name := by.Name
		if by.ID == owner.ID {
			name = "You"
		}
		message = view.WitnessGone(shown, name)
	}
	key := outbox.Key{Kind: "win.witnesses", Recipient: w.Person, Object: w.ID, Period: at + " " + by.ID}
	return b.retell(tx, witnessedKey(w), key, message)
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
		w, changed, err := wins.Unwitnessed(tx, wins.Reaction{
			By: e.User, Emoji: bare(e.Reaction), EventTS: e.EventTimestamp,
			Where: wins.Where{Channel: e.Item.Channel, TS: e.Item.Timestamp},
		})
		if err != nil || !changed || w.ID == "" {
			return err
		}
		by, err := people.Get(tx, e.User)
		if err != nil {
			return err
		}
		return b.retellWitnesses(tx, w, by, e.EventTimestamp)
	}, nil
}

func witnessedKey(w wins.Win) outbox.Key {
	return outbox.Key{Kind: "win.witnessed", Recipient: w.Person, Object: w.ID}
}

// winEmoji tells whether a reaction marks a win, whatever its skin tone.
func (b *Bot) winEmoji(reaction string) bool {
	for _, emoji := range b.options.Emoji {
		if emoji == bare(reaction) {
			return true
		}
	}
	return false
}

// bare is a reaction's name without its skin tone: Slack appends "::skin-tone-3".
func bare(reaction string) string {
	name, _, _ := strings.Cut(reaction, "::")
	return name
}

func stillThere(item slack.ReactedItem, user string, wanted func(string) bool) bool {
	reactions := append(append([]slack.ItemReaction{}, item.Reactions...), item.Message.Reactions...)
	for _, reaction := range reactions {
		if !wanted(reaction.Name) {
			continue
		}
		for _, by := range reaction.Users {
			if by == user {
				return true
			}
		}
	}
	return false
}

// nothing is applied for an event that changes nothing.
func nothing(*db.Tx) error { return nil }
