package sandbox

import (
	"hash/fnv"
	"slices"
	"strings"

	"laurel/sandbox/draw"
)

// stateFor is what one person sees around the conversations.
func (w *Workspace) stateFor(user string) obj {
	people := make([]obj, len(w.order))
	for i, id := range w.order {
		people[i] = w.face(id)
	}
	dm := w.dmID(user) // there from the first look on
	channels, unread := []obj{}, obj{}
	for _, id := range w.chanOrder {
		c := w.channels[id]
		if !w.visible(user, c) || c.peer != "" && c.peer != user {
			continue
		}
		kind := map[string]string{"channel": "channel", "group": "private", "im": "im"}[c.kind()]
		peer := ""
		if c.peer != "" {
			peer = BotUser
		}
		channels = append(channels, obj{
			"id": c.ID, "name": c.Name, "kind": kind, "peer": peer, "archived": c.Archived, "bot": c.has(BotUser),
			"member": c.has(user), "unread": c.unread[user], "topic": c.Topic, "read_only": w.readOnly(c),
		})
		if n := c.unread[user]; n > 0 {
			unread[id] = n
		}
	}
	return obj{
		"me": w.face(user), "people": people, "channels": channels, "unread": unread, "app": w.appJSON(dm),
		"commands": orEmpty(w.manifest.commands()), "shortcuts": orEmpty(w.manifest.Features.Shortcuts),
		"clock": w.clockJSON(), "sockets": len(w.sockets), "try": orEmpty(w.options.Try), "emoji": glyphs(emojiOffered),
		"notices": unseen(w.notices[user]), "faults": w.faultsJSON(), "methods": sorted(methods()),
		"restart": w.options.Restart != nil,
	}
}

// unseen counts the notices that a person has not looked at.
func unseen(list []Notice) int {
	n := 0
	for _, one := range list {
		if !one.Seen {
			n++
		}
	}
	return n
}

// faultsJSON are the faults that last until they are taken back.
func (w *Workspace) faultsJSON() obj {
	return obj{"revoked": w.revoked, "acks": w.ackDelay.Seconds()}
}

func (w *Workspace) appJSON(dm string) obj {
	return obj{
		"id": AppID, "name": w.manifest.botName(), "bot_user": BotUser, "dm": dm,
		"home": w.manifest.Features.Home.Home, "about": w.manifest.about(),
	}
}

func (w *Workspace) clockJSON() obj {
	return obj{
		"now": float64(w.Now().UnixMilli()) / 1000, "offset": w.offset().Seconds(), "frozen": w.frozen(),
	}
}

// faceColors are dark enough for white initials on them.
var faceColors = []string{
	"#7a4d9f", "#2f6f8f", "#8a5a2b", "#3d7a4e", "#a0425c", "#4a5fa8", "#6b7a2f", "#8f3f86", "#2f7f7a", "#9a5040",
}

func (w *Workspace) face(id string) obj {
	u := w.people[id]
	initials := ""
	for _, part := range strings.Fields(u.RealName) {
		if initials += string([]rune(part)[:1]); len([]rune(initials)) == 2 {
			break
		}
	}
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(id))
	return obj{
		"id": id, "name": u.Name, "display": u.RealName, "title": u.Title, "tz": u.TZ, "initials": initials,
		"color": faceColors[int(sum.Sum32())%len(faceColors)], "guest": u.Guest, "deleted": u.Deleted,
		"stranger": u.Stranger, "admin": u.Admin, "bot": u.Bot,
	}
}

// window is how many messages the page gets at once; more come as the reader goes back.
const window = 60

// messagesFor are the lines of a conversation that one person sees, oldest first: the newest, or all from the ts from
// on, and the windowful before the ts before.
func (w *Workspace) messagesFor(user, channelID, from, before string) obj {
	c := w.channels[channelID]
	if c == nil || !w.visible(user, c) {
		return obj{"messages": []obj{}, "older": false}
	}
	first, older := c.windowFrom(from, before)
	shown := slices.Clone(c.messages[first:])
	for _, m := range w.ephemerals[user] {
		if m.Channel == channelID && (!older || m.TS >= shown[0].TS) {
			shown = append(shown, m)
		}
	}
	slices.SortStableFunc(shown, func(a, b *Message) int { return strings.Compare(a.TS, b.TS) })
	r := w.reader(user)
	lines := make([]obj, len(shown))
	for i, m := range shown {
		lines[i] = w.line(r, m)
	}
	return obj{"messages": lines, "older": older}
}

// windowFrom is the index of the first message to show, and whether there are older ones.
func (c *channel) windowFrom(from, before string) (first int, older bool) {
	at := func(ts string) int {
		i, _ := slices.BinarySearchFunc(c.messages, ts, func(m *Message, ts string) int { return strings.Compare(m.TS, ts) })
		return i
	}
	switch {
	case before != "":
		first = at(before) - window
	case from != "":
		first = min(at(from), len(c.messages)-window)
	default:
		first = len(c.messages) - window
	}
	first = max(0, first)
	return first, first > 0
}

func (w *Workspace) line(r draw.Reader, m *Message) obj {
	name := m.User
	if u := w.people[m.User]; u != nil {
		name = u.RealName
	}
	doc := obj{
		"ts": m.TS, "user": m.User, "name": name, "bot": m.User == BotUser, "text": m.Body, "html": w.body(r, m),
		"blocks": orEmpty(decodeList(m.Blocks)), "reactions": reactionLines(m), "ephemeral": m.Ephemeral,
		"failed": m.Failed, "edited": m.Edited, "thread_ts": m.ThreadTS, "replies": m.Replies,
		"permalink": w.permalink(m), "files": w.pageFiles(m.Files),
	}
	if m.User == r.ID {
		doc["typed"] = w.retyped(m.Body)
	}
	return doc
}

func reactionLines(m *Message) []obj {
	lines := make([]obj, len(m.Reactions))
	for i, r := range m.Reactions {
		lines[i] = obj{"name": r.Name, "users": r.Users, "glyph": draw.Glyph(r.Name)}
	}
	return lines
}

// modalsFor are the views that a person has open, the top last and drawn, and what Slack says over it.
func (w *Workspace) modalsFor(user string) obj {
	s := w.stacks[user]
	if s == nil {
		return obj{"stack": []obj{}, "errors": obj{}, "trouble": "", "busy": false}
	}
	views := make([]obj, len(s.views))
	for i, v := range s.views {
		views[i] = viewJSON(v)
	}
	top := s.top()
	views[len(views)-1]["html"] = w.drawView(top, s.errors)
	views[len(views)-1]["words"] = obj{
		"title": draw.Plain(top.Title), "submit": draw.Plain(top.Submit), "close": draw.Plain(top.Close),
	}
	errors := obj{}
	for block, sentence := range s.errors {
		errors[block] = sentence
	}
	return obj{"stack": views, "errors": errors, "trouble": s.trouble, "busy": s.busy}
}

// homeFor is the Home tab that the app has published for a person, drawn; null when there is none.
func (w *Workspace) homeFor(user string) obj {
	v := w.homes[user]
	if v == nil {
		return obj{"view": nil}
	}
	doc := viewJSON(v)
	doc["html"] = w.drawView(v, nil)
	return obj{"view": doc}
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func (m *manifest) commands() []obj {
	var out []obj
	for _, s := range m.Features.Commands {
		out = append(out, obj{"command": s.Command, "description": s.Description, "usage_hint": s.Hint})
	}
	return out
}

func (m *manifest) about() string {
	if m.Display.Long != "" {
		return m.Display.Long
	}
	return m.Display.Description
}
