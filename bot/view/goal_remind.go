package view

import (
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
)

// GoalsDue reminds somebody of goals before their deadlines, and shows what became of each. dayAsked is the day of the
// message; today is the reader's.
func GoalsDue(goals []reviews.Goal, dayAsked string, today time.Time) Message {
	open := 0
	blocks := []slack.Block{section("goal.remind", marked("*How does it stand?* A deadline of yours is near."))}
	for _, g := range goals[:min(len(goals), listedGoals)] {
		if g.State == reviews.GoalOpen && g.Remind {
			open++
		}
		blocks = append(blocks, goalDue(g, dayAsked, today)...)
	}
	if open > 0 {
		blocks = append(blocks, small("You are reminded 7 days and 1 day before a deadline, once each. Only you see this."),
			slack.NewActionBlock("goal.remind.out", button(GoalRemindOff, dayAsked, "No more of these")))
	}
	text := "A deadline of yours is near. You have " + count(open, "open goal", "open goals") + " to look at."
	if open == 0 {
		blocks[0] = section("goal.remind", plain("Nothing is left to do here."))
		text = "Nothing is left to do for these goals."
	}
	return said(text, blocks)
}

func goalDue(g reviews.Goal, dayAsked string, today time.Time) []slack.Block {
	line := section("", marked("*"+escape(cut(g.Objective, 200))+"* · "+goalWhen(g, today)))
	line.Accessory = slack.NewAccessory(button(GoalShow+":"+g.ID, g.ID, "Open"))
	if g.State != reviews.GoalOpen {
		return []slack.Block{line}
	}
	if !g.Remind {
		return []slack.Block{line, small("No more reminders of this one.")}
	}
	return []slack.Block{line, small(escape(goalMeasure(g.GoalText))), slack.NewActionBlock("",
		button(GoalNote, g.ID, "Add a note"),
		button(GoalState+":done", goalState(reviews.GoalDone, g.ID), "It is done"),
		button(GoalRemind, "off "+g.ID, "Not for this one"))}
}

// GoalsOff replaces GoalsDue for somebody who wants no more of them.
func GoalsOff() Message {
	return Message{Text: "laurel reminds you of no goals any more.", Blocks: []slack.Block{
		section("goal.remind.off", plain("laurel reminds you of no goals any more. Settings turn it on again.")),
		slack.NewActionBlock("", SettingsButton()),
	}}
}

// homeGoals is how many goals Home shows; /goal has them all.
const homeGoals = 5

// homeGoalBlocks are the open goals of Home, by deadline.
func homeGoalBlocks(goals []reviews.Goal, today time.Time) (blocks []slack.Block) {
	open := 0
	for _, g := range goals {
		if g.State != reviews.GoalOpen {
			continue
		}
		if open++; open > homeGoals {
			continue
		}
		line := section("", marked("*"+escape(cut(g.Objective, 200))+"* · "+goalWhen(g, today)))
		line.Accessory = slack.NewAccessory(button(GoalShow+":"+g.ID, g.ID, "Open"))
		blocks = append(blocks, line)
	}
	if open == 0 {
		return nil
	}
	if open > homeGoals {
		blocks = append(blocks, small("and "+number(open-homeGoals)+" more; `/goal` has them all"))
	}
	return append([]slack.Block{header("Goals")}, blocks...)
}
