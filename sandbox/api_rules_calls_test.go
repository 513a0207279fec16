package sandbox

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"
)

func TestRefusalsHaveTheBodiesThatSlackWasSeenToSend(t *testing.T) {
	t.Parallel()
	w := start(t)
	_, ts, err := w.client().PostMessage("C0WINS", slack.MsgOptionText("a", false))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range seenBodies {
		t.Run(b.source, func(t *testing.T) {
			t.Parallel()
			view, isView := b.of.(obj)
			if !isView {
				for method, err := range postEverywhere(t, w, ts, b.of.([]obj)) {
					b.holds(t, method, "invalid_blocks", err)
				}
				return
			}
			for method, err := range showEverywhere(t, w, view) {
				b.holds(t, method, "invalid_arguments", err)
			}
		})
	}
}

// holds compares a whole refusal. The order of lines is not stable in Slack, and lines come more than once.
func (b body) holds(t *testing.T, method, code string, err error) {
	t.Helper()
	var got slack.SlackErrorResponse
	if !errors.As(err, &got) || got.Err != code {
		t.Fatalf("%s: got %v, want %s", method, err, code)
	}
	var marked, plain []string
	for _, line := range b.lines {
		marked = append(marked, "[ERROR] "+line)
	}
	for _, e := range got.Errors {
		plain = append(plain, *e.Message)
	}
	if !sameSet(got.ResponseMetadata.Messages, marked) {
		t.Errorf("%s: got %q, want %q", method, got.ResponseMetadata.Messages, marked)
	}
	if isChat := strings.HasPrefix(method, "chat."); isChat && !sameSet(plain, b.lines) || !isChat && plain != nil {
		t.Errorf("%s: errors are %q, want %q for chat.* and none otherwise", method, plain, b.lines)
	}
}

func sameSet(a, b []string) bool {
	set := func(list []string) []string {
		list = slices.Clone(list)
		slices.Sort(list)
		return slices.Compact(list)
	}
	return slices.Equal(set(a), set(b))
}

// postEverywhere sends blocks by each method that takes some, through the real client.
func postEverywhere(t *testing.T, w *Workspace, ts string, blocks []obj) map[string]error {
	t.Helper()
	api, option := w.client(), slack.MsgOptionBlocks(rawBlocks(t, blocks)...)
	_, _, posted := api.PostMessage("C0WINS", option)
	_, whispered := api.PostEphemeral("C0WINS", "U0ADA", option)
	_, _, _, updated := api.UpdateMessage("C0WINS", ts, option)
	return map[string]error{"chat.postMessage": posted, "chat.postEphemeral": whispered, "chat.update": updated}
}

// showEverywhere shows a view by each method that takes its type. What slack-go cannot write (properties that Slack
// does not know) goes over plain HTTP.
func showEverywhere(t *testing.T, w *Workspace, view obj) map[string]error {
	t.Helper()
	api := w.client()
	if str(view, "type") == "home" {
		_, err := api.PublishView("U0ADA", slack.HomeTabViewRequest{Type: "home", Blocks: blockSet(t, view)}, "")
		return map[string]error{"views.publish": err}
	}
	var request slack.ModalViewRequest
	if err := json.Unmarshal(encode(more(view, obj{"blocks": []obj{}})), &request); err != nil {
		t.Fatal(err)
	}
	request.Blocks = blockSet(t, view)
	if raw := encode(view); string(encode(decoded(t, raw))) != string(encode(decoded(t, asJSON(t, request)))) {
		return map[string]error{"views.open": openRaw(t, w, raw)}
	}
	_, opened := api.OpenView("1.1.1", request)
	_, pushed := api.PushView("1.1.1", request)
	_, updated := api.UpdateView(request, "", "", "V0")
	return map[string]error{"views.open": opened, "views.push": pushed, "views.update": updated}
}

func openRaw(t *testing.T, w *Workspace, view json.RawMessage) error {
	t.Helper()
	doc := ask(t, w, "views.open", obj{"trigger_id": "1.1.1", "view": view})
	var answer struct {
		Error    string                 `json:"error"`
		Metadata slack.ResponseMetadata `json:"response_metadata"`
	}
	if err := json.Unmarshal(encode(doc), &answer); err != nil {
		t.Fatal(err)
	}
	return slack.SlackErrorResponse{Err: answer.Error, ResponseMetadata: answer.Metadata}
}

func decoded(t *testing.T, raw json.RawMessage) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func rawBlocks(t *testing.T, blocks []obj) []slack.Block {
	t.Helper()
	set := []slack.Block{}
	for _, b := range blocks {
		block, err := slack.BlockFromJSON(string(encode(b)))
		if err != nil {
			t.Fatal(err)
		}
		set = append(set, block)
	}
	return set
}

func blockSet(t *testing.T, view obj) slack.Blocks {
	t.Helper()
	list, _ := view["blocks"].([]obj)
	return slack.Blocks{BlockSet: rawBlocks(t, list)}
}
