package reviews

import (
	"encoding/json"
	"fmt"

	"laurel/internal/db"
)

type selfRow struct {
	ID      string  `db:"id"`
	Cycle   string  `db:"cycle"`
	Subject string  `db:"subject"`
	Draft   []byte  `db:"draft"`
	DraftTS string  `db:"draft_ts"`
	Sealed  []byte  `db:"sealed"`
	SentAt  db.Time `db:"sent_at"`
}

func loadSelf(tx *db.Tx, cycle, subject string) (row selfRow, found bool, err error) {
	err = tx.Get(&row, `select id, cycle, subject, draft, draft_ts, sealed, sent_at from self_assessments
		where cycle = ? and subject = ?`, cycle, subject)
	if db.IsNoRows(err) {
		return row, false, nil
	}
	if err != nil {
		return row, false, fmt.Errorf("read a self-assessment: %w", err)
	}
	return row, true, nil
}

// lockSelf makes the row of a subject if there is none, and keeps others from writing it until the transaction ends.
func lockSelf(tx *db.Tx, cycle, subject string) (selfRow, error) {
	err := tx.One(`insert into self_assessments (id, cycle, subject) values (?, ?, ?)
		on conflict (cycle, subject) do update set subject = excluded.subject`, db.NewID(), cycle, subject)
	if err != nil {
		return selfRow{}, fmt.Errorf("lock a self-assessment: %w", err)
	}
	row, _, err := loadSelf(tx, cycle, subject)
	return row, err
}

// openSelf reads what a row holds: the draft, or else what was sent, or nothing.
func (c *Cycles) openSelf(tx *db.Tx, row selfRow) (text SelfText, err error) {
	column, sealed := "draft", row.Draft
	if len(sealed) == 0 {
		column, sealed = "sealed", row.Sealed
	}
	if len(sealed) == 0 {
		return SelfText{}, nil
	}
	key, err := c.Seal.Key(tx, "person:"+row.Subject)
	if err != nil {
		return text, fmt.Errorf("open a self-assessment: %w", err)
	}
	plain, err := key.Open("self_assessments", row.ID, column, sealed)
	if err != nil {
		return text, fmt.Errorf("open a self-assessment: %w", err)
	}
	if err := json.Unmarshal(plain, &text); err != nil {
		return text, fmt.Errorf("read a self-assessment: %w", err)
	}
	return text, nil
}

func (c *Cycles) sealSelf(tx *db.Tx, row selfRow, column string, text SelfText) ([]byte, error) {
	plain, err := json.Marshal(text)
	if err != nil {
		return nil, fmt.Errorf("write a self-assessment: %w", err)
	}
	key, err := c.Seal.Key(tx, "person:"+row.Subject)
	if err != nil {
		return nil, fmt.Errorf("seal a self-assessment: %w", err)
	}
	sealed, err := key.Seal("self_assessments", row.ID, column, plain)
	if err != nil {
		return nil, fmt.Errorf("seal a self-assessment: %w", err)
	}
	return sealed, nil
}

func saveDraft(tx *db.Tx, id string, sealed []byte, at string) error {
	if err := tx.One(`update self_assessments set draft = ?, draft_ts = ? where id = ?`, sealed, at, id); err != nil {
		return fmt.Errorf("keep a draft: %w", err)
	}
	return nil
}

// saveSelf stores what was sent; the draft is done with.
func saveSelf(tx *db.Tx, row selfRow, sealed []byte, at string) error {
	now := db.At(tx.Now())
	err := tx.One(`update self_assessments set sealed = ?, sent_at = ?, draft = '', draft_ts = ? where id = ?`,
		sealed, now, max(at, row.DraftTS), row.ID)
	if err == nil {
		err = tx.One(`update cycle_subjects set assessed_at = ? where cycle = ? and subject = ?`, now, row.Cycle, row.Subject)
	}
	if err != nil {
		return fmt.Errorf("store a self-assessment: %w", err)
	}
	return nil
}

// selfSubjectRow is where a subject stands with their self-assessment.
type selfSubjectRow struct {
	Cycle      string  `db:"cycle"`
	Subject    string  `db:"subject"`
	Stage      string  `db:"stage"`
	State      State   `db:"state"`
	EndsAt     db.Time `db:"stage_ends_at"`
	LeftAt     int64   `db:"left_at"`
	ToldAt     int64   `db:"told_at"`
	RemindedAt int64   `db:"reminded_at"`
	OverAt     int64   `db:"over_at"`
	SentAt     int64   `db:"sent_at"`
}

const selectSelfSubjects = `select s.cycle, s.subject, c.stage, c.state, c.stage_ends_at, s.left_at,
	coalesce(a.told_at, 0) as told_at, coalesce(a.reminded_at, 0) as reminded_at, coalesce(a.over_at, 0) as over_at,
	coalesce(a.sent_at, 0) as sent_at
	from cycle_subjects s join cycles c on c.id = s.cycle
	left join self_assessments a on a.cycle = s.cycle and a.subject = s.subject`

// selfSubjects lists the subjects of cycles in that stage, and those whose message must be changed because it is over.
func selfSubjects(tx *db.Tx) (rows []selfSubjectRow, err error) {
	err = tx.Select(&rows, selectSelfSubjects+` where c.state = 'open' and c.stage = ? and s.left_at = 0
		order by s.cycle, s.subject`, StageSelf)
	if err != nil {
		return nil, fmt.Errorf("list who assesses themselves: %w", err)
	}
	var over []selfSubjectRow
	err = tx.Select(&over, selectSelfSubjects+` where a.told_at > 0 and a.over_at = 0
		and (c.state <> 'open' or c.stage <> ? or s.left_at > 0) order by s.cycle, s.subject`, StageSelf)
	if err != nil {
		return nil, fmt.Errorf("list whose self-assessment is over: %w", err)
	}
	return append(over, rows...), nil
}

func selfSubject(tx *db.Tx, cycle, subject string) (row selfSubjectRow, err error) {
	err = tx.Get(&row, selectSelfSubjects+` where s.cycle = ? and s.subject = ?`, cycle, subject)
	return row, orNotFound("read where a subject stands", err)
}

func markSelf(tx *db.Tx, due SelfDue) error {
	column := map[string]string{SelfAsk: "told_at", SelfRemind: "reminded_at", SelfOver: "over_at"}[due.Kind]
	err := tx.One(`update self_assessments set `+column+` = ? where cycle = ? and subject = ?`,
		db.At(tx.Now()), due.Cycle.ID, due.Subject.ID)
	if err != nil {
		return fmt.Errorf("mark a self-assessment: %w", err)
	}
	return nil
}

func selfWaiting(tx *db.Tx, subject string) ([]SelfWaiting, error) {
	var rows []struct {
		Cycle  string  `db:"id"`
		Name   string  `db:"name"`
		EndsAt db.Time `db:"stage_ends_at"`
		SentAt int64   `db:"assessed_at"`
	}
	err := tx.Select(&rows, `select c.id, c.name, c.stage_ends_at, s.assessed_at from cycle_subjects s
		join cycles c on c.id = s.cycle where s.subject = ? and s.left_at = 0 and c.state = 'open' and c.stage = ?
		order by c.stage_ends_at, c.id`, subject, StageSelf)
	if err != nil {
		return nil, fmt.Errorf("list the self-assessments that wait: %w", err)
	}
	waiting := make([]SelfWaiting, len(rows))
	for i, row := range rows {
		waiting[i] = SelfWaiting{Cycle: row.Cycle, CycleName: row.Name, Until: row.EndsAt.Time, Sent: row.SentAt > 0}
	}
	return waiting, nil
}

func selfToldIn(tx *db.Tx, cycle string) (rows []selfSubjectRow, err error) {
	err = tx.Select(&rows, selectSelfSubjects+` where s.cycle = ? and s.left_at = 0 and a.told_at > 0 order by s.subject`,
		cycle)
	if err != nil {
		return nil, fmt.Errorf("list who was asked to assess themselves: %w", err)
	}
	return rows, nil
}
