package view_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"laurel/bot/view"
	"laurel/reviews"
	"laurel/wins"
)

func goal(n int, state string) reviews.Goal {
	return reviews.Goal{
		ID: fmt.Sprintf("goal%02d", n), Person: ada.ID, State: state, Remind: true,
		GoalText: reviews.GoalText{
			Objective: "Every release of #ranker goes out without a hand on it", Category: "deployment",
			Measure: "Releases that somebody has to sit through", Baseline: "9 of 10", Target: "1 of 10",
			Deadline: now.AddDate(0, 0, 7-3*n).Format(time.DateOnly), Serves: "Two releases a week",
		},
	}
}

func goals(n int) (list []reviews.Goal) {
	for i := range n {
		list = append(list, goal(i, []string{reviews.GoalOpen, reviews.GoalOpen, reviews.GoalOpen, reviews.GoalDone, reviews.GoalDropped}[i%5]))
	}
	return list
}

// grown is a goal with all that can belong to one.
func grown() reviews.Goal {
	g := goal(0, reviews.GoalOpen)
	g.Notes = []reviews.GoalNote{
		{Text: "Canary runs by itself since Monday; rollback still needs a hand", At: now.AddDate(0, 0, -20)},
		{Text: "Rollback too", At: now.AddDate(0, 0, -2)},
	}
	g.Wins = []string{"win000", "win001"}
	before := g.GoalText
	before.Target, before.Deadline = "3 of 10", "2026-10-30"
	g.History = []reviews.GoalVersion{
		{GoalText: before, State: reviews.GoalDropped, Until: now.AddDate(0, 0, -40)},
		{GoalText: before, State: reviews.GoalOpen, Until: now.AddDate(0, 0, -30)},
	}
	return g
}

func drawGoals(drawn map[string]any) {
	today := now.In(berlin())
	owner := ada
	owner.ManagerName = "Mia Torres"
	own := view.GoalsShown{Owner: owner, Own: true, Today: today}
	drawn["goals_none"] = view.GoalList(own)
	own.Goals = goals(5)
	drawn["goals_five"] = view.GoalList(own)
	theirs := own
	theirs.Own = false
	drawn["goals_of_report"] = view.GoalList(theirs)
	theirs.Goals = nil
	drawn["goals_of_report_none"] = view.GoalList(theirs)
	own.Goals = goals(40)
	drawn["goals_many"] = view.GoalList(own)
	drawn["goals_page"] = view.GoalPages(own, 1)

	one := view.GoalShown{Goal: goal(0, reviews.GoalOpen), Owner: owner, Own: true, Names: called, Today: today}
	drawn["goal_new"] = view.GoalPage(one)
	one.Goal, one.Wins = grown(), manyWins(2)
	drawn["goal_grown"] = view.GoalPage(one)
	one.Goal.Remind = false
	one.Own = false
	drawn["goal_of_report"] = view.GoalPage(one)
	one.Own, one.Goal = true, goal(1, reviews.GoalDone)
	drawn["goal_done"] = view.GoalPage(one)
	drawn["goal_form_new"] = view.GoalForm(reviews.GoalText{Objective: "Half the bill"}, false, view.GoalLong, "metadata")
	drawn["goal_form_edit"] = view.GoalForm(grown().GoalText, true, "", "metadata")
	drawn["goal_form_note"] = view.GoalNoteForm(grown(), "metadata")
	drawn["goal_form_wins"] = view.GoalWinsForm(grown(), manyWins(8), called, today, "metadata")

	drawn["goal_due"] = view.GoalsDue([]reviews.Goal{goal(0, reviews.GoalOpen), goal(2, reviews.GoalOpen)}, "2026-11-23", today)
	quiet := goal(0, reviews.GoalOpen)
	quiet.Remind = false
	drawn["goal_due_answered"] = view.GoalsDue([]reviews.Goal{quiet, goal(2, reviews.GoalDone)}, "2026-11-23", today)
	drawn["goal_due_off"] = view.GoalsOff()
	drawn["goal_help"] = view.GoalHelp()
	drawn["goal_not_yours"] = view.GoalSaid(view.GoalNotYours)
	drawn["goal_one_person"] = view.GoalSaid(view.GoalOnePerson)
	drawn["goal_sentences"] = goalSentences()
}

func goalSentences() map[string]any {
	said := map[string]any{"gone": view.GoalGoneText, "no wins": view.GoalNoWins}
	for _, err := range []error{
		reviews.GoalPartMissing{Part: reviews.PartObjective},
		reviews.GoalPartMissing{Part: reviews.PartMeasure},
		reviews.GoalPartMissing{Part: reviews.PartTarget},
		reviews.GoalPartLong{Part: reviews.PartNote, Have: 40_000, Max: 1000},
		reviews.ErrGoalDate, reviews.ErrGoalCategory, reviews.ErrManyGoals, reviews.ErrNoNote, reviews.ErrNoGoal,
	} {
		said[err.Error()] = view.GoalErrors(err)
	}
	if view.GoalErrors(errors.New("anything else")) != nil {
		panic("an error that nobody foresaw stands under a field")
	}
	return said
}

// hostileGoals draws what goals look like when every text is the text and every name the name. What people write was
// cleaned and bounded when it was kept.
func hostileGoals(drawn map[string]any, name, text string, n int) {
	who, today := person(name), now.In(berlin())
	who.ManagerName = name
	list := []wins.Win{hostileWin(name, text)}
	g := grown()
	bounded := func(limit int) string {
		kept := []rune(list[0].Text)
		return string(kept[:min(len(kept), limit)])
	}
	long, short := bounded(reviews.MaxGoal), bounded(reviews.MaxGoalPart)
	g.GoalText = reviews.GoalText{
		Objective: long, Category: "other", Measure: short, Baseline: short, Target: short, Deadline: g.Deadline, Serves: long,
	}
	g.History[0].GoalText = g.GoalText
	var all []reviews.Goal
	for i := range n {
		g := g
		g.ID = fmt.Sprint("goal", i)
		g.State = []string{reviews.GoalOpen, reviews.GoalDone}[i%2]
		all = append(all, g)
	}
	for range n {
		g.Notes = append(g.Notes, reviews.GoalNote{Text: long, At: now})
		g.History = append(g.History, reviews.GoalVersion{GoalText: goal(1, "").GoalText, State: reviews.GoalOpen, Until: now})
		list = append(list, hostileWin(name, text))
	}
	for i := range list {
		list[i].ID = fmt.Sprint("win", i)
	}
	names := map[string]string{"U0MIA": name}
	for _, own := range []bool{true, false} {
		shown := view.GoalsShown{Owner: who, Own: own, Goals: all, Today: today}
		drawn[fmt.Sprint("goals, own ", own)] = view.GoalList(shown)
		drawn[fmt.Sprint("goal pages, own ", own)] = view.GoalPages(shown, n)
		drawn[fmt.Sprint("goal, own ", own)] = view.GoalPage(view.GoalShown{
			Goal: g, Owner: who, Own: own, Wins: list, Names: names, Today: today,
		})
	}
	drawn["goals due"] = view.GoalsDue(all, "2026-11-23", today)
	drawn["goal form"] = view.GoalForm(g.GoalText, true, "", "")
	drawn["goal form, typed"] = view.GoalForm(reviews.GoalText{Objective: strings.TrimSpace(text)}, false, view.GoalLong, "")
	drawn["goal note"] = view.GoalNoteForm(g, "")
	drawn["goal wins"] = view.GoalWinsForm(g, list, names, today, "")
}
