package bot_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
	"laurel/sandbox"
	"laurel/wins"
)

// worked has five colleagues see what Ada did, so that it is they who are asked about her.
func (s story) worked() {
	s.Helper()
	s.do(func(tx *db.Tx) error {
		for i, by := range []string{"U0BEN", "U0SAM", "U0PIA", "U0LIN", "U0RAV"} {
			_, _, err := wins.Witnessed(tx, wins.Reaction{
				By: by, Emoji: "trophy", EventTS: fmt.Sprintf("1793600000.%06d", i+1), Author: "U0ADA",
				Text:  adasWins[i%len(adasWins)],
				Where: wins.Where{Channel: "C0MLPLAT", TS: fmt.Sprintf("1793600000.%06d", i%len(adasWins))},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

var adasWins = []string{
	"Canary releases for #ranker: rollback time from 45 min to 4 min https://wiki.example/canary",
	"Null rate alert caught a broken clickstream export in #feature-store before training",
	"#ranker A/B test over 14 days: conversion up 1.2 pp, 95% CI 0.7 to 1.6",
}

var colleagues = []string{"U0BEN", "U0SAM", "U0PIA", "U0LIN", "U0RAV"}

// open opens a cycle about Ada and asks her colleagues, at a time when all of them are at work.
func (s story) open(name string) {
	s.Helper()
	s.atWork()
	s.do(func(tx *db.Tx) error {
		_, err := s.bot.OpenCycle(tx, reviews.New{Name: name, Template: "mlops-engineer", Subjects: []string{"U0ADA"}})
		return err
	})
	s.advancesTo(name, reviews.StagePeer)
}

// atWork moves the clock from the story's beginning to 15:31 in Berlin, 09:31 in New York.
func (s story) atWork() { s.w.Advance(5*time.Hour + 31*time.Minute) }

// advancesTo ends the stages of a cycle before one.
func (s story) advancesTo(name, stage string) {
	s.Helper()
	for at := ""; at != stage; {
		s.do(func(tx *db.Tx) error {
			advanced, err := s.bot.AdvanceCycle(tx, name)
			at = advanced.Cycle.Stage
			return err
		})
	}
}

// asked is the request message of a giver.
func (s story) asked(giver string) sandbox.Message { return s.told(giver, "Feedback for ") }

// answers has a giver fill the form in, from the message that asks to the thank-you.
func (s story) answers(giver string, texts map[string]any) {
	s.Helper()
	m := s.w.As(giver)
	s.ok(m.Click(s.asked(giver), "feedback.answer.open"))
	s.until("the form is open", func() bool { return m.Modal() != nil })
	s.ok(m.Submit(texts))
	s.told(giver, "Thank you")
}

func threeTexts(n int) map[string]any {
	return map[string]any{
		"worked":   fmt.Sprintf("The canary releases kept our launch on its date, as seen from desk %d.", n),
		"hindered": fmt.Sprintf("The on-call hand-over left out two alerts, and desk %d had to guess.", n),
		"next":     fmt.Sprintf("Write the hand-over down before the holidays, so that desk %d can follow.", n),
	}
}

func TestFiveColleaguesWhoWorkedWithAdaAreAskedOnceEach(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		for _, giver := range colleagues {
			m := s.asked(giver)
			s.says(m.Text(), "Ada Osei", "about 6 minutes", "until", "your name is not shown", "3 or more", "Answer", "Decline")
			if n := len(s.w.As(giver).Inbox()); n != 1 {
				s.Errorf("%s has %d messages", giver, n)
			}
		}
		for _, other := range []string{"U0ADA", "U0MIA", "U0TOM", "U0DAN", "U0EVA"} {
			for _, m := range s.w.As(other).Inbox() {
				if m.Has("feedback.answer.open") {
					s.Errorf("%s was asked: %s", other, m.Text())
				}
			}
		}
	})
}

func TestACycleOpensByItsScheduleOnce(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.Cycles().AddSchedule(tx, reviews.NewSchedule{
				Template: "mlops-engineer", Name: "{year} {half}", Cron: "0 9 24 11 *", Timezone: "Europe/Berlin",
				Subjects: []string{"U0ADA"},
			})
			return err
		})
		s.w.Advance(22*time.Hour + 45*time.Minute) // Tuesday 24 November, 08:45 in Berlin
		s.poke()
		if n := s.cycles(); n != 0 {
			s.Errorf("a quarter of an hour early %d cycles are open", n)
		}
		s.w.Advance(15 * time.Minute)
		s.poke()
		if n := s.cycles(); n != 1 {
			s.Errorf("at nine %d cycles are open", n)
		}
		s.w.Advance(24 * time.Hour)
		s.poke()
		if n := s.cycles(); n != 1 {
			s.Errorf("a day later %d cycles are open", n)
		}
		s.advancesTo("2026 H2", reviews.StagePeer)
		s.w.Advance(7 * time.Hour) // half past nine in New York
		s.poke()
		for _, giver := range colleagues {
			s.says(s.asked(giver).Text(), "2026 H2")
			if n := len(s.w.As(giver).Inbox()); n != 1 {
				s.Errorf("%s has %d messages", giver, n)
			}
		}
	})
}

func (s story) cycles() (n int) {
	s.Helper()
	err := s.db.Read(s.Context(), func(tx *db.Tx) error {
		list, err := s.bot.Cycles().List(tx)
		n = len(list)
		return err
	})
	s.ok(err)
	return n
}

func TestATooShortAnswerGetsItsErrorUnderItsFieldAndKeepsTheText(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		ben := s.w.As("U0BEN")
		s.ok(ben.Click(s.asked("U0BEN"), "feedback.answer.open"))
		s.until("the form is open", func() bool { return ben.Modal() != nil })
		s.says(ben.Modal().Text(), "Seen by: Ada and Mia", "I can't assess this", "your name is not shown")
		texts := threeTexts(1)
		texts["worked"] = "Good."
		err := ben.Submit(texts)
		var fields sandbox.FieldErrors
		if !errors.As(err, &fields) || len(fields) != 1 || !strings.Contains(fields["worked"], "at least") {
			s.Fatalf("the form said %v", err)
		}
		if typed := ben.Modal().State["hindered"]["feedback.answer.draft:hindered"]["value"]; typed != texts["hindered"] {
			s.Fatalf("the form holds %v", typed)
		}
		s.ok(ben.Submit(map[string]any{"worked": "The canary releases kept our launch on its date."}))
		s.says(s.told("U0BEN", "Thank you").Text(), "is saved", "You can change it until")
	})
}

func TestAnsweringOnceDoneTellsOnlyThatPersonAndChangesNothing(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		ben := s.w.As("U0BEN")
		old := s.asked("U0BEN")
		s.answers("U0BEN", threeTexts(1))
		s.ok(ben.Press(old, "feedback.answer.open", old.Button("feedback.answer.open").Value))
		s.until("Ben is told", func() bool {
			return len(ben.Ephemerals()) == 1 && strings.Contains(ben.Ephemerals()[0].Text(), "answered this already")
		})
		if ben.Modal() != nil {
			s.Error("the form opened again")
		}
		sam := s.w.As("U0SAM")
		s.ok(sam.Press(s.asked("U0SAM"), "feedback.answer.open", old.Button("feedback.answer.open").Value))
		s.until("Sam is told", func() bool {
			return len(sam.Ephemerals()) == 1 && strings.Contains(sam.Ephemerals()[0].Text(), "no such request")
		})
	})
}

func TestWhenTheStageEndsMiaGetsWhatAdaDidAndWhatColleaguesSaid(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		for i, giver := range []string{"U0BEN", "U0SAM", "U0PIA"} {
			s.answers(giver, threeTexts(i+1))
		}
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.AdvanceCycle(tx, "2026 H2")
			return err
		})
		packet := s.told("U0MIA", "ready for you")
		text := packet.Text()
		s.says(text, "Ada Osei", "2026 H2", "[W1]", "rollback time from 45 min to 4 min", "conversion up 1.2 pp", "Ben Adeyemi",
			"wiki.example", "Colleagues", "3 or more answered", "[F1]")
		for i := range 3 {
			s.says(text, threeTexts(i + 1)["worked"].(string), threeTexts(i + 1)["next"].(string))
		}
		s.never(packet.Body, "canary", "launch", "desk") // what lock screens show
		if strings.Index(text, "Null rate alert") > strings.Index(text, "conversion up") {
			s.Error("the wins don't follow the chain: data before business")
		}
		mia := s.w.As("U0MIA")
		s.ok(mia.Click(packet, "review.packet.open"))
		s.until("the packet is open", func() bool { return mia.Modal() != nil })
		s.says(mia.Modal().Text(), "[W1]", "Codes")
		s.says(s.told("U0RAV", "No answer is needed").Text(), "Ada Osei")
	})
}

func TestAPacketOfSomebodyOutsideTheCycleIsPlainlyNotThere(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.AdvanceCycle(tx, "2026 H2")
			return err
		})
		mia, packet := s.w.As("U0MIA"), s.told("U0MIA", "ready for you")
		s.ok(mia.Press(packet, "review.packet.open", "0 U0JUN 2026 H2")) // Juno reports to Mia, but isn't reviewed
		s.until("Mia is answered", func() bool { return len(mia.Ephemerals()) == 1 })
		s.says(mia.Ephemerals()[0].Text(), "no such packet")
		s.never(mia.Ephemerals()[0].Text(), "code")
	})
}

func TestTwoAnswersAreNotShown(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		for i, giver := range []string{"U0BEN", "U0SAM"} {
			s.answers(giver, threeTexts(i+1))
		}
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.AdvanceCycle(tx, "2026 H2")
			return err
		})
		text := s.told("U0MIA", "ready for you").Text()
		s.says(text, "too few colleagues answered")
		s.never(text, "desk 1", "desk 2", "[F1]")
	})
}

func TestMiaGetsADigestOfHerTeamOnMondayMorning(t *testing.T) {
	tell(t, func(s story) {
		s.ok(s.w.As("U0ADA").Command(shipped).Err)
		s.ok(s.w.As("U0JUN").Command("/win Fixed the tokenizer of #search").Err)
		s.w.Advance(7 * 24 * time.Hour)
		s.poke()
		digest := s.told("U0MIA", "Your team last week")
		s.says(digest.Text(), "2 wins from 2 people", "Ada Osei", "p99 latency", "Juno Park", "tokenizer")
		s.w.Advance(time.Hour)
		s.poke()
		if n := len(s.w.As("U0MIA").Inbox()); n != 1 {
			s.Errorf("Mia has %d messages", n)
		}
	})
}

func TestHomeShowsMyWinsAndWhatWaitsForMe(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.asked("U0BEN")
		ben := s.w.As("U0BEN")
		s.ok(ben.Command("/win Built the uplift report for #ranker").Err)
		home := ben.OpenHome()
		if home == nil {
			s.Fatal("there is no Home")
		}
		s.says(home.Text(), "Waiting for you", "Ada Osei", "2026 H2", "Answer", "Your wins", "uplift report", "Nov")
		s.ok(ben.ClickHome("feedback.answer.open"))
		s.until("the form is open", func() bool { return ben.Modal() != nil })
		s.ok(ben.Submit(threeTexts(1)))
		s.until("Home has changed", func() bool { return strings.Contains(ben.Home().Text(), "Nothing waits for you") })
	})
}

func TestAnOpenHomeShowsWhatComesFromOthers(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.atWork()
		ben, mia := s.w.As("U0BEN"), s.w.As("U0MIA")
		s.says(ben.OpenHome().Text(), "Nothing waits for you")
		s.says(mia.OpenHome().Text(), "Nothing waits for you")
		s.opensAbout("2026 H2", "U0ADA")
		s.until("Ben's Home asks", func() bool { return ben.Home().Has("feedback.answer.open") })
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.AdvanceCycle(tx, "2026 H2")
			return err
		})
		s.until("Ben's Home asks no more", func() bool { return !ben.Home().Has("feedback.answer.open") })
		s.until("Mia's Home has the packet", func() bool { return mia.Home().Has("review.packet.open") })
	})
}

func TestDanaOpensACycleInSlackAndEndsItsStage(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.atWork()
		dana := s.w.As("U0DAN")
		answer := dana.Command("/review", "C0GENERAL")
		s.ok(answer.Err)
		s.ok(dana.Click(answer.Message, "review.open.form"))
		s.until("the form is open", func() bool { return dana.Modal() != nil })
		s.ok(dana.Submit(map[string]any{"name": "2026 H2", "template": "mlops-engineer"}))
		s.says(dana.Modal().Text(), "2026 H2 is open", "1 person is reviewed", "Nomination has begun", "5 colleagues will be asked")
		for range 2 {
			s.ok(dana.Click(dana.Command("/review", "C0GENERAL").Message, "review.advance"))
		}
		s.asked("U0BEN")
		again := dana.Command("/review", "C0GENERAL")
		s.says(again.Text(), "2026 H2", "1 person")
		s.never(again.Text(), "answers", "done", "half") // of one person's colleagues even a band says too much
		s.ok(dana.Click(again.Message, "review.advance"))
		s.told("U0MIA", "ready for you")
	})
}

func TestOnlyAdminsRunCycles(t *testing.T) {
	tell(t, func(s story) {
		text := s.w.As("U0BEN").Command("/review").Text()
		s.says(text, "Only an admin of laurel")
		s.never(text, "LAUREL_")
	})
}

func TestSomebodyWhoLeftIsNotAsked(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		for _, u := range sandbox.DemoTeam().People {
			if u.ID == "U0RAV" {
				u.Deleted = true
				s.w.Change(u)
			}
		}
		s.until("laurel knows that Ravi left", func() bool {
			gone := false
			s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
				ravi, err := people.Get(tx, "U0RAV")
				gone = ravi.Deleted
				return err
			}))
			return gone
		})
		s.open("2026 H2")
		s.asked("U0BEN")
		if n := len(s.w.As("U0RAV").Inbox()); n != 0 {
			s.Error("Ravi was asked")
		}
	})
}

func TestWhoCantAssessAQuestionTicksThatInstead(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		ben := s.w.As("U0BEN")
		s.ok(ben.Click(s.asked("U0BEN"), "feedback.answer.open"))
		s.until("the form is open", func() bool { return ben.Modal() != nil })
		texts := threeTexts(1)
		delete(texts, "worked")
		if err := ben.Submit(texts); err == nil {
			s.Fatal("a question was left out and the form was taken")
		}
		s.ok(ben.ClickModal("feedback.answer.cant:worked", []string{"cant"}))
		s.ok(ben.Submit(nil))
		s.told("U0BEN", "Thank you")
	})
}

func TestBenChangesWhatHeWroteUntilTheStageEnds(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.answers("U0BEN", threeTexts(1))
		ben := s.w.As("U0BEN")
		s.ok(ben.Click(s.told("U0BEN", "Thank you"), "feedback.answer.change"))
		s.until("the form is open", func() bool { return ben.Modal() != nil })
		s.says(string(ben.Modal().Blocks), "as seen from desk 1")
		s.ok(ben.Submit(map[string]any{"worked": "On second thoughts: the canary releases saved our launch."}))
		thanks := s.told("U0BEN", "Thank you")
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.AdvanceCycle(tx, "2026 H2")
			return err
		})
		s.ok(ben.Press(thanks, "feedback.answer.change", thanks.Button("feedback.answer.change").Value))
		s.until("Ben is told", func() bool {
			return len(ben.Ephemerals()) == 1 && strings.Contains(ben.Ephemerals()[0].Text(), "stage is over")
		})
	})
}
