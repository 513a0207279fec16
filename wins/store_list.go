package wins

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"laurel/internal/db"
)

func loadOne(tx *db.Tx, id string) (Win, error) {
	var r row
	err := tx.Get(&r, `select `+columns+` from wins where id = ?`, id)
	if db.IsNoRows(err) {
		return Win{}, ErrNotFound
	}
	if err != nil {
		return Win{}, fmt.Errorf("read a win: %w", err)
	}
	list := []Win{r.bare()}
	return list[0], loadParts(tx, list)
}

// loadList reads wins, newest first, with their parts: four queries, however many wins.
func loadList(tx *db.Tx, f Filter) ([]Win, error) {
	query, args := f.query()
	var rows []row
	var err error
	if f.People != nil {
		err = db.SelectIn(tx, &rows, query, f.People, args...)
	} else {
		err = tx.Select(&rows, query, args...)
	}
	if err != nil {
		return nil, fmt.Errorf("read wins: %w", err)
	}
	list := make([]Win, len(rows))
	for i, r := range rows {
		list[i] = r.bare()
	}
	slices.SortFunc(list, func(a, b Win) int { // a long list of people is read in chunks, each in its own order
		return -cmp.Or(cmp.Compare(a.OccurredOn, b.OccurredOn), a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	if f.Limit > 0 && len(list) > f.Limit {
		list = list[:f.Limit]
	}
	return list, loadParts(tx, list)
}

// query is the statement for what the filter asks. It holds only the conditions that are asked for: neither database
// would use an index under a condition that may be switched off. The list of people must come first.
func (f Filter) query() (string, []any) {
	var where []string
	var args []any
	add := func(condition string, values ...any) {
		where = append(where, condition)
		args = append(args, values...)
	}
	if f.People != nil {
		add(`person in (?)`) // SelectIn gives its value
	}
	if f.Person != "" {
		add(`person = ?`, f.Person)
	}
	if f.Since != "" {
		add(`occurred_on >= ?`, f.Since)
	}
	if f.Until != "" {
		add(`occurred_on <= ?`, f.Until)
	}
	if f.Project != "" {
		add(`project = ? and project <> ''`, fold(f.Project))
	}
	if f.Status != AnyStatus {
		add(`status = ?`, cmp.Or(f.Status, StatusKept))
	}
	if n := len(f.Visibilities); n > 0 {
		add(`visibility in (?` + strings.Repeat(`, ?`, n-1) + `)`)
		for _, visibility := range f.Visibilities {
			args = append(args, visibility)
		}
	}
	if f.Search != "" {
		literal := strings.NewReplacer(`!`, `!!`, `%`, `!%`, `_`, `!_`).Replace(fold(f.Search))
		add(`folded like ? escape '!'`, `%`+literal+`%`)
	}
	query := `select ` + columns + ` from wins`
	if len(where) > 0 {
		query += ` where ` + strings.Join(where, ` and `)
	}
	query += ` order by occurred_on desc, created_at desc, id desc`
	if f.Limit > 0 {
		query += ` limit ?`
		args = append(args, f.Limit)
	}
	return query, args
}

// loadParts adds links, contributors and witnesses to the wins of a list.
func loadParts(tx *db.Tx, list []Win) error {
	ids, place := make([]string, len(list)), make(map[string]*Win, len(list))
	for i := range list {
		w := &list[i]
		ids[i], place[w.ID] = w.ID, w
		w.Links, w.Contributors, w.Witnesses = []string{}, []string{}, []Witness{}
	}
	type part struct {
		Win   string `db:"win"`
		Value string `db:"value"`
	}
	var links, contributors []part
	err := db.SelectIn(tx, &links, `select win, url as value from win_links where win in (?) order by win, n`, ids)
	if err != nil {
		return fmt.Errorf("read the links of wins: %w", err)
	}
	for _, p := range links {
		place[p.Win].Links = append(place[p.Win].Links, p.Value)
	}
	err = db.SelectIn(tx, &contributors,
		`select win, person as value from win_contributors where win in (?) order by win, n`, ids)
	if err != nil {
		return fmt.Errorf("read the contributors of wins: %w", err)
	}
	for _, p := range contributors {
		place[p.Win].Contributors = append(place[p.Win].Contributors, p.Value)
	}
	return loadWitnesses(tx, ids, place)
}

type projectRow struct {
	Name       string            `db:"project"`
	OccurredOn string            `db:"occurred_on"`
	Stages     db.JSON[[]string] `db:"stages"`
}

func loadProjects(tx *db.Tx, person string) (rows []projectRow, err error) {
	err = tx.Select(&rows, `select project, occurred_on, stages from wins
		where person = ? and status = 'kept' and project <> ''`, person)
	if err != nil {
		return nil, fmt.Errorf("read a person's projects: %w", err)
	}
	return rows, nil
}
