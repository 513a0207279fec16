package sandbox

import (
	"slices"
	"time"
)

// limits are Slack's rate limits (https://docs.slack.dev/apis/web-api/rate-limits): about one message a second and
// channel with a small burst, some hundred messages a minute in the workspace, and per method the calls a minute
// of its tier. A refused call counts for nothing.
type limits struct {
	perMinute int
	buckets   map[string]bucket
	calls     map[string][]time.Time // of the last minute, by method
}

type bucket struct {
	tokens float64
	at     time.Time
}

const burst = 3 // messages that a channel takes at once

// tiers are calls a minute; methods that are not listed are as if unlimited.
var tiers = map[string]int{
	"users.list": 20, "conversations.list": 20, "emoji.list": 20, "reactions.remove": 20,
	"chat.update": 50, "chat.delete": 50, "conversations.open": 50, "conversations.info": 50,
	"conversations.history": 50, "conversations.replies": 50, "conversations.join": 50, "users.lookupByEmail": 50,
	"users.conversations": 50, "reactions.add": 50, "reactions.get": 50, "team.info": 50,
	"chat.postEphemeral": 100, "views.open": 100, "views.update": 100, "views.push": 100, "views.publish": 100,
	"users.info": 100, "users.profile.get": 100, "team.profile.get": 50, "bots.info": 50, "conversations.members": 100, "files.getUploadURLExternal": 100,
	"files.completeUploadExternal": 100, "files.info": 100, "files.delete": 50, "files.list": 50,
}

func newLimits(perMinute int) limits {
	if perMinute == 0 {
		perMinute = 240
	}
	return limits{perMinute: perMinute, buckets: map[string]bucket{}, calls: map[string][]time.Time{}}
}

// take counts a call; when it comes too early it returns how long to wait.
func (l *limits) take(method, channel string, now time.Time) time.Duration {
	allowed, limited := tiers[method]
	if method == "chat.postMessage" {
		allowed, limited = l.perMinute, true
	}
	if !limited {
		return 0
	}
	recent := slices.DeleteFunc(l.calls[method], func(t time.Time) bool { return now.Sub(t) >= time.Minute })
	l.calls[method] = recent
	if len(recent) >= allowed {
		return time.Minute - now.Sub(recent[0])
	}
	if method == "chat.postMessage" {
		if wait := l.fill(channel, now); wait > 0 {
			return wait
		}
	}
	l.calls[method] = append(recent, now)
	return 0
}

func (l *limits) fill(channel string, now time.Time) time.Duration {
	b, seen := l.buckets[channel]
	if !seen {
		b = bucket{tokens: burst, at: now}
	}
	b.tokens = min(burst, b.tokens+max(0, now.Sub(b.at).Seconds()))
	b.at = now
	if b.tokens < 1 {
		l.buckets[channel] = b
		return time.Duration((1 - b.tokens) * float64(time.Second))
	}
	b.tokens--
	l.buckets[channel] = b
	return 0
}
