package sandbox

import (
	"encoding/json"
	"regexp"
	"strings"
)

var (
	typedMention = regexp.MustCompile(`&lt;([@#][A-Z0-9]+(?:\|[^&<>]*)?)&gt;`)
	typedName    = regexp.MustCompile(`(^|[\s(])([@#])([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)`)
	typedLink    = regexp.MustCompile(`https?://[^\s<>|]+`)
	marked       = regexp.MustCompile(`<([@#])([A-Z0-9]+)(?:\|[^>]*)?>|<(https?://[^>|]+)>|:([a-z][a-z0-9_+-]*):`)
	escape       = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	unescape     = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
)

// typed turns what a person types into what Slack stores: & < > escaped, @ada and #wins as references, links in
// angle brackets (https://docs.slack.dev/messaging/formatting-message-text).
func (w *Workspace) typed(text string) string {
	text = typedMention.ReplaceAllString(escape.Replace(text), "<$1>")
	text = typedLink.ReplaceAllString(text, "<$0>")
	return typedName.ReplaceAllStringFunc(text, func(word string) string {
		part := typedName.FindStringSubmatch(word)
		if id := w.named(part[2], part[3]); id != "" {
			return part[1] + "<" + part[2] + id + ">"
		}
		return word
	})
}

// named is the id of the person @name or channel #name, or empty.
func (w *Workspace) named(sign, name string) string {
	for id, u := range w.people {
		if sign == "@" && u.Name == name {
			return id
		}
	}
	for id, c := range w.channels {
		if sign == "#" && c.Name == name {
			return id
		}
	}
	return ""
}

// commandText is the text of a slash command. Without should_escape the references stay as they were typed
// (https://docs.slack.dev/interactivity/implementing-slash-commands); & < > come escaped either way.
func (w *Workspace) commandText(text string, references bool) string {
	text = w.typed(text)
	return marked.ReplaceAllStringFunc(text, func(part string) string {
		found := marked.FindStringSubmatch(part)
		switch name := w.nameOf(found[2]); {
		case found[1] != "" && name != "" && references:
			return "<" + found[1] + found[2] + "|" + name + ">"
		case found[1] != "" && name != "":
			return found[1] + name
		case found[3] != "" && !references:
			return found[3]
		}
		return part
	})
}

func (w *Workspace) nameOf(id string) string {
	if u := w.people[id]; u != nil {
		return u.Name
	}
	if c := w.channels[id]; c != nil {
		return c.Name
	}
	return ""
}

// spokenBlocks is the rich_text block that Slack's own composer adds to what people write.
func spokenBlocks(text string) json.RawMessage {
	var parts []obj
	add := func(plain string) {
		if plain != "" {
			parts = append(parts, obj{"type": "text", "text": unescape.Replace(plain)})
		}
	}
	end := 0
	for _, at := range marked.FindAllStringSubmatchIndex(text, -1) {
		add(text[end:at[0]])
		end = at[1]
		switch {
		case at[6] >= 0:
			parts = append(parts, obj{"type": "link", "url": unescape.Replace(text[at[6]:at[7]])})
		case at[8] >= 0:
			parts = append(parts, obj{"type": "emoji", "name": text[at[8]:at[9]]})
		case text[at[2]:at[3]] == "@":
			parts = append(parts, obj{"type": "user", "user_id": text[at[4]:at[5]]})
		default:
			parts = append(parts, obj{"type": "channel", "channel_id": text[at[4]:at[5]]})
		}
	}
	add(text[end:])
	section := obj{"type": "rich_text_section", "elements": parts}
	return encode([]obj{{"type": "rich_text", "block_id": "said", "elements": []obj{section}}})
}
