package sandbox

import (
	"encoding/json"
	"mime"
	"net/http"
	"strconv"
	"time"
)

// mountControl adds the JSON API of the browser page. It does what [Member] does, through the same functions.
func (w *Workspace) mountControl(mux *http.ServeMux) {
	get := func(path string, show func(user string, r *http.Request) any) {
		mux.HandleFunc("GET /_sandbox/"+path, func(rw http.ResponseWriter, r *http.Request) {
			w.mu.Lock()
			user := w.viewer(r)
			if user == "" {
				w.mu.Unlock()
				writeProblem(rw, http.StatusNotFound, "Nobody has this id.")
				return
			}
			body := encode(show(user, r))
			w.mu.Unlock()
			writeJSON(rw, body)
		})
	}
	get("state", func(user string, _ *http.Request) any { return w.stateFor(user) })
	get("messages", func(user string, r *http.Request) any {
		query := r.URL.Query()
		return w.messagesFor(user, query.Get("channel"), query.Get("from"), query.Get("before"))
	})
	get("home", func(user string, _ *http.Request) any { return w.homeFor(user) })
	get("notices", func(user string, _ *http.Request) any { return w.noticesFor(user) })
	get("modals", func(user string, _ *http.Request) any { return w.modalsFor(user) })
	mux.HandleFunc("GET /_sandbox/stream", w.serveStream)
	mux.HandleFunc("GET /_sandbox/log", w.serveLog)
	mux.HandleFunc("POST /_sandbox/act", w.serveAct)
	mux.HandleFunc("POST /_sandbox/clock", w.serveClock)
	mux.HandleFunc("POST /_sandbox/fault", w.serveFault)
	mux.HandleFunc("POST /_sandbox/validate", w.serveValidate)
	mux.HandleFunc("POST /_sandbox/restart", w.serveRestart)
	w.mountControlFiles(mux)
}

// viewer is who looks: the argument as, or without it the first person who can. Empty when there is none.
func (w *Workspace) viewer(r *http.Request) string {
	if user := r.URL.Query().Get("as"); user != "" {
		if w.people[user] == nil {
			return ""
		}
		return user
	}
	for _, id := range w.order {
		if u := w.people[id]; !u.Bot && !u.Deleted && !u.Stranger {
			return id
		}
	}
	return ""
}

func (w *Workspace) serveLog(rw http.ResponseWriter, r *http.Request) {
	since, err := strconv.Atoi(r.URL.Query().Get("since"))
	if err != nil {
		since = 0 // absent: from the beginning
	}
	writeJSON(rw, encode(obj{"entries": w.Entries(since)}))
}

// serveClock moves the clock: {"advance": seconds}, {"freeze": true or false}, or {"reset": true}.
func (w *Workspace) serveClock(rw http.ResponseWriter, r *http.Request) {
	var ask struct {
		Advance float64 `json:"advance"`
		Freeze  *bool   `json:"freeze"`
		Reset   bool    `json:"reset"`
	}
	if !readJSON(rw, r, &ask) {
		return
	}
	switch {
	case ask.Reset:
		w.ResetClock()
	case ask.Freeze != nil:
		w.Freeze(*ask.Freeze)
	default:
		w.jump(time.Duration(ask.Advance * float64(time.Second)))
	}
	w.mu.Lock()
	now := encode(w.clockJSON())
	w.mu.Unlock()
	writeJSON(rw, now)
}

// serveRestart throws all away and begins anew, where whoever started the workspace can do that.
func (w *Workspace) serveRestart(rw http.ResponseWriter, r *http.Request) {
	if !readJSON(rw, r, &struct{}{}) {
		return
	}
	if w.options.Restart == nil {
		writeProblem(rw, http.StatusNotFound, "This workspace can't start over.")
		return
	}
	writeJSON(rw, encode(obj{"ok": true}))
	_ = http.NewResponseController(rw).Flush() // before the workspace ends
	w.options.Restart()
}

// readJSON takes only a JSON body: a form of another page cannot send that without asking first.
func readJSON(rw http.ResponseWriter, r *http.Request, into any) bool {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		writeProblem(rw, http.StatusUnsupportedMediaType, "Send application/json.")
		return false
	}
	d := json.NewDecoder(http.MaxBytesReader(rw, r.Body, 1<<20))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		writeProblem(rw, http.StatusBadRequest, "The body is not the JSON that was expected.")
		return false
	}
	return true
}

func writeProblem(rw http.ResponseWriter, status int, sentence string) {
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.WriteHeader(status)
	_, _ = rw.Write(encode(obj{"error": sentence}))
}

// writeJSON escapes < > & as \u…, so that nothing in it can be taken for markup anywhere.
func writeJSON(rw http.ResponseWriter, body json.RawMessage) {
	header := rw.Header()
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-store")
	safe, err := json.Marshal(body)
	if err != nil {
		http.Error(rw, "internal error", http.StatusInternalServerError)
		return
	}
	header.Set("Content-Length", strconv.Itoa(len(safe)))
	_, _ = rw.Write(safe)
}
