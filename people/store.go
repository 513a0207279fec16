package people

import (
	"fmt"
	"time"

	"laurel/internal/db"
)

// read is the start of every query for entries; of what the file and Slack both say, the file's counts. It is read + a table of people + withManager.
const read = `select p.id, p.role, p.role_text, p.team, p.guest, p.stranger, p.bot, p.deleted, p.checked_at,
	case when p.name <> '' then p.name when p.slack_name <> '' then p.slack_name else p.id end as name,
	case when p.email <> '' then p.email else p.slack_email end as email,
	case when p.timezone <> '' then p.timezone else p.slack_timezone end as timezone,
	coalesce(l.manager, '') as manager,
	case when m.name <> '' then m.name when m.slack_name <> '' then m.slack_name else coalesce(l.manager, '') end
		as manager_name
	from `

// withManager joins the reporting line that holds at a moment, given twice.
const withManager = ` as p left join reporting_lines as l
	on l.person = p.id and l.from_at <= ? and (l.until_at = 0 or l.until_at > ?)
	left join people as m on m.id = l.manager`

// shown is a row of the person query.
type shown struct {
	ID        string  `db:"id"`
	Name      string  `db:"name"`
	Email     string  `db:"email"`
	Role      Role    `db:"role"`
	RoleText  string  `db:"role_text"`
	Timezone  string  `db:"timezone"`
	Team      string  `db:"team"`
	Manager   string  `db:"manager"`
	Boss      string  `db:"manager_name"`
	Guest     bool    `db:"guest"`
	Stranger  bool    `db:"stranger"`
	Bot       bool    `db:"bot"`
	Deleted   bool    `db:"deleted"`
	CheckedAt db.Time `db:"checked_at"`
}

func (s shown) person() Person {
	return Person{
		ID: s.ID, Name: s.Name, Email: s.Email, Role: s.Role, RoleText: s.RoleText, Timezone: s.Timezone, Team: s.Team,
		Manager: s.Manager, ManagerName: s.Boss, Guest: s.Guest, Stranger: s.Stranger, Bot: s.Bot, Deleted: s.Deleted, CheckedAt: s.CheckedAt.Time,
	}
}

func persons(rows []shown) []Person {
	found := make([]Person, len(rows))
	for i, row := range rows {
		found[i] = row.person()
	}
	return found
}

func loadOne(tx *db.Tx, id string) (Person, error) {
	var row shown
	now := db.At(tx.Now())
	err := tx.Get(&row, read+`people`+withManager+` where p.id = ?`, now, now, id)
	if db.IsNoRows(err) {
		return Person{}, ErrNotFound
	}
	if err != nil {
		return Person{}, fmt.Errorf("read a person: %w", err)
	}
	return row.person(), nil
}

func loadAll(tx *db.Tx) ([]Person, error) {
	var rows []shown
	now := db.At(tx.Now())
	if err := tx.Select(&rows, read+`people`+withManager, now, now); err != nil {
		return nil, fmt.Errorf("read the directory: %w", err)
	}
	return persons(rows), nil
}

func loadSome(tx *db.Tx, ids []string) ([]Person, error) {
	var rows []shown
	now := db.At(tx.Now())
	err := db.SelectIn(tx, &rows, read+`(select * from people where id in (?))`+withManager, ids, now, now)
	if err != nil {
		return nil, fmt.Errorf("read %d people: %w", len(ids), err)
	}
	return persons(rows), nil
}

func loadReports(tx *db.Tx, manager string, at time.Time) ([]Person, error) {
	var rows []shown
	now, then := db.At(tx.Now()), db.At(at)
	err := tx.Select(&rows, read+`people`+withManager+` where p.id in (
		select person from reporting_lines where manager = ? and from_at <= ? and (until_at = 0 or until_at > ?))`,
		now, now, manager, then, then)
	if err != nil {
		return nil, fmt.Errorf("read a manager's reports: %w", err)
	}
	return persons(rows), nil
}

func loadManager(tx *db.Tx, id string, at time.Time) (string, error) {
	var manager string
	then := db.At(at)
	err := tx.Get(&manager, `select manager from reporting_lines
		where person = ? and from_at <= ? and (until_at = 0 or until_at > ?)`, id, then, then)
	if err != nil && !db.IsNoRows(err) {
		return "", fmt.Errorf("read a person's manager: %w", err)
	}
	return manager, nil
}
