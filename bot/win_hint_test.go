package bot_test

import (
	"strings"
	"testing"
	"time"

	"laurel/sandbox"
	"laurel/wins"
)

const offline = "/win NDCG@10 of #ranker from 0.41 to 0.44"

func TestAdaSaysWithOnePressWhereHerOfflineNumberHeld(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		answer := ada.Command(offline, "C0MLPLAT")
		s.says(answer.Text(), "Offline so far. Where did it hold?", "Shadow", "Canary", "A/B test", "Live", "Only offline",
			"No more hints")
		s.ok(ada.Click(answer.Message, "win.held:shadow"))
		s.until("the answer shows it", func() bool {
			shown := ada.Ephemerals("C0MLPLAT")
			return len(shown) == 1 && strings.Contains(shown[0].Text(), "seen in shadow") && !shown[0].Has("win.held:shadow")
		})
		if w := s.kept("U0ADA")[0]; w.Held != wins.HeldShadow || w.Version != 2 || w.Text != strings.TrimPrefix(offline, "/win ") {
			s.Fatalf("stored %+v", w)
		}
	})
}

func TestTheSameHintComesOnceAWeekAndTheNextBestMeanwhile(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		const trap = "Where did it hold?"
		s.says(ada.Command(offline).Text(), trap)
		s.never(ada.Command("/win AUC of #churn up 2 %").Text(), trap, "No more hints")
		s.says(ada.Command("/win p99 latency of #ranker is 75 ms").Text(), "What was p99 latency before?")
		s.never(ada.Command("/win p99 latency of #search is 95 ms").Text(), "before?", "No more hints")
		s.says(ben.Command("/win AUC of #fraud up 2 %").Text(), trap)
		s.w.Advance(7*24*time.Hour - time.Minute)
		s.never(ada.Command("/win AUC of #spam up 3 %").Text(), trap)
		s.w.Advance(2 * time.Minute)
		s.says(ada.Command("/win AUC of #search up 4 %").Text(), trap)
	})
}

func TestNumbersThatContradictTheWordsComeBeforeAnyOtherHint(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		answer := ada.Command("/win Improved NDCG of #ranker from 0.44 to 0.41", "C0MLPLAT")
		s.says(answer.Text(), "You wrote “improved”, and NDCG went down", "Put it right")
		s.never(answer.Text(), "Where did it hold?")
		s.ok(ada.Click(answer.Message, "win.edit"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Improved NDCG of #ranker from 0.41 to 0.44"}))
		s.until("the answer asks nothing more about this win", func() bool {
			shown := ada.Ephemerals("C0MLPLAT")
			return len(shown) == 1 && strings.Contains(shown[0].Text(), "Changed") && !shown[0].Has("win.hints.off")
		})
	})
}

func TestAdaAddsTheBaselineThatTheHintAsksForAndTheFirstTextIsKept(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		answer := ada.Command("/win p99 latency of #ranker is 75 ms", "C0MLPLAT")
		s.ok(ada.Click(answer.Message, "win.extend"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.says(ada.Modal().Text(), "What was p99 latency before?", "p99 latency of #ranker is 75 ms")
		if err := ada.Submit(map[string]any{"text": " \n "}); err == nil || s.kept("U0ADA")[0].Version != 1 {
			s.Fatalf("an empty line was added (%v)", err)
		}
		s.ok(ada.Submit(map[string]any{"text": "It was 120 ms before", "held": wins.HeldCanary}))
		s.until("the answer shows it", func() bool {
			shown := ada.Ephemerals("C0MLPLAT")
			return len(shown) == 1 && strings.Contains(shown[0].Text(), "seen in a canary")
		})
		w := s.kept("U0ADA")[0]
		if w.Text != "p99 latency of #ranker is 75 ms\nIt was 120 ms before" || w.Held != wins.HeldCanary || w.Version != 2 {
			s.Fatalf("stored %+v", w)
		}
	})
}

func TestWhoWantsNoHintsGetsNoneAnyMore(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		answer := ada.Command(offline, "C0MLPLAT")
		s.ok(ada.Click(answer.Message, "win.hints.off"))
		s.until("the answer says so", func() bool {
			shown := ada.Ephemerals("C0MLPLAT")
			return len(shown) == 1 && strings.Contains(shown[0].Text(), "turns them on again") &&
				!shown[0].Has("win.held:shadow")
		})
		s.w.Advance(8 * 24 * time.Hour)
		s.never(ada.Command("/win AUC of #churn up 2 %").Text(), "Where did it hold?")
		s.settings(ada, map[string]any{"ask": []string{"hints", "followups"}})
		s.says(ada.Command("/win AUC of #fraud up 2 %").Text(), "Where did it hold?")
	})
}

// settings opens the settings of a member and sends them with these values.
func (s story) settings(m *sandbox.Member, values map[string]any) {
	s.Helper()
	m.CloseAll()
	s.ok(m.Command("/win settings").Err)
	s.until("the settings are open", func() bool { return m.Modal() != nil && m.Modal().Title == "Settings" })
	s.ok(m.Submit(values))
	m.CloseAll()
}

func TestNobodySaysWhereSomebodyElsesWinHeldOrAddsToIt(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		theirs := ada.Command(offline).Button("win.held:shadow").Value
		own := ben.Command("/win AUC of #fraud up 2 %", "C0MLPLAT")
		_, id, _ := strings.Cut(theirs, " ")
		for i, press := range [][2]string{{"win.held:shadow", theirs}, {"win.held:shadow", "moon " + id}, {"win.extend", id}} {
			s.ok(ben.Press(own.Message, press[0], press[1]))
			s.until("Ben is told", func() bool {
				told := 0
				for _, m := range ben.Ephemerals("C0MLPLAT") {
					if strings.Contains(m.Text(), "not in your list") {
						told++
					}
				}
				return told == i+1
			})
		}
		if w := s.kept("U0ADA")[0]; w.Held != "" || w.Version != 1 {
			s.Fatalf("Ada's win is %+v", w)
		}
	})
}

func TestTheAuthorOfAMarkedMessageAddsTheNumber(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		ts := ada.Say("C0MLPLAT", "Drift alert fired on feature 12, rolled back before the campaign started")
		s.ok(ben.React("C0MLPLAT", ts, "trophy"))
		dm := s.told("U0ADA", "Ben marked your message")
		s.ok(ada.Click(dm, "win.extend"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Null rate fell from 3 % to 0.1 %"}))
		s.until("the message shows the number", func() bool {
			last := ada.Last()
			return strings.Contains(last.Text(), "3 → 0.1 %") && !last.Has("win.extend")
		})
		if w := s.kept("U0ADA")[0]; !strings.HasSuffix(w.Text, "\nNull rate fell from 3 % to 0.1 %") {
			s.Fatalf("stored %+v", w)
		}
	})
}
