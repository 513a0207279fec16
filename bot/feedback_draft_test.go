package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/sandbox"
	"laurel/wins"
)

// opens presses Answer (or Change) and waits for the form.
func (s story) opens(giver, action string) *sandbox.Member {
	s.Helper()
	m := s.w.As(giver)
	message := s.asked(giver)
	if action == "feedback.answer.change" {
		message = s.told(giver, "Thank you")
	}
	s.ok(m.Click(message, action))
	s.until("the form is open", func() bool { return m.Modal() != nil })
	return m
}

// types writes into one field of the form, as a key on the keyboard does, and waits for the ack.
func (s story) types(m *sandbox.Member, slot, text string) {
	s.Helper()
	s.ok(m.ClickModal("feedback.answer.draft:"+slot, text))
}

// holds is what stands in a field of the form.
func (s story) holds(m *sandbox.Member, slot string) string {
	s.Helper()
	text, _ := m.Modal().State[slot]["feedback.answer.draft:"+slot]["value"].(string)
	return text
}

func TestWhatBenTypedIsThereWhenHeComesBack(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		ben := s.opens("U0BEN", "feedback.answer.open")
		s.says(ben.Modal().Text(), "kept as you write it", "Enough colleagues are asked")
		drawn := ben.Modal().Hash
		s.types(ben, "worked", "The canary rel")
		s.types(ben, "worked", "The canary releases")
		s.ok(ben.ClickModal("feedback.answer.cant:hindered", []string{"cant"}))
		if ben.Modal().Hash != drawn {
			s.Error("the form was drawn anew while Ben typed")
		}
		ben.CloseModal()
		if ben.Modal() != nil {
			s.Fatal("the form is still open")
		}
		s.w.Advance(3 * time.Hour)
		ben = s.opens("U0BEN", "feedback.answer.open")
		s.says(ben.Modal().Text(), "Your draft from 14:3", "not sent yet") // in London
		if got := s.holds(ben, "worked"); got != "The canary releases" {
			s.Errorf("the form holds %q", got)
		}
		s.says(fmt.Sprint(ben.Modal().State["hindered.cant"]), "cant")
		s.ok(ben.Submit(map[string]any{"worked": threeTexts(1)["worked"], "next": threeTexts(1)["next"]}))
		s.told("U0BEN", "Thank you")
		s.drafts(0)
	})
}

func TestAChangeToWhatWasSentIsKeptUntilItIsSentToo(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.answers("U0BEN", threeTexts(1))
		ben := s.opens("U0BEN", "feedback.answer.change")
		s.types(ben, "worked", "On second thoughts: the canary releases saved our launch.")
		ben.CloseAll()
		ben = s.opens("U0BEN", "feedback.answer.change")
		s.says(ben.Modal().Text(), "Your draft from")
		s.says(s.holds(ben, "worked"), "On second thoughts")
		s.says(s.holds(ben, "next"), "desk 1")
		s.types(ben, "next", "Not yet said")
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.AdvanceCycle(tx, "2026 H2")
			return err
		})
		s.drafts(0)
		s.types(ben, "next", "After the end")
		s.drafts(0)
		s.refusedForm(ben.Submit(nil), "stage is over")
	})
}

// Slack may bring a change after the form that it came from.
func TestAChangeThatComesAfterTheFormWasSentIsNoDraft(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		ben := s.opens("U0BEN", "feedback.answer.open")
		var late map[string]any
		s.w.Forge(func(payload map[string]any) { late = payload })
		s.types(ben, "worked", "The canary rel")
		s.w.Forge(nil)
		s.ok(ben.Submit(threeTexts(1)))
		s.told("U0BEN", "Thank you")
		s.drafts(0)

		ben = s.opens("U0BEN", "feedback.answer.change")
		s.w.Forge(func(payload map[string]any) {
			payload["view"], payload["actions"] = late["view"], late["actions"]
		})
		s.types(ben, "worked", "whatever")
		s.w.Forge(nil)
		s.drafts(0)
	})
}

func TestAnOlderChangeThatComesLaterDoesNotCount(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		ben := s.opens("U0BEN", "feedback.answer.open")
		var first any
		s.w.Forge(func(payload map[string]any) { first = payload["actions"] })
		s.types(ben, "worked", "The canary rel")
		s.w.Forge(nil)
		s.types(ben, "worked", "The canary releases kept")
		s.w.Forge(func(payload map[string]any) { payload["actions"] = first })
		s.types(ben, "worked", "The canary rel")
		s.w.Forge(nil)
		ben.CloseAll()
		if got := s.holds(s.opens("U0BEN", "feedback.answer.open"), "worked"); got != "The canary releases kept" {
			s.Errorf("the form holds %q", got)
		}
	})
}

func (s story) drafts(want int) {
	s.Helper()
	if n := s.rows()["feedback_drafts"]; n != want {
		s.Errorf("%d drafts are kept, not %d", n, want)
	}
}

// What is typed is nobody's business until it is sent, and then only in the pool.
func TestADraftIsInNoLogNoMetadataAndNoMessage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		core, logged := observer.New(zap.DebugLevel)
		s := begin(t, b, zap.New(core))
		s.hire()
		s.worked()
		s.open("2026 H2")
		ben := s.opens("U0BEN", "feedback.answer.open")
		s.types(ben, "worked", "offensichtlich gut")
		s.never(ben.Modal().PrivateMetadata, "offensichtlich")
		for _, u := range sandbox.DemoTeam().People {
			for _, m := range s.w.As(u.ID).Inbox() {
				s.never(m.Body+m.Text(), "offensichtlich")
			}
		}
		for _, line := range logged.All() {
			s.never(fmt.Sprint(line.Message, line.ContextMap()), "offensichtlich", "U0BEN")
		}
	})
}

func TestBenReadsTheWinsThatAdaShares(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.do(func(tx *db.Tx) error {
			list, err := wins.List(tx, wins.Filter{Person: "U0ADA"})
			if err != nil {
				return err
			}
			for i, visibility := range []string{wins.VisibilityFeedback, wins.VisibilityManager, wins.VisibilityFeedback} {
				if _, err := wins.Edit(tx, "U0ADA", list[i].ID, wins.Change{Visibility: &visibility}); err != nil {
					return err
				}
			}
			return nil
		})
		s.open("2026 H2")
		ben := s.opens("U0BEN", "feedback.answer.open")
		s.says(ben.Modal().Text(), "Wins Ada shared with you: 2")
		s.types(ben, "worked", "The canary rel")
		s.ok(ben.ClickModal("feedback.wins"))
		s.until("the wins are open", func() bool { return len(ben.Modals()) == 2 })
		text, shared := ben.Modal().Text(), 0
		for _, w := range []string{"Canary releases", "Null rate alert", "conversion up"} {
			if strings.Contains(text, w) {
				shared++
			}
		}
		if shared != 2 {
			s.Errorf("%d wins are shown:\n%s", shared, text)
		}
		ben.CloseModal()
		if got := s.holds(ben, "worked"); got != "The canary rel" {
			s.Errorf("under the wins the form holds %q", got)
		}
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.AdvanceCycle(tx, "2026 H2")
			return err
		})
		s.ok(ben.ClickModal("feedback.wins"))
		s.until("Ben is told", func() bool {
			return len(ben.Modals()) == 2 && strings.Contains(ben.Modal().Text(), "stage is over")
		})
	})
}
