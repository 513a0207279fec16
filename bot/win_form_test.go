package bot_test

import (
	"slices"
	"strings"
	"testing"

	"laurel/wins"
	"laurel/writing"
)

func TestAdaPutsRightWhatWasReadAndHerWordStays(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		answer := ada.Command(shipped, "C0MLPLAT")
		s.ok(ada.Click(answer.Message, "win.edit"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.says(ada.Modal().Text(), "What laurel read in it", "p99 latency 120 → 80 ms", "Where the numbers were seen")
		s.ok(ada.Submit(map[string]any{
			"competency": "business_impact", "held": "canary", "project": "checkout", "metrics": []string{"0"},
			"stages": []string{"business_outcome"},
		}))
		s.until("the answer has changed", func() bool {
			shown := ada.Ephemerals("C0MLPLAT")
			return len(shown) == 1 && strings.Contains(shown[0].Text(), "Business impact")
		})
		w := s.kept("U0ADA")[0]
		if w.Competency != "business_impact" || w.Held != wins.HeldCanary || w.Project != "checkout" || len(w.Metrics) != 1 ||
			!slices.Equal(w.Stages, []string{"business_outcome"}) || w.Kind != writing.KindResult {
			s.Fatalf("stored %+v", w)
		}
		s.ok(ada.Click(ada.Ephemerals("C0MLPLAT")[0], "win.edit"))
		s.until("the form is open again", func() bool { return ada.Modal() != nil })
		if err := ada.Submit(map[string]any{"project": "two words"}); err == nil || !strings.Contains(err.Error(), "one word") {
			s.Fatalf("two words: %v", err)
		}
		s.ok(ada.Submit(map[string]any{"text": "Cut p99 latency of #ranker from 120 ms to 60 ms", "project": "checkout"}))
		s.until("the text has changed", func() bool { return strings.Contains(s.kept("U0ADA")[0].Text, "60 ms") })
		if w := s.kept("U0ADA")[0]; w.Competency != "business_impact" || w.Project != "checkout" {
			s.Fatalf("after another text: %+v", w)
		}
	})
}

func TestALongTextIsKeptWholeShownCutAndEditedInParts(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		text := "Rebuilt #ranker. " + strings.Repeat("We moved one more table and measured it again.\n", 800) + "The end"
		answer := ada.Command("/win "+text, "C0MLPLAT")
		s.ok(answer.Err)
		s.says(answer.Text(), "Saved", "…", "Show all 37,6")
		s.never(answer.Text(), "The end")
		if w := s.kept("U0ADA")[0]; w.Text != text {
			s.Fatalf("kept %d of %d bytes", len(w.Text), len(text))
		}
		s.ok(ada.Click(answer.Message, "win.show"))
		s.until("the whole text is open", func() bool { return ada.Modal() != nil })
		s.says(ada.Modal().Text(), "Rebuilt", "The end")
		ada.CloseModal()
		s.ok(ada.Click(answer.Message, "win.edit"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.says(ada.Modal().Text(), "Part 2 of 16")
		s.ok(ada.Submit(map[string]any{"text": "Begun anew."}))
		s.until("the text has changed", func() bool { return s.kept("U0ADA")[0].Version == 2 })
		if got := s.kept("U0ADA")[0].Text; !strings.HasPrefix(got, "Begun anew.\n") || !strings.HasSuffix(got, "again.\nThe end") ||
			!strings.Contains(text, strings.TrimPrefix(got, "Begun anew.\n")) {
			s.Fatalf("kept %.60q … %.60q", got, got[len(got)-60:])
		}
	})
}

func TestTheFormShowsNamesAndKeepsTheMentions(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		answer := ada.Command("/win Moved #ranker with @ben to the new cluster", "C0MLPLAT")
		before := s.kept("U0ADA")[0]
		s.says(before.Text, "<@U0BEN>")
		s.ok(ada.Click(answer.Message, "win.edit"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.says(ada.Modal().Text(), "with @Ben Adeyemi to")
		s.never(ada.Modal().Text(), "U0BEN")
		s.ok(ada.Submit(nil))
		if w := s.kept("U0ADA")[0]; w.Version != 1 || w.Text != before.Text {
			s.Fatalf("sending it back made %+v", w)
		}
		s.ok(ada.Click(ada.Ephemerals("C0MLPLAT")[0], "win.edit"))
		s.until("the form is open again", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Moved #ranker with @Ben Adeyemi to the old cluster"}))
		s.until("the text has changed", func() bool { return s.kept("U0ADA")[0].Version == 2 })
		if w := s.kept("U0ADA")[0]; w.Text != "Moved #ranker with <@U0BEN> to the old cluster" {
			s.Fatalf("kept %q", w.Text)
		}
	})
}
