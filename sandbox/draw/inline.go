package draw

import (
	"html/template"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/yuin/goldmark-emoji/definition"
)

// writer writes running text: what markup, rich text and plain text come down to.
type writer struct {
	reader Reader
	out    strings.Builder
}

func (w *writer) html() template.HTML { return template.HTML(w.out.String()) } //nolint:gosec // escaped by text and tag

// text writes characters that mean nothing but themselves.
func (w *writer) text(s string) { w.out.WriteString(template.HTMLEscapeString(s)) }

// tag writes an element around what inside writes; attributes are pairs of name and value, and an empty value leaves
// its attribute out.
func (w *writer) tag(name string, inside func(), attributes ...string) {
	w.out.WriteString("<" + name)
	for i := 0; i < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			w.out.WriteString(" " + attributes[i] + `="` + template.HTMLEscapeString(attributes[i+1]) + `"`)
		}
	}
	w.out.WriteByte('>')
	inside()
	w.out.WriteString("</" + name + ">")
}

func (w *writer) words(s string) func() { return func() { w.text(s) } }

// plain writes text as it is; only the names of emoji are replaced.
func (w *writer) plain(s string, emoji bool) {
	if !emoji {
		w.text(s)
		return
	}
	end := 0
	for _, at := range emojiName.FindAllStringSubmatchIndex(s, -1) {
		w.text(s[end:at[0]])
		w.emoji(s[at[2]:at[3]])
		end = at[1]
	}
	w.text(s[end:])
}

var (
	emojiName = regexp.MustCompile(`:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):`)
	known     = definition.Github()
)

// Glyph is the character of an emoji's name, which may carry a skin tone (+1::skin-tone-3); of a name that is not
// known, as of a workspace's own emoji, it is :name:. Slack's names are those of GitHub's list in nearly all cases.
func Glyph(name string) string {
	base, _, _ := strings.Cut(name, "::")
	if e, found := known.Get(base); found && e.IsUnicode() {
		return string(e.Unicode)
	}
	return ":" + name + ":"
}

// emoji writes one; a screen reader says its name.
func (w *writer) emoji(name string) {
	glyph := Glyph(name)
	if strings.HasPrefix(glyph, ":") {
		w.text(glyph)
		return
	}
	w.tag("span", w.words(glyph), "class", "emoji", "role", "img", "aria-label", strings.ReplaceAll(name, "_", " "),
		"title", ":"+name+":")
}

// mention writes a person's name; label is what the text says about somebody who is not known here.
func (w *writer) mention(id, label string) {
	class, name, title := "mention", label, ""
	if known, about, ok := w.person(id); ok {
		name, title = known, about
	} else if name == "" {
		name = id
	}
	if id == w.reader.ID {
		class = "mention me"
	}
	w.tag("span", w.words("@"+name), "class", class, "data-user", id, "title", title)
}

func (w *writer) person(id string) (name, title string, ok bool) {
	if w.reader.Names == nil {
		return "", "", false
	}
	return w.reader.Names.Person(id)
}

// channel writes a channel's name, as a link where the reader can go there.
func (w *writer) channel(id, label string) {
	if w.reader.Names != nil {
		if name, ok := w.reader.Names.Channel(id); ok {
			w.tag("a", w.words("#"+name), "class", "mention", "href", "?as="+w.reader.ID+"&open="+id, "data-open", id)
			return
		}
	}
	if label == "" {
		label = id
	}
	w.tag("span", w.words("#"+label), "class", "mention")
}

// inert writes what would notify many in Slack.
func (w *writer) inert(name string) {
	w.tag("span", w.words(name), "class", "mention inert", "title", "Notifies nobody here")
}

var permalink = regexp.MustCompile(`/archives/([A-Z0-9]+)/p(\d{10})(\d{6})`)

// link writes an address that opens in a new tab; one that leads nowhere safe stays text. Inside nil writes the address
// itself. The page opens permalinks of its own workspace by data-permalink.
func (w *writer) link(address string, inside func()) {
	if inside == nil {
		inside = w.words(address)
	}
	if !safe(address) {
		w.tag("span", inside)
		return
	}
	message := ""
	if found := permalink.FindStringSubmatch(address); found != nil {
		message = found[1] + "/" + found[2] + "." + found[3]
	}
	w.tag("a", inside, "href", address, "target", "_blank", "rel", "noopener noreferrer", "data-permalink", message)
}

var scheme = regexp.MustCompile(`(?i)^(?:https?://|mailto:)`)

func safe(address string) bool { return scheme.MatchString(address) }

// date writes a moment in the reader's zone, by Slack's template; fallback stands for what is no moment
// (https://docs.slack.dev/messaging/formatting-message-text#date-formatting).
func (w *writer) date(seconds, form, address, fallback string) {
	unix, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || unix < 0 || unix > maxUnix {
		w.text(fallback)
		return
	}
	at := time.Unix(unix, 0).In(w.reader.zone())
	written := func() {
		w.tag("time", w.words(w.reader.slackDate(at, form)), "datetime", at.UTC().Format(time.RFC3339),
			"title", at.Format("Monday 2 January 2006, 15:04:05 MST"))
	}
	if safe(address) {
		w.link(address, written)
		return
	}
	written()
}

const maxUnix = 9_999_999_999 // the largest that Slack's rules let through

func (r Reader) zone() *time.Location {
	if r.Zone == nil {
		return time.UTC
	}
	return r.Zone
}
