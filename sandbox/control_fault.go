package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// ordering is a fault as POST /_sandbox/fault takes it. One kind at a time: an answer to the next call of a method, or
// what happens to the connection, the tokens or a channel at once.
type ordering struct {
	Method     string   `json:"method"`
	Status     int      `json:"status"`
	Code       string   `json:"code"`
	RetryAfter string   `json:"retry_after"`
	Lost       bool     `json:"lost"`   // the next call of the method does its work, but its answer is lost
	Socket     string   `json:"socket"` // a reason to disconnect, or "cut"
	Acks       *float64 `json:"acks"`   // seconds by which acknowledgements are late from now on
	Revoked    *bool    `json:"revoked"`
	Kick       string   `json:"kick"`    // the channel that the app is thrown out of
	Archive    string   `json:"archive"` // the channel that is archived
	Join       string   `json:"join"`    // the name of somebody who becomes a member of the workspace
	Manager    string   `json:"manager"` // with join: whom their profile names
	Leave      string   `json:"leave"`   // the id of somebody whose account is deactivated
}

// reasons are those that Slack gives when it ends a socket.
var reasons = []string{"warning", "refresh_requested", "link_disabled", "too_many_websockets"}

func (w *Workspace) serveFault(rw http.ResponseWriter, r *http.Request) {
	var o ordering
	if !readJSON(rw, r, &o) {
		return
	}
	if problem := w.inflict(o); problem != "" {
		writeProblem(rw, http.StatusBadRequest, problem)
		return
	}
	writeJSON(rw, encode(obj{"ok": true}))
}

// inflict does what is asked, or says why not.
func (w *Workspace) inflict(o ordering) (problem string) {
	switch {
	case o.Socket == "cut":
		w.Cut()
	case o.Socket != "" && !slices.Contains(reasons, o.Socket):
		return "Slack ends no socket for the reason " + o.Socket + "."
	case o.Socket != "":
		w.Disconnect(o.Socket)
	case o.Acks != nil && (*o.Acks < 0 || *o.Acks > 60):
		return "Acknowledgements can be 0 to 60 seconds late."
	case o.Acks != nil:
		w.DelayAcks(time.Duration(*o.Acks * float64(time.Second)))
	case o.Revoked != nil:
		w.RevokeTokens(*o.Revoked)
	case o.Kick != "" && !w.knows(o.Kick), o.Archive != "" && !w.knows(o.Archive):
		return "There is no such channel."
	case o.Join != "":
		return w.joins(o.Join, o.Manager)
	case o.Leave != "":
		return w.leaves(o.Leave)
	case o.Kick != "":
		w.Kick(o.Kick, BotUser)
	case o.Archive != "":
		w.Archive(o.Archive)
	case methods()[o.Method].run == nil && o.Method != UploadStep:
		return "Slack has no method " + o.Method + " here."
	case o.Lost:
		w.DropAnswer(o.Method)
	case o.Status != 0 && (o.Status < 200 || o.Status > 599):
		return "The status must be from 200 to 599."
	default:
		w.FailNext(o.Method, o.Status, o.Code, o.RetryAfter)
	}
	return ""
}

// joins adds somebody with this name to the workspace, under an id made of it.
func (w *Workspace) joins(name, manager string) (problem string) {
	letters := strings.Map(func(r rune) rune {
		if r = unicode.ToUpper(r); r < 'A' || r > 'Z' {
			return -1
		}
		return r
	}, name)
	if len(letters) < 3 || len(name) > 80 {
		return "A name has at least three letters from A to Z, and at most 80 in all."
	}
	id := "U0" + letters[:3]
	w.mu.Lock()
	for n := 1; w.people[id] != nil; n++ {
		id = "U0" + letters[:3] + strconv.Itoa(n)
	}
	known := manager == "" || w.people[manager] != nil
	w.mu.Unlock()
	if !known {
		return "There is nobody with the id " + manager + "."
	}
	w.Join(User{ID: id, RealName: name, Manager: manager, TZ: "Europe/Berlin"})
	return ""
}

// leaves deactivates somebody's account.
func (w *Workspace) leaves(id string) (problem string) {
	w.mu.Lock()
	found := w.people[id]
	if found == nil || found.Bot {
		w.mu.Unlock()
		return "There is nobody with the id " + id + "."
	}
	gone := *found
	w.mu.Unlock()
	gone.Deleted = true
	w.Change(gone)
	return ""
}

func (w *Workspace) knows(channel string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.channels[channel]
	return c != nil && c.peer == ""
}

// DelayAcks has the app's acknowledgements count d later than they come, on the workspace's clock, until it is called
// again; with three seconds or more every envelope fails. Zero takes it back.
func (w *Workspace) DelayAcks(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ackDelay = d
	w.touch(note{Kind: "state"})
}
