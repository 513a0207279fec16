package people

import (
	"fmt"
	"slices"
	"strings"

	"laurel/internal/db"
)

// Result counts what an import did.
type Result struct{ Added, Changed, Unchanged int }

// Import writes the rows of a file (see ReadCSV) into the directory: all of them, or none and a *Bad that names the
// rows whose manager is unknown, ambiguous, the person's own self, or reports to them in a circle. People who are in
// the directory and not in the file stay as they are. What the file gives counts before what Slack says; what it leaves
// empty is left to Slack. A manager holds from now on; who held before is kept (ManagerOf).
// The same file a second time changes nothing.
func Import(tx *db.Tx, rows []Row, file string) (Result, error) {
	if err := lockDirectory(tx); err != nil {
		return Result{}, err
	}
	known, err := loadEntries(tx)
	if err != nil {
		return Result{}, err
	}
	problems := newProblems(file)
	wanted := resolve(rows, known, problems)
	findCircles(rows, wanted, known, problems)
	if err := problems.err(); err != nil {
		return Result{}, err
	}
	return save(tx, wanted, known)
}

// Examine adds to what ReadCSV found bad in a file what Import would say about its managers, so that all of it can be
// mended at once. Where a row could not be told into cells it adds nothing: the manager may be whom that row is about. The
// error is a *Bad, or what reading the directory gave.
func Examine(tx *db.Tx, bad *Bad) error {
	known, err := loadEntries(tx)
	if err != nil {
		return err
	}
	problems := newProblems(bad.File)
	for _, row := range bad.Rows {
		problems.add(row.Line, row.Problem)
	}
	findCircles(bad.rows, resolve(bad.rows, known, problems), known, problems)
	return problems.err()
}

// resolve turns rows into entries: managers that are named by address become ids.
func resolve(rows []Row, known []entry, problems *problems) []entry {
	book := newBook(rows, known)
	wanted := make([]entry, len(rows))
	for i, row := range rows {
		manager, problem := book.find(row.Manager)
		if problem == "" && manager == row.ID {
			problem = fmt.Sprintf("%s is their own manager", row.ID)
		}
		if problem != "" {
			problems.add(row.Line, problem)
			manager = ""
		}
		wanted[i] = entry{
			ID: row.ID, Name: row.Name, Email: row.Email, Timezone: row.Timezone,
			Role: ParseRole(row.Role), RoleText: row.Role, Team: row.Team, Manager: manager,
		}
	}
	return wanted
}

// book finds people by id or address.
type book struct {
	ids            map[string]bool
	inFile, stored map[string][]string // folded address → ids
}

func newBook(rows []Row, known []entry) book {
	b := book{ids: map[string]bool{}, inFile: map[string][]string{}, stored: map[string][]string{}}
	for _, row := range rows {
		b.ids[row.ID] = true
		email := strings.ToLower(row.Email)
		b.inFile[email] = append(b.inFile[email], row.ID)
	}
	for _, e := range known {
		b.ids[e.ID] = true
		for _, email := range slices.Compact([]string{strings.ToLower(e.Email), strings.ToLower(e.SlackEmail)}) {
			b.stored[email] = append(b.stored[email], e.ID)
		}
	}
	return b
}

// find returns the id of a manager, or what is wrong. An address in the file comes before the same one in the database.
func (b book) find(manager string) (id, problem string) {
	if manager == "" || b.ids[manager] {
		return manager, ""
	}
	email := strings.ToLower(manager)
	found := b.inFile[email]
	if len(found) == 0 {
		found = b.stored[email]
	}
	switch len(found) {
	case 1:
		return found[0], ""
	case 0:
		return "", fmt.Sprintf("manager %q is not in this file or in the database", cut(manager))
	default:
		return "", fmt.Sprintf("manager %q is the address of %s in the database; write the slack_id",
			cut(manager), strings.Join(found, " and "))
	}
}

// findCircles reports each circle of managers once, at the first row of the file that is part of it. Every circle has
// such a row: what the database held before has none.
func findCircles(rows []Row, wanted, known []entry, problems *problems) {
	manager := make(map[string]string, len(known)+len(wanted))
	for _, e := range slices.Concat(known, wanted) { // the file counts
		manager[e.ID] = e.Manager
	}
	walk := make(map[string]int, len(manager)) // in which walk a person was first come by
	for i, row := range rows {
		var path []string
		id := row.ID
		for ; id != "" && walk[id] == 0; id = manager[id] {
			walk[id] = i + 1
			path = append(path, id)
		}
		if id == "" || walk[id] != i+1 {
			continue // it ends, or joins a walk that was looked at before
		}
		circle := path[slices.Index(path, id):]
		first := slices.IndexFunc(rows, func(row Row) bool { return slices.Contains(circle, row.ID) })
		problems.add(rows[first].Line, "managers in a circle: "+nameCircle(circle))
	}
}

// nameCircle writes a circle out, unless it goes through half the company.
func nameCircle(circle []string) string {
	named := slices.Concat(circle, circle[:1])
	if most := 10; len(named) > most {
		named = append(named[:most:most], "…")
	}
	return strings.Join(named, " → ")
}

func save(tx *db.Tx, wanted, known []entry) (Result, error) {
	var result Result
	before := make(map[string]entry, len(known))
	for _, e := range known {
		before[e.ID] = e
	}
	for _, e := range wanted {
		old, there := before[e.ID]
		switch {
		case !there:
			result.Added++
		case !e.sameAs(old):
			result.Changed++
		default:
			result.Unchanged++
		}
		if there && e.sameAs(old) {
			continue
		}
		if err := saveEntry(tx, e); err != nil {
			return Result{}, err
		}
	}
	_, err := SettleManagers(tx)
	return result, err
}
