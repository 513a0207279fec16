package bot_test

import (
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/wins"
)

func TestANewcomersHomeHasThreeThingsToTryAndTheFirstWorks(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.says(ada.OpenHome().Text(), "Nothing waits for you", "Three things to try", "/win", ":trophy:", "/win story")
		s.ok(ada.ClickHome("win.new"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"text": "Cut p99 latency of #ranker from 120 ms to 80 ms"}))
		s.until("Home shows it", func() bool { return strings.Contains(ada.Home().Text(), "1 win since June") })
		s.says(ada.Home().Text(), "What they show", "production 1",
			"MLOps &amp; production 1", "None yet: Model development", "ranker", "● production", "Latest wins")
		s.never(ada.Home().Text(), "Three things", "None in") // what was before the first is no gap
	})
}

func TestAdaKeepsAndLeavesOutPossibleWinsFromHome(t *testing.T) {
	tell(t, func(s story) {
		ada, ravi := s.w.As("U0ADA"), s.w.As("U0RAV")
		for _, text := range []string{"Drift alert of #ranker fired, rolled back", "Ordered the pizza"} {
			s.ok(ravi.React("C0MLINC", ada.Say("C0MLINC", text), "trophy"))
		}
		s.until("both wait", func() bool { return len(s.all("U0ADA")) == 2 })
		home := ada.OpenHome()
		s.says(home.Text(), "Waiting for you", "2 possible wins", "only you see them until you keep them",
			"Drift alert", "marked by Ravi Nair", "Three things to try")
		drift, pizza := s.all("U0ADA")[0], s.all("U0ADA")[1]
		if !strings.HasPrefix(drift.Text, "Drift") {
			drift, pizza = pizza, drift
		}
		s.ok(ada.ClickHome("win.keep:" + drift.ID))
		s.until("Home has one left", func() bool { return strings.Contains(ada.Home().Text(), "1 possible win") })
		s.says(ada.Home().Text(), "1 win since June", "Ordered the pizza")
		s.ok(ada.ClickHome("win.remove:" + pizza.ID))
		s.until("nothing waits", func() bool { return strings.Contains(ada.Home().Text(), "Nothing waits for you") })
		for _, w := range s.all("U0ADA") {
			if want := map[string]string{drift.ID: wins.StatusKept, pizza.ID: wins.StatusRemoved}[w.ID]; w.Status != want {
				s.Errorf("%q is %s", w.Text, w.Status)
			}
		}
		s.ok(ada.Command("/win undo").Err)
		s.until("undo brings it back", func() bool { return s.status(pizza.ID) != wins.StatusRemoved })
		s.until("the message that asked knows it", func() bool {
			for _, m := range ada.Inbox() {
				if strings.Contains(m.Text(), "Kept, with Ravi as witness") {
					return true
				}
			}
			return false
		})
	})
}

func TestAdaOpensHerSettingsFromHome(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.did("U0ADA", "p99 latency of #ranker from 120 ms to 80 ms")
		s.says(ada.OpenHome().Text(), "Hints on", "weekly question on Fridays")
		s.ok(ada.ClickHome("win.settings.open"))
		s.until("they are open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"weekday": "-"}))
		s.until("Home has changed", func() bool { return strings.Contains(ada.Home().Text(), "no weekly question") })
	})
}

func TestAdaOrdersHerWinsAsAFileFromHome(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.did("U0ADA", "p99 latency of #ranker from 120 ms to 80 ms")
		ada.OpenHome()
		s.ok(ada.ClickHome("win.export"))
		s.until("she is asked which", func() bool { return ada.Modal() != nil })
		s.says(ada.Modal().Text(), "have kept, 1 win", "as a file")
		s.ok(ada.ClickModal("win.export:csv"))
		s.until("she is told", func() bool { return strings.Contains(ada.Modal().Text(), "on its way to your messages") })
		if file := s.files("U0ADA", 1)[0]; !strings.HasSuffix(file.Name, ".csv") {
			s.Errorf("the file is %s", file.Name)
		}
	})
}

// status is a win's.
func (s story) status(id string) (status string) {
	s.Helper()
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
		w, err := wins.Get(tx, id)
		status = w.Status
		return err
	}))
	return status
}
