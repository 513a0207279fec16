package feedback_test

import (
	"slices"
	"testing"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/dbtest"
)

// TestTheDatabaseItselfDoesNotTellWhoWroteWhichAnswer looks where the database keeps what no column says: which
// transaction wrote a row, and in which order the rows came.
func TestTheDatabaseItselfDoesNotTellWhoWroteWhichAnswer(t *testing.T) {
	for name, end := range map[string]func(s *feedback.Store, tx *db.Tx) error{
		"sealed":    func(s *feedback.Store, tx *db.Tx) error { return s.SealSubject(tx, cycle, subject) },
		"cancelled": func(s *feedback.Store, tx *db.Tx) error { return s.Withdraw(tx, cycle) },
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, b dbtest.Base) {
				do := func(f func(tx *db.Tx) error) {
					t.Helper()
					if err := b.DB.Do(t.Context(), f); err != nil {
						t.Fatal(err)
					}
				}
				var store *feedback.Store
				var requests []feedback.Request
				do(func(tx *db.Tx) error {
					o := open(t, b, tx, nil)
					store, requests = o.store, o.asks(subject, 12)
					return nil
				})
				for _, request := range requests[:10] { // of the others one declines, one stays silent
					do(func(tx *db.Tx) error {
						_, err := store.Answer(tx, request.Giver, request.ID, filled())
						return err
					})
				}
				do(func(tx *db.Tx) error { return store.Decline(tx, requests[10].Giver, requests[10].ID, "") })
				do(func(tx *db.Tx) error { return end(store, tx) })
				do(func(tx *db.Tx) error { return nothingJoins(t, tx) })
			})
		})
	}
}

func nothingJoins(t *testing.T, tx *db.Tx) error {
	t.Helper()
	place := "rowid"
	if tx.Postgres() {
		place = "ctid"
		for _, table := range []string{"feedback_answers", "feedback_requests"} {
			var writers int
			err := tx.Get(&writers, `select count(distinct cast(xmin as text)) from `+table)
			if err != nil || writers != 1 {
				t.Errorf("%s was written by %d transactions", table, writers)
				return err
			}
		}
	}
	var ids []string
	if err := tx.Select(&ids, `select id from feedback_answers order by `+place); err != nil {
		return err
	}
	if len(ids) != 10 || !slices.IsSorted(ids) { // ids are random: of 3,628,800 orders this is the one that tells nothing
		t.Errorf("the rows lie as they came: %q", ids)
	}
	return nil
}

// filled answers every question at sufficient length.
func filled() feedback.Answers {
	answers := feedback.Answers{}
	for _, slot := range []string{feedback.SlotWorked, feedback.SlotHindered, feedback.SlotNext} {
		answers[slot] = feedback.Reply{Text: "Long enough to be taken as an answer."}
	}
	return answers
}
