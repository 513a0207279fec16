package sandbox

import (
	"bytes"
	"errors"
	"html"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// mountFiles serves what files.slack.com serves: the bytes of files, and the addresses that take an upload.
func (w *Workspace) mountFiles(mux *http.ServeMux) {
	mux.HandleFunc("GET /files/{file}/{rest...}", w.serveFile)
	mux.HandleFunc("GET /signin", serveSignIn)
	mux.HandleFunc("POST /upload/v1/{ticket}", w.serveUpload)
}

// serveFile gives a file to the bot's token. Everybody else is sent to the page to sign in, which is a page and no
// error (https://github.com/slackapi/deno-slack-sdk/issues/285): who takes that for the file has a bug.
func (w *Workspace) serveFile(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	f := w.files[strings.TrimPrefix(r.PathValue("file"), TeamID+"-")]
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	var data []byte
	mimetype := "text/vtt"
	_, broken := w.takeFault("file")
	if !broken && f != nil && !f.deleted && f.appSees() && token == w.botToken && !w.revoked && w.manifest.grants("files:read") {
		if f.clip != nil && r.PathValue("rest") == vttName {
			data = f.vtt()
		} else {
			data, mimetype = f.Data, f.Mimetype
		}
	}
	w.log(Entry{Kind: "api", Title: "file", Detail: r.URL.Path, Bad: data == nil})
	w.mu.Unlock()
	if data == nil {
		http.Redirect(rw, r, "/signin?redir="+url.QueryEscape(r.URL.Path), http.StatusFound)
		return
	}
	guardFile(rw.Header())
	rw.Header().Set("Content-Type", mimetype)
	rw.Header().Set("Content-Disposition", "attachment")
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(data))
}

// guardFile keeps what people hand over from acting as a page of this address, or being read by one of another.
func guardFile(header http.Header) {
	header.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "private, no-store")
}

func serveSignIn(rw http.ResponseWriter, r *http.Request) {
	guardFile(rw.Header())
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(rw, "<!DOCTYPE html>\n<html lang=\"en\"><title>Sign in</title><p>Sign in to "+teamName+
		" to see "+html.EscapeString(r.URL.Query().Get("redir"))+".</p></html>\n")
}

// upload is a file that the app has announced with files.getUploadURLExternal and not yet completed.
type upload struct {
	id, name, alt string
	length        int
	data          []byte // nil until the bytes have come
}

// serveUpload takes the bytes as the body, or as a part of a form, and answers in plain text, as Slack does. That Slack
// refuses another length than the announced one is an assumption.
func (w *Workspace) serveUpload(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	up := w.uploads[r.PathValue("ticket")]
	broken, ordered := w.takeFault(UploadStep)
	dropped := w.takeDrop(UploadStep)
	w.mu.Unlock()
	status, text := http.StatusNotFound, "upload not found"
	switch {
	case ordered:
		status, text = broken.status, broken.code
	case up != nil:
		data, err := readUpload(rw, r, up.length)
		switch {
		case err != nil:
			status, text = http.StatusBadRequest, "no file in the request"
		case len(data) != up.length:
			status, text = http.StatusBadRequest, "length is not as announced"
		default:
			status, text = http.StatusOK, "OK - "+strconv.Itoa(len(data))
			w.mu.Lock()
			up.data = data
			w.mu.Unlock()
		}
	}
	w.mu.Lock()
	w.log(Entry{Kind: "api", Title: "upload", Detail: text, Bad: status != http.StatusOK})
	w.mu.Unlock()
	if dropped {
		cut(rw)
		return
	}
	rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
	rw.WriteHeader(status)
	_, _ = io.WriteString(rw, text)
}

// readUpload reads at most a little more than the announced length: of a form the first part that is a file.
func readUpload(rw http.ResponseWriter, r *http.Request, length int) ([]byte, error) {
	const form = 64 << 10 // what a form needs around the file
	r.Body = http.MaxBytesReader(rw, r.Body, int64(length)+form)
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "multipart/form-data" {
		return readAtMost(r.Body, length)
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return nil, err
		}
		if part.FileName() != "" || part.FormName() == "file" || part.FormName() == "filename" {
			return readAtMost(part, length)
		}
	}
}

// readAtMost reads one byte more than most at the utmost, so that the caller sees that there was more.
func readAtMost(from io.Reader, most int) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(from, int64(most)+1))
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		return data, nil // the length says it
	}
	return data, err
}
