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
)

// begins opens a cycle about people, in its nomination stage: until Wednesday, 18:00 in Berlin.
func (s story) begins(name string, subjects ...string) (cycle reviews.Cycle) {
	s.Helper()
	s.do(func(tx *db.Tx) error {
		opened, err := s.bot.OpenCycle(tx, reviews.New{Name: name, Template: "mlops-engineer", Subjects: subjects})
		cycle = opened.Cycle
		return err
	})
	return cycle
}

// choosing opens the form in which a subject names colleagues, from the message that asks.
func (s story) choosing(subject string) *sandbox.Member {
	s.Helper()
	m := s.w.As(subject)
	s.ok(m.Click(s.told(subject, "Whom should laurel ask"), "feedback.nominate.open"))
	s.until("the form is open", func() bool { return m.Modal() != nil })
	return m
}

// names has Ada name colleagues.
func (s story) names(colleagues ...string) {
	s.Helper()
	s.ok(s.choosing("U0ADA").Submit(map[string]any{"suggested": []string{}, "others": colleagues}))
	s.told("U0ADA", "You named ")
}

// lists counts a manager's messages about nominations.
func (s story) lists(manager string) (n int) {
	for _, m := range s.w.As(manager).Inbox() {
		if strings.Contains(m.Text(), "Whom to ask about your people") {
			n++
		}
	}
	return n
}

// onList is whom Ada's list has, as her manager sees it.
func (s story) onList(cycle reviews.Cycle) string {
	s.Helper()
	var n reviews.Nomination
	err := s.db.Read(s.Context(), func(tx *db.Tx) (err error) {
		n, err = s.bot.Cycles().Nomination(tx, "U0MIA", cycle.ID, "U0ADA")
		return err
	})
	if err != nil && !errors.Is(err, reviews.ErrNotOpen) {
		s.Fatal(err)
	}
	return strings.Join(n.IDs(), " ")
}

func TestAdaNamesColleaguesAndMiaApproves(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		cycle := s.begins("2026 H2", "U0ADA")
		asked := s.told("U0ADA", "Whom should laurel ask")
		s.says(asked.Text(), "2026 H2", "2 minutes", "until Wed 25 Nov, 18:00", "up to 4 colleagues", "Mia sees whom you name",
			"colleagues don't see it", "not shown to you", "No preference")
		ada := s.choosing("U0ADA")
		s.says(ada.Modal().Text(), "Ben Adeyemi", "1 win witnessed", "laurel adds at least one colleague", "Please don't ask")
		s.ok(ada.Submit(map[string]any{"suggested": []string{"U0BEN"}, "others": []string{"U0EVA"}}))
		s.says(s.told("U0ADA", "You named ").Text(), "Ben Adeyemi and Eva Duarte", "Mia looks at it", "Change")

		lists := s.told("U0MIA", "1 list to approve")
		s.says(lists.Text(), "Ada Osei", "Ben Adeyemi and Eva Duarte", "2026 H2", "until Wed 25 Nov, 18:00", "Approve", "Change",
			"counts as approved")
		s.never(lists.Body, "Ben", "Eva") // what lock screens show
		mia := s.w.As("U0MIA")
		s.ok(mia.Click(lists, "feedback.nominate.approve"))
		s.says(s.told("U0MIA", "approved: Ben Adeyemi and Eva Duarte").Text(), "nothing waits for you here")
		s.says(s.told("U0ADA", "approved; you can change it").Text(), "You named")
		if n := len(s.w.As("U0ADA").Inbox()); n != 1 {
			s.Errorf("Ada has %d messages: nothing is different", n)
		}
		s.ok(mia.Press(lists, "feedback.nominate.approve", lists.Button("feedback.nominate.approve").Value))
		s.until("Mia is told", func() bool {
			return len(mia.Ephemerals()) == 1 && strings.Contains(mia.Ephemerals()[0].Text(), "approved already")
		})
		s.advancesTo("2026 H2", reviews.StagePeer)
		s.lives(1)
		for _, nominee := range []string{"U0BEN", "U0EVA"} {
			s.asked(nominee)
		}
		if got := s.onList(cycle); got != "U0BEN U0EVA" {
			s.Errorf("the list is %s", got)
		}
	})
}

func TestNoPreferenceIsOnePressAndCanBeTakenBack(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.begins("2026 H2", "U0ADA")
		ada := s.w.As("U0ADA")
		s.says(ada.OpenHome().Text(), "Whom should laurel ask about you?", "2026 H2")
		s.ok(ada.Click(s.told("U0ADA", "Whom should laurel ask"), "feedback.nominate.none"))
		none := s.told("U0ADA", "You have no preference")
		s.until("Home asks no more", func() bool { return !ada.Home().Has("feedback.nominate.open") })
		if n := s.lists("U0MIA"); n != 0 {
			s.Error("Mia was told, though there is nothing for her to do")
		}
		s.ok(ada.Click(none, "feedback.nominate.open"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"suggested": []string{"U0BEN"}}))
		s.told("U0ADA", "You named ")
		s.told("U0MIA", "1 list to approve")
	})
}

func TestWhoCannotBeAskedIsSaidUnderTheField(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		cycle := s.begins("2026 H2", "U0ADA")
		ada := s.choosing("U0ADA")
		for _, c := range []struct {
			who   []string
			field string
			want  string
		}{
			{[]string{"U0ADA"}, "others", "You are not asked about yourself."},
			{[]string{"U0MIA"}, "others", "Mia Torres is your manager and writes the evaluation."},
			{[]string{"U0GUS"}, "others", "Gus Hart is a guest."},
			{[]string{"U0OLD"}, "others", "has left"},
			{[]string{"U0BEN", "U0EVA", "U0SAM", "U0PIA", "U0LIN"}, "others", "These are 5. Choose up to 4 colleagues."},
			{[]string{"U0BEN", "U0EVA", "U0SAM", "U0PIA"}, "never", "Choose at most 3 here"},
		} {
			fields := map[string]any{"suggested": []string{}, "others": []string{}, "never": []string{}}
			fields[c.field] = c.who
			s.refusedForm(ada.Submit(fields), c.want)
		}
		s.refusedForm(ada.Submit(map[string]any{"others": []string{"U0EVA"}, "never": []string{"U0EVA"}}),
			"Eva Duarte can't be both asked and not asked.")
		if got := s.onList(cycle); got != "" {
			s.Errorf("the list is %s", got)
		}
	})
}

func TestMiaChangesTheListAndAdaLearnsOnlyWhomOfHersItLost(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		cycle := s.begins("2026 H2", "U0ADA")
		s.names("U0BEN", "U0SAM")
		mia := s.w.As("U0MIA")
		s.ok(mia.Click(s.told("U0MIA", "1 list to approve"), "feedback.nominate.change"))
		s.until("the form is open", func() bool { return mia.Modal() != nil })
		s.says(mia.Modal().Text(), "Ada Osei wants to be asked", "named by Ada", "1 win witnessed", "Approve")
		s.refusedForm(mia.Submit(map[string]any{"others": []string{"U0MIA"}}), "You are the manager")
		s.ok(mia.Submit(map[string]any{"suggested": []string{"U0BEN"}, "others": []string{"U0EVA"}}))
		told := s.told("U0ADA", "Mia changed whom you named").Text()
		s.says(told, "Not on the list any more: Sam Keller", "Still on it: Ben Adeyemi", "until Wed 25 Nov, 18:00")
		s.never(told, "Eva")
		s.told("U0MIA", "approved: Ben Adeyemi and Eva Duarte")
		for _, m := range s.w.As("U0ADA").Inbox() {
			s.never(m.Text(), "Eva")
		}
		if got := s.onList(cycle); got != "U0BEN U0EVA" {
			s.Errorf("the list is %s", got)
		}
		ada := s.w.As("U0ADA")
		s.ok(ada.Click(s.told("U0ADA", "You named "), "feedback.nominate.open"))
		s.until("Ada's form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"suggested": []string{"U0BEN", "U0SAM"}}))
		s.told("U0MIA", "1 list to approve") // it waits anew
		if got := s.onList(cycle); got != "U0BEN U0SAM U0EVA" {
			s.Errorf("the list is %s", got)
		}
	})
}

func TestTheEndOfTheStageApprovesAndNothingCanBeChangedThen(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		cycle := s.begins("2026 H2", "U0ADA")
		s.names("U0BEN", "U0EVA")
		named, lists := s.told("U0ADA", "You named "), s.told("U0MIA", "1 list to approve")
		mia := s.w.As("U0MIA")
		s.ok(mia.Click(lists, "feedback.nominate.change"))
		s.until("the form is open", func() bool { return mia.Modal() != nil })
		s.w.Advance(56*time.Hour + time.Minute) // Wednesday, 18:01
		s.poke()
		s.told("U0ADA", "The time to name colleagues for 2026 H2 is over")
		s.never(s.told("U0MIA", "the time is over").Text(), "Approve it", "Change")
		err := mia.Submit(map[string]any{"suggested": []string{}, "others": []string{}})
		if err != nil {
			s.refusedForm(err, "open for more than a day")
		}
		for _, press := range []struct {
			who, button, value string
			on                 sandbox.Message
		}{
			{"U0ADA", "feedback.nominate.open", cycle.ID, named},
			{"U0ADA", "feedback.nominate.none", cycle.ID, named},
			{"U0MIA", "feedback.nominate.approve", lists.Button("feedback.nominate.approve").Value, lists},
			{"U0MIA", "feedback.nominate.change", lists.Button("feedback.nominate.change").Value, lists},
		} {
			m := s.w.As(press.who)
			before := len(m.Ephemerals())
			s.ok(m.Press(press.on, press.button, press.value))
			s.until(press.button+" is answered in words", func() bool {
				e := m.Ephemerals()
				return len(e) > before && strings.Contains(e[len(e)-1].Text(), "is over")
			})
		}
		if got := s.onList(cycle); got != "U0BEN U0EVA" {
			s.Errorf("the list is %s", got)
		}
		s.advancesTo("2026 H2", reviews.StagePeer)
		s.lives(1)
		s.asked("U0BEN")
		s.asked("U0EVA")
	})
}

func TestForgedPressesGetWordsAndChangeNothing(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		cycle := s.begins("2026 H2", "U0ADA")
		s.names("U0BEN")
		lists := s.told("U0MIA", "1 list to approve")
		approve := lists.Button("feedback.nominate.approve").Value
		for _, press := range []struct{ who, button, value string }{
			{"U0TOM", "feedback.nominate.approve", approve},
			{"U0ADA", "feedback.nominate.approve", approve},
			{"U0DAN", "feedback.nominate.change", cycle.ID + " U0ADA"},
			{"U0ADA", "feedback.nominate.change", cycle.ID + " U0ADA"},
			{"U0MIA", "feedback.nominate.change", cycle.ID + " U0JUN"},
			{"U0MIA", "feedback.nominate.approve", ""},
			{"U0MIA", "feedback.nominate.approve", "nonsense U0ADA x"},
			{"U0BEN", "feedback.nominate.open", cycle.ID},
			{"U0BEN", "feedback.nominate.none", cycle.ID},
			{"U0ADA", "feedback.nominate.none", "nonsense"},
		} {
			m := s.w.As(press.who)
			before := len(m.Ephemerals())
			s.ok(m.Press(lists, press.button, press.value))
			s.until(fmt.Sprint(press, " is answered in words"), func() bool {
				e := m.Ephemerals()
				return len(e) > before && strings.Contains(e[len(e)-1].Text(), "no such list")
			})
		}
		s.ok(s.w.As("U0MIA").Press(lists, "feedback.nominate.approve", cycle.ID+" U0ADA 1"))
		s.until("Mia is told that she saw another list", func() bool {
			e := s.w.As("U0MIA").Ephemerals()
			return strings.Contains(e[len(e)-1].Text(), "has changed the list since")
		})
		s.do(func(tx *db.Tx) error {
			n, err := s.bot.Cycles().Nomination(tx, "U0MIA", cycle.ID, "U0ADA")
			if !n.Waits() || strings.Join(n.IDs(), " ") != "U0BEN" {
				s.Errorf("the nomination is %+v", n)
			}
			return err
		})
	})
}

func TestWhomAdaOrMiaAskNotToAskIsNotAskedAndOnlyTheySeeIt(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.begins("2026 H2", "U0ADA")
		ada, mia := s.choosing("U0ADA"), s.w.As("U0MIA")
		s.ok(ada.Submit(map[string]any{"suggested": []string{"U0PIA"}, "never": []string{"U0BEN"}}))
		s.ok(mia.Click(s.told("U0MIA", "1 list to approve"), "feedback.nominate.change"))
		s.until("Mia's form is open", func() bool { return mia.Modal() != nil })
		s.never(string(mia.Modal().Blocks), `"initial_users":["U0BEN"]`)
		// Mia may even add Ben: she can't know, and isn't told.
		s.ok(mia.Submit(map[string]any{"suggested": []string{"U0PIA", "U0BEN"}, "never": []string{"U0SAM"}}))
		s.told("U0MIA", "approved: ")
		s.ok(ada.Click(s.told("U0ADA", "You named "), "feedback.nominate.open"))
		s.until("Ada's form is open", func() bool { return ada.Modal() != nil })
		s.says(string(ada.Modal().Blocks), `"initial_users":["U0BEN"]`)
		s.never(string(ada.Modal().Blocks), `"initial_users":["U0SAM"]`)
		s.advancesTo("2026 H2", reviews.StagePeer)
		s.asked("U0PIA")
		for _, never := range []string{"U0BEN", "U0SAM"} {
			if n := len(s.w.As(never).Inbox()); n != 0 {
				s.Errorf("%s was told something", never)
			}
		}
	})
}

func TestTheManagerOfRecordDecidesAndSeveralPeopleAreInOneMessageADay(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		cycle := s.begins("2026 H2", "U0ADA", "U0RAV")
		s.names("U0BEN")
		first := s.told("U0MIA", "1 list to approve")
		ravi := s.choosing("U0RAV")
		s.ok(ravi.Submit(map[string]any{"suggested": []string{}, "others": []string{"U0EVA"}}))
		s.says(s.told("U0MIA", "2 lists to approve").Text(), "Ada Osei", "Ravi Nair")
		if n := s.lists("U0MIA"); n != 1 {
			s.Errorf("Mia has %d messages", n)
		}
		s.says(s.w.As("U0MIA").OpenHome().Text(), "Approve whom to ask about", "Ada Osei", "Ravi Nair", "Look")
		s.reports("U0ADA", "U0TOM")
		s.poke()
		s.poke()
		s.says(s.told("U0TOM", "1 list to approve").Text(), "Ada Osei", "Ben Adeyemi")
		if n := s.lists("U0TOM"); n != 1 {
			s.Errorf("Tom has %d messages", n)
		}
		s.says(s.told("U0MIA", "1 list to approve").Text(), "Ravi Nair")
		mia := s.w.As("U0MIA")
		s.ok(mia.Press(first, "feedback.nominate.approve", first.Button("feedback.nominate.approve").Value))
		s.until("Mia is told", func() bool {
			return len(mia.Ephemerals()) == 1 && strings.Contains(mia.Ephemerals()[0].Text(), "no such list")
		})
		s.ok(s.w.As("U0TOM").Click(s.told("U0TOM", "1 list to approve"), "feedback.nominate.approve"))
		s.told("U0TOM", "approved: Ben Adeyemi")
		_ = cycle
	})
}

// reports gives somebody another manager.
func (s story) reports(person, manager string) {
	s.Helper()
	s.imports(person, 4, manager)
}

// imports changes one cell of somebody's line in the file of people.
func (s story) imports(person string, column int, value string) {
	s.Helper()
	lines := strings.Split(cast, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, person+",") {
			cells := strings.Split(line, ",")
			cells[column] = value
			lines[i] = strings.Join(cells, ",")
		}
	}
	rows, err := people.ReadCSV(strings.NewReader(strings.Join(lines, "\n")), "people.csv")
	s.ok(err)
	s.do(func(tx *db.Tx) error {
		_, err := people.Import(tx, rows, "people.csv")
		return err
	})
}

func TestNoMessageLeavesInTheMorningWhenTheStageWasEndedAtNight(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		cycle := s.begins("2026 H2", "U0ADA", "U0JUN") // it is evening in Seoul
		s.told("U0ADA", "Whom should laurel ask")
		s.w.Advance(8 * time.Hour) // Monday, 18:00 in Berlin
		s.names("U0BEN")
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.AdvanceCycle(tx, cycle.Name)
			return err
		})
		s.told("U0ADA", "The time to name colleagues for 2026 H2 is over")
		s.w.Advance(15*time.Hour + 31*time.Minute) // Tuesday, 09:31 in Berlin
		s.poke()
		if n := s.lists("U0MIA"); n != 0 {
			s.Error("Mia was told of a list, though the time is over")
		}
		for _, m := range s.w.As("U0JUN").Inbox() {
			s.never(m.Text(), "name colleagues", "Whom should laurel ask")
		}
	})
}

func TestAListThatCameTooLateIsToldOfWhenTheEndIsMoved(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		cycle := s.begins("2026 H2", "U0ADA")
		s.told("U0ADA", "Whom should laurel ask")
		s.w.Advance(55 * time.Hour) // Wednesday, 17:00
		s.names("U0BEN")
		s.poke()
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.ExtendCycle(tx, cycle.Name, "2026-11-27")
			return err
		})
		s.poke()
		if n := s.lists("U0MIA"); n != 0 {
			s.Error("Mia was told in the evening")
		}
		s.w.Advance(16*time.Hour + 31*time.Minute) // Thursday, 09:31
		s.poke()
		s.says(s.told("U0MIA", "1 list to approve").Text(), "until Fri 27 Nov")
		s.poke()
		if n := s.lists("U0MIA"); n != 1 {
			s.Errorf("Mia has %d messages", n)
		}
	})
}

func TestOfWhoLeavesMeanwhileNothingIsAskedAndWithoutAManagerNobodyApproves(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.begins("2026 H2", "U0ADA", "U0RAV")
		s.names("U0BEN", "U0EVA")
		s.told("U0MIA", "1 list to approve")
		s.leaves("U0BEN") // whom Ada named
		s.leaves("U0RAV") // who is reviewed
		s.leaves("U0MIA") // who approves
		s.ok(s.w.As("U0ADA").Click(s.told("U0ADA", "You named "), "feedback.nominate.open"))
		ada := s.w.As("U0ADA")
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.says(ada.Modal().Text(), "Nobody has to approve it")
		s.refusedForm(ada.Submit(map[string]any{"suggested": []string{"U0BEN", "U0EVA"}}), "has left")
		s.ok(ada.Submit(map[string]any{"suggested": []string{"U0EVA"}, "others": []string{"U0SAM"}}))
		s.says(s.told("U0ADA", "Eva Duarte and Sam Keller").Text(), "you can change it until")
		told := len(s.w.As("U0MIA").Inbox())
		s.w.Advance(56*time.Hour + time.Minute) // Wednesday, 18:01
		s.poke()
		s.advancesTo("2026 H2", reviews.StagePeer)
		s.lives(1)
		s.asked("U0EVA")
		s.asked("U0SAM")
		s.never(s.asked("U0EVA").Text(), "Ravi")
		for _, gone := range []string{"U0BEN", "U0RAV"} {
			for _, m := range s.w.As(gone).Inbox() {
				s.never(m.Text(), "Feedback for")
			}
		}
		if n := len(s.w.As("U0MIA").Inbox()); n != told {
			s.Errorf("Mia, who left, has %d messages instead of %d", n, told)
		}
	})
}

func TestAListMadeOnTheLastEveningBringsNoMessageWhenTheTimeIsOver(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.begins("2026 H2", "U0ADA")
		s.told("U0ADA", "Whom should laurel ask")
		s.w.Advance(55 * time.Hour) // Wednesday, 17:00; the stage ends at 18:00
		s.names("U0BEN")
		mia := s.w.As("U0MIA")
		s.says(mia.OpenHome().Text(), "Approve whom to ask about", "Ada Osei")
		for range 3 {
			s.poke()
			s.w.Advance(9 * time.Hour) // Thursday, 11:00 at last
		}
		s.poke()
		s.told("U0ADA", "The time to name colleagues for 2026 H2 is over")
		s.poke()
		if n := s.lists("U0MIA"); n != 0 {
			s.Error("Mia was told, though there is nothing for her to do")
		}
	})
}

func TestAListMadeAfterHoursWaitsForTheManagersMorning(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.begins("2026 H2", "U0ADA")
		s.told("U0ADA", "Whom should laurel ask")
		s.w.Advance(8 * time.Hour) // Monday, 18:00
		s.names("U0BEN")
		s.poke()
		if n := s.lists("U0MIA"); n != 0 {
			s.Error("Mia was told in the evening")
		}
		s.w.Advance(15*time.Hour + 31*time.Minute) // Tuesday, 09:31
		s.poke()
		s.told("U0MIA", "1 list to approve")
		s.w.Advance(24 * time.Hour)
		s.poke()
		if n := s.lists("U0MIA"); n != 1 {
			s.Errorf("Mia has %d messages", n)
		}
	})
}

// laurel may be down while it is day, or Slack.
func TestAMessageThatWasMissedByDayDoesNotLeaveAtNight(t *testing.T) {
	tell(t, func(s story) {
		s.goTo(2026, 11, 23, 20, 0, "Europe/Berlin")
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.OpenCycle(tx, reviews.New{Name: "2026 H2", Template: "mlops-engineer", Subjects: []string{"U0ADA"}})
			return err
		})
		s.goTo(2026, 11, 24, 21, 0, "Europe/Berlin")
		for _, m := range s.w.As("U0ADA").Inbox() {
			s.Errorf("at night Ada is told %s", m.Text())
		}
		s.goTo(2026, 11, 25, 9, 31, "Europe/Berlin")
		s.told("U0ADA", "2026 H2")
	})
}
