package feedback

import (
	"fmt"

	"laurel/internal/db"
	"laurel/people"
)

// renewRound stores a round, or lets one that is there ask as it says.
func renewRound(tx *db.Tx, r Round) error {
	err := tx.One(`insert into feedback_rounds
		(cycle, name, mode, threshold, min_length, max_length, questions, due_at) values (?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (cycle) do update set min_length = excluded.min_length, max_length = excluded.max_length,
		questions = excluded.questions`,
		r.Cycle, r.Name, r.Mode, r.Threshold, r.MinLength, r.MaxLength,
		db.JSON[map[people.Role][]Question]{V: r.Questions}, db.At(r.DueAt))
	return wrapped("store a round", err)
}

// insertOnce stores a request unless its giver has one about the subject in that round.
func insertOnce(tx *db.Tx, r Request) error {
	_, err := tx.Exec(`insert into feedback_requests (id, cycle, subject, giver, function, state, due_at, asked_at)
		values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (cycle, subject, giver) do nothing`,
		r.ID, r.Cycle, r.Subject, r.Giver, string(r.Function), string(r.State), db.At(r.DueAt), db.At(r.AskedAt))
	return wrapped("store a request", err)
}

// standingOf lists the requests of a giver that belong to no cycle.
func standingOf(tx *db.Tx, giver string) ([]Request, error) {
	return selectRequests(tx, ` where q.giver = ? and q.cycle = 'anytime:' || q.subject order by q.subject`, giver)
}

func setBegun(tx *db.Tx, request Request) error {
	return tx.One(`update feedback_requests set state = 'begun' where id = ? and giver = ?`, request.ID, request.Giver)
}

// beginAgain writes every request about a subject outside a cycle, sent or not: see withdrawSubject.
func beginAgain(tx *db.Tx, subject string) error {
	_, err := tx.Exec(`update feedback_requests set state = 'begun' where cycle = ? and subject = ?`,
		standing(subject), subject)
	return err
}

func deleteAnswer(tx *db.Tx, token string) error {
	if _, err := tx.Exec(`delete from feedback_answers where token = ?`, token); err != nil {
		return fmt.Errorf("delete an answer: %w", err)
	}
	return nil
}

// takenOf lists the requests of a giver that pools have taken.
func takenOf(tx *db.Tx, giver string) ([]Request, error) {
	var rows []requestRow
	err := tx.Select(&rows, `select id, cycle, '' as cycle_name, subject, giver, function, state, due_at, asked_at
		from feedback_requests where giver = ? and cycle like 'taken:%' order by cycle, subject`, giver)
	requests := make([]Request, len(rows))
	for i, row := range rows {
		requests[i] = row.request()
	}
	return requests, err
}

// deletePerson deletes what waits for a pool about a person, and every row outside cycles that names them.
func deletePerson(tx *db.Tx, person string) error {
	for _, table := range []string{"feedback_answers", "feedback_drafts", "feedback_requests", "feedback_pools", "feedback_rounds"} {
		if _, err := tx.Exec(`delete from `+table+` where cycle = ?`, standing(person)); err != nil {
			return fmt.Errorf("delete from %s: %w", table, err)
		}
	}
	for _, statement := range []string{
		`delete from feedback_requests where giver = ? and cycle = 'anytime:' || subject`,
		`delete from feedback_invited where giver = ?`,
		`delete from feedback_invited where invitation in (select id from feedback_invitations where subject = ?)`,
		`delete from feedback_invitations where subject = ?`,
	} {
		if _, err := tx.Exec(statement, person); err != nil {
			return fmt.Errorf("delete what names a person: %w", err)
		}
	}
	return nil
}
