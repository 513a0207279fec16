package wins

import (
	"fmt"
	"slices"

	"laurel/internal/db"
)

// loadKnown reads what the wins of a person say, whatever their status, and what they said before each edit.
func loadKnown(tx *db.Tx, person string) (known, error) {
	var now, before []struct {
		ID     string `db:"id"`
		Status string `db:"status"`
		Text   string `db:"text"`
		Day    string `db:"occurred_on"`
	}
	err := tx.Select(&now, `select id, status, text, occurred_on from wins where person = ?`, person)
	if err != nil {
		return nil, fmt.Errorf("read what is there: %w", err)
	}
	err = tx.Select(&before, `select w.id, w.status, h.text, h.occurred_on
		from win_history as h join wins as w on w.id = h.win where w.person = ?`, person)
	if err != nil {
		return nil, fmt.Errorf("read what was there: %w", err)
	}
	found := known{}
	for _, row := range append(now, before...) {
		key := knownKey{fold(row.Text), row.Day}
		one := knownWin{ID: row.ID, Gone: row.Status == StatusRemoved}
		if !slices.Contains(found[key], one) {
			found[key] = append(found[key], one)
		}
	}
	for _, same := range found {
		slices.SortStableFunc(same, func(a, b knownWin) int {
			switch {
			case a.Gone == b.Gone:
				return 0
			case a.Gone:
				return 1
			default:
				return -1
			}
		})
	}
	return found, nil
}
