package bot_test

import (
	"strings"
	"testing"

	"go.uber.org/zap/zaptest"

	"laurel/bot"
	"laurel/internal/dbtest"
	"laurel/sandbox"
	"laurel/wins"
)

func TestAnEmojiCountsUnderAllItsNamesAndInAllItsColours(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := begin(t, b, zaptest.NewLogger(t), func(o *bot.Options) { o.Emoji = []string{"thumbsup", "shipit"} })
		s.hire()
		ada := s.w.As("U0ADA")
		ts := ada.Say("C0MLPLAT", drifted)
		for i, mark := range []struct{ who, emoji string }{
			{"U0BEN", "+1"}, {"U0LIN", "thumbsup"}, {"U0RAV", "+1::skin-tone-5"}, {"U0SAM", "shipit"},
		} {
			s.ok(s.w.As(mark.who).React("C0MLPLAT", ts, mark.emoji))
			s.until(mark.emoji+" counts", func() bool { return len(s.witnessesOf("U0ADA")) == i+1 })
		}
		// The same person with another name or colour of it is one witness; taking one back takes the other not.
		s.ok(s.w.As("U0BEN").React("C0MLPLAT", ts, "trophy"))
		s.ok(s.w.As("U0BEN").Unreact("C0MLPLAT", ts, "+1"))
		s.until("Ben is none", func() bool { return len(s.witnessesOf("U0ADA")) == 3 })
	})
}

func TestAMarkOnAReplyLeadsToItsThread(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		parent := ben.Say("C0MLPLAT", "Why is the canary red?")
		ts := ada.SayInThread("C0MLPLAT", parent, drifted)
		s.ok(ben.React("C0MLPLAT", ts, "trophy"))
		s.until("it is kept", func() bool { return len(s.kept("U0ADA")) == 1 })
		s.says(s.kept("U0ADA")[0].Where.Permalink, "thread_ts="+parent, "cid=C0MLPLAT")
	})
}

func TestAWinKeepsTheWordsThatWereMarked(t *testing.T) {
	tell(t, func(s story) {
		ada, ben, lin := s.w.As("U0ADA"), s.w.As("U0BEN"), s.w.As("U0LIN")
		ts := ada.Say("C0MLPLAT", "Cut p99 to 90 ms")
		s.ok(ada.Edit("C0MLPLAT", ts, "Cut p99 of #ranker from 120 ms to 80 ms"))
		s.ok(ben.React("C0MLPLAT", ts, "trophy"))
		s.until("it is kept", func() bool { return len(s.kept("U0ADA")) == 1 })
		s.ok(ada.Edit("C0MLPLAT", ts, "Did nothing"))
		s.ok(lin.React("C0MLPLAT", ts, "trophy"))
		s.until("Lin is a witness", func() bool { return len(s.witnessesOf("U0ADA")) == 2 })
		if w := s.kept("U0ADA")[0]; w.Text != "Cut p99 of #ranker from 120 ms to 80 ms" || w.Version != 1 {
			s.Errorf("it says %q", w.Text)
		}
	})
}

// What no win can be made of, or is gone, changes nothing and tells nobody; a mark that comes last shows that the others
// were seen.
func TestMarksThatLeadNowhereChangeNothing(t *testing.T) {
	tell(t, func(s story) {
		ada, ben, mia := s.w.As("U0ADA"), s.w.As("U0BEN"), s.w.As("U0MIA")
		gone := ada.Say("C0MLPLAT", "Shipped the importer")
		picture, err := ada.Share("C0MLPLAT", "", sandbox.Upload{Name: "chart.png", Data: []byte("png")})
		s.ok(err)
		guest := s.w.As("U0GUS").Say("C0WINS", "Moved the desks")
		outside := s.w.As("U0EXT").Say("C0RANKER", "Their side is done")
		left := s.w.As("U0NOA").Say("C0GENERAL", "Fixed the build")
		s.w.Change(sandbox.User{ID: "U0NOA", Name: "noa", RealName: "Noa Levi", Deleted: true})
		s.until("laurel knows that Noa left", func() bool { return s.person("U0NOA").Deleted })
		elsewhere := ada.Say("C0RANDOM", "Ran a marathon") // laurel is not there, so Slack tells it nothing
		calls := s.w.Calls("reactions.get")
		s.ok(ben.React("C0MLPLAT", gone, "trophy"))
		s.ok(ada.Delete("C0MLPLAT", gone))
		s.ok(ben.React("C0MLPLAT", picture, "trophy"))
		s.ok(mia.React("C0WINS", guest, "trophy"))
		s.ok(ben.React("C0RANKER", outside, "trophy"))
		s.ok(mia.React("C0GENERAL", left, "trophy"))
		s.ok(ben.React("C0RANDOM", elsewhere, "trophy"))
		last := ada.Say("C0MLPLAT", drifted)
		s.ok(s.w.As("U0LIN").React("C0MLPLAT", last, "trophy"))
		s.until("the last mark and the others were seen", func() bool {
			return len(s.kept("U0ADA")) > 0 && s.w.Calls("reactions.get") >= calls+6
		})
		for _, w := range s.all("U0ADA") {
			if w.Text != drifted && w.Where.TS != gone { // Ben was perhaps faster than Ada
				s.Errorf("a win was made: %+v", w)
			}
		}
		for _, nobody := range []string{"U0GUS", "U0EXT", "U0NOA", "U0MIA", sandbox.BotUser} {
			if list := s.all(nobody); len(list) > 0 {
				s.Errorf("%s has %+v", nobody, list)
			}
		}
		for _, m := range append(s.w.As("U0GUS").Inbox(), s.w.As("U0NOA").Inbox()...) {
			s.Errorf("somebody was told: %s", m.Text())
		}
	})
}

func TestSeveralMarksAtOnceMakeOneWinAndOneMessage(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := ada.Say("C0MLPLAT", drifted)
		for _, by := range []string{"U0BEN", "U0LIN", "U0RAV", "U0SAM", "U0PIA", "U0JUN"} {
			s.ok(s.w.As(by).React("C0MLPLAT", ts, "trophy"))
		}
		s.until("all six are witnesses", func() bool { return len(s.witnessesOf("U0ADA")) == 6 })
		s.until("the message names them", func() bool {
			inbox := ada.Inbox()
			return len(inbox) == 1 && strings.Contains(inbox[0].Text(), "4 others as witnesses")
		})
		if w := s.becomes("U0ADA", wins.StatusKept); w.Source != wins.SourceReaction {
			s.Errorf("kept %+v", w)
		}
	})
}

func TestAMarkOnLaurelsOwnMessageIsNobodysWin(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := ada.Say("C0MLPLAT", "Model registry is live for #ranker")
		s.ok(s.w.As("U0BEN").React("C0MLPLAT", ts, "trophy"))
		told := s.shows(ada, "Ben marked")
		s.ok(ada.React(told.Channel, told.TS, "trophy"))
		ts = ada.Say("C0MLPLAT", drifted)
		s.ok(ada.React("C0MLPLAT", ts, "trophy"))
		s.until("the later mark is kept", func() bool { return len(s.kept("U0ADA")) == 2 })
		if first := s.kept("U0ADA")[1]; len(s.all("U0ADA")) != 2 || first.Project != "ranker" {
			s.Errorf("wins: %+v", s.all("U0ADA"))
		}
	})
}

func TestAPrivateChannelsNameIsToldToNobodyWhoseAuthorDidNotLookFirst(t *testing.T) {
	tell(t, func(s story) {
		ada, sam := s.w.As("U0ADA"), s.w.As("U0SAM")
		text := "Moved the alerts of #ml-incidents and #ranker to one page"
		s.ok(sam.React("C0MLPLAT", ada.Say("C0MLPLAT", text), "trophy"))
		s.until("it is kept", func() bool { return len(s.kept("U0ADA")) == 1 })
		if got := s.kept("U0ADA")[0].Text; got != "Moved the alerts of a channel and #ranker to one page" {
			s.Errorf("kept %q", got)
		}
		s.ok(sam.React("C0MLINC", ada.Say("C0MLINC", text), "trophy"))
		s.until("it waits", func() bool { return len(s.all("U0ADA")) == 2 })
		if got := s.all("U0ADA")[0].Text; got != text {
			s.Errorf("it says %q", got)
		}
		s.says(s.uses(ada, "C0MLPLAT", ada.Say("C0MLPLAT", text)).Text(), text)
	})
}
