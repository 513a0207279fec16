package sandbox

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"laurel/sandbox/draw"
)

// reader is a person before the page, for drawing: names, choices and times as that person knows them. It is used
// under the lock.
func (w *Workspace) reader(user string) draw.Reader {
	return draw.Reader{ID: user, Zone: w.zone(user), Now: w.Now(), Names: names{w, user}}
}

// zone is a person's time zone; UTC for who set none, or one that is not known.
func (w *Workspace) zone(user string) *time.Location {
	if u := w.people[user]; u != nil && u.TZ != "" {
		if zone, err := time.LoadLocation(u.TZ); err == nil {
			return zone
		}
	}
	return time.UTC
}

// names are the workspace's people and channels as one person sees them.
type names struct {
	w    *Workspace
	user string
}

func (n names) Person(id string) (name, title string, ok bool) {
	u := n.w.people[id]
	if u == nil {
		return "", "", false
	}
	return u.RealName, u.Title, true
}

func (n names) Channel(id string) (string, bool) {
	c := n.w.channels[id]
	if c == nil || c.peer != "" || !n.w.visible(n.user, c) {
		return "", false
	}
	return c.Name, true
}

func (n names) People() []draw.Choice {
	var out []draw.Choice
	for _, id := range n.w.order {
		if u := n.w.people[id]; !u.Deleted && !u.Bot {
			out = append(out, draw.Choice{Value: id, Label: u.RealName, Note: u.Title})
		}
	}
	return out
}

func (n names) Channels(kinds []string, bots bool) []draw.Choice {
	words := map[string]string{"channel": "public", "group": "private", "im": "im"}
	var out []draw.Choice
	for _, id := range n.w.chanOrder {
		c := n.w.channels[id]
		app := c.peer != ""
		if !slices.Contains(kinds, words[c.kind()]) || c.Archived || app && (!bots || c.peer != n.user) ||
			!n.w.visible(n.user, c) {
			continue
		}
		label := "#" + c.Name
		if app {
			label = n.w.manifest.botName()
		}
		out = append(out, draw.Choice{Value: id, Label: label})
	}
	return out
}

// body draws a message: the app's blocks, or what somebody wrote. People's blocks only repeat their text.
func (w *Workspace) body(r draw.Reader, m *Message) template.HTML {
	if m.User != BotUser || len(m.Blocks) == 0 {
		return r.Text(m.Body)
	}
	state := stateOf(m.Blocks, w.fields[r.ID+"/"+m.Channel+"/"+m.TS])
	return r.Blocks(decodeList(m.Blocks), draw.Place{Surface: "message", Key: m.TS, Value: state.pick, Here: m.Channel})
}

// drawView draws the blocks of a modal or Home tab, with the sentences under its fields.
func (w *Workspace) drawView(v *View, errors FieldErrors) template.HTML {
	at := draw.Place{Surface: v.Type, Key: v.ID, Value: v.State.pick, Errors: errors}
	return w.reader(v.User).Blocks(decodeList(v.Blocks), at)
}

// pick is what a field holds, in the form that a person chooses it.
func (s State) pick(block, action string) any {
	state := s[block][action]
	if state == nil {
		return nil
	}
	return picked(state)
}

// retyped turns a message back into what a person would type for it: @ada, #wins, plain addresses.
func (w *Workspace) retyped(text string) string {
	text = marked.ReplaceAllStringFunc(text, func(part string) string {
		found := marked.FindStringSubmatch(part)
		switch name := w.nameOf(found[2]); {
		case found[1] != "" && name != "":
			return found[1] + name
		case found[3] != "":
			return found[3]
		}
		return part
	})
	return unescape.Replace(text)
}

// emojiOffered are the emoji that the page offers by name while one types; more are drawn than are offered.
var emojiOffered = strings.Fields(`trophy tada +1 eyes white_check_mark rocket raised_hands clap heart bulb fire memo
	-1 100 art bar_chart bell books boom brain bug calendar chart_with_downwards_trend chart_with_upwards_trend
	clipboard construction dart first_place_medal gear gem green_heart grin handshake herb hourglass
	information_source joy key leaves link lock mag medal_sports moneybag muscle ok_hand partying_face pencil2 pray
	question rotating_light balance_scale seedling see_no_evil shield slightly_smiling_face smile sparkles
	speech_balloon star sunny thinking unlock warning wastebasket wave wrench x zap`)

// glyphs pairs the names of emoji with their characters.
func glyphs(names []string) []obj {
	out := make([]obj, len(names))
	for i, name := range names {
		out[i] = obj{"name": name, "glyph": draw.Glyph(name)}
	}
	return out
}
