package sandbox

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// BenchmarkEnvelopes has people type commands as fast as they are answered, by a client that acks each at once with a
// payload. What it reports as envelopes/s is how much load the sandbox can put on a bot; its cost includes the client's.
func BenchmarkEnvelopes(b *testing.B) {
	w := start(b)
	for range 2 {
		go echo(open(b, w))
	}
	people := []string{"U0ADA", "U0BEN", "U0MIA", "U0SAM", "U0EVA", "U0LIN", "U0PIA", "U0RAV"}
	const each = 8 // commands that one person has under way, as tabs do
	work := make(chan bool)
	var group sync.WaitGroup
	for i := range len(people) * each {
		ada := w.As(people[i%len(people)])
		group.Go(func() {
			for range work {
				if a := ada.Command("/win x"); a.Err != nil || a.Body != "ok" {
					b.Errorf("%+v", a)
				}
			}
		})
	}
	begun := time.Now()
	for b.Loop() {
		work <- true
	}
	close(work)
	group.Wait()
	b.ReportMetric(float64(b.N)/time.Since(begun).Seconds(), "envelopes/s")
}

// echo acks every envelope with a text until its socket ends.
func echo(conn *websocket.Conn) {
	for {
		var frame struct {
			ID string `json:"envelope_id"`
		}
		if conn.ReadJSON(&frame) != nil {
			return
		}
		if frame.ID != "" && conn.WriteJSON(obj{"envelope_id": frame.ID, "payload": obj{"text": "ok"}}) != nil {
			return
		}
	}
}

// BenchmarkStart is from nothing to a workspace that listens, with the demo team in it.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		if err := start(b).Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWindow is what the page fetches of a conversation, by how long it is: it must not grow with the length.
func BenchmarkWindow(b *testing.B) {
	for _, length := range []int{100, 50_000} {
		b.Run(fmt.Sprint(length), func(b *testing.B) {
			w := start(b)
			ada := w.As("U0ADA")
			for i := range length {
				ada.Say("C0RANDOM", fmt.Sprintf("line %d of *many*, see <https://x.example|there>", i))
			}
			for b.Loop() {
				w.mu.Lock()
				doc := w.messagesFor("U0BEN", "C0RANDOM", "", "")
				w.mu.Unlock()
				if len(encode(doc)) == 0 {
					b.Fatal("nothing came")
				}
			}
		})
	}
}
