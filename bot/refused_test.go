package bot_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"laurel/deploy"
	"laurel/sandbox"
)

// whole are the codes by which Slack refuses a message or view as a whole; other refusals of its shape name a place.
var whole = []string{
	"invalid_blocks", "invalid_attachments", "msg_blocks_too_long", "msg_too_long", "view_too_large",
}

// wellFormed fails a story in which the bot sent something that Slack refuses for its shape, wherever it stood: in a
// call, an acknowledgement or an answer to a response_url. A story may not notice it, since the person just sees less.
func wellFormed(t testing.TB, w *sandbox.Workspace) {
	t.Helper()
	for _, e := range w.Entries(0) {
		refused := strings.Contains(e.Detail, "[json-pointer:")
		for _, code := range whole {
			refused = refused || strings.HasSuffix(e.Detail, code)
		}
		if e.Bad && refused {
			t.Errorf("Slack refused what the bot sent: %s: %s", e.Title, e.Detail)
		}
	}
}

func TestAStoryFailsWhenSlackRefusesAMessage(t *testing.T) {
	t.Parallel()
	w, err := sandbox.Start(t.Context(), sandbox.Options{Manifest: deploy.Manifest, Team: sandbox.DemoTeam()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	api := slack.New(w.BotToken(), slack.OptionAPIURL(w.APIURL()))
	long := slack.NewTextBlockObject("plain_text", strings.Repeat("a", 2990), false, false)
	noticed := 0
	for _, blocks := range [][]slack.Block{
		{slack.NewSectionBlock(nil, nil, nil)},
		slices.Repeat([]slack.Block{slack.NewSectionBlock(long, nil, nil)}, 5),
	} {
		if _, _, err := api.PostMessage("U0ADA", slack.MsgOptionBlocks(slack.NewDividerBlock())); err != nil {
			t.Fatal(err)
		}
		if n := refusals(t, w); n != noticed {
			t.Errorf("a message that Slack takes is noticed: %d, not %d", n, noticed)
		}
		_, _, err := api.PostMessage("U0ADA", slack.MsgOptionBlocks(blocks...))
		n := refusals(t, w)
		if err == nil || n <= noticed {
			t.Errorf("%v is not noticed", err)
		}
		noticed = n
	}
}

func refusals(t testing.TB, w *sandbox.Workspace) int {
	counted := &failures{TB: t}
	wellFormed(counted, w)
	return counted.n
}

// failures counts failures instead of failing.
type failures struct {
	testing.TB
	n int
}

func (f *failures) Errorf(string, ...any) { f.n++ }
