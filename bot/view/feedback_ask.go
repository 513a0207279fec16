package view

import (
	"slices"
	"time"

	"github.com/slack-go/slack"

	"laurel/feedback"
	"laurel/people"
	"laurel/reviews"
)

// AskedPerson is one person that a giver is asked about.
type AskedPerson struct {
	Request feedback.Request
	Subject people.Person
	Manager string // the subject's manager, "" when there is none
	Later   []reviews.Later
}

// Ask is the message that tells a giver what they are asked: one message a day for all of it.
type Ask struct {
	Zone   *time.Location // the giver's
	Day    string         // of the message, YYYY-MM-DD by the giver's clock
	Now    time.Time
	Remind bool // nothing in it is new
	People []AskedPerson
}

// FeedbackAsk draws the request, and what became of each part of it. It is redrawn after each answer.
func FeedbackAsk(a Ask) Message {
	open := a.open()
	title := "*" + a.title() + " for " + count(len(a.People), "person", "people") + "*"
	if cycle := a.cycle(a.People); cycle != "" {
		title += " · " + escape(cycle)
	}
	if len(open) > 0 {
		title += " · " + about(len(open))
	}
	if until := a.until(open); until != "" {
		title += " · " + until
	}
	blocks := []slack.Block{section("feedback.ask", marked(title))}
	shown := askedNow(a.People)
	for _, p := range shown {
		blocks = append(blocks, a.person(p)...)
	}
	if rest := len(a.People) - len(shown); rest > 0 {
		blocks = append(blocks, small("and "+number(rest)+" more, who appear here as you answer"))
	}
	blocks = append(blocks, askedModes(open)...)
	return said(a.text(open), blocks)
}

// askedAtOnce is how many people one message asks about: two blocks each, of Slack's 50.
const askedAtOnce = 20

// askedNow is who is shown. When there are too many, those who wait for an answer come first.
func askedNow(all []AskedPerson) []AskedPerson {
	if len(all) <= askedAtOnce {
		return all
	}
	rest := slices.DeleteFunc(slices.Clone(all), waits)
	return slices.Concat(slices.DeleteFunc(slices.Clone(all), func(p AskedPerson) bool { return !waits(p) }), rest)[:askedAtOnce]
}

func waits(p AskedPerson) bool { return p.Request.State == feedback.Open }

// open is about whom an answer is still asked.
func (a Ask) open() []AskedPerson {
	return slices.DeleteFunc(slices.Clone(a.People), func(p AskedPerson) bool { return !waits(p) })
}

func (a Ask) title() string {
	if a.Remind {
		return "Reminder: feedback"
	}
	return "Feedback"
}

// cycle is the name of the cycle that all of them are in, "" when there are several.
func (a Ask) cycle(list []AskedPerson) (name string) {
	for _, p := range list {
		if name != "" && p.Request.CycleName != name {
			return ""
		}
		name = p.Request.CycleName
	}
	return name
}

// until says how long there is time for all of them; "" when that differs.
func (a Ask) until(list []AskedPerson) string {
	for _, p := range list {
		if !p.Request.DueAt.Equal(list[0].Request.DueAt) {
			return ""
		}
	}
	if len(list) == 0 {
		return ""
	}
	due := list[0].Request.DueAt
	if due.In(a.Zone).Format(time.DateOnly) == a.Day {
		return "until today, " + due.In(a.Zone).Format("15:04")
	}
	return "until " + moment(due, a.Zone)
}

// text names the subjects: the message that asks does. It says nothing that anybody wrote.
func (a Ask) text(open []AskedPerson) string {
	if len(open) == 0 {
		return a.textOver()
	}
	var names []string
	for _, p := range open {
		names = append(names, escape(p.Subject.Name))
	}
	text := a.title() + " for " + list(names)
	if until := a.until(open); until != "" {
		text += ", " + until
	}
	return text + ". It takes " + about(len(open)) + "."
}

// textOver is the text when nothing is left to do. There is nothing to thank for where the time ran out before anything
// was answered.
func (a Ask) textOver() string {
	var cycles []string
	late, thanks := false, true
	for _, p := range a.People {
		if name := escape(p.Request.CycleName); !slices.Contains(cycles, name) {
			cycles = append(cycles, name)
		}
		if p.Request.State == feedback.Withdrawn {
			late, thanks = late || p.Request.Over, false
		}
	}
	answered := slices.ContainsFunc(a.People, func(p AskedPerson) bool { return p.Request.State == feedback.Answered })
	switch {
	case thanks || answered:
		return "Thank you. Nothing is left to do for " + list(cycles) + "."
	case late:
		return "The time to answer for " + list(cycles) + " is over. Nothing is left to do."
	default:
		return "Nothing is left to do for " + list(cycles) + "."
	}
}

// about says how long answering takes.
func about(people int) string {
	if people == 1 {
		return "about 6 minutes"
	}
	return "about 6 minutes each"
}

// person draws one part of the request.
func (a Ask) person(p AskedPerson) []slack.Block {
	name := "*" + escape(p.Subject.Name) + "*"
	id := "feedback.ask:" + p.Request.ID + ":" + string(p.Request.State)
	switch p.Request.State {
	case feedback.Answered:
		done := "Thank you. Your answer about " + name + " is saved."
		if p.Request.Over {
			return []slack.Block{section(id+":over", marked(done))}
		}
		line := section(id, marked(done+" You can change it until "+moment(p.Request.DueAt, a.Zone)+"."))
		line.Accessory = slack.NewAccessory(button(FeedbackAnswerChange+":"+p.Request.ID, p.Request.ID, "Change"))
		return []slack.Block{line}
	case feedback.Declined:
		line := section(id, marked("You declined to write about "+name+". Nobody is told that it was you."))
		if !p.Request.Over && !p.Request.Replaced {
			line.Accessory = slack.NewAccessory(button(FeedbackAfterAll+":"+p.Request.ID, p.Request.ID, "Answer after all"))
			return []slack.Block{line}
		}
		return []slack.Block{section(id+":final", line.Text)}
	case feedback.Withdrawn:
		if p.Request.Over {
			return []slack.Block{section(id, marked("The time to write about "+name+" is over. No answer is needed any more."))}
		}
		return []slack.Block{section(id, marked("You are not asked about "+name+" any more."))}
	default:
		return a.asks(id, p)
	}
}

// asks draws what is still asked: who it is about, and what can be done.
func (a Ask) asks(id string, p AskedPerson) []slack.Block {
	line := "*" + escape(p.Subject.Name) + "*"
	if title := p.Subject.Title(); title != "" {
		line += " · " + escape(title)
	}
	if a.cycle(a.People) == "" {
		line += " · " + escape(p.Request.CycleName)
	}
	if a.until(a.open()) == "" {
		line += " · " + a.until([]AskedPerson{p})
	}
	quiet := p.Request.QuietUntil.After(a.Now)
	if quiet {
		id += ":quiet"
		line += "\nQuiet until " + moment(p.Request.QuietUntil, a.Zone) + ". Only you see that."
	}
	answer := primary(button(FeedbackAnswerOpen, p.Request.ID, "Answer"))
	answer.AccessibilityLabel = cut("Answer about "+p.Subject.Name, maxButton)
	do := []slack.BlockElement{answer, button(FeedbackAnswerDecline, p.Request.ID, "Decline")}
	switch {
	case quiet:
		do = slices.Insert(do, 1, slack.BlockElement(button(FeedbackLaterUndo, p.Request.ID, "Remind me as planned")))
	case len(p.Later) > 0:
		do = slices.Insert(do, 1, slack.BlockElement(laterMenu(p)))
	}
	return []slack.Block{section(id, marked(line)), slack.NewActionBlock("feedback.ask.do:"+p.Request.ID, do...)}
}
