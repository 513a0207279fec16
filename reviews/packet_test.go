package reviews_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/reviews"
	"laurel/wins"
)

var golden = flag.Bool("golden", false, "write testdata/packet.json and packet.md anew")

// halfAYear is Ada's record and what her colleagues said of it.
func (c *company) halfAYear() (opened reviews.Opened, adas []wins.Win) {
	c.t.Helper()
	for _, w := range [][3]string{
		{"2026-06-03", "manager", "Canary releases for #ranker with <@USAM>: rollback time from 45 min to 4 min https://wiki.example/canary"},
		{"2026-06-20", "feedback", "#ranker A/B test over 14 days: NDCG@10 from 0.412 to 0.431, conversion up 1.2 pp, 95% CI 0.7 to 1.6"},
		{"2026-07-09", "manager", "Moved #feature-store backfills to spot instances: cost from 4,100 USD to 1,450 USD a month"},
		{"2026-09-14", "manager", "p95 latency of #ranker from 95 ms to 61 ms after moving to batched inference on Triton"},
		{"2026-11-10", "manager", "Wrote the on-call runbook; two others ran the last incident with it"},
		{"2026-11-11", "private", "Private: asked for a raise"},
		{"2026-05-01", "manager", "Too early: the drift monitor of last spring"},
	} {
		adas = append(adas, c.wins("UADA", w[0], w[1], w[2]))
	}
	removed := c.wins("UADA", "2026-11-12", "manager", "Removed: counted twice by mistake")
	c.do(func(tx *db.Tx) error {
		_, err := wins.Remove(tx, "UADA", removed.ID)
		return err
	})
	c.do(func(tx *db.Tx) error {
		win, _, err := wins.Witnessed(tx, wins.Reaction{
			By: "UBEN", Emoji: "trophy", EventTS: "1794906000.000100", Author: "UADA",
			Text:  "Drift monitor on #ranker flagged the price feature, retrained before the campaign, 38,000 USD of orders not lost",
			Where: wins.Where{Channel: "C1", TS: "1794905000.000100"},
		})
		adas = append(adas, win)
		return err
	})
	opened = c.opens("2026 H2", "mlops-engineer", "UADA")
	c.answers(opened.Requests, "UADA", 4)
	return opened, adas
}

func TestAPacketHoldsWhatIsOnRecordGolden(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened, adas := c.halfAYear()
		packet := c.advances("2026 H2").Packets[0]
		text, err := packet.JSON()
		if err != nil {
			t.Fatal(err)
		}
		names := []string{opened.Cycle.ID, "cycle-id"}
		for i, win := range adas {
			names = append(names, win.ID, "win-id-"+string(rune('a'+i)))
		}
		compare(t, "testdata/packet.json", indented(t, strings.NewReplacer(names...).Replace(string(text))))
		compare(t, "testdata/packet.md", packet.Markdown())
		for _, secret := range []string{"raise", "Too early", "counted twice"} {
			if strings.Contains(string(text), secret) {
				t.Errorf("the packet holds %q", secret)
			}
		}
	})
}

func indented(t *testing.T, text string) string {
	t.Helper()
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(text), "", "  "); err != nil {
		t.Fatal(err)
	}
	return out.String() + "\n"
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *golden {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -golden and read the difference. Got:\n%s", file, got)
	}
}

func TestTheSameRecordGivesTheSameBytesAndAChangedOneAnotherVersion(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened, _ := c.halfAYear()
		first := c.advances("2026 H2")
		stored := c.packet("UMIA", "2026 H2", "UADA")
		var again reviews.Packet
		c.do(func(tx *db.Tx) (err error) {
			again, err = c.cycles.Compile(tx, first.Cycle, "UADA", "UMIA")
			return err
		})
		bytes1, err1 := first.Packets[0].JSON()
		bytes2, err2 := stored.JSON()
		bytes3, err3 := again.JSON()
		if err1 != nil || err2 != nil || err3 != nil || !bytes.Equal(bytes1, bytes2) || !bytes.Equal(bytes1, bytes3) {
			t.Fatalf("the bytes differ:\n%s\n%s\n%s", bytes1, bytes2, bytes3)
		}
		if stored.ID == "" || stored.ID != first.Packets[0].ID || stored.Cycle != opened.Cycle.ID {
			t.Fatalf("stored as %q", stored.ID)
		}
	})
}

func TestOnlyTheManagerOfRecordReadsAPacket(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		opened, _ := c.halfAYear()
		c.advances("2026 H2")
		for _, viewer := range []string{"UADA", "UTOM", "UDAN", "UBEN", "UNOBODY", ""} {
			c.fails(reviews.ErrNotFound, func(tx *db.Tx) error {
				_, err := c.cycles.PacketFor(tx, viewer, "2026 H2", "UADA")
				return err
			})
		}
		texts := len(c.packet("UMIA", "2026 H2", "UADA").Feedback[0].Extracts)
		c.b.Clock.Advance(time.Hour)
		answered := opened.Requests[0].Giver // one who answered becomes Ada's manager
		c.imports(strings.Replace(directory, "MLOps Engineer,UMIA", "MLOps Engineer,"+answered, 1))
		c.fails(reviews.ErrNotFound, func(tx *db.Tx) error {
			_, err := c.cycles.PacketFor(tx, "UMIA", "2026 H2", "UADA")
			return err
		})
		c.fails(reviews.ErrNotFound, func(tx *db.Tx) error { // Juno's manager, but Juno is not in the cycle
			_, err := c.cycles.PacketFor(tx, "UMIA", "2026 H2", "UJUNO")
			return err
		})
		packet := c.packet(answered, "2026 H2", "UADA")
		if n := len(packet.Feedback[0].Extracts); n != texts-1 || packet.Manager != answered {
			t.Fatalf("%s reads %d of %d texts", answered, n, texts)
		}
	})
}

func TestAManagersHomeListsThePacketsOfThePeopleTheyHaveNow(t *testing.T) {
	each(t, func(t *testing.T, c *company) {
		c.opens("2026 H2", "mlops-engineer", "UADA", "UJUNO")
		c.advances("2026 H2")
		listed := func() (subjects string) {
			c.do(func(tx *db.Tx) error {
				packets, err := c.cycles.PacketsOf(tx, "UMIA")
				for _, p := range packets {
					subjects += p.Subject + " "
				}
				return err
			})
			return subjects
		}
		if got := listed(); !strings.Contains(got, "UADA") || !strings.Contains(got, "UJUNO") {
			t.Fatalf("listed %q", got)
		}
		c.b.Clock.Advance(time.Hour)
		c.imports(strings.Replace(directory, "MLOps Engineer,UMIA", "MLOps Engineer,UTOM", 1))
		if got := listed(); got != "UJUNO " {
			t.Fatalf("listed %q", got)
		}
	})
}

func TestTextInAPacketStaysText(t *testing.T) {
	t.Parallel()
	hostile := "# no heading\n[x](https://e.example) <b>*bold*</b> `code` | ![i](j) &lt;"
	text := reviews.Packet{
		SubjectName: "A_B", Wins: []reviews.PacketWin{{N: "W1", Text: hostile}},
		Projects: []reviews.Project{{Name: "ranker", Wins: []string{"W1"}}},
		Feedback: []reviews.Pool{{
			Slot: feedback.SlotWorked, ThreeOrMore: true, Extracts: []reviews.Extract{{N: "F1", Text: hostile}},
		}},
	}.Markdown()
	want := "\\# no heading \\[x\\](https://e.example) \\<b\\>\\*bold\\*\\</b\\> \\`code\\` \\| \\!\\[i\\](j) \\&lt;"
	if strings.Count(text, want) != 2 {
		t.Fatalf("got:\n%s", text)
	}
}
