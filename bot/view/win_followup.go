package view

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/coaching"
)

// shownFollowUps is how many questions a message has room for, two blocks each.
const shownFollowUps = 20

// FollowUps asks, in one message, whether wins held, and shows what was answered. names are of the people mentioned, by
// id; today is the reader's.
func FollowUps(f coaching.FollowUps, names map[string]string, today time.Time) Message {
	blocks := []slack.Block{section("win.followup", marked("*Did it hold?*"))}
	open := 0
	for _, q := range f.List[:min(len(f.List), shownFollowUps)] {
		line := section("", plain(followUpLine(q, names, today)))
		if q.Answer == coaching.AnswerHeld {
			line.Accessory = slack.NewAccessory(followUpButton(q, FollowUpMore, "Add the number"))
		}
		if q.Answer == "" {
			open++
		}
		blocks = append(blocks, line, followUpAnswer(q, today.Location()))
	}
	if len(f.List) == 0 {
		blocks = append(blocks, small("These wins are gone. There is nothing to do."))
	}
	if open > 0 {
		blocks = append(blocks, small("One press each. The answer becomes the last line of the win, and whoever can see the "+
			"win can see it. laurel asks 30, 60 and 90 days after a win that does not reach the business yet."))
	}
	if len(f.List) > 0 {
		blocks = append(blocks, slack.NewActionBlock("win.followup.out", button(WinFollowUpOff, f.Day, "No more of these")))
	}
	text := "Did it hold? laurel asks about " + count(len(f.List), "win", "wins") + " of yours."
	if open == 0 {
		text = "Thank you. There is nothing left to answer here."
	}
	return said(text, blocks)
}

func followUpLine(q coaching.FollowUp, names map[string]string, today time.Time) string {
	return day(q.Win.OccurredOn, today) + " · " + cut(Named(q.Win.Text, names), 300)
}

// followUpAnswer is the row of buttons, or what was answered.
func followUpAnswer(q coaching.FollowUp, zone *time.Location) slack.Block {
	on := q.AnsweredAt.In(zone).Format("Mon 2 Jan")
	switch q.Answer {
	case coaching.AnswerHeld:
		return small("You said on " + on + " that it held, and the win says so.")
	case coaching.AnswerChanged:
		return small("You added on " + on + " what it is now. laurel does not ask about it again.")
	case coaching.AnswerEarly:
		return small("Too early to say." + askedNext(q.Days))
	case coaching.AnswerStop:
		return small("laurel does not ask about this win again.")
	}
	return slack.NewActionBlock("",
		followUpButton(q, coaching.AnswerHeld, "Yes, it held"), followUpButton(q, coaching.AnswerChanged, "It changed"),
		followUpButton(q, coaching.AnswerEarly, "Too early to say"),
		followUpButton(q, coaching.AnswerStop, "Stop asking for this win"))
}

func followUpButton(q coaching.FollowUp, answer, label string) *slack.ButtonBlockElement {
	return button(WinFollowUp+":"+answer, answer+" "+q.Win.ID+" "+strconv.Itoa(q.Days), label)
}

// FollowUpMore stands for an answer in the value of the button that adds the number to a win that held.
const FollowUpMore = "more"

// askedNext says when a win is asked about again; "" when it isn't.
func askedNext(days int) string {
	for _, next := range coaching.Ages {
		if next > days {
			return fmt.Sprintf(" laurel asks again %d days after it.", next)
		}
	}
	return " laurel does not ask about it again."
}

// ReadFollowUp takes the value of a button apart. What it names proves nothing; ok is false when it is none of ours.
func ReadFollowUp(value string) (answer, win string, days int, ok bool) {
	parts := strings.Split(value, " ")
	if len(parts) != 3 {
		return "", "", 0, false
	}
	days, err := strconv.Atoi(parts[2])
	return parts[0], parts[1], days, err == nil
}

// FollowUpsOff replaces FollowUps for somebody who wants no more of them.
func FollowUpsOff() Message {
	return Message{Text: "laurel asks no more whether your wins held.", Blocks: []slack.Block{
		section("win.followup.off", plain("laurel asks no more whether your wins held. Settings turn it on again.")),
		slack.NewActionBlock("", SettingsButton()),
	}}
}
