package reviews

import (
	"cmp"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
	"laurel/writing"
)

// AddGoal sets a goal for its owner. Errors: GoalPartMissing, GoalPartLong, ErrGoalCategory, ErrGoalDate, ErrManyGoals.
func (c *Cycles) AddGoal(tx *db.Tx, owner people.Person, text GoalText) (Goal, error) {
	today := c.dayOf(owner, tx.Now())
	text, err := text.tidy(today, "")
	if err != nil {
		return Goal{}, err
	}
	open, err := countOpenGoals(tx, owner.ID)
	if err != nil {
		return Goal{}, err
	}
	if open >= MaxGoals {
		return Goal{}, ErrManyGoals
	}
	goal := Goal{
		ID: db.NewID(), Person: owner.ID, GoalText: text, State: GoalOpen, Remind: true, Notes: []GoalNote{}, Wins: []string{},
		History: []GoalVersion{}, CreatedAt: tx.Now(), ChangedAt: tx.Now(), version: 1,
	}
	goal.knowsOf(today)
	return goal, insertGoal(tx, goal)
}

// EditGoal changes what a goal of the owner's says, and keeps what it said before. The same text again changes nothing.
// A deadline that is over may stay as it is. Errors: as AddGoal, and ErrNoGoal.
func (c *Cycles) EditGoal(tx *db.Tx, owner people.Person, id string, text GoalText) (Goal, error) {
	goal, err := lockGoal(tx, owner.ID, id)
	if err != nil {
		return Goal{}, err
	}
	today := c.dayOf(owner, tx.Now())
	text, err = text.tidy(today, goal.Deadline)
	if err != nil || text == goal.GoalText {
		return goal, err
	}
	if err := goal.keepVersion(tx); err != nil {
		return Goal{}, err
	}
	moved := text.Deadline != goal.Deadline
	goal.GoalText = text
	if moved {
		goal.knowsOf(today)
	}
	return goal, updateGoal(tx, goal)
}

// SetGoalState says that a goal of the owner's is done, dropped or open again, and keeps what it was. The second call
// changes nothing. Errors: ErrNoGoal, ErrGoalState.
func (c *Cycles) SetGoalState(tx *db.Tx, owner, id, state string) (Goal, error) {
	if !slices.Contains([]string{GoalOpen, GoalDone, GoalDropped}, state) {
		return Goal{}, ErrGoalState
	}
	goal, err := lockGoal(tx, owner, id)
	if err != nil || goal.State == state {
		return goal, err
	}
	if err := goal.keepVersion(tx); err != nil {
		return Goal{}, err
	}
	goal.State = state
	return goal, updateGoal(tx, goal)
}

// NoteGoal adds a progress note to a goal of the owner's. Errors: ErrNoGoal, ErrNoNote, GoalPartLong.
func NoteGoal(tx *db.Tx, owner, id, text string) (Goal, error) {
	goal, err := lockGoal(tx, owner, id)
	if err != nil {
		return Goal{}, err
	}
	text = writing.Clean(text)
	if have := utf8.RuneCountInString(text); have > MaxGoal {
		return Goal{}, GoalPartLong{Part: PartNote, Have: have, Max: MaxGoal}
	}
	if text == "" {
		return Goal{}, ErrNoNote
	}
	note := GoalNote{Text: text, At: tx.Now()}
	if err := insertNote(tx, goal.ID, len(goal.Notes)+1, note); err != nil {
		return Goal{}, err
	}
	goal.Notes = append(goal.Notes, note)
	return goal, nil
}

// LinkGoal has a goal of the owner's shown by the wins in chosen, out of those that were offered: others that are linked
// stay. A win that isn't the owner's, or isn't kept, is left out. Error: ErrNoGoal.
func LinkGoal(tx *db.Tx, owner, id string, offered, chosen []string) (Goal, error) {
	goal, err := lockGoal(tx, owner, id)
	if err != nil {
		return Goal{}, err
	}
	linked := slices.DeleteFunc(slices.Clone(goal.Wins), func(win string) bool {
		return slices.Contains(offered, win) && !slices.Contains(chosen, win)
	})
	for _, win := range chosen {
		if slices.Contains(linked, win) {
			continue
		}
		if w, err := wins.Get(tx, win); err != nil || w.Person != owner || w.Status != wins.StatusKept {
			continue // what a form claims proves nothing
		}
		linked = append(linked, win)
	}
	goal.Wins = linked
	return goal, replaceGoalWins(tx, goal)
}

// RemindGoal turns the reminders of one goal of the owner's on or off. The second call changes nothing. Error: ErrNoGoal.
func RemindGoal(tx *db.Tx, owner, id string, on bool) (Goal, error) {
	goal, err := lockGoal(tx, owner, id)
	if err != nil {
		return Goal{}, err
	}
	goal.Remind = on
	return goal, saveGoalReminder(tx, goal)
}

func (g *Goal) keepVersion(tx *db.Tx) error {
	if err := insertGoalVersion(tx, *g); err != nil {
		return err
	}
	g.History = append(g.History, GoalVersion{GoalText: g.GoalText, State: g.State, Until: tx.Now()})
	g.version, g.ChangedAt = g.version+1, tx.Now()
	return nil
}

// dayOf is the day that t is on where a person is.
func (c *Cycles) dayOf(p people.Person, t time.Time) string {
	return t.In(p.Location(c.location())).Format(dateLayout)
}

// GoalWins reads the wins that show a goal and that a viewer may see, the latest first.
func GoalWins(tx *db.Tx, viewer string, goal Goal) ([]wins.Win, error) {
	found := []wins.Win{}
	for _, id := range goal.Wins {
		w, err := wins.Get(tx, id)
		if err != nil {
			return nil, fmt.Errorf("read a win of a goal: %w", err)
		}
		// Who isn't the owner and got the goal is the manager: see GoalFor.
		if w.Status == wins.StatusKept && w.ReadableBy(wins.Reader{Person: viewer, Manager: viewer != goal.Person}) {
			found = append(found, w)
		}
	}
	slices.SortFunc(found, func(a, b wins.Win) int {
		if a.OccurredOn != b.OccurredOn {
			return cmp.Compare(b.OccurredOn, a.OccurredOn)
		}
		return cmp.Compare(a.ID, b.ID)
	})
	return found, nil
}
