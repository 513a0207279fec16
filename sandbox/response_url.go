package sandbox

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"time"
)

// replyURL is a response_url: it answers an interaction for half an hour, five times, also where the app may not
// post (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses).
type replyURL struct {
	user    string
	channel *channel
	origin  *Message // the message that was clicked; nil after commands and shortcuts
	left    int
	due     time.Time
}

const (
	replyUses = 5
	replyLife = 30 * time.Minute
)

func (w *Workspace) newReplyURL(user string, c *channel, origin *Message) string {
	if len(w.replyURLs)%1024 == 1023 { // as with triggers
		maps.DeleteFunc(w.replyURLs, func(_ string, r *replyURL) bool { return w.Now().Sub(r.due) > time.Minute })
	}
	id := secret()
	w.replyURLs[id] = &replyURL{user: user, channel: c, origin: origin, left: replyUses, due: w.Now().Add(replyLife)}
	return w.base + "/actions/" + id
}

// serveReply answers in plain text, as Slack does.
func (w *Workspace) serveReply(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, 1<<20))
	if err != nil {
		http.Error(rw, "invalid_payload", http.StatusBadRequest)
		return
	}
	w.mu.Lock()
	status, text := w.useReply(r.PathValue("id"), body)
	w.log(Entry{Kind: "api", Title: "response_url", Detail: text, Bad: text != "ok", JSON: validJSON(body)})
	w.mu.Unlock()
	rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
	rw.WriteHeader(status)
	_, _ = io.WriteString(rw, text)
}

func (w *Workspace) useReply(id string, body json.RawMessage) (status int, text string) {
	to := w.replyURLs[id]
	var how struct {
		Replace bool   `json:"replace_original"`
		Delete  bool   `json:"delete_original"`
		Thread  string `json:"thread_ts"`
	}
	switch {
	case to == nil:
		return http.StatusNotFound, "invalid_url"
	case w.Now().After(to.due):
		return http.StatusNotFound, "expired_url"
	case to.left == 0:
		return http.StatusNotFound, "used_url"
	case json.Unmarshal(body, &how) != nil:
		return http.StatusBadRequest, "invalid_payload"
	}
	if how.Delete {
		to.left--
		w.dropOrigin(to)
		return http.StatusOK, "ok"
	}
	m, inChannel, refused := w.readReply(body)
	switch {
	case refused != nil:
		return http.StatusBadRequest, refused.code
	case m == nil:
		return http.StatusBadRequest, "no_text"
	}
	to.left--
	m.ThreadTS = how.Thread
	w.showReply(to, m, how.Replace, inChannel)
	return http.StatusOK, "ok"
}

func (w *Workspace) showReply(to *replyURL, m *Message, replace, inChannel bool) {
	switch {
	case replace && to.origin != nil && to.origin.Ephemeral:
		to.origin.become(m, w.second())
		w.touch(note{Kind: "messages", Channel: to.channel.ID})
	case replace && to.origin != nil:
		w.alter(to.channel, to.origin, func() { to.origin.become(m, w.second()) })
	case inChannel && !(to.origin != nil && to.origin.Ephemeral):
		w.post(to.channel, m)
	default:
		m.Channel = to.channel.ID
		w.whisper(to.user, m)
	}
}

func (w *Workspace) dropOrigin(to *replyURL) {
	switch {
	case to.origin == nil:
	case to.origin.Ephemeral:
		w.dismiss(to.user, to.origin.Channel, to.origin.TS)
	default:
		w.remove(to.channel, to.origin)
	}
}

// dismiss takes an ephemeral message away from the one person who sees it.
func (w *Workspace) dismiss(user, channel, ts string) {
	w.ephemerals[user] = slices.DeleteFunc(w.ephemerals[user], func(m *Message) bool {
		return m.Channel == channel && m.TS == ts
	})
	w.touch(note{Kind: "messages", Channel: channel})
}

func validJSON(body []byte) json.RawMessage {
	if json.Valid(body) {
		return body
	}
	return encode(string(body))
}
