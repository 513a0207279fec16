package view_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/reviews"
	"laurel/writing"
)

// aboutCodes is a form that asks about every code of a template too.
func aboutCodes(codes []reviews.Code) view.Answering {
	a := answering(form(ada), "Mia Torres")
	a.Codes = map[string]reviews.Code{}
	last := len(a.Form.Questions) - 1
	for _, code := range codes {
		a.Codes[code.ID] = code
		a.Form.Questions = slices.Insert(a.Form.Questions, last, feedback.Question{
			Slot: feedback.CodeSlot(code.ID), Code: code.ID, Text: "Where did Ada show this, and what followed?",
		})
		last++
	}
	return a
}

func drawAnswerSteps(drawn map[string]any) {
	steps := aboutCodes(builtIn("mlops-engineer").Codes())
	for n := range 3 {
		steps.Step = n
		drawn[fmt.Sprintf("feedback_form_step_%d", n+1)] = view.FeedbackForm(steps)
	}
	steps.Step = 0
	steps.Faults = feedback.Invalid{
		feedback.SlotWorked:   feedback.TooShort{Slot: feedback.SlotWorked, Min: 20, Have: 5},
		feedback.SlotHindered: feedback.Missing{Slot: feedback.SlotHindered},
	}
	drawn["feedback_form_step_faults"] = view.FeedbackForm(steps)
	steps.Step, steps.Faults, steps.Hinted = 1, nil, true
	steps.Hints = map[string][]writing.Hint{
		feedback.SlotWorked:       writing.Answer{Text: "Great work, as <always>."}.Hints(),
		feedback.CodeSlot("O1"):   writing.Answer{Text: "Great work too."}.Hints(),
		feedback.SlotAnythingElse: nil,
	}
	drawn["feedback_form_step_hinted"] = view.FeedbackForm(steps)
}

// asking is a form with up to 60 questions, some of them about codes, with texts up to the longest that a template may
// have, of characters that are long to write down.
func asking(t *rapid.T) view.Answering {
	letter := rapid.SampledFrom([]string{"x", "<", "&", "長", "🦊", "\u2028", `"`})
	text := func(most int) string {
		return strings.Repeat(letter.Draw(t, "letter"), rapid.SampledFrom([]int{1, most / 2, most}).Draw(t, "length"))
	}
	a := answering(form(ada), text(80))
	a.Form.Subject.Name, a.Form.Request.CycleName, a.Wins = text(80), text(80), rapid.IntRange(0, 2).Draw(t, "wins")
	a.Form.MaxLength = rapid.SampledFrom([]int{1, 500, 3000}).Draw(t, "room")
	a.Form.Questions, a.Codes = nil, map[string]reviews.Code{}
	anchor, question := text(3000), text(2400)
	for i := range rapid.IntRange(1, 60).Draw(t, "questions") {
		q := feedback.Question{Slot: fmt.Sprint("slot", i), Text: "Q" + question, Optional: rapid.Bool().Draw(t, "optional")}
		if rapid.Bool().Draw(t, "about a code") {
			q.Code = fmt.Sprint("C", i)
			a.Codes[q.Code] = reviews.Code{
				ID: q.Code, Title: text(200), Description: anchor,
				Anchors: reviews.Anchors{NeedsDevelopment: anchor, Meets: anchor, Exceeds: anchor},
			}
		}
		a.Form.Questions = append(a.Form.Questions, q)
	}
	return a
}

func TestSlackTakesEveryStepOfAFormOfAnySizeAndEveryQuestionIsInOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := asking(t)
		steps, answers := a.Steps(), feedback.Answers{}
		for _, q := range a.Form.Questions {
			answers[q.Slot] = feedback.Reply{Text: strings.Repeat("<", a.Form.MaxLength), CantAssess: true}
		}
		if rapid.Bool().Draw(t, "answered") {
			a.Form.Previous = answers
		}
		if a.Hinted = rapid.Bool().Draw(t, "hinted"); a.Hinted {
			hint := writing.Hint{ID: writing.HintVague, Text: strings.Repeat("<", 300)}
			a.Hints = map[string][]writing.Hint{a.Form.Questions[0].Slot: {hint, hint}}
		}
		a.Faults = feedback.Invalid{a.Form.Questions[0].Slot: feedback.TooShort{Min: 20, Have: 1}}
		if a.Steps() != steps {
			t.Fatalf("answered it has %d steps, not %d", a.Steps(), steps)
		}
		var asked []string
		for a.Step = range steps {
			modal := view.FeedbackForm(a)
			takes(t, modal)
			here := slices.Sorted(maps.Keys(view.ReadFeedback(modal.Blocks, nil)))
			for _, slot := range here {
				if a.StepOf(slot) != a.Step {
					t.Fatalf("%s is said to be in step %d, not %d", slot, a.StepOf(slot), a.Step)
				}
			}
			asked = append(asked, here...)
			leadsOn(t, modal, a, steps)
		}
		if len(asked) != len(a.Form.Questions) || len(slices.Compact(slices.Sorted(slices.Values(asked)))) != len(asked) {
			t.Fatalf("%d questions are in the steps, not %d", len(asked), len(a.Form.Questions))
		}
	})
}

// leadsOn checks that a step can be left both ways, and that only the last one sends, but for a form with hints.
func leadsOn(t *rapid.T, modal slack.ModalViewRequest, a view.Answering, steps int) {
	t.Helper()
	turns := map[string]bool{}
	for _, block := range modal.Blocks.BlockSet {
		if actions, ok := block.(*slack.ActionBlock); ok {
			for _, element := range actions.Elements.ElementSet {
				if b, ok := element.(*slack.ButtonBlockElement); ok {
					turns[b.Text.Text] = true
				}
			}
		}
	}
	last := a.Step == steps-1
	if turns["Back"] != (a.Step > 0) || turns["Next"] != (a.Hinted && !last) {
		t.Fatalf("step %d of %d has the buttons %v", a.Step, steps, turns)
	}
	want := map[bool]string{true: "Send", false: "Next"}[last]
	if a.Hinted {
		want = "Send as it is"
	}
	if modal.Submit.Text != want {
		t.Fatalf("step %d of %d is sent with %q", a.Step, steps, modal.Submit.Text)
	}
}
