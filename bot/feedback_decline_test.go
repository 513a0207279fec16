package bot_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/sandbox"
)

// declines has a giver say no, from the message that asks.
func (s story) declines(giver, why, words string) {
	s.Helper()
	m := s.w.As(giver)
	s.ok(m.Click(s.asked(giver), "feedback.answer.decline"))
	s.until("the form asks why", func() bool { return m.Modal() != nil })
	s.ok(m.Submit(map[string]any{"reason": why, "words": words}))
	s.told(giver, "You declined")
}

// askedAbout lists who has a message that names a person, but for some.
func (s story) askedAbout(name string, but ...string) (who []string) {
	s.Helper()
	for _, line := range strings.Split(strings.TrimSpace(cast), "\n")[1:] {
		id, _, _ := strings.Cut(line, ",")
		for _, m := range s.w.As(id).Inbox() {
			if !slices.Contains(but, id) && strings.Contains(m.Body, "eedback for "+name) {
				who = append(who, id)
				break
			}
		}
	}
	return who
}

// seoulWakes goes on to the next morning in Seoul: of those who are left, Juno is the closest to Ada.
func (s story) seoulWakes() {
	s.Helper()
	s.w.Advance(11 * time.Hour)
	s.poke()
}

func TestWhoDeclinesSaysWhyAndSomebodyElseIsAsked(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.poke()
		ben := s.w.As("U0BEN")
		s.ok(ben.Click(s.asked("U0BEN"), "feedback.answer.decline"))
		s.until("the form asks why", func() bool { return ben.Modal() != nil })
		s.says(ben.Modal().Text(), "Ada Osei", "2026 H2", "I don't know their work well enough", "conflict of interest",
			"no time", "Neither Ada nor Mia is told", "sealed", "Somebody else may be asked")
		if err := ben.Submit(nil); err == nil {
			s.Error("the form was taken without a reason")
		}
		s.ok(ben.Submit(map[string]any{"reason": "busy", "words": "canary: I am away"}))
		s.says(s.told("U0BEN", "You declined").Text(), "Nobody is told", "Answer after all")
		s.poke()
		if who := s.askedAbout("Ada", colleagues...); len(who) > 0 {
			s.Errorf("within two minutes %v are asked", who)
		}
		s.w.Advance(3 * time.Minute)
		s.poke()
		s.seoulWakes()
		who := s.askedAbout("Ada", colleagues...)
		if len(who) != 1 || who[0] == "U0MIA" {
			s.Fatalf("%v are asked in Ben's place", who)
		}
		s.says(s.asked(who[0]).Text(), "Ada Osei", "Answer", "Later", "Decline")
		s.until("Ben can't answer after all", func() bool { return !s.told("U0BEN", "You declined").Has("feedback.answer.again") })
		s.poke()
		if again := s.askedAbout("Ada", colleagues...); len(again) != 1 {
			s.Errorf("%v are asked", again)
		}
		for _, other := range []string{"U0ADA", "U0MIA", "U0DAN"} {
			for _, m := range s.w.As(other).Inbox() {
				s.never(m.Text(), "Ben Adeyemi", "declin", "canary")
			}
		}
		s.w.Advance(24 * time.Hour)
		s.lives(4)
		s.gotOn("U0BEN", "Mon 23 Nov") // and is reminded of nothing
	})
}

func TestWhoThinksBetterOfItAnswersAfterAll(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.poke()
		s.declines("U0BEN", "unfamiliar", "")
		ben := s.w.As("U0BEN")
		s.ok(ben.Click(s.told("U0BEN", "You declined"), "feedback.answer.again"))
		s.until("the form is open", func() bool { return ben.Modal() != nil })
		s.ok(ben.Submit(threeTexts(1)))
		s.told("U0BEN", "Thank you")
		s.w.Advance(3 * time.Minute)
		s.poke()
		if who := s.askedAbout("Ada", colleagues...); len(who) > 0 {
			s.Errorf("%v are asked, though nobody declined in the end", who)
		}
	})
}

func TestDeclineIsAnsweredInWordsWhereItDoesNotFit(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.poke()
		first := s.asked("U0BEN")
		id := first.Button("feedback.answer.open").Value
		ben, sam := s.w.As("U0BEN"), s.w.As("U0SAM")
		said := func(m *sandbox.Member, text string) {
			s.Helper()
			s.until("it is said: "+text, func() bool {
				e := m.Ephemerals()
				return len(e) > 0 && strings.Contains(e[len(e)-1].Text(), text)
			})
		}
		s.ok(sam.Press(s.asked("U0SAM"), "feedback.answer.decline", id))
		said(sam, "no such request")
		s.declines("U0BEN", "other", "We never met.")
		s.ok(ben.Press(first, "feedback.answer.decline", id))
		said(ben, "You declined this request")
		s.ok(ben.Press(first, "feedback.answer.later", id+" tomorrow"))
		said(ben, "You declined this request")
		s.w.Advance(3 * time.Minute)
		s.poke()
		s.ok(ben.Press(first, "feedback.answer.again", id))
		said(ben, "Somebody else was asked in your place")
		s.answers("U0SAM", threeTexts(1))
		s.ok(sam.Press(s.told("U0SAM", "Thank you"), "feedback.answer.decline", s.told("U0SAM", "Thank you").Button("feedback.answer.change").Value))
		said(sam, "answered this already")
	})
}

func TestShortBeforeTheEndNobodyElseIsAsked(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.opensAtTen("2026 H2")
		s.lives(12) // Friday; the stage ends on Monday
		s.declines("U0BEN", "busy", "")
		s.w.Advance(3 * time.Minute)
		s.poke()
		if who := s.askedAbout("Ada", colleagues...); len(who) > 0 {
			s.Errorf("%v are asked", who)
		}
		if !s.told("U0BEN", "You declined").Has("feedback.answer.again") {
			s.Error("Ben can't answer after all")
		}
	})
}

func TestWhoHasAConflictIsNotAskedInTheNextCycleEither(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.declines("U0BEN", "conflict", "")
		s.declines("U0LIN", "busy", "")
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.CancelCycle(tx, "2026 H2")
			return err
		})
		s.lives(1)
		s.opensAbout("2027 H1", "U0ADA")
		s.poke()
		s.says(s.told("U0LIN", "2027 H1").Text(), "Ada Osei")
		for _, m := range s.w.As("U0BEN").Inbox() {
			s.never(m.Text(), "2027 H1")
		}
	})
}

func TestInThePlaceOfSomebodyWhoLeftSomebodyElseIsAsked(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.asked("U0RAV")
		s.poke()
		s.leaves("U0RAV")
		s.poke()
		s.seoulWakes()
		if who := s.askedAbout("Ada", colleagues...); len(who) != 1 {
			s.Fatalf("%v are asked in Ravi's place", who)
		}
		s.lives(4)
		s.gotOn("U0RAV", "Mon 23 Nov")
	})
}

func TestWhenTheOneWhoIsReviewedHasLeftNobodyIsAskedAnyMore(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.opensAtTen("2026 H2")
		s.opensAbout("Search, 2026 H2", "U0JUN")
		s.answers("U0LIN", threeTexts(1))
		s.leaves("U0ADA")
		s.poke()
		s.says(s.told("U0RAV", "No answer is needed").Text(), "Ada Osei")
		s.until("Lin's answer can't be changed", func() bool { return !s.told("U0LIN", "Thank you").Has("feedback.answer.change") })
		s.lives(5)
		for _, giver := range []string{"U0BEN", "U0SAM"} { // who was not told of Ada yet never is
			for _, m := range s.w.As(giver).Inbox() {
				s.never(m.Text(), "Ada Osei")
			}
		}
		s.says(strings.Join(s.onRecord("2026 H2"), "\n"), "left U0ADA clock")
	})
}

// onRecord is what was done to a cycle.
func (s story) onRecord(name string) (lines []string) {
	s.Helper()
	s.do(func(tx *db.Tx) error {
		cycle, err := s.bot.Cycles().Named(tx, name)
		if err != nil {
			return err
		}
		events, err := s.bot.Cycles().Record(tx, cycle.ID)
		for _, e := range events {
			lines = append(lines, string(e.Kind)+" "+e.Subject+" "+e.By)
		}
		return err
	})
	return lines
}

func TestAnAnswerThatComesTooLateStaysInTheForm(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		ben := s.w.As("U0BEN")
		s.ok(ben.Click(s.asked("U0BEN"), "feedback.answer.open"))
		s.until("the form is open", func() bool { return ben.Modal() != nil })
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.AdvanceCycle(tx, "2026 H2")
			return err
		})
		err := ben.Submit(threeTexts(1))
		var fields sandbox.FieldErrors
		if !errors.As(err, &fields) {
			s.Fatalf("the form said %v", err)
		}
		s.says(err.Error(), "stage is over", "copy it")
		if typed := ben.Modal().State["hindered"]["feedback.answer.draft:hindered"]["value"]; typed != threeTexts(1)["hindered"] {
			s.Errorf("the form holds %v", typed)
		}
	})
}
