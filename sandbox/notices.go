package sandbox

import (
	"slices"
	"strings"
)

// Notice is what a person's device would show of a message: who writes, where, and the notification's words. For the
// app's messages these are the text argument, never the blocks; what stands in it, a locked phone shows.
type Notice struct {
	Channel string  `json:"channel"`
	TS      string  `json:"ts"`
	User    string  `json:"user"`
	Text    string  `json:"text"`
	At      float64 `json:"at"` // unix seconds
	Seen    bool    `json:"seen"`
}

const noticesKept = 100 // per person

// Notices are what the person's devices have shown, oldest first, at most the newest hundred. Messages to the person
// notify, and those that mention them or everybody.
func (m *Member) Notices() []Notice {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return slices.Clone(m.w.notices[m.id])
}

// notify tells everybody whom a message concerns.
func (w *Workspace) notify(c *channel, m *Message) {
	shown := m.Body
	if m.User == BotUser { // what people write stands in their text as in their blocks
		var blocks any
		_ = decode(m.Blocks, &blocks)
		shown += markup(blocks)
	}
	all := strings.Contains(shown, "<!channel>") || strings.Contains(shown, "<!here>") ||
		strings.Contains(shown, "<!everyone>")
	for _, id := range c.Members {
		concerned := all || c.peer == id || strings.Contains(shown, "<@"+id+">") || strings.Contains(shown, "<@"+id+"|")
		if id == m.User || id == BotUser || !concerned {
			continue
		}
		list := append(w.notices[id], Notice{
			Channel: c.ID, TS: m.TS, User: m.User, Text: m.Body, At: float64(w.Now().UnixMilli()) / 1000,
		})
		w.notices[id] = list[max(0, len(list)-noticesKept):]
		w.touch(note{Kind: "notices", User: id})
	}
}

// markup collects what in blocks can mention somebody: mrkdwn, and the people and ranges of rich text. In plain_text a
// mention is only characters.
func markup(v any) string {
	var out strings.Builder
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			out.WriteString(markup(item))
		}
	case obj:
		switch str(v, "type") {
		case "mrkdwn", "markdown":
			return "\n" + str(v, "text")
		case "user":
			return "\n<@" + str(v, "user_id") + ">"
		case "broadcast":
			return "\n<!" + str(v, "range") + ">"
		}
		for _, name := range sorted(v) {
			out.WriteString(markup(v[name]))
		}
	}
	return out.String()
}

// noticesFor are a person's notices for the page, newest first.
func (w *Workspace) noticesFor(user string) obj {
	lines := []obj{}
	r := w.reader(user)
	for _, n := range slices.Backward(w.notices[user]) {
		name := n.User
		if u := w.people[n.User]; u != nil {
			name = u.RealName
		}
		place := ""
		if c := w.channels[n.Channel]; c != nil && c.peer == "" {
			place = "#" + c.Name
		}
		lines = append(lines, obj{
			"channel": n.Channel, "ts": n.TS, "name": name, "place": place, "html": r.Text(n.Text), "at": n.At,
			"seen": n.Seen, "empty": n.Text == "",
		})
	}
	return obj{"notices": lines}
}

// sawNotices marks all of a person's notices as seen.
func (w *Workspace) sawNotices(user string) {
	for i := range w.notices[user] {
		w.notices[user][i].Seen = true
	}
	w.touch(note{Kind: "notices", User: user})
}
