package bot_test

import "testing"

func TestAHintComesOnceAndOnePressSendsTheAnswerAsItIs(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		ben := s.opens("U0BEN", "feedback.answer.open")
		texts := threeTexts(1)
		texts["worked"] = "Ada is great to work with, a real team player."
		texts["hindered"] = "She never answers on time, and it holds us up."
		texts["next"] = "In our 1:1 I told her to write the hand-over down."
		s.types(ben, "worked", texts["worked"].(string))
		s.ok(ben.Submit(texts))
		s.until("the hints are there", func() bool { return ben.Modal() != nil && ben.Modal().Submit == "Send as it is" })
		s.says(ben.Modal().Text(), "No example yet", "“our 1:1” may tell")
		s.never(ben.Modal().Text(), "“never”") // two at most, the surest
		if got := s.holds(ben, "hindered"); got != texts["hindered"] {
			s.Errorf("the form holds %q", got)
		}
		if n := len(s.w.As("U0BEN").Inbox()); n != 1 {
			s.Errorf("Ben has %d messages before he sent", n)
		}
		s.drafts(1)
		s.types(ben, "hindered", "She never answers on time, and that holds us up.")
		ben.CloseAll()

		ben = s.opens("U0BEN", "feedback.answer.open") // nothing was sent, and no hint is remembered
		s.says(s.holds(ben, "worked"), "great to work with")
		s.ok(ben.Submit(texts))
		s.until("the hints are there again", func() bool { return ben.Modal().Submit == "Send as it is" })
		s.ok(ben.Submit(nil))
		s.told("U0BEN", "Thank you")
		s.drafts(0)
	})
}

func TestAfterAHintAnAnswerThatIsTooShortStillGetsItsError(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		ben := s.opens("U0BEN", "feedback.answer.open")
		texts := threeTexts(1)
		texts["worked"] = "Ada is great to work with, a real team player."
		texts["next"] = "Good."
		s.refusedForm(ben.Submit(texts), "at least 20") // errors come first
		if ben.Modal().Submit != "Send" {
			s.Error("the form has hints beside an error")
		}
		s.ok(ben.Submit(map[string]any{"next": threeTexts(1)["next"]}))
		s.until("the hints are there", func() bool { return ben.Modal().Submit == "Send as it is" })
		s.refusedForm(ben.Submit(map[string]any{"worked": "Good."}), "at least 20")
		s.ok(ben.Submit(map[string]any{"worked": threeTexts(1)["worked"]}))
		s.told("U0BEN", "Thank you")
	})
}
