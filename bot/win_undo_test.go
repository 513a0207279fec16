package bot_test

import (
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/wins"
)

// reads waits until the newest message that only a person sees in a channel says all of it.
func (s story) reads(user, channel string, parts ...string) {
	s.Helper()
	s.until(user+" reads "+strings.Join(parts, " … "), func() bool {
		shown := s.w.As(user).Ephemerals(channel)
		if len(shown) == 0 {
			return false
		}
		text := shown[len(shown)-1].Text()
		for _, part := range parts {
			if !strings.Contains(text, part) {
				return false
			}
		}
		return true
	})
}

func TestUndoTakesTheLastThingBackWhateverItWas(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		saved := ada.Command("/win Cut p99 latency of #ranker", "C0MLPLAT")
		s.ok(ada.Click(saved.Message, "win.edit"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Cut p99 latency of #churn"}))
		s.reads("U0ADA", "C0MLPLAT", "Changed", "#churn", "Undo")
		undone := ada.Command("/win undo", "C0MLPLAT")
		s.says(undone.Text(), "Undone", "your edit of", "#ranker", "Bring the edit back")
		if !undone.Ephemeral {
			s.Error("others see the answer")
		}
		if w := s.kept("U0ADA")[0]; w.Text != "Cut p99 latency of #ranker" || w.Version != 3 {
			s.Fatalf("it says %q in version %d", w.Text, w.Version)
		}
		s.ok(ada.Click(undone.Message, "win.undo"))
		s.reads("U0ADA", "C0MLPLAT", "Your edit is back", "#churn")
		ada.Command("/win undo") // the last thing was bringing it back
		if w := s.kept("U0ADA")[0]; w.Project != "ranker" {
			s.Fatalf("it says %q", w.Text)
		}
		s.ok(ada.Press(undone.Message, "win.remove", s.kept("U0ADA")[0].ID))
		s.until("it is removed", func() bool { return len(s.kept("U0ADA")) == 0 })
		s.says(ada.Command("/win undo").Text(), "Undone", "your removing it on", "#ranker")
		if n := len(s.kept("U0ADA")); n != 1 {
			s.Fatalf("%d wins after undoing the removal", n)
		}
		s.says(ada.Command("/win undo").Text(), "Removed again", "Bring it back")
		ada.Command("/win Shipped the importer", "C0WINS")
		gone := ada.Command("/win undo", "C0WINS")
		s.says(gone.Text(), "Undone", "what you saved on", "Shipped the importer", "Bring it back")
		s.ok(ada.Click(gone.Message, "win.undo"))
		s.until("it is back", func() bool { return len(s.kept("U0ADA")) == 1 })
	})
}

func TestTheButtonUndoWorksForAMinuteAndThenSaysWhatElseDoes(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		one := ada.Command("/win Cut one", "C0MLPLAT")
		s.w.Advance(50 * time.Second)
		s.ok(ada.Click(one.Message, "win.undo"))
		s.reads("U0ADA", "C0MLPLAT", "Undone", "what you saved on", "Bring it back")
		if n := len(s.kept("U0ADA")); n != 0 {
			s.Fatalf("%d wins", n)
		}
		s.w.Advance(48 * time.Hour) // nothing is lost, however late it is
		s.ok(ada.Click(ada.Ephemerals("C0MLPLAT")[0], "win.undo"))
		s.until("it is back", func() bool { return len(s.kept("U0ADA")) == 1 })
		two := ada.Command("/win Cut two", "C0WINS")
		s.w.Advance(61 * time.Second)
		s.ok(ada.Click(two.Message, "win.undo"))
		s.reads("U0ADA", "C0WINS", "Not undone", "more than a minute ago", "Cut two", "Edit", "Remove")
		if n := len(s.kept("U0ADA")); n != 2 {
			s.Fatalf("%d wins", n)
		}
		s.says(ada.Command("/win undo").Text(), "Undone", "Cut two") // who types it means it
		s.w.Advance(25 * time.Hour)
		s.says(ada.Command("/win undo").Text(), "Not undone", "more than a day old", "Cut two", "Bring it back")
		if n := len(s.kept("U0ADA")); n != 1 {
			s.Fatalf("%d wins", n)
		}
	})
}

func TestUndoPressedTwiceOrByOthersOrAfterAnotherChangeDoesNothing(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		saved := ada.Command("/win Cut one", "C0MLPLAT")
		value := saved.Button("win.undo").Value
		s.ok(ben.Press(saved.Message, "win.undo", value))
		s.reads("U0BEN", "C0MLPLAT", "not in your list")
		for _, forged := range []string{"", " ", "nobody 0", value + "7", value + " 0", strings.Fields(value)[0] + " -1"} {
			s.ok(ada.Press(saved.Message, "win.undo", forged))
		}
		if n := len(s.kept("U0ADA")); n != 1 {
			s.Fatalf("%d wins", n)
		}
		s.ok(ada.Click(saved.Message, "win.edit"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Cut two"}))
		s.until("it is changed", func() bool { return s.kept("U0ADA")[0].Text == "Cut two" })
		s.ok(ada.Press(saved.Message, "win.undo", value)) // of the saving, from before the edit
		s.reads("U0ADA", "C0MLPLAT", "Nothing was undone", "Cut two", "Edit", "Remove")
		if list := s.kept("U0ADA"); len(list) != 1 || list[0].Text != "Cut two" {
			s.Fatalf("Ada has %+v", list)
		}
		edited := strings.Fields(value)[0] + " 1"
		s.ok(ada.Press(saved.Message, "win.undo", edited))
		s.until("the edit is undone", func() bool { return s.kept("U0ADA")[0].Text == "Cut one" })
		s.ok(ada.Press(saved.Message, "win.undo", edited))
		s.reads("U0ADA", "C0MLPLAT", "Nothing was undone", "Cut one")
		if w := s.kept("U0ADA")[0]; w.Text != "Cut one" || w.Version != 3 {
			s.Errorf("it says %q in version %d", w.Text, w.Version)
		}
	})
}

func TestUndoOfKeepingAWinLetsItWaitAgain(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		var id string
		s.do(func(tx *db.Tx) error {
			w, err := wins.Add(tx, wins.New{Person: "U0ADA", Text: "Waits", Source: wins.SourceMessage, Pending: true})
			if err != nil {
				return err
			}
			id = w.ID
			_, err = wins.Keep(tx, "U0ADA", id)
			return err
		})
		s.says(ada.Command("/win undo").Text(), "Undone", "waits for you to keep it again")
		s.do(func(tx *db.Tx) error {
			w, err := wins.Get(tx, id)
			if err == nil && w.Status != wins.StatusPending {
				s.Errorf("it is %s", w.Status)
			}
			return err
		})
	})
}

func TestUndoOfKeepingChangesTheMessageThatToldOfTheMark(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := ada.Say("C0MLINC", drifted)
		s.ok(s.w.As("U0RAV").React("C0MLINC", ts, "trophy"))
		dm := s.shows(ada, "Ravi marked your message")
		s.ok(ada.Click(dm, "win.keep"))
		s.becomes("U0ADA", wins.StatusKept)
		s.says(ada.Command("/win undo").Text(), "Undone", "waits for you to keep it again", "Leave it out")
		s.becomes("U0ADA", wins.StatusPending)
		s.shows(ada, "Not kept yet")
		s.says(ada.Command("/win undo").Text(), "Done again")
		s.shows(ada, "Ravi as witness")
	})
}

func TestUndoTakesBackTheQuestionToThoseNamed(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		saved := ada.Command(withBen, "C0MLPLAT")
		s.saysOf("U0BEN", "Moved #feature-store")
		s.ok(ada.Click(saved.Message, "win.undo"))
		s.until("it is undone", func() bool { return len(s.kept("U0ADA")) == 0 })
		s.until("Ben is not asked any more", func() bool {
			return !strings.Contains(s.w.As("U0BEN").Inbox()[0].Text(), "Moved #feature-store")
		})
		s.undisturbed("U0BEN", 1)
	})
}

// What is undone and done again is told only to who did it, and stays what it was for everybody else.
func TestAnswersOfUndoAreForAdaAlone(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ada.Command("/win Cut one", "C0MLPLAT")
		for range 3 {
			if answer := ada.Command("/win undo", "C0MLPLAT"); !answer.Ephemeral {
				s.Error("others see the answer")
			}
		}
		if n := len(s.w.As("U0BEN").Ephemerals("C0MLPLAT")); n > 0 {
			s.Errorf("Ben sees %d", n)
		}
		s.says(s.w.As("U0BEN").Command("/win undo").Text(), "nothing to undo")
		if n := len(s.kept("U0ADA")); n != 0 {
			s.Errorf("Ada has %d wins", n)
		}
	})
}
