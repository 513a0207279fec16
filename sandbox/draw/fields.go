package draw

import (
	"html/template"
	"slices"
	"strings"
	"time"
)

// inputs says which template draws an element that holds a value. Every such node carries data-kind with the element's
// type, data-action-id, and data-sends where a change goes to the app at once; the page reads its value by its kind.
var inputs = map[string]string{
	"plain_text_input": "text", "email_text_input": "text", "url_text_input": "text", "number_input": "text",
	"rich_text_input": "text", "file_input": "file",
	"datepicker": "when", "timepicker": "when", "datetimepicker": "when",
	"static_select": "menu", "users_select": "menu", "conversations_select": "menu", "channels_select": "menu",
	"external_select": "outside", "multi_external_select": "outside",
	"multi_static_select": "many", "multi_users_select": "many", "multi_conversations_select": "many",
	"multi_channels_select": "many", "checkboxes": "boxes", "radio_buttons": "boxes",
}

// field is an element that holds a value, with what ties it to its label, hint and error.
type field struct {
	piece
	Sends    string // the moments at which the page tells the app: chosen, entered, typed
	Error    string
	Required bool
	label    string // the id of its label; empty outside of input blocks
	described
}

type described struct{ ids []string }

// Input is the field of an input block.
func (p piece) Input() template.HTML {
	el, _ := p.Doc["element"].(map[string]any)
	part := piece{p.drawing, el, p.Block}
	if inputs[str(el, "type")] == "" {
		return p.draw("element-unknown", part)
	}
	var about described
	if p.Error() != "" {
		about.ids = append(about.ids, p.ID("error"))
	}
	if p.Doc["hint"] != nil {
		about.ids = append(about.ids, p.ID("hint"))
	}
	return part.field(p.ID("label"), about.ids)
}

// Error is the sentence under the block's field.
func (p piece) Error() string { return p.at.Errors[str(p.Block, "block_id")] }

// ID is an id that only this place and block have; a redraw of the same block keeps it.
func (p piece) ID(what string) string {
	return p.at.Key + "-" + what + "-" + str(p.Block, "block_id")
}

func (p piece) field(label string, about []string) template.HTML {
	f := field{piece: p, label: label, described: described{about}, Error: p.Error()}
	f.Required = label != "" && !yes(p.Block, "optional")
	f.Sends = f.sends()
	return p.draw("field-"+inputs[p.Type()], f)
}

// sends tells when a change goes to the app: always outside of input blocks, inside only where the block asks for it
// (https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object).
func (f field) sends() string {
	if str(f.Block, "type") == "input" && !yes(f.Block, "dispatch_action") {
		return ""
	}
	if inputs[f.Type()] != "text" {
		return "chosen"
	}
	config, _ := f.Doc["dispatch_action_config"].(map[string]any)
	asked, _ := config["trigger_actions_on"].([]any)
	if asked == nil || slices.Contains(asked, any("on_enter_pressed")) {
		if !slices.Contains(asked, any("on_character_entered")) {
			return "entered"
		}
		return "entered typed"
	}
	return "typed"
}

// FieldID ties the field to its label.
func (f field) FieldID() string {
	if f.label == "" {
		return f.ID("field") + "-" + f.Action()
	}
	return f.ID("field")
}

// Action is the element's action_id.
func (f field) Action() string { return str(f.Doc, "action_id") }

// LabelledBy is the id of the label; empty where Name has to do.
func (f field) LabelledBy() string { return f.label }

// DescribedBy are the ids of what is said about the field.
func (f field) DescribedBy() string { return strings.Join(f.ids, " ") }

// Name is what a screen reader calls a field without a label.
func (f field) Name() string {
	if f.label != "" {
		return ""
	}
	placeholder, _ := f.Doc["placeholder"].(map[string]any)
	for _, name := range []string{str(f.Doc, "accessibility_label"), str(placeholder, "text")} {
		if name != "" {
			return name
		}
	}
	return f.Action()
}

// Placeholder is the grey text of an empty field, or otherwise.
func (f field) Placeholder(otherwise string) string {
	placeholder, _ := f.Doc["placeholder"].(map[string]any)
	if text := str(placeholder, "text"); text != "" {
		return text
	}
	return otherwise
}

// pick is what the field holds.
func (f field) pick() any {
	if f.at.Value == nil {
		return nil
	}
	return f.at.Value(str(f.Block, "block_id"), f.Action())
}

// Value is what a field for text or a moment holds; a moment as its input takes it, in the reader's zone.
func (f field) Value() string {
	if doc, ok := f.pick().(map[string]any); ok {
		return plainText(doc)
	}
	value := raw(f.pick())
	if f.Type() != "datetimepicker" || value == "" {
		return value
	}
	unix, err := time.ParseDuration(value + "s")
	if err != nil {
		return ""
	}
	return time.Unix(int64(unix.Seconds()), 0).In(f.zone()).Format("2006-01-02T15:04")
}

// InputType is the browser's type for a field.
func (f field) InputType() string {
	return map[string]string{
		"datepicker": "date", "timepicker": "time", "datetimepicker": "datetime-local",
	}[f.Type()]
}

// InputMode is the keyboard that a phone shows.
func (f field) InputMode() string {
	return map[string]string{
		"number_input": "decimal", "email_text_input": "email", "url_text_input": "url",
	}[f.Type()]
}

// Lines tells whether a field for text has several.
func (f field) Lines() bool { return f.Type() == "rich_text_input" || yes(f.Doc, "multiline") }

// Counted tells whether the field shows how much stands in it.
func (f field) Counted() bool { return f.Doc["max_length"] != nil || f.Doc["min_length"] != nil }

// Radio tells whether only one box can be ticked.
func (f field) Radio() bool { return f.Type() == "radio_buttons" }

// Accepts are the endings that a field for files takes, as the browser's chooser wants them; empty for all.
func (f field) Accepts() string {
	types := texts(f.Doc["filetypes"])
	for i, ending := range types {
		types[i] = "." + ending
	}
	return strings.Join(types, ",")
}
