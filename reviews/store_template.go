package reviews

import (
	"fmt"

	"laurel/internal/db"
)

// addedTemplates are the texts of the templates that admins added.
func addedTemplates(tx *db.Tx) (texts []string, err error) {
	if err := tx.Select(&texts, `select text from templates order by id`); err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	return texts, nil
}

func addedTemplate(tx *db.Tx, id string) (text string, added bool, err error) {
	err = tx.Get(&text, `select text from templates where id = ?`, id)
	if db.IsNoRows(err) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("read a template: %w", err)
	}
	return text, true, nil
}

func saveTemplate(tx *db.Tx, t Template, by string) error {
	err := tx.One(`insert into templates (id, text, added_by, added_at) values (?, ?, ?, ?)
		on conflict (id) do update set text = excluded.text, added_by = excluded.added_by, added_at = excluded.added_at`,
		t.ID, t.text, by, db.At(tx.Now()))
	if err != nil {
		return fmt.Errorf("store a template: %w", err)
	}
	return nil
}

func deleteTemplate(tx *db.Tx, id string) (removed bool, err error) {
	n, err := tx.Exec(`delete from templates where id = ?`, id)
	if err != nil {
		return false, fmt.Errorf("remove a template: %w", err)
	}
	return n > 0, nil
}
