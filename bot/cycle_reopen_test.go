package bot_test

import (
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/reviews"
)

func TestDanaOpensAStageAgainAndItsMessagesCanBeUsedAgain(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.OpenCycle(tx, reviews.New{Name: "2026 H2", Template: "mlops-engineer", Subjects: []string{"U0ADA"}})
			return err
		})
		ada := s.w.As("U0ADA")
		can := func(what string, want bool) {
			s.Helper()
			s.until(what, func() bool {
				inbox := ada.Inbox()
				return len(inbox) > 0 && inbox[0].Has("feedback.nominate.open") == want
			})
		}
		can("Ada can name colleagues", true)
		s.advancesTo("2026 H2", reviews.StageSelf)
		can("Ada's time is over", false)
		dana := s.details()
		s.ok(dana.ClickModal("review.reopen"))
		s.page("Nomination of 2026 H2 can be done and changed again")
		s.refusedForm(dana.Submit(map[string]any{"reason": "Too late", "until": "2026-11-22"}), "This day is over")
		s.ok(dana.Submit(map[string]any{"reason": "Half of us was away", "until": "2026-11-30"}))
		s.page("Nomination is open again until Mon 30 Nov, 12:00", "Dana Whitfield opened Nomination again. Why: Half of us was away")
		can("Ada can name colleagues again", true)
		s.says(ada.Inbox()[0].Text(), "Mon 30 Nov, 18:00")
		s.advancesTo("2026 H2", reviews.StageSelf)
		can("Ada's time is over again", false)
	})
}

func TestPeerReviewIsNotOpenedAgainAndThePageSaysWhy(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		dana := s.details()
		value := dana.Modal().Button("review.reopen").Value
		list := dana.Command("/review", "C0GENERAL").Message
		s.advancesTo("2026 H2", reviews.StageManager)
		s.says(s.details().Modal().Text(), "Peer review can't be opened again", "sealed")
		if dana.Modal().Has("review.reopen") {
			s.Error("the page offers it")
		}
		dana.CloseAll()
		s.ok(dana.Press(list, "review.reopen", value)) // an old page
		s.until("Dana is told", func() bool {
			return strings.Contains(dana.Ephemerals("C0GENERAL")[len(dana.Ephemerals("C0GENERAL"))-1].Text(), "has ended already")
		})
	})
}
