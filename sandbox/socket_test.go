package sandbox

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
)

// dial opens a raw socket, as a client other than slack-go would; nil when it is refused.
func dial(t testing.TB, address string) (*websocket.Conn, int) {
	t.Helper()
	conn, response, err := websocket.DefaultDialer.DialContext(t.Context(), address,
		http.Header{"Origin": {"https://api.slack.com"}})
	if err != nil {
		return nil, response.StatusCode
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn, http.StatusSwitchingProtocols
}

func open(t testing.TB, w *Workspace) *websocket.Conn {
	t.Helper()
	conn, status := dial(t, str(askAs(t, w, w.AppToken(), "apps.connections.open", obj{}), "url"))
	if conn == nil {
		t.Fatalf("refused with %d", status)
	}
	return conn
}

// next reads the next frame.
func next(t testing.TB, conn *websocket.Conn) obj {
	t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
	var frame obj
	if err := conn.ReadJSON(&frame); err != nil {
		t.Fatal(err)
	}
	return frame
}

func TestTheFirstFrameIsHelloAndTheEleventhSocketIsSentAway(t *testing.T) {
	t.Parallel()
	w := start(t)
	for i := range maxSockets {
		hello := next(t, open(t, w))
		info, _ := hello["connection_info"].(obj)
		if hello["type"] != "hello" || hello["num_connections"] != float64(i+1) || info["app_id"] != AppID {
			t.Fatalf("hello %v", hello)
		}
	}
	if frame := next(t, open(t, w)); frame["type"] != "disconnect" || frame["reason"] != "too_many_websockets" {
		t.Errorf("the eleventh got %v", frame)
	}
	if w.Sockets() != maxSockets {
		t.Errorf("%d sockets", w.Sockets())
	}
}

func TestAnEventThatIsNotAcknowledgedComesThreeTimesMore(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := connect(t, w)
	b.setDeaf(true)
	w.As("U0ADA").Tell("hello")
	for try, wait := range []time.Duration{0, 0, time.Minute, 5 * time.Minute} {
		w.Advance(wait)
		b.until(func() bool { return len(b.deliveries()) == try+1 })
		frame := b.deliveries()[try]
		if frame.RetryAttempt != try || (frame.RetryReason == "timeout") != (try > 0) {
			t.Errorf("try %d: attempt %d reason %q", try, frame.RetryAttempt, frame.RetryReason)
		}
		w.Advance(3 * time.Second)
	}
	w.Advance(24 * time.Hour)
	seen := map[string]bool{}
	for _, frame := range b.deliveries() {
		var outer struct {
			ID string `json:"event_id"`
		}
		if err := json.Unmarshal(frame.Payload, &outer); err != nil {
			t.Fatal(err)
		}
		seen[outer.ID] = true
	}
	if len(b.deliveries()) != 4 || len(seen) != 1 {
		t.Errorf("%d deliveries of %d events", len(b.deliveries()), len(seen))
	}
}

func TestAnEventWithoutAnySocketIsDeliveredLater(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.As("U0ADA").Tell("is anybody there")
	b := connect(t, w)
	w.Advance(time.Minute)
	b.until(func() bool { return len(b.received("message")) == 1 })
	if frame := b.deliveries()[0]; frame.RetryAttempt != 2 {
		t.Errorf("attempt %d", frame.RetryAttempt)
	}
	w.Advance(time.Hour)
	if n := len(b.deliveries()); n != 1 {
		t.Errorf("%d deliveries after the ack", n)
	}
}

func TestAPayloadWhereNoneIsTakenIsIgnored(t *testing.T) {
	t.Parallel()
	w := start(t)
	conn := open(t, w)
	next(t, conn)
	done := make(chan error)
	go func() { done <- w.As("U0ADA").Shortcut("win.new") }()
	frame := next(t, conn)
	if frame["accepts_response_payload"] != false || frame["type"] != "interactive" {
		t.Errorf("envelope %v", frame)
	}
	_ = conn.WriteJSON(obj{"envelope_id": frame["envelope_id"], "payload": obj{"text": "hello"}})
	if err := <-done; err != nil || !logged(w, "shortcut", "takes no payload") {
		t.Error("not ignored", err)
	}
}

func TestTheAppReconnectsAfterADisconnect(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := connect(t, w)
	w.Disconnect("refresh_requested")
	b.until(func() bool { return w.Sockets() == 1 })
	w.As("U0ADA").Tell("still there")
	b.until(func() bool { return len(b.received("message")) == 1 })
	w.Cut()
	b.until(func() bool { return w.Sockets() == 1 })
	w.RevokeTokens(true)
	wait(t, w, func() bool { return logged(w, "apps.connections.open", "token_revoked") })
}

func TestFaultsAreOrderedForTheNextCall(t *testing.T) {
	t.Parallel()
	w := start(t)
	api := w.client()
	w.FailNext("chat.postMessage", http.StatusTooManyRequests, "ratelimited", "7")
	_, _, err := api.PostMessage("C0WINS", slack.MsgOptionText("a", false))
	if limited, ok := err.(*slack.RateLimitedError); !ok ||
		limited.RetryAfter != 7*time.Second { //nolint:errorlint // as slack-go returns it
		t.Errorf("429: %v", err)
	}
	w.FailNext("chat.postMessage", http.StatusInternalServerError, "fatal_error", "")
	if _, _, err := api.PostMessage("C0WINS", slack.MsgOptionText("a", false)); err == nil {
		t.Error("500: no error")
	}
	w.FailNext("chat.postMessage", 0, "internal_error", "")
	_, _, err = api.PostMessage("C0WINS", slack.MsgOptionText("a", false))
	wantCode(t, err, "internal_error")
	if n := len(w.Messages("C0WINS")); n != 0 {
		t.Errorf("%d messages", n)
	}
	w.DropAnswer("chat.postMessage")
	if _, _, err = api.PostMessage("C0WINS", slack.MsgOptionText("a", false)); err == nil ||
		len(w.Messages("C0WINS")) != 1 {
		t.Errorf("dropped answer: %v, %d messages", err, len(w.Messages("C0WINS")))
	}
}

func TestStrictLimitsAMessageASecondAndChannel(t *testing.T) {
	t.Parallel()
	standing := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	w := start(t, func(o *Options) {
		o.Strict, o.PerMinute = true, 6
		o.Clock = NewClock(func() time.Time { return standing })
	})
	post := func(channel string) string {
		return str(ask(t, w, "chat.postMessage", obj{"channel": channel, "text": "a"}), "error")
	}
	for i, want := range []string{"", "", "", "ratelimited"} {
		if got := post("C0WINS"); got != want {
			t.Errorf("call %d: %q", i+1, got)
		}
	}
	if got := post("C0MLPLAT"); got != "" {
		t.Errorf("another channel: %q", got)
	}
	w.Advance(time.Second)
	if first, second := post("C0WINS"), post("C0WINS"); first != "" || second != "ratelimited" {
		t.Errorf("a second later: %q, %q", first, second)
	}
	w.Advance(time.Second)
	if last, over := post("C0RANKER"), post("C0RANKER"); last != "" || over != "ratelimited" {
		t.Errorf("the whole workspace: %q, %q", last, over)
	}
	w.Advance(time.Minute)
	if got := post("C0WINS"); got != "" {
		t.Errorf("a minute later: %q", got)
	}
}

func TestStrictDeliversEveryEventAtLeastOnce(t *testing.T) {
	t.Parallel()
	w := start(t, func(o *Options) { o.Strict = true })
	b := connect(t, w)
	for range 40 {
		w.As("U0ADA").Tell("hello")
	}
	b.until(func() bool { return len(b.deliveries()) == 45 })
}

func wait(t *testing.T, w *Workspace, cond func() bool) {
	t.Helper()
	(&bot{t: t, w: w}).until(cond)
}

func logged(w *Workspace, title, detail string) bool {
	for _, e := range w.Entries(0) {
		if strings.Contains(e.Title, title) && strings.Contains(e.Detail, detail) {
			return true
		}
	}
	return false
}
