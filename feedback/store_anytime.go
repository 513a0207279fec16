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

// sentOutside lists what was sent about a subject outside a cycle, by id.
func sentOutside(tx *db.Tx, subject string) ([]Request, error) {
	return selectRequests(tx, ` where q.cycle = ? and q.subject = ? and q.state = 'answered' order by q.id`,
		standing(subject), subject)
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
