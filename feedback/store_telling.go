package feedback

import (
	"fmt"
	"time"

	"laurel/internal/db"
)

func lookAt(tx *db.Tx, at time.Time, requests []string) error {
	for len(requests) > 0 {
		n := min(rowsPerInsert, len(requests))
		args := make([]any, 0, n+1)
		args = append(args, db.At(at))
		for _, id := range requests[:n] {
			args = append(args, id)
		}
		if _, err := tx.Exec(`update feedback_requests set look_at = ? where state = 'open' and id in `+values(1, n),
			args...); err != nil {
			return err
		}
		requests = requests[n:]
	}
	return nil
}

func giversDue(tx *db.Tx, now time.Time, limit int) (givers []string, err error) {
	return givers, tx.Select(&givers, `select giver from feedback_requests where look_at > 0 and look_at <= ?
		and state = 'open' group by giver order by min(look_at), giver limit ?`, db.At(now), limit)
}

// holdOpen waits for nobody: whoever ends a stage holds the requests of many givers, in another order.
func holdOpen(tx *db.Tx, giver string) ([]Request, error) {
	where := ` where q.giver = ? and q.state = 'open' order by q.due_at, q.id`
	if tx.Postgres() {
		where += ` for update of q skip locked`
	}
	return selectRequests(tx, where, giver)
}

func insertTold(tx *db.Tx, giver, day string, requests []Request) error {
	for _, r := range requests {
		if _, err := tx.Exec(`insert into feedback_told (giver, day, request, asks) values (?, ?, ?, ?)
			on conflict (giver, day, request) do nothing`, giver, day, r.ID, r.ToldOn == ""); err != nil {
			return err
		}
	}
	return nil
}

func tell(tx *db.Tx, request, day string, next time.Time) error {
	_, err := tx.Exec(`update feedback_requests set look_at = ?, quiet_until = 0,
		told_on = case when told_on = '' then cast(? as text) else told_on end where id = ? and state = 'open'`,
		db.At(next), day, request)
	return err
}

func shownOn(tx *db.Tx, giver, day string) ([]Shown, error) {
	var rows []struct {
		requestRow
		Asks bool `db:"asks"`
	}
	err := tx.Select(&rows, `select `+requestColumns+`, t.asks`+requestTables+` join feedback_told t on t.request = q.id
		where t.giver = ? and t.day = ? order by q.due_at, q.id`, giver, day)
	if err != nil {
		return nil, err
	}
	shown := make([]Shown, len(rows))
	for i, row := range rows {
		shown[i] = Shown{Request: row.request(), Asks: row.Asks}
	}
	return shown, nil
}

func shownDays(tx *db.Tx, cycle, giver string) (days []string, err error) {
	err = tx.Select(&days, `select distinct t.day from feedback_told t join feedback_requests q on q.id = t.request
		where t.giver = ? and q.cycle = ? order by t.day desc`, giver, cycle)
	if err != nil {
		return nil, fmt.Errorf("read the days of messages: %w", err)
	}
	return days, nil
}

func quiet(tx *db.Tx, request Request, until, next time.Time) error {
	return tx.One(`update feedback_requests set quiet_until = ?, look_at = ? where id = ? and giver = ? and state = 'open'`,
		db.At(until), db.At(next), request.ID, request.Giver)
}
