package sandbox

import (
	"hash/fnv"
	"slices"
	"strings"
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
			"member": c.has(user), "unread": c.unread[user], "topic": c.Topic,
		})
		if n := c.unread[user]; n > 0 {
			unread[id] = n
		}
	}
	return obj{
		"me": w.face(user), "people": people, "channels": channels, "unread": unread, "app": w.appJSON(dm),
		"commands": orEmpty(w.manifest.commands()), "shortcuts": orEmpty(w.manifest.Features.Shortcuts),
		"clock": w.clockJSON(), "sockets": len(w.sockets), "try": orEmpty(w.options.Try),
	}
}

func (w *Workspace) appJSON(dm string) obj {
	return obj{
		"id": AppID, "name": w.manifest.botName(), "bot_user": BotUser, "dm": dm,
		"home": w.manifest.Features.Home.Home, "about": w.manifest.about(),
	}
}

func (w *Workspace) clockJSON() obj {
	return obj{"now": float64(w.Now().UnixMilli()) / 1000, "offset": w.offset().Seconds()}
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

// messagesFor are the lines of a conversation that one person sees, oldest first.
func (w *Workspace) messagesFor(user, channelID string) obj {
	c := w.channels[channelID]
	lines := []obj{}
	if c == nil || !w.visible(user, c) {
		return obj{"messages": lines}
	}
	all := slices.Clone(c.messages)
	for _, m := range w.ephemerals[user] {
		if m.Channel == channelID {
			all = append(all, m)
		}
	}
	slices.SortStableFunc(all, func(a, b *Message) int { return strings.Compare(a.TS, b.TS) })
	for _, m := range all {
		lines = append(lines, w.line(m))
	}
	return obj{"messages": lines}
}

func (w *Workspace) line(m *Message) obj {
	name := m.User
	if u := w.people[m.User]; u != nil {
		name = u.RealName
	}
	return obj{
		"ts": m.TS, "user": m.User, "name": name, "bot": m.User == BotUser, "text": m.Body,
		"blocks": orEmpty(decodeList(m.Blocks)), "reactions": orEmpty(m.Reactions), "ephemeral": m.Ephemeral,
		"failed": m.Failed, "edited": m.Edited, "thread_ts": m.ThreadTS, "replies": m.Replies,
		"permalink": w.permalink(m), "files": w.pageFiles(m.Files),
	}
}

func (w *Workspace) modalsFor(user string) obj {
	s := w.stacks[user]
	if s == nil {
		return obj{"stack": []obj{}, "errors": obj{}, "trouble": "", "busy": false}
	}
	views := make([]obj, len(s.views))
	for i, v := range s.views {
		views[i] = viewJSON(v)
	}
	errors := obj{}
	for block, sentence := range s.errors {
		errors[block] = sentence
	}
	return obj{"stack": views, "errors": errors, "trouble": s.trouble, "busy": s.busy}
}

func viewOrNull(v *View) any {
	if v == nil {
		return nil
	}
	return viewJSON(v)
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
