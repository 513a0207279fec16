package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// contract is one visit to a workspace, played by people against a bot that is written twice: with slack-go and with
// Slack's own Node client. What people see must be the same, and so must what the bots were told.
type contract struct {
	*testing.T
	w    *Workspace
	told func() []string // what the bot was told so far: a JSON object a line, its names in order
	n    int             // how many of them have been looked at
}

// play is the people's part. The bots' part is in contract_go_test.go and contract/bot.js.
func (c *contract) play() {
	c.waits(func() bool { return c.w.Sockets() == 1 })
	c.typesACommand()
	c.fillsInAForm()
	c.pressesAButton()
	c.reacts()
	c.visitsHome()
	c.startsAShortcut()
	c.asksWhatIsRefused()
	c.staysThroughARefresh()
	c.everythingWasAcknowledged()
}

func (c *contract) typesACommand() {
	ada := c.w.As("U0ADA")
	a := ada.Command("/win p99 < 80 ms with @ben")
	if a.Err != nil || a.Body != "Saved: p99 &lt; 80 ms with <@U0BEN|ben>" || !a.Ephemeral {
		c.Errorf("the answer in the ack: %+v", a)
	}
	c.waits(func() bool { return len(ada.Ephemerals("D0ADA")) == 2 })
	if lines := ada.Ephemerals("D0ADA"); lines[0].Body != "Nobody else sees this." &&
		lines[1].Body != "Nobody else sees this." {
		c.Errorf("respond: %+v", lines)
	}
	c.wasTold(obj{
		"command": "/win", "text": "p99 &lt; 80 ms with <@U0BEN|ben>", "user": "U0ADA", "channel": "D0ADA",
		"name": "directmessage",
	})
}

func (c *contract) fillsInAForm() {
	ada := c.w.As("U0ADA")
	opens := func() {
		c.Helper()
		if a := ada.Command("/win", "C0WINS"); a.Err != nil || ada.Modal() == nil {
			c.Fatalf("the form did not open: %v", a.Err)
		}
		c.wasTold(obj{"command": "/win", "text": "", "user": "U0ADA", "channel": "C0WINS", "name": "wins"})
	}
	said := func(text, day, where string, tags ...any) obj {
		return obj{
			"submission": "win.save", "user": "U0ADA", "metadata": "secret", "text": text, "day": day,
			"where": where, "tags": append([]any{}, tags...),
		}
	}
	opens()
	ada.CloseModal()
	c.wasTold(obj{"closed": "win.save", "user": "U0ADA", "cleared": false})
	opens()
	if err := ada.Submit(nil); !asked(err, "text", "Please complete this required field.") {
		c.Errorf("an empty field: %v", err)
	}
	if err := ada.Submit(map[string]any{"text": "cut p99"}); !asked(err, "text", "Say a little more.") {
		c.Errorf("the bot's own error: %v", err)
	}
	c.wasTold(said("cut p99", "", ""))
	c.w.FailNext("chat.postMessage", http.StatusTooManyRequests, "ratelimited", "1")
	err := ada.Submit(map[string]any{
		"text": "cut p99 to 80 ms", "day": "2026-11-20", "where": "live", "tags": []string{"b"},
	})
	if err != nil || ada.Modal() != nil {
		c.Errorf("the corrected form: %v", err)
	}
	c.wasTold(said("cut p99 to 80 ms", "2026-11-20", "live", "b"))
	c.waits(func() bool { return ada.Last().Body == "Kept: cut p99 to 80 ms" })
	if n := c.w.Calls("chat.postMessage"); n != 2 {
		c.Errorf("after a 429 the message was posted with call %d", n)
	}
}

func asked(err error, field, sentence string) bool {
	fields := FieldErrors(nil)
	return errors.As(err, &fields) && fields[field] == sentence && len(fields) == 1
}

func (c *contract) pressesAButton() {
	ada := c.w.As("U0ADA")
	if err := ada.Click(ada.Last(), "win.remove"); err != nil {
		c.Fatal(err)
	}
	c.wasTold(obj{
		"click": "win.remove", "value": "cut p99 to 80 ms", "block": "kept", "user": "U0ADA", "channel": "D0ADA",
		"text": "Kept: cut p99 to 80 ms",
	})
	c.waits(func() bool { return ada.Last().Text() == "Removed: cut p99 to 80 ms" })
	if n := len(ada.Inbox()); n != 1 {
		c.Errorf("the answer did not replace the message: there are %d", n)
	}
}

func (c *contract) reacts() {
	ada, ben := c.w.As("U0ADA"), c.w.As("U0BEN")
	ts := ada.Say("C0MLPLAT", "Canary is green & stays so")
	if err := ben.React("C0MLPLAT", ts, "trophy"); err != nil {
		c.Fatal(err)
	}
	c.wasTold(obj{"reaction": "trophy", "user": "U0BEN", "author": "U0ADA", "text": "Canary is green &amp; stays so"})
	c.waits(func() bool { return ada.Last().Body == "A mark on: Canary is green &amp; stays so" })
	if lines := ben.Ephemerals("C0MLPLAT"); len(lines) != 1 || lines[0].Body != "Seen." || !ada.Last().Edited {
		c.Errorf("Ben sees %+v, Ada sees %+v", lines, ada.Last())
	}
}

func (c *contract) visitsHome() {
	for again := range 2 {
		if v := c.w.As("U0ADA").OpenHome(); v == nil || !strings.Contains(v.Text(), "Your wins") {
			c.Fatalf("Home shows %+v", v)
		}
		c.wasTold(obj{"home": "U0ADA", "tab": "home", "again": again == 1})
	}
}

func (c *contract) startsAShortcut() {
	ben := c.w.As("U0BEN")
	ts := c.w.As("U0ADA").Say("C0RANKER", "Shadow test is in")
	if err := ben.MessageShortcut("win.from_message", "C0RANKER", ts); err != nil {
		c.Fatal(err)
	}
	c.wasTold(obj{
		"shortcut": "win.from_message", "text": "Shadow test is in", "author": "U0ADA", "user": "U0BEN",
		"channel": "C0RANKER",
	})
	c.waits(func() bool { return len(ben.Ephemerals("C0RANKER")) == 1 })
}

func (c *contract) asksWhatIsRefused() {
	if a := c.w.As("U0MIA").Command("/plain look"); a.Err != nil || a.Body != "Looked." {
		c.Errorf("answer %+v", a)
	}
	c.wasTold(obj{
		"people": len(DemoTeam().People) + 1, "pages": 4, "unknown": "unknown_method", "refused": "invalid_blocks",
		"why": []string{
			"[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]",
			"[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
		},
	})
}

// staysThroughARefresh: Slack renews sockets every few hours. The Node client waits five seconds before it comes back.
func (c *contract) staysThroughARefresh() {
	c.w.Disconnect("refresh_requested")
	c.waits(func() bool { return c.w.Calls("apps.connections.open") == 2 && c.w.Sockets() == 1 })
	if a := c.w.As("U0ADA").Command("/win still here"); a.Err != nil {
		c.Error(a.Err)
	}
	c.waits(func() bool { return len(c.w.As("U0ADA").Ephemerals("D0ADA")) == 4 })
	c.wasTold(obj{"command": "/win", "text": "still here", "user": "U0ADA", "channel": "D0ADA", "name": "directmessage"})
}

func (c *contract) everythingWasAcknowledged() {
	c.waits(func() bool { return c.w.flights() == 0 })
	for _, e := range c.w.Entries(0) {
		if e.Bad && (e.Kind == "ack" || e.Kind == "envelope" || e.Kind == "retry") {
			c.Errorf("%s %s: %s", e.Kind, e.Title, e.Detail)
		}
	}
	if more := c.told()[c.n:]; len(more) > 0 {
		c.Errorf("the bot was also told %v", more)
	}
}

// wasTold holds that the next thing the bot was told is this.
func (c *contract) wasTold(fact obj) {
	c.Helper()
	c.waits(func() bool { return len(c.told()) > c.n })
	if diff := cmp.Diff(string(encode(fact)), c.told()[c.n]); diff != "" {
		c.Errorf("the bot was told otherwise (-want +got):\n%s", diff)
	}
	c.n++
}

// waits gives the bot ten seconds.
func (c *contract) waits(cond func() bool) {
	c.Helper()
	ctx, cancel := context.WithTimeout(c.Context(), 10*time.Second)
	defer cancel()
	if err := c.w.Until(ctx, cond); err != nil {
		c.Fatalf("%v; the bot was told %q", err, c.told())
	}
}

// inOrder writes a JSON object with its names in order.
func inOrder(t *testing.T, line []byte) string {
	t.Helper()
	var fact obj
	if err := json.Unmarshal(line, &fact); err != nil {
		t.Errorf("%q: %v", line, err)
	}
	return string(encode(fact))
}
