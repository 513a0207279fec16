package sandbox

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// socketRules are rules of Socket Mode as a client without any library of Slack's meets them. Those that slack-go can
// show as well stand in socket_test.go. The clock of the workspace stands still but for what a rule advances.
var socketRules = map[string]func(t *testing.T, w *Workspace){
	"a ticket must be one that was given out":            onlyItsTickets,
	"hello counts the sockets that are open":             helloCounts,
	"an envelope has three seconds":                      threeSeconds,
	"only the first ack counts":                          firstAckCounts,
	"an ack of 20,480 bytes is dropped":                  largeAckIsDropped,
	"a frame of more ends the socket with 1009":          largerFrameEndsTheSocket,
	"an event comes again at once, after 1 and 5 min":    eventComesAgain,
	"a warning ends the socket ten seconds later":        warningEndsItLater,
	"refresh_requested ends the socket at once":          func(t *testing.T, w *Workspace) { endsAtOnce(t, w, "refresh_requested") },
	"link_disabled ends the socket at once":              func(t *testing.T, w *Workspace) { endsAtOnce(t, w, "link_disabled") },
	"a socket is pinged":                                 pinged,
	"a method that is not there is no 404":               unknownMethod,
	"both of two sockets get some of two hundred events": bothGetSome,
}

func TestSocketModeKeepsItsRulesWithABareClient(t *testing.T) {
	t.Parallel()
	for name, rule := range socketRules {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			standing := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
			rule(t, start(t, func(o *Options) { o.Clock = NewClock(func() time.Time { return standing }) }))
		})
	}
}

// greeted is a socket that has read its hello.
func greeted(t *testing.T, w *Workspace) *websocket.Conn {
	t.Helper()
	conn := open(t, w)
	if hello := next(t, conn); hello["type"] != "hello" {
		t.Fatalf("the first frame is %v", hello)
	}
	return conn
}

// typesWin has Ada type a command and returns its envelope_id and what it comes to.
func typesWin(t *testing.T, w *Workspace, conn *websocket.Conn) (id string, answer chan Answer) {
	t.Helper()
	answer = make(chan Answer, 1)
	go func() { answer <- w.As("U0ADA").Command("/win x") }()
	frame := next(t, conn)
	if frame["type"] != "slash_commands" || frame["accepts_response_payload"] != true {
		t.Fatalf("the envelope of a command is %v", frame)
	}
	return str(frame, "envelope_id"), answer
}

// acks sends an ack of exactly so many bytes.
func acks(t *testing.T, conn *websocket.Conn, id string, size int) {
	t.Helper()
	frame := func(text string) []byte { return encode(obj{"envelope_id": id, "payload": obj{"text": text}}) }
	text := strings.Repeat("x", size-len(frame("")))
	if err := conn.WriteMessage(websocket.TextMessage, frame(text)); err != nil {
		t.Fatal(err)
	}
}

// ends returns how a socket ended.
func ends(t *testing.T, conn *websocket.Conn) error {
	t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
	_, frame, err := conn.ReadMessage()
	if err == nil {
		t.Fatalf("the socket did not end; it brought %s", frame)
	}
	return err
}

func onlyItsTickets(t *testing.T, w *Workspace) {
	address := str(askAs(t, w, w.AppToken(), "apps.connections.open", obj{}), "url")
	head, _, _ := strings.Cut(address, "?")
	for _, wrong := range []string{head, head + "?ticket=", head + "?ticket=guessed"} {
		if conn, status := dial(t, wrong); conn != nil || status != http.StatusForbidden {
			t.Errorf("%s: %d", wrong, status)
		}
	}
}

func helloCounts(t *testing.T, w *Workspace) {
	first := greeted(t, w)
	if hello := next(t, open(t, w)); hello["num_connections"] != 2.0 {
		t.Errorf("the second socket is greeted with %v", hello)
	}
	_ = first.Close()
	wait(t, w, func() bool { return w.Sockets() == 1 })
	if hello := next(t, open(t, w)); hello["num_connections"] != 2.0 {
		t.Errorf("after one has gone, the next is greeted with %v", hello)
	}
}

func threeSeconds(t *testing.T, w *Workspace) {
	conn := greeted(t, w)
	id, answer := typesWin(t, w, conn)
	w.Advance(3*time.Second - time.Millisecond)
	if w.flights() != 1 {
		t.Error("the envelope was given up before its time")
	}
	w.Advance(time.Millisecond)
	if a := <-answer; a.Err == nil || !strings.Contains(a.Err.Error(), operationTimeout) {
		t.Errorf("after three seconds the person sees %v", a.Err)
	}
	acks(t, conn, id, 100)
	wait(t, w, func() bool { return logged(w, "ack for nothing", id) })
	if n := len(w.As("U0ADA").Ephemerals()); n != 1 {
		t.Errorf("the late ack was shown: %d lines", n)
	}
}

func firstAckCounts(t *testing.T, w *Workspace) {
	conn := greeted(t, w)
	id, answer := typesWin(t, w, conn)
	acks(t, conn, id, 100)
	acks(t, conn, id, 200)
	wait(t, w, func() bool { return logged(w, "ack for nothing", id) })
	if a := <-answer; a.Err != nil || len(encode(a.Body)) > 100 || len(w.As("U0ADA").Ephemerals()) != 1 {
		t.Errorf("answer %+v", a)
	}
}

func largeAckIsDropped(t *testing.T, w *Workspace) {
	conn := greeted(t, w)
	id, answer := typesWin(t, w, conn)
	acks(t, conn, id, maxAck)
	wait(t, w, func() bool { return logged(w, "ack dropped", "20480 bytes") })
	if w.flights() != 1 || w.Sockets() != 1 {
		t.Errorf("%d envelopes wait, %d sockets are open", w.flights(), w.Sockets())
	}
	acks(t, conn, id, maxAck-1)
	if a := <-answer; a.Err != nil || len(a.Body) < 20_000 {
		t.Errorf("one byte less was not taken: %v", a.Err)
	}
}

func largerFrameEndsTheSocket(t *testing.T, w *Workspace) {
	conn := greeted(t, w)
	id, answer := typesWin(t, w, conn)
	acks(t, conn, id, maxAck+1)
	err := ends(t, conn)
	if !websocket.IsCloseError(err, websocket.CloseMessageTooBig) ||
		!strings.Contains(err.Error(), "Max frame length of 20480 has been exceeded.") {
		t.Errorf("the socket ended with %v", err)
	}
	wait(t, w, func() bool { return w.Sockets() == 0 })
	w.Advance(3 * time.Second)
	if a := <-answer; a.Err == nil || !strings.Contains(a.Err.Error(), operationTimeout) {
		t.Errorf("the ack was taken: %+v", a)
	}
}

func eventComesAgain(t *testing.T, w *Workspace) {
	conn := greeted(t, w)
	w.As("U0ADA").Tell("hello")
	envelopes, event := map[string]bool{}, ""
	for attempt, after := range []time.Duration{0, 0, time.Minute, 5 * time.Minute} {
		if after > 0 {
			w.Advance(after - time.Millisecond)
			if w.flights() != 0 {
				t.Errorf("try %d came too early", attempt)
			}
			w.Advance(time.Millisecond)
		}
		frame := next(t, conn)
		payload, _ := frame["payload"].(obj)
		if reason := str(frame, "retry_reason"); frame["retry_attempt"] != float64(attempt) ||
			(attempt == 0 && reason != "") || (attempt > 0 && reason != "timeout") {
			t.Errorf("try %d is attempt %v because of %q", attempt, frame["retry_attempt"], reason)
		}
		if id := str(payload, "event_id"); attempt > 0 && id != event {
			t.Errorf("try %d is another event: %s", attempt, id)
		}
		event = str(payload, "event_id")
		envelopes[str(frame, "envelope_id")] = true
		w.Advance(3 * time.Second)
	}
	if w.Advance(24 * time.Hour); len(envelopes) != 4 || w.flights() != 0 {
		t.Errorf("%d envelopes, %d on their way a day later", len(envelopes), w.flights())
	}
}

func warningEndsItLater(t *testing.T, w *Workspace) {
	conn := greeted(t, w)
	w.Disconnect("warning")
	if frame := next(t, conn); frame["type"] != "disconnect" || frame["reason"] != "warning" {
		t.Errorf("warned with %v", frame)
	}
	w.As("U0ADA").Tell("still there?")
	if frame := next(t, conn); frame["type"] != "events_api" {
		t.Errorf("after a warning came %v", frame)
	}
	w.Advance(10*time.Second - time.Millisecond)
	if w.Sockets() != 1 {
		t.Error("the socket ended before its time")
	}
	w.Advance(time.Millisecond)
	wait(t, w, func() bool { return w.Sockets() == 0 })
}

func endsAtOnce(t *testing.T, w *Workspace, reason string) {
	conn := greeted(t, w)
	w.Disconnect(reason)
	if frame := next(t, conn); frame["type"] != "disconnect" || frame["reason"] != reason {
		t.Errorf("told %v", frame)
	}
	if err := ends(t, conn); !errors.Is(err, io.ErrUnexpectedEOF) && !websocket.IsCloseError(err, 1000, 1006) {
		t.Errorf("ended with %v", err)
	}
	if a := w.As("U0ADA").Command("/win x"); a.Err == nil || !strings.Contains(a.Err.Error(), dispatchFailed) {
		t.Errorf("without a socket a command comes to %v", a.Err)
	}
}

// pinged waits for a real ping: the keep-alive is not on the workspace's clock.
func pinged(t *testing.T, w *Workspace) {
	conn := greeted(t, w)
	got := make(chan string, 1)
	conn.SetPingHandler(func(text string) error {
		got <- text
		return conn.Close()
	})
	_ = conn.SetReadDeadline(time.Now().Add(3 * pingEvery))
	_, _, err := conn.ReadMessage()
	select {
	case text := <-got:
		if text != "Ping from sandbox" {
			t.Errorf("the ping says %q", text)
		}
	default:
		t.Errorf("no ping: %v", err)
	}
}

func unknownMethod(t *testing.T, w *Workspace) {
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.APIURL()+"rtm.start", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+w.BotToken())
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("HTTP %d: slack-go takes a 404 for the end of all attempts", response.StatusCode)
	}
	if e := w.Entries(0); e[len(e)-1].Title != "rtm.start" || !e[len(e)-1].Bad ||
		!strings.Contains(e[len(e)-1].Detail, "unknown_method") {
		t.Errorf("the inspector shows %+v", e[len(e)-1])
	}
}

func bothGetSome(t *testing.T, w *Workspace) {
	got := make(chan int)
	for i := range 2 {
		conn := greeted(t, w)
		go func() {
			for {
				var frame obj
				if conn.ReadJSON(&frame) != nil {
					return
				}
				_ = conn.WriteJSON(obj{"envelope_id": frame["envelope_id"]})
				got <- i
			}
		}()
	}
	var counts [2]int
	for range 200 {
		w.As("U0ADA").Tell("hello")
		counts[<-got]++
	}
	if counts[0] < 50 || counts[1] < 50 { // by chance once in 10^12 runs
		t.Errorf("of 200 events the sockets got %v", counts)
	}
}
