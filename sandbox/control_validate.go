package sandbox

import (
	"encoding/json"
	"net/http"

	"laurel/sandbox/draw"
	"laurel/sandbox/rules"
)

// serveValidate answers what Slack would say of a payload, and draws it: {"as", "payload"}, where the payload is a list
// of blocks, a message {"blocks"} or a view, as an object or as text. The answer: {"kind", "problems": [{"pointer",
// "message"}], "html"}.
func (w *Workspace) serveValidate(rw http.ResponseWriter, r *http.Request) {
	var ask struct {
		As      string          `json:"as"`
		Payload json.RawMessage `json:"payload"`
	}
	if !readJSON(rw, r, &ask) {
		return
	}
	payload := ask.Payload
	if text := ""; json.Unmarshal(payload, &text) == nil {
		payload = json.RawMessage(text)
	}
	kind, blocks, problems := judge(payload)
	at := draw.Place{Surface: "message", Key: "draft", Value: stateOf(withIDs(blocks), nil).pick}
	if kind == "view" {
		at.Surface = "modal"
	}
	w.mu.Lock()
	html := w.reader(ask.As).Blocks(decodeList(withIDs(blocks)), at)
	w.mu.Unlock()
	lines := []obj{}
	for _, p := range problems {
		lines = append(lines, obj{"pointer": p.Pointer, "message": p.Message})
	}
	writeJSON(rw, encode(obj{"kind": kind, "problems": lines, "html": html}))
}

// judge finds out what a payload is and validates it.
func judge(payload json.RawMessage) (kind string, blocks json.RawMessage, problems []rules.Problem) {
	var v any
	if decode(payload, &v) != nil {
		return "blocks", nil, []rules.Problem{{Message: "must provide valid JSON"}}
	}
	doc, _ := v.(obj)
	switch {
	case doc == nil:
		return "blocks", payload, rules.Message(payload)
	case str(doc, "type") == "modal" || str(doc, "type") == "home":
		return "view", encode(doc["blocks"]), rules.View(payload)
	default:
		return "message", encode(doc["blocks"]), rules.Message(encode(doc["blocks"]))
	}
}
