package feedback

import (
	"laurel/internal/db"
)

func decline(tx *db.Tx, request Request, reason []byte) error {
	err := tx.One(`update feedback_requests set state = 'declined', reason = ?, quiet_until = 0, look_at = ?
		where id = ? and giver = ? and state = 'open'`,
		reason, db.At(tx.Now().Add(ReplaceAfter)), request.ID, request.Giver)
	return orClosed(err)
}

func takeUp(tx *db.Tx, request Request, next db.Time) error {
	return tx.One(`update feedback_requests set state = 'open', reason = '', look_at = ? where id = ? and giver = ?
		and state = 'declined' and not replaced`, next, request.ID, request.Giver)
}

func lost(tx *db.Tx) (cycles []string, err error) {
	return cycles, tx.Select(&cycles, `select distinct cycle from feedback_requests where look_at > 0 and look_at <= ?
		and state in ('declined', 'withdrawn') order by cycle`, db.At(tx.Now()))
}

func takeLost(tx *db.Tx, cycle string) ([]Request, error) {
	var ids []string
	err := tx.Select(&ids, `update feedback_requests set look_at = 0 where cycle = ? and look_at > 0 and look_at <= ?
		and state in ('declined', 'withdrawn') returning id`, cycle, db.At(tx.Now()))
	if err != nil {
		return nil, err
	}
	var rows []requestRow
	if err := db.SelectIn(tx, &rows, selectRequest+` where q.id in (?) order by q.subject, q.giver`, ids); err != nil {
		return nil, err
	}
	requests := make([]Request, len(rows))
	for i, row := range rows {
		requests[i] = row.request()
	}
	return requests, nil
}

func replaced(tx *db.Tx, request string) error {
	return tx.One(`update feedback_requests set replaced = ? where id = ?`, true, request)
}

func openGivers(tx *db.Tx) (givers []string, err error) {
	return givers, tx.Select(&givers, `select distinct giver from feedback_requests where state = 'open' order by giver`)
}

func withdrawOne(tx *db.Tx, request string) error {
	_, err := tx.Exec(`update feedback_requests set state = 'withdrawn', quiet_until = 0, look_at = ? where id = ?
		and state = 'open'`, db.At(tx.Now()), request)
	return err
}
