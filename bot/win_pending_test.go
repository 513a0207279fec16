package bot_test

import (
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/sandbox"
	"laurel/wins"
)

const drifted = "Drift alert fired on feature 12, rolled back before the campaign started"

// all are a person's wins, whatever their status.
func (s story) all(person string) (list []wins.Win) {
	s.Helper()
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) (err error) {
		list, err = wins.List(tx, wins.Filter{Person: person, Status: wins.AnyStatus})
		return err
	}))
	return list
}

// becomes waits until the one win of a person has this status.
func (s story) becomes(person, status string) wins.Win {
	s.Helper()
	s.until(person+"'s win is "+status, func() bool {
		list := s.all(person)
		return len(list) == 1 && list[0].Status == status
	})
	return s.all(person)[0]
}

// shows waits until the one message that laurel sent to a person has the text.
func (s story) shows(m *sandbox.Member, text string) sandbox.Message {
	s.Helper()
	s.until("the message says: "+text, func() bool {
		inbox := m.Inbox()
		return len(inbox) == 1 && strings.Contains(inbox[0].Text(), text)
	})
	return m.Inbox()[0]
}

func TestWhatAdaSaidInAPrivateChannelWaitsUntilSheKeepsIt(t *testing.T) {
	tell(t, func(s story) {
		ada, ravi, sam := s.w.As("U0ADA"), s.w.As("U0RAV"), s.w.As("U0SAM")
		ts := ada.Say("C0MLINC", drifted)
		s.ok(ravi.React("C0MLINC", ts, "trophy"))
		dm := s.shows(ada, "Ravi marked your message")
		s.says(dm.Text(), "C0MLINC", drifted, "Not kept yet", "only you see this", "Keep", "Edit", "Leave it out")
		w := s.becomes("U0ADA", wins.StatusPending)
		if w.ReadableBy(wins.Reader{Person: "U0MIA", Manager: true, Asked: true}) {
			t.Error("her manager can read it")
		}
		s.says(ada.Command("/win list").Text(), "You have no wins yet")
		s.ok(s.w.As("U0MIA").Press(dm, "win.keep", w.ID)) // it is nobody else's to keep
		s.ok(sam.React("C0MLINC", ts, "trophy"))
		s.shows(ada, "Ravi and Sam marked your message")
		s.becomes("U0ADA", wins.StatusPending)

		s.ok(ada.Click(ada.Inbox()[0], "win.keep"))
		dm = s.shows(ada, "Kept, with Ravi and Sam as witnesses")
		s.says(dm.Text(), "you and Mia can see it")
		s.becomes("U0ADA", wins.StatusKept)
		s.ok(ada.Press(dm, "win.keep", w.ID)) // twice is once
		s.ok(sam.Unreact("C0MLINC", ts, "trophy"))
		s.shows(ada, "Kept, with Ravi as witness ")
		s.ok(ravi.Unreact("C0MLINC", ts, "trophy"))
		s.shows(ada, "Kept, without a witness") // she kept it: it is hers now
		if n := s.w.Calls("chat.postMessage"); n != 1 {
			s.Errorf("%d messages were sent", n)
		}
	})
}

func TestAdaLeavesOutWhatWasSaidInPrivateAndThatStays(t *testing.T) {
	tell(t, func(s story) {
		ada, ravi, sam := s.w.As("U0ADA"), s.w.As("U0RAV"), s.w.As("U0SAM")
		ts := ada.Say("C0MLINC", drifted)
		s.ok(ravi.React("C0MLINC", ts, "trophy"))
		s.ok(ada.Click(s.shows(ada, "Ravi marked"), "win.remove"))
		dm := s.shows(ada, "Left out")
		s.ok(sam.React("C0MLINC", ts, "trophy"))
		s.until("Sam's mark is seen", func() bool { return len(s.witnessesOf("U0ADA")) == 2 })
		s.shows(ada, "Left out")
		s.ok(ada.Press(dm, "win.keep", s.all("U0ADA")[0].ID)) // a button of an older screen
		s.until("she is told", func() bool { return len(ada.Ephemerals()) == 1 })
		s.says(ada.Ephemerals()[0].Text(), "not in your list")
		s.becomes("U0ADA", wins.StatusRemoved)
		s.ok(ada.Click(dm, "win.undo"))
		s.becomes("U0ADA", wins.StatusKept)
	})
}

func TestEditingAWinThatWaitsKeepsIt(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := ada.Say("C0MLINC", drifted)
		s.ok(s.w.As("U0RAV").React("C0MLINC", ts, "trophy"))
		s.ok(ada.Click(s.shows(ada, "Ravi marked"), "win.edit"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.says(ada.Modal().Text(), drifted, "Save keeps it")
		s.ok(ada.Submit(map[string]any{"text": "Caught drift of feature 12 before the campaign", "visibility": "private"}))
		s.shows(ada, "only you can see it")
		if w := s.becomes("U0ADA", wins.StatusKept); !strings.HasPrefix(w.Text, "Caught drift") || len(w.Witnesses) != 1 {
			s.Errorf("kept %+v", w)
		}
	})
}

func TestAWinThatWaitsGoesWithTheLastMarkAndWaitsAgainWithTheNext(t *testing.T) {
	tell(t, func(s story) {
		ada, ravi := s.w.As("U0ADA"), s.w.As("U0RAV")
		ts := ada.Say("C0MLINC", drifted)
		s.ok(ravi.React("C0MLINC", ts, "trophy"))
		s.shows(ada, "Not kept yet")
		s.ok(ravi.Unreact("C0MLINC", ts, "trophy"))
		s.shows(ada, "Ravi took the mark back")
		s.becomes("U0ADA", wins.StatusRemoved)
		s.ok(ravi.React("C0MLINC", ts, "trophy"))
		s.shows(ada, "Not kept yet")
		s.becomes("U0ADA", wins.StatusPending)
	})
}

func TestAdasOwnMarkOutsideAPublicChannelWaitsForHerToo(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := ada.Say("C0MLINC", drifted)
		s.ok(ada.React("C0MLINC", ts, "trophy"))
		s.says(s.shows(ada, "You marked your message").Text(), "Not kept yet")
		s.ok(s.w.As("U0RAV").React("C0MLINC", ts, "trophy"))
		s.says(s.shows(ada, "Ravi marked your message").Text(), "Not kept yet")
		s.becomes("U0ADA", wins.StatusPending)
	})
}

func TestAdaIsToldWhenAColleagueMarksWhatSheKeptHerself(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		ts := ada.Say("C0MLPLAT", drifted)
		s.ok(ada.React("C0MLPLAT", ts, "trophy"))
		s.becomes("U0ADA", wins.StatusKept)
		s.ok(ben.React("C0MLPLAT", ts, "trophy"))
		s.shows(ada, "Kept, with Ben as witness ")
		s.ok(ben.Unreact("C0MLPLAT", ts, "trophy"))
		s.shows(ada, "Kept, without a witness")
	})
}

func TestALineOfAListIsKeptAndTheListStays(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := ada.Say("C0MLINC", drifted)
		s.ok(s.w.As("U0RAV").React("C0MLINC", ts, "trophy"))
		s.shows(ada, "Not kept yet")
		list := ada.Command("/win help", "C0WINS").Message // stands for any message with several lines
		s.ok(ada.Press(list, "win.keep:1", s.becomes("U0ADA", wins.StatusPending).ID))
		s.until("she is told", func() bool { return len(ada.Ephemerals("C0WINS")) == 2 })
		s.says(ada.Ephemerals("C0WINS")[0].Text(), "keeps what you did")
		s.says(ada.Ephemerals("C0WINS")[1].Text(), "Kept, with Ravi as witness")
		s.shows(ada, "Kept, with Ravi as witness") // the message that asked knows it, too
	})
}

func TestWhetherAChannelIsPublicIsLearnedOnceAnHour(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		for i, text := range []string{"Shipped the importer", "Shipped the exporter", "Wrote the runbook"} {
			ts := ada.Say("C0MLPLAT", text)
			s.ok(ben.React("C0MLPLAT", ts, "trophy"))
			s.until("it is kept", func() bool { return len(s.kept("U0ADA")) == i+1 })
			if i == 1 {
				s.w.Advance(61 * time.Minute)
			}
		}
		if n := s.w.Calls("conversations.info"); n != 2 {
			s.Errorf("it was asked %d times", n)
		}
	})
}

func TestWhatCannotBeLearnedIsTakenForPrivate(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		ts := ada.Say("C0MLPLAT", drifted)
		s.w.FailNext("conversations.info", 200, "missing_scope", "")
		s.ok(ben.React("C0MLPLAT", ts, "trophy"))
		s.shows(ada, "Not kept yet")
		s.becomes("U0ADA", wins.StatusPending)
	})
}
