package bot_test

import (
	"strings"
	"testing"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/reviews"
)

func inMode(mode string) func(text string) string {
	return func(text string) string { return strings.Replace(text, "mode: confidential", "mode: "+mode, 1) }
}

// readsAsSubject is what Ada may read of the cycle.
func (s story) readsAsSubject() (released feedback.Released) {
	s.Helper()
	s.do(func(tx *db.Tx) error {
		cycles, err := s.bot.Cycles().List(tx)
		if err != nil {
			return err
		}
		released, err = s.bot.Cycles().Feedback.Release(tx, feedback.Viewer{Person: "U0ADA", Kind: feedback.ViewerSubject},
			feedback.Scope{Cycle: cycles[0].ID, Subject: "U0ADA"})
		return err
	})
	return released
}

func TestUnderTheirNamesColleaguesKnowItBeforeTheyWriteAndAreReadWithThem(t *testing.T) {
	tell(t, func(s story) {
		s.opensWith("2026 H2", inMode("named"))
		s.says(s.asked("U0BEN").Text(), "With your name: the person and their manager see what you write")
		s.never(s.asked("U0BEN").Text(), "Confidential")
		ben := s.opens("U0BEN", "feedback.answer.open")
		s.says(ben.Modal().Text(), "With your name: Ada and Mia see what you write", "Seen by: Ada and Mia, with your name")
		texts := threeTexts(1)
		texts["next"] = "As I said in our 1:1, the hand-over belongs on a page." // it gives nobody away here
		s.ok(ben.Submit(texts))
		s.told("U0BEN", "Thank you")
		if signed := s.readsAsSubject().Signed; signed != nil {
			s.Errorf("before the stage has ended Ada reads %+v", signed)
		}
		s.ends(reviews.StagePeer)
		ready := s.told("U0MIA", "ready for you")
		s.says(ready.Text(), "Ben Adeyemi", "Data scientist", "kept our launch")
		s.never(ready.Body, "Ben", "kept our launch")
		mia := s.w.As("U0MIA")
		s.ok(mia.Click(ready, "review.packet.open"))
		s.until("the packet is open", func() bool { return mia.Modal() != nil })
		s.says(mia.Modal().Text(), "Ben Adeyemi", "our 1:1")
		if signed := s.readsAsSubject().Signed; len(signed) != 1 || signed[0].Giver != "U0BEN" {
			s.Errorf("Ada reads %+v", signed)
		}
	})
}

func TestWhatIsForTheManagerIsInNoMessageAndNotAdas(t *testing.T) {
	tell(t, func(s story) {
		s.opensWith("2026 H2", inMode("manager_only"))
		s.says(s.asked("U0BEN").Text(), "The person does not.")
		ben := s.opens("U0BEN", "feedback.answer.open")
		s.says(ben.Modal().Text(), "Ada does not.", "Seen by: Mia, with your name. Ada sees at most what Mia writes about it")
		s.ok(ben.Submit(threeTexts(1)))
		s.told("U0BEN", "Thank you")
		s.ends(reviews.StagePeer)
		ready := s.told("U0MIA", "ready for you")
		s.says(ready.Text(), "What colleagues wrote for you only is in the packet")
		mia := s.w.As("U0MIA")
		s.ok(mia.Click(ready, "review.packet.open"))
		s.until("the packet is open", func() bool { return mia.Modal() != nil })
		s.says(mia.Modal().Text(), "For you only: Ada Osei doesn't see this", "Ben Adeyemi", "kept our launch")
		for _, reader := range []string{"U0ADA", "U0MIA", "U0DAN", "U0SAM"} {
			for _, m := range s.w.As(reader).Inbox() {
				s.never(m.Text()+m.Body, "kept our launch")
			}
		}
		if released := s.readsAsSubject(); released.Signed != nil || released.Slots != nil {
			s.Errorf("Ada reads %+v", released)
		}
	})
}
