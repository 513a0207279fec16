package rules

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTheSeedsAreTaken(t *testing.T) {
	t.Parallel()
	for _, doc := range valid {
		if got := judged(doc); len(got) > 0 {
			t.Error(got)
		}
	}
}

// A valid document without one of its properties is valid, or something is missing in it; nothing else is wrong.
func TestWithoutAPropertyADocumentIsValidOrLacksIt(t *testing.T) {
	t.Parallel()
	missing := []string{"missing required field", "must define", "failed to match a", "must provide exactly one point"}
	rapid.Check(t, func(t *rapid.T) {
		doc := decodedDoc(encode(valid[rapid.IntRange(0, len(valid)-1).Draw(t, "document")]))
		name := removeOne(t, doc)
		got := judged(doc)
		for _, p := range got {
			if !slices.ContainsFunc(missing, func(s string) bool { return strings.HasPrefix(p.Message, s) }) {
				t.Errorf("without %s: %v", name, p)
			}
		}
	})
}

// removeOne takes one property of one object anywhere away.
func removeOne(t *rapid.T, doc any) string {
	var all []obj
	walk(doc, func(o obj) {
		if len(o) > 0 {
			all = append(all, o)
		}
	})
	from := all[rapid.IntRange(0, len(all)-1).Draw(t, "object")]
	name := rapid.SampledFrom(slices.Sorted(maps.Keys(from))).Draw(t, "property")
	delete(from, name)
	return name
}

// walk visits every object, in the order of names.
func walk(v any, visit func(obj)) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			walk(item, visit)
		}
	case obj:
		visit(v)
		for _, name := range sorted(v) {
			walk(v[name], visit)
		}
	}
}

func decodedDoc(raw json.RawMessage) any {
	v, err := readWhole(raw)
	if err != nil {
		panic(err)
	}
	return v
}

func TestAnyDocumentIsJudgedWithoutAPanic(t *testing.T) {
	t.Parallel()
	kinds := slices.Sorted(maps.Keys(union(blockRules, cardRules, elementRules, inlineRules)))
	names := []string{
		"type", "text", "elements", "element", "fields", "options", "blocks", "chart", "rows", "title", "accessory",
		"label", "child_blocks", "items", "block", "series", "axis_config", "option_groups", "initial_option",
	}
	var value func(depth int) *rapid.Generator[any]
	value = func(depth int) *rapid.Generator[any] {
		leaf := rapid.OneOf(rapid.Just[any](nil), rapid.SampledFrom(kinds).AsAny(), rapid.Int().AsAny(),
			rapid.Bool().AsAny())
		if depth == 0 {
			return leaf
		}
		inner := value(depth - 1)
		return rapid.OneOf(leaf, rapid.SliceOfN(inner, 0, 3).AsAny(), rapid.MapOfN(rapid.SampledFrom(names), inner, 0,
			5).AsAny())
	}
	rapid.Check(t, func(t *rapid.T) {
		raw := encode(value(5).Draw(t, "document"))
		Message(raw)
		View(raw)
		Blocks(raw)
	})
}
