package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"laurel/bot"
	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/sandbox"
	"laurel/wins"
)

const said = "Cut p99 latency of the checkout from 120 ms to 80 ms"

// heard has the jobs look until laurel has answered with the text.
func (s story) heard(user, text string) sandbox.Message {
	s.Helper()
	s.until("laurel has heard: "+text, func() bool {
		s.bot.Poke()
		for _, m := range s.w.As(user).Inbox() {
			if m.User == sandbox.BotUser && strings.Contains(m.Text(), text) {
				return true
			}
		}
		return false
	})
	return s.answered(user, text)
}

// record sends a clip to laurel and waits until its event is handled.
func (s story) record(user string, c sandbox.Clip) string {
	s.Helper()
	seen := len(s.acked("message.im"))
	ts, err := s.w.As(user).Record(s.w.DM(user), c)
	s.ok(err)
	s.until("the clip has come", func() bool { return len(s.acked("message.im")) > seen && s.waiting() == 0 })
	return ts
}

// awaited counts the clips whose transcript is awaited.
func (s story) awaited() (n int) {
	s.Helper()
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error { return tx.Get(&n, `select count(*) from win_clips`) }))
	return n
}

func TestWhatAdaSaysInAClipBecomesHerWin(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := s.record("U0ADA", sandbox.Clip{Said: said})
		s.poke()
		if n := s.answersTo("U0ADA"); n != 0 || len(s.kept("U0ADA")) != 0 {
			s.Fatalf("%d answers before anything was heard", n)
		}
		s.w.Advance(5 * time.Second)
		saved := s.heard("U0ADA", "*Saved*")
		s.says(saved.Text(), said, "120 → 80 ms", "Heard, not typed", "Edit", "Remove")
		if a, b := strings.Index(saved.Text(), "\nEdit"), strings.Index(saved.Text(), "\nRemove"); a < 0 || a > b {
			s.Errorf("Edit is not the first button:\n%s", saved.Text())
		}
		list := s.kept("U0ADA")
		if len(list) != 1 || list[0].Source != wins.SourceVoice || list[0].Text != said || list[0].Where.TS != ts {
			s.Fatalf("kept %+v", list)
		}
		s.poke() // a second look changes nothing
		s.w.Advance(time.Hour)
		s.poke()
		if n := s.answersTo("U0ADA"); n != 1 || len(s.kept("U0ADA")) != 1 || s.awaited() != 0 {
			s.Errorf("%d answers, %d wins, %d awaited", n, len(s.kept("U0ADA")), s.awaited())
		}
		s.ok(ada.Click(saved, "win.edit"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Cut p99 latency of checkout from 120 ms to 80 ms"}))
		s.never(s.answered("U0ADA", "*Changed*").Text(), "Heard")
		s.ok(ada.Edit(s.w.DM("U0ADA"), ts, "my clip")) // the words beside it are not what was said
		s.says(s.answered("U0ADA", "*Not changed*").Text(), "what you said in the clip")
		for _, n := range ada.Notices() {
			s.never(n.Text, "p99")
		}
	})
}

func TestALongClipIsReadWholeAndItsWordsStandAboveIt(t *testing.T) {
	tell(t, func(s story) {
		long := strings.TrimSpace(strings.Repeat("The canary is <green> & p99 fell from 120 ms to 80 ms --> again. ", 12))
		s.record("U0ADA", sandbox.Clip{Said: long, Text: "For #checkout, with <@U0BEN>:", Takes: time.Minute})
		s.w.Advance(61 * time.Second)
		s.heard("U0ADA", "*Saved*")
		if list := s.kept("U0ADA"); len(list) != 1 || list[0].Text != "For #checkout, with <@U0BEN>:\n"+long ||
			list[0].Project != "checkout" {
			s.Errorf("kept %+v", list)
		}
		if s.w.Calls("files.info") > 8 {
			s.Errorf("files.info was called %d times", s.w.Calls("files.info"))
		}
	})
}

func TestWithoutATranscriptLaurelAsksToTypeIt(t *testing.T) {
	tell(t, func(s story) {
		for i, c := range []struct {
			clip sandbox.Clip
			why  string
		}{
			{sandbox.Clip{Said: said, Untranscribed: true}, "Slack heard no words in that clip"},
			{sandbox.Clip{Said: said, Fails: true}, "Slack could not write down what you said"},
			{sandbox.Clip{}, "Slack heard no words in that clip"},
		} {
			s.record("U0ADA", c.clip)
			s.w.Advance(5 * time.Second)
			s.until("laurel says why", func() bool {
				s.bot.Poke()
				return s.answersTo("U0ADA") == i+1
			})
			s.says(s.w.As("U0ADA").Last().Text(), c.why, "Nothing was saved. Type here what you did")
		}
		s.w.As("U0ADA").Tell("Shipped the importer")
		s.answered("U0ADA", "*Saved*")
		if list := s.kept("U0ADA"); len(list) != 1 || s.awaited() != 0 {
			s.Errorf("kept %+v, %d awaited", list, s.awaited())
		}
	})
}

func TestTheWordsBesideAClipThatNobodyCouldWriteDownAreKept(t *testing.T) {
	tell(t, func(s story) {
		s.record("U0ADA", sandbox.Clip{Said: said, Text: "Shipped the importer", Fails: true})
		s.w.Advance(5 * time.Second)
		s.says(s.heard("U0ADA", "*Saved*").Text(), "Shipped the importer", "no transcript of the clip")
		if list := s.kept("U0ADA"); len(list) != 1 || list[0].Source != wins.SourceMessage {
			s.Errorf("kept %+v", list)
		}
	})
}

func TestLaurelWaitsTenMinutesForATranscriptAndSaysSo(t *testing.T) {
	tell(t, func(s story) {
		s.record("U0ADA", sandbox.Clip{Said: said, Takes: 20 * time.Minute})
		s.record("U0JUN", sandbox.Clip{Said: said, Takes: 5 * time.Minute})
		s.poke()
		if n := s.answersTo("U0ADA"); n != 0 {
			s.Fatalf("%d answers", n)
		}
		s.w.Advance(35 * time.Second)
		s.heard("U0ADA", "Slack is still writing down what you said")
		s.heard("U0JUN", "Slack is still writing down what you said")
		s.w.Advance(5 * time.Minute)
		s.says(s.heard("U0JUN", "*Saved*").Text(), said)
		s.w.Advance(5 * time.Minute)
		s.says(s.heard("U0ADA", "laurel has stopped waiting").Text(), "Nothing was saved. Type here what you did")
		s.w.Advance(15 * time.Minute) // the transcript is there now: too late
		s.poke()
		if a, j := s.answersTo("U0ADA"), s.answersTo("U0JUN"); a != 1 || j != 1 || len(s.kept("U0ADA")) != 0 || s.awaited() != 0 {
			s.Errorf("%d and %d answers, kept %+v, %d awaited", a, j, s.kept("U0ADA"), s.awaited())
		}
	})
}

func TestAClipThatIsDeletedBeforeItWasHeardIsNotSaved(t *testing.T) {
	tell(t, func(s story) {
		dm := s.w.DM("U0ADA")
		ts := s.record("U0ADA", sandbox.Clip{Said: said, Takes: 2 * time.Minute})
		s.w.Advance(40 * time.Second)
		s.heard("U0ADA", "Slack is still writing down what you said")
		s.ok(s.w.As("U0ADA").Delete(dm, ts))
		s.answered("U0ADA", "The clip was deleted before")
		ts = s.record("U0ADA", sandbox.Clip{Said: said})
		s.w.Advance(5 * time.Second)
		s.says(s.heard("U0ADA", "*Saved*").Text(), said)
		s.ok(s.w.As("U0ADA").Delete(dm, ts))
		s.says(s.answered("U0ADA", "*Still in your wins*").Text(), said)
		s.w.Advance(10 * time.Minute)
		s.poke()
		if n := s.answersTo("U0ADA"); n != 2 || len(s.kept("U0ADA")) != 1 || s.awaited() != 0 {
			s.Errorf("%d answers, kept %+v, %d awaited", n, s.kept("U0ADA"), s.awaited())
		}
	})
}

func TestOfATranscriptThatCannotBeReadTheBeginningIsKept(t *testing.T) {
	tell(t, func(s story) {
		long := "Cut p99 latency from 120 ms to 80 ms " + strings.Repeat("and kept it there ", 20)
		for range 60 {
			s.w.FailNext("file", 0, "", "")
		}
		s.record("U0ADA", sandbox.Clip{Said: long})
		for range 12 {
			s.w.Advance(time.Minute)
			s.poke()
		}
		s.says(s.heard("U0ADA", "*Saved*").Text(), "120 → 80 ms", "only its beginning could be read", "Edit adds the rest")
		if list := s.kept("U0ADA"); len(list) != 1 || !strings.HasSuffix(list[0].Text, "…") {
			s.Errorf("kept %+v", list)
		}
	})
}

func TestAClipOfWhichTheEventSaysLittleIsHeardAllTheSame(t *testing.T) {
	tell(t, func(s story) {
		s.record("U0ADA", sandbox.Clip{Said: said, CheckFileInfo: true, Mimetype: "video/mp4"})
		s.w.FailNext("files.info", 0, "fatal_error", "") // Slack has a bad moment
		s.w.Advance(5 * time.Second)
		s.poke()
		s.w.Advance(5 * time.Second)
		s.says(s.heard("U0ADA", "*Saved*").Text(), said)
	})
}

func TestAClipOfAGuestOrInAThreadIsAnsweredAndNotKept(t *testing.T) {
	tell(t, func(s story) {
		s.record("U0GUS", sandbox.Clip{Said: said})
		s.answered("U0GUS", "laurel is for full members")
		ts := s.w.As("U0ADA").Tell("hi")
		s.answered("U0ADA", "nothing was saved")
		s.record("U0ADA", sandbox.Clip{Said: said, Thread: ts})
		s.answered("U0ADA", "Replies in a thread are not saved")
		s.record("U0ADA", sandbox.Clip{Said: "Thanks a lot."})
		s.w.Advance(5 * time.Second)
		s.until("thanks are answered", func() bool {
			s.bot.Poke()
			return s.answersTo("U0ADA") == 3
		})
		if n := s.awaited(); n != 0 || len(s.kept("U0ADA"))+len(s.kept("U0GUS")) != 0 {
			s.Errorf("%d awaited", n)
		}
	})
}

func TestAClipOutlivesARestartAndNoLogSaysWhatWasSaid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		core, lines := observer.New(zapcore.DebugLevel)
		s := begin(t, b, zap.New(core))
		s.hire()
		long := "Cut p99 latency from 120 ms to 80 ms " + strings.Repeat("and kept it there ", 20)
		s.record("U0ADA", sandbox.Clip{Said: long})
		s.stop()
		s.until("the first laurel is gone", func() bool { return s.w.Sockets() == 0 })
		s.w.Advance(5 * time.Second)
		second := bot.New(bot.Options{
			DB: s.db, Seal: b.Seal, Log: zap.New(core), BotToken: s.w.BotToken(), AppToken: s.w.AppToken(),
			APIURL: s.w.APIURL(), SecondSocket: time.Minute, Limits: limits(),
		})
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- second.Run(ctx) }()
		defer func() {
			cancel()
			s.ok(<-ended)
		}()
		s.w.FailNext("file", 0, "", "")
		s.answered("U0ADA", "*Saved*")
		if list := s.kept("U0ADA"); len(list) != 1 || list[0].Text != strings.TrimSpace(long) {
			s.Errorf("kept %+v", list)
		}
		for _, line := range lines.All() {
			for _, field := range append(line.Context, zap.String("", line.Message)) {
				if text := field.String; strings.Contains(text, "p99") || strings.Contains(text, "kept it there") {
					s.Errorf("the log says %s", text)
				}
			}
		}
	})
}
