package feedback

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"laurel/internal/db"
	"laurel/people"
)

type requestRow struct {
	ID        string      `db:"id"`
	Cycle     string      `db:"cycle"`
	CycleName string      `db:"cycle_name"`
	Subject   string      `db:"subject"`
	Giver     string      `db:"giver"`
	Function  people.Role `db:"function"`
	Mode      Mode        `db:"mode"`
	State     State       `db:"state"`
	DueAt     db.Time     `db:"due_at"`
	AskedAt   db.Time     `db:"asked_at"`
	LookAt    db.Time     `db:"look_at"`
	ToldOn    string      `db:"told_on"`
	Quiet     db.Time     `db:"quiet_until"`
	Replaced  bool        `db:"replaced"`
	SealedAt  int64       `db:"sealed_at"`
}

const (
	requestColumns = `q.id, q.cycle, r.name as cycle_name, q.subject, q.giver, q.function, q.mode, q.state, q.due_at, q.asked_at,
	q.look_at, q.told_on, q.quiet_until, q.replaced, coalesce(p.sealed_at, 0) as sealed_at`
	requestTables = ` from feedback_requests q join feedback_rounds r on r.cycle = q.cycle
	left join feedback_pools p on p.cycle = q.cycle and p.subject = q.subject`
	selectRequest = `select ` + requestColumns + requestTables
)

func (r requestRow) request() Request {
	return Request{
		ID: r.ID, Cycle: r.Cycle, CycleName: r.CycleName, Subject: r.Subject, Giver: r.Giver, Function: r.Function,
		Mode: r.Mode, State: r.State, DueAt: r.DueAt.Time, AskedAt: r.AskedAt.Time, LookAt: r.LookAt.Time, ToldOn: r.ToldOn,
		QuietUntil: r.Quiet.Time, Replaced: r.Replaced, Over: r.SealedAt > 0,
	}
}

func loadRequest(tx *db.Tx, giver, id string) (Request, error) {
	var row requestRow
	err := tx.Get(&row, selectRequest+` where q.id = ? and q.giver = ?`, id, giver)
	return row.request(), orNotFound(err)
}

func requestOf(tx *db.Tx, cycle, subject, giver string) (Request, error) {
	var row requestRow
	err := tx.Get(&row, selectRequest+` where q.cycle = ? and q.subject = ? and q.giver = ?`, cycle, subject, giver)
	return row.request(), orNotFound(err)
}

func openRequests(tx *db.Tx, giver string) ([]Request, error) {
	return selectRequests(tx, ` where q.giver = ? and q.state = 'open' order by q.due_at, q.id`, giver)
}

func selectRequests(tx *db.Tx, where string, args ...any) ([]Request, error) {
	var rows []requestRow
	if err := tx.Select(&rows, selectRequest+where, args...); err != nil {
		return nil, err
	}
	requests := make([]Request, len(rows))
	for i, row := range rows {
		requests[i] = row.request()
	}
	return requests, nil
}

func giversIn(tx *db.Tx, cycle string) (givers []string, err error) {
	return givers, tx.Select(&givers, `select distinct giver from feedback_requests where cycle = ? order by giver`,
		cycle)
}

// pair is a subject and one of its givers.
type pair struct {
	Subject string `db:"subject"`
	Giver   string `db:"giver"`
}

func pairs(tx *db.Tx, cycle string) (map[pair]bool, error) {
	var rows []pair
	if err := tx.Select(&rows, `select subject, giver from feedback_requests where cycle = ?`, cycle); err != nil {
		return nil, err
	}
	asked := make(map[pair]bool, len(rows))
	for _, row := range rows {
		asked[row] = true
	}
	return asked, nil
}

// rowsPerInsert keeps a statement well under SQLite's 32,766 parameters.
const rowsPerInsert = 500

func insertRequests(tx *db.Tx, requests []Request) error {
	for len(requests) > 0 {
		n := min(rowsPerInsert, len(requests))
		args := make([]any, 0, n*9)
		for _, r := range requests[:n] {
			args = append(args, r.ID, r.Cycle, r.Subject, r.Giver, string(r.Function), string(r.Mode), string(r.State),
				db.At(r.DueAt), db.At(r.AskedAt))
		}
		if _, err := tx.Exec(`insert into feedback_requests
			(id, cycle, subject, giver, function, mode, state, due_at, asked_at) values `+values(n, 9), args...); err != nil {
			return fmt.Errorf("store requests: %w", err)
		}
		requests = requests[n:]
	}
	return nil
}

func insertPools(tx *db.Tx, round Round, all []string) error {
	for len(all) > 0 {
		n := min(rowsPerInsert, len(all))
		args := make([]any, 0, n*3)
		for _, subject := range all[:n] {
			args = append(args, round.Cycle, subject, string(round.Mode))
		}
		if _, err := tx.Exec(`insert into feedback_pools (cycle, subject, mode) values `+values(n, 3)+`
			on conflict (cycle, subject) do nothing`, args...); err != nil {
			return fmt.Errorf("store pools: %w", err)
		}
		all = all[n:]
	}
	return nil
}

// values is "(?, ?), (?, ?)" for rows of so many columns.
func values(rows, columns int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", columns), ", ") + "), "
	return strings.TrimSuffix(strings.Repeat(row, rows), ", ")
}

func setState(tx *db.Tx, request Request, state State) error {
	err := tx.One(`update feedback_requests set state = ?, look_at = 0, quiet_until = 0 where id = ? and giver = ?
		and state in ('open', 'begun', 'answered')`, state, request.ID, request.Giver)
	return orClosed(err)
}

// withdraw takes the pools first, as whoever answers does: in the other order the two would wait for each other.
func withdraw(tx *db.Tx, cycle string) error {
	subjects, err := closePools(tx, cycle)
	if err != nil {
		return err
	}
	for _, subject := range subjects {
		if err := shut(tx, cycle, subject); err != nil {
			return err
		}
	}
	return nil
}

// shut is what withdrawing does about one subject whose pool was closed.
func shut(tx *db.Tx, cycle, subject string) error {
	if err := withdrawSubject(tx, cycle, subject); err != nil {
		return err
	}
	rows, err := answersAbout(tx, cycle, subject)
	if err != nil {
		return err
	}
	if err := rewriteAnswers(tx, cycle, subject, rows); err != nil {
		return err
	}
	return deleteDrafts(tx, cycle, subject)
}

func giversOf(tx *db.Tx, cycle, subject string) (givers []string, err error) {
	return givers, tx.Select(&givers, `select giver from feedback_requests where cycle = ? and subject = ? order by giver`,
		cycle, subject)
}

// withdrawSubject writes every request about a subject, changed or not: on Postgres a row tells which transaction wrote
// it last, and the one that marked it answered wrote the answer too.
func withdrawSubject(tx *db.Tx, cycle, subject string) error {
	_, err := tx.Exec(`update feedback_requests set state = case when state = 'open' then 'withdrawn' else state end,
		look_at = 0, quiet_until = 0 where cycle = ? and subject = ?`, cycle, subject)
	return err
}

// progressRow leaves out who has left the cycle: their pools are closed, without a snapshot.
type progressRow struct {
	Asked    int `db:"asked"`
	Done     int `db:"done"`
	Subjects int `db:"subjects"`
	Sealed   int `db:"sealed"`
}

func progress(tx *db.Tx, cycle string) (row progressRow, err error) {
	err = tx.Get(&row, `select count(*) as asked, count(distinct subject) as subjects,
		count(case when state in ('answered', 'declined') then 1 end) as done,
		(select count(*) from feedback_pools where cycle = ? and sealed_at > 0 and length(snapshot) > 0) as sealed
		from feedback_requests q where cycle = ? and state <> 'withdrawn' and not exists (select 1 from feedback_pools p
			where p.cycle = q.cycle and p.subject = q.subject and p.sealed_at > 0)`, cycle, cycle)
	return row, err
}

func orNotFound(err error) error {
	if db.IsNoRows(err) {
		return ErrNotFound
	}
	return err
}

// orClosed names what it means when a request isn't in the state any more that the caller read.
func orClosed(err error) error {
	if errors.Is(err, db.ErrNotOne) {
		return ErrClosed
	}
	return err
}

// postpone writes every request of the pools that are open, changed or not: none of the rows tells more than the others.
func postpone(tx *db.Tx, cycle string, due time.Time) error {
	if _, err := tx.Exec(`update feedback_rounds set due_at = ? where cycle = ?`, db.At(due), cycle); err != nil {
		return err
	}
	_, err := tx.Exec(`update feedback_requests set due_at = ? where cycle = ? and exists (select 1 from feedback_pools p
		where p.cycle = feedback_requests.cycle and p.subject = feedback_requests.subject and p.sealed_at = 0)`,
		db.At(due), cycle)
	return err
}

func asked(tx *db.Tx, cycle string) ([]Request, error) {
	return selectRequests(tx, ` where q.cycle = ? order by q.subject, q.giver`, cycle)
}

func withdrawOpen(tx *db.Tx, request Request) (taken bool, err error) {
	n, err := tx.Exec(`update feedback_requests set state = 'withdrawn', look_at = 0, quiet_until = 0
		where id = ? and state = 'open'`, request.ID)
	return n == 1, err
}

// answeredAbout lists the answered requests about a subject, by id.
func answeredAbout(tx *db.Tx, cycle, subject string) ([]Request, error) {
	return selectRequests(tx, ` where q.cycle = ? and q.subject = ? and q.state = 'answered' order by q.id`, cycle, subject)
}
