package wins

import (
	"cmp"
	"fmt"
	"slices"

	"laurel/internal/db"
)

// stopsEarly is Win.StopsEarly in SQL, so that a job need not read every win to find the few that it asks about.
const stopsEarly = ` kind in ('result', 'reliability') and held <> 'live' and stages not like '%"business_outcome"%'
	and (metrics not in ('[]', 'null') or impact <> '' or missing like '%"metric"%' and missing not like '%"impact"%') `

func loadEarly(tx *db.Tx, people []string, since, until string) ([]Ripening, error) {
	var rows []struct {
		ID         string  `db:"id"`
		Person     string  `db:"person"`
		OccurredOn string  `db:"occurred_on"`
		CreatedAt  db.Time `db:"created_at"`
		ChangedAt  db.Time `db:"changed_at"`
	}
	err := db.SelectIn(tx, &rows, `select id, person, occurred_on, created_at, changed_at from wins where person in (?)
		and status = 'kept' and occurred_on >= ? and occurred_on <= ? and`+stopsEarly, people, since, until)
	if err != nil {
		return nil, fmt.Errorf("read wins whose effect may still show: %w", err)
	}
	list := make([]Ripening, len(rows))
	for i, r := range rows {
		list[i] = Ripening{r.ID, r.Person, r.OccurredOn, r.CreatedAt.Time, r.ChangedAt.Time}
	}
	slices.SortFunc(list, func(a, b Ripening) int {
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
