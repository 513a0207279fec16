package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// What a socket may do (https://docs.slack.dev/apis/events-api/using-socket-mode).
const (
	maxSockets   = 10
	pingEvery    = 5 * time.Second
	maxAck       = 20_480           // bytes; an ack of this size or more does not count, a longer one ends the socket
	warningAhead = 10 * time.Second // between the disconnect frame "warning" and the end
	queueLength  = 4096
	lifetime     = 18_060 // seconds that hello promises, as seen from Slack
)

// socket is one connection of the app. Only its writer writes to it.
type socket struct {
	conn  *websocket.Conn
	out   chan obj
	ended chan struct{}
	once  sync.Once
}

// connectionsOpen hands out an address with a ticket that opens one socket, once.
func (c *call) connectionsOpen() (obj, *apiError) {
	ticket := secret()
	c.w.tickets[ticket] = true
	return obj{"url": "ws" + c.w.base[len("http"):] + "/link?ticket=" + ticket + "&app_id=" + AppID}, nil
}

func (w *Workspace) serveSocket(rw http.ResponseWriter, r *http.Request) {
	ticket := r.URL.Query().Get("ticket")
	w.mu.Lock()
	valid := w.tickets[ticket]
	delete(w.tickets, ticket)
	w.mu.Unlock()
	if !valid {
		http.Error(rw, "invalid ticket", http.StatusForbidden)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := upgrader.Upgrade(rw, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	s := &socket{conn: conn, out: make(chan obj, queueLength), ended: make(chan struct{})}
	w.mu.Lock()
	full, closed := len(w.sockets) >= maxSockets, w.closed
	if !full && !closed {
		w.greet(s)
	}
	w.mu.Unlock()
	if full || closed {
		_ = conn.WriteJSON(disconnectFrame("too_many_websockets"))
		s.close()
		return
	}
	go w.read(s)
	w.write(s)
}

func (w *Workspace) greet(s *socket) {
	w.sockets = append(w.sockets, s)
	s.send(obj{
		"type": "hello", "num_connections": len(w.sockets), "connection_info": obj{"app_id": AppID},
		"debug_info": obj{"host": "sandbox", "build_number": 1, "approximate_connection_time": lifetime},
	})
	w.log(Entry{Kind: "socket", Title: "connected", Detail: fmt.Sprintf("%d open", len(w.sockets))})
	w.touch(note{Kind: "state"})
}

// read takes acknowledgements until the socket ends.
func (w *Workspace) read(s *socket) {
	defer w.forget(s)
	for {
		kind, frame, err := s.conn.ReadMessage()
		if err != nil {
			return
		}
		var ack struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		w.mu.Lock()
		switch {
		case len(frame) >= maxAck:
			w.log(Entry{
				Kind: "refusal", Title: "ack dropped", Bad: true,
				Detail: fmt.Sprintf("%d bytes, Slack drops from %d", len(frame), maxAck),
			})
		case kind != websocket.TextMessage || json.Unmarshal(frame, &ack) != nil || ack.ID == "":
			w.log(Entry{Kind: "refusal", Title: "frame not understood", Bad: true, Detail: short(string(frame))})
		default:
			w.arrived(ack.ID, ack.Payload)
		}
		w.mu.Unlock()
		if len(frame) > maxAck {
			s.tooBig()
			return
		}
	}
}

// tooBig ends a socket as Slack was seen to do after a frame above its limit
// (https://github.com/revelrylabs/slax/pull/614). Others saw such an ack only dropped without a word
// (https://github.com/slack-go/slack/issues/1196): a client that reconnects by itself hides the difference. Either way
// the ack does not count.
func (s *socket) tooBig() {
	reason := websocket.FormatCloseMessage(websocket.CloseMessageTooBig,
		fmt.Sprintf("Max frame length of %d has been exceeded.", maxAck))
	_ = s.conn.WriteControl(websocket.CloseMessage, reason, time.Now().Add(time.Second))
}

// write sends frames, and pings so that clients know the socket is alive.
func (w *Workspace) write(s *socket) {
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	defer s.close()
	for {
		var err error
		select {
		case frame := <-s.out:
			err = s.conn.WriteMessage(websocket.TextMessage, encode(frame))
			if frame["type"] == "disconnect" && frame["reason"] != "warning" {
				return
			}
		case <-ping.C:
			err = s.conn.WriteControl(websocket.PingMessage, []byte("Ping from sandbox"), time.Now().Add(time.Second))
		case <-s.ended:
			return
		}
		if err != nil {
			return
		}
	}
}

func (w *Workspace) forget(s *socket) {
	s.close()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.detach(s)
}

// detach takes a socket out of those that get envelopes; what it acknowledges still counts.
func (w *Workspace) detach(s *socket) {
	at := slices.Index(w.sockets, s)
	if at < 0 {
		return
	}
	w.sockets = slices.Delete(slices.Clone(w.sockets), at, at+1)
	w.log(Entry{Kind: "socket", Title: "closed", Detail: fmt.Sprintf("%d open", len(w.sockets))})
	w.touch(note{Kind: "state"})
}

// send queues a frame; a client that reads nothing for thousands of frames loses its socket.
func (s *socket) send(frame obj) {
	select {
	case s.out <- frame:
	default:
		s.close()
	}
}

func (s *socket) close() {
	s.once.Do(func() {
		close(s.ended)
		_ = s.conn.Close()
	})
}

// Sockets tells how many sockets the app holds open.
func (w *Workspace) Sockets() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.sockets)
}

// Disconnect sends every socket a disconnect frame with the reason (warning, refresh_requested, link_disabled) and
// ends it, after a warning ten seconds later.
func (w *Workspace) Disconnect(reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.sockets {
		s.send(disconnectFrame(reason))
		if reason == "warning" {
			w.clock.AfterFunc(warningAhead, s.close)
			continue
		}
		w.detach(s)
	}
	w.log(Entry{Kind: "socket", Title: "disconnect", Detail: reason})
}

// Cut ends every socket without a word, as a lost network does.
func (w *Workspace) Cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.sockets {
		s.close()
		w.detach(s)
	}
}

func disconnectFrame(reason string) obj {
	return obj{"type": "disconnect", "reason": reason, "debug_info": obj{"host": "sandbox"}}
}
