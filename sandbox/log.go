package sandbox

import (
	"fmt"
	"strings"
	"time"
)

// Entry is a line of the inspector.
type Entry struct {
	N      int     `json:"n"`  // counts from 1 and never starts over
	At     float64 `json:"at"` // unix seconds of the workspace's clock
	Kind   string  `json:"kind"`
	Title  string  `json:"title"`
	Detail string  `json:"detail"`
	MS     int     `json:"ms"`
	Bad    bool    `json:"bad"` // to be shown in red
	JSON   any     `json:"json"`
}

const kept = 500 // lines that the inspector remembers

// ledger holds the newest entries and, for tests, how often each method was called.
type ledger struct {
	entries []Entry
	n       int
	calls   map[string]int
	last    map[string]map[string]string
}

// Entries returns the inspector's lines with a number above since, at most the newest 500.
func (w *Workspace) Entries(since int) []Entry {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := []Entry{}
	for _, e := range w.ledger.entries {
		if e.N > since {
			out = append(out, e)
		}
	}
	return out
}

// Calls tells how often the app called a method, refused calls included.
func (w *Workspace) Calls(method string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ledger.calls[method]
}

// LastCall returns the arguments of the newest call of a method as text; what is JSON stays JSON. Nil when none.
func (w *Workspace) LastCall(method string) map[string]string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ledger.last[method]
}

func (w *Workspace) log(e Entry) {
	w.ledger.n++
	e.N, e.At = w.ledger.n, float64(w.Now().UnixMilli())/1000
	w.ledger.entries = append(w.ledger.entries, e)
	if over := len(w.ledger.entries) - kept; over > 0 {
		w.ledger.entries = w.ledger.entries[over:]
	}
	if w.options.Log != nil {
		w.options.Log(fmt.Sprintf("%-8s %s %s", e.Kind, e.Title, e.Detail))
	}
	w.touch(note{Kind: "log"})
}

func (w *Workspace) logCall(c *call, a answer, took time.Duration) {
	if w.ledger.calls == nil {
		w.ledger.calls, w.ledger.last = map[string]int{}, map[string]map[string]string{}
	}
	args := c.texts()
	w.ledger.calls[c.method]++
	w.ledger.last[c.method] = args
	code := str(a.doc, "error")
	w.log(Entry{
		Kind: "api", Title: c.method, Detail: callDetail(args, code), MS: int(took.Milliseconds()), Bad: code != "",
		JSON: obj{"args": args, "answer": a.doc, "status": a.status},
	})
	if lines := refusalLines(a.doc); len(lines) > 0 {
		w.log(Entry{Kind: "refusal", Title: c.method, Detail: strings.Join(lines, "\n"), Bad: true, JSON: a.doc})
	}
}

func callDetail(args map[string]string, code string) string {
	var parts []string
	for _, name := range []string{"channel", "user", "user_id", "ts", "view_id", "text"} {
		if v := args[name]; v != "" {
			parts = append(parts, name+"="+short(v))
		}
	}
	if code != "" {
		parts = append(parts, "→ "+code)
	}
	return strings.Join(parts, " ")
}

func refusalLines(doc obj) []string {
	meta, _ := doc["response_metadata"].(obj)
	lines, _ := meta["messages"].([]string)
	return lines
}

func short(s string) string {
	if runes := []rune(s); len(runes) > 80 {
		return string(runes[:80]) + "…"
	}
	return s
}
