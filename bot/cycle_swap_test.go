package bot_test

import (
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/reviews"
)

// swaps has Dana choose another colleague about Ada, and returns the sentence.
func (s story) swaps(values map[string]any, said string) string {
	s.Helper()
	dana := s.details()
	s.ok(dana.ClickModal("review.person", "U0ADA"))
	s.page("Ada Osei", "Is reviewed in this cycle")
	s.ok(dana.ClickModal("review.swap"))
	s.page("Who is asked, and who has answered, is shown to nobody")
	s.ok(dana.Submit(values))
	s.page(said)
	return dana.Modal().Text()
}

func TestDanaChoosesAnotherColleagueAndLearnsNothing(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.poke()
		s.answers("U0LIN", threeTexts(1))
		s.asked("U0RAV")
		asked := s.swaps(map[string]any{"out": "U0RAV"}, "Ravi Nair is not asked about Ada Osei")
		answered := s.swaps(map[string]any{"out": "U0LIN"}, "Lin Zhao is not asked about Ada Osei")
		never := s.swaps(map[string]any{"out": "U0JUN"}, "Juno Park is not asked about Ada Osei")
		same := func(text, name string) string { return strings.ReplaceAll(text, name, "X") }
		if one := same(asked, "Ravi Nair"); one != same(answered, "Lin Zhao") || one != same(never, "Juno Park") {
			s.Errorf("what Dana reads tells who is asked:\n%s\n%s\n%s", asked, answered, never)
		}
		s.until("Ravi can't answer", func() bool { return !s.w.As("U0RAV").Inbox()[0].Has("feedback.answer.open") })
		s.until("Eva is asked on her Home", func() bool { return s.w.As("U0EVA").OpenHome().Has("feedback.answer.open") })
		s.says(s.told("U0LIN", "Thank you").Text(), "Ada Osei")
		s.ok(s.w.As("U0DAN").ClickModal("review.cycle"))
		s.page("Dana Whitfield chose another colleague to be asked about Ada Osei")
		s.never(s.w.As("U0DAN").Modal().Text(), "Ravi", "Lin", "Eva")
	})
}

func TestWhoManagesSomebodyDoesNotChooseWhoAnswersAboutThem(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.do(func(tx *db.Tx) error { // Ben reports to Dana
			_, err := s.bot.OpenCycle(tx, reviews.New{Name: "2026 H2", Template: "ml-engineer", Subjects: []string{"U0BEN", "U0RAV"}})
			return err
		})
		dana := s.details()
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.SwapColleague(tx, "2026 H2", reviews.Swap{Subject: "U0BEN", Out: "U0PIA"})
			return err
		})
		s.ok(dana.ClickModal("review.person", "U0RAV"))
		s.page("Ravi Nair")
		value := strings.Replace(dana.Modal().Button("review.swap").Value, "U0RAV", "U0BEN", 1)
		s.ok(dana.ClickModal("review.cycle"))
		s.page("On record")
		s.never(dana.Modal().Text(), "chose another colleague")
		s.ok(dana.ClickModal("review.person", "U0BEN"))
		s.page("Ben Adeyemi")
		if dana.Modal().Has("review.swap") {
			s.Error("the page offers it")
		}
		list := dana.Command("/review", "C0GENERAL").Message
		dana.CloseAll()
		s.ok(dana.Press(list, "review.swap", value))
		s.until("Dana is told", func() bool { return len(dana.Ephemerals("C0GENERAL")) > 0 })
		if dana.Modal() != nil {
			s.Errorf("the form is open: %s", dana.Modal().Text())
		}
	})
}
