package bot_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/reviews"
	"laurel/sandbox"
)

// opensWith opens a cycle about Ada whose template is the one for MLOps engineers, changed.
func (s story) opensWith(name string, change func(text string) string) {
	s.Helper()
	s.adds(change)
	s.worked()
	s.open(name)
}

func (s story) adds(change func(text string) string) {
	s.Helper()
	all := reviews.BuiltIn()
	built := all[slices.IndexFunc(all, func(t reviews.Template) bool { return t.ID == "mlops-engineer" })]
	s.do(func(tx *db.Tx) error {
		_, err := s.bot.Cycles().AddTemplate(tx, []byte(change(built.Text())), "U0DAN")
		return err
	})
}

// asksAboutCodes has colleagues asked about each of the fourteen codes.
func asksAboutCodes(text string) string {
	return regexp.MustCompile(`(?m)^( +)- id: ([TOC]\d)$`).ReplaceAllString(text,
		"$1- id: $2\n$1  ask: Where did {name} show $2, and what followed?")
}

func TestALongFormIsAnsweredInSteps(t *testing.T) {
	tell(t, func(s story) {
		s.opensWith("2026 H2", asksAboutCodes)
		ben := s.opens("U0BEN", "feedback.answer.open")
		s.atStep(ben, "Step 1 of 3")
		s.says(ben.Modal().Text(), "T1 CI/CD for ML", "Exceeds expectations:", "Meets expectations:", "Needs development:",
			"Where did Ada show T1", "Seen by: Ada and Mia, without your name")
		s.ok(ben.Submit(map[string]any{"worked": threeTexts(1)["worked"]})) // nothing is asked for before Send
		s.atStep(ben, "Step 2 of 3")
		s.types(ben, "code.O1", "Ada automated the nightly retraining, which gave us back two hours a day.")
		s.ok(ben.ClickModal("feedback.answer.turn:back"))
		s.atStep(ben, "Step 1 of 3")
		if got := s.holds(ben, "worked"); got != threeTexts(1)["worked"] {
			s.Errorf("the first step holds %q", got)
		}
		ben.CloseAll()

		ben = s.opens("U0BEN", "feedback.answer.open")
		s.says(ben.Modal().Text(), "Your draft from")
		s.ok(ben.Submit(nil))
		s.atStep(ben, "Step 2 of 3")
		s.says(s.holds(ben, "code.O1"), "nightly retraining")
		s.ok(ben.Submit(nil))
		s.atStep(ben, "Step 3 of 3")
		s.refusedForm(ben.Submit(nil), "tick that you can't assess this") // first what can be seen
		s.cant(ben, "code.O6", "code.C1", "code.C2", "code.C3", "code.C4")
		s.ok(ben.Submit(nil))
		s.atStep(ben, "Step 1 of 3")
		s.says(ben.Modal().Text(), "Please answer, or tick that you can't assess this.")
		s.cant(ben, "hindered", "next", "code.T1", "code.T2")
		s.refusedForm(ben.Submit(map[string]any{"code.T3": "Short."}), "at least 20")
		s.cant(ben, "code.T3")
		s.ok(ben.Submit(map[string]any{"code.T3": ""}))
		s.atStep(ben, "Step 2 of 3")
		s.cant(ben, "code.T4", "code.O2", "code.O3", "code.O4", "code.O5")
		s.ok(ben.Submit(nil))
		s.atStep(ben, "Step 3 of 3")
		s.ok(ben.Submit(nil))
		s.told("U0BEN", "Thank you")
		s.drafts(0)

		ben = s.opens("U0BEN", "feedback.answer.change")
		if got := s.holds(ben, "worked"); got != threeTexts(1)["worked"] {
			s.Errorf("what was sent holds %q", got)
		}
	})
}

// cant ticks that some questions can't be assessed.
func (s story) cant(m *sandbox.Member, slots ...string) {
	s.Helper()
	for _, slot := range slots {
		s.ok(m.ClickModal("feedback.answer.cant:"+slot, []string{"cant"}))
	}
}

func TestWhatIsSaidOfACodeIsPooledByItself(t *testing.T) {
	tell(t, func(s story) {
		s.opensWith("2026 H2", asksAboutCodes)
		for i, giver := range colleagues[:3] {
			s.do(func(tx *db.Tx) error {
				waiting, err := s.bot.Cycles().Feedback.Waiting(tx, giver)
				if err != nil {
					return err
				}
				form, err := s.bot.Cycles().Feedback.ForAnswer(tx, giver, waiting[0].ID)
				if err != nil {
					return err
				}
				answers := feedback.Answers{}
				for _, q := range form.Questions {
					answers[q.Slot] = feedback.Reply{Text: fmt.Sprintf("Said of %s at desk %d, at some length.", q.Slot, i)}
				}
				if i == 0 {
					answers["code.O2"] = feedback.Reply{CantAssess: true}
				}
				_, err = s.bot.Cycles().Feedback.Answer(tx, giver, waiting[0].ID, answers)
				return err
			})
		}
		s.ends(reviews.StagePeer)
		s.says(s.told("U0MIA", "ready for you").Text(), "What colleagues said about single codes is in the packet.")
		s.do(func(tx *db.Tx) error {
			packet, err := s.bot.Cycles().PacketFor(tx, "U0MIA", "2026 H2", "U0ADA")
			for _, pool := range packet.Feedback {
				if pool.ThreeOrMore != (pool.Slot != "code.O2") || pool.ThreeOrMore != (len(pool.Extracts) == 3) {
					s.Errorf("%s shows %d", pool.Slot, len(pool.Extracts))
				}
			}
			s.says(packet.Markdown(), "### O1 Automation of workflows", "Said of code.O1 at desk")
			if len(packet.Feedback) != 18 {
				s.Errorf("there are %d questions", len(packet.Feedback))
			}
			return err
		})
	})
}

func TestAHintOfALongFormIsShownInItsStepAndOnePressSends(t *testing.T) {
	tell(t, func(s story) {
		s.opensWith("2026 H2", asksAboutCodes)
		ben := s.opens("U0BEN", "feedback.answer.open")
		texts := threeTexts(1)
		texts["worked"] = "Ada is great to work with, a real team player."
		s.cant(ben, "code.T1", "code.T2", "code.T3")
		s.ok(ben.Submit(texts))
		s.atStep(ben, "Step 2 of 3")
		s.cant(ben, "code.T4", "code.O1", "code.O2", "code.O3", "code.O4", "code.O5")
		s.ok(ben.Submit(nil))
		s.atStep(ben, "Step 3 of 3")
		s.cant(ben, "code.O6", "code.C1", "code.C2", "code.C3")
		s.ok(ben.Submit(map[string]any{"code.C4": "In our 1:1 she walked me through the whole hand-over."}))
		s.atStep(ben, "Step 1 of 3")
		s.says(ben.Modal().Text(), "No example yet", "In step 3:", "“our 1:1” may tell")
		s.ok(ben.ClickModal("feedback.answer.turn:on"))
		s.atStep(ben, "Step 2 of 3")
		if send := ben.Modal().Submit; send != "Send as it is" {
			s.Errorf("the button says %q", send)
		}
		s.ok(ben.Submit(nil))
		s.told("U0BEN", "Thank you")
		s.drafts(0)
	})
}

// A person wanders through a form: types, turns, closes it and comes back. Whatever the order, no word goes missing.
func TestWanderingThroughTheStepsLosesNoText(t *testing.T) {
	tell(t, func(s story) {
		s.opensWith("2026 H2", asksAboutCodes)
		random := rand.New(rand.NewPCG(5, 5))
		ben, wrote := s.opens("U0BEN", "feedback.answer.open"), map[string]string{}
		for n := range 60 {
			slots := fieldsOf(ben)
			for _, slot := range slots {
				if got := s.holds(ben, slot); got != wrote[slot] {
					s.Fatalf("after %d acts %s holds %q, not %q", n, slot, got, wrote[slot])
				}
			}
			slot, text := slots[random.IntN(len(slots))], fmt.Sprintf("Said at act %d. %s", n, strings.Repeat("<長", random.IntN(1400)))
			step := ben.Modal().Text()
			s.w.Advance(time.Second) // Slack's clock is finer than the sandbox's is fast
			switch act := random.IntN(5); {
			case act == 0: // what is typed and turned away from at once
				wrote[slot] = text
				s.ok(ben.Fill(map[string]any{slot: text}))
				s.turns(ben, "feedback.answer.turn:back", step)
			case act <= 2:
				wrote[slot] = text
				s.types(ben, slot, text)
			case act == 3 && !strings.Contains(step, "Step 3 of 3"):
				wrote[slot] = text
				s.ok(ben.Submit(map[string]any{slot: text}))
				s.until("the next step is there", func() bool { return len(fieldsOf(ben)) > 0 && ben.Modal().Text() != step })
			case act == 4:
				ben.CloseAll()
				ben = s.opens("U0BEN", "feedback.answer.open")
			}
		}
	})
}

// turns presses a button to another step, if the step at hand has it.
func (s story) turns(m *sandbox.Member, action, step string) {
	s.Helper()
	if strings.Contains(string(m.Modal().Blocks), action) {
		s.ok(m.ClickModal(action))
		s.until("the step before is there", func() bool { return m.Modal().Text() != step })
		return
	}
	s.ok(m.Submit(nil))
	s.until("the next step is there", func() bool { return len(fieldsOf(m)) > 0 && m.Modal().Text() != step })
}

// fieldsOf are the slots that the step at hand asks about.
func fieldsOf(m *sandbox.Member) (slots []string) {
	for _, found := range regexp.MustCompile(`"feedback\.answer\.draft:([^"]+)"`).FindAllStringSubmatch(string(m.Modal().Blocks), -1) {
		slots = append(slots, found[1])
	}
	return slices.Compact(slots)
}
