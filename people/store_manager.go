package people

import (
	"fmt"
	"time"

	"laurel/internal/db"
)

func saveFileManager(tx *db.Tx, id, manager string) error {
	if err := tx.One(`update people set manager = ? where id = ?`, manager, id); err != nil {
		return fmt.Errorf("store a manager: %w", err)
	}
	return nil
}

// planManager ends the present reporting line at a moment to come, and has another begin then. What was planned before is
// forgotten.
func planManager(tx *db.Tx, id, manager string, from time.Time) error {
	now, then := db.At(tx.Now()), db.At(from)
	_, err := tx.Exec(`delete from reporting_lines where person = ? and from_at > ?`, id, now)
	if err == nil {
		_, err = tx.Exec(`update reporting_lines set until_at = ? where person = ? and (until_at = 0 or until_at > ?)`,
			then, id, now)
	}
	if err == nil {
		err = tx.One(`insert into reporting_lines (person, manager, from_at) values (?, ?, ?)`, id, manager, then)
	}
	if err != nil {
		return fmt.Errorf("plan a reporting line: %w", err)
	}
	return nil
}

func loadLines(tx *db.Tx, id string) ([]Line, error) {
	var rows []struct {
		Manager string  `db:"manager"`
		From    db.Time `db:"from_at"`
		Until   db.Time `db:"until_at"`
	}
	err := tx.Select(&rows, `select manager, from_at, until_at from reporting_lines where person = ? order by from_at desc`, id)
	if err != nil {
		return nil, fmt.Errorf("read a person's managers: %w", err)
	}
	lines := make([]Line, len(rows))
	for i, r := range rows {
		lines[i] = Line{Manager: r.Manager, From: r.From.Time, Until: r.Until.Time}
	}
	return lines, nil
}
