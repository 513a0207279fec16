package bot_test

import (
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/reviews"
	"laurel/sandbox"
)

// goalTexts fill the form for a goal that is due on Friday, 4 December.
func goalTexts(change ...string) map[string]any {
	texts := map[string]any{
		"objective": "Every release goes out without a hand on it", "category": "deployment",
		"measure": "Releases that somebody sits through", "baseline": "9 of 10", "target": "1 of 10",
		"deadline": "2026-12-04", "serves": "Two releases a week",
	}
	for i := 0; i < len(change); i += 2 {
		texts[change[i]] = change[i+1]
	}
	return texts
}

// setsGoal has a person set a goal, and leaves its page open.
func (s story) setsGoal(person string, change ...string) reviews.Goal {
	s.Helper()
	m := s.w.As(person)
	m.CloseAll()
	s.ok(m.Command("/goal new").Err)
	s.sees(m, "New goal")
	s.ok(m.Submit(goalTexts(change...)))
	s.sees(m, "Goal")
	all := s.goals(person)
	return all[len(all)-1]
}

func (s story) sees(m *sandbox.Member, title string) {
	s.Helper()
	s.until("it is open: "+title, func() bool { return m.Modal() != nil && m.Modal().Title == title })
}

func (s story) goals(person string) (list []reviews.Goal) {
	s.Helper()
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) (err error) {
		list, err = reviews.Goals(tx, person)
		return err
	}))
	return list
}

func TestAdaSetsAGoalAndChangesItAndItsHistoryStays(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		none := ada.Command("/goal")
		s.says(none.Text(), "no goals yet", "New goal", "You and Mia can see")
		s.ok(ada.Click(none.Message, "goal.new"))
		s.sees(ada, "New goal")
		s.ok(ada.Submit(goalTexts()))
		s.sees(ada, "Goal")
		s.says(ada.Modal().Text(), "without a hand", "9 of 10 → 1 of 10", "Deployment pipeline", "11 days left, Fri 4 Dec",
			"For the team: Two releases a week")
		s.until("the list has it", func() bool {
			e := ada.Ephemerals()
			return len(e) == 1 && strings.Contains(e[0].Text(), "1 open")
		})
		s.ok(ada.ClickModal("goal.edit"))
		s.sees(ada, "Edit goal")
		s.ok(ada.Submit(map[string]any{"target": "2 of 10", "deadline": "2026-12-11"}))
		s.until("the page is drawn anew", func() bool { return strings.Contains(ada.Modal().Text(), "2 of 10") })
		s.says(ada.Modal().Text(), "target was “1 of 10”", "deadline was “Fri 4 Dec”")
		s.ok(ada.ClickModal("goal.note"))
		s.sees(ada, "Add a note")
		s.ok(ada.Submit(map[string]any{"text": "Canary runs by itself"}))
		s.until("the note is there", func() bool { return strings.Contains(ada.Modal().Text(), "Mon 23 Nov 2026 · Canary") })
		s.ok(ada.ClickModal("goal.state:done"))
		s.until("it is done", func() bool { return ada.Modal().Has("goal.state:open") })
		g := s.goals("U0ADA")
		if len(g) != 1 || g[0].State != reviews.GoalDone || len(g[0].History) != 2 || len(g[0].Notes) != 1 {
			s.Errorf("the goal is %+v", g)
		}
		s.says(ada.Command("/goal list").Text(), "0 open", "· done")
	})
}

func TestAGoalThatCannotBeIsRefusedUnderItsFieldAndNothingIsLost(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.ok(ada.Command("/goal Halve the bill of the feature store").Err)
		s.sees(ada, "New goal")
		s.says(string(ada.Modal().Blocks), "Halve the bill")
		texts := goalTexts("objective", "Halve the bill of the feature store")
		for field, wrong := range map[string][2]string{
			"deadline": {"2026-11-22", "still to come"}, "measure": {" \u200b ", "Say what is measured"},
			"target": {" \t ", "where it shall be"}, "objective": {" \n ", "what shall be different"},
		} {
			s.ok(ada.Fill(texts))
			s.refusedForm(ada.Submit(map[string]any{field: wrong[0]}), wrong[1])
		}
		if err := ada.Submit(map[string]any{"objective": strings.Repeat("長", 40_000)}); err == nil {
			s.Error("40,000 characters were taken")
		}
		if len(s.goals("U0ADA")) != 0 {
			s.Fatal("something was kept")
		}
		s.ok(ada.Submit(texts))
		if g := s.goals("U0ADA"); len(g) != 1 || g[0].Objective != "Halve the bill of the feature store" {
			s.Errorf("kept: %+v", g)
		}
		ada.CloseAll()
		s.ok(ada.Command("/goal " + strings.Repeat("more and more ", 250)).Err)
		s.sees(ada, "New goal")
		s.says(ada.Modal().Text(), "longer than an objective may be")
	})
}

func TestMiaSeesTheGoalsOfHerPeopleAndNobodyElseDoes(t *testing.T) {
	tell(t, func(s story) {
		mia, ben, ada := s.w.As("U0MIA"), s.w.As("U0BEN"), s.w.As("U0ADA")
		s.ok(ada.Command("/win private: Found what is wrong with #ranker").Err)
		s.ok(ada.Command("/win Moved #ranker to the new cluster").Err)
		g := s.setsGoal("U0ADA")
		s.ok(ada.ClickModal("goal.wins"))
		s.sees(ada, "Link wins")
		var ids []string
		for _, w := range s.kept("U0ADA") {
			ids = append(ids, w.ID)
		}
		s.ok(ada.Submit(map[string]any{"wins": ids}))
		s.until("both wins show it", func() bool {
			text := ada.Modal().Text()
			return strings.Contains(text, "Found what is wrong") && strings.Contains(text, "new cluster")
		})
		list := mia.Command("/goal <@U0ADA|ada>")
		s.says(list.Text(), "Goals of Ada Osei", "without a hand", "You see these as Ada's manager")
		s.never(list.Text(), "New goal")
		s.ok(mia.Click(list.Message, "goal.show:"+g.ID))
		s.sees(mia, "Goal of Ada")
		s.says(mia.Modal().Text(), "9 of 10 → 1 of 10", "new cluster")
		s.never(mia.Modal().Text(), "Found what is wrong", "Edit", "Drop it")

		for _, who := range []string{"<@U0ADA|ada>", "<@U0TOM>", "<@U0NOBODY>"} {
			s.says(ben.Command("/goal "+who).Text(), "people whose manager you are")
		}
		s.says(ben.Command("/goal @Ada").Text(), "Name one person")
		s.never(ben.Command("/goal <@U0BEN|ben>").Text(), "people whose manager you are")
	})
}

func TestForgedGoalIdsChangeNothing(t *testing.T) {
	tell(t, func(s story) {
		ben, mia := s.w.As("U0BEN"), s.w.As("U0MIA")
		g := s.setsGoal("U0ADA")
		s.setsGoal("U0BEN", "deadline", "2026-12-01")
		s.goTo(2026, 11, 30, 12, 0, "Europe/London")
		base := s.told("U0BEN", "How does it stand?")
		n := 0
		for _, m := range []*sandbox.Member{ben, mia} {
			m.CloseAll()
			message := base
			if m == mia {
				message = mia.Command("/goal <@U0ADA>").Message
			}
			n = len(m.Ephemerals())
			for _, press := range [][2]string{
				{"goal.edit", g.ID},
				{"goal.state", "done " + g.ID},
				{"goal.note", g.ID},
				{"goal.wins", g.ID},
				{"goal.remind", "off " + g.ID},
				{"goal.state", "won " + g.ID},
				{"goal.show", "0"},
				{"goal.state", ""},
			} {
				s.ok(m.Press(message, press[0], press[1]))
			}
			s.until("each is answered", func() bool { return len(m.Ephemerals()) == n+8 })
			for _, e := range m.Ephemerals()[n:] {
				s.says(e.Text(), "no such goal for you")
			}
		}
		s.ok(ben.Press(base, "goal.show", g.ID))
		s.ok(ben.Press(base, "goal.all", "0 U0ADA"))
		s.until("Ben is told", func() bool { return strings.Contains(ben.Ephemerals()[len(ben.Ephemerals())-1].Text(), "no such goal") })
		if after := s.goals("U0ADA")[0]; after.State != reviews.GoalOpen || !after.Remind || len(after.History) != 0 {
			s.Errorf("the goal is %+v", after)
		}
		// A win that isn't Ada's can't be linked, whatever the form says.
		s.ok(ben.Command("/win Shipped the importer").Err)
		s.do(func(tx *db.Tx) error {
			linked, err := reviews.LinkGoal(tx, "U0ADA", g.ID, nil, []string{s.kept("U0BEN")[0].ID, "nothing"})
			if len(linked.Wins) != 0 {
				s.Error("somebody else's win is linked")
			}
			return err
		})
	})
}

func TestAGoalIsRemindedOf7DaysAnd1DayBeforeOnceEachInWorkingHours(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.setsGoal("U0ADA", "deadline", "2026-12-14") // a Monday
		ada.CloseAll()
		s.goTo(2026, 12, 4, 12, 0, "Europe/Berlin")
		s.goTo(2026, 12, 7, 9, 29, "Europe/Berlin")
		if n := s.asks("U0ADA", "How does it stand?"); n != 0 {
			s.Fatal("Ada was reminded too early")
		}
		s.goTo(2026, 12, 7, 9, 31, "Europe/Berlin")
		first := s.latest("U0ADA", "How does it stand?")
		s.says(first.Text(), "7 days left, Mon 14 Dec", "Add a note", "It is done", "Not for this one", "No more of these")
		s.never(first.Body, "release", "hand") // what lock screens show
		s.goTo(2026, 12, 8, 12, 0, "Europe/Berlin")
		s.goTo(2026, 12, 10, 16, 31, "Europe/Berlin")
		if n := s.asks("U0ADA", "How does it stand?"); n != 1 {
			s.Fatalf("Ada was reminded %d times a week before", n)
		}
		s.goTo(2026, 12, 11, 10, 0, "Europe/Berlin") // the day before is a Sunday
		if n := s.asks("U0ADA", "How does it stand?"); n != 2 {
			s.Fatalf("Ada was reminded %d times", n)
		}
		last := s.latest("U0ADA", "3 days left")
		s.goTo(2026, 12, 14, 12, 0, "Europe/Berlin")
		s.goTo(2026, 12, 16, 12, 0, "Europe/Berlin")
		if n := s.asks("U0ADA", "How does it stand?"); n != 2 {
			s.Fatalf("Ada was reminded %d times", n)
		}
		s.ok(ada.Click(last, "goal.state:done"))
		s.says(s.latest("U0ADA", "Nothing is left to do here").Text(), "· done")
	})
}

func TestRemindersEndPerGoalAndForAll(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.setsGoal("U0ADA", "objective", "The first", "deadline", "2026-12-09")
		s.setsGoal("U0ADA", "objective", "The second", "deadline", "2026-12-10")
		ada.CloseAll()
		s.goTo(2026, 12, 2, 12, 0, "Europe/Berlin")
		m := s.latest("U0ADA", "The first")
		s.never(m.Text(), "The second")
		s.ok(ada.Click(m, "goal.remind"))
		s.says(s.latest("U0ADA", "No more reminders of this one").Text(), "The first", "Open")
		s.goTo(2026, 12, 3, 12, 0, "Europe/Berlin")
		m = s.latest("U0ADA", "The second")
		s.goTo(2026, 12, 8, 12, 0, "Europe/Berlin") // a day before the first
		s.says(ada.Last().Text(), "The second")
		s.ok(ada.Click(m, "goal.remind.off"))
		s.latest("U0ADA", "reminds you of no goals any more")
		s.goTo(2026, 12, 9, 12, 0, "Europe/Berlin")
		s.says(ada.Last().Text(), "reminds you of no goals any more")
		ada.OpenHome()
		s.until("Home says so", func() bool { return strings.Contains(ada.Home().Text(), "goals off") })
	})
}

func TestWhoHadAMessageTodayIsRemindedTomorrowAndWhoIsAwayNot(t *testing.T) {
	tell(t, func(s story) {
		s.setsGoal("U0ADA", "deadline", "2026-12-09")
		s.w.As("U0ADA").CloseAll()
		s.do(func(tx *db.Tx) error { // as the other questions do
			_, err := tx.Exec(`insert into slots (job, slot, claimed_at) values ('coaching:U0ADA', '2026-12-02', 0)`)
			return err
		})
		s.goTo(2026, 12, 2, 12, 0, "Europe/Berlin")
		if n := s.asks("U0ADA", "How does it stand?"); n != 0 {
			s.Fatal("a second message on one day")
		}
		s.goTo(2026, 12, 3, 12, 0, "Europe/Berlin")
		s.latest("U0ADA", "6 days left")
		s.settings(s.w.As("U0ADA"), map[string]any{"quiet": "2026-12-10"})
		s.goTo(2026, 12, 8, 12, 0, "Europe/Berlin")
		if n := s.asks("U0ADA", "How does it stand?"); n != 1 {
			s.Fatal("Ada was reminded on her leave")
		}
	})
}

func TestHomeShowsTheDaysLeftOfGoals(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		g := s.setsGoal("U0ADA")
		ada.CloseAll()
		ada.OpenHome()
		s.until("Home has the goal", func() bool {
			return ada.Home() != nil && strings.Contains(ada.Home().Text(), "11 days left, Fri 4 Dec")
		})
		s.ok(ada.ClickHome("goal.show:" + g.ID))
		s.sees(ada, "Goal")
		s.ok(ada.ClickModal("goal.state:dropped"))
		s.until("Home has it no more", func() bool { return !strings.Contains(ada.Home().Text(), "days left") })
	})
}
