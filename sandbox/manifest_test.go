package sandbox

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// without starts a workspace whose manifest lacks some text of the usual one.
func without(t *testing.T, cuts ...string) *Workspace {
	t.Helper()
	return start(t, func(o *Options) {
		text := string(o.Manifest)
		for _, c := range cuts {
			if !strings.Contains(text, c) {
				t.Fatalf("the manifest has no %s", c)
			}
			text = strings.ReplaceAll(text, c, "")
		}
		o.Manifest = []byte(text)
	})
}

func TestNothingIsGrantedThatTheManifestDoesNotAskFor(t *testing.T) {
	t.Parallel()
	w := without(t, `"chat:write", `, `"users:read.email", `, `"reaction_added", `)
	_, _, err := w.client().PostMessage("C0WINS", slack.MsgOptionText("a", false))
	wantCode(t, err, "missing_scope")
	doc := ask(t, w, "chat.postMessage", obj{"channel": "C0WINS", "text": "a"})
	if doc["needed"] != "chat:write" || !strings.Contains(str(doc, "provided"), "reactions:read") {
		t.Error(doc)
	}
	if u, err := w.client().GetUserInfo("U0ADA"); err != nil || u.Profile.Email != "" {
		t.Errorf("an email without users:read.email: %+v %v", u, err)
	}
	b := connect(t, w)
	ts := w.As("U0ADA").Say("C0WINS", "a")
	if err := w.As("U0BEN").React("C0WINS", ts, "trophy"); err != nil {
		t.Fatal(err)
	}
	b.until(func() bool { return len(b.received("message")) == 1 })
	if n := len(b.received("reaction_added")); n != 0 {
		t.Error("an event nobody subscribed to")
	}
}

func TestWithoutAHomeTabNothingIsPublished(t *testing.T) {
	t.Parallel()
	w := without(t, `"home_tab_enabled": true, `)
	_, err := w.client().PublishView("U0ADA", slack.HomeTabViewRequest{
		Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}},
	}, "")
	wantCode(t, err, "not_enabled")
	w = without(t, `"messages_tab_enabled": true, `)
	_, _, err = w.client().PostMessage("U0ADA", slack.MsgOptionText("a", false))
	wantCode(t, err, "messages_tab_disabled")
}

func TestAnAppThatTakesNoMessagesGetsNone(t *testing.T) {
	t.Parallel()
	manifest, err := os.ReadFile("testdata/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	for what, changed := range map[string][]byte{
		"read only": bytes.Replace(manifest, []byte(`"messages_tab_read_only_enabled": false`),
			[]byte(`"messages_tab_read_only_enabled": true`), 1),
		"no tab": bytes.Replace(manifest, []byte(`"messages_tab_enabled": true, `), nil, 1),
	} {
		w := start(t, func(o *Options) { o.Manifest = changed })
		ada := w.As("U0ADA")
		dm := w.DM("U0ADA")
		if ts := ada.Tell("hello"); ts != "" {
			t.Errorf("%s: a message was taken", what)
		}
		if _, err := ada.Share(dm, "", Upload{Name: "a.txt", Data: []byte("a")}); err == nil {
			t.Errorf("%s: a file was taken", what)
		}
		if answer := ada.Command("/win help"); answer.Err == nil ||
			answer.Err.(*Failure).Code != "messages_tab_read_only" {
			t.Errorf("%s: a command came to %v", what, answer.Err)
		}
		if n := len(w.Messages(dm)); n != 0 {
			t.Errorf("%s: %d messages", what, n)
		}
		if ada.Say("C0WINS", "hello") == "" {
			t.Errorf("%s: a channel takes no messages either", what)
		}
	}
}

func TestAnEditTellsWhenItWas(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := connect(t, w)
	ada := w.As("U0ADA")
	ts := ada.Tell("one")
	w.Advance(90 * time.Second)
	if err := ada.Edit(w.DM("U0ADA"), ts, "two"); err != nil {
		t.Fatal(err)
	}
	if err := ada.Delete(w.DM("U0ADA"), ts); err != nil {
		t.Fatal(err)
	}
	var changed, gone *slackevents.MessageEvent // the first of them may come again: the clock went on before its ack
	b.until(func() bool {
		for _, e := range b.received("message") {
			switch e := e.(*slackevents.MessageEvent); e.SubType {
			case "message_changed":
				changed = e
			case "message_deleted":
				gone = e
			}
		}
		return changed != nil && gone != nil
	})
	edited := changed.Message.Edited
	if edited == nil || !strings.HasSuffix(edited.Timestamp, ".000000") || edited.Timestamp <= ts {
		t.Errorf("edited %+v", edited)
	}
	if changed.EventTimeStamp <= ts || gone.EventTimeStamp <= changed.EventTimeStamp {
		t.Errorf("changed at %s, deleted at %s", changed.EventTimeStamp, gone.EventTimeStamp)
	}
}

func TestAManifestThatSlackWouldRefuseDoesNotStart(t *testing.T) {
	t.Parallel()
	good, err := os.ReadFile("testdata/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	for cut, want := range map[string]string{
		`"im:history", `:               "message.im",
		`"commands", `:                 "commands",
		`"socket_mode_enabled": true,`: "socket_mode",
		`{`:                            "reading",
	} {
		bad := strings.Replace(string(good), cut, "", 1)
		if _, err := Start(t.Context(), Options{Manifest: []byte(bad)}); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("without %s: %v", cut, err)
		}
	}
	if _, err := Start(t.Context(), Options{Manifest: good, Addr: "0.0.0.0:0"}); err == nil ||
		!strings.Contains(err.Error(), "loopback") {
		t.Errorf("an address for everybody: %v", err)
	}
}
