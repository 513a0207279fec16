package view

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"laurel/wins"
	"laurel/writing"
)

// seenFields show what was read in a win, for its owner to put right.
func seenFields(w wins.Win) []slack.Block {
	blocks := []slack.Block{
		slack.NewDividerBlock(),
		small("What laurel read in it. Change what is wrong: your word counts, and stays when you edit the text."),
	}
	if numbers := numberChoice(w.Metrics); numbers != nil {
		field := slack.NewInputBlock(FieldMetrics, plain("Numbers that are a result"),
			plain("Take the tick off what is none."), numbers)
		field.Optional = true
		blocks = append(blocks, field)
	}
	held := menu(FieldHeld, w.Held, heldOptions())
	stages := slack.NewInputBlock(FieldStages, plain("How far the effect is shown"), nil, stageChoice(w.Stages))
	stages.Optional = true
	project := slack.NewPlainTextInputBlockElement(plain("ranker"), FieldProject)
	project.InitialValue, project.MaxLength = cut(w.Project, maxProject), maxProject
	named := slack.NewInputBlock(FieldProject, plain("Project"), nil, project)
	named.Optional = true
	return append(blocks,
		slack.NewInputBlock(FieldHeld, plain("Where the numbers were seen"), nil, held),
		slack.NewInputBlock(FieldCompetency, plain("Competency"), nil, menu(FieldCompetency, w.Competency, competencyOptions())),
		stages,
		slack.NewInputBlock(FieldKind, plain("Kind"), nil, menu(FieldKind, w.Kind, kindOptions())),
		named)
}

// SeenIn reads what seenFields show. w is the win as the form showed it.
func SeenIn(f Fields, w wins.Win) *wins.Seen {
	seen := &wins.Seen{
		Competency: strings.TrimPrefix(f.Text(FieldCompetency), notSaid), Stages: f[FieldStages],
		Kind: f.Text(FieldKind), Project: f.Text(FieldProject),
	}
	for i, m := range w.Metrics[:min(len(w.Metrics), maxOptions)] {
		if !f.Checked(FieldMetrics, strconv.Itoa(i)) {
			seen.NotMetrics = append(seen.NotMetrics, m.Raw)
		}
	}
	return seen
}

// HeldIn is where the numbers of a win were seen, as a form says; "" for not said.
func HeldIn(f Fields) string { return strings.TrimPrefix(f.Text(FieldHeld), notSaid) }

// maxProject is how long a project's name may be: as long as a channel's.
const maxProject = 80

// notSaid is the value of an option that stands for nothing: Slack takes no empty value.
const notSaid = "-"

// maxOptions is how many boxes a group may have:
// https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element
const maxOptions = 10

// choice is one line of a menu.
type choice struct{ value, text string }

func heldOptions() []choice {
	list := []choice{{notSaid, "Not said"}}
	for _, place := range wins.HeldPlaces {
		list = append(list, choice{place, heldTitles[place]})
	}
	return list
}

func competencyOptions() []choice {
	list := []choice{{notSaid, "None of these"}}
	for _, id := range writing.CompetencyIDs {
		list = append(list, choice{id, competencyTitles[id]})
	}
	return list
}

func kindOptions() []choice {
	var list []choice
	for _, kind := range writing.Kinds {
		list = append(list, choice{kind, kindTitles[kind]})
	}
	return list
}

var heldTitles = map[string]string{
	wins.HeldOffline: "Offline only", wins.HeldShadow: "Shadow", wins.HeldCanary: "Canary", wins.HeldTest: "A/B test",
	wins.HeldLive: "Live",
}

var stageNames = map[string]string{
	"data_quality": "Data quality", "feature_engineering": "Feature engineering", "model_quality": "Model quality",
	"production_reliability": "Production reliability", "business_outcome": "Business outcome",
}

var kindTitles = map[string]string{
	writing.KindResult: "Result", writing.KindNegativeResult: "Learned that it does not work",
	writing.KindReliability: "Something bad prevented, caught or undone", writing.KindEnabling: "Others are faster",
}

func menu(id, chosen string, list []choice) *slack.SelectBlockElement {
	options := make([]*slack.OptionBlockObject, len(list))
	for i, c := range list {
		options[i] = slack.NewOptionBlockObject(c.value, plain(c.text), nil)
	}
	i := max(0, slices.IndexFunc(list, func(c choice) bool { return c.value == chosen }))
	return slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, id, options...).WithInitialOption(options[i])
}

func stageChoice(chosen []string) *slack.CheckboxGroupsBlockElement {
	var options, ticked []*slack.OptionBlockObject
	for _, stage := range writing.StageIDs {
		option := slack.NewOptionBlockObject(stage, plain(stageNames[stage]), nil)
		options = append(options, option)
		if slices.Contains(chosen, stage) {
			ticked = append(ticked, option)
		}
	}
	boxes := slack.NewCheckboxGroupsBlockElement(FieldStages, options...)
	boxes.InitialOptions = ticked
	return boxes
}

// numberChoice has a box for each number, ticked; nil when there is none.
func numberChoice(metrics []writing.Metric) *slack.CheckboxGroupsBlockElement {
	var options []*slack.OptionBlockObject
	for i, m := range metrics[:min(len(metrics), maxOptions)] {
		options = append(options, slack.NewOptionBlockObject(strconv.Itoa(i), plain(cut(m.Words(), maxButton)), nil))
	}
	if len(options) == 0 {
		return nil
	}
	boxes := slack.NewCheckboxGroupsBlockElement(FieldMetrics, options...)
	boxes.InitialOptions = options
	return boxes
}
