package reviews

import (
	"fmt"
	"slices"

	"laurel/feedback"
	"laurel/internal/db"
)

type nominationRow struct {
	cycleRow
	Subject     string  `db:"subject"`
	NominatedAt db.Time `db:"nominated_at"`
	ApprovedAt  db.Time `db:"approved_at"`
	ApprovedBy  string  `db:"approved_by"`
	ToldTo      string  `db:"told_to"`
	ToldOn      string  `db:"told_on"`
}

const selectNomination = `select c.id, c.name, c.template, c.stage, c.state, c.opened_by, c.opened_at, c.stage_ends_at,
	c.ended_at, c.timezone, c.period_from, c.period_until, c.template_text,
	s.subject, s.nominated_at, s.approved_at, s.approved_by, s.told_to, s.told_on
	from cycle_subjects as s join cycles as c on c.id = s.cycle where s.left_at = 0 `

func (r nominationRow) nomination() Nomination {
	n := Nomination{
		Cycle: r.cycle(), NominatedAt: r.NominatedAt.Time, ApprovedAt: r.ApprovedAt.Time, ApprovedBy: r.ApprovedBy,
		ToldTo: r.ToldTo, ToldOn: r.ToldOn,
	}
	n.Subject.ID = r.Subject
	return n
}

func loadNomination(tx *db.Tx, cycle, subject string) (Nomination, error) {
	var row nominationRow
	err := tx.Get(&row, selectNomination+`and s.cycle = ? and s.subject = ?`, cycle, subject)
	return row.nomination(), orNotFound("read a nomination", err)
}

// What selectNominations is asked for: the subjects' own while the stage lasts, or what a manager's message has.
const (
	openNominations = `and s.subject in (?) and c.state = 'open' and c.stage = 'nomination'`
	toldNominations = `and s.told_to in (?) and s.told_on = ?`
)

// selectNominations reads nominations with all on their lists, soonest due first.
func selectNominations(tx *db.Tx, ids []string, which string, args ...any) ([]Nomination, error) {
	var rows []nominationRow
	order := ` order by c.stage_ends_at, c.id, s.nominated_at, s.subject`
	if err := db.SelectIn(tx, &rows, selectNomination+which+order, ids, args...); err != nil {
		return nil, fmt.Errorf("list nominations: %w", err)
	}
	return withNominees(tx, rows)
}

// waitingNominations are those that no manager has approved, while their stage lasts.
func waitingNominations(tx *db.Tx) ([]Nomination, error) {
	var rows []nominationRow
	err := tx.Select(&rows, selectNomination+`and c.state = 'open' and c.stage = 'nomination' and s.nominated_at > 0
		and s.approved_at = 0 order by s.nominated_at, s.subject`)
	if err != nil {
		return nil, fmt.Errorf("list nominations that wait: %w", err)
	}
	return withNominees(tx, rows)
}

func withNominees(tx *db.Tx, rows []nominationRow) ([]Nomination, error) {
	subjects := make([]string, len(rows))
	for i, row := range rows {
		subjects[i] = row.Subject
	}
	slices.Sort(subjects)
	named, err := nomineesByCycle(tx, slices.Compact(subjects))
	list := make([]Nomination, len(rows))
	for i, row := range rows {
		list[i] = row.nomination()
		list[i].Nominees = named[[2]string{row.ID, row.Subject}]
	}
	return list, err
}

type nomineeRow struct {
	Cycle   string `db:"cycle"`
	Subject string `db:"subject"`
	Nominee string `db:"nominee"`
	AddedBy string `db:"added_by"`
}

func nomineesByCycle(tx *db.Tx, subjects []string) (map[[2]string][]Nominee, error) {
	var rows []nomineeRow
	err := db.SelectIn(tx, &rows, `select cycle, subject, nominee, added_by from cycle_nominees where subject in (?)
		order by cycle, subject, n, nominee`, subjects)
	if err != nil {
		return nil, fmt.Errorf("read who was nominated: %w", err)
	}
	named := map[[2]string][]Nominee{}
	for _, row := range rows {
		at := [2]string{row.Cycle, row.Subject}
		named[at] = append(named[at], Nominee{Person: row.Nominee, AddedBy: row.AddedBy})
	}
	return named, nil
}

func nomineesOf(tx *db.Tx, cycle, subject string) ([]Nominee, error) {
	named, err := nomineesByCycle(tx, []string{subject})
	return named[[2]string{cycle, subject}], err
}

// holdNomination keeps the cycle in its nomination stage until the transaction ends. Errors: ErrNotFound, ErrNotOpen.
func holdNomination(tx *db.Tx, cycle string) error {
	n, err := tx.Exec(`update cycles set stage = stage where id = ? and state = 'open' and stage = 'nomination'`, cycle)
	if err != nil {
		return fmt.Errorf("hold a cycle in its nomination stage: %w", err)
	}
	if n > 0 {
		return nil
	}
	if _, err := cycleByID(tx, cycle); err != nil {
		return err
	}
	return ErrNotOpen
}

func saveNominees(tx *db.Tx, cycle, subject string, list []Nominee) error {
	_, err := tx.Exec(`delete from cycle_nominees where cycle = ? and subject = ?`, cycle, subject)
	for i, nominee := range list {
		if err == nil {
			err = tx.One(`insert into cycle_nominees (cycle, subject, nominee, n, added_by) values (?, ?, ?, ?, ?)`,
				cycle, subject, nominee.Person, i, nominee.AddedBy)
		}
	}
	if err != nil {
		return fmt.Errorf("store who is nominated: %w", err)
	}
	return nil
}

// saveNever replaces whom one person asked not to ask about a subject.
func saveNever(tx *db.Tx, n Nomination, by string, colleagues []string) error {
	_, err := tx.Exec(`delete from cycle_conflicts where cycle = ? and subject = ? and said_by = ?`,
		n.Cycle.ID, n.Subject.ID, by)
	for _, colleague := range colleagues {
		if err == nil {
			err = tx.One(`insert into cycle_conflicts (cycle, subject, colleague, said_by, said_at) values (?, ?, ?, ?, ?)`,
				n.Cycle.ID, n.Subject.ID, colleague, by, db.At(tx.Now()))
		}
	}
	if err != nil {
		return fmt.Errorf("store who is not to be asked: %w", err)
	}
	return nil
}

func neverOf(tx *db.Tx, cycle, subject, by string) (colleagues []string, err error) {
	err = tx.Select(&colleagues, `select colleague from cycle_conflicts where cycle = ? and subject = ? and said_by = ?
		order by colleague`, cycle, subject, by)
	if err != nil {
		return nil, fmt.Errorf("read who is not to be asked: %w", err)
	}
	return colleagues, nil
}

// never is who is not to be asked about whom in a cycle, whoever said so: also a manager of before, whose reason may hold.
// Who has said of themselves that they have a conflict of interest, in whichever cycle, is not asked again.
func never(tx *db.Tx, cycle string) (map[feedback.Pair]bool, error) {
	var pairs []feedback.Pair
	err := tx.Select(&pairs, `select distinct subject, colleague as giver from cycle_conflicts
		where cycle = ? or said_by = colleague`, cycle)
	if err != nil {
		return nil, fmt.Errorf("read who is not to be asked about whom: %w", err)
	}
	all := make(map[feedback.Pair]bool, len(pairs))
	for _, pair := range pairs {
		all[pair] = true
	}
	return all, nil
}

// markNominated notes that a subject has said whom they name; their manager has not looked at that.
func markNominated(tx *db.Tx, cycle, subject string) error {
	return mark(tx, `update cycle_subjects set nominated_at = ?, approved_at = 0, approved_by = ''
		where cycle = ? and subject = ?`, db.At(tx.Now()), cycle, subject)
}

func markApproved(tx *db.Tx, cycle, subject, by string) error {
	return mark(tx, `update cycle_subjects set approved_at = ?, approved_by = ? where cycle = ? and subject = ?`,
		db.At(tx.Now()), by, cycle, subject)
}

func markTold(tx *db.Tx, cycle, subject, manager, day string) error {
	return mark(tx, `update cycle_subjects set told_to = ?, told_on = ? where cycle = ? and subject = ?`,
		manager, day, cycle, subject)
}

func mark(tx *db.Tx, query string, args ...any) error {
	if err := tx.One(query, args...); err != nil {
		return fmt.Errorf("store how a nomination stands: %w", err)
	}
	return nil
}

func toldIn(tx *db.Tx, cycle string) (map[string][]string, error) {
	var rows []struct {
		To string `db:"told_to"`
		On string `db:"told_on"`
	}
	err := tx.Select(&rows, `select distinct told_to, told_on from cycle_subjects where cycle = ? and told_to <> ''
		order by told_to, told_on`, cycle)
	if err != nil {
		return nil, fmt.Errorf("list who was told of nominations: %w", err)
	}
	days := map[string][]string{}
	for _, row := range rows {
		days[row.To] = append(days[row.To], row.On)
	}
	return days, nil
}

// saveConflict notes that somebody said that a colleague is not to be asked about a subject.
func saveConflict(tx *db.Tx, cycle, subject, colleague, by string) error {
	_, err := tx.Exec(`insert into cycle_conflicts (cycle, subject, colleague, said_by, said_at) values (?, ?, ?, ?, ?)
		on conflict (cycle, subject, said_by, colleague) do nothing`, cycle, subject, colleague, by, db.At(tx.Now()))
	if err != nil {
		return fmt.Errorf("store who is not to be asked: %w", err)
	}
	return nil
}
