package sandbox

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

func TestANoticeShowsWhatALockedPhoneWould(t *testing.T) {
	t.Parallel()
	w := start(t)
	api := w.client()
	ada := w.As("U0ADA")
	blocks := slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "the secret itself", false, false), nil, nil)
	if _, _, err := api.PostMessage("U0ADA", slack.MsgOptionText("Something for you", false),
		slack.MsgOptionBlocks(blocks)); err != nil {
		t.Fatal(err)
	}
	ben := w.As("U0BEN")
	ben.Say("C0MLPLAT", "nothing for anybody")
	ben.Say("C0MLPLAT", "see this, @ada")
	ben.Say("C0MLPLAT", "all of you <!channel>") // people can't write this token; it is escaped
	got := ada.Notices()
	if len(got) != 2 || got[0].Text != "Something for you" || got[0].Seen || !strings.Contains(got[1].Text, "<@U0ADA>") {
		t.Fatalf("%+v", got)
	}
	if _, _, err := api.PostMessage("C0MLPLAT", slack.MsgOptionText("<!channel> lunch", false)); err != nil {
		t.Fatal(err)
	}
	if len(ada.Notices()) != 3 || len(ben.Notices()) != 1 {
		t.Errorf("Ada %+v, Ben %+v", ada.Notices(), ben.Notices())
	}
	_, doc := page(t, w, http.MethodGet, "/_sandbox/notices?as=U0ADA", nil)
	lines := objects(doc["notices"])
	if len(lines) != 3 || lines[0]["place"] != "#ml-platform" || !strings.Contains(str(lines[2], "html"), "Something for you") ||
		strings.Contains(fmt.Sprint(doc), "secret") {
		t.Errorf("%v", doc)
	}
	act(t, w, obj{"as": "U0ADA", "kind": "see_notices"})
	if _, state := page(t, w, http.MethodGet, "/_sandbox/state?as=U0ADA", nil); state["notices"] != 0.0 ||
		!ada.Notices()[0].Seen {
		t.Errorf("after she looked %v are new", state["notices"])
	}
}

func TestAConversationComesInWindows(t *testing.T) {
	t.Parallel()
	w := start(t)
	ada := w.As("U0ADA")
	for i := range 3*window + 5 {
		ada.Say("C0WINS", fmt.Sprintf("line %d", i))
	}
	list := func(query string) (lines []obj, older bool) {
		_, doc := page(t, w, http.MethodGet, "/_sandbox/messages?as=U0ADA&channel=C0WINS"+query, nil)
		older, _ = doc["older"].(bool)
		return objects(doc["messages"]), older
	}
	newest, older := list("")
	if len(newest) != window || !older || newest[window-1]["text"] != fmt.Sprintf("line %d", 3*window+4) {
		t.Fatalf("%d lines, older %v", len(newest), older)
	}
	more, older := list("&before=" + str(newest[0], "ts"))
	if len(more) != 2*window || !older {
		t.Fatalf("going back once: %d lines, older %v", len(more), older)
	}
	ada.Say("C0WINS", "one more")
	if kept, _ := list("&from=" + str(more[0], "ts")); len(kept) != 2*window+1 || kept[0]["ts"] != more[0]["ts"] {
		t.Fatalf("what was there is gone: %d lines", len(kept))
	}
	all, older := list("&before=1")
	if len(all) != 3*window+6 || older {
		t.Errorf("from the beginning: %d lines, older %v", len(all), older)
	}
}

func TestTheClockCanBeHeldAndRunsOnFromThere(t *testing.T) {
	t.Parallel()
	real := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	clock := NewClock(func() time.Time { return real })
	fired := 0
	clock.AfterFunc(time.Minute, func() { fired++ })
	clock.Freeze(true)
	clock.Freeze(true)
	real = real.Add(time.Hour)
	clock.Advance(0)
	if got := clock.Now(); got.Hour() != 9 || fired != 0 || !clock.Frozen() {
		t.Fatalf("held, it shows %v and fired %d", got, fired)
	}
	clock.Advance(2 * time.Minute)
	if got := clock.Now(); got.Minute() != 2 || fired != 1 {
		t.Fatalf("moved, it shows %v and fired %d", got, fired)
	}
	clock.Freeze(false)
	real = real.Add(time.Minute)
	if got := clock.Now(); got.Hour() != 9 || got.Minute() != 3 || clock.Frozen() {
		t.Errorf("let go, it shows %v", got)
	}
}

func TestFaultsOfThePageReachTheApp(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := connect(t, w)
	ada := w.As("U0ADA")
	order := func(o obj) int {
		status, _ := page(t, w, http.MethodPost, "/_sandbox/fault", o)
		return status
	}
	order(obj{"acks": 4})
	late := make(chan Answer)
	go func() { late <- ada.Command("/win x") }()
	b.until(func() bool { return w.flights() == 1 })
	w.Advance(3 * time.Second)
	if a := <-late; a.Err == nil || !strings.Contains(a.Err.Error(), operationTimeout) {
		t.Errorf("a late ack: %v", a.Err)
	}
	order(obj{"acks": 0})
	if a := ada.Command("/win x"); a.Err != nil {
		t.Errorf("acks count again, and yet: %v", a.Err)
	}
	order(obj{"revoked": true})
	refused(t, w, "token_revoked", "auth.test", obj{})
	order(obj{"revoked": false})
	order(obj{"kick": "C0MLPLAT"})
	refused(t, w, "not_in_channel", "chat.postMessage", obj{"channel": "C0MLPLAT", "text": "x"})
	order(obj{"join": "Kim Sato", "manager": "U0TOM"})
	order(obj{"join": "Kim Young"}) // the same three letters
	if p := ask(t, w, "users.profile.get", obj{"user": "U0KIM"}); !strings.Contains(string(encode(p)), "U0TOM") {
		t.Errorf("Kim's profile: %v", p)
	}
	order(obj{"leave": "U0KIM1"})
	if p := ask(t, w, "users.info", obj{"user": "U0KIM1"}); !strings.Contains(string(encode(p)), `"deleted":true`) {
		t.Errorf("the second Kim: %v", p)
	}
	order(obj{"archive": "C0WINS"})
	refused(t, w, "is_archived", "chat.postMessage", obj{"channel": "C0WINS", "text": "x"})
	for _, wrong := range []obj{
		{"socket": "boredom"},
		{"acks": -1},
		{"kick": "C0NONE"},
		{"archive": "D0ADA"},
		{"join": "K"},
		{"join": "Kim Sato", "manager": "U0NOBODY"},
		{"leave": "U0NOBODY"},
		{"method": "chat.fly"},
		{"method": "auth.test", "status": 7},
	} {
		if status := order(wrong); status != http.StatusBadRequest {
			t.Errorf("%v: %d", wrong, status)
		}
	}
}

func TestTheValidatorSaysWhatSlackWouldAndDraws(t *testing.T) {
	t.Parallel()
	w := start(t)
	for _, c := range []struct {
		payload     any
		kind, words string
		problems    int
	}{
		{[]obj{{"type": "divider"}}, "blocks", "<hr>", 0},
		{`{"text":"x","blocks":[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]}`, "message", "<h2>x</h2>", 2},
		{obj{"type": "modal", "blocks": []obj{{"type": "divider"}}}, "view", "<hr>", 2},
		{"[{", "blocks", "", 1},
		{nil, "blocks", "", 1},
		{`"<script>"`, "blocks", "", 1},
	} {
		_, doc := page(t, w, http.MethodPost, "/_sandbox/validate", obj{"as": "U0ADA", "payload": c.payload})
		if doc["kind"] != c.kind || len(objects(doc["problems"])) != c.problems || !strings.Contains(str(doc, "html"), c.words) {
			t.Errorf("%v: %v", c.payload, doc)
		}
	}
}

func TestStartingOverIsForWhoStartedTheWorkspace(t *testing.T) {
	t.Parallel()
	w := start(t)
	if status, _ := page(t, w, http.MethodPost, "/_sandbox/restart", obj{}); status != http.StatusNotFound {
		t.Error(status)
	}
	again := make(chan bool, 1)
	w = start(t, func(o *Options) { o.Restart = func() { again <- true } })
	if status, doc := page(t, w, http.MethodPost, "/_sandbox/restart", obj{}); status != http.StatusOK || doc["ok"] != true {
		t.Error(status, doc)
	}
	<-again
	if status, _ := page(t, w, http.MethodPost, "/_sandbox/restart", obj{}, "Origin",
		"https://evil.example"); status != http.StatusForbidden {
		t.Error(status)
	}
}
