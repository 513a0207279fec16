package view

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/people"
	"laurel/reviews"
	"laurel/wins"
)

// GoalsShown are somebody's goals, for who reads them.
type GoalsShown struct {
	Owner people.Person
	Own   bool           // the reader is the owner; else their manager
	Goals []reviews.Goal // the open ones first, by deadline
	Today time.Time      // where the reader is
}

// listedGoals is how many goals a message shows, two blocks each.
const listedGoals = 15

// GoalList answers /goal: the goals, each with the way to all of it.
func GoalList(g GoalsShown) Message {
	open := 0
	for _, goal := range g.Goals {
		if goal.State == reviews.GoalOpen {
			open++
		}
	}
	blocks := []slack.Block{section("goal.list", marked(goalsHeading(g, open)))}
	for _, goal := range g.Goals[:min(len(g.Goals), listedGoals)] {
		blocks = append(blocks, goalLines(goal, g.Today)...)
	}
	var buttons []slack.BlockElement
	if g.Own {
		buttons = append(buttons, primary(button(GoalNew, "", "New goal")))
	}
	if len(g.Goals) > listedGoals {
		buttons = append(buttons, button(GoalAll, "0 "+g.Owner.ID, "All "+number(len(g.Goals))+" goals"))
	}
	if len(buttons) > 0 {
		blocks = append(blocks, slack.NewActionBlock("goal.do", buttons...))
	}
	return said(count(open, "open goal", "open goals")+". Only you see this message.", append(blocks, small(goalReaders(g))))
}

func goalsHeading(g GoalsShown, open int) string {
	switch {
	case g.Own && len(g.Goals) == 0:
		return "*You have no goals yet.* A goal says what shall be different, how that will show, and by when."
	case g.Own:
		return "*Your goals* · " + number(open) + " open"
	case len(g.Goals) == 0:
		return "*" + escape(g.Owner.Name) + "* has set no goals yet."
	default:
		return "*Goals of " + escape(g.Owner.Name) + "* · " + number(open) + " open"
	}
}

func goalReaders(g GoalsShown) string {
	switch {
	case !g.Own:
		return "You see these as " + escape(first(g.Owner.Name)) + "'s manager. Only " + escape(first(g.Owner.Name)) + " can change them."
	case g.Owner.ManagerName != "":
		return "You and " + escape(first(g.Owner.ManagerName)) + " can see your goals."
	default:
		return "Only you can see your goals; a manager would, once you have one."
	}
}

// GoalPages lists all goals in a modal, page by page. A page beyond the end shows the last.
func GoalPages(g GoalsShown, page int) slack.ModalViewRequest {
	all := [][]slack.Block{{section("goal.list", marked("*"+count(len(g.Goals), "goal", "goals")+"*, the open ones first"))}}
	for _, goal := range g.Goals {
		all = append(all, goalLines(goal, g.Today))
	}
	return onePage("Goals", all, page, func(page int) (id, value string) {
		return GoalAllPage, strconv.Itoa(page) + " " + g.Owner.ID
	})
}

// ReadGoalPage reads the value of a button that turns a page of goals: the page, and whose they are.
func ReadGoalPage(value string) (page int, owner string) {
	first, owner, _ := strings.Cut(value, " ")
	return ReadPage(first), owner
}

// goalLines are one goal of a list.
func goalLines(g reviews.Goal, today time.Time) []slack.Block {
	line := section("", marked("*"+escape(cut(g.Objective, 200))+"* · "+goalWhen(g, today)))
	line.Accessory = slack.NewAccessory(button(GoalShow+":"+g.ID, g.ID, "Open"))
	return []slack.Block{line, small(escape(goalMeasure(g.GoalText)))}
}

// goalMeasure says how a goal will show: "p99 latency of ranker: 120 ms → 80 ms".
func goalMeasure(t reviews.GoalText) string {
	return cut(t.Measure, 200) + ": " + cut(cmp.Or(t.Baseline, "not measured yet"), 100) + " → " + cut(t.Target, 100)
}

// goalWhen says how long there is, or what became of the goal.
func goalWhen(g reviews.Goal, today time.Time) string {
	switch g.State {
	case reviews.GoalDone:
		return "done"
	case reviews.GoalDropped:
		return "dropped"
	}
	return goalLeft(g, today) + ", " + date(g.Deadline, today)
}

func goalLeft(g reviews.Goal, today time.Time) string {
	switch left := g.DaysLeft(today.Format(time.DateOnly)); {
	case left > 0:
		return count(left, "day", "days") + " left"
	case left == 0:
		return "due today"
	default:
		return "over since " + count(-left, "day", "days")
	}
}

// GoalShown is one goal with all that belongs to it, for who reads it.
type GoalShown struct {
	Goal  reviews.Goal
	Owner people.Person
	Own   bool
	Wins  []wins.Win // that show it and that the reader may see
	Names map[string]string
	Today time.Time // where the reader is
}

// How much of what belongs to a goal its page shows; it keeps all.
const (
	shownNotes   = 20
	shownChanges = 10
	goalWins     = 20
)

// GoalPage is a goal as a modal.
func GoalPage(g GoalShown) slack.ModalViewRequest {
	title := "Goal"
	if !g.Own {
		title = "Goal of " + first(g.Owner.Name)
	}
	blocks := []slack.Block{
		section("goal.objective", plain(g.Goal.Objective)),
		section("goal.facts", plain(goalFacts(g))),
	}
	if g.Own {
		blocks = append(blocks, goalButtons(g.Goal)...)
	}
	blocks = append(blocks, goalNoteBlocks(g)...)
	blocks = append(blocks, goalWinBlocks(g)...)
	blocks = append(blocks, goalChangeBlocks(g)...)
	if g.Own {
		blocks = append(blocks, small(goalReaders(GoalsShown{Owner: g.Owner, Own: true})))
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain(cut(title, maxTitle)), Close: plain("Close"), Blocks: slack.Blocks{BlockSet: blocks},
	}
}

func goalFacts(g GoalShown) string {
	lines := []string{
		goalMeasure(g.Goal.GoalText),
		goalCategories[g.Goal.Category] + " · " + goalWhen(g.Goal, g.Today),
	}
	if g.Goal.State != reviews.GoalOpen {
		lines[1] += " · the deadline was " + date(g.Goal.Deadline, g.Today)
	}
	if g.Goal.Serves != "" {
		lines = append(lines, "For the team: "+cut(g.Goal.Serves, 500))
	}
	return strings.Join(lines, "\n")
}

var goalCategories = map[string]string{
	"automation": "Automation", "deployment": "Deployment pipeline", "scalability": "Scalability", "reliability": "Reliability",
	"quality": "Quality", "other": "Other",
}

func goalButtons(g reviews.Goal) []slack.Block {
	if g.State != reviews.GoalOpen {
		return []slack.Block{slack.NewActionBlock("goal.do",
			button(GoalState+":open", goalState(reviews.GoalOpen, g.ID), "Open it again"),
			button(GoalNote, g.ID, "Add a note"), button(GoalWins, g.ID, "Link wins"))}
	}
	reminders := button(GoalRemind, "off "+g.ID, "No reminders")
	if !g.Remind {
		reminders = button(GoalRemind, "on "+g.ID, "Remind me")
	}
	return []slack.Block{
		slack.NewActionBlock("goal.do", button(GoalNote, g.ID, "Add a note"), button(GoalWins, g.ID, "Link wins"),
			button(GoalEdit, g.ID, "Edit")),
		slack.NewActionBlock("goal.end", button(GoalState+":done", goalState(reviews.GoalDone, g.ID), "It is done"),
			button(GoalState+":dropped", goalState(reviews.GoalDropped, g.ID), "Drop it"), reminders),
	}
}

func goalState(state, id string) string { return state + " " + id }

// ReadGoalState reads the value of a button: what shall become of which goal. It proves nothing.
func ReadGoalState(value string) (state, id string) {
	state, id, _ = strings.Cut(value, " ")
	return state, id
}

func goalNoteBlocks(g GoalShown) []slack.Block {
	if len(g.Goal.Notes) == 0 {
		return nil
	}
	blocks := []slack.Block{header("Progress")}
	notes := g.Goal.Notes
	if more := len(notes) - shownNotes; more > 0 {
		blocks = append(blocks, small(count(more, "earlier note", "earlier notes")+" not shown"))
		notes = notes[more:]
	}
	for _, n := range notes {
		blocks = append(blocks, section("", plain(n.At.In(g.Today.Location()).Format("Mon 2 Jan 2006")+" · "+n.Text)))
	}
	return blocks
}

func goalWinBlocks(g GoalShown) []slack.Block {
	if len(g.Wins) == 0 {
		return nil
	}
	blocks := []slack.Block{header("Wins that show it")}
	for _, w := range g.Wins[:min(len(g.Wins), goalWins)] {
		blocks = append(blocks, section("", plain(day(w.OccurredOn, g.Today)+" · "+cut(Named(w.Text, g.Names), 300))))
	}
	if more := len(g.Wins) - goalWins; more > 0 {
		blocks = append(blocks, small("and "+number(more)+" more"))
	}
	return blocks
}

// goalChangeBlocks say what the goal said before, the latest change first.
func goalChangeBlocks(g GoalShown) []slack.Block {
	if len(g.Goal.History) == 0 {
		return nil
	}
	blocks := []slack.Block{header("Changes")}
	after, state := g.Goal.GoalText, g.Goal.State
	for i := len(g.Goal.History) - 1; i >= 0 && len(blocks) <= shownChanges; i-- {
		v := g.Goal.History[i]
		line := v.Until.In(g.Today.Location()).Format("Mon 2 Jan 2006") + " · " + goalChange(v, after, state, g.Today)
		blocks = append(blocks, small(escape(line)))
		after, state = v.GoalText, v.State
	}
	if more := len(g.Goal.History) - shownChanges; more > 0 {
		blocks = append(blocks, small(count(more, "earlier change", "earlier changes")+" not shown"))
	}
	return blocks
}

// goalChange says what was different before a change.
func goalChange(before reviews.GoalVersion, after reviews.GoalText, state string, today time.Time) string {
	var parts []string
	was := func(what, old, now string) {
		if old != now {
			parts = append(parts, what+" was “"+cut(cmp.Or(old, "empty"), 200)+"”")
		}
	}
	if before.State != state {
		parts = append(parts, "was "+before.State)
	}
	was("objective", before.Objective, after.Objective)
	was("category", goalCategories[before.Category], goalCategories[after.Category])
	was("measure", before.Measure, after.Measure)
	was("baseline", before.Baseline, after.Baseline)
	was("target", before.Target, after.Target)
	was("deadline", date(before.Deadline, today), date(after.Deadline, today))
	was("team objective", before.Serves, after.Serves)
	return strings.Join(parts, ", ")
}
