package sandbox

import (
	"os"
	"strings"
	"testing"

	"github.com/slack-go/slack"
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
