package coaching_test

import (
	"testing"
	"time"

	"laurel/coaching"
	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
	"laurel/writing"
)

func TestAKindOfHintRestsForAWeekAndAWinHasOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		hint := func(person, win string, kinds ...string) string {
			t.Helper()
			w := wins.Win{ID: win, Person: person}
			for _, kind := range kinds {
				w.Hints = append(w.Hints, writing.Hint{ID: kind, Text: kind + "?"})
			}
			shown := ""
			do(t, b, func(tx *db.Tx) error {
				h, err := coaching.Hint(tx, w)
				if h != nil {
					shown = h.ID
				}
				return err
			})
			return shown
		}
		const trap, baseline, direction, impact = writing.HintTrap, writing.HintBaseline, writing.HintDirection, writing.HintImpact
		for i, c := range []struct {
			person, win string
			kinds       []string
			want        string
		}{
			{"UADA", "w0", nil, ""},
			{"UADA", "w1", []string{impact, baseline, trap, direction}, direction},
			{"UADA", "w1", []string{baseline, trap, direction}, direction}, // the same one, drawn again
			{"UADA", "w1", []string{baseline, trap}, ""},                   // it is settled: no second one about the same win
			{"UADA", "w2", []string{direction, baseline, trap}, trap},
			{"UADA", "w3", []string{trap, baseline}, baseline},
			{"UADA", "w4", []string{trap, baseline}, ""},
			{"UBEN", "w5", []string{trap, baseline}, trap},
		} {
			if got := hint(c.person, c.win, c.kinds...); got != c.want {
				t.Errorf("%d: %+v shows %q", i, c, got)
			}
		}
		b.Clock.Advance(7*24*time.Hour - time.Second)
		if got := hint("UADA", "w6", trap); got != "" {
			t.Errorf("within the week: %q", got)
		}
		b.Clock.Advance(time.Second)
		if got := hint("UADA", "w6", trap); got != trap {
			t.Errorf("after a week: %q", got)
		}
		do(t, b, func(tx *db.Tx) error { return coaching.HintsOff(tx, "UADA") })
		if got := hint("UADA", "w7", baseline); got != "" {
			t.Errorf("to whom wants none: %q", got)
		}
	})
}
