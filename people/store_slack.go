package people

import (
	"fmt"
	"strings"
	"time"

	"laurel/internal/db"
)

// saveProfiles stores up to a few hundred profiles, each id once, in one statement.
func saveProfiles(tx *db.Tx, profiles []Profile) error {
	if len(profiles) == 0 {
		return nil
	}
	var args []any
	for _, p := range profiles {
		args = append(args, p.ID, p.Name, p.Email, p.Timezone, p.Guest, p.Stranger, p.Bot, p.Deleted, db.At(tx.Now()))
	}
	n, err := tx.Exec(`insert into people
		(id, slack_name, slack_email, slack_timezone, guest, stranger, bot, deleted, checked_at)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?)`+strings.Repeat(`, (?, ?, ?, ?, ?, ?, ?, ?, ?)`, len(profiles)-1)+`
		on conflict (id) do update set
			slack_name = case when excluded.slack_name <> '' then excluded.slack_name else people.slack_name end,
			slack_email = case when excluded.slack_email <> '' then excluded.slack_email else people.slack_email end,
			slack_timezone = case when excluded.slack_timezone <> '' then excluded.slack_timezone
				else people.slack_timezone end,
			guest = excluded.guest, stranger = excluded.stranger, bot = excluded.bot, deleted = excluded.deleted,
			checked_at = excluded.checked_at`, args...)
	if err == nil && n != int64(len(profiles)) {
		err = fmt.Errorf("%d of %d were saved", n, len(profiles))
	}
	return err
}

func loadProfile(tx *db.Tx, id string) (Profile, error) {
	var p Profile
	err := tx.Get(&p, `select id, slack_name as name, slack_email as email, slack_timezone as timezone, guest, stranger, bot,
		deleted from people where id = ? and checked_at > 0`, id)
	if db.IsNoRows(err) {
		return Profile{}, ErrNotFound
	}
	if err != nil {
		return Profile{}, fmt.Errorf("read what Slack said about a person: %w", err)
	}
	return p, nil
}

func takeRound(tx *db.Tx, now, until time.Time) (Round, bool, error) {
	n, err := tx.Exec(`update people_sync set lease_until = ? where lease_until <= ?`, db.At(until), db.At(now))
	if err != nil || n == 0 {
		return Round{}, false, wrapped("take the turn to read from Slack", err)
	}
	var row struct {
		BegunAt  db.Time `db:"begun_at"`
		NextPage string  `db:"next_page"`
		EndedAt  db.Time `db:"ended_at"`
	}
	err = tx.Get(&row, `select begun_at, next_page, ended_at from people_sync`)
	return Round{BegunAt: row.BegunAt.Time, NextPage: row.NextPage, EndedAt: row.EndedAt.Time}, true,
		wrapped("read how far the reading from Slack has come", err)
}

func saveRound(tx *db.Tx, r Round) error {
	return wrapped("store how far the reading from Slack has come", tx.One(
		`update people_sync set begun_at = ?, next_page = ?, ended_at = ?`, db.At(r.BegunAt), r.NextPage, db.At(r.EndedAt)))
}

func leaveRound(tx *db.Tx) error {
	return wrapped("end the turn to read from Slack", tx.One(`update people_sync set lease_until = 0`))
}

func loadManagersDue(tx *db.Tx, since time.Time, limit int) (ids []string, err error) {
	err = tx.Select(&ids, `select id from people where manager = '' and manager_at < ? and checked_at > 0
		and not guest and not stranger and not bot and not deleted order by manager_at, id limit ?`, db.At(since), limit)
	return ids, wrapped("read whose manager is to be read from Slack", err)
}

func saveManagerDue(tx *db.Tx, id string) error {
	_, err := tx.Exec(`update people set manager_at = 0 where id = ?`, id)
	return wrapped("note that a manager may have changed", err)
}

func saveSlackManager(tx *db.Tx, id, manager string) error {
	_, err := tx.Exec(`update people set slack_manager = ?, manager_at = ? where id = ?`, fit(manager), db.At(tx.Now()), id)
	return wrapped("store a manager that Slack names", err)
}

func dropSlackManagers(tx *db.Tx) (bool, error) {
	n, err := tx.Exec(`update people set slack_manager = '', manager_at = 0 where slack_manager <> ''`)
	return n > 0, wrapped("forget the managers that Slack named", err)
}

// claim is what is said about somebody's manager, and who holds at present.
type claim struct {
	ID      string `db:"id"`
	File    string `db:"manager"`
	Slack   string `db:"slack_manager"`
	Present string `db:"present"`
	Next    string `db:"next"`   // who will, from a moment to come; "" when nobody is planned
	Out     bool   `db:"is_out"` // no member
}

func loadClaims(tx *db.Tx) (all []claim, err error) {
	now := db.At(tx.Now())
	err = tx.Select(&all, `select p.id, p.manager, p.slack_manager, coalesce(l.manager, '') as present,
		coalesce((select f.manager from reporting_lines f where f.person = p.id and f.from_at > ?), '') as next,
		(p.guest or p.stranger or p.bot or p.deleted) as is_out from people`+withManager, now, now, now)
	return all, wrapped("read who is said to manage whom", err)
}

func loadSources(tx *db.Tx) (map[string]Sources, error) {
	var rows []struct {
		ID string `db:"id"`
		Sources
	}
	now := db.At(tx.Now())
	from := func(file, slack, as string) string {
		return ` case when ` + file + ` <> '' then 'file' when ` + slack + ` <> '' then 'slack' else '' end as ` + as
	}
	err := tx.Select(&rows, `select p.id,`+from("p.name", "p.slack_name", "name")+`,`+
		from("p.email", "p.slack_email", "email")+`,`+from("p.timezone", "p.slack_timezone", "timezone")+`,`+
		from("p.manager", "coalesce(l.manager, '')", "manager")+`,
		case when p.role <> '' then 'file' else '' end as role, case when p.team <> '' then 'file' else '' end as team
		from people`+withManager, now, now)
	if err != nil {
		return nil, fmt.Errorf("read where facts about people come from: %w", err)
	}
	found := make(map[string]Sources, len(rows))
	for _, row := range rows {
		found[row.ID] = row.Sources
	}
	return found, nil
}

// lockDirectory makes all who write about many people take turns until their transactions end: they lock rows in orders of
// their own, and each draws reporting lines from what it has read. It comes before any other write.
func lockDirectory(tx *db.Tx) error {
	return wrapped("lock the directory", tx.One(`update people_sync set begun_at = begun_at`))
}

// shareDirectory is for who writes about one or two people in the middle of something else: many may at once, but none
// beside lockDirectory, whose owner would wait for the second row while holding the first.
func shareDirectory(tx *db.Tx) error {
	if !tx.Postgres() {
		return nil // one transaction writes at a time
	}
	var one int
	return wrapped("share the directory", tx.Get(&one, `select 1 from people_sync for share`))
}

func wrapped(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
