package bot

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"laurel/wins"
)

// placeAge is how long it is believed what Slack said about a channel: it may be made private, or renamed.
const placeAge = time.Hour

// place is what laurel knows about a conversation. The zero place is one that Slack doesn't show to it.
type place struct {
	public bool // everybody in the workspace can read it
	name   string
	at     time.Time
}

// places remembers them.
type places struct {
	mu    sync.Mutex
	known map[string]place
}

func newPlaces() *places { return &places{known: map[string]place{}} }

// place asks Slack what a conversation is. What it doesn't show is taken for private. An error means that it can't be
// told at the moment.
func (b *Bot) place(ctx context.Context, channel string) (place, error) {
	if strings.HasPrefix(channel, "D") { // a direct message
		return place{}, nil
	}
	now := b.db.Now()
	if known, ok := b.places.get(channel); ok && now.Sub(known.at) < placeAge {
		return known, nil
	}
	found, err := b.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: channel})
	switch slackError(err) {
	case "channel_not_found", "missing_scope", "no_permission", "access_denied", "team_access_not_granted":
		return place{}, nil // not remembered: an admin may invite laurel or add a scope
	}
	if err != nil {
		return place{}, fmt.Errorf("ask what a conversation is (conversations.info): %w", err)
	}
	is := place{name: found.NameNormalized, at: now}
	is.public = !found.IsPrivate && !found.IsIM && !found.IsMpIM && !found.IsGroup
	b.places.set(channel, is)
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

// channelMark is a channel as a message names it: without its name, although people typed it.
// https://docs.slack.dev/messaging/formatting-message-text#linking-channels
var channelMark = regexp.MustCompile(`<#(C[A-Z0-9]+)\|?>`)

// namedChannels is how many channels of a message are named; nobody's project has more names.
const namedChannels = 5

// spelled puts the names of channels into a message's text, so that #ranker is ranker's win also where there is a channel
// of that name. Those of private channels only if asked: where the author looks at the text before others do.
func (b *Bot) spelled(ctx context.Context, text string, private bool) (string, error) {
	for n, mark := range channelMark.FindAllStringSubmatch(text, -1) {
		if n == namedChannels {
			break
		}
		is, err := b.place(ctx, mark[1])
		if err != nil {
			return text, err
		}
		if is.name != "" && (is.public || private) {
			text = strings.ReplaceAll(text, mark[0], "<#"+mark[1]+"|"+is.name+">")
		}
	}
	return text, nil
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
