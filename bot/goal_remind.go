package bot

import (
	"context"
	"time"

	"github.com/google/uuid"

	"laurel/bot/view"
	"laurel/coaching"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/reviews"
)

// sendGoals reminds people of goals whose deadline is near, each person in a transaction of their own. Who had a message
// by itself today is reminded on the next working day.
func (b *Bot) sendGoals(ctx context.Context) error {
	return eachDue(ctx, b, "remind of goals", b.cycles.GoalsDue, b.sendGoalsTo)
}

func (b *Bot) sendGoalsTo(tx *db.Tx, owner people.Person) error {
	s, err := coaching.SettingsOf(tx, owner.ID)
	if err != nil || !s.Goals {
		return err
	}
	if free, err := b.coach.TakeDay(tx, owner); err != nil || !free {
		return err
	}
	goals, err := b.cycles.TakeGoals(tx, owner)
	if err != nil || len(goals) == 0 {
		return err
	}
	today := tx.Now().In(b.location(owner))
	day := today.Format(time.DateOnly)
	return b.tell(tx, goalsKey(owner.ID, day), view.GoalsDue(goals, day, today))
}

const goalKind = "goal.remind"

func goalsKey(person, day string) outbox.Key {
	return outbox.Key{Kind: goalKind, Recipient: person, Object: person, Period: day}
}

// reremind draws the reminder of a day anew, if there was one.
func (b *Bot) reremind(tx *db.Tx, owner people.Person, day string) error {
	if day == "" {
		return nil
	}
	goals, err := reviews.RemindedGoals(tx, owner.ID, day)
	if err != nil {
		return err
	}
	return b.retellGoals(tx, owner, day, view.GoalsDue(goals, day, tx.Now().In(b.location(owner))))
}

func (b *Bot) retellGoals(tx *db.Tx, owner people.Person, day string, m view.Message) error {
	key := outbox.Key{Kind: "goal.reminded", Recipient: owner.ID, Object: day, Period: uuid.NewString()}
	return b.retell(tx, goalsKey(owner.ID, day), key, m)
}

// goalRemind turns the reminders of one goal on or off.
func (b *Bot) goalRemind(tx *db.Tx, actor people.Person, a act) (reply, error) {
	word, id := view.ReadGoalState(a.Value)
	goal, err := reviews.RemindGoal(tx, actor.ID, id, word == "on")
	return b.goalPressed(tx, actor, a, goal, err)
}

// goalRemindOff ends the reminders of all goals of the actor's. The button's value names its message.
func (b *Bot) goalRemindOff(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if err := coaching.GoalsOff(tx, actor.ID); err != nil {
		return reply{}, err
	}
	return reply{Home: true}, b.retellGoals(tx, actor, a.Value, view.GoalsOff())
}
