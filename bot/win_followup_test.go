package bot_test

import (
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/reviews"
	"laurel/sandbox"
	"laurel/wins"
)

// asks counts the messages of laurel's in a person's DM that hold a text.
func (s story) asks(person, text string) (n int) {
	for _, m := range s.w.As(person).Inbox() {
		if m.User == sandbox.BotUser && strings.Contains(m.Text(), text) {
			n++
		}
	}
	return n
}

// latest waits until the newest message to a person holds a text, and returns it.
func (s story) latest(person, text string) sandbox.Message {
	s.Helper()
	s.until(person+" is told: "+text, func() bool { return strings.Contains(s.w.As(person).Last().Text(), text) })
	return s.w.As(person).Last()
}

// goTo goes on to a moment of the sandbox's clock, and has the jobs look twice.
func (s story) goTo(year int, month time.Month, date, hour, minute int, zone string) {
	s.Helper()
	loc, err := time.LoadLocation(zone)
	s.ok(err)
	s.w.Advance(time.Date(year, month, date, hour, minute, 0, 0, loc).Sub(s.db.Now()))
	s.poke()
	s.poke()
}

func TestAdaIsAskedAfter30And60And90DaysWhetherHerWinHeldOnceEach(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ada.Command("/win Cut p99 latency of #ranker from 120 ms to 80 ms") // Monday, 23 November
		s.settings(ada, map[string]any{"weekday": "-"})
		s.goTo(2026, 12, 22, 12, 0, "Europe/Berlin")
		if n := s.asks("U0ADA", "Did it hold?"); n != 0 {
			s.Fatalf("asked %d times after 29 days", n)
		}
		s.goTo(2026, 12, 23, 9, 29, "Europe/Berlin")
		if n := s.asks("U0ADA", "Did it hold?"); n != 0 {
			s.Fatalf("asked %d times before working hours", n)
		}
		s.goTo(2026, 12, 23, 9, 31, "Europe/Berlin")
		asked := s.told("U0ADA", "Did it hold?")
		s.says(asked.Text(), "23 Nov", "p99 latency", "Yes, it held", "It changed", "Too early to say",
			"Stop asking for this win", "No more of these")
		s.never(asked.Body, "latency", "ranker")
		s.goTo(2026, 12, 28, 12, 0, "Europe/Berlin")

		s.ok(ada.Click(asked, "win.followup:early"))
		s.until("the message says when it asks again", func() bool {
			return strings.Contains(ada.Last().Text(), "laurel asks again 60 days after it")
		})
		s.goTo(2027, 1, 22, 12, 0, "Europe/Berlin") // Friday
		asked = s.latest("U0ADA", "Yes, it held")
		if n := s.asks("U0ADA", "Did it hold?"); n != 2 {
			s.Fatalf("asked %d times after 60 days", n)
		}
		s.ok(ada.Click(asked, "win.followup:held"))
		s.until("the message shows it", func() bool { return strings.Contains(ada.Last().Text(), "You said on Fri 22 Jan that it held") })
		w := s.kept("U0ADA")[0]
		if !strings.HasSuffix(w.Text, "to 80 ms\nStill held on 22 Jan 2027, 60 days later.") || w.Version != 2 || len(w.Metrics) != 1 {
			s.Fatalf("stored %+v", w)
		}
		s.ok(ada.Click(ada.Last(), "win.followup:more"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.says(ada.Modal().Text(), "By how much, and compared with what?")
		s.ok(ada.Submit(map[string]any{"text": "p99 is 78 ms", "held": wins.HeldCanary}))
		w = s.kept("U0ADA")[0]
		if !strings.HasSuffix(w.Text, "\n22 Jan 2027, 60 days later: p99 is 78 ms") || w.Held != wins.HeldCanary {
			s.Fatalf("stored %+v", w)
		}
		s.goTo(2027, 2, 22, 12, 0, "Europe/Berlin") // 91 days: day 90 was a Sunday
		s.ok(ada.Click(s.latest("U0ADA", "Yes, it held"), "win.followup:changed"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.says(ada.Modal().Text(), "What is it now?")
		s.ok(ada.Submit(map[string]any{"text": "Back at 110 ms since the new features"}))
		s.until("the message shows it", func() bool { return strings.Contains(ada.Last().Text(), "what it is now") })
		s.goTo(2027, 6, 1, 12, 0, "Europe/Berlin")
		if n := s.asks("U0ADA", "Did it hold?"); n != 3 {
			s.Fatalf("asked %d times in all", n)
		}
	})
}

func TestAfterAPauseAdaIsAskedOnceAndNotForWhatIsLongAgo(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		ada.Command("/win Cut p99 latency of #ranker from 120 ms to 80 ms")
		s.goTo(2027, 1, 25, 12, 0, "Europe/Berlin") // 63 days
		s.says(s.told("U0ADA", "Did it hold?").Text(), "23 Nov")
		if n := s.asks("U0ADA", "Did it hold?"); n != 1 {
			s.Fatalf("asked %d times after the pause", n)
		}
		ben.Command("/win Cut p99 latency of #search from 120 ms to 80 ms")
		s.goTo(2027, 8, 2, 12, 0, "Europe/Berlin")
		if n := s.asks("U0BEN", "Did it hold?"); n != 0 {
			s.Fatalf("Ben was asked %d times after half a year", n)
		}
	})
}

func TestNobodyIsAskedAboutWhatReachedTheEndOrIsGoneOrIsNoResult(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		for _, text := range []string{
			"Conversion of #ranker up 1.2 pp", "Learned that the two-tower model does not beat the baseline",
			"Wrote the on-call handbook so that new joiners can be on call after a week",
		} {
			s.ok(ada.Command("/win " + text).Err)
		}
		s.ok(ada.Click(ada.Command(offline).Message, "win.held:live"))
		s.ok(ada.Click(ada.Command("/win AUC of #fraud up 2 %").Message, "win.remove"))
		s.until("it is gone", func() bool { return len(s.kept("U0ADA")) == 4 })
		for _, date := range []int{23, 24} {
			s.goTo(2026, 12, date, 12, 0, "Europe/Berlin")
		}
		if n := s.asks("U0ADA", "Did it hold?"); n != 0 {
			s.Fatalf("asked: %s", ada.Last().Text())
		}
	})
}

func TestSeveralWinsComeInOneMessageADayAndEachCanBeStopped(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		for _, name := range []string{"ranker", "search", "fraud", "churn", "spam", "ads"} {
			s.ok(ada.Command("/win Cut p99 latency of #" + name + " from 120 ms to 80 ms").Err)
		}
		s.ok(ada.Command("/win").Err)
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Cut p99 latency of #secret from 9 ms to 8 ms", "visibility": "private"}))
		s.goTo(2026, 12, 23, 12, 0, "Europe/Berlin")
		first := s.told("U0ADA", "asks about 5 wins of yours")
		s.goTo(2026, 12, 23, 16, 0, "Europe/Berlin")
		if n := s.asks("U0ADA", "Did it hold?"); n != 1 {
			s.Fatalf("asked %d times on one day", n)
		}
		s.goTo(2026, 12, 24, 12, 0, "Europe/Berlin")
		s.says(s.told("U0ADA", "asks about 2 wins of yours").Text(), "secret")
		s.ok(ada.Click(first, "win.followup:stop"))
		s.until("the first shows it", func() bool {
			for _, m := range ada.Inbox() {
				if m.TS == first.TS {
					return strings.Contains(m.Text(), "does not ask about this win again")
				}
			}
			return false
		})
		s.ok(ada.Click(first, "win.followup.off"))
		s.until("it is off", func() bool {
			for _, m := range ada.Inbox() {
				if m.TS == first.TS {
					return strings.Contains(m.Text(), "asks no more whether your wins held") && m.Has("win.settings.open")
				}
			}
			return false
		})
		s.goTo(2027, 1, 25, 12, 0, "Europe/Berlin")
		if n := s.asks("U0ADA", "Did it hold?"); n != 1 {
			s.Fatalf("there are %d questions", n)
		}
	})
}

func TestAWinThatWasStoppedIsNotAskedAboutAgainWhileOthersAre(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ada.Command("/win Cut p99 latency of #ranker from 120 ms to 80 ms")
		s.goTo(2026, 12, 23, 12, 0, "Europe/Berlin")
		s.ok(ada.Click(s.told("U0ADA", "Did it hold?"), "win.followup:stop"))
		ada.Command("/win Cut p99 latency of #search from 50 ms to 40 ms")
		s.goTo(2027, 1, 25, 12, 0, "Europe/Berlin")
		asked := ada.Last()
		s.says(asked.Text(), "Did it hold?", "search")
		s.never(asked.Text(), "ranker")
	})
}

func TestFollowUpsComeInWorkingHoursOfTheirReaderAndNotToWhoHasLeft(t *testing.T) {
	tell(t, func(s story) {
		juno, sam, ravi := s.w.As("U0JUN"), s.w.As("U0SAM"), s.w.As("U0RAV")
		for _, m := range []*sandbox.Member{juno, sam, ravi} {
			m.Command("/win Cut p99 latency of #ranker from 120 ms to 80 ms")
		}
		s.leaves("U0RAV")
		count := func(juno, sam int) {
			s.Helper()
			if j, m := s.asks("U0JUN", "Did it hold?"), s.asks("U0SAM", "Did it hold?"); j != juno || m != sam {
				s.Fatalf("Juno was asked %d times, Sam %d", j, m)
			}
		}
		s.goTo(2026, 12, 23, 9, 0, "Asia/Seoul")
		count(0, 0)
		s.goTo(2026, 12, 23, 10, 0, "Asia/Seoul") // Tuesday evening in New York
		count(1, 0)
		s.goTo(2026, 12, 23, 9, 0, "America/New_York")
		count(1, 0)
		s.goTo(2026, 12, 23, 10, 0, "America/New_York")
		count(1, 1)
		if n := s.asks("U0RAV", "Did it hold?"); n != 0 {
			s.Fatalf("Ravi, who has left, was asked %d times", n)
		}
	})
}

func TestNobodyAnswersForSomebodyElse(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		ada.Command("/win Cut p99 latency of #ranker from 120 ms to 80 ms")
		ben.Command("/win Cut p99 latency of #search from 50 ms to 40 ms")
		s.goTo(2026, 12, 23, 13, 0, "Europe/Berlin")
		theirs := s.told("U0ADA", "Did it hold?")
		own := s.told("U0BEN", "Did it hold?")
		for i, value := range []string{theirs.Button("win.followup:held").Value, "held x y", ""} {
			s.ok(ben.Press(own, "win.followup:held", value))
			s.until("Ben is told", func() bool {
				told := 0
				for _, m := range ben.Ephemerals() {
					if strings.Contains(m.Text(), "not in your list") {
						told++
					}
				}
				return told == i+1
			})
		}
		if w := s.kept("U0ADA")[0]; w.Version != 1 {
			s.Fatalf("Ada's win is %+v", w)
		}
	})
}

func TestOnADayWithARequestNothingElseIsAsked(t *testing.T) {
	tell(t, func(s story) {
		s.ok(s.w.As("U0ADA").Command("/win Cut p99 latency of #ranker from 120 ms to 80 ms").Err)
		s.goTo(2026, 12, 23, 8, 0, "Europe/Berlin") // thirty days later, before work
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.OpenCycle(tx, reviews.New{Name: "2026 H2", Template: "mlops-engineer", Subjects: []string{"U0ADA"}})
			return err
		})
		s.goTo(2026, 12, 23, 12, 0, "Europe/Berlin")
		s.told("U0ADA", "2026 H2")
		s.poke()
		if n := s.asks("U0ADA", "Did it hold?"); n != 0 {
			s.Fatal("she was asked about a win on the day of a request")
		}
		s.goTo(2026, 12, 24, 12, 0, "Europe/Berlin")
		s.told("U0ADA", "asks about 1 win of yours")
	})
}
