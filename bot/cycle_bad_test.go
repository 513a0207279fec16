package bot_test

import (
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// refusedOpening fills the form that opens a cycle, which is refused with the sentences; nothing is opened and nobody told.
func (s story) refusedOpening(values map[string]any, sentences ...string) {
	s.Helper()
	dana := s.w.As("U0DAN")
	dana.CloseAll()
	before, inboxes := s.cycles(), s.inboxes()
	s.ok(dana.Click(dana.Command("/review", "C0GENERAL").Message, "review.open.form"))
	s.until("the form is open", func() bool { return dana.Modal() != nil })
	err := dana.Submit(values)
	for _, sentence := range sentences {
		s.refusedForm(err, sentence)
	}
	s.poke()
	if n := s.cycles(); n != before {
		s.Errorf("%d cycles are there, not %d", n, before)
	}
	if n := s.inboxes(); n != inboxes {
		s.Errorf("%d messages were sent, not %d", n, inboxes)
	}
}

func (s story) inboxes() (n int) {
	for _, user := range append([]string{"U0ADA", "U0MIA", "U0JUN", "U0EVA", "U0TOM"}, colleagues...) {
		n += len(s.w.As(user).Inbox())
	}
	return n
}

// gone has people deactivated, all but some.
func (s story) gone(but ...string) {
	s.Helper()
	s.poke() // Slack was read, and says nothing about them again
	s.do(func(tx *db.Tx) error {
		everybody, err := people.All(tx)
		if err != nil {
			return err
		}
		stay := " " + strings.Join(but, " ") + " "
		for _, p := range everybody {
			if strings.Contains(stay, " "+p.ID+" ") {
				continue
			}
			if _, err := people.Meet(tx, people.Profile{ID: p.ID, Deleted: true}); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestACycleOfTwoPeopleIsRefusedWithWhyAndNothingIsHalfOpened(t *testing.T) {
	tell(t, func(s story) {
		s.gone("U0ADA", "U0MIA", "U0DAN")
		s.refusedOpening(map[string]any{"name": "2026 H2", "template": "mlops-engineer", "subjects": []string{"U0ADA"}},
			"Nothing was opened. Ada Osei: confidential answers need 4 colleagues to ask, and there are 1")
	})
}

func TestWhoHasNoManagerOrNoFunctionIsNamedAndNothingIsHalfOpened(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.refusedOpening(map[string]any{"name": "2026 H2", "template": "mlops-engineer", "subjects": []string{"U0ADA", "U0DAN"}},
			"Nothing was opened. Dana Whitfield: laurel doesn't know their manager; laurel people import sets it")
		s.refusedOpening(map[string]any{"name": "2026 H2", "template": "mlops-engineer", "subjects": []string{"U0GUS"}},
			"laurel doesn't know them as a full member of this workspace")
	})
}

func TestATemplateThatIsForNobodyHereOpensNothing(t *testing.T) {
	tell(t, func(s story) {
		s.gone("U0MIA", "U0DAN", "U0BEN", "U0SAM", "U0PIA", "U0LIN", "U0EVA") // no MLOps engineer is left
		s.refusedOpening(map[string]any{"name": "2026 H2", "template": "mlops-engineer"},
			"Nobody has a function that this template is for")
	})
}

func TestSomebodyInAnotherCycleIsRefusedByNameOrLeftOutWithASentence(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.OpenCycle(tx, reviews.New{Name: "Search", Template: "ml-engineer", Subjects: []string{"U0JUN"}})
			return err
		})
		s.refusedOpening(map[string]any{"name": "2026 H2", "template": "ml-engineer", "subjects": []string{"U0JUN", "U0RAV"}},
			"Nothing was opened. Juno Park: they are in Search, which still asks colleagues or will")
		dana := s.w.As("U0DAN")
		s.ok(dana.Submit(map[string]any{"name": "2026 H2", "template": "ml-engineer", "subjects": []string{}}))
		s.says(dana.Modal().Text(), "2026 H2 is open: 1 person is reviewed", "Juno Park is left out: they are in Search")
	})
}

func TestACircleOfManagersOpensNothingAndSaysWhatMendsIt(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.poke()                     // reading Slack would mend it
		s.do(func(tx *db.Tx) error { // no import takes it in
			_, err := tx.Exec(`insert into reporting_lines (person, manager, from_at) values ('U0DAN', 'U0ADA', 1)`)
			return err
		})
		s.refusedOpening(map[string]any{"name": "2026 H2", "template": "mlops-engineer", "subjects": []string{"U0ADA"}},
			"the people above them report to each other in a circle; laurel people import mends it")
	})
}

func TestAnAnswerAfterTheDeadlineStaysInTheFormAndSaysWhy(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		ben := s.w.As("U0BEN")
		s.ok(ben.Click(s.asked("U0BEN"), "feedback.answer.open"))
		s.until("the form is open", func() bool { return ben.Modal() != nil })
		s.advancesTo("2026 H2", reviews.StageManager)
		s.refusedForm(ben.Submit(threeTexts(1)), "stage is over")
		if typed := ben.Modal().State["worked"]["feedback.answer.draft:worked"]["value"]; typed != threeTexts(1)["worked"] {
			s.Errorf("the form holds %v", typed)
		}
		s.do(func(tx *db.Tx) error {
			var n int
			err := tx.Get(&n, `select count(*) from feedback_answers`)
			if n != 0 {
				s.Errorf("%d answers are kept", n)
			}
			return err
		})
	})
}
