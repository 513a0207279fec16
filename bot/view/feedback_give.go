package view

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/feedback"
	"laurel/people"
	"laurel/writing"
)

// GivenTo is what the reader has written about somebody outside a cycle.
type GivenTo struct {
	feedback.Gift
	Subject people.Person
}

// FeedbackShown is what /feedback alone answers: both ways, and what waits for the reader.
type FeedbackShown struct {
	Zone    *time.Location // the reader's
	Waiting []AskedPerson  // open requests of cycles, soonest first
	Invited []InvitedBy    // what colleagues ask about their own work, soonest end first
	Given   []GivenTo
	Asks    []feedback.Invitation // what the reader asks, the latest first
	Names   map[string]string     // of whom they ask
}

// listedFeedback is how many notes, and how many wishes of colleagues, /feedback and Home list.
const listedFeedback = 8

// FeedbackOverview answers /feedback.
func FeedbackOverview(f FeedbackShown) Message {
	give := section("feedback.overview", marked("*Write about a colleague.* What worked, what got in the way, what next. It stays "+
		"sealed until their next review, and nobody is told that you wrote."))
	choose := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, plain("Choose a colleague"), FeedbackGive)
	give.Accessory = slack.NewAccessory(choose)
	ask := section("feedback.overview.ask", marked("*Ask about your own work.* Choose colleagues and a topic; they answer in confidence, "+
		"and you read it at your next review."))
	ask.Accessory = slack.NewAccessory(button(FeedbackInvite, "", "Ask colleagues"))
	blocks := append([]slack.Block{give, ask}, waitingBlocks(Home{Waiting: f.Waiting, Zone: f.Zone})...)
	blocks = append(blocks, invitedBlocks(f.Invited, f.Zone)...)
	blocks = append(blocks, givenBlocks(f.Given)...)
	blocks = append(blocks, askBlocks(f.Asks, f.Names, f.Zone)...)
	return said("Feedback, at any time. Only you see this message.", append(blocks,
		small("Quicker: `/feedback @name what you saw`, `/feedback ask @name @name the topic`. `/feedback help` says who sees what.")))
}

func givenBlocks(given []GivenTo) (blocks []slack.Block) {
	for i, g := range given {
		if i == listedFeedback {
			return append(blocks, small("and "+number(len(given)-i)+" more: `/feedback @name` shows what you wrote about somebody"))
		}
		line, open, back := "You wrote about *"+escape(g.Subject.Name)+"*. Sealed until the next review.", "Change", "Take back"
		title, text := "Take it back?", "What you wrote about "+first(g.Subject.Name)+" is deleted. Nobody has seen it."
		switch {
		case g.Sent && g.Draft:
			line = "You wrote about *" + escape(g.Subject.Name) + "*, and began a change that is not sent yet."
		case g.Draft:
			line, open = "You began to write about *"+escape(g.Subject.Name)+"*. It is not sent yet.", "Go on"
			back, title = "Delete", "Delete the draft?"
		}
		blocks = append(blocks, section("feedback.given:"+g.Request.ID, marked(line)), slack.NewActionBlock("",
			button(FeedbackGive+":"+g.Request.ID, g.Subject.ID, open),
			asking(button(FeedbackTakeBack+":"+g.Request.ID, g.Request.ID, back), title, text, back, "Leave it")))
	}
	return blocks
}

// FeedbackKept answers somebody who sent feedback outside a cycle.
func FeedbackKept(subject people.Person) Message {
	name := first(subject.Name)
	return note("feedback.kept", "Kept, sealed, for "+name+"'s next review. Nobody is told that you wrote: not that there is something, "+
		"nor when it came. Until then /feedback shows it to you, to change or take back.")
}

// FeedbackHelp says what /feedback takes, and what becomes of what is written.
func FeedbackHelp() Message {
	lines := []string{
		"`/feedback @name` · the form to write about somebody: three questions, about 6 minutes, kept as you type",
		"`/feedback @name She rolled back before the campaign started` · the same, with your first sentence in it",
		"`/feedback ask @name @name The hand-over of on-call` · asks up to 6 colleagues about your own work; `/feedback ask` opens the form",
		"`/feedback` · what waits for you, whom you asked, and what you wrote, to change or take back",
	}
	return said("/feedback is for what you see in colleagues' work, at any time.", []slack.Block{
		section("feedback.help", marked("*/feedback* is for what you see in colleagues' work, at any time of the year. Only you see its "+
			"answers.")),
		section("", marked(strings.Join(lines, "\n"))),
		section("", marked("*Who sees it.* Nobody before the person's next review, and nobody is told that you wrote. Then the person and "+
			"their manager see it together with what all other colleagues wrote, without names, and only if "+
			number(feedback.Threshold)+" or more did. Who writes now and answers in the review counts once. Your words may be "+
			"recognisable.")),
		section("", marked("*Only in confidence.* If you want your name beside your words, say them to the person yourself.")),
	})
}

// What /feedback refuses, in words.
const (
	FeedbackNobody    = "Name the colleague: type /feedback @ and choose one from Slack's list, or type /feedback alone."
	FeedbackOnePerson = "One person at a time: /feedback @name, and then what you saw. Nothing was kept."
	FeedbackGone      = "There is nothing to take back any more: it was taken back before, or a review has sealed it."
)

// FeedbackLong says that a text is too long to be put into the form. It counts code points.
func FeedbackLong(have, most int) string {
	return fmt.Sprintf("With that the first answer would have %s characters, and there is room for %s. Nothing was changed: send a "+
		"shorter text, or open the form with /feedback @name and spread it over the questions.", number(have), number(most))
}

// FeedbackMayNot says why somebody can't write about a person.
func FeedbackMayNot(why feedback.Bar, subject people.Person) string {
	switch name := cmp.Or(writing.Clean(subject.Name), subject.ID); why {
	case feedback.BarSelf:
		return "This is for what you see in others' work. What you did yourself is a win: /win keeps it."
	case feedback.BarManager:
		return "You are " + name + "'s manager: what you have to say belongs in your evaluation, with your name. Nothing was kept."
	case feedback.BarReport:
		return name + " is your manager. Reviews here don't ask people about their own manager, so nobody would see it. Nothing was kept."
	default:
		return noReview(subject, name)
	}
}

// noReview says why somebody has no reviews.
func noReview(p people.Person, name string) string {
	switch {
	case p.Bot:
		return name + " is an app. Feedback is for people. Nothing was kept."
	case p.Deleted:
		return name + " does not work here any more, so no review would bring it to them. Nothing was kept."
	case p.Guest:
		return name + " is a guest here, and guests have no reviews. Nothing was kept."
	default:
		return name + " is not of this workspace, so no review would bring it to them. Nothing was kept."
	}
}

// begunBlocks are Home's lines about what was begun and not sent.
func begunBlocks(given []GivenTo) (blocks []slack.Block) {
	for _, g := range given {
		if !g.Draft || len(blocks) == listedFeedback {
			continue
		}
		line := section("home.begun:"+g.Request.ID, marked("You began to write about *"+escape(g.Subject.Name)+"* · not sent yet"))
		line.Accessory = slack.NewAccessory(button(FeedbackGive+":"+g.Request.ID, g.Subject.ID, "Go on"))
		blocks = append(blocks, line)
	}
	return blocks
}
