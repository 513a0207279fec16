package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/reviews"
	"laurel/sandbox"
	"laurel/wins"
)

// givesAbout opens the form with a command.
func (s story) givesAbout(giver, command string) *sandbox.Member {
	s.Helper()
	m := s.w.As(giver)
	s.ok(m.Command(command).Err)
	s.until("the form is open", func() bool { return m.Modal() != nil && m.Modal().CallbackID == "feedback.give" })
	return m
}

// gives writes about somebody from the command to the last word of laurel.
func (s story) gives(giver, about string, texts map[string]any) {
	s.Helper()
	m := s.givesAbout(giver, "/feedback <@"+about+">")
	s.ok(m.Submit(texts))
	s.until("it is kept", func() bool { return m.Modal() != nil && strings.Contains(m.Modal().Text(), "Kept, sealed") })
	m.CloseAll()
}

func (s story) feedback(user, command string) string {
	s.Helper()
	answer := s.w.As(user).Command(command)
	s.ok(answer.Err)
	return answer.Message.Text()
}

func TestBenWritesAboutAdaAtAnyTime(t *testing.T) {
	tell(t, func(s story) {
		ben := s.givesAbout("U0BEN", "/feedback <@U0ADA|ada> The canary releases kept our launch on its date.")
		s.says(ben.Modal().Text(), "About Ada Osei, for the next review", "your name is not shown", "Nobody is told that you wrote",
			"Ada and Mia see", "3 or more", "Seen by: Ada and Mia", "features", "I can't assess this")
		if got := s.holds(ben, "worked"); got != "The canary releases kept our launch on its date." {
			s.Errorf("the form holds %q", got)
		}
		s.types(ben, "hindered", "The on-call hand-over left")
		ben.CloseAll()
		s.says(s.feedback("U0BEN", "/feedback"), "began to write about *Ada Osei*", "Go on")

		ben = s.givesAbout("U0BEN", "/feedback <@U0ADA>")
		s.says(ben.Modal().Text(), "Your draft from")
		if got := s.holds(ben, "hindered"); got != "The on-call hand-over left" {
			s.Errorf("the form holds %q", got)
		}
		texts := threeTexts(1)
		texts["next"] = "More."
		err := ben.Submit(texts)
		if fields, ok := err.(sandbox.FieldErrors); !ok || !strings.Contains(fields["next"], "at least") {
			s.Fatalf("the form said %v", err)
		}
		s.ok(ben.Submit(threeTexts(1)))
		s.until("it is kept", func() bool { return strings.Contains(ben.Modal().Text(), "Kept, sealed, for Ada's next review") })
		ben.CloseAll()
		s.says(s.feedback("U0BEN", "/feedback"), "You wrote about *Ada Osei*", "Change", "Take back")
		s.nothingShows("U0ADA", "U0MIA", "U0DAN", "U0SAM")
	})
}

// nothingShows fails the test when somebody was told anything, or finds anything.
func (s story) nothingShows(users ...string) {
	s.Helper()
	s.poke()
	for _, user := range users {
		for _, m := range s.w.As(user).Inbox() {
			s.Errorf("%s was told: %s", user, m.Text())
		}
		s.never(s.feedback(user, "/feedback"), "You wrote", "You began", "Ben")
		s.never(s.w.As(user).OpenHome().Text(), "You began", "Ben")
	}
}

func TestAHintIsAskedOnceAndWhatWasWrittenIsSentAsItIs(t *testing.T) {
	tell(t, func(s story) {
		ben := s.givesAbout("U0BEN", "/feedback <@U0ADA>")
		texts := threeTexts(1)
		texts["worked"] = "As Ben I can say: great work, as always, on everything."
		s.ok(ben.Submit(texts))
		s.until("the hint is shown", func() bool { return strings.Contains(fmt.Sprint(ben.Modal().Submit), "Send as it is") })
		if ben.Modal().CallbackID != "feedback.give" {
			s.Errorf("the form is %s now", ben.Modal().CallbackID)
		}
		s.never(s.feedback("U0BEN", "/feedback"), "You wrote")
		s.ok(ben.Submit(nil))
		s.until("it is kept", func() bool { return strings.Contains(ben.Modal().Text(), "Kept, sealed") })
	})
}

func TestASecondSentenceGoesBelowTheFirst(t *testing.T) {
	tell(t, func(s story) {
		s.gives("U0BEN", "U0ADA", threeTexts(1))
		ben := s.givesAbout("U0BEN", "/feedback <@U0ADA>, she and <@U0JUN> found the <broken> export")
		if got := s.holds(ben, "worked"); got != threeTexts(1)["worked"].(string)+"\n\nshe and @Juno Park found the <broken> export" {
			s.Errorf("the form holds %q", got)
		}
		ben.CloseAll()
		s.says(s.feedback("U0BEN", "/feedback"), "began a change that is not sent")
		s.says(s.feedback("U0BEN", "/feedback <@U0ADA> "+strings.Repeat("long ", 700)), "there is room for 3,000", "Nothing was changed")
		ben = s.givesAbout("U0BEN", "/feedback <@U0ADA>")
		s.says(s.holds(ben, "worked"), "@Juno Park")
		s.ok(ben.Submit(nil))
		s.until("it is kept", func() bool { return strings.Contains(ben.Modal().Text(), "Kept, sealed") })
	})
}

func TestWhatWasWrittenIsTakenBack(t *testing.T) {
	tell(t, func(s story) {
		s.gives("U0BEN", "U0ADA", threeTexts(1))
		ben := s.w.As("U0BEN")
		answer := ben.Command("/feedback")
		s.ok(answer.Err)
		s.ok(ben.Click(answer.Message, "feedback.give.back"))
		s.until("it is gone", func() bool {
			shown := ben.Ephemerals()
			return len(shown) > 0 && !strings.Contains(shown[len(shown)-1].Text(), "You wrote")
		})
		if n := s.rows()["feedback_answers"]; n != 0 {
			s.Errorf("%d answers are kept", n)
		}
		s.ok(ben.Press(answer.Message, "feedback.give.back", answer.Message.Button("feedback.give.back").Value))
		s.until("Ben is told", func() bool {
			return slices.ContainsFunc(ben.Ephemerals(), func(m sandbox.Message) bool { return strings.Contains(m.Text(), "nothing to take back") })
		})
		sam := s.w.As("U0SAM")
		s.gives("U0BEN", "U0ADA", threeTexts(1))
		other := sam.Command("/feedback")
		s.ok(sam.Press(other.Message, "feedback.give.back", answer.Message.Button("feedback.give.back").Value))
		s.until("Sam is told", func() bool {
			return slices.ContainsFunc(sam.Ephemerals(), func(m sandbox.Message) bool { return strings.Contains(m.Text(), "nothing to take back") })
		})
		if n := s.rows()["feedback_answers"]; n != 1 {
			s.Errorf("%d answers are kept", n)
		}
	})
}

func TestTheFormOpensFromTheListAndFromHome(t *testing.T) {
	tell(t, func(s story) {
		ben := s.w.As("U0BEN")
		answer := ben.Command("/feedback")
		s.ok(answer.Err)
		s.ok(ben.Click(answer.Message, "feedback.give", "U0ADA"))
		s.until("the form is open", func() bool { return ben.Modal() != nil })
		s.types(ben, "worked", "The canary rel")
		ben.CloseAll()
		home := ben.OpenHome()
		s.says(home.Text(), "You began to write about *Ada Osei*")
		s.ok(ben.ClickHome("feedback.give"))
		s.until("the form is open", func() bool { return ben.Modal() != nil })
		if got := s.holds(ben, "worked"); got != "The canary rel" {
			s.Errorf("the form holds %q", got)
		}
	})
}

func TestFeedbackIsRefusedInWords(t *testing.T) {
	tell(t, func(s story) {
		for user, refused := range map[string]map[string]string{
			"U0ADA": {
				"/feedback <@U0ADA> I was great":       "/win keeps it",
				"/feedback <@U0MIA>":                   "is your manager",
				"/feedback ben was great":              "choose one from Slack's list",
				"/feedback @bennn was great":           "choose one from Slack's list",
				"/feedback <@U0BEN> and <@U0SAM>":      "One person at a time",
				"/feedback <@" + sandbox.BotUser + ">": "is an app",
				"/feedback <@U0NOBODY>":                "is not of this workspace",
				"/feedback help":                       "nobody is told that you wrote",
			},
			"U0MIA": {"/feedback <@U0ADA>": "in your evaluation"},
		} {
			for command, words := range refused {
				s.says(s.feedback(user, command), words)
				if m := s.w.As(user).Modal(); m != nil {
					s.Errorf("%s opened %s", command, m.Text())
				}
			}
		}
		if n := s.rows()["feedback_requests"]; n != 0 {
			s.Errorf("%d requests are kept", n)
		}
	})
}

// What is given in summer is in the packet of autumn, pooled with what was answered, and only when three stand behind it.
func TestWhatWasGivenAtAnyTimeIsInTheNextPacket(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.gives("U0EVA", "U0ADA", threeTexts(7)) // Eva is not asked in the cycle
		s.gives("U0BEN", "U0ADA", threeTexts(8)) // Ben is, and answers too
		s.open("2026 H2")
		s.answers("U0BEN", threeTexts(1))
		s.answers("U0SAM", threeTexts(2))
		s.advancesTo("2026 H2", reviews.StageManager)
		packet := s.packet("U0MIA")
		s.says(packet, "desk 1", "desk 2", "desk 7", "desk 8")
		s.never(packet, "Eva", "Duarte")
		s.never(s.feedback("U0EVA", "/feedback"), "You wrote")
	})
}

// packet is all that a manager reads about Ada.
func (s story) packet(manager string) string {
	s.Helper()
	var text string
	s.do(func(tx *db.Tx) error {
		packet, err := s.bot.Cycles().PacketFor(tx, manager, "2026 H2", "U0ADA")
		if err != nil {
			return err
		}
		raw, err := packet.JSON()
		text = string(raw)
		return err
	})
	return text
}

func TestTwoWhoWroteTwiceShowNothing(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.gives("U0SAM", "U0ADA", threeTexts(7))
		s.gives("U0BEN", "U0ADA", threeTexts(8))
		s.open("2026 H2")
		s.answers("U0BEN", threeTexts(1))
		s.answers("U0SAM", threeTexts(2))
		s.advancesTo("2026 H2", reviews.StageManager)
		s.never(s.packet("U0MIA"), "desk")
	})
}

// Whoever was not asked by Ada reads no more of her wins than before.
func TestWritingUnaskedShowsNoWins(t *testing.T) {
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
		eva := s.givesAbout("U0EVA", "/feedback <@U0ADA>")
		s.never(eva.Modal().Text(), "Wins Ada shared")
	})
}

func TestWhatIsGivenIsInNoLogNoMetadataAndNoMessage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		core, logged := observer.New(zap.DebugLevel)
		s := begin(t, b, zap.New(core))
		s.hire()
		ben := s.givesAbout("U0BEN", "/feedback <@U0ADA> That was offensichtlich good work on the canary releases.")
		s.never(ben.Modal().PrivateMetadata, "offensichtlich", "U0ADA")
		texts := threeTexts(1)
		delete(texts, "worked")
		s.ok(ben.Submit(texts))
		s.until("it is kept", func() bool { return strings.Contains(ben.Modal().Text(), "Kept, sealed") })
		for _, u := range sandbox.DemoTeam().People {
			for _, m := range append(s.w.As(u.ID).Inbox(), s.w.As(u.ID).Ephemerals()...) {
				s.never(m.Body+m.Text(), "offensichtlich")
			}
		}
		for _, line := range logged.All() {
			s.never(fmt.Sprint(line.Message, line.ContextMap()), "offensichtlich", "U0BEN", "U0ADA")
		}
	})
}
