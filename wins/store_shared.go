package wins

import (
	"fmt"

	"laurel/internal/db"
)

// SharedProjects names the projects in which both a person and each of the others have wins of the day since (empty:
// ever) or later, by the other's id and then by name. The wins that count are those of Colleagues.
func SharedProjects(tx *db.Tx, person, since string, others []string) (map[string][]string, error) {
	var rows []struct {
		Person  string `db:"person"`
		Project string `db:"project"`
	}
	err := db.SelectIn(tx, &rows, `select distinct w.person, w.project from wins as w
		where w.person in (?) and w.project <> '' and `+ties+` and w.project in (
			select w.project from wins as w where w.person = ? and w.project <> '' and `+ties+`)
		order by w.person, w.project`, others, since, person, since)
	if err != nil {
		return nil, fmt.Errorf("read which projects a person shares with whom: %w", err)
	}
	shared := map[string][]string{}
	for _, row := range rows {
		shared[row.Person] = append(shared[row.Person], row.Project)
	}
	return shared, nil
}
