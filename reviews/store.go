package reviews

import (
	"fmt"
	"strings"
	"time"

	"laurel/internal/db"
)

type cycleRow struct {
	ID          string  `db:"id"`
	Name        string  `db:"name"`
	Template    string  `db:"template"`
	Stage       string  `db:"stage"`
	State       State   `db:"state"`
	OpenedBy    string  `db:"opened_by"`
	OpenedAt    db.Time `db:"opened_at"`
	StageEndsAt db.Time `db:"stage_ends_at"`
	EndedAt     db.Time `db:"ended_at"`
	Timezone    string  `db:"timezone"`
	PeriodFrom  string  `db:"period_from"`
	PeriodUntil string  `db:"period_until"`
	Text        string  `db:"template_text"`
}

const selectCycle = `select id, name, template, stage, state, opened_by, opened_at, stage_ends_at, ended_at, timezone,
	period_from, period_until, template_text from cycles`

func (r cycleRow) cycle() Cycle {
	return Cycle{
		ID: r.ID, Name: r.Name, Template: r.Template, Stage: r.Stage, State: r.State, OpenedBy: r.OpenedBy,
		OpenedAt: r.OpenedAt.Time, StageEndsAt: r.StageEndsAt.Time, EndedAt: r.EndedAt.Time, Timezone: r.Timezone,
		PeriodFrom: r.PeriodFrom, PeriodUntil: r.PeriodUntil,
		TemplateText: r.Text,
	}
}

// fold is a cycle's name as it is compared.
func fold(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

func insertCycle(tx *db.Tx, c Cycle) (taken bool, err error) {
	n, err := tx.Exec(`insert into cycles (id, name, name_folded, template, stage, state, opened_by, opened_at,
		stage_ends_at, timezone, period_from, template_text) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (name_folded) do nothing`,
		c.ID, c.Name, fold(c.Name), c.Template, c.Stage, c.State, c.OpenedBy, db.At(c.OpenedAt), db.At(c.StageEndsAt),
		c.Timezone, c.PeriodFrom, c.TemplateText)
	if err != nil {
		return false, fmt.Errorf("store a cycle: %w", err)
	}
	return n == 0, nil
}

func insertSubjects(tx *db.Tx, cycle string, subjects []string) error {
	const rows = 500 // well under SQLite's 32,766 parameters
	for len(subjects) > 0 {
		n := min(rows, len(subjects))
		args := make([]any, 0, n*2)
		for _, subject := range subjects[:n] {
			args = append(args, cycle, subject)
		}
		if _, err := tx.Exec(`insert into cycle_subjects (cycle, subject) values `+
			strings.TrimSuffix(strings.Repeat("(?, ?), ", n), ", "), args...); err != nil {
			return fmt.Errorf("store who is reviewed: %w", err)
		}
		subjects = subjects[n:]
	}
	return nil
}

func loadCycle(tx *db.Tx, name string) (Cycle, error) {
	var row cycleRow
	err := tx.Get(&row, selectCycle+` where name_folded = ?`, fold(name))
	return row.cycle(), orNotFound("read a cycle", err)
}

func cycleByID(tx *db.Tx, id string) (Cycle, error) {
	var row cycleRow
	err := tx.Get(&row, selectCycle+` where id = ?`, id)
	return row.cycle(), orNotFound("read a cycle", err)
}

func openCycle(tx *db.Tx, name string) (Cycle, error) {
	cycle, err := loadCycle(tx, name)
	if err == nil && cycle.State != Open {
		return Cycle{}, ErrNotOpen
	}
	return cycle, err
}

func allCycles(tx *db.Tx) ([]Cycle, error) {
	return selectCycles(tx, ` order by opened_at desc, id desc`)
}

func dueCycles(tx *db.Tx, now time.Time) ([]Cycle, error) {
	return selectCycles(tx, ` where state = 'open' and stage_ends_at <= ? order by stage_ends_at, id`, db.At(now))
}

func selectCycles(tx *db.Tx, rest string, args ...any) ([]Cycle, error) {
	var rows []cycleRow
	if err := tx.Select(&rows, selectCycle+rest, args...); err != nil {
		return nil, fmt.Errorf("list cycles: %w", err)
	}
	cycles := make([]Cycle, len(rows))
	for i, row := range rows {
		cycles[i] = row.cycle()
	}
	return cycles, nil
}

// updateCycle stores what changes in a cycle's life. Error: ErrNotOpen when it is no longer open in the stage from:
// somebody else moved it at the same moment.
func updateCycle(tx *db.Tx, c Cycle, from string) error {
	n, err := tx.Exec(`update cycles set stage = ?, state = ?, stage_ends_at = ?, ended_at = ?, period_until = ?
		where id = ? and stage = ? and state = 'open'`,
		c.Stage, c.State, db.At(c.StageEndsAt), db.At(c.EndedAt), c.PeriodUntil, c.ID, from)
	if err != nil {
		return fmt.Errorf("move a cycle: %w", err)
	}
	if n == 0 {
		return ErrNotOpen
	}
	return nil
}

// reviveCycle puts a cycle back into a stage that had ended. Error: ErrNotOpen when it isn't as it was before: somebody else
// moved it at the same moment.
func reviveCycle(tx *db.Tx, c, before Cycle) error {
	n, err := tx.Exec(`update cycles set stage = ?, state = ?, stage_ends_at = ?, ended_at = 0
		where id = ? and stage = ? and state = ?`,
		c.Stage, c.State, db.At(c.StageEndsAt), c.ID, before.Stage, before.State)
	if err != nil {
		return fmt.Errorf("reopen a cycle: %w", err)
	}
	if n == 0 {
		return ErrNotOpen
	}
	return nil
}

func subjectsOf(tx *db.Tx, cycle string) (subjects []string, err error) {
	if err := tx.Select(&subjects, `select subject from cycle_subjects where cycle = ? and left_at = 0 order by subject`,
		cycle); err != nil {
		return nil, fmt.Errorf("list who is reviewed: %w", err)
	}
	return subjects, nil
}

// toEvaluate lists which of these people are in a cycle whose managers write now.
func toEvaluate(tx *db.Tx, subjects []string) ([]Waiting, error) {
	var rows []struct {
		Cycle   string  `db:"id"`
		Name    string  `db:"name"`
		Subject string  `db:"subject"`
		EndsAt  db.Time `db:"stage_ends_at"`
	}
	err := db.SelectIn(tx, &rows, `select c.id, c.name, s.subject, c.stage_ends_at from cycle_subjects s
		join cycles c on c.id = s.cycle where s.subject in (?) and s.left_at = 0 and c.state = 'open' and c.stage = ?
		order by c.stage_ends_at, c.id, s.subject`, subjects, StageManager)
	if err != nil {
		return nil, fmt.Errorf("list who is to be evaluated: %w", err)
	}
	waiting := make([]Waiting, len(rows))
	for i, row := range rows {
		waiting[i] = Waiting{
			Kind: WaitingEvaluate, Cycle: row.Cycle, CycleName: row.Name, Subject: row.Subject, Until: row.EndsAt.Time,
		}
	}
	return waiting, nil
}

func orNotFound(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case db.IsNoRows(err):
		return ErrNotFound
	}
	return fmt.Errorf("%s: %w", doing, err)
}
