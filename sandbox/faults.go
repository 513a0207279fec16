package sandbox

import "net/http"

// fault is an answer that the next call of a method gets instead of being run.
type fault struct {
	status     int
	code       string
	retryAfter string
}

// UploadStep stands for the upload of a file's bytes where a fault names its method: it is a step and has no method.
const UploadStep = "upload"

// FailNext makes the next call of a method fail without any effect: with an HTTP status (0: 200), an error code and a
// Retry-After header (empty: none; it need not be a number). Ordered twice, the next two calls fail. The method "file" is
// the reading of a file's bytes: whoever reads next is led to the page to sign in.
func (w *Workspace) FailNext(method string, status int, code, retryAfter string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if status == 0 {
		status = http.StatusOK
	}
	w.faults[method] = append(w.faults[method], fault{status, code, retryAfter})
	w.touch(note{Kind: "state"})
}

// DropAnswer makes the next call of a method do its work and then cuts the connection instead of answering.
func (w *Workspace) DropAnswer(method string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.drops[method]++
}

// RevokeTokens makes every call answer token_revoked and ends the sockets; given false it takes that back.
func (w *Workspace) RevokeTokens(revoked bool) {
	w.mu.Lock()
	w.revoked = revoked
	w.touch(note{Kind: "state"})
	w.mu.Unlock()
	if revoked {
		w.Cut()
	}
}

func (w *Workspace) takeFault(method string) (fault, bool) {
	list := w.faults[method]
	if len(list) == 0 {
		return fault{}, false
	}
	w.faults[method] = list[1:]
	return list[0], true
}

func (w *Workspace) takeDrop(method string) bool {
	if w.drops[method] == 0 {
		return false
	}
	w.drops[method]--
	return true
}

// cut ends the connection without an answer.
func cut(rw http.ResponseWriter) {
	hijacker, ok := rw.(http.Hijacker)
	if !ok {
		return
	}
	if conn, _, err := hijacker.Hijack(); err == nil {
		_ = conn.Close()
	}
}
