package sandbox

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"
)

func checkDelete(t *testing.T, w *Workspace, api *slack.Client) {
	_, ts, err := api.PostMessage("C0WINS", slack.MsgOptionText("a", false))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := api.DeleteMessage("C0WINS", ts); err != nil || len(w.Messages("C0WINS")) != 0 {
		t.Error(err)
	}
	_, _, err = api.DeleteMessage("C0WINS", ts)
	wantCode(t, err, "message_not_found")
	_, _, err = api.DeleteMessage("C0WINS", w.As("U0ADA").Say("C0WINS", "mine"))
	wantCode(t, err, "cant_delete_message")
}

func checkPermalink(t *testing.T, w *Workspace, api *slack.Client) {
	ts := w.As("U0ADA").Say("C0WINS", "a")
	link, err := api.GetPermalink(&slack.PermalinkParameters{Channel: "C0WINS", Ts: ts})
	if err != nil || !strings.HasSuffix(link, "/archives/C0WINS/p"+strings.Replace(ts, ".", "", 1)) {
		t.Errorf("%s %v", link, err)
	}
	_, err = api.GetPermalink(&slack.PermalinkParameters{Channel: "C0WINS", Ts: "1.000000"})
	wantCode(t, err, "message_not_found")
}

func checkEphemeral(t *testing.T, w *Workspace, api *slack.Client) {
	ts, err := api.PostEphemeral("C0WINS", "U0ADA", slack.MsgOptionText("only you", false))
	if err != nil || len(w.As("U0ADA").Ephemerals("C0WINS")) != 1 || len(w.Messages("C0WINS")) != 0 {
		t.Error(err)
	}
	_, _, _, err = api.UpdateMessage("C0WINS", ts, slack.MsgOptionText("no", false))
	wantCode(t, err, "message_not_found")
	_, err = api.PostEphemeral("C0WINS", "U0EXT", slack.MsgOptionText("who", false))
	wantCode(t, err, "user_not_in_channel")
}

func checkPostMessage(t *testing.T, w *Workspace, api *slack.Client) {
	for channel, code := range map[string]string{
		"C0NOWHERE": "channel_not_found", "C0RANDOM": "not_in_channel", "C0OLD": "is_archived",
		"U0EXT": "channel_not_found",
		"U0OLD": "channel_not_found", BotUser: "channel_not_found",
	} {
		_, _, err := api.PostMessage(channel, slack.MsgOptionText("a", false))
		wantCode(t, err, code)
	}
	refused(t, w, "no_text", "chat.postMessage", obj{"channel": "C0WINS"})
	refused(t, w, "invalid_blocks_format", "chat.postMessage", obj{"channel": "C0WINS", "text": "a", "blocks": `"[]"`})
	refused(t, w, "thread_not_found", "chat.postMessage", obj{"channel": "C0WINS", "text": "a", "thread_ts": "1.2"})
	refused(t, w, "too_many_attachments", "chat.postMessage", obj{"channel": "C0WINS", "attachments": make([]obj, 101)})
	refused(t, w, "invalid_metadata_schema", "chat.postMessage", obj{
		"channel": "C0WINS", "text": "a",
		"metadata": obj{"event_type": "x"},
	})
	doc := ask(t, w, "chat.postMessage", obj{"channel": "C0WINS", "blocks": []obj{{"type": "header"}}})
	lines, _ := doc["response_metadata"].(obj)["messages"].([]any)
	if doc["error"] != "invalid_blocks" ||
		!slices.Contains(lines, any("[ERROR] missing required field: text [json-pointer:/blocks/0]")) {
		t.Error(doc)
	}
	long := strings.Repeat("a", 41_000)
	if _, _, err := api.PostMessage("C0MLINC", slack.MsgOptionText(long, false)); err != nil ||
		len(w.Messages("C0MLINC")[2].Body) != 40_000 { // after two posts
		t.Error("a long text is cut, not refused", err)
	}
	form := url.Values{"channel": {"C0WINS"}, "text": {"by form"}, "token": {w.BotToken()}}
	response, err := http.PostForm(w.APIURL()+"chat.postMessage", form)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil || response.Body.Close() != nil || !strings.Contains(string(body), `"ok":true`) {
		t.Errorf("token in the form: %s %v", body, err)
	}
}

func checkUpdate(t *testing.T, w *Workspace, api *slack.Client) {
	channel, ts, err := api.PostMessage("U0ADA", slack.MsgOptionText("a", false),
		slack.MsgOptionBlocks(slack.NewHeaderBlock(plainText("A"))))
	if err != nil {
		t.Fatal(err)
	}
	_, _, _, err = api.UpdateMessage(channel, ts, slack.MsgOptionText("b", false),
		slack.MsgOptionBlocks(slack.NewHeaderBlock(plainText("B"))))
	if m := w.As("U0ADA").Last(); err != nil || m.Text() != "b\nB" || m.Edited {
		t.Errorf("%+v %v", m, err)
	}
	_, _, _, err = api.UpdateMessage(channel, ts, slack.MsgOptionText(strings.Repeat("a", 4001), false))
	wantCode(t, err, "msg_too_long")
	_, _, _, err = api.UpdateMessage("U0ADA", ts, slack.MsgOptionText("b", false))
	wantCode(t, err, "channel_not_found")
	_, _, _, err = api.UpdateMessage("C0WINS", w.As("U0ADA").Say("C0WINS", "mine"), slack.MsgOptionText("b", false))
	wantCode(t, err, "cant_update_message")
}
