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

// loadList reads wins, newest first, with their parts: five queries, however many wins.
func loadList(tx *db.Tx, f Filter) ([]Win, error) {
	conditions, args := f.conditions()
	query := `select ` + columns + ` from wins` + conditions + ` order by occurred_on desc, created_at desc, id desc`
	if f.Limit > 0 {
		query += ` limit ?`
		args = append(args, f.Limit)
	}
	rows, err := selectFor[row](tx, f, query, args)
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

func countList(tx *db.Tx, f Filter) (int, error) {
	conditions, args := f.conditions()
	counts, err := selectFor[int](tx, f, `select count(*) from wins`+conditions, args)
	if err != nil {
		return 0, fmt.Errorf("count wins: %w", err)
	}
	total := 0
	for _, n := range counts { // one for each chunk of people
		total += n
	}
	return total, nil
}

// selectFor runs a query with the filter's conditions.
func selectFor[R any](tx *db.Tx, f Filter, query string, args []any) (rows []R, err error) {
	if f.People != nil {
		return rows, db.SelectIn(tx, &rows, query, f.People, args...)
	}
	return rows, tx.Select(&rows, query, args...)
}

// conditions holds only what is asked for: neither database would use an index under a condition that may be switched
// off. The list of people comes first, and without its values, which SelectIn gives.
func (f Filter) conditions() (string, []any) {
	var where []string
	var args []any
	add := func(condition string, values ...any) {
		where = append(where, condition)
		args = append(args, values...)
	}
	if f.People != nil {
		add(`person in (?)`)
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
	for _, part := range append([]string{f.Search}, f.Words...) {
		if part != "" {
			literal := strings.NewReplacer(`!`, `!!`, `%`, `!%`, `_`, `!_`).Replace(fold(part))
			add(`folded like ? escape '!'`, `%`+literal+`%`)
		}
	}
	if f.After != (Place{}) {
		add(`(occurred_on, created_at, id) < (?, ?, ?)`, f.After.Day, db.At(f.After.Added), f.After.ID)
	}
	if len(where) == 0 {
		return "", nil
	}
	return ` where ` + strings.Join(where, ` and `), args
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
	if err := loadContributions(tx, ids, place); err != nil {
		return err
	}
	return loadWitnesses(tx, ids, place)
}
