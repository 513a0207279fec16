package feedback

import (
	"fmt"

	"laurel/internal/db"
	"laurel/people"
)

type roundRow struct {
	Cycle     string                              `db:"cycle"`
	Name      string                              `db:"name"`
	Mode      Mode                                `db:"mode"`
	Upward    Mode                                `db:"upward_mode"`
	Threshold int                                 `db:"threshold"`
	MinLength int                                 `db:"min_length"`
	MaxLength int                                 `db:"max_length"`
	Questions db.JSON[map[people.Role][]Question] `db:"questions"`
	DueAt     db.Time                             `db:"due_at"`
}

func insertRound(tx *db.Tx, r Round) error {
	_, err := tx.Exec(`insert into feedback_rounds
		(cycle, name, mode, upward_mode, threshold, min_length, max_length, questions, due_at)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (cycle) do nothing`,
		r.Cycle, r.Name, r.Mode, r.Upward, r.Threshold, r.MinLength, r.MaxLength,
		db.JSON[map[people.Role][]Question]{V: r.Questions}, db.At(r.DueAt))
	return wrapped("store a round", err)
}

func loadRound(tx *db.Tx, cycle string) (Round, error) {
	var row roundRow
	err := tx.Get(&row, `select cycle, name, mode, upward_mode, threshold, min_length, max_length, questions, due_at
		from feedback_rounds where cycle = ?`, cycle)
	if err != nil {
		return Round{}, orNotFound(err)
	}
	return Round{
		Cycle: row.Cycle, Name: row.Name, Mode: row.Mode, Upward: row.Upward, Threshold: row.Threshold, MinLength: row.MinLength,
		MaxLength: row.MaxLength, Questions: row.Questions.V, DueAt: row.DueAt.Time,
	}, nil
}

type answerRow struct {
	ID      string `db:"id"`
	Cycle   string `db:"cycle"`
	Subject string `db:"subject"`
	Token   string `db:"token"`
	Mode    Mode   `db:"mode"`
	Sealed  []byte `db:"sealed"`
}

func upsertAnswer(tx *db.Tx, row answerRow) error {
	err := tx.One(`insert into feedback_answers (id, cycle, subject, token, mode, sealed) values (?, ?, ?, ?, ?, ?)
		on conflict (token) do update set id = excluded.id, sealed = excluded.sealed`,
		row.ID, row.Cycle, row.Subject, row.Token, row.Mode, row.Sealed)
	return wrapped("store an answer", err)
}

func answerByToken(tx *db.Tx, token string) (row answerRow, err error) {
	err = tx.Get(&row, `select id, cycle, subject, token, mode, sealed from feedback_answers where token = ?`, token)
	return row, orNotFound(err)
}

func answersAbout(tx *db.Tx, cycle, subject string) (rows []answerRow, err error) {
	return rows, tx.Select(&rows, `select id, cycle, subject, token, mode, sealed from feedback_answers
		where cycle = ? and subject = ? order by id`, cycle, subject)
}

// rewriteAnswers stores a subject's answers anew in the order given, that of their random ids. As they came, each shares
// Postgres' xmin with its giver's request, and SQLite's rowids tell the order of coming; written anew, none tells more
// than the others.
func rewriteAnswers(tx *db.Tx, cycle, subject string, rows []answerRow) error {
	if _, err := tx.Exec(`delete from feedback_answers where cycle = ? and subject = ?`, cycle, subject); err != nil {
		return fmt.Errorf("store answers anew: %w", err)
	}
	for len(rows) > 0 {
		n := min(rowsPerInsert, len(rows))
		args := make([]any, 0, n*6)
		for _, row := range rows[:n] {
			args = append(args, row.ID, row.Cycle, row.Subject, row.Token, row.Mode, row.Sealed)
		}
		if _, err := tx.Exec(`insert into feedback_answers (id, cycle, subject, token, mode, sealed) values `+values(n, 6),
			args...); err != nil {
			return fmt.Errorf("store answers anew: %w", err)
		}
		rows = rows[n:]
	}
	return nil
}

type poolRow struct {
	Cycle    string  `db:"cycle"`
	Subject  string  `db:"subject"`
	Mode     Mode    `db:"mode"`
	SealedAt db.Time `db:"sealed_at"`
	Snapshot []byte  `db:"snapshot"`
}

func (p poolRow) sealed() bool { return !p.SealedAt.IsZero() }

func loadPool(tx *db.Tx, cycle, subject string) (row poolRow, err error) {
	err = tx.Get(&row, `select cycle, subject, mode, sealed_at, snapshot from feedback_pools
		where cycle = ? and subject = ?`, cycle, subject)
	return row, orNotFound(err)
}

// holdPool keeps the pool from being sealed until this transaction ends, so that an answer that was taken is in the
// snapshot. It tells whether the pool is open at all.
func holdPool(tx *db.Tx, cycle, subject string) (open bool, err error) {
	n, err := tx.Exec(`update feedback_pools set mode = mode where cycle = ? and subject = ? and sealed_at = 0`,
		cycle, subject)
	return n == 1, err
}

// closePool seals the pool against answers; only the first call does (first is true).
func closePool(tx *db.Tx, cycle, subject string) (first bool, err error) {
	n, err := tx.Exec(`update feedback_pools set sealed_at = ? where cycle = ? and subject = ? and sealed_at = 0`,
		db.At(tx.Now()), cycle, subject)
	if err != nil || n == 1 {
		return n == 1, err
	}
	_, err = loadPool(tx, cycle, subject)
	return false, err
}

// closePools seals all pools of a cycle against answers, and lists the subjects of those that were open.
func closePools(tx *db.Tx, cycle string) (subjects []string, err error) {
	now := db.At(tx.Now())
	if _, err := tx.Exec(`update feedback_pools set sealed_at = ? where cycle = ? and sealed_at = 0`,
		now, cycle); err != nil {
		return nil, err
	}
	return subjects, tx.Select(&subjects, `select subject from feedback_pools where cycle = ? and sealed_at = ?
		order by subject`, cycle, now)
}

func putSnapshot(tx *db.Tx, cycle, subject string, sealed []byte) error {
	return tx.One(`update feedback_pools set snapshot = ? where cycle = ? and subject = ?`, sealed, cycle, subject)
}
