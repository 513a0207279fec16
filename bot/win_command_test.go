package bot_test

import (
	"strings"
	"testing"

	"laurel/wins"
)

func TestEveryWordOfWinAnswersOnlyTheCallerAndSavesNothing(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		for _, c := range []struct{ words, says string }{
			{"help", "*Find*"},
			{"HELP", "*Find*"},
			{" list ", "You have no wins yet"},
			{"list november", "No win in November 2026"},
			{"find latency", "No win with latency"},
			{"find", "Say what to look for"},
			{"undo", "There is nothing to undo"},
		} {
			answer := ada.Command("/win "+c.words, "C0MLPLAT")
			s.ok(answer.Err)
			s.says(answer.Text(), c.says)
			if !answer.Ephemeral {
				s.Errorf("%q: others see the answer", c.words)
			}
		}
		if n := len(s.w.As("U0BEN").Ephemerals("C0MLPLAT")); n > 0 {
			s.Errorf("Ben sees %d answers", n)
		}
		if n := len(s.kept("U0ADA")); n > 0 {
			s.Errorf("Ada has %d wins", n)
		}
	})
}

func TestHelpNamesEveryWayAndFitsAScreen(t *testing.T) {
	tell(t, func(s story) {
		help := s.w.As("U0ADA").Command("/win help").Text()
		s.says(help, "/win Cut p99", "#name", "@name", "private:", "#private", "the form", ":trophy:", "/win list", "/win find", "/win undo",
			"Edit", "Remove")
		if lines := strings.Count(help, "\n"); lines > 24 {
			s.Errorf("the help has %d lines", lines)
		}
	})
}

func TestAMisspeltWordIsNoWinUnlessAdaSaysSo(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		for typed, word := range map[string]string{
			"lsit": "list", "Lists": "list", "hlep": "help", "hepl": "help", "udno": "undo", "fnd": "find", "search": "find", "?": "help",
			"delete": "undo", "remove": "undo", "stop": "settings", "download": "export", "projects": "story",
		} {
			s.says(ada.Command("/win "+typed).Text(), "Did you mean `/win "+word+"`", "was not saved")
		}
		if n := len(s.kept("U0ADA")); n > 0 {
			s.Fatalf("Ada has %d wins", n)
		}
		s.says(ada.Command("/win /win list").Text(), "You have no wins yet")
		answer := ada.Command("/win lsit", "C0MLPLAT")
		s.ok(ada.Click(answer.Message, "win.run"))
		shows := func(text string) {
			s.Helper()
			s.until("the answer says: "+text, func() bool {
				shown := ada.Ephemerals("C0MLPLAT")
				return strings.Contains(shown[len(shown)-1].Text(), text)
			})
		}
		shows("You have no wins yet")
		answer = ada.Command("/win lsit", "C0MLPLAT")
		s.ok(ada.Click(answer.Message, "win.typed"))
		shows("Saved")
		for _, sentence := range []string{"Shipped", "Lists everything", "helped Ben", "finding", "unto", "lift", "#list"} {
			if text := ada.Command("/win " + sentence).Text(); sentence != "unto" && sentence != "lift" {
				s.says(text, "Saved")
			}
		}
		if n := len(s.kept("U0ADA")); n != 6 {
			s.Errorf("Ada has %d wins", n)
		}
	})
}

func TestPrivateKeepsAWinToAdaAndIsNotInTheText(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		for typed, text := range map[string]string{
			"private: Cut one":                 "Cut one",
			"Private: cut two":                 "cut two",
			"private :\ncut three":             "cut three",
			"private Cut four":                 "Cut four",
			"PRIVATE Cut five":                 "Cut five",
			"Cut p99 to 44 private":            "Cut p99 to 44",
			"Cut p99 to 45, private":           "Cut p99 to 45",
			"Cut six #private":                 "Cut six",
			"#private Cut seven":               "Cut seven",
			"Cut #ranker #Private, then eight": "Cut #ranker, then eight",
		} {
			answer := ada.Command("/win " + typed)
			s.says(answer.Text(), "Saved", "only you can see it")
			if w := s.kept("U0ADA")[0]; w.Text != text || w.Visibility != wins.VisibilityPrivate {
				s.Errorf("%q is saved as %q, for %s", typed, w.Text, w.Visibility)
			}
		}
		for _, sentence := range []string{
			"Private endpoint rollout finished", "Made the endpoint private.", "Moved #private-models to the new cluster",
			"Privately hosted models", "The private cloud is gone", "a#private thing", "privat works",
		} {
			answer := ada.Command("/win " + sentence)
			s.says(answer.Text(), "Saved", "you and Mia can see it")
			if w := s.kept("U0ADA")[0]; w.Text != sentence || w.Visibility != wins.VisibilityManager {
				s.Errorf("%q is saved as %q, for %s", sentence, w.Text, w.Visibility)
			}
		}
	})
}

func TestWhereTheWordPrivateCouldMeanEitherOnePressSettlesIt(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		last := func() wins.Win { return s.kept("U0ADA")[0] }
		first := ada.Command("/win private endpoint rollout finished", "C0MLPLAT")
		s.says(first.Text(), "only you can see it", "began with the word private", "It is part of the text")
		s.ok(s.w.As("U0BEN").Press(first.Message, "win.part", first.Button("win.part").Value))
		s.ok(ada.Click(first.Message, "win.part"))
		s.until("it is part of the text", func() bool { return last().Text == "private endpoint rollout finished" })
		if last().Visibility != wins.VisibilityManager {
			s.Errorf("it is for %s", last().Visibility)
		}
		s.ok(ada.Press(first.Message, "win.part", first.Button("win.part").Value)) // once is enough
		ended := ada.Command("/win Made the endpoint private", "C0MLPLAT")
		s.says(ended.Text(), "only you can see it", "ended with the word private", "It is part of the text")
		if last().Text != "Made the endpoint" || last().Visibility != wins.VisibilityPrivate {
			s.Errorf("it is %q, for %s", last().Text, last().Visibility)
		}
		s.ok(ada.Click(ended.Message, "win.part"))
		s.until("it is part of the text", func() bool { return last().Text == "Made the endpoint private" })
		if last().Visibility != wins.VisibilityManager {
			s.Errorf("it is for %s", last().Visibility)
		}
		said := ada.Command("/win Made the other endpoint private.", "C0MLPLAT")
		s.says(said.Text(), "you and Mia can see it", "stayed in the text", "Only me")
		s.ok(s.w.As("U0BEN").Press(said.Message, "win.only", said.Button("win.only").Value))
		s.until("Ben is told", func() bool { return len(s.w.As("U0BEN").Ephemerals("C0MLPLAT")) == 2 })
		for _, m := range s.w.As("U0BEN").Ephemerals("C0MLPLAT") {
			s.says(m.Text(), "not in your list")
		}
		s.ok(ada.Click(said.Message, "win.only"))
		s.until("it is hers alone", func() bool { return last().Visibility == wins.VisibilityPrivate })
		if list := s.kept("U0ADA"); len(list) != 3 || list[2].Text != "private endpoint rollout finished" {
			s.Errorf("Ada has %+v", list)
		}
	})
}

func TestPrivateAloneOpensTheFormForAdaAlone(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.ok(ada.Command("/win private", "C0MLPLAT").Err)
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Wrote the runbook"}))
		s.until("it is saved", func() bool { return len(s.kept("U0ADA")) == 1 })
		if w := s.kept("U0ADA")[0]; w.Visibility != wins.VisibilityPrivate {
			s.Errorf("it is for %s", w.Visibility)
		}
	})
}

func TestTheSameTextMarkedPrivateIsOfferedForAdaAlone(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ada.Command("/win Cut p99 latency")
		again := ada.Command("/win private: Cut p99 latency", "C0MLPLAT")
		s.says(again.Text(), "Already saved", "You wrote private, and what is saved is not", "Only me", "Keep both")
		s.ok(ada.Click(again.Message, "win.keep.both"))
		s.until("both are kept", func() bool { return len(s.kept("U0ADA")) == 2 })
		if list := s.kept("U0ADA"); list[0].Visibility != wins.VisibilityPrivate || list[1].Visibility != wins.VisibilityManager {
			s.Errorf("they are for %s and %s", list[0].Visibility, list[1].Visibility)
		}
	})
}
