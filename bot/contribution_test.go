package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/sandbox"
	"laurel/wins"
)

const withBen = "/win Moved #feature-store to the new cluster with @ben, reads cost 30% less"

// saysOf waits until the one message to a person about a win says the text.
func (s story) saysOf(user, text string) sandbox.Message {
	s.Helper()
	var found sandbox.Message
	s.until(user+"'s message says: "+text, func() bool {
		inbox := s.w.As(user).Inbox()
		if len(inbox) != 1 {
			return false
		}
		found = inbox[0]
		return strings.Contains(found.Text(), text)
	})
	return found
}

// theirs is the one win of a person, whatever became of it.
func (s story) theirs(person string) (w wins.Win) {
	s.Helper()
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
		list, err := wins.List(tx, wins.Filter{Person: person, Status: wins.AnyStatus})
		if len(list) != 1 {
			s.Fatalf("%s has %d wins", person, len(list))
		}
		w = list[0]
		return err
	}))
	return w
}

// undisturbed runs the jobs and fails the test if somebody has more messages than that.
func (s story) undisturbed(user string, messages int) {
	s.Helper()
	s.poke()
	s.poke() // what runs twice asks nobody twice
	if n := len(s.w.As(user).Inbox()); n != messages {
		s.Errorf("%s has %d messages, not %d: %v", user, n, messages, s.w.As(user).Inbox())
	}
}

func TestBenIsAskedOnceAndConfirmsHisPartInOneTap(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		answer := ada.Command(withBen, "C0MLPLAT")
		s.ok(answer.Err)
		s.says(answer.Text(), "Saved", "Ben is asked to confirm.")
		dm := s.saysOf("U0BEN", "Ada Osei says that you took part in this win")
		s.says(dm.Text(), "reads cost 30% less", "Ada and Mia can see", "If you say nothing, nothing follows",
			"because it names you", "Yes, I did", "Not me")
		if text := dm.Body; strings.Contains(text, "cluster") {
			s.Errorf("the notification shows the win: %s", text)
		}
		s.undisturbed("U0BEN", 1)

		s.ok(s.w.As("U0BEN").Click(dm, "contribution.confirm"))
		dm = s.saysOf("U0BEN", "You confirmed your part")
		s.says(dm.Text(), "reads cost 30% less", "Take it back")
		if w := s.theirs("U0ADA"); len(w.Confirmed()) != 1 || w.Contributions[0].AnsweredAt.IsZero() {
			s.Errorf("stored %+v", w.Contributions)
		}
		s.says(ada.Command("/win list").Text(), "confirmed by Ben")
		s.says(ada.Command(withBen).Text(), "Already saved") // and asks nobody again
		s.undisturbed("U0BEN", 1)
		if n := len(ada.Inbox()); n != 0 {
			s.Errorf("Ada got %d messages", n)
		}
	})
}

func TestBenSaysItWasNotHimAndIsNoContributorAnyMore(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		answer := ada.Command(withBen, "C0MLPLAT")
		dm := s.saysOf("U0BEN", "you took part")
		s.ok(ben.Click(dm, "contribution.decline"))
		dm = s.saysOf("U0BEN", "You said that it was not you")
		s.never(dm.Text(), "reads cost")
		w := s.theirs("U0ADA")
		if len(w.With()) != 0 || len(w.Contributors) != 1 {
			s.Errorf("with %v of %v", w.With(), w.Contributors)
		}
		s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
			found, err := wins.Colleagues(tx, "U0ADA", "")
			if len(found) != 0 {
				s.Errorf("they count as colleagues: %+v", found)
			}
			return err
		}))
		s.undisturbed("U0ADA", 0)

		// An edit that keeps the name neither asks again nor shows him.
		s.ok(ada.Click(answer.Message, "win.edit"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Moved #feature-store with <@U0BEN>, reads cost 31% less"}))
		s.until("it is changed", func() bool { return strings.Contains(ada.Ephemerals("C0MLPLAT")[0].Text(), "31%") })
		s.never(ada.Ephemerals("C0MLPLAT")[0].Text(), "Ben is asked", "Confirmed")
		s.undisturbed("U0BEN", 1)

		s.ok(ben.Click(ben.Inbox()[0], "contribution.reconsider")) // a slip can be mended
		dm = s.saysOf("U0BEN", "you took part")
		s.says(dm.Text(), "31%")
		s.ok(ben.Click(dm, "contribution.confirm"))
		s.saysOf("U0BEN", "You confirmed your part")
	})
}

func TestPressingTwiceLateOrForSomebodyElseChangesNothing(t *testing.T) {
	tell(t, func(s story) {
		ada, ben, lin := s.w.As("U0ADA"), s.w.As("U0BEN"), s.w.As("U0LIN")
		saved := ada.Command(withBen, "C0MLPLAT")
		dm := s.saysOf("U0BEN", "you took part")
		win := s.theirs("U0ADA").ID

		// Lin was asked about another win, and presses with the id of this one.
		ada.Command("/win Labels for #search with @lin, agreement from 0.61 to 0.83", "C0MLPLAT")
		lins := s.saysOf("U0LIN", "you took part")
		s.ok(lin.Press(lins, "contribution.confirm", win))
		s.until("Lin is told", func() bool { return len(lin.Ephemerals()) == 1 })
		s.says(lin.Ephemerals()[0].Text(), "for somebody else", "Nothing has changed")

		s.ok(ben.Click(dm, "contribution.confirm"))
		s.saysOf("U0BEN", "You confirmed your part")
		s.ok(ben.Press(dm, "contribution.decline", win))
		s.until("Ben is told", func() bool { return len(ben.Ephemerals()) == 1 })
		s.says(ben.Ephemerals()[0].Text(), "confirmed your part already", "Nothing has changed")

		s.ok(ada.Click(saved.Message, "win.remove"))
		s.saysOf("U0BEN", "nothing to answer here any more")
		s.ok(ben.Press(dm, "contribution.decline", win))
		s.until("Ben is told again", func() bool { return len(ben.Ephemerals()) == 2 })
		s.says(ben.Ephemerals()[1].Text(), "nothing to answer here any more")
		s.ok(ada.Click(ada.Ephemerals("C0MLPLAT")[0], "win.undo"))
		s.saysOf("U0BEN", "You confirmed your part") // his answer came back with the win
	})
}

// edits changes the one win of a person's with the form that its answer in #ml-platform opens, and returns the answer.
func (s story) edits(user string, fields map[string]any) (answer string) {
	s.Helper()
	m := s.w.As(user)
	shown := m.Ephemerals("C0MLPLAT")
	s.ok(m.Click(shown[len(shown)-1], "win.edit"))
	s.until("the form is open", func() bool { return m.Modal() != nil })
	s.ok(m.Submit(fields))
	text, _, _ := strings.Cut(fields["text"].(string), " <@")
	s.until("the answer says it", func() bool {
		shown := m.Ephemerals("C0MLPLAT")
		answer = shown[len(shown)-1].Text()
		return strings.Contains(answer, text)
	})
	return answer
}

func TestEditingTheTextAsksTheNewAndLetsTheOldGo(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		ada.Command(withBen, "C0MLPLAT")
		dm := s.saysOf("U0BEN", "you took part")
		s.edits("U0ADA", map[string]any{"text": "Moved #feature-store with <@U0LIN>, reads cost 31% less"})
		lins := s.saysOf("U0LIN", "31% less")
		s.saysOf("U0BEN", "nothing to answer here any more")
		s.never(ben.Inbox()[0].Text(), "reads cost")
		s.ok(ben.Press(dm, "contribution.confirm", s.theirs("U0ADA").ID))
		s.until("Ben is told", func() bool { return len(ben.Ephemerals()) == 1 })
		if confirmed := s.theirs("U0ADA").Confirmed(); len(confirmed) != 0 {
			s.Errorf("confirmed by %v", confirmed)
		}
		s.ok(s.w.As("U0LIN").Click(lins, "contribution.confirm"))
		s.saysOf("U0LIN", "You confirmed your part")

		answer := s.edits("U0ADA", map[string]any{"text": "Moved all of #feature-store with <@U0LIN> and <@U0BEN>, reads cost 32% less"})
		s.saysOf("U0BEN", "32% less") // the same message asks again: nobody is asked twice
		s.saysOf("U0LIN", "You confirmed your part")
		s.says(answer, "Confirmed by Lin.", "Ben is asked to confirm.")
		s.undisturbed("U0BEN", 1)
		s.undisturbed("U0LIN", 1)
	})
}

func TestAPrivateWinAsksNobodyAndAPublicOneMadePrivateLetsGo(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ada.Command(withBen, "C0MLPLAT")
		s.saysOf("U0BEN", "you took part")
		answer := s.edits("U0ADA", map[string]any{
			"text": "Moved it with <@U0BEN> and <@U0LIN>, reads cost 31% less", "visibility": "private",
		})
		s.saysOf("U0BEN", "nothing to answer here any more")
		s.says(answer, "Ben and Lin are not asked to confirm while only you can see it.")
		s.undisturbed("U0LIN", 0)
		s.edits("U0ADA", map[string]any{
			"text": "Moved it with <@U0BEN> and <@U0LIN>, reads cost 31% less", "visibility": "manager",
		})
		s.saysOf("U0BEN", "you took part")
		s.saysOf("U0LIN", "you took part")
	})
}

func TestOnlyMembersAreAskedAndAdaIsToldAboutTheOthers(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		named := "<@U0BEN> <@U0GUS> <@U0OLD> <@U0EXT> <@U0NOBODY> <@" + sandbox.BotUser + "> and <@U0ADA>"
		ada.Command("/win Moved #feature-store to the new cluster", "C0MLPLAT")
		s.edits("U0ADA", map[string]any{"text": "Moved it with " + named})
		s.saysOf("U0BEN", "you took part")
		s.poke() // whom laurel does not know yet is looked up
		answer := s.edits("U0ADA", map[string]any{"text": "Moved it together with " + named})
		s.says(answer, "and @Ada Osei", "Ben is asked to confirm.", "Gus can't be asked to confirm: guests",
			"Xu and U0NOBODY can't be asked to confirm: not of this workspace",
			"Olga can't be asked to confirm: the account is deactivated", "laurel can't be asked to confirm: that is an app")
		s.never(answer, "Ada is", "Ada can't")
		s.undisturbed("U0BEN", 1)
		for _, user := range []string{"U0GUS", "U0OLD", "U0ADA"} {
			if n := len(s.w.As(user).Inbox()); n != 0 {
				s.Errorf("%s was asked", user)
			}
		}
		if asked := s.theirs("U0ADA").Contributions; len(asked) != 1 || asked[0].Person != "U0BEN" {
			s.Errorf("asked: %+v", asked)
		}
	})
}

func TestSomebodyNamedBeforeTheyAreKnownIsAskedOnceTheyAre(t *testing.T) {
	tell(t, func(s story) {
		s.w.As("U0ADA").Command("/win Moved #feature-store to the new cluster", "C0MLPLAT")
		answer := s.edits("U0ADA", map[string]any{"text": "Moved it all with <@U0KIM>, reads cost 30% less"})
		s.says(answer, "laurel does not know U0KIM yet, and asks once it does.")
		s.poke() // Slack knows nobody by that id
		s.w.Join(sandbox.User{ID: "U0KIM", RealName: "Kim Sato"})
		s.until("Kim is asked", func() bool {
			s.poke()
			return len(s.w.As("U0KIM").Inbox()) == 1
		})
		s.says(s.w.As("U0KIM").Inbox()[0].Text(), "Ada Osei says that you took part")
		s.undisturbed("U0KIM", 1)
	})
}

func TestAfterThreeQuestionsADayTheOthersWaitOnHome(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		for i := range 5 {
			s.ok(ada.Command(fmt.Sprintf("/win Moved table %d with @ben, reads cost 30%% less", i)).Err)
		}
		s.poke()
		inbox := ben.Inbox()
		if len(inbox) != wins.AskedADay {
			s.Fatalf("Ben has %d messages", len(inbox))
		}
		last := 0
		for _, m := range inbox {
			if strings.Contains(m.Text(), "Further ones wait on your Home tab") {
				last++
			}
		}
		if last != 1 {
			s.Errorf("%d messages say that they are the last", last)
		}
		ben.OpenHome()
		s.until("Home asks about all five", func() bool {
			home := ben.Home()
			return home != nil && strings.Count(home.Text(), "says that you took part") == 5
		})
		s.ok(ben.ClickHome("contribution.confirm"))
		s.until("Home asks about four", func() bool {
			return strings.Count(ben.Home().Text(), "says that you took part") == 4
		})
		s.saysFirst("U0BEN", "You confirmed your part") // the message follows
		s.w.Advance(24*time.Hour + time.Minute)
		s.ok(ada.Command("/win Moved table 6 with @ben, reads cost 30% less").Err)
		s.until("the next day he is asked by message again", func() bool { return len(ben.Inbox()) == wins.AskedADay+1 })
	})
}

func (s story) saysFirst(user, text string) {
	s.Helper()
	s.until("the first message says: "+text, func() bool { return strings.Contains(s.w.As(user).Inbox()[0].Text(), text) })
}

func TestAReactionOnAMessageThatNamesBenAsksHimWithoutPuttingWordsIntoAdasMouth(t *testing.T) {
	tell(t, func(s story) {
		ada, lin := s.w.As("U0ADA"), s.w.As("U0LIN")
		ts := ada.Say("C0MLPLAT", "Rolled back feature 12 with @ben before the campaign started")
		s.ok(lin.React("C0MLPLAT", ts, "trophy"))
		dm := s.saysOf("U0BEN", "A message of Ada Osei's that names you is a win now. Did you take part?")
		s.says(s.told("U0ADA", "Lin marked your message").Text(), "Ben is asked to confirm.")
		s.ok(lin.Unreact("C0MLPLAT", ts, "trophy"))
		s.saysOf("U0BEN", "nothing to answer here any more")
		s.ok(lin.React("C0MLPLAT", ts, "trophy"))
		s.saysOf("U0BEN", "Did you take part?")
		s.ok(s.w.As("U0BEN").Click(dm, "contribution.confirm"))
		s.saysOf("U0BEN", "You confirmed your part")
	})
}

func TestAWinThatCameFromAFileOrIsPendingAsksNobody(t *testing.T) {
	tell(t, func(s story) {
		s.do(func(tx *db.Tx) error {
			_, err := wins.Add(tx, wins.New{Person: "U0ADA", Text: "Moved it with <@U0BEN>", Source: wins.SourceImport})
			if err != nil {
				return err
			}
			_, err = wins.Add(tx, wins.New{
				Person: "U0JUN", Text: "Labelled pairs with <@U0BEN>", Source: wins.SourceMessage, Pending: true,
			})
			return err
		})
		s.undisturbed("U0BEN", 0)
		s.do(func(tx *db.Tx) error { // whatever keeps it, the next run of the jobs asks
			list, err := wins.List(tx, wins.Filter{Person: "U0JUN", Status: wins.StatusPending})
			if err != nil {
				return err
			}
			_, err = wins.Edit(tx, "U0JUN", list[0].ID, wins.Change{})
			return err
		})
		s.poke()
		s.saysOf("U0BEN", "Juno Park says that you took part")
		s.undisturbed("U0BEN", 1)
	})
}
