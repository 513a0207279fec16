package bot_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/sandbox"
	"laurel/wins"
)

const wrote = "Cut p99 latency of #ranker from 120 ms to 80 ms & cleaned up <the rest>"

// answered waits until one of the app's messages in a person's DM holds the text, and returns it.
func (s story) answered(user, text string) (found sandbox.Message) {
	s.Helper()
	s.until(user+" is answered: "+text, func() bool {
		for _, m := range s.w.As(user).Inbox() {
			if m.User == sandbox.BotUser && strings.Contains(m.Text(), text) {
				found = m
				return true
			}
		}
		return false
	})
	return found
}

// answers counts what laurel has written into a person's DM.
func (s story) answersTo(user string) (n int) {
	for _, m := range s.w.As(user).Inbox() {
		if m.User == sandbox.BotUser {
			n++
		}
	}
	return n
}

func TestWhatAdaWritesToLaurelBecomesHerWin(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := ada.Tell(wrote)
		saved := s.answered("U0ADA", "*Saved*")
		s.says(saved.Text(), "you and Mia can see it", wrote, "120 → 80 ms", "project ranker (1 win)", "Edit", "Remove")
		s.never(saved.Text(), "Heard")
		list := s.kept("U0ADA")
		if len(list) != 1 || list[0].Source != wins.SourceMessage || list[0].Text != wrote || list[0].OccurredOn != "2026-11-23" {
			s.Fatalf("kept %+v", list)
		}
		if at := list[0].Where; at.Channel != s.w.DM("U0ADA") || at.TS != ts || !strings.Contains(at.Permalink, at.Channel) {
			s.Errorf("it was made from %+v", at)
		}
		for _, n := range ada.Notices() {
			s.never(n.Text, "p99")
		}
		s.ok(ada.Click(saved, "win.edit"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Cut p99 latency of #ranker from 120 ms to 70 ms"}))
		s.ok(ada.Click(s.answered("U0ADA", "120 → 70 ms"), "win.remove"))
		s.ok(ada.Click(s.answered("U0ADA", "*Removed*"), "win.undo"))
		s.answered("U0ADA", "120 → 70 ms")
		if n := s.answersTo("U0ADA"); n != 1 || len(s.kept("U0ADA")) != 1 {
			s.Errorf("%d messages, kept %+v", n, s.kept("U0ADA"))
		}
	})
}

func TestTheSameMessageAgainIsAlreadySavedUnlessAdaKeepsBoth(t *testing.T) {
	tell(t, func(s story) {
		ada, dm := s.w.As("U0ADA"), s.w.DM("U0ADA")
		s.says(ada.Command("/win Shipped the importer").Text(), "*Saved*")
		ts := ada.Tell("Shipped the importer")
		again := s.answered("U0ADA", "Already saved")
		s.says(again.Text(), "nothing was added", "Keep both", "Edit", "Remove")
		if n := len(s.kept("U0ADA")); n != 1 {
			s.Fatalf("Ada has %d wins", n)
		}
		value := again.Button("win.keep.both").Value
		s.ok(s.w.As("U0BEN").Press(again, "win.keep.both", value))
		s.ok(ada.Click(again, "win.keep.both"))
		s.answered("U0ADA", "*Saved*")
		s.ok(ada.Press(again, "win.keep.both", value)) // once is enough
		s.ok(ada.Command("/win list").Err)
		list := s.kept("U0ADA")
		if len(list) != 2 || list[0].Source != wins.SourceMessage || list[0].Where.TS != ts || len(s.kept("U0BEN")) != 0 {
			s.Fatalf("kept %+v", list)
		}
		s.ok(ada.Edit(dm, ts, "Shipped the importer to everyone")) // what was kept is the message's now
		s.answered("U0ADA", "*Changed*")
		if list := s.kept("U0ADA"); list[0].Text != "Shipped the importer to everyone" {
			s.Errorf("kept %+v", list)
		}
		s.w.Advance(25 * time.Hour)
		ada.Tell("shipped the importer") // a day later it is news
		s.until("it is kept", func() bool { return len(s.kept("U0ADA")) == 3 })
	})
}

func TestAnOrderToLaurelIsCarriedOutAndIsNoWin(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ada.Tell("Shipped the importer")
		s.answered("U0ADA", "*Saved*")
		ada.Tell("Help")
		s.answered("U0ADA", "`/win list`")
		ada.Tell("list")
		s.answered("U0ADA", "*1 win*")
		ada.Tell("export md")
		s.until("the file has come", func() bool { return len(ada.Last().Files) == 1 })
		for i, order := range []string{"undo", "stop", "settings"} { // those of /win that there are, do what they do there
			ada.Tell(order)
			s.until("it is answered: "+order, func() bool { return s.answersTo("U0ADA") == 6+i })
		}
		s.ok(ada.Click(ada.Last(), "win.settings.open"))
		s.until("the settings are open", func() bool { return ada.Modal() != nil })
		for _, w := range s.kept("U0ADA") {
			if w.Text != "Shipped the importer" {
				s.Errorf("kept %q", w.Text)
			}
		}
	})
}

func TestAGreetingGetsTheShortHelp(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		for i, text := range []string{"hi", "Thanks! :pray:", "👍"} {
			ada.Tell(text)
			s.until("it is answered", func() bool { return s.answersTo("U0ADA") == i+1 })
			s.says(ada.Last().Text(), "Write here what you did", "nothing was saved")
		}
		s.ok(ada.Click(ada.Last(), "win.new"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Shipped the importer"}))
		s.until("it is kept", func() bool { return len(s.kept("U0ADA")) == 1 })
	})
}

func TestAnEditedMessageChangesItsWin(t *testing.T) {
	tell(t, func(s story) {
		ada, dm := s.w.As("U0ADA"), s.w.DM("U0ADA")
		ts := ada.Tell("thanks")
		s.answered("U0ADA", "nothing was saved")
		for _, text := range []string{"Cut p99 from 120 ms to 80 ms", "Cut p99 from 120 ms to 70 ms", "Cut p99 from 120 ms to 60 ms"} {
			s.ok(ada.Edit(dm, ts, text)) // within a second, as Slack counts
			s.answered("U0ADA", text)
		}
		s.says(s.answered("U0ADA", "*Changed*").Text(), "120 → 60 ms")
		list := s.kept("U0ADA")
		if len(list) != 1 || list[0].Version != 3 || list[0].Touched {
			s.Fatalf("kept %+v", list)
		}
		s.ok(ada.Edit(dm, ts, "thanks")) // which is no win: the present one stays
		s.says(s.answered("U0ADA", "*Not changed*").Text(), "is no win", "120 ms to 60 ms", "Edit", "Remove")
		s.ok(ada.Edit(dm, ts, "Cut p99 from 120 ms to 50 ms"))
		s.says(s.answered("U0ADA", "*Changed*").Text(), "120 → 50 ms")
		if n := s.answersTo("U0ADA"); n != 1 || len(s.kept("U0ADA")) != 1 {
			s.Errorf("%d answers, kept %+v", n, s.kept("U0ADA"))
		}
	})
}

func TestAnEditOfTheMessageLeavesAWinAloneThatAdaHasEditedByItself(t *testing.T) {
	tell(t, func(s story) {
		ada, dm := s.w.As("U0ADA"), s.w.DM("U0ADA")
		ts := ada.Tell("Cut p99 from 120 ms to 80 ms")
		s.ok(ada.Click(s.answered("U0ADA", "*Saved*"), "win.edit"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Cut p99 from 120 ms to 70 ms"}))
		s.answered("U0ADA", "120 → 70 ms")
		s.ok(ada.Edit(dm, ts, "Cut p99 from 120 ms to 60 ms"))
		apart := s.answered("U0ADA", "*Not changed*")
		s.says(apart.Text(), "you have changed this win by itself", "120 ms to 70 ms", "press Edit")
		s.ok(ada.Click(apart, "win.edit"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Cut p99 from 120 ms to 60 ms"}))
		s.answered("U0ADA", "120 → 60 ms")
		s.ok(ada.Click(s.answered("U0ADA", "120 → 60 ms"), "win.remove"))
		s.answered("U0ADA", "*Removed*")
		s.ok(ada.Edit(dm, ts, "Cut p99 from 120 ms to 50 ms")) // what she removed stays removed
		s.until("it is answered", func() bool { return s.updates() >= 2 })
		s.says(ada.Last().Text(), "*Removed*", "Take it back")
		if n := len(s.kept("U0ADA")); n != 0 {
			s.Errorf("%d wins", n)
		}
	})
}

// updates counts the redrawn messages that have left.
func (s story) updates() int { return s.w.Calls("chat.update") }

func TestADeletedMessageLeavesItsWinWithRemoveAtHand(t *testing.T) {
	tell(t, func(s story) {
		ada, dm := s.w.As("U0ADA"), s.w.DM("U0ADA")
		ts := ada.Tell("Shipped the importer")
		s.answered("U0ADA", "*Saved*")
		s.ok(ada.Delete(dm, ts))
		gone := s.answered("U0ADA", "*Still in your wins*")
		s.says(gone.Text(), "deleting the message has not removed it", "Shipped the importer", "Edit")
		if n := len(s.kept("U0ADA")); n != 1 {
			s.Fatalf("%d wins", n)
		}
		s.ok(ada.Click(gone, "win.remove"))
		s.answered("U0ADA", "*Removed*")
		ts = ada.Tell("hello")
		s.answered("U0ADA", "nothing was saved")
		s.ok(ada.Delete(dm, ts)) // there is nothing to say about that
		ada.Tell("Shipped the exporter")
		s.answered("U0ADA", "Shipped the exporter")
		if n := s.answersTo("U0ADA"); n != 3 || len(s.kept("U0ADA")) != 1 {
			s.Errorf("%d answers, kept %+v", n, s.kept("U0ADA"))
		}
	})
}

func TestAMessageWithRepliesIsDeletedInSlacksOwnWay(t *testing.T) {
	tell(t, func(s story) {
		ada, dm := s.w.As("U0ADA"), s.w.DM("U0ADA")
		s.w.Forge(func(payload map[string]any) {
			if e, _ := payload["event"].(map[string]any); e["subtype"] == "message_deleted" {
				e["subtype"], e["message"] = "message_changed", map[string]any{
					"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "ts": e["deleted_ts"],
					"text": "This message was deleted.", "hidden": true,
				}
				delete(e, "deleted_ts")
			}
		})
		ts := ada.Tell("Shipped the importer")
		s.answered("U0ADA", "*Saved*")
		s.ok(ada.Delete(dm, ts))
		s.says(s.answered("U0ADA", "*Still in your wins*").Text(), "Shipped the importer")
	})
}

func TestAReplyInAThreadIsNotSavedAndLeadsToTheWinAbove(t *testing.T) {
	tell(t, func(s story) {
		ada, dm := s.w.As("U0ADA"), s.w.DM("U0ADA")
		ts := ada.Tell("Shipped the importer")
		saved := s.answered("U0ADA", "*Saved*")
		for i, under := range []string{ts, saved.TS} { // her own message, and laurel's answer
			ada.SayInThread(dm, under, "and errors fell by 18 %")
			s.until("it is answered", func() bool { return s.answersTo("U0ADA") == i+2 })
			answer := ada.Last()
			s.says(answer.Text(), "Replies in a thread are not saved", "Edit the win above")
			s.ok(ada.Click(answer, "win.edit"))
			s.until("the form is open", func() bool { return ada.Modal() != nil })
			s.says(ada.Modal().Text(), "Edit win")
			ada.CloseAll()
		}
		ts = ada.Tell("hi")
		s.answered("U0ADA", "nothing was saved")
		ada.SayInThread(dm, ts, "and errors fell by 18 %")
		s.until("it is answered", func() bool { return s.answersTo("U0ADA") == 5 })
		s.says(ada.Last().Text(), "Write it as a message of its own")
		s.never(ada.Last().Text(), "Edit")
		if list := s.kept("U0ADA"); len(list) != 1 || list[0].Text != "Shipped the importer" {
			s.Errorf("kept %+v", list)
		}
	})
}

func TestAPictureWithoutWordsIsAnsweredAndWithWordsItIsAWin(t *testing.T) {
	tell(t, func(s story) {
		ada, dm := s.w.As("U0ADA"), s.w.DM("U0ADA")
		picture := sandbox.Upload{Name: "latency.png", Data: []byte("\x89PNG\r\n\x1a\n")}
		ts, err := ada.Share(dm, "", picture)
		s.ok(err)
		s.says(s.answered("U0ADA", "no words of yours").Text(), "Nothing was saved", "by editing the message")
		s.ok(ada.Edit(dm, ts, "Cut p99 from 120 ms to 80 ms"))
		s.answered("U0ADA", "120 → 80 ms")
		_, err = ada.Share(dm, "Shipped the importer", picture)
		s.ok(err)
		s.answered("U0ADA", "Shipped the importer")
		if n := s.answersTo("U0ADA"); n != 2 || len(s.kept("U0ADA")) != 2 {
			s.Errorf("%d answers, kept %+v", n, s.kept("U0ADA"))
		}
	})
}

func TestLaurelDoesNotAnswerItself(t *testing.T) {
	tell(t, func(s story) {
		ada, dm := s.w.As("U0ADA"), s.w.DM("U0ADA")
		ts := ada.Tell("Shipped the importer")
		s.answered("U0ADA", "*Saved*")
		s.ok(ada.Edit(dm, ts, "Shipped the importer today"))
		s.answered("U0ADA", "*Changed*")
		s.until("what laurel wrote and redrew has come back", func() bool { return len(s.acked("message.im")) >= 4 })
		var stored int
		s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
			return tx.Get(&stored, `select count(*) from inbox where kind = 'message.im'`)
		}))
		if stored != 2 || s.answersTo("U0ADA") != 1 {
			s.Errorf("%d events are stored, %d answers", stored, s.answersTo("U0ADA"))
		}
	})
}

func TestMessagesOfGuestsAndOfThoseWhoHaveLeftAreNotSaved(t *testing.T) {
	tell(t, func(s story) {
		gus, ada := s.w.As("U0GUS"), s.w.As("U0ADA")
		gus.Tell("Shipped the importer")
		s.answered("U0GUS", "laurel is for full members of this workspace. Nothing was saved.")
		s.w.Forge(func(payload map[string]any) { // as if it had been written on the last day, and came late
			if e, ok := payload["event"].(map[string]any); ok && e["type"] == "message" && e["user"] == "U0ADA" {
				e["user"] = "U0OLD"
			}
		})
		ada.Tell("Shipped the importer")
		s.until("it is acked", func() bool { return len(s.acked("message.im")) >= 3 })
		s.w.Forge(nil)
		s.poke()
		if a, b, c := len(s.kept("U0GUS")), len(s.kept("U0OLD")), len(s.kept("U0ADA")); a+b+c != 0 {
			s.Errorf("kept %d, %d, %d", a, b, c)
		}
	})
}

func TestALongMessageIsKeptWhole(t *testing.T) {
	tell(t, func(s story) {
		long := "Cut p99 from 120 ms to 80 ms. " + strings.Repeat("It took a while, and here is how. ", 1170)
		ada := s.w.As("U0ADA")
		ada.Tell(long)
		s.says(s.answered("U0ADA", "*Saved*").Text(), "120 → 80 ms", "Show all 39,8")
		if list := s.kept("U0ADA"); len(list) != 1 || list[0].Text != strings.TrimSpace(long) {
			s.Errorf("kept %d wins", len(list))
		}
	})
}

func TestAnOlderVersionThatComesLaterChangesNothing(t *testing.T) {
	tell(t, func(s story) {
		ada, dm := s.w.As("U0ADA"), s.w.DM("U0ADA")
		var late atomic.Int32
		s.w.Forge(func(payload map[string]any) {
			e, _ := payload["event"].(map[string]any)
			m, _ := e["message"].(map[string]any)
			switch {
			case e["text"] == "as first written": // this event is late, and the next two are what comes late
				e["subtype"] = "channel_topic"
			case m["text"] == "comes late, as first written":
				delete(m, "edited")
				m["channel"], m["channel_type"], m["event_ts"] = e["channel"], e["channel_type"], m["ts"]
				payload["event"] = m
				late.Add(1)
			case m["text"] == "comes late, as edited before":
				m["edited"] = map[string]any{"user": "U0ADA", "ts": "1.000000"}
				late.Add(1)
			}
		})
		ts := ada.Tell("as first written")
		s.until("it is acked", func() bool { return len(s.acked("message.im")) > 0 })
		s.ok(ada.Edit(dm, ts, "Cut p99 from 120 ms to 80 ms"))
		s.says(s.answered("U0ADA", "*Saved*").Text(), "120 → 80 ms")
		s.ok(ada.Edit(dm, ts, "comes late, as first written"))
		s.ok(ada.Edit(dm, ts, "comes late, as edited before"))
		s.until("both have come", func() bool { return late.Load() >= 2 })
		ada.Tell("Shipped the importer")
		s.answered("U0ADA", "Shipped the importer")
		s.until("nothing waits", func() bool { return s.waiting() == 0 })
		list := s.kept("U0ADA")
		if len(list) != 2 || list[1].Text != "Cut p99 from 120 ms to 80 ms" || list[1].Version != 1 {
			s.Errorf("kept %+v", list)
		}
	})
}

// waiting counts the events that are stored and not handled yet.
func (s story) waiting() (n int) {
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
		return tx.Get(&n, `select count(*) from inbox where state = 'pending'`)
	}))
	return n
}

func TestTheWordPrivateWorksInMessagesToo(t *testing.T) {
	tell(t, func(s story) {
		ada, dm := s.w.As("U0ADA"), s.w.DM("U0ADA")
		ada.Tell("private: Turned down the other offer")
		s.answered("U0ADA", "only you can see it")
		ts := ada.Tell("Shipped the importer")
		s.answered("U0ADA", "you and Mia can see it")
		s.ok(ada.Edit(dm, ts, "Shipped the importer #private"))
		s.until("it is private", func() bool {
			for _, w := range s.kept("U0ADA") {
				if w.Visibility != wins.VisibilityPrivate || strings.Contains(w.Text, "private") {
					return false
				}
			}
			return len(s.kept("U0ADA")) == 2
		})
		ada.Tell("private:")
		s.answered("U0ADA", "nothing was saved")
		ada.Tell("undo") // the edit
		s.until("it is undone", func() bool {
			public := 0
			for _, w := range s.kept("U0ADA") {
				if w.Visibility == wins.VisibilityManager {
					public++
				}
			}
			return public == 1
		})
	})
}

func TestAQuestionToLaurelIsNoWinUnlessAdaSaysSo(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ada.Tell("what can you do?")
		said := s.told("U0ADA", "reads as a question")
		s.says(said.Text(), "nothing was saved", "Save it as a win")
		if list := s.kept("U0ADA"); len(list) != 0 {
			s.Fatalf("kept %+v", list)
		}
		s.ok(ada.Click(said, "win.typed"))
		s.until("it is saved", func() bool { return len(s.kept("U0ADA")) == 1 })
		ada.Tell("Cut p99 latency of #ranker from 120 ms to 80 ms, who would have thought?")
		s.until("a number is a win", func() bool { return len(s.kept("U0ADA")) == 2 })
	})
}
