package sandbox

import (
	"bytes"
	"net/http"
	"strings"
	"time"
)

// servePageFile gives a file to a person, as [Workspace.mountControlFiles] says.
func (w *Workspace) servePageFile(rw http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	w.mu.Lock()
	var data []byte
	claimed := ""
	user, f := w.viewer(r), w.files[query.Get("id")]
	if f != nil && user != "" && (w.personSees(user, f) || w.seesImage(user, query.Get("channel"), query.Get("ts"), f)) {
		data, claimed = f.Data, f.Mimetype
		if query.Get("vtt") != "" {
			data = f.vtt()
		}
	}
	w.mu.Unlock()
	if data == nil {
		writeProblem(rw, http.StatusNotFound, "The file is not there.")
		return
	}
	guardFile(rw.Header())
	kind := shownAs(data, claimed)
	rw.Header().Set("Content-Type", kind)
	if kind == octets {
		rw.Header().Set("Content-Disposition", "attachment")
	}
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(data))
}

// seesImage tells whether a person has blocks before them that show the file.
func (w *Workspace) seesImage(user, channel, ts string, f *file) bool {
	if m := w.seen(user, channel, ts); m != nil && w.showsFile(m.Blocks, f) {
		return true
	}
	if v := w.homes[user]; v != nil && w.showsFile(v.Blocks, f) {
		return true
	}
	if s := w.stacks[user]; s != nil {
		for _, v := range s.views {
			if w.showsFile(v.Blocks, f) {
				return true
			}
		}
	}
	return false
}

const octets = "application/octet-stream"

// shownAs is a type that can do nothing but be looked at or listened to: what the bytes are, else a sound that was
// claimed.
func shownAs(data []byte, claimed string) string {
	switch kind := http.DetectContentType(data); kind {
	case "image/png", "image/jpeg", "image/gif", "image/webp", "audio/wave", "audio/mpeg", "application/ogg",
		"video/webm", "video/mp4":
		return kind
	}
	switch {
	case bytes.HasPrefix(data, []byte("\uFEFFWEBVTT")):
		return "text/vtt; charset=utf-8"
	case strings.HasPrefix(claimed, "audio/"):
		return claimed
	}
	return octets
}
