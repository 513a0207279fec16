package bot_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/internal/slots"
	"laurel/people"
	"laurel/reviews"
	"laurel/sandbox"
)

// opensAtTen opens a cycle about Ada on Monday, 10:00 in Berlin, when Ben in London is not at work yet and Sam in New York is
// asleep, and asks her colleagues.
func (s story) opensAtTen(name string) {
	s.Helper()
	s.opensAbout(name, "U0ADA")
	s.poke()
}

func (s story) opensAbout(name string, subjects ...string) {
	s.Helper()
	s.do(func(tx *db.Tx) error {
		_, err := s.bot.OpenCycle(tx, reviews.New{Name: name, Template: "mlops-engineer", Subjects: subjects})
		return err
	})
	s.advancesTo(name, reviews.StagePeer)
}

// lives looks what is due twice a day, at half past nine in London and in New York, for some days.
func (s story) lives(days int) {
	s.Helper()
	for range days {
		for _, hour := range []int{9, 14} {
			at := s.w.Now().UTC()
			next := time.Date(at.Year(), at.Month(), at.Day(), hour, 31, 0, 0, time.UTC)
			if !next.After(at) {
				next = next.AddDate(0, 0, 1)
			}
			s.w.Advance(next.Sub(at))
			s.poke()
		}
	}
}

// got lists the days on which somebody got a message, by their own clock, and fails the test when one came outside their
// working hours.
func (s story) got(user string) (days []string) {
	s.Helper()
	var person people.Person
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) (err error) {
		person, err = people.Get(tx, user)
		return err
	}))
	for _, m := range s.w.As(user).Inbox() {
		at, zone := sentAt(m), person.Location(time.UTC)
		if !slots.Working(at, zone) {
			s.Errorf("%s got a message at %s", user, at.In(zone))
		}
		days = append(days, at.In(zone).Format("Mon 2 Jan"))
	}
	return days
}

func sentAt(m sandbox.Message) time.Time {
	seconds, _, _ := strings.Cut(m.TS, ".")
	unix, _ := strconv.ParseInt(seconds, 10, 64)
	return time.Unix(unix, 0)
}

func (s story) gotOn(user string, want ...string) {
	s.Helper()
	if got := strings.Join(s.got(user), ", "); got != strings.Join(want, ", ") {
		s.Errorf("%s got messages on %s, want %s", user, got, strings.Join(want, ", "))
	}
}

func TestNobodyIsAskedBeforeTheirDayBegins(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.opensAtTen("2026 H2")
		for _, berlin := range []string{"U0LIN", "U0PIA", "U0RAV"} {
			s.gotOn(berlin, "Mon 23 Nov")
		}
		s.gotOn("U0BEN")
		s.gotOn("U0SAM")
		s.says(s.w.As("U0SAM").OpenHome().Text(), "Ada Osei") // who looks by themselves sees it
		s.w.Advance(31 * time.Minute)
		s.poke()
		s.gotOn("U0BEN", "Mon 23 Nov")
		s.gotOn("U0SAM")
		s.w.Advance(5 * time.Hour)
		s.poke()
		s.poke()
		s.gotOn("U0SAM", "Mon 23 Nov")
		s.gotOn("U0LIN", "Mon 23 Nov")
	})
}

func TestWhoIsNotToldYetGetsNothingOnceItIsOver(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.opensAtTen("2026 H2")
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.CancelCycle(tx, "2026 H2")
			return err
		})
		s.lives(2)
		s.gotOn("U0SAM")
		s.gotOn("U0LIN", "Mon 23 Nov")
	})
}

func TestACycleRunsByTheClockAloneAndRemindsOnlyThoseWhoOwe(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.opensAtTen("2026 H2")
		s.lives(1) // Monday afternoon
		s.answers("U0LIN", threeTexts(1))
		s.lives(4) // Friday: Thursday was the third working day
		s.says(s.told("U0SAM", "Reminder: feedback for 1 person").Text(), "Ada Osei", "about 6 minutes", "until Mon 7 Dec", "Answer", "Decline")
		s.answers("U0BEN", threeTexts(2))
		s.lives(6) // Thursday, 3 December
		s.answers("U0PIA", threeTexts(3))
		s.lives(4) // Monday: the last day
		s.says(s.told("U0SAM", "until today").Text(), "until today, 12:00")
		s.lives(1)
		s.gotOn("U0LIN", "Mon 23 Nov")
		s.gotOn("U0BEN", "Mon 23 Nov", "Thu 26 Nov")
		s.gotOn("U0PIA", "Mon 23 Nov", "Thu 26 Nov", "Thu 3 Dec")
		s.gotOn("U0SAM", "Mon 23 Nov", "Thu 26 Nov", "Thu 3 Dec", "Mon 7 Dec")
		for _, m := range s.w.As("U0ADA").Inbox() { // she hears of her wins only
			s.never(m.Text(), "eedback")
		}
		for _, m := range s.w.As("U0SAM").Inbox() { // all of them say how it ended
			s.says(m.Text(), "No answer is needed any more")
		}
		text := s.told("U0MIA", "ready for you").Text()
		for i := range 3 {
			s.says(text, threeTexts(i + 1)["next"].(string))
		}
	})
}

func TestAnAnswerChangesEachMessageThatAskedForIt(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.opensAtTen("2026 H2")
		s.lives(4)
		if n := len(s.w.As("U0LIN").Inbox()); n != 2 {
			s.Fatalf("Lin has %d messages", n)
		}
		s.answers("U0LIN", threeTexts(1))
		s.until("both say thank you", func() bool {
			for _, m := range s.w.As("U0LIN").Inbox() {
				if !strings.Contains(m.Text(), "Thank you") || m.Has("feedback.answer.open") {
					return false
				}
			}
			return true
		})
	})
}

func TestWhatWasMissedWhileLaurelWasDownComesOnce(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.asked("U0SAM")
		s.w.Advance(11 * 24 * time.Hour) // Friday, 4 December: two reminders were due
		s.poke()
		s.poke()
		s.gotOn("U0SAM", "Mon 23 Nov", "Fri 4 Dec")
		s.lives(4)
		s.gotOn("U0SAM", "Mon 23 Nov", "Fri 4 Dec", "Mon 7 Dec")
	})
}

func TestSomebodyElseOnTheSameDayIsAddedToTheMessageAndToldOfTheNextDay(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		first := s.asked("U0RAV")
		s.opensAbout("Search, 2026 H2", "U0JUN")
		s.until("Ravi's message shows Juno too", func() bool {
			return strings.Contains(s.asked("U0RAV").Text(), "Juno Park")
		})
		if again := s.asked("U0RAV"); again.TS != first.TS {
			s.Error("Ravi got a second message")
		}
		s.says(s.asked("U0RAV").Text(), "Feedback for 2 people", "Search, 2026 H2", "Ada Osei")
		s.poke()
		s.gotOn("U0RAV", "Mon 23 Nov")
		s.lives(1)
		s.gotOn("U0RAV", "Mon 23 Nov", "Tue 24 Nov")
		inbox := s.w.As("U0RAV").Inbox()
		s.says(inbox[1].Text(), "Feedback for 2 people", "Juno Park", "Ada Osei")
	})
}
