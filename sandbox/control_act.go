package sandbox

import (
	"errors"
	"net/http"
	"strconv"
	"time"
)

// doing is one act of a person on the page, as POST /_sandbox/act takes it.
type doing struct {
	As         string                    `json:"as"`
	Kind       string                    `json:"kind"`
	Channel    string                    `json:"channel"`
	TS         string                    `json:"ts"`
	ThreadTS   string                    `json:"thread_ts"`
	Text       string                    `json:"text"`
	Name       string                    `json:"name"`
	Where      string                    `json:"where"` // message, home or modal
	ViewID     string                    `json:"view_id"`
	BlockID    string                    `json:"block_id"`
	ActionID   string                    `json:"action_id"`
	Value      any                       `json:"value"`  // what is chosen in a menu; of a field, what stands in fields does
	Fields     map[string]map[string]any `json:"fields"` // what stands in fields, by block_id and action_id, as in value
	All        bool                      `json:"all"`
	CallbackID string                    `json:"callback_id"`
	Tab        string                    `json:"tab"`
}

// actWithin is how long an act of the page waits in real time; longer only if the clock stands still.
const actWithin = 3200 * time.Millisecond

// serveAct answers when Slack's own client would show the result.
func (w *Workspace) serveAct(rw http.ResponseWriter, r *http.Request) {
	var d doing
	if !readJSON(rw, r, &d) {
		return
	}
	w.mu.Lock()
	done := newOutcome()
	ts := ""
	if u := w.people[d.As]; u == nil || u.Bot || u.Deleted {
		fail(done, "not_found", "Nobody can act as "+d.As+".")
	} else if start, known := acts[d.Kind]; known {
		ts, done = start(w, d)
	} else {
		fail(done, "not_found", "There is no act "+d.Kind+".")
	}
	w.mu.Unlock()
	var o outcome
	select {
	case o = <-done:
	case <-time.After(actWithin):
		o.err = &Failure{operationTimeout, "No answer yet."}
	case <-r.Context().Done():
		return
	}
	answer := obj{"ok": o.err == nil, "error": "", "ts": ts}
	if fields := FieldErrors(nil); errors.As(o.err, &fields) {
		answer["error"], answer["errors"] = "Some fields need another look.", fields
	} else if o.err != nil {
		answer["error"] = o.err.Error()
	}
	if o.message != nil {
		answer["ts"] = o.message.TS
	}
	writeJSON(rw, encode(answer))
}

// acts is everything a person can do on the page. The functions run under the lock and return where the outcome
// will be told.
var acts = map[string]func(w *Workspace, d doing) (ts string, done chan outcome){
	"say": func(w *Workspace, d doing) (string, chan outcome) {
		ts, err := w.say(d.As, d.Channel, d.ThreadTS, d.Text)
		return ts, at(err)
	},
	"edit": func(w *Workspace, d doing) (string, chan outcome) {
		return d.TS, at(w.edit(d.As, d.Channel, d.TS, d.Text))
	},
	"delete": func(w *Workspace, d doing) (string, chan outcome) {
		return d.TS, at(w.delete(d.As, d.Channel, d.TS))
	},
	"react": func(w *Workspace, d doing) (string, chan outcome) {
		return d.TS, at(w.reactAs(d.As, d.Channel, d.TS, d.Name, w.react))
	},
	"unreact": func(w *Workspace, d doing) (string, chan outcome) {
		return d.TS, at(w.reactAs(d.As, d.Channel, d.TS, d.Name, w.unreact))
	},
	"command": func(w *Workspace, d doing) (string, chan outcome) { return "", w.command(d.As, d.Channel, d.Text) },
	"click":   clickOnPage,
	"submit": func(w *Workspace, d doing) (string, chan outcome) {
		v := w.stacks[d.As].top()
		if v == nil || v.ID != d.ViewID {
			return "", fail(newOutcome(), "not_found", "This modal is not open any more.")
		}
		if err := w.take(d, v.Blocks, v.State); err != nil {
			return "", at(err)
		}
		return "", w.submit(d.As)
	},
	"close": func(w *Workspace, d doing) (string, chan outcome) {
		w.closeModal(d.As, d.All)
		return "", at(nil)
	},
	"shortcut": func(w *Workspace, d doing) (string, chan outcome) {
		if d.TS == "" {
			return "", w.runShortcut(d.As, d.CallbackID, nil)
		}
		m := w.seen(d.As, d.Channel, d.TS)
		if m == nil || m.Ephemeral {
			return "", fail(newOutcome(), "message_not_found", "The message is not there.")
		}
		return "", w.runShortcut(d.As, d.CallbackID, m)
	},
	"open_home": func(w *Workspace, d doing) (string, chan outcome) {
		tab := d.Tab
		if tab == "" {
			tab = "home"
		}
		w.openHome(d.As, tab)
		return "", at(nil)
	},
	"dismiss": func(w *Workspace, d doing) (string, chan outcome) {
		w.dismiss(d.As, d.Channel, d.TS)
		return "", at(nil)
	},
	"see_notices": func(w *Workspace, d doing) (string, chan outcome) {
		w.sawNotices(d.As)
		return "", at(nil)
	},
	"read": func(w *Workspace, d doing) (string, chan outcome) {
		if c := w.channels[d.Channel]; c != nil && c.unread[d.As] > 0 {
			delete(c.unread, d.As)
			w.touch(note{Kind: "state", User: d.As})
		}
		return "", at(nil)
	},
}

func clickOnPage(w *Workspace, d doing) (string, chan outcome) {
	var v *View
	switch d.Where {
	case "message":
		m := w.seen(d.As, d.Channel, d.TS)
		if m == nil {
			return "", fail(newOutcome(), "message_not_found", "The message is not there any more.")
		}
		key := d.As + "/" + m.Channel + "/" + m.TS
		state := stateOf(m.Blocks, w.fields[key])
		if err := w.take(d, m.Blocks, state); err != nil {
			return "", at(err)
		}
		w.fields[key] = state
		return "", w.clickMessage(d.As, m, d.BlockID, d.ActionID, d.Value)
	case "home":
		v = w.homes[d.As]
	case "modal":
		v = w.stacks[d.As].top()
	}
	if v == nil || d.ViewID != "" && v.ID != d.ViewID {
		return "", fail(newOutcome(), "not_found", "This view is not open any more.")
	}
	if err := w.take(d, v.Blocks, v.State); err != nil {
		return "", at(err)
	}
	return "", w.clickView(v, d.BlockID, d.ActionID, d.Value)
}

// take puts what a page says stands in the fields into those that are really there: nobody can choose what is not
// offered.
func (w *Workspace) take(d doing, blocks []byte, state State) error {
	for e := range elements(blocks) {
		pick, given := d.Fields[e.BlockID][e.ActionID]
		if _, has := state[e.BlockID][e.ActionID]; !given || !has {
			continue
		}
		next, err := w.fieldState(d.As, e, w.moment(d.As, e, pick))
		if err != nil {
			return &Failure{"not_possible", err.Error()}
		}
		state[e.BlockID][e.ActionID] = next
	}
	return nil
}

// moment turns the wall clock of a page's field ("2026-11-30T09:00") into the moment when the person's own clock shows
// it; any other choice stays as it is.
func (w *Workspace) moment(user string, e Element, pick any) any {
	text, ok := pick.(string)
	if !ok || e.Type != "datetimepicker" {
		return pick
	}
	at, err := time.ParseInLocation("2006-01-02T15:04", text, w.zone(user))
	if err != nil {
		return pick
	}
	return strconv.FormatInt(at.Unix(), 10)
}

// at is the outcome of an act that is over at once.
func at(err error) chan outcome {
	done := newOutcome()
	done <- outcome{err: err}
	return done
}
