package wins

import (
	"fmt"
	"time"

	"laurel/internal/db"
	"laurel/writing"
)

// columns of the wins table but for the folded text, which is only searched.
const columns = `id, person, text, win, impact, metrics, stages, competency, competencies, kind, missing, project,
	source, occurred_on, visibility, status, touched, version, channel, ts, channel_name, permalink,
	created_at, changed_at, held, corrections`

// row is one of the wins table.
type row struct {
	ID           string                    `db:"id"`
	Person       string                    `db:"person"`
	Text         string                    `db:"text"`
	Win          string                    `db:"win"`
	Impact       string                    `db:"impact"`
	Metrics      db.JSON[[]writing.Metric] `db:"metrics"`
	Stages       db.JSON[[]string]         `db:"stages"`
	Competency   string                    `db:"competency"`
	Competencies db.JSON[[]writing.Score]  `db:"competencies"`
	Kind         string                    `db:"kind"`
	Missing      db.JSON[[]string]         `db:"missing"`
	Project      string                    `db:"project"`
	Source       string                    `db:"source"`
	OccurredOn   string                    `db:"occurred_on"`
	Visibility   string                    `db:"visibility"`
	Status       string                    `db:"status"`
	Touched      bool                      `db:"touched"`
	Version      int                       `db:"version"`
	Channel      string                    `db:"channel"`
	TS           string                    `db:"ts"`
	ChannelName  string                    `db:"channel_name"`
	Permalink    string                    `db:"permalink"`
	CreatedAt    db.Time                   `db:"created_at"`
	ChangedAt    db.Time                   `db:"changed_at"`
	Held         string                    `db:"held"`
	Corrections  db.JSON[Corrections]      `db:"corrections"`
}

func (r row) bare() Win {
	return Win{
		ID: r.ID, Person: r.Person, Text: r.Text, Win: r.Win, Impact: r.Impact,
		Metrics: r.Metrics.V, Stages: r.Stages.V, Competency: r.Competency, Competencies: r.Competencies.V, Kind: r.Kind,
		Missing: r.Missing.V, Project: r.Project, Source: r.Source, OccurredOn: r.OccurredOn, Visibility: r.Visibility,
		Status: r.Status, Where: Where{Channel: r.Channel, TS: r.TS, Permalink: r.Permalink, ChannelName: r.ChannelName},
		CreatedAt: r.CreatedAt.Time, ChangedAt: r.ChangedAt.Time, Version: r.Version, Touched: r.Touched,
		Held: r.Held, Corrections: r.Corrections.V,
	}
}

// insert stores a new win with its parts; false when its message is a win of the person already.
func insert(tx *db.Tx, w Win) (bool, error) {
	n, err := tx.Exec(`insert into wins (`+columns+`, folded)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (person, channel, ts) where ts <> '' do nothing`,
		w.ID, w.Person, w.Text, w.Win, w.Impact, db.JSON[[]writing.Metric]{V: w.Metrics}, db.JSON[[]string]{V: w.Stages},
		w.Competency, db.JSON[[]writing.Score]{V: w.Competencies}, w.Kind, db.JSON[[]string]{V: w.Missing}, w.Project,
		w.Source, w.OccurredOn, w.Visibility, w.Status, w.Touched, w.Version, w.Where.Channel, w.Where.TS,
		w.Where.ChannelName, w.Where.Permalink, db.At(w.CreatedAt), db.At(w.ChangedAt), w.Held,
		db.JSON[Corrections]{V: w.Corrections}, fold(w.Text))
	if err != nil {
		return false, fmt.Errorf("keep a win: %w", err)
	}
	if n == 0 {
		return false, nil
	}
	return true, insertParts(tx, w)
}

// update stores a win's words, what was read in them, its status and its parts. The caller has it locked.
func update(tx *db.Tx, w Win) error {
	err := tx.One(`update wins set text = ?, folded = ?, win = ?, impact = ?, metrics = ?, stages = ?, competency = ?,
		competencies = ?, kind = ?, missing = ?, project = ?, occurred_on = ?, visibility = ?, status = ?, touched = ?,
		version = ?, changed_at = ?, held = ?, corrections = ? where id = ?`,
		w.Text, fold(w.Text), w.Win, w.Impact, db.JSON[[]writing.Metric]{V: w.Metrics}, db.JSON[[]string]{V: w.Stages},
		w.Competency, db.JSON[[]writing.Score]{V: w.Competencies}, w.Kind, db.JSON[[]string]{V: w.Missing}, w.Project,
		w.OccurredOn, w.Visibility, w.Status, w.Touched, w.Version, db.At(w.ChangedAt), w.Held,
		db.JSON[Corrections]{V: w.Corrections}, w.ID)
	if err != nil {
		return fmt.Errorf("change a win: %w", err)
	}
	for _, statement := range []string{
		`delete from win_links where win = ?`, `delete from win_contributors where win = ?`,
	} {
		if _, err := tx.Exec(statement, w.ID); err != nil {
			return fmt.Errorf("change the parts of a win: %w", err)
		}
	}
	return insertParts(tx, w)
}

func insertParts(tx *db.Tx, w Win) error {
	for n, url := range w.Links {
		if err := tx.One(`insert into win_links (win, n, url) values (?, ?, ?)`, w.ID, n, url); err != nil {
			return fmt.Errorf("keep a link: %w", err)
		}
	}
	for n, person := range w.Contributors {
		err := tx.One(`insert into win_contributors (win, n, person) values (?, ?, ?)`, w.ID, n, person)
		if err != nil {
			return fmt.Errorf("keep a contributor: %w", err)
		}
	}
	return nil
}

func saveStatus(tx *db.Tx, w Win) error {
	err := tx.One(`update wins set status = ?, touched = ?, changed_at = ? where id = ?`,
		w.Status, w.Touched, db.At(w.ChangedAt), w.ID)
	if err != nil {
		return fmt.Errorf("change the status of a win: %w", err)
	}
	return nil
}

// lockOwn reads a win of owner's that nobody else can change until the transaction ends: a write, even of what is
// there already, makes others wait on both databases.
func lockOwn(tx *db.Tx, owner, id string) (Win, error) {
	n, err := tx.Exec(`update wins set touched = touched where id = ? and person = ?`, id, owner)
	if err != nil {
		return Win{}, fmt.Errorf("lock a win: %w", err)
	}
	if n == 0 {
		return Win{}, ErrNotFound
	}
	return loadOne(tx, id)
}

// lockMessage is lockOwn by the message that the win was made from.
func lockMessage(tx *db.Tx, owner string, m Where) (Win, error) {
	var ids []string
	err := tx.Select(&ids, `update wins set touched = touched
		where person = ? and channel = ? and ts = ? and ts <> '' returning id`, owner, m.Channel, m.TS)
	if err != nil {
		return Win{}, fmt.Errorf("lock the win of a message: %w", err)
	}
	if len(ids) == 0 {
		return Win{}, ErrNotFound
	}
	return loadOne(tx, ids[0])
}

func keepVersion(tx *db.Tx, w Win) error {
	err := tx.One(`insert into win_history (win, version, text, win_part, impact, occurred_on, visibility, held, corrections, until_at)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		w.ID, w.Version, w.Text, w.Win, w.Impact, w.OccurredOn, w.Visibility, w.Held,
		db.JSON[Corrections]{V: w.Corrections}, db.At(tx.Now()))
	if err != nil {
		return fmt.Errorf("keep what a win said before: %w", err)
	}
	return nil
}

func loadTwin(tx *db.Tx, person, folded string, since time.Time) (Win, error) {
	var id string
	err := tx.Get(&id, `select id from wins where person = ? and folded = ? and created_at >= ? and status <> 'removed'
		order by created_at desc, id desc limit 1`, person, folded, db.At(since))
	if db.IsNoRows(err) {
		return Win{}, ErrNotFound
	}
	if err != nil {
		return Win{}, fmt.Errorf("look for the same win: %w", err)
	}
	return loadOne(tx, id)
}
