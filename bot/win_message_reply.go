package bot

import (
	"context"
	"errors"

	"github.com/slack-go/slack"
	"go.uber.org/zap"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
)

// A reply in a thread is not saved: what is said under laurel's answer may be talk about it as well as another win, and
// a win that nobody meant is worse than a press more.

// winAbove is the win that the message above a reply shows, "" for any other message.
func (b *Bot) winAbove(ctx context.Context, m directMessage) string {
	above, err := b.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
		ChannelID: m.Channel, Latest: m.Thread, Oldest: m.Thread, Inclusive: true, Limit: 1,
	})
	if err != nil {
		b.log.Warn("read what a reply is under", zap.String("reason", slackError(err)))
		return ""
	}
	for _, message := range above.Messages {
		for _, block := range message.Blocks.BlockSet {
			actions, ok := block.(*slack.ActionBlock)
			if !ok {
				continue
			}
			for _, element := range actions.Elements.ElementSet {
				if edit, ok := element.(*slack.ButtonBlockElement); ok && edit.ActionID == view.WinEdit {
					return edit.Value
				}
			}
		}
	}
	return ""
}

// replied answers a reply in a thread with the win that it is under, if it is the author's.
func (b *Bot) replied(tx *db.Tx, author people.Person, m directMessage, id string) (view.Message, error) {
	w, err := ownWin(tx, author, id)
	if errors.Is(err, wins.ErrNotFound) {
		w, err = wins.OfMessage(tx, author.ID, wins.Where{Channel: m.Channel, TS: m.Thread})
	}
	if errors.Is(err, wins.ErrNotFound) || err == nil && w.Status == wins.StatusRemoved {
		return view.WinReply(""), nil
	}
	return view.WinReply(w.ID), err
}
