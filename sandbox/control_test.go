package sandbox

import (
	"bufio"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/slack-go/slack"
)

// page does what the browser page does.
func page(t *testing.T, w *Workspace, method, path string, body any, headers ...string) (int, obj) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, strings.TrimSuffix(w.URL(), "/")+path,
		strings.NewReader(string(encode(body))))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			request.Host = headers[i+1]
		}
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var doc obj
	_ = json.NewDecoder(response.Body).Decode(&doc)
	return response.StatusCode, doc
}

func act(t *testing.T, w *Workspace, d obj) obj {
	t.Helper()
	_, doc := page(t, w, http.MethodPost, "/_sandbox/act", d)
	return doc
}

func TestThePageShowsEachPersonOnlyWhatTheyMaySee(t *testing.T) {
	t.Parallel()
	w := start(t)
	channels := func(user string) (names []string) {
		_, state := page(t, w, http.MethodGet, "/_sandbox/state?as="+user, nil)
		for _, c := range objects(state["channels"]) {
			names = append(names, str(c, "name")+":"+str(c, "kind"))
		}
		return names
	}
	const all = "general:channel wins:channel ml-platform:channel ranker:channel ml-incidents:private " +
		"old-launch:channel random:channel :im"
	if got := strings.Join(channels("U0ADA"), " "); got != all {
		t.Error(got)
	}
	if got := strings.Join(channels("U0GUS"), " "); got != "wins:channel :im" {
		t.Error(got)
	}
	if got := strings.Join(channels("U0EXT"), " "); got != "ranker:channel" {
		t.Error(got)
	}
	if _, doc := page(t, w, http.MethodGet, "/_sandbox/messages?as=U0BEN&channel=C0MLINC",
		nil); len(objects(doc["messages"])) != 0 {
		t.Error("a private channel was shown to somebody who is not in it")
	}
	if status, _ := page(t, w, http.MethodGet, "/_sandbox/state?as=U0NOBODY", nil); status != http.StatusNotFound {
		t.Error(status)
	}
}

func TestOtherPagesAndOtherHostsAreRefused(t *testing.T) {
	t.Parallel()
	w := start(t)
	say := obj{"as": "U0ADA", "kind": "say", "channel": "C0WINS", "text": "x"}
	for name, headers := range map[string][]string{
		"another origin":    {"Origin", "https://evil.example"},
		"another host name": {"Host", "evil.example"},
		"a form":            {"Content-Type", "text/plain"},
	} {
		if status, doc := page(t, w, http.MethodPost, "/_sandbox/act", say, headers...); status < 400 {
			t.Errorf("%s: %d %v", name, status, doc)
		}
	}
	if status, _ := page(t, w, http.MethodGet, "/_sandbox/state?as=U0ADA", nil, "Host",
		"evil.example"); status != http.StatusForbidden {
		t.Error(status)
	}
	if len(w.Messages("C0WINS")) != 0 {
		t.Error("one of them was done")
	}
	if status, _ := page(t, w, http.MethodPost, "/_sandbox/act", say, "Origin", strings.TrimSuffix(w.URL(),
		"/")); status != http.StatusOK {
		t.Error("the page itself was refused", status)
	}
}

func TestThePageDoesEverythingThatMembersDo(t *testing.T) {
	t.Parallel()
	w := start(t)
	connect(t, w, func(b *bot) {
		b.onCommand = func(c slack.SlashCommand) any {
			if c.Text != "" {
				return map[string]any{"text": "Saved"}
			}
			if _, err := b.api.OpenView(c.TriggerID, winModal()); err != nil {
				t.Error(err)
			}
			return nil
		}
	})
	ok := func(d obj) obj {
		t.Helper()
		d["as"] = "U0ADA"
		doc := act(t, w, d)
		if doc["ok"] != true {
			t.Errorf("%v: %v", d, doc)
		}
		return doc
	}
	ts := ok(obj{"kind": "say", "channel": "C0WINS", "text": "<b>&"})["ts"]
	ok(obj{"kind": "edit", "channel": "C0WINS", "ts": ts, "text": "better"})
	ok(obj{"kind": "react", "channel": "C0WINS", "ts": ts, "name": "trophy"})
	ok(obj{"kind": "unreact", "channel": "C0WINS", "ts": ts, "name": "trophy"})
	ok(obj{"kind": "shortcut", "callback_id": "win.from_message", "channel": "C0WINS", "ts": ts})
	ok(obj{"kind": "delete", "channel": "C0WINS", "ts": ts})
	ok(obj{"kind": "open_home"})
	ok(obj{"kind": "read", "channel": "C0WINS"})
	answer := ok(obj{"kind": "command", "channel": "C0WINS", "text": "/win x"})["ts"]
	if lines := w.As("U0ADA").Ephemerals("C0WINS"); len(lines) != 1 || lines[0].TS != answer {
		t.Errorf("%+v", lines)
	}
	ok(obj{"kind": "dismiss", "channel": "C0WINS", "ts": answer})
	ok(obj{"kind": "command", "channel": "D0ADA", "text": "/win"})
	_, modals := page(t, w, http.MethodGet, "/_sandbox/modals?as=U0ADA", nil)
	view := objects(modals["stack"])[0]
	submit := obj{"as": "U0ADA", "kind": "submit", "view_id": view["id"], "fields": obj{}}
	if doc := act(t, w, submit); doc["ok"] != false || doc["errors"].(obj)["text"] == "" {
		t.Errorf("an empty field: %v", doc)
	}
	submit["fields"] = obj{"text": obj{"text": "done"}}
	if doc := act(t, w, submit); doc["ok"] != true || w.As("U0ADA").Modal() != nil {
		t.Errorf("%v", doc)
	}
	for _, wrong := range []obj{{"as": "U0ADA", "kind": "fly"}, {"as": "U0NOBODY", "kind": "say"}, submit} {
		if doc := act(t, w, wrong); doc["ok"] != false || doc["error"] == "" {
			t.Errorf("%v: %v", wrong, doc)
		}
	}
}

func TestThePageIsToldWhatChanged(t *testing.T) {
	t.Parallel()
	w := start(t)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.URL()+"_sandbox/stream?as=U0ADA", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	w.As("U0BEN").Say("C0WINS", "hello")
	lines := bufio.NewScanner(response.Body)
	for lines.Scan() {
		if lines.Text() == `data: {"kind":"messages","channel":"C0WINS"}` ||
			lines.Text() == `data: {"channel":"C0WINS","kind":"messages"}` {
			return
		}
	}
	t.Error("the stream ended", lines.Err())
}

func TestClockAndFaultsAreReachableFromThePage(t *testing.T) {
	t.Parallel()
	w := start(t)
	before := w.Now()
	if _, doc := page(t, w, http.MethodPost, "/_sandbox/clock", obj{"advance": 86400}); doc["offset"] != 86400.0 ||
		w.Now().Sub(before).Hours() < 24 {
		t.Error(doc)
	}
	if _, doc := page(t, w, http.MethodPost, "/_sandbox/clock", obj{"reset": true}); doc["offset"] != 0.0 {
		t.Error(doc)
	}
	page(t, w, http.MethodPost, "/_sandbox/fault", obj{"method": "auth.test", "code": "invalid_auth"})
	refused(t, w, "invalid_auth", "auth.test", obj{})
	if doc := ask(t, w, "no.such.method", obj{}); doc["error"] != "unknown_method" ||
		doc["req_method"] != "no.such.method" {
		t.Error(doc)
	}
	_, log := page(t, w, http.MethodGet, "/_sandbox/log?since=0", nil)
	entries := objects(log["entries"])
	if last := entries[len(entries)-1]; last["title"] != "no.such.method" || last["bad"] != true ||
		last["n"] != float64(len(entries)) {
		t.Error(last)
	}
}
