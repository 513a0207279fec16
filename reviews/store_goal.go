package reviews

import (
	"fmt"

	"laurel/internal/db"
)

type goalRow struct {
	ID           string  `db:"id"`
	Person       string  `db:"person"`
	Objective    string  `db:"objective"`
	Category     string  `db:"category"`
	Measure      string  `db:"measure"`
	Baseline     string  `db:"baseline"`
	Target       string  `db:"target"`
	Deadline     string  `db:"deadline"`
	Serves       string  `db:"serves"`
	State        string  `db:"state"`
	Remind       bool    `db:"remind"`
	RemindedFor  string  `db:"reminded_for"`
	RemindedDays int     `db:"reminded_days"`
	RemindedOn   string  `db:"reminded_on"`
	Version      int     `db:"version"`
	CreatedAt    db.Time `db:"created_at"`
	ChangedAt    db.Time `db:"changed_at"`
}

const selectGoal = `select id, person, objective, category, measure, baseline, target, deadline, serves, state, remind,
	reminded_for, reminded_days, reminded_on, version, created_at, changed_at from goals`

func (r goalRow) goal() Goal {
	return Goal{
		ID: r.ID, Person: r.Person, State: r.State, Remind: r.Remind, Notes: []GoalNote{}, Wins: []string{},
		History: []GoalVersion{}, CreatedAt: r.CreatedAt.Time, ChangedAt: r.ChangedAt.Time, version: r.Version,
		RemindedOn: r.RemindedOn, reminded: reminded{deadline: r.RemindedFor, days: r.RemindedDays},
		GoalText: GoalText{
			Objective: r.Objective, Category: r.Category, Measure: r.Measure, Baseline: r.Baseline, Target: r.Target,
			Deadline: r.Deadline, Serves: r.Serves,
		},
	}
}

func loadGoal(tx *db.Tx, id string) (Goal, error) {
	goals, err := selectGoals(tx, ` where id = ?`, id)
	if err != nil {
		return Goal{}, err
	}
	if len(goals) == 0 {
		return Goal{}, ErrNoGoal
	}
	return goals[0], nil
}

func loadGoals(tx *db.Tx, person string) ([]Goal, error) {
	return selectGoals(tx, ` where person = ? order by case when state = 'open' then 0 else 1 end,
		case when state = 'open' then deadline else '' end, changed_at desc, id`, person)
}

// loadDueGoals reads the open goals with reminders whose deadline lies between two days, of one person or of all ("").
func loadDueGoals(tx *db.Tx, from, until, person string) ([]Goal, error) {
	where := ` where state = 'open' and remind and deadline between ? and ?`
	args := []any{from, until}
	if person != "" {
		where += ` and person = ?`
		args = append(args, person)
	}
	return selectGoals(tx, where+` order by deadline, id`, args...)
}

// selectGoals reads goals with their parts.
func selectGoals(tx *db.Tx, rest string, args ...any) ([]Goal, error) {
	var rows []goalRow
	if err := tx.Select(&rows, selectGoal+rest, args...); err != nil {
		return nil, fmt.Errorf("read goals: %w", err)
	}
	goals, ids, place := make([]Goal, len(rows)), make([]string, len(rows)), map[string]*Goal{}
	for i, row := range rows {
		goals[i], ids[i] = row.goal(), row.ID
		place[row.ID] = &goals[i]
	}
	if err := loadNotes(tx, ids, place); err != nil {
		return nil, err
	}
	if err := loadVersions(tx, ids, place); err != nil {
		return nil, err
	}
	var linked []struct {
		Goal string `db:"goal"`
		Win  string `db:"win"`
	}
	if err := db.SelectIn(tx, &linked, `select goal, win from goal_wins where goal in (?) order by goal, win`, ids); err != nil {
		return nil, fmt.Errorf("read the wins of goals: %w", err)
	}
	for _, l := range linked {
		place[l.Goal].Wins = append(place[l.Goal].Wins, l.Win)
	}
	return goals, nil
}

func loadNotes(tx *db.Tx, ids []string, place map[string]*Goal) error {
	var notes []struct {
		Goal string  `db:"goal"`
		Text string  `db:"text"`
		At   db.Time `db:"added_at"`
	}
	err := db.SelectIn(tx, &notes, `select goal, text, added_at from goal_notes where goal in (?) order by goal, n`, ids)
	if err != nil {
		return fmt.Errorf("read the notes of goals: %w", err)
	}
	for _, n := range notes {
		place[n.Goal].Notes = append(place[n.Goal].Notes, GoalNote{Text: n.Text, At: n.At.Time})
	}
	return nil
}

func loadVersions(tx *db.Tx, ids []string, place map[string]*Goal) error {
	var rows []struct {
		Goal      string  `db:"goal"`
		Objective string  `db:"objective"`
		Category  string  `db:"category"`
		Measure   string  `db:"measure"`
		Baseline  string  `db:"baseline"`
		Target    string  `db:"target"`
		Deadline  string  `db:"deadline"`
		Serves    string  `db:"serves"`
		State     string  `db:"state"`
		Until     db.Time `db:"until_at"`
	}
	err := db.SelectIn(tx, &rows, `select goal, objective, category, measure, baseline, target, deadline, serves, state,
		until_at from goal_history where goal in (?) order by goal, version`, ids)
	if err != nil {
		return fmt.Errorf("read what goals said before: %w", err)
	}
	for _, r := range rows {
		place[r.Goal].History = append(place[r.Goal].History, GoalVersion{
			State: r.State, Until: r.Until.Time, GoalText: GoalText{
				Objective: r.Objective, Category: r.Category, Measure: r.Measure, Baseline: r.Baseline, Target: r.Target,
				Deadline: r.Deadline, Serves: r.Serves,
			},
		})
	}
	return nil
}

// lockGoal reads a goal of owner's that nobody else can change until the transaction ends: a write, even of what is
// there already, makes others wait on both databases.
func lockGoal(tx *db.Tx, owner, id string) (Goal, error) {
	n, err := tx.Exec(`update goals set remind = remind where id = ? and person = ?`, id, owner)
	if err != nil {
		return Goal{}, fmt.Errorf("lock a goal: %w", err)
	}
	if n == 0 {
		return Goal{}, ErrNoGoal
	}
	return loadGoal(tx, id)
}

func countOpenGoals(tx *db.Tx, person string) (n int, err error) {
	if err := tx.Get(&n, `select count(*) from goals where person = ? and state = 'open'`, person); err != nil {
		return 0, fmt.Errorf("count open goals: %w", err)
	}
	return n, nil
}

func insertGoal(tx *db.Tx, g Goal) error {
	err := tx.One(`insert into goals (id, person, objective, category, measure, baseline, target, deadline, serves, state,
		remind, reminded_for, reminded_days, version, created_at, changed_at)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		g.ID, g.Person, g.Objective, g.Category, g.Measure, g.Baseline, g.Target, g.Deadline, g.Serves, g.State,
		g.Remind, g.reminded.deadline, g.reminded.days, g.version, db.At(g.CreatedAt), db.At(g.ChangedAt))
	if err != nil {
		return fmt.Errorf("store a goal: %w", err)
	}
	return nil
}

func updateGoal(tx *db.Tx, g Goal) error {
	err := tx.One(`update goals set objective = ?, category = ?, measure = ?, baseline = ?, target = ?, deadline = ?,
		serves = ?, state = ?, reminded_for = ?, reminded_days = ?, version = ?, changed_at = ? where id = ?`,
		g.Objective, g.Category, g.Measure, g.Baseline, g.Target, g.Deadline, g.Serves, g.State,
		g.reminded.deadline, g.reminded.days, g.version, db.At(g.ChangedAt), g.ID)
	if err != nil {
		return fmt.Errorf("change a goal: %w", err)
	}
	return nil
}

func saveGoalReminder(tx *db.Tx, g Goal) error {
	err := tx.One(`update goals set remind = ?, reminded_for = ?, reminded_days = ?, reminded_on = ? where id = ?`,
		g.Remind, g.reminded.deadline, g.reminded.days, g.RemindedOn, g.ID)
	if err != nil {
		return fmt.Errorf("keep that a goal's owner is reminded: %w", err)
	}
	return nil
}

func insertGoalVersion(tx *db.Tx, g Goal) error {
	err := tx.One(`insert into goal_history (goal, version, objective, category, measure, baseline, target, deadline, serves,
		state, until_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		g.ID, g.version, g.Objective, g.Category, g.Measure, g.Baseline, g.Target, g.Deadline, g.Serves, g.State,
		db.At(tx.Now()))
	if err != nil {
		return fmt.Errorf("keep what a goal said before: %w", err)
	}
	return nil
}

func insertNote(tx *db.Tx, goal string, n int, note GoalNote) error {
	err := tx.One(`insert into goal_notes (goal, n, text, added_at) values (?, ?, ?, ?)`, goal, n, note.Text, db.At(note.At))
	if err != nil {
		return fmt.Errorf("store a note on a goal: %w", err)
	}
	return nil
}

func replaceGoalWins(tx *db.Tx, g Goal) error {
	if _, err := tx.Exec(`delete from goal_wins where goal = ?`, g.ID); err != nil {
		return fmt.Errorf("link wins to a goal: %w", err)
	}
	for _, win := range g.Wins {
		if err := tx.One(`insert into goal_wins (goal, win) values (?, ?)`, g.ID, win); err != nil {
			return fmt.Errorf("link wins to a goal: %w", err)
		}
	}
	return nil
}
