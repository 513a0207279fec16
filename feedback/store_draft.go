package feedback

import (
	"fmt"

	"laurel/internal/db"
)

type draftRow struct {
	Token     string  `db:"token"`
	Cycle     string  `db:"cycle"`
	Subject   string  `db:"subject"`
	ChangedAt db.Time `db:"changed_at"`
	Sealed    []byte  `db:"sealed"`
}

func upsertDraft(tx *db.Tx, row draftRow) error {
	_, err := tx.Exec(`insert into feedback_drafts (token, cycle, subject, changed_at, sealed) values (?, ?, ?, ?, ?)
		on conflict (token) do update set changed_at = excluded.changed_at, sealed = excluded.sealed`,
		row.Token, row.Cycle, row.Subject, row.ChangedAt, row.Sealed)
	return wrapped("store a draft", err)
}

func draftByToken(tx *db.Tx, token string) (row draftRow, err error) {
	err = tx.Get(&row, `select token, cycle, subject, changed_at, sealed from feedback_drafts where token = ?`, token)
	return row, orNotFound(err)
}

func deleteDraft(tx *db.Tx, token string) error {
	_, err := tx.Exec(`delete from feedback_drafts where token = ?`, token)
	return err
}

func deleteDrafts(tx *db.Tx, cycle, subject string) error {
	if _, err := tx.Exec(`delete from feedback_drafts where cycle = ? and subject = ?`, cycle, subject); err != nil {
		return fmt.Errorf("delete drafts: %w", err)
	}
	return nil
}

// countAsked counts whoever was asked about a subject in confidence, also those who declined: the number must not tell that
// they did.
func countAsked(tx *db.Tx, cycle, subject string) (n int, err error) {
	return n, tx.Get(&n, `select count(*) from feedback_requests where cycle = ? and subject = ?
		and mode = 'confidential'`, cycle, subject)
}
