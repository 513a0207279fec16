package wins

import (
	"cmp"
	"fmt"
	"slices"

	"laurel/internal/db"
)

// loadEarly reads the wins that StopsEarly is asked about.
func loadEarly(tx *db.Tx, people []string, since, until string) ([]Win, error) {
	var rows []row
	err := db.SelectIn(tx, &rows, `select `+columns+` from wins where person in (?) and status = 'kept'
		and occurred_on >= ? and occurred_on <= ? and kind in ('result', 'reliability') and held <> 'live'`,
		people, since, until)
	if err != nil {
		return nil, fmt.Errorf("read wins whose effect may still show: %w", err)
	}
	list := make([]Win, len(rows))
	for i, r := range rows {
		list[i] = r.bare()
	}
	slices.SortFunc(list, func(a, b Win) int {
		return cmp.Or(cmp.Compare(a.OccurredOn, b.OccurredOn), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func loadRecorded(tx *db.Tx, people []string) (map[string]Recorded, error) {
	var rows []struct {
		Person string  `db:"person"`
		Own    int     `db:"own"`
		At     db.Time `db:"at"`
	}
	err := db.SelectIn(tx, &rows, `select person, max(case when touched or source <> 'reaction' then 1 else 0 end) as own,
		max(case when status = 'kept' then changed_at else 0 end) as at
		from wins where person in (?) and status <> 'pending' group by person`, people)
	if err != nil {
		return nil, fmt.Errorf("read who recorded wins, and when: %w", err)
	}
	found := make(map[string]Recorded, len(rows))
	for _, r := range rows {
		found[r.Person] = Recorded{Self: r.Own == 1, At: r.At.Time}
	}
	return found, nil
}
