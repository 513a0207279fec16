package bot_test

import (
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/reviews"
	"laurel/sandbox"
)

// nominating opens a cycle about somebody in its first stage.
func (s story) nominating(name, subject string) {
	s.Helper()
	s.do(func(tx *db.Tx) error {
		_, err := s.bot.OpenCycle(tx, reviews.New{Name: name, Template: "mlops-engineer", Subjects: []string{subject}})
		return err
	})
}

func TestDanaAddsALateJoinerWhoIsAskedWhatTheStageAsks(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.nominating("2026 H2", "U0ADA")
		dana := s.details()
		s.ok(dana.ClickModal("review.person", "U0RAV"))
		s.page("Ravi Nair", "Is not reviewed in this cycle", "Reports to Mia Torres")
		s.ok(dana.ClickModal("review.join"))
		s.page("Ravi Nair is in the cycle now", "Is reviewed in this cycle, since", "has named no colleagues")
		s.told("U0RAV", "2026 H2")
		s.ok(dana.ClickModal("review.cycle"))
		s.page("2 people are reviewed", "Dana Whitfield added Ravi Nair")
		s.ok(dana.ClickModal("review.person", "U0DAN"))
		s.page("Is not reviewed in this cycle", "Has no manager")
		s.ok(dana.ClickModal("review.join"))
		s.page("can't be added: laurel doesn't know their manager")
	})
}

func TestSomebodyWhoComesWhileColleaguesAreAskedIsAskedAbout(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.asked("U0BEN")
		dana := s.details()
		s.ok(dana.ClickModal("review.person", "U0JUN"))
		s.page("Juno Park")
		s.ok(dana.ClickModal("review.join"))
		s.page("Juno Park is in the cycle now", "Colleagues are asked about them")
		s.until("somebody is asked about Juno", func() bool {
			s.poke()
			n := 0
			for _, giver := range append([]string{"U0EVA", "U0TOM", "U0ADA"}, colleagues...) {
				for _, m := range s.w.As(giver).Inbox() {
					if strings.Contains(m.Text(), "Juno Park") {
						n++
					}
				}
			}
			return n > 0
		})
	})
}

func TestNobodyIsAskedAboutALeaverAnyMore(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.asked("U0BEN")
		dana := s.details()
		s.ok(dana.ClickModal("review.person", "U0ADA"))
		s.page("Ada Osei", "Is reviewed in this cycle", "has sent no self-assessment")
		s.never(dana.Modal().Text(), "answered", "asked about", "Ben")
		s.ok(dana.ClickModal("review.leave"))
		s.page("Ada Osei is out of the cycle", "Was taken out of this cycle on")
		s.until("Ben can't answer", func() bool {
			for _, m := range s.w.As("U0BEN").Inbox() {
				if m.Has("feedback.answer.open") {
					return false
				}
			}
			return true
		})
		s.ok(dana.ClickModal("review.join"))
		s.page("what these wrote is closed")
		dana.CloseModal()
		s.ok(dana.ClickModal("review.cycle"))
		s.page("0 people are reviewed", "Dana Whitfield took Ada Osei out")
	})
}

func TestWhoseAccountIsDeactivatedIsTakenOutOfTheCycle(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.asked("U0BEN")
		for _, u := range sandbox.DemoTeam().People {
			if u.ID == "U0ADA" {
				u.Deleted = true
				s.w.Change(u)
			}
		}
		s.until("Ben can't answer", func() bool {
			s.poke()
			return !s.w.As("U0BEN").Inbox()[0].Has("feedback.answer.open")
		})
		s.says(s.details().Modal().Text(), "0 people are reviewed", "laurel took Ada Osei out, whose account is deactivated")
		s.poke()
		if text := s.details().Modal().Text(); strings.Count(text, "took Ada Osei out") != 1 {
			s.Errorf("the record is:\n%s", text)
		}
	})
}

func TestAnAdminLearnsNothingMoreAboutTheirOwnReportAndCannotTakeThemselvesOut(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.do(func(tx *db.Tx) error { // Ben reports to Dana
			_, err := s.bot.OpenCycle(tx, reviews.New{Name: "2026 H2", Template: "ml-engineer", Subjects: []string{"U0BEN", "U0RAV"}})
			return err
		})
		dana := s.details()
		s.ok(dana.ClickModal("review.person", "U0BEN"))
		s.page("Ben Adeyemi", "You are this person or manage them")
		s.never(dana.Modal().Text(), "self-assessment", "named")
		value := dana.Modal().Button("review.leave").Value
		own := strings.Replace(value, "U0BEN", "U0DAN", 1)
		s.ok(dana.Press(dana.Command("/review", "C0GENERAL").Message, "review.leave", own))
		s.until("Dana is told", func() bool {
			for _, m := range dana.Ephemerals("C0GENERAL") {
				if strings.Contains(m.Text(), "can't take yourself out") {
					return true
				}
			}
			return false
		})
	})
}

func TestTheNewManagerGetsWhatFallsDueFromTheirDayOn(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		dana := s.details()
		s.ok(dana.ClickModal("review.person", "U0ADA"))
		s.page("Reports to Mia Torres since")
		s.ok(dana.ClickModal("review.manager"))
		s.page("Ada Osei reports to Mia Torres today")
		for _, c := range []struct{ manager, day, says string }{
			{"U0ADA", "2026-11-25", "Nobody is their own manager"},
			{"U0GUS", "2026-11-25", "Only a full member"},
			{"U0TOM", "2026-11-22", "Choose today or a day within a year"},
		} {
			s.refusedForm(dana.Submit(map[string]any{"manager": c.manager, "from": c.day}), c.says)
		}
		s.ok(dana.Submit(map[string]any{"manager": "U0TOM", "from": "2026-11-25"}))
		s.page("Ada Osei reports to Tom Lindqvist from Wed 25 Nov, 00:00 on", "Will report to Tom Lindqvist from", "Reports to Mia Torres since")
		s.w.Advance(3 * 24 * time.Hour)
		s.advancesTo("2026 H2", reviews.StageManager)
		s.says(s.told("U0TOM", "ready for you").Text(), "Ada Osei")
		for _, m := range s.w.As("U0MIA").Inbox() {
			s.never(m.Text(), "ready for you")
		}
		s.says(s.details().Modal().Text(), "Dana Whitfield had Ada Osei report to Tom Lindqvist from 25 Nov 2026, no longer to Mia Torres")
	})
}

func TestAManagerWhoWouldCloseACircleIsNamedWithTheWholeOfIt(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		dana := s.details()
		s.ok(dana.ClickModal("review.person", "U0MIA"))
		s.page("Mia Torres")
		s.ok(dana.ClickModal("review.manager"))
		s.page("Mia Torres reports to Dana Whitfield today")
		s.refusedForm(dana.Submit(map[string]any{"manager": "U0ADA", "from": "2026-11-23"}),
			"That would make a circle: Mia Torres reports to Ada Osei reports to Mia Torres")
	})
}
