package bot_test

import (
	"strings"
	"testing"
)

func TestHomeSaysWhatLaurelAsksAndAdaChangesItThere(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.says(ada.OpenHome().Text(), "Hints on · follow-ups on · goals on · weekly question on Fridays at 15:30")
		s.ok(ada.ClickHome("win.settings.open"))
		s.until("the settings are open", func() bool { return ada.Modal() != nil })
		s.refusedForm(ada.Submit(map[string]any{"quiet": "2026-11-23"}), "still to come")
		s.ok(ada.Submit(map[string]any{"ask": []string{"hints"}, "weekday": "1", "time": "08:15", "quiet": "2026-12-24"}))
		s.until("the form says what follows", func() bool {
			m := ada.Modal()
			return m != nil && strings.Contains(m.Text(), "The next weekly question comes Mon 28 Dec, 08:15")
		})
		ada.CloseAll()
		s.until("Home shows it", func() bool {
			return strings.Contains(ada.Home().Text(),
				"Hints on · follow-ups off · goals off · weekly question on Mondays at 08:15 · quiet until Thu 24 Dec")
		})
		s.ok(ada.ClickHome("win.settings.open"))
		s.until("the settings are open", func() bool { return ada.Modal() != nil })
		s.ok(ada.Submit(map[string]any{"weekday": "-"}))
		s.until("the form says so", func() bool {
			m := ada.Modal()
			return m != nil && strings.Contains(m.Text(), "There is no weekly question")
		})
	})
}
