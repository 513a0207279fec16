package bot_test

import (
	"strings"
	"testing"

	"laurel/internal/db"
)

// later has somebody choose in the menu of their newest message when to hear of it again.
func (s story) later(user, choice string) {
	s.Helper()
	m := s.w.As(user)
	inbox := m.Inbox()
	newest := inbox[len(inbox)-1]
	for _, option := range strings.Split(string(newest.Blocks), `"`) {
		if strings.HasSuffix(option, " "+choice) && strings.Count(option, " ") == 1 {
			s.ok(m.Click(newest, "feedback.answer.later", option))
			return
		}
	}
	s.Fatalf("%s can't choose %s in %s", user, choice, newest.Text())
}

func TestWhoSaysLaterHearsNothingUntilThen(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.opensAtTen("2026 H2")
		s.lives(1)
		s.later("U0SAM", "end")
		s.says(s.told("U0SAM", "Quiet until").Text(), "Quiet until Fri 4 Dec, 09:30", "Only you see that", "Answer", "Remind me as planned")
		s.lives(10) // past Thursday and the next one
		s.gotOn("U0SAM", "Mon 23 Nov")
		s.lives(1)
		s.gotOn("U0SAM", "Mon 23 Nov", "Fri 4 Dec")
		s.says(s.told("U0SAM", "Reminder").Text(), "Ada Osei")
		s.never(s.told("U0SAM", "Reminder").Text(), "Quiet until")
		s.lives(3)
		s.gotOn("U0SAM", "Mon 23 Nov", "Fri 4 Dec", "Mon 7 Dec")
		for _, other := range []string{"U0ADA", "U0MIA", "U0DAN"} {
			for _, m := range s.w.As(other).Inbox() {
				s.never(m.Text(), "Sam Keller", "Quiet")
			}
		}
	})
}

func TestLaterIsTheNextWorkingMorningAndCanBeTakenBack(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.opensAtTen("2026 H2")
		s.lives(4) // Thursday: the first reminder
		s.later("U0PIA", "tomorrow")
		s.later("U0LIN", "days")
		s.says(s.told("U0PIA", "Quiet until").Text(), "Quiet until Fri 27 Nov, 09:30")
		s.says(s.told("U0LIN", "Quiet until").Text(), "Quiet until Tue 1 Dec, 09:30")
		lin := s.w.As("U0LIN")
		s.ok(lin.Click(s.told("U0LIN", "Quiet until"), "feedback.answer.planned"))
		s.until("Lin is reminded as planned", func() bool {
			return !strings.Contains(lin.Last().Text(), "Quiet") && lin.Last().Has("feedback.answer.later")
		})
		s.lives(6)
		s.gotOn("U0PIA", "Mon 23 Nov", "Thu 26 Nov", "Fri 27 Nov")
		s.gotOn("U0LIN", "Mon 23 Nov", "Thu 26 Nov")
		s.lives(1)
		s.gotOn("U0LIN", "Mon 23 Nov", "Thu 26 Nov", "Thu 3 Dec")
	})
}

func TestLaterIsAnsweredInWordsWhereItIsTooLateOrNotYours(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		sam, ben := s.w.As("U0SAM"), s.w.As("U0BEN")
		asked := s.asked("U0SAM")
		id := asked.Button("feedback.answer.open").Value
		said := func(text string) {
			s.Helper()
			s.until("it is said: "+text, func() bool {
				e := append(sam.Ephemerals(), ben.Ephemerals()...)
				return len(e) > 0 && strings.Contains(e[len(e)-1].Text(), text)
			})
		}
		s.ok(sam.Press(asked, "feedback.answer.later", id+" yesterday"))
		said("That day is over")
		s.lives(14) // Monday, 7 December: the last day
		s.never(sam.Last().Text(), "Later")
		s.ok(sam.Press(asked, "feedback.answer.later", id+" tomorrow"))
		s.until("it is too late", func() bool { return len(sam.Ephemerals()) == 2 })
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.AdvanceCycle(tx, "2026 H2")
			return err
		})
		for button, value := range map[string]string{"feedback.answer.later": id + " tomorrow", "feedback.answer.planned": id} {
			before := len(sam.Ephemerals())
			s.ok(sam.Press(asked, button, value))
			s.until(button+" says that it is over", func() bool {
				e := sam.Ephemerals()
				return len(e) > before && strings.Contains(e[len(e)-1].Text(), "stage is over")
			})
		}
		s.ok(ben.Press(s.told("U0BEN", "Ada Osei"), "feedback.answer.planned", id))
		said("no such request")
	})
}
