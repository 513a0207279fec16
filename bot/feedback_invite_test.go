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

const asksThree = "/feedback ask <@U0BEN> <@U0LIN>, <@U0PIA> the hand-over of on-call for #ranker"

// asksFor asks, and lets half an hour pass: at 10:00 in Berlin it is too early to write to London.
func (s story) asksFor(user, command string) string {
	s.Helper()
	said := s.feedback(user, command)
	s.passes(31 * time.Minute)
	return said
}

// passes lets time pass, and laurel do what is due then.
func (s story) passes(d time.Duration) {
	s.Helper()
	s.w.Advance(d)
	s.poke()
}

// invited waits for the message that asks somebody for feedback outside a cycle.
func (s story) invited(giver string) sandbox.Message { return s.told(giver, "asks for your feedback") }

func TestAdaAsksThreeColleaguesAboutATopic(t *testing.T) {
	tell(t, func(s story) {
		s.says(s.asksFor("U0ADA", asksThree), "Asked Ben Adeyemi, Lin Zhao and Pia Novak about", "the hand-over of on-call", "until Mon 7 Dec",
			"You are not told who wrote", "You asked 3 people")
		for _, giver := range []string{"U0BEN", "U0LIN", "U0PIA"} {
			m := s.invited(giver)
			s.says(m.Text(), "*Ada Osei* asks", "the hand-over of on-call", "about 6 minutes", "until", "your name is not shown", "3 or more",
				"3 people were asked", "Answer", "Decline")
			if n := len(s.w.As(giver).Inbox()); n != 1 {
				s.Errorf("%s has %d messages", giver, n)
			}
		}
		ben := s.w.As("U0BEN")
		s.says(ben.OpenHome().Text(), "*Ada Osei* asks for your feedback", "the hand-over")
		s.ok(ben.Click(s.invited("U0BEN"), "feedback.answer.open"))
		s.until("the form is open", func() bool { return ben.Modal() != nil && ben.Modal().CallbackID == "feedback.give" })
		s.says(ben.Modal().Text(), "Ada asks about: the hand-over of on-call for #ranker", "may be taken for yours")
		s.ok(ben.Submit(threeTexts(1)))
		s.told("U0BEN", "Kept, sealed: what you wrote about")
		lin := s.w.As("U0LIN")
		s.ok(lin.Click(s.invited("U0LIN"), "feedback.answer.decline"))
		s.told("U0LIN", "You declined to write")

		seen := s.feedback("U0ADA", "/feedback")
		s.says(seen, "You asked Ben Adeyemi, Lin Zhao and Pia Novak", "the hand-over")
		s.says(s.feedback("U0ADA", "/feedback ask <@U0BEN> <@U0LIN> <@U0EVA> the launch"), "You asked Ben Adeyemi and Lin Zhao within", "nobody was asked now")
		s.nothingShows("U0MIA", "U0EVA", "U0DAN")
		for _, m := range s.w.As("U0ADA").Inbox() {
			s.Errorf("Ada is told %s", m.Text())
		}
	})
}

func TestOldButtonsOfAnInvitationChangeNothing(t *testing.T) {
	tell(t, func(s story) {
		s.asksFor("U0ADA", asksThree)
		ben, lin, eva := s.w.As("U0BEN"), s.w.As("U0LIN"), s.w.As("U0EVA")
		old := s.invited("U0BEN")
		answer, decline := old.Button("feedback.answer.open").Value, old.Button("feedback.answer.decline").Value
		last := func(m *sandbox.Member) string {
			if all := m.Ephemerals(); len(all) > 0 {
				return all[len(all)-1].Text()
			}
			return ""
		}
		s.invited("U0LIN")
		s.ok(lin.Click(s.invited("U0LIN"), "feedback.answer.decline"))
		s.told("U0LIN", "You declined to write")
		s.ok(lin.Press(s.told("U0LIN", "You declined"), "feedback.answer.open", answer))
		s.until("Lin is told", func() bool { return strings.Contains(last(lin), "You declined this") })
		s.ok(ben.Click(old, "feedback.answer.open"))
		s.until("the form is open", func() bool { return ben.Modal() != nil })
		s.ok(ben.Submit(threeTexts(1)))
		s.told("U0BEN", "Kept, sealed")
		s.ok(ben.Press(old, "feedback.answer.decline", decline))
		s.until("Ben is told", func() bool { return strings.Contains(last(ben), "answered this already") })
		s.gives("U0EVA", "U0BEN", threeTexts(2))
		s.ok(eva.Press(eva.Command("/feedback").Message, "feedback.answer.open", answer))
		s.until("Eva is told", func() bool { return strings.Contains(last(eva), "no such request") })

		s.w.Advance(14*24*time.Hour + time.Minute)
		s.poke()
		s.says(s.told("U0PIA", "two weeks").Text(), "You still can, at any time")
		s.poke()
		pia := s.w.As("U0PIA")
		s.ok(pia.Press(s.told("U0PIA", "two weeks"), "feedback.answer.open", answer))
		s.until("Pia is told", func() bool { return strings.Contains(last(pia), "two weeks for this are over") })
		if n := len(pia.Inbox()); n != 1 {
			s.Errorf("Pia has %d messages", n)
		}
	})
}

// At 10:00 in Berlin it is 4:00 in New York, and Sam sleeps.
func TestAnInvitationComesInWorkingHoursAndOnceADay(t *testing.T) {
	tell(t, func(s story) {
		has := func(n int, when string) {
			s.Helper()
			if got := len(s.w.As("U0SAM").Inbox()); got != n {
				s.Errorf("%s Sam has %d messages, not %d", when, got, n)
			}
		}
		s.feedback("U0ADA", "/feedback ask <@U0SAM> the hand-over of on-call")
		s.feedback("U0JUN", "/feedback ask <@U0SAM> the feature store")
		s.passes(3 * time.Hour)
		has(0, "at night")
		s.says(s.feedback("U0SAM", "/feedback"), "the hand-over of on-call", "the feature store") // who looks is shown it
		s.passes(3 * time.Hour)
		s.says(s.told("U0SAM", "the feature store").Text(), "the hand-over of on-call")
		s.poke()
		has(1, "in the morning")
		s.feedback("U0RAV", "/feedback ask <@U0SAM> the ranker")
		s.passes(time.Hour)
		has(1, "on the same day")
		s.passes(23 * time.Hour)
		s.told("U0SAM", "the ranker")
		has(2, "a day later")
	})
}

func TestWhatAnotherReplicaDidNotKnowOfComesIntoItsMessage(t *testing.T) {
	tell(t, func(s story) {
		s.asksFor("U0ADA", "/feedback ask <@U0BEN> the hand-over of on-call")
		s.invited("U0BEN")
		s.feedback("U0JUN", "/feedback ask <@U0BEN> the feature store")
		s.do(func(tx *db.Tx) error { // as it was when both looked
			_, err := tx.Exec(`update feedback_invited set told_on = '' where giver = 'U0BEN'`)
			return err
		})
		s.poke()
		s.until("Ben's message asks for both", func() bool {
			inbox := s.w.As("U0BEN").Inbox()
			text := inbox[len(inbox)-1].Text()
			return len(inbox) == 1 && strings.Contains(text, "the hand-over of on-call") && strings.Contains(text, "the feature store")
		})
	})
}

// laurel may be down while it is day.
func TestAnInvitationThatWasMissedByDayDoesNotComeAtNight(t *testing.T) {
	tell(t, func(s story) {
		s.feedback("U0ADA", "/feedback ask <@U0SAM> the hand-over of on-call")
		s.passes(23 * time.Hour) // 3:00 in New York
		for _, m := range s.w.As("U0SAM").Inbox() {
			s.Errorf("at night Sam is told %s", m.Text())
		}
		s.passes(8 * time.Hour)
		s.told("U0SAM", "the hand-over of on-call")
	})
}

// Who has written or declined before any message came is not asked any more.
func TestWhoAnswersBeforeTheMessageGetsNone(t *testing.T) {
	tell(t, func(s story) {
		s.feedback("U0ADA", "/feedback ask <@U0SAM> the hand-over of on-call")
		s.gives("U0SAM", "U0ADA", threeTexts(1))
		s.passes(7 * time.Hour)
		s.passes(14 * 24 * time.Hour)
		for _, m := range s.w.As("U0SAM").Inbox() {
			if strings.Contains(m.Text(), "hand-over") || strings.Contains(m.Text(), "Ada") {
				s.Errorf("Sam is told %s", m.Text())
			}
		}
	})
}

func TestTheFormAsksAndSaysWhatIsWrongUnderItsFields(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		answer := ada.Command("/feedback")
		s.ok(answer.Err)
		s.ok(ada.Click(answer.Message, "feedback.ask"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.says(ada.Modal().Text(), "working hours", "Whom do you ask?", "About what?")
		s.refusedForm(ada.Submit(map[string]any{"people": []string{"U0MIA", "U0ADA"}, "topic": "on-call"}), "Mia Torres is your manager")
		s.refusedForm(ada.Submit(map[string]any{"people": []string{"U0BEN", sandbox.BotUser}}), "is an app")
		s.ok(ada.Submit(map[string]any{"people": []string{"U0BEN", "U0LIN", "U0PIA", "U0SAM"}}))
		s.until("it says who was asked", func() bool { return strings.Contains(ada.Modal().Text(), "Asked Ben Adeyemi") })
		s.never(ada.Modal().Text(), "You asked 4 people")
		s.passes(31 * time.Minute)
		s.says(s.invited("U0BEN").Text(), "on-call", "4 people were asked.")

		s.ok(s.w.As("U0EVA").Command("/feedback ask <@U0SAM>").Err)
		eva := s.w.As("U0EVA")
		s.until("the form is open", func() bool { return eva.Modal() != nil })
		s.ok(eva.Submit(map[string]any{"topic": "the shop"}))
		s.until("it says who was asked", func() bool { return strings.Contains(eva.Modal().Text(), "Asked Sam Keller") })
	})
}

func TestWhoCannotBeAskedIsSaidAndNobodyIsAsked(t *testing.T) {
	tell(t, func(s story) {
		for command, words := range map[string]string{
			"/feedback ask <@U0BEN> <@U0MIA> on-call":                                              "Mia Torres is your manager",
			"/feedback ask <@U0ADA> on-call":                                                       "not asked about yourself",
			"/feedback ask <@U0BEN> <@" + sandbox.BotUser + "> on-call":                            "is an app",
			"/feedback ask <@U0BEN> <@U0NOBODY> on-call":                                           "is not of this workspace",
			"/feedback ask <@U0BEN> " + strings.Repeat("long ", 70):                                "there is room for 300",
			"/feedback ask <@U0BEN> <@U0LIN> <@U0PIA> <@U0SAM> <@U0EVA> <@U0JUN> <@U0RAV> on-call": "at most 6",
		} {
			s.says(s.feedback("U0ADA", command), words)
		}
		s.says(s.feedback("U0MIA", "/feedback ask <@U0ADA> my one-to-ones"), "Ada Osei reports to you")
		if n := s.rows()["feedback_invitations"]; n != 0 {
			s.Errorf("%d invitations are kept", n)
		}
	})
}

// Whom Ada asks sees the wins that she shares with those who are asked, and only while they are.
func TestWhoIsAskedSeesTheWinsThatAdaShares(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.do(func(tx *db.Tx) error {
			list, err := wins.List(tx, wins.Filter{Person: "U0ADA"})
			if err != nil {
				return err
			}
			shared := wins.VisibilityFeedback
			_, err = wins.Edit(tx, "U0ADA", list[0].ID, wins.Change{Visibility: &shared})
			return err
		})
		s.asksFor("U0ADA", asksThree)
		ben := s.givesAbout("U0BEN", "/feedback <@U0ADA>")
		s.says(ben.Modal().Text(), "Wins Ada shared with you: 1")
		s.ok(ben.ClickModal("feedback.wins"))
		s.until("the wins are open", func() bool { return len(ben.Modals()) == 2 })
		ben.CloseAll()
		s.w.Advance(15 * 24 * time.Hour)
		ben = s.givesAbout("U0BEN", "/feedback <@U0ADA>")
		s.never(ben.Modal().Text(), "Wins Ada shared", "asks about")
	})
}

func TestWhatWasAskedForIsInTheNextPacket(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.asksFor("U0ADA", asksThree)
		for i, giver := range []string{"U0BEN", "U0LIN", "U0PIA"} {
			m := s.w.As(giver)
			s.ok(m.Click(s.invited(giver), "feedback.answer.open"))
			s.until("the form is open", func() bool { return m.Modal() != nil })
			s.ok(m.Submit(threeTexts(i + 1)))
			s.told(giver, "Kept, sealed")
			m.CloseAll()
		}
		s.open("2026 H2")
		s.advancesTo("2026 H2", reviews.StageManager)
		s.says(s.packet("U0MIA"), "desk 1", "desk 2", "desk 3")
	})
}

// Whoever was asked for feedback in the morning is not asked again when a review begins at noon.
func TestAReviewsRequestWaitsForTheDayAfterAnInvitation(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.feedback("U0JUN", "/feedback ask <@U0LIN> the hand-over of on-call")
		s.told("U0LIN", "the hand-over of on-call")
		s.open("2026 H2")
		s.poke()
		if n := s.asks("U0LIN", "Feedback for 1 person"); n != 0 {
			s.Fatal("Lin is asked twice on a day")
		}
		s.says(s.w.As("U0LIN").OpenHome().Text(), "Ada Osei")
		s.goTo(2026, 11, 24, 9, 31, "Europe/Berlin")
		s.told("U0LIN", "Feedback for 1 person")
	})
}
