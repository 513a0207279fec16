package sandbox

import (
	"fmt"
	"net/http"
	"time"
)

// note tells a page what to fetch again.
type note struct {
	Kind    string `json:"kind"`
	Channel string `json:"channel,omitempty"`
	User    string `json:"-"` // only this person's pages; empty: all
}

// stream is one page that listens.
type stream struct {
	user  string
	notes chan note
}

const (
	streamQueue = 256
	keepAlive   = 15 * time.Second
)

// tell queues a note; a page too slow for the queue misses some and catches up with the next.
func (s *stream) tell(n note) {
	if n.User != "" && n.User != s.user {
		return
	}
	select {
	case s.notes <- n:
	default:
	}
}

// serveStream sends notes as server-sent events until the page goes away.
func (w *Workspace) serveStream(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	s := &stream{user: w.viewer(r), notes: make(chan note, streamQueue)}
	w.streams[s] = true
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.streams, s)
	}()
	rw.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	rw.Header().Set("Cache-Control", "no-store")
	flush := http.NewResponseController(rw).Flush
	_, _ = fmt.Fprint(rw, ": open\n\n")
	alive := time.NewTicker(keepAlive)
	defer alive.Stop()
	for flush() == nil {
		select {
		case n := <-s.notes:
			for _, each := range distinct(n, s.notes) {
				_, _ = fmt.Fprintf(rw, "data: %s\n\n", encode(each))
			}
		case <-alive.C:
			_, _ = fmt.Fprint(rw, ": alive\n\n")
		case <-r.Context().Done():
			return
		case <-w.ended:
			return
		}
	}
}

// distinct takes what else is waiting and leaves out repetitions: fetching once is enough.
func distinct(first note, more <-chan note) []note {
	list, seen := []note{first}, map[note]bool{first: true}
	for {
		select {
		case n := <-more:
			if !seen[n] {
				seen[n] = true
				list = append(list, n)
			}
		default:
			return list
		}
	}
}
