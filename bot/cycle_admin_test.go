package bot_test

import (
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/reviews"
	"laurel/sandbox"
)

// details opens the page of the newest cycle for Dana.
func (s story) details() *sandbox.Member {
	s.Helper()
	dana := s.w.As("U0DAN")
	dana.CloseAll()
	s.ok(dana.Click(dana.Command("/review", "C0GENERAL").Message, "review.cycle"))
	s.page("On record")
	return dana
}

// page waits until Dana's top modal has the texts.
func (s story) page(texts ...string) {
	s.Helper()
	dana := s.w.As("U0DAN")
	s.until("the page says "+strings.Join(texts, " and "), func() bool {
		if dana.Modal() == nil {
			return false
		}
		for _, text := range texts {
			if !strings.Contains(dana.Modal().Text(), text) {
				return false
			}
		}
		return true
	})
}

// stands is a cycle as it is stored.
func (s story) stands(name string) (cycle reviews.Cycle) {
	s.Helper()
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) (err error) {
		cycle, err = s.bot.Cycles().Named(tx, name)
		return err
	}))
	return cycle
}

func TestDanaMovesTheEndOfAStageAndEveryMessageSaysTheNewDay(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.poke() // all are told
		s.says(s.asked("U0BEN").Text(), "until Mon 7 Dec, 17:00")
		dana := s.details()
		s.says(dana.Modal().Text(), "Cycle 2026 H2", "1 person is reviewed", "Nomination → Self-assessment → *Peer review*",
			"ends on Mon 7 Dec, 12:00 by your clock", "opened the cycle", "ended Self-assessment; Peer review began")
		s.ok(dana.ClickModal("review.extend"))
		s.page("Stages of this cycle end at 17:00")
		for day, sentence := range map[string]string{"2026-11-22": "This day is over", "2028-01-03": "more than a year away"} {
			s.refusedForm(dana.Submit(map[string]any{"until": day}), sentence)
		}
		s.ok(dana.Submit(map[string]any{"until": "2026-12-07"})) // as it is
		s.page("Peer review ends on Mon 7 Dec, 12:00 now")
		s.never(dana.Modal().Text(), "moved the end")
		s.ok(dana.ClickModal("review.extend"))
		s.page("Stages of this cycle end at 17:00")
		s.ok(dana.Submit(map[string]any{"until": "2026-12-11"}))
		s.page("Peer review ends on Fri 11 Dec, 12:00 now", "Dana Whitfield moved the end of the stage from Mon 7 Dec, 12:00 to "+
			"Fri 11 Dec, 12:00")
		for _, giver := range colleagues {
			s.until(giver+" reads the new day", func() bool {
				return strings.Contains(s.asked(giver).Text(), "Fri 11 Dec")
			})
			if n := len(s.w.As(giver).Inbox()); n != 1 {
				s.Errorf("%s has %d messages", giver, n)
			}
		}
		s.ok(s.w.As("U0BEN").Click(s.asked("U0BEN"), "feedback.answer.open"))
		s.w.Advance(15 * 24 * time.Hour) // the first end is over
		s.poke()
		if at := s.stands("2026 H2").Stage; at != reviews.StagePeer {
			s.Errorf("the cycle is in %s", at)
		}
		s.w.Advance(4 * 24 * time.Hour)
		s.poke()
		if at := s.stands("2026 H2").Stage; at != reviews.StageManager {
			s.Errorf("the cycle is in %s", at)
		}
		s.says(s.details().Modal().Text(), "laurel, since it was time, ended Peer review; Manager evaluation began")
	})
}

func TestWhoWritesAboutThemselvesReadsTheNewDayToo(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.OpenCycle(tx, reviews.New{Name: "2026 H2", Template: "mlops-engineer", Subjects: []string{"U0ADA"}})
			return err
		})
		s.advancesTo("2026 H2", reviews.StageSelf)
		s.poke()
		s.told("U0ADA", "Your self-assessment")
		dana := s.details()
		s.ok(dana.ClickModal("review.extend"))
		s.page("Stages of this cycle end at 17:00")
		s.ok(dana.Submit(map[string]any{"until": "2026-12-02"}))
		s.until("Ada reads it", func() bool {
			return strings.Contains(s.told("U0ADA", "Your self-assessment").Text(), "until Wed 2 Dec, 18:00")
		})
	})
}

func TestWhoNamesColleaguesReadsTheNewDayToo(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.OpenCycle(tx, reviews.New{Name: "2026 H2", Template: "mlops-engineer", Subjects: []string{"U0ADA"}})
			return err
		})
		asked := s.told("U0ADA", "2026 H2")
		dana := s.details()
		s.ok(dana.ClickModal("review.extend"))
		s.page("Stages of this cycle end at 17:00")
		s.ok(dana.Submit(map[string]any{"until": "2026-12-02"}))
		s.until("Ada reads it", func() bool {
			return strings.Contains(s.told("U0ADA", "2026 H2").Text(), "Wed 2 Dec, 18:00")
		})
		s.never(asked.Text(), "2 Dec")
	})
}

func TestAStageThatEndedMeanwhileIsNotMoved(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		dana := s.details()
		s.ok(dana.ClickModal("review.extend"))
		s.page("Stages of this cycle end at 17:00")
		s.advancesTo("2026 H2", reviews.StageManager)
		before := s.stands("2026 H2").StageEndsAt
		s.ok(dana.Submit(map[string]any{"until": "2026-12-31"}))
		s.page("has ended already")
		if after := s.stands("2026 H2").StageEndsAt; !after.Equal(before) {
			s.Errorf("the next stage ends on %v, not %v", after, before)
		}
	})
}

func TestDanaCancelsACycleAndNobodyIsAskedAnyMore(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		s.asked("U0BEN")
		dana := s.details()
		s.ok(dana.ClickModal("review.cancel"))
		s.page("2026 H2 is cancelled", "This cycle is cancelled", "Dana Whitfield cancelled the cycle")
		for _, id := range []string{"review.extend", "review.advance", "review.cancel"} {
			if dana.Modal().Has(id) {
				s.Errorf("the page offers %s", id)
			}
		}
		s.says(s.told("U0BEN", "No answer is needed").Text(), "2026 H2")
		s.says(dana.Command("/review", "C0GENERAL").Text(), "2026 H2", "cancelled")
	})
}

func TestEndingAStageOnItsPageShowsTheNextOne(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		dana := s.details()
		s.ok(dana.ClickModal("review.advance"))
		s.page("Peer review is over, now Manager evaluation", "*Manager evaluation* ends on", "Dana Whitfield ended Peer review")
		s.told("U0MIA", "ready for you")
	})
}

func TestNobodyElseCanRunACycle(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.open("2026 H2")
		dana, ben := s.w.As("U0DAN"), s.w.As("U0BEN")
		s.details()
		list := dana.Command("/review", "C0GENERAL").Message
		value := dana.Modal().Button("review.cancel").Value
		for i, id := range []string{"review.cycle", "review.extend", "review.cancel", "review.advance"} {
			s.ok(ben.Press(list, id, value))
			s.until("Ben is told", func() bool { return len(ben.Ephemerals("C0GENERAL")) == i+1 })
			s.says(ben.Ephemerals("C0GENERAL")[i].Text(), "Only an admin of laurel")
		}
		if ben.Modal() != nil || s.stands("2026 H2").Stage != reviews.StagePeer || s.stands("2026 H2").State != reviews.Open {
			s.Errorf("the cycle is %+v", s.stands("2026 H2"))
		}
	})
}
