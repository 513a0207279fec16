package sandbox

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

func TestTextsOfMessagesHaveTheirOwnLimits(t *testing.T) {
	t.Parallel()
	w := start(t)
	api := w.client()
	_, ts, err := api.PostMessage("C0WINS", slack.MsgOptionText(long(40_000), false))
	if err != nil || len([]rune(w.Messages("C0WINS")[0].Body)) != 40_000 {
		t.Fatal("40,000 are taken", err)
	}
	_, _, err = api.PostMessage("C0WINS", slack.MsgOptionText(long(40_001), false))
	if err != nil || len([]rune(w.Messages("C0WINS")[1].Body)) != 40_000 {
		t.Error("more are cut", err)
	}
	if _, _, _, err := api.UpdateMessage("C0WINS", ts, slack.MsgOptionText(long(4000), false)); err != nil {
		t.Error(err)
	}
	_, _, _, err = api.UpdateMessage("C0WINS", ts, slack.MsgOptionText(long(4001), false))
	wantCode(t, err, "msg_too_long")
	if _, _, err = api.PostMessage("C0WINS", slack.MsgOptionAttachments(attachments(100)...)); err != nil {
		t.Error(err)
	}
	_, _, err = api.PostMessage("C0WINS", slack.MsgOptionAttachments(attachments(101)...))
	wantCode(t, err, "too_many_attachments")
}

func attachments(n int) []slack.Attachment { return repeat(n, slack.Attachment{Text: "a"}) }

func TestMarkdownTextStandsAlone(t *testing.T) {
	t.Parallel()
	w := start(t)
	api := w.client()
	markdown := slack.MsgOptionMarkdownText
	if _, _, err := api.PostMessage("C0WINS", markdown(long(12_000))); err != nil ||
		w.Messages("C0WINS")[0].Text() == "" {
		t.Error(err)
	}
	_, _, err := api.PostMessage("C0WINS", markdown(long(12_001)))
	wantCode(t, err, "msg_too_long")
	_, _, err = api.PostMessage("C0WINS", markdown("*a*"), slack.MsgOptionText("a", false))
	wantCode(t, err, "markdown_text_conflict")
	_, _, err = api.PostMessage("C0WINS", markdown("*a*"), slack.MsgOptionBlocks(slack.NewDividerBlock()))
	wantCode(t, err, "markdown_text_conflict")
}

func TestWhatIsWrongWithAWholeMessageHasItsOwnCode(t *testing.T) {
	t.Parallel()
	w := start(t)
	args := func(blocks any) obj { return obj{"channel": "C0WINS", "text": "a", "blocks": blocks} }
	for code, blocks := range map[string]any{
		"msg_blocks_too_long":   spread(11_341, 45),
		"invalid_attachments":   repeat(2, tableOf(1, 1)),
		"invalid_blocks_format": string(encode(string(encode(alone(divider()))))), // encoded twice
		"invalid_blocks":        []any{nil},
	} {
		refused(t, w, code, "chat.postMessage", args(blocks))
	}
	for _, blocks := range []any{divider(), []any{"divider"}, "[", "1"} {
		refused(t, w, "invalid_blocks_format", "chat.postMessage", args(blocks))
	}
	_, _, err := w.client().PostMessage("C0WINS", slack.MsgOptionBlocks(rawBlocks(t, repeat(2, tableOf(1, 1)))...))
	if answer := (slack.SlackErrorResponse{}); !errors.As(err, &answer) ||
		fmt.Sprint(answer.ResponseMetadata.Messages) != "[[ERROR] only_one_table_allowed [json-pointer:/blocks]]" {
		t.Errorf("%+v", answer)
	}
}

func TestAResponseURLRefusesInPlainText(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.mu.Lock()
	address := w.newReplyURL("U0ADA", w.channels["C0WINS"], nil)
	w.mu.Unlock()
	for _, c := range []struct {
		blocks any
		status int
		says   string
	}{
		{alone(obj{"type": "section"}), http.StatusBadRequest, "invalid_blocks"},
		{"x", http.StatusBadRequest, "invalid_blocks_format"},
		{spread(11_341, 45), http.StatusOK, "ok"}, // only what is posted is bounded as a whole
	} {
		sent := strings.NewReader(string(encode(obj{"blocks": c.blocks})))
		response, err := http.Post(address, "application/json", sent)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(response.Body)
		if err != nil || response.Body.Close() != nil || response.StatusCode != c.status || string(text) != c.says ||
			!strings.HasPrefix(response.Header.Get("Content-Type"), "text/plain") {
			t.Errorf("%d %s, want %d %s %v", response.StatusCode, text, c.status, c.says, err)
		}
	}
	_, _, err := w.client().PostMessage("", slack.MsgOptionResponseURL(address, "ephemeral"),
		slack.MsgOptionBlocks(rawBlocks(t, alone(obj{"type": "section"}))...))
	if status := (slack.StatusCodeError{}); !errors.As(err, &status) || status.Code != http.StatusBadRequest {
		t.Errorf("slack-go: %v", err)
	}
}

func TestTooManyCallsAreToldHowLongToWait(t *testing.T) {
	t.Parallel()
	w := start(t, func(o *Options) { o.Strict = true })
	var limited *slack.RateLimitedError
	for range 10 {
		_, _, err := w.client().PostMessage("C0WINS", slack.MsgOptionText("a", false))
		if errors.As(err, &limited) {
			break
		}
	}
	if limited == nil || limited.RetryAfter < time.Second || limited.RetryAfter%time.Second != 0 {
		t.Errorf("%v", limited)
	}
}
