package bot_test

import (
	"strings"
	"testing"
	"time"

	"laurel/reviews"
)

func TestDanaRemindsOnlyThoseWhoOweAndOnlyOnceADay(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.poke()
		s.answers("U0LIN", threeTexts(1))
		s.w.Advance(23 * time.Hour) // Tuesday, 09:00 UTC: no reminder is due by itself
		s.poke()
		lin, ravi := len(s.w.As("U0LIN").Inbox()), len(s.w.As("U0RAV").Inbox())
		dana := s.details()
		s.ok(dana.ClickModal("review.remind"))
		s.page("Who still owes something in this stage is reminded", "Dana Whitfield had those reminded who still owed something in Peer review")
		s.never(dana.Modal().Text(), "Lin", "Ravi")
		s.told("U0RAV", "Reminder")
		s.ok(dana.ClickModal("review.remind"))
		s.page("They were reminded today")
		s.poke()
		if n := len(s.w.As("U0LIN").Inbox()); n != lin {
			s.Errorf("Lin, who answered, has %d messages", n)
		}
		if n := len(s.w.As("U0RAV").Inbox()); n != ravi+1 {
			s.Errorf("Ravi has %d messages", n)
		}
	})
}

func TestWhoNamedNobodyIsRemindedAndEveryMessageEnds(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.nominating("2026 H2", "U0ADA")
		ada, dana := s.w.As("U0ADA"), s.details()
		s.ok(dana.ClickModal("review.remind")) // Ada was asked today
		s.page("is reminded")
		s.w.Advance(24 * time.Hour)
		s.poke()
		if n := len(ada.Inbox()); n != 1 {
			s.Errorf("Ada has %d messages", n)
		}
		s.ok(dana.ClickModal("review.remind"))
		s.until("Ada has both", func() bool { return len(ada.Inbox()) == 2 })
		s.advancesTo("2026 H2", reviews.StageSelf)
		s.until("neither can be used", func() bool {
			for _, m := range ada.Inbox() {
				if m.Has("feedback.nominate.open") {
					return false
				}
			}
			return true
		})
		s.poke()
		s.told("U0ADA", "Your self-assessment")
		dana = s.details()
		s.w.Advance(24 * time.Hour)
		s.ok(dana.ClickModal("review.remind"))
		s.page("is reminded")
		s.told("U0ADA", "is still open")
	})
}

func TestEverybodySeesWhereTheirOwnReviewStandsAndManagersThatOfTheirPeople(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.poke()
		before := s.w.As("U0MIA").Command("/review").Text()
		s.says(before, "Reviews of your people", "Ada Osei", "*Peer review* until Mon 7 Dec, 18:00")
		s.says(s.w.As("U0ADA").Command("/review").Text(), "Your review", "2026 H2", "Peer review until", "Nothing of it is shown before this ends")
		s.says(s.w.As("U0ADA").OpenHome().Text(), "Your review", "Peer review until")
		s.says(s.w.As("U0MIA").OpenHome().Text(), "Reviews of your people", "Ada Osei")
		s.answers("U0RAV", threeTexts(1))
		s.answers("U0LIN", threeTexts(2))
		s.answers("U0PIA", threeTexts(3))
		if after := s.w.As("U0MIA").Command("/review").Text(); after != before {
			s.Errorf("with three answers Mia reads something else:\n%s\n%s", before, after)
		}
		if text := s.w.As("U0BEN").Command("/review").Text(); strings.Contains(text, "Your review") || !strings.Contains(text, "Only an admin") {
			s.Errorf("Ben, who isn't reviewed, reads:\n%s", text)
		}
		s.advancesTo("2026 H2", reviews.StageManager)
		s.says(s.w.As("U0MIA").Command("/review").Text(), "Manager evaluation")
	})
}
