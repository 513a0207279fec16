package reviews

import (
	"fmt"
	"slices"
	"time"

	"laurel/internal/db"
	"laurel/internal/slots"
	"laurel/people"
)

// goalReminders are how many days before its deadline the owner of a goal is reminded, once each.
var goalReminders = []int{7, 1}

// knowsOf notes that the owner has just written the deadline: no reminder comes that would tell them the same day.
func (g *Goal) knowsOf(today string) {
	g.reminded = reminded{}
	for _, days := range goalReminders {
		if g.Deadline != "" && reminderDay(g.Deadline, days) <= today {
			g.reminded = reminded{deadline: g.Deadline, days: days}
		}
	}
}

// GoalsDue lists the people who are to be reminded of goals now, as far as the day and the hour where they are tell.
// Whether they want to be, and had a message today, is for the caller to ask.
func (c *Cycles) GoalsDue(tx *db.Tx) ([]people.Person, error) {
	now := tx.Now()
	// A day more on both sides: days differ by place. Reminders fall before a weekend, two days early at most.
	goals, err := loadDueGoals(tx, now.AddDate(0, 0, -1).Format(dateLayout), now.AddDate(0, 0, 10).Format(dateLayout), "")
	if err != nil {
		return nil, err
	}
	owners := map[string]bool{}
	for _, goal := range goals {
		owners[goal.Person] = true
	}
	known, err := people.Some(tx, keysOf(owners))
	if err != nil {
		return nil, fmt.Errorf("read who has goals: %w", err)
	}
	due := map[string]people.Person{}
	for _, goal := range goals {
		owner, ok := known[goal.Person]
		if !ok || !people.Member(owner) || !slots.Working(now, owner.Location(c.location())) {
			continue
		}
		if goal.reminderDue(c.dayOf(owner, now)) > 0 {
			due[owner.ID] = owner
		}
	}
	var list []people.Person
	for _, id := range keysOf(due) {
		list = append(list, due[id])
	}
	return list, nil
}

// TakeGoals takes the reminders that are due to a person now, by deadline: they count as given, provided tx commits. None
// when another replica was first.
func (c *Cycles) TakeGoals(tx *db.Tx, owner people.Person) ([]Goal, error) {
	today := c.dayOf(owner, tx.Now())
	until := tx.Now().AddDate(0, 0, 10).Format(dateLayout)
	goals, err := loadDueGoals(tx, today, until, owner.ID)
	if err != nil {
		return nil, err
	}
	var taken []Goal
	for _, found := range goals {
		if found.reminderDue(today) == 0 {
			continue
		}
		goal, err := lockGoal(tx, owner.ID, found.ID)
		if err != nil {
			return nil, err
		}
		days := goal.reminderDue(today)
		if days == 0 {
			continue
		}
		goal.reminded, goal.RemindedOn = reminded{deadline: goal.Deadline, days: days}, today
		if err := saveGoalReminder(tx, goal); err != nil {
			return nil, err
		}
		taken = append(taken, goal)
	}
	return taken, nil
}

// RemindedGoals are the goals that a person was last reminded of on a day, by deadline.
func RemindedGoals(tx *db.Tx, owner, day string) ([]Goal, error) {
	goals, err := loadGoals(tx, owner)
	return slices.DeleteFunc(goals, func(g Goal) bool { return day == "" || g.RemindedOn != day }), err
}

// reminderDue is which reminder is due on a day where the owner is, as days before the deadline; 0 for none. Of two that
// are due at once only the later one comes.
func (g Goal) reminderDue(today string) int {
	if g.State != GoalOpen || !g.Remind || g.Deadline < today {
		return 0
	}
	for _, days := range slices.Backward(goalReminders) {
		if reminderDay(g.Deadline, days) > today {
			continue
		}
		if g.reminded.deadline == g.Deadline && g.reminded.days <= days {
			return 0
		}
		return days
	}
	return 0
}

// reminderDay is the day on which somebody is reminded: so many days before a deadline, or the Friday before that when it
// is a weekend.
func reminderDay(deadline string, days int) string {
	day, err := time.Parse(dateLayout, deadline)
	if err != nil {
		return deadline
	}
	day = day.AddDate(0, 0, -days)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, -1)
	}
	return day.Format(dateLayout)
}

func keysOf[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
