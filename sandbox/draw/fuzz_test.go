package draw

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// inert fails the test if a browser would find in the HTML anything that runs, loads or leads to an unsafe address, or
// an element that is left open.
func inert(t *testing.T, drawn string) {
	t.Helper()
	tokens := html.NewTokenizer(strings.NewReader(drawn))
	var open []string
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			if tokens.Err() != io.EOF || len(open) > 0 {
				t.Fatalf("%v, open: %v, in\n%s", tokens.Err(), open, drawn)
			}
			return
		case html.StartTagToken:
			token := tokens.Token()
			harmless(t, token, drawn)
			if !slices.Contains([]string{"hr", "input", "br"}, token.Data) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			name, _ := tokens.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Fatalf("</%s> closes nothing in\n%s", name, drawn)
			}
			open = open[:len(open)-1]
		case html.SelfClosingTagToken:
			harmless(t, tokens.Token(), drawn)
		}
	}
}

func harmless(t *testing.T, token html.Token, drawn string) {
	t.Helper()
	if slices.Contains([]string{"script", "style", "iframe", "img", "object", "embed", "form", "base", "link", "meta"}, token.Data) {
		t.Fatalf("<%s> in\n%s", token.Data, drawn)
	}
	for _, a := range token.Attr {
		address := a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "data-url"
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" ||
			address && !safe(a.Val) && !strings.HasPrefix(a.Val, "?as=") {
			t.Fatalf("%s=%q in\n%s", a.Key, a.Val, drawn)
		}
	}
}

func FuzzTextIsInert(f *testing.F) {
	for _, seed := range []string{
		"*a _b* c_ `d` ~e~", "<javascript:alert(1)|x>", "<https://x.example/\"onclick=\"x|*y*>", "<!date^1^{ago}^javascript:x|<b>>",
		"&gt;&gt;&gt;a\n>b\n```c```", "<@U0BEN|<script>>", ":trophy::+1::skin-tone-3:", strings.Repeat("*", 50), "\x00\xff<", "<#C0RANKER|x>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := Reader{ID: "U0ADA", Names: town{}}
		inert(t, string(r.Text(text)))
		inert(t, string(markdown(text)))
		drawn := r.Blocks([]map[string]any{
			{"type": text, "block_id": text},
			{"type": "section", "text": map[string]any{"type": "plain_text", "text": text}, "accessory": map[string]any{
				"type": "button", "action_id": text, "url": text, "style": text, "text": map[string]any{"text": text},
			}},
			{"type": "image", "image_url": text, "alt_text": text},
		}, Place{Surface: "message"})
		inert(t, string(drawn))
	})
}

func FuzzBlocksAreInert(f *testing.F) {
	for _, seed := range []string{
		`[{"type":"input","label":{"type":"plain_text","text":"a"},"element":{"type":"checkboxes","options":[{"value":"<"}]}}]`,
		`[{"type":"data_visualization","chart":{"type":"bar","series":[{"data":[{"label":"a","value":1e300}]}],"axis_config":{"categories":["a"]}}}]`,
		`[{"type":"data_visualization","chart":{"type":"pie","segments":[{"value":-1},{"value":0}]}}]`,
		`[{"type":"table","rows":[[{"type":"raw_text","text":"<"}],[null]]}]`, `[{"type":"rich_text","elements":[{"type":"x"}]}]`,
		`[{"type":"context","elements":[1,null,{"type":"image"}]}]`, `[{"type":"section","text":5,"fields":{},"accessory":[]}]`,
		`[{"type":"actions","elements":[{"type":"overflow","options":[{"url":"data:text/html,x"}],"confirm":{"style":"\""}}]}]`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var blocks []map[string]any
		if json.Unmarshal([]byte(text), &blocks) != nil {
			return
		}
		r := Reader{ID: "U0ADA", Names: town{}}
		inert(t, string(r.Blocks(blocks, Place{Surface: "modal"})))
	})
}
