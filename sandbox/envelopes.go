package sandbox

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"strings"
	"time"
)

const ackWithin = 3 * time.Second

// Why an envelope failed, in the words Slack shows for commands.
const (
	operationTimeout = "operation_timeout" // no ack within three seconds
	dispatchFailed   = "dispatch_failed"   // no socket is open
)

// envelope is on its way to the app until it is acknowledged or its time is up.
type envelope struct {
	title   string
	accepts bool // an ack may carry a payload
	sent    time.Time
	stop    func() bool
	done    func(reply json.RawMessage, failure string)
}

// dispatch sends a payload to one of the app's sockets, any of them, and calls done once: with what the ack carried,
// or with the failure. Head holds further fields of the envelope.
func (w *Workspace) dispatch(
	kind, title string, payload, head obj, accepts bool, done func(reply json.RawMessage, failure string),
) {
	id := w.id("E")
	payload = w.forged(payload)
	frame := obj{"type": kind, "envelope_id": id, "payload": payload, "accepts_response_payload": accepts}
	maps.Copy(frame, head)
	w.log(Entry{Kind: "envelope", Title: title, Detail: id, Bad: len(w.sockets) == 0, JSON: frame})
	if len(w.sockets) == 0 {
		done(nil, dispatchFailed)
		return
	}
	e := &envelope{title: title, accepts: accepts, sent: w.Now(), done: done}
	w.flying[id] = e
	w.sockets[rand.IntN(len(w.sockets))].send(frame)
	e.stop = w.clock.AfterFunc(ackWithin, func() { w.expire(id) })
}

// arrived takes an acknowledgement from the wire; see [Workspace.DelayAcks].
func (w *Workspace) arrived(id string, reply json.RawMessage) {
	if w.ackDelay == 0 {
		w.acked(id, reply)
		return
	}
	w.clock.AfterFunc(w.ackDelay, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if !w.closed {
			w.acked(id, reply)
		}
	})
}

// acked ends an envelope; a second ack, or one that comes too late, does nothing.
func (w *Workspace) acked(id string, reply json.RawMessage) {
	e := w.flying[id]
	if e == nil {
		w.log(Entry{Kind: "ack", Title: "ack for nothing", Detail: id + ": twice, too late or unknown", Bad: true})
		return
	}
	delete(w.flying, id)
	e.stop()
	line := Entry{Kind: "ack", Title: e.title, Detail: id, MS: int(w.Now().Sub(e.sent).Milliseconds()), JSON: reply}
	if text := strings.TrimSpace(string(reply)); text == "null" || text == "{}" {
		reply = nil
	}
	if reply != nil && !e.accepts {
		line.Bad, line.Detail, reply = true, id+": takes no payload, Slack ignores it", nil
	}
	w.log(line)
	e.done(reply, "")
	w.touch(note{Kind: "state"})
}

func (w *Workspace) expire(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	e := w.flying[id]
	if e == nil || w.closed {
		return
	}
	delete(w.flying, id)
	w.log(Entry{
		Kind: "ack", Title: e.title, Detail: id + ": no ack within 3 s", MS: int(ackWithin.Milliseconds()), Bad: true,
	})
	e.done(nil, operationTimeout)
	w.touch(note{Kind: "state"})
}

// flights tells how many envelopes wait for their ack.
func (w *Workspace) flights() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.flying)
}
