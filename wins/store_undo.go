package wins

import (
	"fmt"

	"laurel/internal/db"
)

// actRow is one of win_acts.
type actRow struct {
	Win     string  `db:"win"`
	N       int     `db:"n"`
	Did     string  `db:"did"`
	Undone  bool    `db:"undone"`
	Was     string  `db:"was"`
	Version int     `db:"version"`
	At      db.Time `db:"at"`
}

func (r actRow) act() Act {
	return Act{Win: r.Win, N: r.N, Did: r.Did, Undone: r.Undone, At: r.At.Time, was: r.Was, version: r.Version}
}

// saveAct notes what w's owner did: act says what, and the status before. The caller has w locked and stored.
func saveAct(tx *db.Tx, w Win, act Act) error {
	err := tx.One(`insert into win_acts (win, n, person, did, undone, was, version, at)
		select cast(? as text), (select coalesce(max(n), 0) + 1 from win_acts where win = ?),
			cast(? as text), cast(? as text), cast(? as boolean), cast(? as text), cast(? as bigint), cast(? as bigint)`,
		w.ID, w.ID, w.Person, act.Did, act.Undone, act.was, w.Version, db.At(tx.Now()))
	if err != nil {
		return fmt.Errorf("note what was done to a win: %w", err)
	}
	return nil
}

func loadActOn(tx *db.Tx, win string) (Act, error) {
	return loadAct(tx, `where win = ? order by n desc limit 1`, win)
}

func loadLastAct(tx *db.Tx, person string) (Act, error) {
	return loadAct(tx, `where person = ? order by at desc, win desc, n desc limit 1`, person)
}

func loadAct(tx *db.Tx, which string, arg any) (Act, error) {
	var r actRow
	err := tx.Get(&r, `select win, n, did, undone, was, version, at from win_acts `+which, arg)
	if db.IsNoRows(err) {
		return Act{}, ErrNotFound
	}
	if err != nil {
		return Act{}, fmt.Errorf("read what was done to wins: %w", err)
	}
	return r.act(), nil
}

// loadLastAdded is the adding of the latest win to which its owner did nothing since. A shortcut leaves a win untouched
// when a colleague used it.
func loadLastAdded(tx *db.Tx, person string) (Act, error) {
	var id string
	err := tx.Get(&id, `select id from wins as w where person = ? and status = 'kept'
		and (source in ('command', 'modal', 'message', 'voice') or source = 'shortcut' and touched)
		and not exists (select 1 from win_acts as a where a.win = w.id)
		order by created_at desc, id desc limit 1`, person)
	if db.IsNoRows(err) {
		return Act{}, ErrNotFound
	}
	if err != nil {
		return Act{}, fmt.Errorf("look for the win that was added last: %w", err)
	}
	w, err := loadOne(tx, id)
	if err != nil {
		return Act{}, err
	}
	return actOn(tx, w)
}

// loadVersion is what a win said before an edit, in its words, day, visibility and corrections.
func loadVersion(tx *db.Tx, win string, version int) (Win, error) {
	var r struct {
		Text        string               `db:"text"`
		Win         string               `db:"win_part"`
		Impact      string               `db:"impact"`
		OccurredOn  string               `db:"occurred_on"`
		Visibility  string               `db:"visibility"`
		Held        string               `db:"held"`
		Corrections db.JSON[Corrections] `db:"corrections"`
	}
	err := tx.Get(&r, `select text, win_part, impact, occurred_on, visibility, held, corrections from win_history
		where win = ? and version = ?`, win, version)
	if err != nil {
		return Win{}, fmt.Errorf("read what a win said before: %w", err)
	}
	return Win{
		Text: r.Text, Win: r.Win, Impact: r.Impact, OccurredOn: r.OccurredOn, Visibility: r.Visibility, Held: r.Held,
		Corrections: r.Corrections.V,
	}, nil
}
