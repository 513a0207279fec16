package reviews

import (
	"fmt"

	"laurel/internal/db"
)

func insertEvent(tx *db.Tx, cycle string, e Event) error {
	err := tx.One(`insert into cycle_events (id, cycle, at, actor, kind, subject, was, becomes, from_on, reason)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		db.NewID(), cycle, db.At(e.At), e.By, e.Kind, e.Subject, e.Was, e.Becomes, e.FromOn, e.Reason)
	if err != nil {
		return fmt.Errorf("record what was done to a cycle: %w", err)
	}
	return nil
}

func eventsOf(tx *db.Tx, cycle string) ([]Event, error) {
	var rows []struct {
		At      db.Time   `db:"at"`
		By      string    `db:"actor"`
		Kind    EventKind `db:"kind"`
		Subject string    `db:"subject"`
		Was     string    `db:"was"`
		Becomes string    `db:"becomes"`
		FromOn  string    `db:"from_on"`
		Reason  string    `db:"reason"`
	}
	err := tx.Select(&rows, `select at, actor, kind, subject, was, becomes, from_on, reason from cycle_events
		where cycle = ? order by id desc`, cycle)
	if err != nil {
		return nil, fmt.Errorf("read the record of a cycle: %w", err)
	}
	events := make([]Event, len(rows))
	for i, r := range rows {
		events[i] = Event{
			At: r.At.Time, By: r.By, Kind: r.Kind, Subject: r.Subject, Was: r.Was, Becomes: r.Becomes, FromOn: r.FromOn,
			Reason: r.Reason,
		}
	}
	return events, nil
}
