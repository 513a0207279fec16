package coaching

import (
	"slices"
	"time"

	"laurel/internal/db"
	"laurel/wins"
	"laurel/writing"
)

// hintRest is how long a kind of hint rests after it was shown.
const hintRest = 7 * 24 * time.Hour

// hintOrder is from the hint that is worth most: numbers that contradict the words first, then where a number held, then
// what it was before, then what followed.
var hintOrder = []string{writing.HintDirection, writing.HintTrap, writing.HintBaseline, writing.HintImpact}

// Hint chooses what the owner of a win that was just saved is asked about it, and stores that it is shown: the most
// useful of w.Hints that they have not seen in a week. A win has one hint: saved again, it shows that one or none. nil
// when there is nothing to ask, or the owner wants no hints.
func Hint(tx *db.Tx, w wins.Win) (*writing.Hint, error) {
	if len(w.Hints) == 0 {
		return nil, nil
	}
	s, err := SettingsOf(tx, w.Person)
	if err != nil || !s.Hints {
		return nil, err
	}
	shown, err := loadShownHints(tx, w.Person)
	if err != nil {
		return nil, err
	}
	had := slices.ContainsFunc(shown, func(h shownHint) bool { return h.Win == w.ID })
	for _, kind := range hintOrder {
		i := slices.IndexFunc(w.Hints, func(h writing.Hint) bool { return h.ID == kind })
		if i < 0 {
			continue
		}
		j := slices.IndexFunc(shown, func(h shownHint) bool { return h.Kind == kind })
		switch {
		case j >= 0 && shown[j].Win == w.ID: // the same question about the same win
			return &w.Hints[i], nil
		case had, j >= 0 && tx.Now().Sub(shown[j].At.Time) < hintRest:
			continue
		}
		if first, err := saveShownHint(tx, w, kind, tx.Now().Add(-hintRest)); err != nil || first {
			return &w.Hints[i], err
		}
	}
	return nil, nil
}
