package rules

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// obj is a JSON object.
type obj = map[string]any

func str(o obj, name string) string {
	s, _ := o[name].(string)
	return s
}

func objects(v any) []obj {
	list, _ := v.([]any)
	var out []obj
	for _, item := range list {
		if o, ok := item.(obj); ok {
			out = append(out, o)
		}
	}
	return out
}

// options are the options of a menu, also of its groups.
func options(el obj) []obj {
	list := objects(el["options"])
	for _, g := range objects(el["option_groups"]) {
		list = append(list, objects(g["options"])...)
	}
	return list
}

func encode(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return json.RawMessage("null") // only for values that came out of JSON, so this cannot happen
	}
	return bytes.TrimSpace(b.Bytes())
}

func sorted[M ~map[string]V, V any](m M) []string { return slices.Sorted(maps.Keys(m)) }
