// Package sandbox is a workspace on this computer that looks and behaves like Slack: people use it from a browser
// or from a Go test, and a bot connects to it with Slack's own protocol. Nothing of Slack is needed to run it.
//
// [Start] opens a workspace, and [Workspace.As] gives the people in it: see the example. What is as strict as Slack and
// what is not there at all stands in docs/sandbox.md.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Who and what the workspace is. The ids are fixed so that tests and demo data can name them.
const (
	TeamID  = "T0LAUREL"
	AppID   = "A0LAUREL"
	BotID   = "B0LAUREL" // the id messages of the app carry in bot_id
	BotUser = "U0LAUREL" // the app as a member of the workspace
)

// Options say which workspace to start. Only Manifest is needed.
type Options struct {
	Addr      string            // loopback address to listen on; empty: any free port of 127.0.0.1
	Manifest  []byte            // the app's manifest, JSON; scopes, commands, events and tabs come from it
	Strict    bool              // Slack's rate limits, and events that come twice or out of order
	PerMinute int               // strict: messages a minute in the whole workspace; 0 means 240
	Clock     Clock             // nil: the computer's clock with an offset, see [NewClock]
	Team      Team              // who is there; see [DemoTeam]
	Log       func(line string) // each line of the inspector; it must not call the workspace; nil: nowhere
	Try       []Try             // suggested first steps, shown above the page's composer
	Restart   func()            // the page's "Start over"; nil: the page has no such button
}

// Try is one suggestion of something to type.
type Try struct {
	Label   string `json:"label"`
	Channel string `json:"channel"` // empty: the DM with the app
	Text    string `json:"text"`
	As      string `json:"as"` // empty: whoever is looking
}

// Workspace is a running workspace. All its methods may be called from any goroutine.
type Workspace struct {
	options  Options
	manifest manifest
	clock    Clock
	appToken string
	botToken string
	base     string                 // http://127.0.0.1:N
	settle   atomic.Pointer[func()] // see OnJump
	jumping  sync.Mutex

	mu         sync.Mutex
	changed    chan struct{} // closed and replaced at each change
	streams    map[*stream]bool
	people     map[string]*User
	order      []string // ids of people in the order they came
	channels   map[string]*channel
	chanOrder  []string
	homes      map[string]*View
	published  map[string]int // how often the app published each person's Home
	stacks     map[string]*stack
	ephemerals map[string][]*Message
	triggers   map[string]*trigger
	fields     map[string]State // what people typed in messages: person/channel/ts
	notices    map[string][]Notice
	replyURLs  map[string]*replyURL
	files      map[string]*file
	fileOrder  []string           // ids of files in the order they came
	uploads    map[string]*upload // those that the app has announced, by the secret in their address
	sockets    []*socket
	tickets    map[string]bool
	flying     map[string]*envelope
	ledger     ledger
	faults     map[string][]fault
	drops      map[string]int
	limits     limits
	forge      func(payload map[string]any)
	events     int
	lastTS     int64
	lastID     int64
	revoked    bool
	ackDelay   time.Duration
	closed     bool

	server *http.Server
	ended  chan struct{}
}

// Start opens a workspace and returns when it listens. It ends with ctx or with [Workspace.Close]. Addresses that
// other computers can reach are refused: whoever reaches the page may act as anybody.
func Start(ctx context.Context, o Options) (*Workspace, error) {
	m, err := readManifest(o.Manifest)
	if err != nil {
		return nil, err
	}
	listener, err := listen(ctx, o.Addr)
	if err != nil {
		return nil, err
	}
	w := newWorkspace(o, m, "http://"+listener.Addr().String())
	if err := w.seed(o.Team); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	w.server = &http.Server{Handler: w.routes(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = w.server.Serve(listener) }()
	context.AfterFunc(ctx, func() { _ = w.Close() })
	return w, nil
}

func newWorkspace(o Options, m manifest, base string) *Workspace {
	w := &Workspace{
		options: o, manifest: m, clock: o.Clock, base: base,
		appToken: "xapp-1-" + AppID + "-1-" + secret(), botToken: "xoxb-1-" + AppID + "-" + secret(),
		changed: make(chan struct{}), ended: make(chan struct{}), limits: newLimits(o.PerMinute),
		streams: map[*stream]bool{}, people: map[string]*User{}, channels: map[string]*channel{},
		homes: map[string]*View{}, published: map[string]int{}, stacks: map[string]*stack{},
		ephemerals: map[string][]*Message{}, triggers: map[string]*trigger{}, fields: map[string]State{},
		replyURLs: map[string]*replyURL{}, tickets: map[string]bool{}, flying: map[string]*envelope{},
		faults: map[string][]fault{}, drops: map[string]int{}, notices: map[string][]Notice{}, files: map[string]*file{},
		uploads: map[string]*upload{},
	}
	if w.clock == nil {
		w.clock = NewClock(nil)
	}
	return w
}

// URL is the page for the browser.
func (w *Workspace) URL() string { return w.base + "/" }

// Port is the port that the workspace listens on.
func (w *Workspace) Port() int {
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(w.base, "http://"))
	n, _ := strconv.Atoi(port) // a listener's own address
	return n
}

// APIURL is the address to give to a Slack client; it ends with the slash that slack-go needs.
func (w *Workspace) APIURL() string { return w.base + "/api/" }

// AppToken is the app-level token (xapp-…) that opens sockets.
func (w *Workspace) AppToken() string { return w.appToken }

// BotToken is the bot's token (xoxb-…) for the Web API.
func (w *Workspace) BotToken() string { return w.botToken }

// Close ends the workspace and cuts all connections. Closing twice is no error.
func (w *Workspace) Close() error {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return nil
	}
	w.closed = true
	sockets := w.sockets
	w.sockets = nil
	w.touch(note{Kind: "state"})
	close(w.ended)
	w.mu.Unlock()
	for _, s := range sockets {
		s.close()
	}
	return w.server.Close()
}

// Until returns when cond is true, or with ctx's error. Cond is asked again at each change of the workspace, and
// every 20 ms, because what it asks may live outside (the bot's database). It may call anything of the workspace.
func (w *Workspace) Until(ctx context.Context, cond func() bool) error {
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	for {
		w.mu.Lock()
		changed := w.changed
		w.mu.Unlock()
		if cond() {
			return nil
		}
		select {
		case <-changed:
		case <-ticker.C:
		case <-ctx.Done():
			return fmt.Errorf("waiting for the workspace: %w", ctx.Err())
		}
	}
}

// touch wakes everybody who waits for a change, and tells the pages what to fetch again.
func (w *Workspace) touch(n note) {
	close(w.changed)
	w.changed = make(chan struct{})
	for s := range w.streams {
		s.tell(n)
	}
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("reading the sandbox address %q: %w", addr, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("the sandbox address %q is not a loopback address: use 127.0.0.1", addr)
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("opening the sandbox: %w", err)
	}
	return listener, nil
}
