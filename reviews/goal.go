package reviews

import (
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"laurel/internal/db"
	"laurel/people"
	"laurel/writing"
)

// Where a goal stands.
const (
	GoalOpen    = "open"
	GoalDone    = "done"
	GoalDropped = "dropped"
)

// GoalCategories are what a goal can be about, in the order in which they are offered.
var GoalCategories = []string{"automation", "deployment", "scalability", "reliability", "quality", "other"}

// How long the parts of a goal may be, in code points.
const (
	MaxGoal     = 1000 // the objective, a progress note, and the team objective
	MaxGoalPart = 300  // measure, baseline and target
)

// MaxGoals is how many goals one person may have open: more than that are a list of things to do.
const MaxGoals = 50

var (
	// ErrNoGoal means that there is no such goal, or none that this person may see: the two can't be told apart.
	ErrNoGoal = errors.New("there is no such goal for this person")
	// ErrGoalDate is returned for a deadline that is over, or no day.
	ErrGoalDate = errors.New("a goal's deadline is a day that is still to come")
	// ErrGoalCategory is returned for what is none of GoalCategories.
	ErrGoalCategory = errors.New("a goal has one of the known categories")
	// ErrGoalState is returned for what is no state of a goal.
	ErrGoalState = errors.New("a goal is open, done or dropped")
	// ErrNoNote is returned for a progress note in which nothing is left after cleaning.
	ErrNoNote = errors.New("a progress note needs a text")
	// ErrManyGoals is returned to who has MaxGoals open goals.
	ErrManyGoals = errors.New("there are too many open goals")
)

// GoalPart is a part of a goal that people write.
type GoalPart string

// The parts, as the command line and errors name them.
const (
	PartObjective GoalPart = "objective"
	PartMeasure   GoalPart = "measure"
	PartBaseline  GoalPart = "baseline"
	PartTarget    GoalPart = "target"
	PartServes    GoalPart = "serves"
	PartNote      GoalPart = "note"
)

// GoalPartMissing says that a part without which nothing is a goal is empty.
type GoalPartMissing struct{ Part GoalPart }

func (e GoalPartMissing) Error() string { return "a goal needs its " + string(e.Part) }

// GoalPartLong counts code points, after cleaning.
type GoalPartLong struct {
	Part      GoalPart
	Have, Max int
}

func (e GoalPartLong) Error() string {
	return fmt.Sprintf("the %s has %d of %d characters", e.Part, e.Have, e.Max)
}

// GoalText is what a goal says.
type GoalText struct {
	Objective string `json:"objective"`
	Category  string `json:"category"` // one of GoalCategories
	Measure   string `json:"measure"`  // what is looked at, like "p99 latency of ranker"
	Baseline  string `json:"baseline"` // where it stands when the goal is set; "" when nobody has measured it yet
	Target    string `json:"target"`
	Deadline  string `json:"deadline"` // YYYY-MM-DD by the owner's clock
	Serves    string `json:"serves"`   // the team objective behind it, "" for none
}

// Goal is something that a person has set out to do. Its owner and their present manager see it, nobody else.
type Goal struct {
	ID     string `json:"id"`
	Person string `json:"person"`
	GoalText
	State     string        `json:"state"`
	Remind    bool          `json:"remind"` // before the deadline
	Notes     []GoalNote    `json:"notes"`  // in the order in which they were added
	Wins      []string      `json:"wins"`   // ids of the wins that show it
	History   []GoalVersion `json:"history"`
	CreatedAt time.Time     `json:"created_at"`
	ChangedAt time.Time     `json:"changed_at"`

	RemindedOn string `json:"-"` // the day of the last reminder, by the owner's clock; "" before the first
	version    int
	reminded   reminded
}

// reminded is the latest reminder: of which deadline, and how many days before it.
type reminded struct {
	deadline string
	days     int
}

// GoalNote says how a goal is coming on. Notes are added and never changed.
type GoalNote struct {
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

// GoalVersion is what a goal said until it was changed.
type GoalVersion struct {
	GoalText
	State string    `json:"state"`
	Until time.Time `json:"until"`
}

// DaysLeft is how many days there are from today (YYYY-MM-DD) to the deadline; below 0 when it is over.
func (g Goal) DaysLeft(today string) int {
	from, err := time.Parse(dateLayout, today)
	if err != nil {
		return 0
	}
	to, err := time.Parse(dateLayout, g.Deadline)
	if err != nil {
		return 0
	}
	return int(to.Sub(from).Hours() / 24)
}

// Goals lists a person's own goals: the open ones by deadline, then the others, the latest first.
func Goals(tx *db.Tx, person string) ([]Goal, error) { return loadGoals(tx, person) }

// GoalsFor lists a person's goals for somebody who wants to see them. Error: ErrNoGoal for everybody but the person and
// their manager of record now.
func GoalsFor(tx *db.Tx, viewer, person string) ([]Goal, error) {
	if may, err := seesGoals(tx, viewer, person); err != nil || !may {
		return nil, orNoGoal(err)
	}
	return loadGoals(tx, person)
}

// GoalFor reads one goal for somebody who wants to see it. Error: ErrNoGoal, as for GoalsFor.
func GoalFor(tx *db.Tx, viewer, id string) (Goal, error) {
	goal, err := loadGoal(tx, id)
	if err != nil {
		return Goal{}, err
	}
	if may, err := seesGoals(tx, viewer, goal.Person); err != nil || !may {
		return Goal{}, orNoGoal(err)
	}
	return goal, nil
}

func seesGoals(tx *db.Tx, viewer, person string) (bool, error) {
	if viewer == "" || viewer == person {
		return viewer != "", nil
	}
	manager, err := people.ManagerOf(tx, person, tx.Now())
	if err != nil {
		return false, fmt.Errorf("look up a manager: %w", err)
	}
	return manager == viewer, nil
}

func orNoGoal(err error) error {
	if err != nil {
		return err
	}
	return ErrNoGoal
}

// tidy cleans what was written, and collects nothing: the first fault is the error, in the order of the form.
func (t GoalText) tidy(today, before string) (GoalText, error) {
	for _, part := range []struct {
		name     GoalPart
		text     *string
		required bool
		most     int
	}{
		{PartObjective, &t.Objective, true, MaxGoal},
		{PartMeasure, &t.Measure, true, MaxGoalPart},
		{PartBaseline, &t.Baseline, false, MaxGoalPart},
		{PartTarget, &t.Target, true, MaxGoalPart},
		{PartServes, &t.Serves, false, MaxGoal},
	} {
		*part.text = writing.Clean(*part.text)
		if *part.text == "" && part.required {
			return t, GoalPartMissing{Part: part.name}
		}
		if have := utf8.RuneCountInString(*part.text); have > part.most {
			return t, GoalPartLong{Part: part.name, Have: have, Max: part.most}
		}
	}
	if !slices.Contains(GoalCategories, t.Category) {
		return t, ErrGoalCategory
	}
	if _, err := time.Parse(dateLayout, t.Deadline); err != nil || t.Deadline < today && t.Deadline != before {
		return t, ErrGoalDate
	}
	return t, nil
}
