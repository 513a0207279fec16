package view

import (
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/wins"
	"laurel/writing"
)

// overviewBlocks show the last months: in a sentence, as bars, and what the wins show.
func overviewBlocks(o wins.Overview) []slack.Block {
	blocks := []slack.Block{section("home.half", plain(monthsSentence(o)))}
	if o.Total() == 0 {
		return blocks
	}
	return append(blocks, monthsBars(o.Months), section("home.stages", marked("*What they show* · "+stagesWords(o.Stages))),
		section("home.competencies", marked("*Competencies* · "+competencyWords(o.Competencies))))
}

// monthsSentence tells how many wins there are, and which months have none: gaps must be seen by everybody. Months before
// somebody's first win are no gaps.
func monthsSentence(o wins.Overview) string {
	if len(o.Months) == 0 {
		return ""
	}
	since := monthName(o.Months[0].Month, "January")
	if o.Total() == 0 {
		return "None since " + since + ". What you did before is below."
	}
	var empty []string
	begun := o.Kept > o.Total()
	for _, m := range o.Months {
		begun = begun || m.Wins > 0
		if begun && m.Wins == 0 {
			empty = append(empty, monthName(m.Month, "January"))
		}
	}
	sentence := count(o.Total(), "win", "wins") + " since " + since + "."
	if len(empty) > 0 {
		sentence += " None in " + list(empty) + "."
	}
	return sentence
}

func monthName(month, layout string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return t.Format(layout)
}

// longestBar is how many marks the bar of the best month has at most: as many as fit on a phone.
const longestBar = 20

// monthsBars is a bar of wins by month, a mark a win as long as they fit.
func monthsBars(months []wins.Month) slack.Block {
	most := longestBar
	for _, m := range months {
		most = max(most, m.Wins)
	}
	lines := make([]string, 0, len(months))
	for _, m := range months {
		bar := strings.Repeat("▇", (m.Wins*longestBar+most-1)/most)
		if bar != "" {
			bar += " "
		}
		lines = append(lines, monthName(m.Month, "Jan")+"  "+bar+number(m.Wins))
	}
	text := slack.NewRichTextSectionTextElement(strings.Join(lines, "\n"), nil)
	return slack.NewRichTextBlock("home.months", &slack.RichTextPreformatted{
		Type: slack.RTEPreformatted, Elements: []slack.RichTextSectionElement{text},
	})
}

// stagesWords count the wins that show each stage, in the order of the chain: "data 2 · … · business 0".
func stagesWords(stages map[string]int) string {
	var parts []string
	for _, stage := range writing.StageIDs {
		parts = append(parts, stageTitles[stage]+" "+number(stages[stage]))
	}
	return strings.Join(parts, " · ")
}

// competencyWords count the wins of each competency, and name those that have none.
func competencyWords(competencies map[string]int) string {
	var some, none []string
	for _, id := range writing.CompetencyIDs {
		title := escape(competencyTitles[id])
		if n := competencies[id]; n > 0 {
			some = append(some, title+" "+number(n))
		} else {
			none = append(none, title)
		}
	}
	line := strings.Join(some, " · ")
	switch {
	case len(some) == 0:
		return "no win of these months names one."
	case len(none) > 0:
		line += ". None yet: " + strings.Join(none, ", ")
	}
	if n := competencies[""]; n > 0 {
		line += ". " + count(n, "win names", "wins name") + " none"
	}
	return line + "."
}
