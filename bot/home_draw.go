package bot

import (
	"context"
	"sync"
	"time"
)

// homeVisit is how long after opening Home somebody is taken to look at it still. Later changes wait for the next visit,
// which draws Home anyway: Slack allows about a hundred views.publish a minute for a whole workspace.
const homeVisit = time.Hour

// homes remembers who looks at their Home tab, and whose has to be drawn anew. Drawing is done one by one beside
// everything else, and changes that come meanwhile are drawn together.
type homes struct {
	mu      sync.Mutex
	visited map[string]time.Time
	due     []string
	wake    chan struct{}
}

func newHomes() *homes {
	return &homes{visited: map[string]time.Time{}, wake: make(chan struct{}, 1)}
}

// open has a person's Home drawn because they opened it.
func (h *homes) open(user string, now time.Time) {
	h.mu.Lock()
	for other, at := range h.visited {
		if now.Sub(at) > homeVisit {
			delete(h.visited, other)
		}
	}
	h.visited[user] = now
	h.mu.Unlock()
	h.change(user, now)
}

// change has a person's Home drawn anew if they look at it.
func (h *homes) change(user string, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if at, ok := h.visited[user]; !ok || now.Sub(at) > homeVisit {
		return
	}
	for _, other := range h.due {
		if other == user {
			return
		}
	}
	h.due = append(h.due, user)
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

func (h *homes) next() (user string, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.due) == 0 {
		return "", false
	}
	user, h.due = h.due[0], h.due[1:]
	return user, true
}

// drawHomes publishes the Homes that have changed, until ctx ends.
func (b *Bot) drawHomes(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-b.homes.wake:
			for user, ok := b.homes.next(); ok && ctx.Err() == nil; user, ok = b.homes.next() {
				b.publishHome(ctx, user)
			}
		}
	}
}
