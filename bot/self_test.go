package bot_test

import (
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/reviews"
	"laurel/sandbox"
)

// assesses opens a cycle, brings it to the subjects' own stage, and waits until Ada is asked on Tuesday morning.
func (s story) assesses() sandbox.Message {
	s.Helper()
	s.worked()
	s.do(func(tx *db.Tx) error {
		_, err := s.bot.OpenCycle(tx, reviews.New{Name: "2026 H2", Template: "mlops-engineer", Subjects: []string{"U0ADA"}})
		return err
	})
	s.advancesTo("2026 H2", reviews.StageSelf)
	s.goTo(2026, 11, 24, 10, 0, "Europe/Berlin")
	return s.told("U0ADA", "Your self-assessment")
}

// atStep waits until a step of the form is shown.
func (s story) atStep(m *sandbox.Member, step string) {
	s.Helper()
	s.until("the form is at "+step, func() bool { return m.Modal() != nil && strings.Contains(m.Modal().Text(), step) })
}

func (s story) assessment(viewer string) (text reviews.SelfText, err error) {
	s.Helper()
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
		list, failed := s.bot.Cycles().List(tx)
		if failed == nil {
			text, err = s.bot.Cycles().SelfAssessment(tx, viewer, list[0].ID, "U0ADA")
		}
		return failed
	}))
	return text, err
}

func (s story) ends(stage string) {
	s.Helper()
	s.do(func(tx *db.Tx) error {
		advanced, err := s.bot.AdvanceCycle(tx, "2026 H2")
		if advanced.From != stage {
			s.Errorf("the stage was %s", advanced.From)
		}
		return err
	})
	s.poke()
}

func TestAdaWritesAboutHerWorkInStepsAndMiaReadsItOnceColleaguesHaveAnswered(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.setsGoal("U0ADA")
		ada.CloseAll()
		asked := s.assesses()
		s.says(asked.Text(), "2026 H2", "about 20 minutes", "until", "Mia reads what you send", "Write it")
		s.ok(ada.Click(asked, "review.self.open"))
		s.atStep(ada, "step 1 of 4")
		s.says(ada.Modal().Text(), "Technical skills", "T1", "Exceeds expectations:", "Meets expectations:", "Needs development:")
		s.ok(ada.Submit(map[string]any{"text.technical": "Canary releases are the default now."}))
		s.atStep(ada, "step 2 of 4")
		win := s.boxed(ada)
		s.ok(ada.ClickModal(win.action, []string{win.id}))
		s.ok(ada.Submit(map[string]any{"text.operations": "Rollback takes minutes."}))
		s.atStep(ada, "step 3 of 4")
		s.ok(ada.ClickModal("review.self.back"))
		s.atStep(ada, "step 2 of 4")
		s.says(string(ada.Modal().Blocks), "Rollback takes minutes.", `"initial_options"`)
		s.ok(ada.Submit(nil))
		s.atStep(ada, "step 3 of 4")
		s.ok(ada.Submit(nil))
		s.atStep(ada, "step 4 of 4")
		s.says(ada.Modal().Text(), "Not shown yet", "feature-store", "Your goals", "without a hand")
		s.ok(ada.Submit(map[string]any{"text.overall": "Next I want to lead the migration."}))
		s.until("it is saved", func() bool { return ada.Modal() != nil && strings.Contains(ada.Modal().Text(), "is saved") })
		s.says(s.latest("U0ADA", "is saved").Text(), "You can change it until", "Change")

		for _, viewer := range []string{"U0MIA", "U0TOM", "U0DAN", ""} {
			if _, err := s.assessment(viewer); err == nil {
				s.Errorf("%q reads it before the stage has ended", viewer)
			}
		}
		s.ends(reviews.StageSelf)
		s.latest("U0ADA", "is over. What you sent is kept")
		if _, err := s.assessment("U0MIA"); err == nil {
			s.Error("Mia reads it while colleagues answer")
		}
		s.ends(reviews.StagePeer)
		for viewer, may := range map[string]bool{"U0ADA": true, "U0MIA": true, "U0TOM": false, "U0DAN": false, "U0BEN": false} {
			text, err := s.assessment(viewer)
			if may != (err == nil) {
				s.Errorf("%s: %v", viewer, err)
			}
			if may && (text.Texts["operations"] != "Rollback takes minutes." || len(text.Texts) != 3 || len(text.Wins) == 0) {
				s.Errorf("%s reads %+v", viewer, text)
			}
		}
	})
}

// box is a win that can be ticked in the form.
type box struct{ action, id string }

// boxed is the first win that the open step offers.
func (s story) boxed(m *sandbox.Member) box {
	s.Helper()
	for _, w := range s.kept("U0ADA") {
		before, _, found := strings.Cut(string(m.Modal().Blocks), `"`+w.ID+`"`)
		if !found {
			continue
		}
		at := strings.LastIndex(before, `review.self.draft:wins.`)
		action, _, _ := strings.Cut(before[max(0, at):], `"`)
		if at < 0 { // the id may stand behind the options
			_, after, _ := strings.Cut(string(m.Modal().Blocks), `review.self.draft:wins.`)
			name, _, _ := strings.Cut(after, `"`)
			action = "review.self.draft:wins." + name
		}
		return box{action, w.ID}
	}
	s.Fatal("no win is offered")
	return box{}
}

func TestWhatAdaTypedIsThereWhenSheOpensTheFormAgain(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		asked := s.assesses()
		s.ok(ada.Click(asked, "review.self.open"))
		s.atStep(ada, "step 1 of 4")
		s.ok(ada.ClickModal("review.self.draft:text.technical", "Canary rel"))
		s.ok(ada.ClickModal("review.self.draft:text.technical", "Canary releases <!channel>"))
		if strings.Contains(ada.Modal().PrivateMetadata, "Canary") {
			s.Error("the draft travels in the metadata")
		}
		ada.CloseAll()
		ada.OpenHome()
		s.until("Home has it", func() bool { return ada.Home() != nil && strings.Contains(ada.Home().Text(), "Your self-assessment") })
		s.ok(ada.Click(asked, "review.self.open"))
		s.atStep(ada, "This is your draft")
		s.says(ada.Modal().State["text.technical"]["review.self.draft:text.technical"]["value"].(string), "Canary releases <!channel>")
		var rows []struct {
			Draft  []byte `db:"draft"`
			Sealed []byte `db:"sealed"`
		}
		s.do(func(tx *db.Tx) error { return tx.Select(&rows, `select draft, sealed from self_assessments`) })
		if len(rows) != 1 || strings.Contains(string(rows[0].Draft), "Canary") || len(rows[0].Sealed) != 0 {
			s.Errorf("%d rows, or a draft that is not sealed", len(rows))
		}
		if _, err := s.assessment("U0ADA"); err == nil {
			s.Error("a draft counts as sent")
		}
		// An event that comes late changes nothing.
		s.do(func(tx *db.Tx) error {
			list, err := s.bot.Cycles().List(tx)
			if err == nil {
				err = s.bot.Cycles().DraftSelf(tx, "U0ADA", list[0].ID, "1000000000.000000",
					reviews.SelfText{Texts: map[string]string{"technical": "Ca"}})
			}
			return err
		})
		ada.CloseAll()
		s.ok(ada.Click(asked, "review.self.open"))
		s.atStep(ada, "This is your draft")
		s.says(string(ada.Modal().Blocks), "Canary releases")
	})
}

func TestASelfAssessmentIsRefusedInWordsWhereItCannotBe(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		asked := s.assesses()
		s.ok(ben.Command("/win Shipped the importer").Err)
		cycle := asked.Button("review.self.open").Value
		base := ben.Command("/win list").Message
		s.ok(ben.Press(base, "review.self.open", cycle)) // he is no subject
		s.ok(ben.Press(base, "review.self.open", "nothing"))
		s.until("Ben is told", func() bool { return strings.Contains(s.ephemerals(ben), "no such self-assessment for you") })
		if ben.Modal() != nil {
			s.Error("Ben has a form")
		}
		s.ok(ada.Click(asked, "review.self.open"))
		for _, step := range []string{"step 1 of 4", "step 2 of 4", "step 3 of 4"} {
			s.atStep(ada, step)
			s.ok(ada.Submit(nil))
		}
		s.atStep(ada, "step 4 of 4")
		s.refusedForm(ada.Submit(map[string]any{"text.overall": " \u200b "}), "at least one sentence")
		if err := ada.Submit(map[string]any{"text.overall": strings.Repeat("長", 40_000)}); err == nil {
			s.Error("40,000 characters were taken")
		}
		s.ok(ada.Fill(map[string]any{"text.overall": "It went well."}))
		s.do(func(tx *db.Tx) error { // somebody else's win, or none at all
			list, err := s.bot.Cycles().List(tx)
			if err == nil {
				err = s.bot.Cycles().DraftSelf(tx, "U0ADA", list[0].ID, "9000000000.000000", reviews.SelfText{
					Wins: map[string][]string{"O2": {s.kept("U0BEN")[0].ID, "nothing"}, "X9": {"nothing"}},
				})
			}
			return err
		})
		s.ok(ada.Submit(nil))
		s.latest("U0ADA", "is saved")
		if text, err := s.assessment("U0ADA"); err != nil || len(text.Wins) != 0 {
			s.Errorf("%+v, %v", text, err)
		}
		s.ok(ada.Click(s.told("U0ADA", "is saved"), "review.self.open"))
		s.atStep(ada, "This is what you sent")
		s.ends(reviews.StageSelf)
		s.refusedForm(ada.Submit(map[string]any{"text.technical": "Too late"}), "not the time")
		ada.CloseAll()
		s.ok(ada.Press(asked, "review.self.open", cycle))
		s.until("Ada is told", func() bool { return strings.Contains(s.ephemerals(ada), "not the time") })
	})
}

// ephemerals is what a person alone was told, all together.
func (s story) ephemerals(m *sandbox.Member) (text string) {
	for _, e := range m.Ephemerals() {
		text += e.Text() + "\n"
	}
	return text
}

func TestWhoHasSentNothingIsRemindedOnceOnTheLastDayInWorkingHours(t *testing.T) {
	tell(t, func(s story) {
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.OpenCycle(tx, reviews.New{Name: "2026 H2", Template: "ml-engineer", Subjects: []string{"U0JUN", "U0RAV"}})
			return err
		})
		s.advancesTo("2026 H2", reviews.StageSelf) // Monday; it ends on Wednesday, 17:00 in UTC
		s.poke()
		if n := s.asks("U0JUN", "Your self-assessment"); n != 0 {
			s.Fatal("Juno was asked in the evening of Seoul")
		}
		s.goTo(2026, 11, 24, 10, 0, "Asia/Seoul")
		s.goTo(2026, 11, 24, 12, 0, "Europe/Berlin")
		if j, r := s.asks("U0JUN", "Your self-assessment"), s.asks("U0RAV", "Your self-assessment"); j != 1 || r != 1 {
			s.Fatalf("asked: Juno %d, Ravi %d", j, r)
		}
		ravi := s.w.As("U0RAV")
		s.ok(ravi.Click(s.told("U0RAV", "Your self-assessment"), "review.self.open"))
		for range 3 {
			s.until("the form is there", func() bool { return ravi.Modal() != nil && ravi.Modal().Submit == "Next" })
			s.ok(ravi.Submit(nil))
		}
		s.atStep(ravi, "step 4 of 4")
		s.ok(ravi.Submit(map[string]any{"text.overall": "It went well."}))
		s.goTo(2026, 11, 25, 9, 0, "Asia/Seoul")
		if n := s.asks("U0JUN", "still open"); n != 0 {
			s.Fatal("Juno was reminded before her day began")
		}
		s.goTo(2026, 11, 25, 10, 0, "Asia/Seoul")
		s.goTo(2026, 11, 25, 14, 0, "Europe/Berlin")
		if j, r := s.asks("U0JUN", "still open"), s.asks("U0RAV", "still open"); j != 1 || r != 0 {
			s.Fatalf("reminded: Juno %d, Ravi %d", j, r)
		}
	})
}
