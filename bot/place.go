package bot

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"laurel/wins"
)

// placeAge is how long it is believed that a channel is public: one may be made private.
const placeAge = time.Hour

// places remembers which conversations everybody in the workspace may read.
type places struct {
	mu    sync.Mutex
	known map[string]place
}

type place struct {
	public bool
	at     time.Time
}

func newPlaces() *places { return &places{known: map[string]place{}} }

// public tells whether a conversation is a public channel. What Slack doesn't show to laurel is taken for private. An
// error means that it can't be told at the moment.
func (b *Bot) public(ctx context.Context, channel string) (bool, error) {
	if strings.HasPrefix(channel, "D") { // a direct message
		return false, nil
	}
	now := b.db.Now()
	if known, ok := b.places.get(channel); ok && now.Sub(known.at) < placeAge {
		return known.public, nil
	}
	found, err := b.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: channel})
	switch slackError(err) {
	case "channel_not_found", "missing_scope", "no_permission", "access_denied", "team_access_not_granted":
		return false, nil // not remembered: an admin may invite laurel or add a scope
	}
	if err != nil {
		return false, fmt.Errorf("ask whether a conversation is public (conversations.info): %w", err)
	}
	is := !found.IsPrivate && !found.IsIM && !found.IsMpIM && !found.IsGroup
	b.places.set(channel, place{public: is, at: now})
	return is, nil
}

func (p *places) get(channel string) (place, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	known, ok := p.known[channel]
	return known, ok
}

func (p *places) set(channel string, is place) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known[channel] = is
}

// where is a message with its address, as chat.getPermalink builds it, but also where laurel is no member. thread is the
// ts of its thread's parent, or empty: the address of a reply leads to its thread.
// https://docs.slack.dev/reference/methods/chat.getPermalink
func (b *Bot) where(channel, ts, thread string) wins.Where {
	link := strings.TrimSuffix(b.identity.url, "/") + "/archives/" + channel + "/p" + strings.Replace(ts, ".", "", 1)
	if thread != "" && thread != ts {
		link += "?thread_ts=" + thread + "&cid=" + channel
	}
	return wins.Where{Channel: channel, TS: ts, Permalink: link}
}
