package sandbox

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"laurel/sandbox/rules"
)

func TestViewsAreRefusedByCodesOfTheirOwn(t *testing.T) {
	t.Parallel()
	w := start(t, withoutFiles)
	api := w.client()
	trigger := func() string {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.newTrigger("U0ADA")
	}
	biggest := viewOf(250 * 1024)
	if got := rules.View(biggest); len(got) != 0 {
		t.Error(got)
	}
	refused(t, w, "view_too_large", "views.open", obj{"trigger_id": trigger(), "view": viewOf(250*1024 + 1)})
	named := winModal()
	named.ExternalID = "mine"
	if _, err := api.OpenView(trigger(), named); err != nil {
		t.Fatal(err)
	}
	_, err := api.OpenView(trigger(), named)
	wantCode(t, err, "duplicate_external_id")
	_, err = api.PushView(trigger(), named)
	wantCode(t, err, "duplicate_external_id")

	files := slack.NewInputBlock("f", plainText("File"), nil, slack.NewFileInputBlockElement("f"))
	asking := slack.ModalViewRequest{
		Type: slack.VTModal, Title: plainText("T"), Submit: plainText("S"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{files}},
	}
	_, err = api.OpenView(trigger(), asking)
	if answer := (slack.SlackErrorResponse{}); !errors.As(err, &answer) || answer.Err != "missing_scope" ||
		answer.Needed != "files:read" || !strings.Contains(answer.Provided, "chat:write") {
		t.Errorf("%+v", err)
	}
	late := trigger()
	w.Advance(3*time.Second + time.Millisecond)
	_, err = api.OpenView(late, winModal())
	wantCode(t, err, "expired_trigger_id")
}

// viewOf is a Home tab of that many bytes.
func viewOf(size int) json.RawMessage {
	texts := repeat(100, 2400)
	view := func() json.RawMessage {
		blocks := make([]obj, len(texts))
		for i, n := range texts {
			blocks[i] = obj{"type": "section", "text": obj{"type": "mrkdwn", "text": strings.Repeat("a", n)}}
		}
		return encode(home(blocks...))
	}
	for i := 0; len(view()) < size; i++ {
		texts[i] += min(600, size-len(view()))
	}
	return view()
}
