package feedback

import (
	"fmt"
	"time"

	"laurel/internal/db"
)

type invitedRow struct {
	ID      string  `db:"id"`
	Subject string  `db:"subject"`
	Topic   []byte  `db:"topic"`
	AskedAt db.Time `db:"asked_at"`
	EndsAt  db.Time `db:"ends_at"`
	Giver   string  `db:"giver"`
	State   State   `db:"state"`
	Asked   int     `db:"asked"`
	ToldOn  string  `db:"told_on"`
}

const selectInvited = `select i.id, i.subject, i.topic, i.asked_at, i.ends_at, g.giver, g.state, g.told_on,
	(select count(*) from feedback_invited a where a.invitation = i.id) as asked
	from feedback_invitations i join feedback_invited g on g.invitation = i.id`

func insertInvitation(tx *db.Tx, in Invitation, topic []byte) error {
	_, err := tx.Exec(`insert into feedback_invitations (id, subject, topic, asked_at, ends_at) values (?, ?, ?, ?, ?)`,
		in.ID, in.Subject, topic, db.At(in.AskedAt), db.At(in.EndsAt))
	for _, giver := range in.Givers {
		if err == nil {
			_, err = tx.Exec(`insert into feedback_invited (invitation, giver) values (?, ?)`, in.ID, giver)
		}
	}
	return wrapped("store an invitation", err)
}

func invitedBy(tx *db.Tx, subject string, now time.Time) (rows []invitedRow, err error) {
	return rows, tx.Select(&rows, selectInvited+` where i.subject = ? and i.ends_at > ?
		order by i.asked_at desc, i.id, g.giver`, subject, db.At(now))
}

func invitedNow(tx *db.Tx, giver, subject string, now time.Time) (rows []invitedRow, err error) {
	return rows, tx.Select(&rows, selectInvited+` where g.giver = ? and (i.subject = ? or ? = '') and i.ends_at > ?
		and g.state in ('open', 'answered') order by i.ends_at, i.id`, giver, subject, subject, db.At(now))
}

func invitedIn(tx *db.Tx, id string) (rows []invitedRow, err error) {
	return rows, tx.Select(&rows, selectInvited+` where i.id = ? order by g.giver`, id)
}

func invitedOn(tx *db.Tx, giver, day string) (rows []invitedRow, err error) {
	return rows, tx.Select(&rows, selectInvited+` where g.giver = ? and g.told_on = ? order by i.asked_at, i.id`, giver, day)
}

func lastTold(tx *db.Tx, giver string) (day string, err error) {
	return day, tx.Get(&day, `select coalesce(max(told_on), '') from feedback_invited where giver = ?`, giver)
}

func untold(tx *db.Tx, now time.Time) (givers []string, err error) {
	return givers, tx.Select(&givers, `select distinct g.giver from feedback_invited g
		join feedback_invitations i on i.id = g.invitation
		where g.told_on = '' and g.state = 'open' and i.ends_at > ? order by g.giver`, db.At(now))
}

func setToldOn(tx *db.Tx, giver, day string) error {
	_, err := tx.Exec(`update feedback_invited set told_on = ? where giver = ? and told_on = '' and state = 'open'
		and invitation in (select id from feedback_invitations where ends_at > ?)`, day, giver, db.At(tx.Now()))
	return err
}

func loadInvited(tx *db.Tx, giver, id string) (row invitedRow, err error) {
	err = tx.Get(&row, selectInvited+` where i.id = ? and g.giver = ?`, id, giver)
	return row, orNotFound(err)
}

func setInvited(tx *db.Tx, id, giver string, state State) error {
	return tx.One(`update feedback_invited set state = ? where invitation = ? and giver = ?`, state, id, giver)
}

// moveInvited changes the state of what a giver is invited to by a subject and hasn't declined, until it ends.
func moveInvited(tx *db.Tx, giver, subject string, from, to State) error {
	_, err := tx.Exec(`update feedback_invited set state = ? where giver = ? and state = ? and invitation in
		(select id from feedback_invitations where subject = ? and ends_at > ?)`,
		string(to), giver, string(from), subject, db.At(tx.Now()))
	return wrapped("change an invitation", err)
}

// rewriteInvited writes anew who was invited to write about a subject: see withdrawSubject.
func rewriteInvited(tx *db.Tx, subject string) error {
	if _, err := tx.Exec(`update feedback_invited set state = state where invitation in
		(select id from feedback_invitations where subject = ?)`, subject); err != nil {
		return fmt.Errorf("store invitations anew: %w", err)
	}
	return nil
}

func dueInvitations(tx *db.Tx, now time.Time) (ids []string, err error) {
	return ids, tx.Select(&ids, `select id from feedback_invitations where not ended and ends_at <= ? order by id`, db.At(now))
}

// endInvitation marks an invitation as ended; only the first call does (first is true).
func endInvitation(tx *db.Tx, id string) (first bool, err error) {
	n, err := tx.Exec(`update feedback_invitations set ended = true where id = ? and not ended`, id)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = tx.Exec(`update feedback_invited set state = 'withdrawn' where invitation = ? and state = 'open'`, id)
	return err == nil, err
}
