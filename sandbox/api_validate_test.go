package sandbox

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBlocksValidateTellsWhatWasExpectedAndWhatItGot(t *testing.T) {
	t.Parallel()
	w := start(t)
	html := alone(obj{"type": "section", "text": obj{"type": "html", "text": "a"}})
	kind := obj{
		"code": "failed_constraint", "message": "unsupported type: html",
		"constraint": obj{"type": "enum", "expected": []any{"mrkdwn", "plain_text"}, "got": "html"},
	}
	all := obj{
		"code": "failed_constraint", "message": "failed to match all allowed schemas",
		"constraint": obj{"type": "all_of"},
	}
	for _, c := range []struct {
		args   obj
		code   string
		errors []any
	}{
		{obj{"blocks": html}, "invalid_blocks", []any{
			more(all, obj{"pointer": "/0/text"}), more(kind, obj{"pointer": "/0/text/type"}),
		}},
		{obj{"message": obj{"text": "a", "blocks": html}}, "invalid_message", []any{
			more(all, obj{"pointer": "/blocks/0/text"}), more(kind, obj{"pointer": "/blocks/0/text/type"}),
		}},
		{obj{"view": modal(obj{"title": plainObj(25)})}, "invalid_view", []any{
			more(all, obj{"pointer": ""}), more(all, obj{"pointer": "/title"}),
			obj{
				"pointer": "/title/text", "code": "failed_constraint", "message": "must be less than 25 characters",
				"constraint": obj{"type": "max_length", "expected": 24.0, "got": 25.0},
			},
		}},
		{obj{"blocks": alone(obj{"type": "image", "alt_text": 1})}, "invalid_blocks", []any{
			obj{
				"pointer": "/0", "code": "missing_field", "message": "missing required field: image_url",
				"field": "image_url",
			},
		}},
		{obj{"blocks": obj{}}, "invalid_blocks", []any{
			obj{"pointer": "", "code": "invalid_type", "message": "must provide an array"},
		}},
		{obj{"message": []any{}}, "invalid_message", []any{
			obj{"pointer": "", "code": "invalid_type", "message": "must provide an object"},
		}},
	} {
		doc := ask(t, w, "blocks.validate", c.args)
		want := map[string]any{"ok": false, "error": c.code, "errors": c.errors}
		if diff := cmp.Diff(want, doc); diff != "" {
			t.Errorf("%s (-want +got):\n%s", encode(c.args), diff)
		}
	}
}

func TestBlocksValidateTakesExactlyOneDocument(t *testing.T) {
	t.Parallel()
	w := start(t)
	fine := alone(divider())
	for _, args := range []obj{
		{"blocks": fine},
		{"blocks": alone(obj{"type": "alert", "text": plainObj(1)})}, // stands in modals only, and these stand nowhere
		{"message": obj{"blocks": fine}},
		{"message": obj{"text": "a"}},
		{"view": home()},
		{"view": string(encode(home()))},
	} {
		if doc := ask(t, w, "blocks.validate", args); doc["ok"] != true || len(doc) != 1 {
			t.Errorf("%v: %v", args, doc)
		}
	}
	for _, args := range []obj{{}, {"blocks": fine, "view": home()}, {"blocks": fine, "message": obj{}}} {
		doc := ask(t, w, "blocks.validate", args)
		want := map[string]any{"ok": false, "error": "invalid_arguments", "response_metadata": obj{
			"messages": []any{"must provide exactly one of `blocks`, `view`, or `message`"},
		}}
		if diff := cmp.Diff(want, doc); diff != "" {
			t.Error(diff)
		}
	}
	refused(t, w, "invalid_arguments", "blocks.validate", obj{"blocks": "[{"})
	refused(t, w, "invalid_arguments", "blocks.validate", obj{"view": long(100_001)})
}
