package sandbox

import (
	"embed"
	"net/http"
)

//go:embed ui
var ui embed.FS

// policy lets the page load only its own files, talk only to its own origin, and (where the browser knows trusted
// types) turn a string into markup at one place only, which takes what package draw has drawn.
const policy = "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; " +
	"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types drawn"

// mountPage serves the browser page: `/`, its files under `/ui/`, and `/archives/C…/p…`, the path of a message's
// permalink. What the page shows comes from the control API of the same origin.
func mountPage(mux *http.ServeMux, w *Workspace) {
	page := func(rw http.ResponseWriter, r *http.Request) {
		guardPage(rw.Header())
		if as := w.newcomer(r.URL.Query().Get("as")); as != "" {
			query := r.URL.Query()
			query.Set("as", as)
			http.Redirect(rw, r, r.URL.Path+"?"+query.Encode(), http.StatusFound)
			return
		}
		http.ServeFileFS(rw, r, ui, "ui/index.html")
	}
	mux.HandleFunc("GET /{$}", page)
	mux.HandleFunc("GET /archives/{channel}/{message}", page)
	mux.HandleFunc("GET /ui/{file}", func(rw http.ResponseWriter, r *http.Request) {
		guardPage(rw.Header())
		http.ServeFileFS(rw, r, ui, "ui/"+r.PathValue("file"))
	})
}

// newcomer is who somebody starts as who names nobody of this workspace: the person of the first suggestion, else
// the first of the team. Empty: no need, or nobody there.
func (w *Workspace) newcomer(as string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.people[as] != nil {
		return ""
	}
	for _, t := range w.options.Try {
		if w.people[t.As] != nil {
			return t.As
		}
	}
	for _, id := range w.order {
		if u := w.people[id]; !u.Bot && !u.Deleted {
			return id
		}
	}
	return ""
}

func guardPage(header http.Header) {
	header.Set("Content-Security-Policy", policy)
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
}
