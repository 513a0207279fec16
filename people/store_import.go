package people

import (
	"fmt"

	"laurel/internal/db"
)

// entry is what the directory holds of the last file's columns, and what a manager may be named by.
type entry struct {
	ID         string `db:"id"`
	Name       string `db:"name"`
	Email      string `db:"email"`
	Timezone   string `db:"timezone"`
	Role       Role   `db:"role"`
	RoleText   string `db:"role_text"`
	Team       string `db:"team"`
	SlackEmail string `db:"slack_email"`
	Manager    string `db:"manager"` // as the file names them
}

// sameAs ignores what a file doesn't hold.
func (e entry) sameAs(other entry) bool {
	e.SlackEmail, other.SlackEmail = "", ""
	return e == other
}

func loadEntries(tx *db.Tx) ([]entry, error) {
	var found []entry
	err := tx.Select(&found, `select id, name, email, timezone, role, role_text, team, slack_email, manager
		from people order by id`)
	if err != nil {
		return nil, fmt.Errorf("read the directory: %w", err)
	}
	return found, nil
}

func saveEntry(tx *db.Tx, e entry) error {
	err := tx.One(`insert into people (id, name, email, timezone, role, role_text, team, manager)
		values (?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (id) do update set name = excluded.name, email = excluded.email, timezone = excluded.timezone,
			role = excluded.role, role_text = excluded.role_text, team = excluded.team, manager = excluded.manager`,
		e.ID, e.Name, e.Email, e.Timezone, e.Role, e.RoleText, e.Team, e.Manager)
	if err != nil {
		return fmt.Errorf("save a person: %w", err)
	}
	return nil
}

// saveManager ends the present reporting line now and begins another, if there is a manager. A line that would begin
// at this very moment, or later because the clock was set back, is replaced: it never held.
func saveManager(tx *db.Tx, id, manager string) error {
	now := db.At(tx.Now())
	if _, err := tx.Exec(`delete from reporting_lines where person = ? and from_at >= ?`, id, now); err != nil {
		return fmt.Errorf("replace a reporting line: %w", err)
	}
	_, err := tx.Exec(`update reporting_lines set until_at = ? where person = ? and (until_at = 0 or until_at > ?)`,
		now, id, now)
	if err != nil {
		return fmt.Errorf("end a reporting line: %w", err)
	}
	if manager == "" {
		return nil
	}
	err = tx.One(`insert into reporting_lines (person, manager, from_at) values (?, ?, ?)`, id, manager, now)
	if err != nil {
		return fmt.Errorf("begin a reporting line: %w", err)
	}
	return nil
}
