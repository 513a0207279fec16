package view

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
	"laurel/wins"
	"laurel/writing"
)

// GoalForm is the modal that sets a goal or changes one. metadata comes back unread; note is a line above it, "" for none.
func GoalForm(t reviews.GoalText, change bool, note, metadata string) slack.ModalViewRequest {
	title := "New goal"
	if change {
		title = "Edit goal"
	}
	deadline := slack.NewDatePickerBlockElement(FieldDeadline)
	deadline.InitialDate = t.Deadline
	var categories []choice
	for _, id := range reviews.GoalCategories {
		categories = append(categories, choice{id, goalCategories[id]})
	}
	blocks := []slack.Block{
		goalField(FieldObjective, "What shall be different?", "", "Every model is released without a hand on it", t.Objective,
			reviews.MaxGoal, false),
		slack.NewInputBlock(FieldCategory, plain("Kind"), nil, menu(FieldCategory, t.Category, categories)),
		goalField(FieldMeasure, "How will it show?", "What is measured or counted.", "Releases that somebody has to sit through",
			t.Measure, reviews.MaxGoalPart, false),
		goalField(FieldBaseline, "Where it stands today", "Leave it empty if nobody has measured it yet.", "9 of 10", t.Baseline,
			reviews.MaxGoalPart, true),
		goalField(FieldTarget, "Where it shall be", "", "1 of 10", t.Target, reviews.MaxGoalPart, false),
		slack.NewInputBlock(FieldDeadline, plain("By when"), plain("laurel reminds you 7 days and 1 day before."), deadline),
		goalField(FieldServes, "The team objective it serves", "", "Two releases a week", t.Serves, reviews.MaxGoal, true),
		small("You and your manager can see it, with every change."),
	}
	if note != "" {
		blocks = append([]slack.Block{small(escape(note))}, blocks...)
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: GoalSave, PrivateMetadata: metadata,
		Title: plain(title), Submit: plain("Save"), Close: plain("Cancel"), Blocks: slack.Blocks{BlockSet: blocks},
	}
}

func goalField(id, label, hint, example, text string, most int, optional bool) *slack.InputBlock {
	words := slack.NewPlainTextInputBlockElement(plain(example), id)
	words.Multiline, words.InitialValue, words.MaxLength = most == reviews.MaxGoal, cut(text, most), most
	var below *slack.TextBlockObject
	if hint != "" {
		below = plain(hint)
	}
	field := slack.NewInputBlock(id, plain(label), below, words)
	field.Optional = optional
	return field
}

// ReadGoal reads GoalForm.
func ReadGoal(f Fields) reviews.GoalText {
	return reviews.GoalText{
		Objective: f.Text(FieldObjective), Category: f.Text(FieldCategory), Measure: f.Text(FieldMeasure),
		Baseline: f.Text(FieldBaseline), Target: f.Text(FieldTarget), Deadline: f.Text(FieldDeadline), Serves: f.Text(FieldServes),
	}
}

// GoalErrors puts why a goal can't be kept under its field; nil when err is none of these.
func GoalErrors(err error) FieldErrors {
	var missing reviews.GoalPartMissing
	var long reviews.GoalPartLong
	switch {
	case errors.As(err, &missing):
		return FieldErrors{goalFields[missing.Part]: goalMissing[missing.Part]}
	case errors.As(err, &long):
		return FieldErrors{goalFields[long.Part]: "That is " + count(long.Have, "character", "characters") +
			"; there is room for " + number(long.Max) + "."}
	case errors.Is(err, reviews.ErrGoalDate):
		return FieldErrors{FieldDeadline: "Choose a day that is still to come."}
	case errors.Is(err, reviews.ErrGoalCategory):
		return FieldErrors{FieldCategory: "Choose one of these kinds."}
	case errors.Is(err, reviews.ErrManyGoals):
		return FieldErrors{FieldObjective: "You have " + number(reviews.MaxGoals) + " open goals. End or drop one first."}
	case errors.Is(err, reviews.ErrNoNote):
		return FieldErrors{FieldText: "Write how it is coming on."}
	case errors.Is(err, reviews.ErrNoGoal):
		return FieldErrors{FieldObjective: GoalGoneText, FieldText: GoalGoneText, FieldWins: GoalGoneText}
	}
	return nil
}

var goalFields = map[reviews.GoalPart]string{
	reviews.PartObjective: FieldObjective, reviews.PartMeasure: FieldMeasure, reviews.PartBaseline: FieldBaseline,
	reviews.PartTarget: FieldTarget, reviews.PartServes: FieldServes, reviews.PartNote: FieldText,
}

var goalMissing = map[reviews.GoalPart]string{
	reviews.PartObjective: "Say what shall be different.",
	reviews.PartMeasure:   "Say what is measured or counted: without it nobody can tell whether the goal is reached.",
	reviews.PartTarget:    "Say where it shall be.",
}

// GoalNoteForm is the modal that adds a progress note.
func GoalNoteForm(g reviews.Goal, metadata string) slack.ModalViewRequest {
	field := goalField(FieldText, "How is it coming on?", "It is added with today's date and can't be changed later.",
		"Canary runs by itself since Monday; rollback still needs a hand", "", reviews.MaxGoal, false)
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: GoalNote, PrivateMetadata: metadata,
		Title: plain("Add a note"), Submit: plain("Add"), Close: plain("Cancel"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{quote(cut(g.Objective, 500)), field}},
	}
}

// OfferedWins is how many wins can be chosen from: as many options as a menu has.
// https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element
const OfferedWins = 100

// GoalWinsForm is the modal that links wins to a goal; offered are the recent ones, linked ids among them are chosen.
func GoalWinsForm(g reviews.Goal, offered []wins.Win, names map[string]string, today time.Time, metadata string) slack.ModalViewRequest {
	var options, chosen []*slack.OptionBlockObject
	for _, w := range offered[:min(len(offered), OfferedWins)] {
		o := slack.NewOptionBlockObject(w.ID, plain(winOption(w, names, today)), nil)
		options = append(options, o)
		if slices.Contains(g.Wins, w.ID) {
			chosen = append(chosen, o)
		}
	}
	menu := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, plain("Choose wins"), FieldWins, options...)
	menu.InitialOptions = chosen
	field := slack.NewInputBlock(FieldWins, plain("Wins that show it"), plain("Type to find one."), menu)
	field.Optional = true
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: GoalWins, PrivateMetadata: metadata,
		Title: plain("Link wins"), Submit: plain("Save"), Close: plain("Cancel"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{quote(cut(g.Objective, 500)), field}},
	}
}

// winOption is a win as a line of a menu: 75 characters at most, on one line.
func winOption(w wins.Win, names map[string]string, today time.Time) string {
	return cut(day(w.OccurredOn, today)+" · "+strings.Join(strings.Fields(writing.Clean(Named(w.Text, names))), " "), maxButton)
}

// What somebody reads whose act on goals can't be done.
const (
	GoalGoneText  = "There is no such goal for you. Nothing was changed."
	GoalNoWins    = "You have no wins to link yet. /win followed by what you did saves one."
	GoalNotYours  = "You can see the goals of people whose manager you are, and your own. `/goal` shows yours."
	GoalOnePerson = "Name one person, like `/goal @Ada`, whose manager you are. `/goal` alone shows your own goals."
	GoalLong      = "Your text was longer than an objective may be, so only its beginning is here."
)

// GoalSaid is a sentence about goals as a message.
func GoalSaid(text string) Message {
	return Message{Text: text, Blocks: []slack.Block{section("goal.said", marked(text))}}
}

// GoalHelp answers /goal help.
func GoalHelp() Message {
	text := "`/goal` lists your goals · `/goal new` sets one, and so does `/goal` followed by the objective · " +
		"`/goal @name` shows the goals of somebody whose manager you are. You and your manager can see your goals."
	return Message{Text: "What /goal can do.", Blocks: []slack.Block{section("goal.help", marked(text))}}
}
