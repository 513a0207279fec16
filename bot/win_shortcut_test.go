package bot_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"laurel/sandbox"
	"laurel/wins"
)

// uses has somebody use the shortcut on a message, and returns the modal that answers.
func (s story) uses(m *sandbox.Member, channel, ts string) *sandbox.View {
	s.Helper()
	m.CloseAll()
	s.ok(m.MessageShortcut("win.from_message", channel, ts))
	s.until("the shortcut is answered", func() bool { return m.Modal() != nil })
	return m.Modal()
}

func TestAdaKeepsHerOwnMessage(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := ada.Say("C0MLPLAT", "Cut p99 of #ranker from 120 ms to 80 ms, thanks @ben & https://grafana.example/d/1")
		form := s.uses(ada, "C0MLPLAT", ts)
		s.says(form.Title+form.Text(), "Save a win", "Cut p99 of #ranker from 120 ms to 80 ms, thanks @Ben Adeyemi & https://grafana",
			"The link to your message is kept")
		if n := len(s.all("U0ADA")); n != 0 {
			s.Fatalf("it was saved before she did: %d wins", n)
		}
		s.ok(ada.Submit(map[string]any{"text": "Cut p99 of #ranker from 120 ms to 80 ms"}))
		s.until("the answer is there", func() bool { return len(ada.Ephemerals("C0MLPLAT")) == 1 })
		s.says(ada.Ephemerals("C0MLPLAT")[0].Text(), "Saved", "you and Mia can see it", "120 → 80 ms", "Edit", "Remove")
		w := s.becomes("U0ADA", wins.StatusKept)
		if w.Source != wins.SourceShortcut || w.Project != "ranker" || w.Where.TS != ts ||
			w.Where.Permalink != s.w.URL()+"archives/C0MLPLAT/p"+strings.Replace(ts, ".", "", 1) {
			s.Errorf("kept %+v", w)
		}
	})
}

func TestTheSameMessageAgainIsSavedAlreadyAndOpensForAChange(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := ada.Say("C0MLPLAT", drifted)
		s.uses(ada, "C0MLPLAT", ts)
		s.ok(ada.Submit(nil))
		s.becomes("U0ADA", wins.StatusKept)
		form := s.uses(ada, "C0MLPLAT", ts)
		s.says(form.Title+form.Text(), "Edit win", "Already saved on Mon 23 Nov", "nothing is added", drifted)
		s.never(form.Text(), "says something else")
		s.ok(ada.Submit(map[string]any{"text": "Caught drift of feature 12"}))
		s.until("the answer is there", func() bool { return len(ada.Ephemerals("C0MLPLAT")) == 2 })
		s.says(ada.Ephemerals("C0MLPLAT")[1].Text(), "Changed", "Caught drift")
		if w := s.becomes("U0ADA", wins.StatusKept); w.Text != "Caught drift of feature 12" {
			s.Errorf("it says %q", w.Text)
		}
		s.ok(ada.Edit("C0MLPLAT", ts, "Nothing drifted"))
		s.says(s.uses(ada, "C0MLPLAT", ts).Text(), "Caught drift", "says something else now")
	})
}

func TestAMessageThatWasSavedMeanwhileIsNotSavedTwiceAndNothingTypedIsLost(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := ada.Say("C0MLPLAT", drifted)
		s.uses(ada, "C0MLPLAT", ts)
		s.ok(s.w.As("U0BEN").React("C0MLPLAT", ts, "trophy"))
		s.becomes("U0ADA", wins.StatusKept)
		s.refusedForm(ada.Submit(map[string]any{"text": "My own words"}), "saved meanwhile")
		s.says(s.uses(ada, "C0MLPLAT", ts).Text(), "Already saved", drifted)
		s.ok(ada.Submit(map[string]any{"text": "My own words"}))
		if w := s.becomes("U0ADA", wins.StatusKept); w.Text != "My own words" || len(w.Witnesses) != 1 {
			s.Errorf("kept %+v", w)
		}
	})
}

func TestWhatWaitsOrWasRemovedIsKeptByTheShortcut(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := ada.Say("C0MLINC", drifted)
		s.ok(s.w.As("U0RAV").React("C0MLINC", ts, "trophy"))
		w := s.becomes("U0ADA", wins.StatusPending)
		s.says(s.uses(ada, "C0MLINC", ts).Text(), "waits for you: Save keeps it", drifted)
		s.ok(ada.Submit(nil))
		s.becomes("U0ADA", wins.StatusKept)
		s.ok(ada.Press(s.shows(ada, "Ravi marked"), "win.remove", w.ID))
		s.becomes("U0ADA", wins.StatusRemoved)
		s.says(s.uses(ada, "C0MLINC", ts).Title, "Save a win")
		s.ok(ada.Submit(map[string]any{"text": "Caught drift of feature 12"}))
		if again := s.becomes("U0ADA", wins.StatusKept); again.ID != w.ID || again.Text != "Caught drift of feature 12" {
			s.Errorf("kept %+v", again)
		}
	})
}

func TestTheShortcutOnAColleaguesMessageMakesAWitness(t *testing.T) {
	tell(t, func(s story) {
		ada, ben, lin := s.w.As("U0ADA"), s.w.As("U0BEN"), s.w.As("U0LIN")
		ts := ada.Say("C0MLPLAT", drifted)
		answer := s.uses(ben, "C0MLPLAT", ts)
		s.says(answer.Text(), "You marked Ada's message as a win", "you are its witness", "Take it back")
		s.says(s.shows(ada, "Ben marked your message").Text(), drifted, "Kept, with Ben as witness", "you and Mia can see it")
		if w := s.becomes("U0ADA", wins.StatusKept); w.Source != wins.SourceShortcut || w.OccurredOn != "2026-11-23" {
			s.Errorf("kept %+v", w)
		}
		if len(ben.Ephemerals())+len(s.all("U0BEN")) != 0 {
			s.Error("Ben has something else, too")
		}
		s.uses(ben, "C0MLPLAT", ts) // twice is once, and so is a trophy besides
		s.ok(ben.React("C0MLPLAT", ts, "trophy"))
		s.uses(lin, "C0MLPLAT", ts)
		s.shows(ada, "Ben and Lin as witnesses")
		s.ok(lin.ClickModal("win.unwitness"))
		s.until("Lin reads it", func() bool { return strings.Contains(lin.Modal().Text(), "You took it back") })
		s.shows(ada, "Kept, with Ben as witness ")
		s.ok(ben.ClickModal("win.unwitness"))
		s.until("Ben reads it", func() bool { return strings.Contains(ben.Modal().Text(), "the reaction still counts") })
		s.ok(ben.Unreact("C0MLPLAT", ts, "trophy"))
		s.shows(ada, "Ben took the mark back")
		s.becomes("U0ADA", wins.StatusRemoved)
	})
}

func TestTheShortcutOutsidePublicChannelsLeavesItToTheAuthor(t *testing.T) {
	tell(t, func(s story) {
		ada, ravi := s.w.As("U0ADA"), s.w.As("U0RAV")
		for i, there := range []bool{true, false} { // with laurel in the channel, and without
			if !there {
				s.w.Kick("C0MLINC", sandbox.BotUser)
			}
			ts := ada.Say("C0MLINC", drifted)
			s.says(s.uses(ravi, "C0MLINC", ts).Text(), "not said in a public channel", "only Ada sees it, until Ada keeps it")
			s.until("it waits", func() bool { return len(s.all("U0ADA")) == i+1 && len(ada.Inbox()) == i+1 })
			s.says(ada.Inbox()[i].Text(), "Ravi marked", "Not kept yet")
			if list := s.kept("U0ADA"); len(list) != i {
				s.Errorf("kept %+v", list)
			}
			s.ok(ada.Click(ada.Inbox()[i], "win.keep"))
			s.until("it is kept", func() bool { return len(s.kept("U0ADA")) == i+1 })
		}
	})
}

func TestTheShortcutWorksInAChannelThatLaurelIsNotIn(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		s.uses(ben, "C0RANDOM", ada.Say("C0RANDOM", drifted))
		s.shows(ada, "Kept, with Ben as witness")
		s.uses(ada, "C0RANDOM", ada.Say("C0RANDOM", "Ran the offsite"))
		s.ok(ada.Submit(nil))
		s.until("both are kept", func() bool { return len(s.kept("U0ADA")) == 2 && len(ada.Ephemerals("C0RANDOM")) == 1 })
	})
}

func TestInAThreadTheAnswerStandsInTheForm(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		parent := ben.Say("C0MLPLAT", "Why is the canary red?")
		ts := ada.SayInThread("C0MLPLAT", parent, drifted)
		s.uses(ada, "C0MLPLAT", ts)
		s.ok(ada.Submit(nil))
		s.says(ada.Modal().Text(), "Saved", drifted, "Edit", "Remove")
		if n := len(ada.Ephemerals()); n != 0 {
			s.Errorf("%d answers beside the channel", n)
		}
		s.says(s.kept("U0ADA")[0].Where.Permalink, "thread_ts="+parent)

		s.ok(ada.ClickModal("win.edit"))
		s.until("the form is on top", func() bool { return len(ada.Modals()) == 2 })
		s.ok(ada.Submit(map[string]any{"text": "Caught drift of feature 12"}))
		s.until("the answer shows it", func() bool {
			return len(ada.Modals()) == 1 && strings.Contains(ada.Modal().Text(), "Caught drift")
		})
		s.says(ada.Modal().Text(), "Changed")
		s.ok(ada.ClickModal("win.remove"))
		s.until("the answer says so", func() bool { return strings.Contains(ada.Modal().Text(), "Removed") })
		s.ok(ada.ClickModal("win.undo"))
		s.until("it is back", func() bool { return len(s.kept("U0ADA")) == 1 })

		s.says(s.uses(ben, "C0MLPLAT", ts).Text(), "You marked Ada's message")
	})
}

func TestOnWhatIsNobodysWinTheShortcutSaysWhyAndWhereToGoOn(t *testing.T) {
	tell(t, func(s story) {
		ada, ben, mia := s.w.As("U0ADA"), s.w.As("U0BEN"), s.w.As("U0MIA")
		public := ada.Say("C0MLPLAT", drifted)
		s.uses(ben, "C0MLPLAT", public)
		laurels := s.shows(ada, "Ben marked")
		s.says(s.uses(ada, laurels.Channel, laurels.TS).Text(), "from an app", "type /win")
		guests := s.w.As("U0GUS").Say("C0WINS", "Moved the desks")
		s.says(s.uses(mia, "C0WINS", guests).Text(), "Gus Hart is a guest", "type /win")
		outside := s.w.As("U0EXT").Say("C0RANKER", "Their side is done")
		s.says(s.uses(mia, "C0RANKER", outside).Text(), "belongs to another workspace")
		left := s.w.As("U0NOA").Say("C0GENERAL", "Fixed the build")
		s.leaves("U0NOA")
		s.says(s.uses(mia, "C0GENERAL", left).Text(), "Noa Levi has left")
		picture, err := ada.Share("C0MLPLAT", "", sandbox.Upload{Name: "chart.png", Data: []byte("png")})
		s.ok(err)
		s.says(s.uses(ben, "C0MLPLAT", picture).Text(), "no words", "When Ada says")
		s.w.Forge(func(payload map[string]any) { // as Slack shows a deleted message that has replies
			if message, ok := payload["message"].(map[string]any); ok {
				message["subtype"], message["user"], message["text"] = "tombstone", "USLACKBOT", "This message was deleted."
			}
		})
		s.says(s.uses(ben, "C0MLPLAT", public).Text(), "was deleted")
		s.w.Forge(nil)
		for _, nobody := range []string{"U0GUS", "U0EXT", "U0NOA", "U0MIA", "U0BEN", sandbox.BotUser} {
			if list := s.all(nobody); len(list) > 0 {
				s.Errorf("%s has %+v", nobody, list)
			}
		}
		s.says(s.uses(s.w.As("U0GUS"), "C0WINS", guests).Text(), "full members")

		// To her own picture Ada writes the words.
		s.says(s.uses(ada, "C0MLPLAT", picture).Text(), "no words", "the link to it is kept")
		var fields sandbox.FieldErrors
		if err := ada.Submit(nil); !errors.As(err, &fields) {
			s.Errorf("an empty win: %v", err)
		}
		s.ok(ada.Submit(map[string]any{"text": "The chart shows p99 at 80 ms"}))
		s.until("it is kept", func() bool { return len(s.kept("U0ADA")) == 2 })
	})
}

func TestAVeryLongMessageIsKeptWhole(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		long := strings.TrimSpace(strings.Repeat("Cut p99 of the ranker <again> & again 計測 🦊\n", 930))[:40_000]
		long = strings.TrimSpace(strings.ToValidUTF8(long, ""))
		ts := ada.Say("C0MLPLAT", long)
		s.says(s.uses(ada, "C0MLPLAT", ts).Text(), "Part 2 of")
		s.ok(ada.Submit(nil))
		s.until("it is answered", func() bool { return len(ada.Ephemerals()) == 1 })
		if got := s.kept("U0ADA")[0].Text; got != long {
			s.Errorf("kept %d of %d bytes", len(got), len(long))
		}
		second := strings.TrimSpace("Second: " + strings.ToValidUTF8(long[:30_000], ""))
		s.uses(ben, "C0MLPLAT", ada.Say("C0MLPLAT", second))
		s.shows(ada, "Ben marked")
		if got := s.kept("U0ADA")[0].Text; got != second {
			s.Errorf("kept %d of %d bytes", len(got), len(second))
		}
	})
}

func TestWhereNoModalOpensTheAnswerStandsInTheChannel(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		ts := ada.Say("C0MLPLAT", drifted)
		s.w.FailNext("views.open", 200, "expired_trigger_id", "")
		s.ok(ben.MessageShortcut("win.from_message", "C0MLPLAT", ts))
		s.until("Ben reads it", func() bool { return len(ben.Ephemerals("C0MLPLAT")) == 1 })
		s.says(ben.Ephemerals("C0MLPLAT")[0].Text(), "You marked Ada's message", "Take it back")
		s.ok(ben.Click(ben.Ephemerals("C0MLPLAT")[0], "win.unwitness"))
		s.becomes("U0ADA", wins.StatusRemoved)
		s.w.FailNext("views.open", 200, "expired_trigger_id", "")
		s.ok(ada.MessageShortcut("win.from_message", "C0MLPLAT", ts))
		s.until("Ada reads it", func() bool { return len(ada.Ephemerals("C0MLPLAT")) == 1 })
		s.says(ada.Ephemerals("C0MLPLAT")[0].Text(), "try again", "code")
	})
}

func TestTheGlobalShortcutOpensAnEmptyForm(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.ok(ada.Shortcut("win.new"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Wrote the runbook for #ranker"}))
		s.says(ada.Modal().Text(), "Saved", "you and Mia can see it", "Edit", "Remove")
		if w := s.becomes("U0ADA", wins.StatusKept); w.Source != wins.SourceModal || w.Where != (wins.Where{}) {
			s.Errorf("kept %+v", w)
		}
	})
}

func TestTheShortcutAnswersWhileSlackDoesNot(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		s.uses(ben, "C0MLPLAT", ada.Say("C0MLPLAT", drifted)) // now both are known
		s.shows(ada, "Ben marked")
		s.poke() // the profiles that are read at the start are not fresh any more, either
		s.w.Advance(25 * time.Hour)
		ts := ada.Say("C0MLPLAT", "Cut p99 of #ranker from 120 ms to 80 ms")
		for range 2 { // of the author and the one who presses
			s.w.FailNext("users.info", 500, "", "")
		}
		s.w.FailNext("conversations.info", 500, "", "")
		s.w.FailNext("conversations.info", 500, "", "")
		s.says(s.uses(ben, "C0MLPLAT", ts).Text(), "You marked Ada's message", "until Ada keeps it")
		s.until("it waits for Ada", func() bool { return len(s.all("U0ADA")) == 2 && len(s.all("U0BEN")) == 0 })
		if w := s.all("U0ADA")[0]; w.Status != wins.StatusPending || len(w.Witnesses) != 1 || w.Project != "" {
			s.Errorf("kept %+v", w)
		}

		// Of somebody whom laurel has never met it says that it can't be told now, and nobody else becomes the author.
		ts = s.w.As("U0NOA").Say("C0GENERAL", "Fixed the build")
		s.forgets("U0NOA")
		s.w.FailNext("users.info", 500, "", "")
		s.says(s.uses(ben, "C0GENERAL", ts).Text(), "try again", "code")
		if len(s.all("U0NOA"))+len(s.all("U0BEN")) != 0 {
			s.Error("somebody has a win")
		}
		s.says(s.uses(ben, "C0GENERAL", ts).Text(), "You marked Noa's message")
	})
}
