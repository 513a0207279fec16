package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// field is how one type of element keeps its value: which key of its state object, whether a list, and where its
// initial value stands.
type field struct {
	key     string
	many    bool
	initial string
	options bool // the value is one of the element's options
}

// fields of every type that has a state (https://docs.slack.dev/reference/block-kit/block-elements).
var fieldTypes = map[string]field{
	"plain_text_input":           {key: "value", initial: "initial_value"},
	"email_text_input":           {key: "value", initial: "initial_value"},
	"url_text_input":             {key: "value", initial: "initial_value"},
	"number_input":               {key: "value", initial: "initial_value"},
	"rich_text_input":            {key: "rich_text_value", initial: "initial_value"},
	"static_select":              {key: "selected_option", initial: "initial_option", options: true},
	"radio_buttons":              {key: "selected_option", initial: "initial_option", options: true},
	"multi_static_select":        {key: "selected_options", many: true, initial: "initial_options", options: true},
	"checkboxes":                 {key: "selected_options", many: true, initial: "initial_options", options: true},
	"users_select":               {key: "selected_user", initial: "initial_user"},
	"multi_users_select":         {key: "selected_users", many: true, initial: "initial_users"},
	"conversations_select":       {key: "selected_conversation", initial: "initial_conversation"},
	"multi_conversations_select": {key: "selected_conversations", many: true, initial: "initial_conversations"},
	"channels_select":            {key: "selected_channel", initial: "initial_channel"},
	"multi_channels_select":      {key: "selected_channels", many: true, initial: "initial_channels"},
	"datepicker":                 {key: "selected_date", initial: "initial_date"},
	"timepicker":                 {key: "selected_time", initial: "initial_time"},
	"datetimepicker":             {key: "selected_date_time", initial: "initial_date_time"},
	"file_input":                 {key: "files", many: true},
}

// blankState is the state of an element that nobody has touched: null or an empty list, or its initial value. Nil
// for what has no state.
func blankState(el obj) obj {
	f, ok := fieldTypes[str(el, "type")]
	if !ok {
		return nil
	}
	state := obj{"type": str(el, "type"), f.key: nil}
	if f.many {
		state[f.key] = []any{}
	}
	if v := el[f.initial]; v != nil {
		state[f.key] = v
	}
	return state
}

// picked is the value in a state object in the form that [pickState] takes.
func picked(state obj) any {
	f := fieldTypes[str(state, "type")]
	value := state[f.key]
	switch {
	case f.options && f.many:
		var values []any
		for _, o := range objects(value) {
			values = append(values, str(o, "value"))
		}
		return values
	case f.options:
		option, _ := value.(obj)
		return str(option, "value")
	}
	return value
}

// pickState is the state of an element after somebody chose or typed: a text, an option's value, a date, an id, or a
// list of them; empty takes the choice back.
func pickState(el obj, pick any) (obj, error) {
	kind := str(el, "type")
	f, ok := fieldTypes[kind]
	if !ok {
		return nil, fmt.Errorf("a %s takes no value", kind)
	}
	state := obj{"type": kind, f.key: nil}
	if f.many {
		list, err := pickMany(el, f, pick)
		state[f.key] = list
		return state, err
	}
	if rich, isDoc := pick.(obj); isDoc && kind == "rich_text_input" {
		state[f.key] = rich
		return state, nil
	}
	text, err := pickText(pick)
	if err != nil || text == "" {
		return state, err
	}
	value, err := pickOne(el, f, text)
	state[f.key] = value
	return state, err
}

func pickMany(el obj, f field, pick any) ([]any, error) {
	out := []any{}
	for _, p := range asList(pick) {
		text, err := pickText(p)
		if err != nil {
			return nil, err
		}
		value, err := pickOne(el, f, text)
		if err != nil {
			return nil, err
		}
		out = append(out, value)
	}
	return out, nil
}

func asList(pick any) []any {
	switch list := pick.(type) {
	case []any:
		return list
	case []string:
		out := make([]any, len(list))
		for i, s := range list {
			out[i] = s
		}
		return out
	case nil:
		return nil
	}
	return []any{pick}
}

func pickText(pick any) (string, error) {
	switch v := pick.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case fmt.Stringer: // json.Number
		return v.String(), nil
	case int, float64:
		return fmt.Sprint(v), nil
	}
	return "", fmt.Errorf("cannot choose a %T here", pick)
}

// pickOne is one chosen value as Slack keeps it: the whole option, or the text.
func pickOne(el obj, f field, text string) (any, error) {
	kind := str(el, "type")
	if f.options {
		for _, o := range options(el) {
			if str(o, "value") == text {
				return o, nil
			}
		}
		return nil, fmt.Errorf("%s has no option %q", str(el, "action_id"), text)
	}
	switch kind {
	case "datepicker":
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return nil, fmt.Errorf("%q is not a date like 2026-11-30", text)
		}
	case "datetimepicker":
		if _, err := strconv.ParseInt(text, 10, 64); err != nil {
			return nil, fmt.Errorf("%q is not a moment in unix seconds", text)
		}
		return json.Number(text), nil
	case "rich_text_input":
		return obj{"type": "rich_text", "elements": []any{obj{
			"type": "rich_text_section", "elements": []any{obj{"type": "text", "text": text}},
		}}}, nil
	}
	return text, nil
}

// choose changes the state by a click or choice and returns the action for the payload.
func (w *Workspace) choose(user string, e Element, pick any, state State) (obj, error) {
	act := obj{"type": e.Type, "action_id": e.ActionID, "block_id": e.BlockID, "action_ts": w.stamp(w.Now())}
	switch e.Type {
	case "button":
		for _, name := range []string{"text", "value", "style", "url"} {
			if v := e.doc[name]; v != nil {
				act[name] = v
			}
		}
		return act, nil
	case "overflow":
		text, err := pickText(pick)
		at := slices.Index(e.Options, text)
		if err != nil || at < 0 {
			return nil, fmt.Errorf("%s has no option %q", e.ActionID, text)
		}
		act["selected_option"] = options(e.doc)[at]
		return act, nil
	}
	next := state[e.BlockID][e.ActionID]
	if pick != nil { // else what stands in it already
		var err error
		if next, err = w.fieldState(user, e, pick); err != nil {
			return nil, err
		}
		state[e.BlockID][e.ActionID] = next
	}
	key := fieldTypes[e.Type].key
	act[key] = next[key]
	return act, nil
}
