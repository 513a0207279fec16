package bot_test

import (
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/reviews"
)

func TestASecondPressOnAnOldMessageEndsNoOtherStage(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		dana := s.w.As("U0DAN")
		first, second := dana.Command("/review", "C0GENERAL"), dana.Command("/review", "C0GENERAL")
		s.ok(dana.Click(first.Message, "review.advance"))
		s.told("U0MIA", "ready for you")
		s.ok(dana.Click(second.Message, "review.advance"))
		s.until("Dana is told", func() bool {
			for _, m := range dana.Ephemerals("C0GENERAL") {
				if strings.Contains(m.Text(), "has ended already") {
					return true
				}
			}
			return false
		})
		s.do(func(tx *db.Tx) error {
			shown, err := s.bot.Cycles().Show(tx, "2026 H2")
			if shown.Cycle.State != reviews.Open || shown.Cycle.Stage != reviews.StageManager {
				s.Errorf("the cycle is %s in %s", shown.Cycle.State, shown.Cycle.Stage)
			}
			return err
		})
	})
}

func TestOnceTheStageIsOverNoMessageOffersToAnswerOrChange(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.asked("U0SAM")
		s.answers("U0BEN", threeTexts(1))
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.CancelCycle(tx, "2026 H2")
			return err
		})
		over := s.told("U0SAM", "No answer is needed")
		s.says(over.Body, "The time to answer for 2026 H2 is over")
		s.never(over.Body, "Thank you")
		s.until("Ben's message offers nothing", func() bool {
			m := s.told("U0BEN", "Thank you")
			return !m.Has("feedback.answer.change") && !strings.Contains(m.Text(), "until")
		})
	})
}

func TestAScheduledCycleThatCannotOpenIsToldToTheAdminsOnce(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.Cycles().AddSchedule(tx, reviews.NewSchedule{
				Template: "mlops-engineer", Name: "2026 H2", Cron: "0 12 * * *", Timezone: "UTC",
			})
			return err
		})
		s.w.Advance(22 * time.Hour)
		s.poke()
		s.told("U0DAN", "was not opened")
		s.poke()
		if n := len(s.w.As("U0DAN").Inbox()); n != 1 {
			s.Errorf("Dana has %d messages", n)
		}
	})
}

func TestTheShortcutOpensTheFormAnywhere(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.ok(ada.Shortcut("win.new"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Wrote the runbook for #ranker"}))
		if list := s.kept("U0ADA"); len(list) != 1 {
			s.Fatalf("kept %+v", list)
		}
	})
}

func TestGuestsAndPeopleWhoLeftArePlainlyRefusedEverywhere(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		gus := s.w.As("U0GUS")
		s.says(gus.Command("/win Sneaked in", "C0WINS").Text(), "full members", "Nothing was saved")
		s.ok(gus.Shortcut("win.new"))
		s.until("a sentence instead of a form", func() bool { return gus.Modal() != nil })
		s.says(gus.Modal().Text(), "full members")
		asked := s.asked("U0BEN")
		s.ok(s.w.As("U0EXT").Press(asked, "feedback.answer.open", asked.Button("feedback.answer.open").Value))
		if s.w.As("U0EXT").Modal() != nil {
			s.Error("a stranger got the form")
		}
		for _, user := range []string{"U0GUS", "U0OLD", "U0EXT"} {
			if list := s.kept(user); len(list) != 0 {
				s.Errorf("%s has %+v", user, list)
			}
		}
	})
}
