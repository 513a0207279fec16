package bot_test

import (
	"context"
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/sandbox"
)

// plays turns all pages of the rehearsal that is open, presses what stands in them, and returns what they say.
func (s story) plays(dana *sandbox.Member) (text string) {
	s.Helper()
	for n := 1; ; n++ {
		page := dana.Modal().Text()
		text += page + "\n"
		if !strings.Contains(page, "Next page") {
			return text
		}
		s.ok(dana.ClickModal("review.play.turn:on"))
		s.until("the next page is there", func() bool { return dana.Modal() != nil && dana.Modal().Text() != page })
		if n > 40 {
			s.Fatal("it has no end")
		}
	}
}

// stored counts all rows that a cycle could leave.
func (s story) stored() (n int) {
	s.Helper()
	s.ok(s.db.Read(context.Background(), func(tx *db.Tx) error {
		return tx.Get(&n, `select (select count(*) from cycles) + (select count(*) from cycle_subjects) + (select count(*) from cycle_nominees)
			+ (select count(*) from self_assessments) + (select count(*) from feedback_requests) + (select count(*) from outbox)`)
	}))
	return n
}

func TestDanaPlaysACycleOnHerselfBeforeSheOpensIt(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.poke()
		before, inboxes := s.stored(), s.inboxes()
		dana := s.w.As("U0DAN")
		s.ok(dana.Click(dana.Command("/review", "C0GENERAL").Message, "review.open.form"))
		s.until("the form is open", func() bool { return dana.Modal() != nil })
		s.ok(dana.ClickModal("review.play"))
		s.page("Choose a template first")
		dana.CloseModal()
		s.ok(dana.Fill(map[string]any{"name": "2026 H2", "template": "mlops-engineer", "subjects": []string{"U0ADA"}}))
		s.ok(dana.ClickModal("review.play"))
		s.page("This plays 2026 H2 with you in every part", "Opened now, it would send")
		text := s.plays(dana)
		s.says(text, "a message to the person who is reviewed", "Whom should laurel ask about you?", "the form “Whom to ask” for the person who is reviewed",
			"a message to their manager", "Your self-assessment", "a message to a colleague who is asked", "Feedback for 1 person",
			"Dana Whitfield", "Reminder", "ready for you", "I can't assess this")
		s.ok(dana.ClickModal("review.play.turn:back"))
		s.ok(dana.Submit(nil))
		if n := s.stored(); n != before {
			s.Errorf("%d rows were left", n-before)
		}
		if n := s.inboxes(); n != inboxes {
			s.Errorf("%d messages were sent", n-inboxes)
		}
		s.ok(dana.Submit(nil)) // the form that opens the cycle is still there, and filled in
		s.page("2026 H2 is open")
	})
}

func TestWhatStandsInARehearsalDoesNothing(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.poke()
		dana := s.details()
		s.ok(dana.ClickModal("review.play"))
		s.page("This plays 2026 H2", "as if it were opened now")
		before, stands := s.stored(), s.stands("2026 H2")
		s.ok(dana.ClickModal("review.play.nothing:0"))
		s.ok(dana.ClickModal("review.play.nothing:1"))
		s.plays(dana)
		if n := s.stored(); n != before || s.stands("2026 H2") != stands {
			s.Errorf("%d rows were left, and the cycle is %+v", n-before, s.stands("2026 H2"))
		}
		ben := s.w.As("U0BEN")
		list := dana.Command("/review", "C0GENERAL").Message
		s.ok(ben.Press(list, "review.play", stands.ID))
		s.until("Ben is told", func() bool { return len(ben.Ephemerals("C0GENERAL")) == 1 })
		s.says(ben.Ephemerals("C0GENERAL")[0].Text(), "Only an admin of laurel")
	})
}
