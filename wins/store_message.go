package wins

import (
	"fmt"
	"time"

	"laurel/internal/db"
)

// saveMessage stores a version unless a newer one is there, or the message was deleted.
func saveMessage(tx *db.Tx, m Message, edited, told time.Time) (news bool, err error) {
	n, err := tx.Exec(`insert into win_messages (channel, ts, person, edited_at, told_at) values (?, ?, ?, ?, ?)
		on conflict (channel, ts) do update set edited_at = excluded.edited_at, told_at = excluded.told_at
		where not win_messages.gone and (excluded.edited_at > win_messages.edited_at
			or (excluded.edited_at = win_messages.edited_at and excluded.edited_at > 0
				and excluded.told_at > win_messages.told_at))`,
		m.Where.Channel, m.Where.TS, m.Person, db.At(edited), db.At(told))
	if err != nil {
		return false, fmt.Errorf("keep what a message is: %w", err)
	}
	return n > 0, nil
}

// saveGone marks a message as deleted for good, whether it was seen before or not.
func saveGone(tx *db.Tx, m Message, told time.Time) (person string, news bool, err error) {
	n, err := tx.Exec(`insert into win_messages (channel, ts, person, told_at, gone) values (?, ?, ?, ?, ?)
		on conflict (channel, ts) do update set gone = excluded.gone, told_at = excluded.told_at
		where not win_messages.gone`, m.Where.Channel, m.Where.TS, m.Person, db.At(told), true)
	if err != nil {
		return "", false, fmt.Errorf("keep that a message was deleted: %w", err)
	}
	err = tx.Get(&person, `select person from win_messages where channel = ? and ts = ?`, m.Where.Channel, m.Where.TS)
	if err != nil {
		return "", false, fmt.Errorf("read whose message it was: %w", err)
	}
	return person, n > 0, nil
}

// saveVersion notes that a message says what its win does.
func saveVersion(tx *db.Tx, w Win) error {
	_, err := tx.Exec(`update win_messages set version = ? where channel = ? and ts = ?`,
		w.Version, w.Where.Channel, w.Where.TS)
	if err != nil {
		return fmt.Errorf("keep which version a message wrote: %w", err)
	}
	return nil
}

// loadWritten is the version of its win that a message wrote last; 0 when it wrote none.
func loadWritten(tx *db.Tx, m Where) (version int, err error) {
	err = tx.Get(&version, `select version from win_messages where channel = ? and ts = ?`, m.Channel, m.TS)
	if err != nil && !db.IsNoRows(err) {
		return 0, fmt.Errorf("read which version a message wrote: %w", err)
	}
	return version, nil
}

func hasMessage(tx *db.Tx, person string, m Where) (bool, error) {
	var n int
	err := tx.Get(&n, `select count(*) from win_messages where channel = ? and ts = ? and person = ? and not gone`,
		m.Channel, m.TS, person)
	if err != nil {
		return false, fmt.Errorf("read whose message it is: %w", err)
	}
	return n > 0, nil
}
