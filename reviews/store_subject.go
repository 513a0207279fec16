package reviews

import (
	"fmt"

	"laurel/internal/db"
)

type subjectRow struct {
	JoinedAt    db.Time `db:"joined_at"`
	LeftAt      int64   `db:"left_at"`
	NominatedAt int64   `db:"nominated_at"`
	ApprovedAt  int64   `db:"approved_at"`
	AssessedAt  int64   `db:"assessed_at"`
}

func subjectIn(tx *db.Tx, cycle, subject string) (row subjectRow, there bool, err error) {
	err = tx.Get(&row, `select joined_at, left_at, nominated_at, approved_at, assessed_at from cycle_subjects
		where cycle = ? and subject = ?`, cycle, subject)
	if db.IsNoRows(err) {
		return row, false, nil
	}
	if err != nil {
		return row, false, fmt.Errorf("read how somebody stands in a cycle: %w", err)
	}
	return row, true, nil
}

// holdCycle keeps an open cycle in its stage until the transaction ends. Errors: ErrNotFound, ErrNotOpen.
func holdCycle(tx *db.Tx, cycle string) error {
	n, err := tx.Exec(`update cycles set stage = stage where id = ? and state = 'open'`, cycle)
	if err != nil {
		return fmt.Errorf("hold a cycle: %w", err)
	}
	if n > 0 {
		return nil
	}
	if _, err := cycleByID(tx, cycle); err != nil {
		return err
	}
	return ErrNotOpen
}

func insertJoined(tx *db.Tx, cycle, subject string) error {
	err := tx.One(`insert into cycle_subjects (cycle, subject, joined_at) values (?, ?, ?)
		on conflict (cycle, subject) do update set joined_at = excluded.joined_at, left_at = 0`, cycle, subject, db.At(tx.Now()))
	if err != nil {
		return fmt.Errorf("store who joined a cycle: %w", err)
	}
	return nil
}

func markLeft(tx *db.Tx, cycle, subject string) error {
	err := tx.One(`update cycle_subjects set left_at = ?, packet_due = false where cycle = ? and subject = ?`,
		db.At(tx.Now()), cycle, subject)
	if err != nil {
		return fmt.Errorf("store who left a cycle: %w", err)
	}
	return nil
}

func markPacketDue(tx *db.Tx, cycle, subject string, due bool) error {
	if err := tx.One(`update cycle_subjects set packet_due = ? where cycle = ? and subject = ?`, due, cycle, subject); err != nil {
		return fmt.Errorf("mark a packet due: %w", err)
	}
	return nil
}

// busyElsewhere names, of these people, who is in another open cycle that still asks colleagues or will, and in which.
func busyElsewhere(tx *db.Tx, subjects []string, but string) (map[string]string, error) {
	var rows []struct {
		Subject string `db:"subject"`
		Name    string `db:"name"`
	}
	err := db.SelectIn(tx, &rows, `select s.subject, c.name from cycle_subjects s join cycles c on c.id = s.cycle
		where s.subject in (?) and s.left_at = 0 and c.state = 'open' and c.stage in (?, ?, ?) and c.id <> ?
		order by c.id desc`, subjects, StageNomination, StageSelf, StagePeer, but)
	if err != nil {
		return nil, fmt.Errorf("look who is reviewed elsewhere: %w", err)
	}
	busy := map[string]string{}
	for _, row := range rows {
		busy[row.Subject] = row.Name
	}
	return busy, nil
}

// openCyclesOf lists the open cycles in which somebody is reviewed, by id.
func openCyclesOf(tx *db.Tx, subject string) (cycles []string, err error) {
	err = tx.Select(&cycles, `select c.id from cycle_subjects s join cycles c on c.id = s.cycle
		where s.subject = ? and s.left_at = 0 and c.state = 'open' order by c.id`, subject)
	if err != nil {
		return nil, fmt.Errorf("list the cycles of a person: %w", err)
	}
	return cycles, nil
}

func subjectsInOpen(tx *db.Tx) ([]Gone, error) {
	var rows []struct {
		Cycle   string `db:"cycle"`
		Subject string `db:"subject"`
	}
	err := tx.Select(&rows, `select s.cycle, s.subject from cycle_subjects s join cycles c on c.id = s.cycle
		where c.state = 'open' and s.left_at = 0 order by s.cycle, s.subject`)
	if err != nil {
		return nil, fmt.Errorf("list who is reviewed: %w", err)
	}
	all := make([]Gone, len(rows))
	for i, row := range rows {
		all[i] = Gone{Cycle: row.Cycle, Subject: row.Subject}
	}
	return all, nil
}
