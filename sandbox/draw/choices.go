package draw

import (
	"html/template"
	"strings"
)

// group is a part of a menu: a heading, which may be empty, and its lines.
type group struct {
	Label string
	Lines []line
}

// line is one thing to choose.
type line struct {
	Value       string
	Label, Note template.HTML
	Words       string // label and note as plain text, for menus of the browser's own
	Chosen      bool
}

// Groups is what can be chosen in a menu or ticked in a list.
func (f field) Groups() []group {
	chosen := f.chosen()
	switch strings.TrimPrefix(f.Type(), "multi_") {
	case "users_select":
		return []group{{Lines: f.lines(f.Names.People(), chosen)}}
	case "channels_select":
		return []group{{Lines: f.lines(f.Names.Channels([]string{"public"}, true), chosen)}}
	case "conversations_select":
		return []group{{Lines: f.lines(f.Names.Channels(f.filter()), chosen)}}
	}
	if f.Doc["option_groups"] == nil {
		return []group{{Lines: f.options(f.Doc["options"], chosen)}}
	}
	var groups []group
	for _, g := range objects(f.Doc["option_groups"]) {
		label, _ := g["label"].(map[string]any)
		groups = append(groups, group{str(label, "text"), f.options(g["options"], chosen)})
	}
	return groups
}

// filter is what a menu of conversations holds: without a filter all that people write in.
func (f field) filter() (kinds []string, bots bool) {
	filter, _ := f.Doc["filter"].(map[string]any)
	include, _ := filter["include"].([]any)
	if include == nil {
		return []string{"public", "private", "im"}, !yes(filter, "exclude_bot_users")
	}
	for _, kind := range include {
		kinds = append(kinds, raw(kind))
	}
	return kinds, !yes(filter, "exclude_bot_users")
}

// chosen are the values that the field holds.
func (f field) chosen() map[string]bool {
	values := map[string]bool{}
	switch pick := f.pick().(type) {
	case string:
		values[pick] = pick != ""
	case []any:
		for _, one := range pick {
			values[raw(one)] = true
		}
	case nil:
		if yes(f.Doc, "default_to_current_conversation") {
			values[f.at.Here] = f.at.Here != ""
		}
	}
	return values
}

func (f field) lines(choices []Choice, chosen map[string]bool) []line {
	out := make([]line, len(choices))
	for i, c := range choices {
		out[i] = line{
			Value: c.Value, Label: escaped(c.Label), Note: escaped(c.Note), Words: joined(c.Label, c.Note),
			Chosen: chosen[c.Value],
		}
	}
	return out
}

func (f field) options(list any, chosen map[string]bool) []line {
	var out []line
	for _, o := range objects(list) {
		text, _ := o["text"].(map[string]any)
		note, _ := o["description"].(map[string]any)
		one := line{
			Value: str(o, "value"), Label: f.Words(text), Chosen: chosen[str(o, "value")],
			Words: joined(Plain(str(text, "text")), Plain(str(note, "text"))),
		}
		if note != nil {
			one.Note = f.Words(note)
		}
		out = append(out, one)
	}
	return out
}

// Chosen is what a closed list says it holds; empty for nothing.
func (f field) Chosen() string {
	var names []string
	for _, g := range f.Groups() {
		for _, l := range g.Lines {
			if l.Chosen {
				names = append(names, l.Words)
			}
		}
	}
	return strings.Join(names, ", ")
}

func joined(label, note string) string {
	if note == "" {
		return label
	}
	return label + " · " + note
}

func escaped(text string) template.HTML {
	return template.HTML(template.HTMLEscapeString(text)) //nolint:gosec // escaped
}

// box is a line with the kind of box it has; boxes of one name exclude each other.
type box struct {
	line
	Type, Name string
}

func newBox(kind, name string, l line) box { return box{l, kind, name} }
