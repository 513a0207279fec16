package view

import (
	"slices"
	"time"

	"github.com/slack-go/slack"

	"laurel/feedback"
	"laurel/people"
)

// AskedPerson is one person that a giver is asked about.
type AskedPerson struct {
	Request feedback.Request
	Subject people.Person
	Manager string // the subject's manager, "" when there is none
}

// Ask is the message that asks a giver about people: one message for all of them.
type Ask struct {
	CycleName string
	Until     time.Time
	Zone      *time.Location // the giver's
	Over      bool           // the stage has ended, or the cycle: nothing can be answered or changed any more
	People    []AskedPerson
}

// FeedbackAsk draws the request, and what became of each part of it. It is sent once per giver and cycle and redrawn
// after each answer.
func FeedbackAsk(a Ask) Message {
	open := 0
	for _, p := range a.People {
		if p.Request.State == feedback.Open {
			open++
		}
	}
	title := "*Feedback for " + count(len(a.People), "person", "people") + "* · " + escape(a.CycleName)
	if open > 0 {
		title += " · " + about(open) + " · until " + moment(a.Until, a.Zone)
	}
	blocks := []slack.Block{section("feedback.ask", marked(title))}
	shown := askedNow(a.People)
	for _, p := range shown {
		blocks = append(blocks, askedPerson(a, p)...)
	}
	if rest := len(a.People) - len(shown); rest > 0 {
		blocks = append(blocks, small("and "+number(rest)+" more, who appear here as you answer"))
	}
	if open > 0 {
		blocks = append(blocks, small("Confidential: your name is not shown, but your words may be recognisable. "+
			"The person and their manager see the answers of all colleagues together, and only if 3 or more answer."))
	}
	return said(askText(a, open), blocks)
}

// askedAtOnce is how many people one message asks about: two blocks each, of Slack's 50.
const askedAtOnce = 20

// askedNow is who is shown. When there are too many, those who wait for an answer come first.
func askedNow(all []AskedPerson) []AskedPerson {
	if len(all) <= askedAtOnce {
		return all
	}
	all = slices.Clone(all)
	open := func(p AskedPerson) bool { return p.Request.State == feedback.Open }
	slices.SortStableFunc(all, func(x, y AskedPerson) int {
		switch {
		case open(x) == open(y):
			return 0
		case open(x):
			return -1
		default:
			return 1
		}
	})
	return all[:askedAtOnce]
}

// askText names the subjects: the message that asks does. It says nothing that anybody wrote.
func askText(a Ask, open int) string {
	var names []string
	for _, p := range a.People {
		if open == 0 || p.Request.State == feedback.Open {
			names = append(names, escape(p.Subject.Name))
		}
	}
	if open == 0 && missed(a.People) {
		return "The time to answer for " + escape(a.CycleName) + " is over. Nothing is left to do."
	}
	if open == 0 {
		return "Thank you. Nothing is left to do for " + escape(a.CycleName) + "."
	}
	return "Feedback for " + list(names) + ", until " + moment(a.Until, a.Zone) + ". It takes " + about(open) + "."
}

// missed tells that the time ran out before anything was answered: there is nothing to thank for.
func missed(all []AskedPerson) bool {
	in := func(state feedback.State) bool {
		return slices.ContainsFunc(all, func(p AskedPerson) bool { return p.Request.State == state })
	}
	return in(feedback.Withdrawn) && !in(feedback.Answered)
}

// about says how long answering takes.
func about(people int) string {
	if people == 1 {
		return "about 6 minutes"
	}
	return "about 6 minutes each"
}

func askedPerson(a Ask, p AskedPerson) []slack.Block {
	name := "*" + escape(p.Subject.Name) + "*"
	if title := p.Subject.Title(); title != "" {
		name += " · " + escape(title)
	}
	id := "feedback.ask:" + p.Request.ID + ":" + string(p.Request.State)
	switch p.Request.State {
	case feedback.Answered:
		done := "Thank you. Your answer about *" + escape(p.Subject.Name) + "* is saved."
		if a.Over {
			return []slack.Block{section(id+":over", marked(done))}
		}
		line := section(id, marked(done+" You can change it until "+moment(p.Request.DueAt, a.Zone)+"."))
		line.Accessory = slack.NewAccessory(button(FeedbackAnswerChange+":"+p.Request.ID, p.Request.ID, "Change"))
		return []slack.Block{line}
	case feedback.Declined:
		return []slack.Block{section(id, marked("You declined to write about *"+escape(p.Subject.Name)+
			"*. Nobody is told that it was you."))}
	case feedback.Withdrawn:
		return []slack.Block{section(id, marked("The time to write about *"+escape(p.Subject.Name)+
			"* is over. No answer is needed any more."))}
	default:
		answer := primary(button(FeedbackAnswerOpen, p.Request.ID, "Answer"))
		answer.AccessibilityLabel = cut("Answer about "+p.Subject.Name, maxButton)
		decline := asking(button(FeedbackAnswerDecline, p.Request.ID, "Decline"), "Decline to write?",
			"You won't be asked about "+first(p.Subject.Name)+" again in this cycle. Nobody is told that it was you.",
			"Decline", "Go back")
		return []slack.Block{section(id, marked(name)), slack.NewActionBlock("feedback.ask.do:"+p.Request.ID, answer, decline)}
	}
}
