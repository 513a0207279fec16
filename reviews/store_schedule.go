package reviews

import (
	"errors"
	"fmt"

	"laurel/internal/db"
)

func insertSchedule(tx *db.Tx, s Schedule) error {
	err := tx.One(`insert into cycle_schedules (id, template, name, cron, timezone, subjects, added_by, added_at)
		values (?, ?, ?, ?, ?, ?, ?, ?)`,
		s.ID, s.Template, s.Name, s.Cron, s.Timezone, db.JSON[[]string]{V: s.Subjects}, s.By, db.At(s.AddedAt))
	if err != nil {
		return fmt.Errorf("store a schedule: %w", err)
	}
	return nil
}

func deleteSchedule(tx *db.Tx, id string) error {
	err := tx.One(`delete from cycle_schedules where id = ?`, id)
	if errors.Is(err, db.ErrNotOne) {
		return ErrNotFound
	}
	return err
}

func loadSchedules(tx *db.Tx) ([]Schedule, error) {
	var rows []struct {
		ID       string            `db:"id"`
		Template string            `db:"template"`
		Name     string            `db:"name"`
		Cron     string            `db:"cron"`
		Timezone string            `db:"timezone"`
		Subjects db.JSON[[]string] `db:"subjects"`
		By       string            `db:"added_by"`
		AddedAt  db.Time           `db:"added_at"`
		LastSlot string            `db:"last_slot"`
	}
	err := tx.Select(&rows, `select id, template, name, cron, timezone, subjects, added_by, added_at, last_slot
		from cycle_schedules order by added_at, id`)
	if err != nil {
		return nil, fmt.Errorf("list schedules: %w", err)
	}
	schedules := make([]Schedule, len(rows))
	for i, r := range rows {
		schedules[i] = Schedule{
			ID: r.ID, Template: r.Template, Name: r.Name, Cron: r.Cron, Timezone: r.Timezone, Subjects: r.Subjects.V,
			By: r.By, AddedAt: r.AddedAt.Time, LastSlot: r.LastSlot,
		}
	}
	return schedules, nil
}

// takeSlot moves a schedule on to a slot. Local times of one form sort as text, in Go as in both databases.
func takeSlot(tx *db.Tx, s Schedule, slot string) error {
	n, err := tx.Exec(`update cycle_schedules set last_slot = ? where id = ? and last_slot < ?`, slot, s.ID, slot)
	switch {
	case err != nil:
		return fmt.Errorf("take a slot: %w", err)
	case n == 0:
		return ErrSlotDone
	}
	return nil
}
