package feedback_test

import (
	"slices"
	"sync"
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
						_, err := store.Answer(tx, request.Giver, request.ID, step{Slots: []bool{true, true, true}}.answers())
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

// TestCancellingAndAnsweringAtOnceDoNotWaitForEachOther makes them meet: Lea declines and isn't done yet, the cycle is
// cancelled, and Ben answers.
func TestCancellingAndAnsweringAtOnceDoNotWaitForEachOther(t *testing.T) {
	t.Parallel()
	b := dbtest.OnPostgres(t) // SQLite has one writer
	imports(t, b, directory)
	do := func(f func(tx *db.Tx) error) {
		if err := b.DB.Do(t.Context(), f); err != nil {
			t.Error(err)
		}
	}
	var o *office
	do(func(tx *db.Tx) error {
		o = open(t, b, tx, givers)
		return nil
	})
	var others sync.WaitGroup
	do(func(tx *db.Tx) error {
		if err := o.store.Decline(tx, "ULEA", o.asked["ULEA"].ID, ""); err != nil {
			return err
		}
		others.Go(func() {
			do(func(tx *db.Tx) error { return o.store.Withdraw(tx, cycle) })
		})
		wait(t, b, 1)
		others.Go(func() {
			err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
				_, err := o.store.Answer(tx, "UBEN", o.asked["UBEN"].ID, step{Slots: []bool{true, true, true}}.answers())
				return err
			})
			is(t, err, feedback.ErrClosed)
		})
		wait(t, b, 2)
		return nil
	})
	others.Wait()
}

// wait returns when so many transactions wait for a lock.
func wait(t *testing.T, b dbtest.Base, want int) {
	t.Helper()
	for waiting := 0; waiting < want && t.Context().Err() == nil; {
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			return tx.Get(&waiting, `select count(*) from pg_stat_activity
				where datname = current_database() and wait_event_type = 'Lock'`)
		})
		if err != nil {
			t.Error(err)
			return
		}
	}
}
