package view

import (
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/feedback"
	"laurel/people"
)

// InvitedBy is a colleague's wish for the reader's feedback.
type InvitedBy struct {
	feedback.Invited
	Subject people.Person
}

// invitedAtOnce is how many wishes one message shows: four blocks each, of Slack's 50.
const invitedAtOnce = 11

// FeedbackInvited is the message that asks a giver: all that colleagues ask for that day, and what became of each.
func FeedbackInvited(all []InvitedBy, zone *time.Location) Message {
	var blocks []slack.Block
	var open []string
	for i, one := range all {
		if one.State == feedback.Open {
			open = append(open, escape(one.Subject.Name))
		}
		if i < invitedAtOnce {
			blocks = append(blocks, invitedPart(one, zone)...)
		}
	}
	if more := len(all) - invitedAtOnce; more > 0 {
		blocks = append(blocks, small("and "+number(more)+" more: /feedback has them"))
	}
	if len(open) > 0 {
		blocks = append(blocks, small("Confidential: your name is not shown, but your words may be recognisable. Nobody is told who wrote, "+
			"or whether anybody did. The person and their manager see all colleagues' words together, at the next review, and only if "+
			number(feedback.Threshold)+" or more wrote."))
		text := list(open) + " asks for your feedback. It takes about 6 minutes."
		if len(open) > 1 {
			text = list(open) + " ask for your feedback. It takes about 6 minutes each."
		}
		return said(text, blocks)
	}
	return said("Nothing is left to do about what colleagues asked you.", blocks)
}

func invitedPart(i InvitedBy, zone *time.Location) []slack.Block {
	id, name := "feedback.invited:"+i.ID+":"+string(i.State), "*"+escape(i.Subject.Name)+"*"
	switch i.State {
	case feedback.Answered:
		line := section(id, marked("Kept, sealed: what you wrote about "+name+". Nobody is told that you wrote. You can change it until "+
			"the next review."))
		line.Accessory = slack.NewAccessory(button(FeedbackGive+":"+i.ID, i.Subject.ID, "Change"))
		return []slack.Block{line}
	case feedback.Declined:
		return []slack.Block{section(id, marked("You declined to write about "+name+". Nobody is told."))}
	case feedback.Withdrawn:
		return []slack.Block{section(id, marked("The two weeks to write about "+name+" are over. You still can, at any time: `/feedback @name`."))}
	}
	answer := primary(button(FeedbackAnswerOpen, invitationValue(i.ID), "Answer"))
	answer.AccessibilityLabel = cut("Answer about "+i.Subject.Name, maxButton)
	return []slack.Block{
		section(id, marked(name+" asks for your feedback on this:")), quote(i.Topic),
		small("about 6 minutes · until " + moment(i.EndsAt, zone) + " · " + escape(whoKnows(i.Asked))),
		slack.NewActionBlock("feedback.invited.do:"+i.ID, answer, asking(button(FeedbackAnswerDecline, invitationValue(i.ID), "Decline"),
			"Decline to write?", first(i.Subject.Name)+" is not told. You can still write at any time with /feedback.", "Decline", "Go back")),
	}
}

// whoKnows says how far a topic points to those who were asked about it.
func whoKnows(asked int) string {
	switch {
	case asked == 1:
		return "only you were asked, so words on this topic will be taken for yours."
	case asked < fewAsked:
		return number(asked) + " people were asked, so words on this topic may be taken for yours."
	default:
		return number(asked) + " people were asked."
	}
}

// invited says in the form what the subject asks about.
func (a Answering) invited() (blocks []slack.Block) {
	for _, i := range a.Invited {
		blocks = append(blocks, section("", plain(first(a.Form.Subject.Name)+" asks about: "+i.Topic)), small(escape(
			strings.ToUpper(whoKnows(i.Asked)[:1])+whoKnows(i.Asked)[1:])))
	}
	return blocks[:min(len(blocks), 6)]
}

// invitedBlocks are the lines on Home and in /feedback about what colleagues ask.
func invitedBlocks(all []InvitedBy, zone *time.Location) (blocks []slack.Block) {
	for _, i := range all[:min(len(all), listedFeedback)] {
		line := section("feedback.invited.line:"+i.ID, marked("*"+escape(i.Subject.Name)+"* asks for your feedback: "+
			escape(cut(i.Topic, 200))+" · until "+moment(i.EndsAt, zone)))
		line.Accessory = slack.NewAccessory(primary(button(FeedbackAnswerOpen+":"+i.ID, invitationValue(i.ID), "Answer")))
		blocks = append(blocks, line)
	}
	return blocks
}

const (
	// FeedbackInviteOver answers an act on a wish whose two weeks are over.
	FeedbackInviteOver = "The two weeks for this are over. You can still write at any time: /feedback @name."
	// FeedbackInviteDeclined answers somebody who presses Answer on a wish that they have declined.
	FeedbackInviteDeclined = "You declined this. You can still write at any time: /feedback @name."
)

const invitationMark = "invited:"

func invitationValue(id string) string { return invitationMark + id }

// ReadInvitation reads a button's value: the invitation that it answers or declines. ok is false for other values.
func ReadInvitation(value string) (id string, ok bool) {
	return strings.CutPrefix(value, invitationMark)
}
