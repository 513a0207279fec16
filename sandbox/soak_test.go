package sandbox

import (
	"context"
	"os"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

const (
	soakFor   = 10 * time.Minute
	soakEvery = 250 * time.Millisecond // an event and every second time a command
	soakGrows = 4 << 20                // bytes of heap that come and go by themselves
)

// TestLongTenMinutesPassWithoutAReconnect is run by make long. LAUREL_LONG is 1, or how long to soak instead (1m).
func TestLongTenMinutesPassWithoutAReconnect(t *testing.T) { //nolint:paralleltest // it counts goroutines
	long := soakTime(t)
	w := start(t)
	s := startSoak(t, w)
	ts := w.As("U0ADA").Say("C0MLPLAT", "Canary is green")
	s.waits(func() bool { return s.count("message") == 1 })

	s.trickles(ts, long/10) // until the inspector and the pools have what they keep
	goroutines, heap := runtime.NumGoroutine(), heapInUse()
	s.trickles(ts, long-long/10)
	more, grown := runtime.NumGoroutine()-goroutines, int64(heapInUse())-int64(heap)
	t.Logf("%v: %d events, %d commands; %+d goroutines, %+d KiB", long, s.sent, s.commands, more, grown/1024)

	if more > 2 || grown > soakGrows {
		t.Errorf("grown by %d goroutines and %d KiB", more, grown/1024)
	}
	s.lostNothing()
}

func soakTime(t *testing.T) time.Duration {
	t.Helper()
	asked := os.Getenv("LAUREL_LONG")
	if asked == "" {
		t.Skip("NOT RUN FOR TEN MINUTES: make long does, and LAUREL_LONG=1m tries it for a minute")
	}
	if asked == "1" {
		return soakFor
	}
	long, err := time.ParseDuration(asked)
	if err != nil {
		t.Fatalf("LAUREL_LONG is %q: 1, or a duration like 1m", asked)
	}
	return long
}

// soak is two of slack-go's clients, as a bot that wants no gap has them, and what they got.
type soak struct {
	*testing.T
	w *Workspace

	sent, commands int

	mu        sync.Mutex
	got       map[string]int // events by type
	seen      map[string]int // events by event_id
	retries   int
	connected int
	troubles  []string
}

func startSoak(t *testing.T, w *Workspace) *soak {
	t.Helper()
	s := &soak{T: t, w: w, got: map[string]int{}, seen: map[string]int{}}
	for range 2 {
		client := socketmode.New(w.client())
		go func() { _ = client.RunContext(t.Context()) }()
		go func() {
			for {
				select {
				case e := <-client.Events:
					s.take(client, e)
				case <-t.Context().Done():
					return
				}
			}
		}()
	}
	s.waits(func() bool { return w.Sockets() == 2 })
	return s
}

func (s *soak) take(client *socketmode.Client, e socketmode.Event) {
	s.mu.Lock()
	switch e.Type {
	case socketmode.EventTypeConnected:
		s.connected++
	case socketmode.EventTypeConnecting, socketmode.EventTypeHello, socketmode.EventTypeSlashCommand:
	case socketmode.EventTypeEventsAPI:
		event := e.Data.(slackevents.EventsAPIEvent)
		s.got[event.InnerEvent.Type]++
		s.seen[event.Data.(*slackevents.EventsAPICallbackEvent).EventID]++
		s.retries += e.Request.RetryAttempt
	default:
		s.troubles = append(s.troubles, string(e.Type))
	}
	s.mu.Unlock()
	if e.Request != nil && e.Request.EnvelopeID != "" {
		if err := client.Ack(*e.Request); err != nil {
			s.Error(err)
		}
	}
}

// trickles has Ben mark and unmark a message, so that nothing is kept of it, and Ada type a command now and then.
func (s *soak) trickles(ts string, long time.Duration) {
	over := time.After(long)
	next := time.NewTicker(soakEvery)
	defer next.Stop()
	for {
		select {
		case <-over:
			s.waits(func() bool { return s.w.flights() == 0 })
			return
		case <-next.C:
		}
		act := s.w.As("U0BEN").React
		if s.sent%2 == 1 {
			act = s.w.As("U0BEN").Unreact
		}
		if err := act("C0MLPLAT", ts, "trophy"); err != nil {
			s.Fatal(err)
		}
		if s.sent++; s.sent%2 == 0 {
			s.commands++
			if a := s.w.As("U0ADA").Command("/win"); a.Err != nil {
				s.Errorf("command %d: %v", s.commands, a.Err)
			}
		}
	}
}

func (s *soak) lostNothing() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if got := s.got["reaction_added"] + s.got["reaction_removed"]; got != s.sent || len(s.seen) != s.sent+1 {
		s.Errorf("%d of %d events came, under %d ids", got, s.sent, len(s.seen))
	}
	if s.connected != 2 || s.w.Sockets() != 2 || s.w.Calls("apps.connections.open") != 2 {
		s.Errorf("connected %d times, %d sockets", s.connected, s.w.Sockets())
	}
	if s.retries > 0 || len(s.troubles) > 0 {
		s.Errorf("%d retries; the clients told of %v", s.retries, s.troubles)
	}
}

func (s *soak) count(kind string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got[kind]
}

func (s *soak) waits(cond func() bool) {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), 10*time.Second)
	defer cancel()
	if err := s.w.Until(ctx, cond); err != nil {
		s.Fatal(err)
	}
}

func heapInUse() uint64 {
	runtime.GC()
	runtime.GC() // what finalizers let go
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
