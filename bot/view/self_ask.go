package view

import (
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
)

// SelfAsked is the message that asks a subject to write about their own work, and what became of it.
func SelfAsked(due reviews.SelfDue, zone *time.Location) Message {
	name, until := escape(due.Cycle.Name), moment(due.Cycle.StageEndsAt, zone)
	if due.Kind == reviews.SelfOver {
		text := "The time for your self-assessment for " + name + " is over."
		if due.Sent {
			text += " What you sent is kept as it was."
		}
		return Message{Text: text, Blocks: []slack.Block{section("self.ask:over", marked(text))}}
	}
	if due.Sent {
		text := "Thank you. Your self-assessment for " + name + " is saved. You can change it until " + until + "."
		line := section("self.ask:sent", marked(text))
		line.Accessory = slack.NewAccessory(button(ReviewSelfOpen, due.Cycle.ID, "Change"))
		return Message{Text: text, Blocks: []slack.Block{line}}
	}
	open, heading := "", "*Your self-assessment* · "+name+" · about 20 minutes · until "+until
	if due.Kind == reviews.SelfRemind {
		open = " is still open"
		heading = "*Your self-assessment is still open* · " + name + " · until " + until
	}
	readers := "Your manager, once you have one, reads what you send."
	if due.Manager.Name != "" {
		readers = escape(first(due.Manager.Name)) + " reads what you send, once colleagues have answered. Nobody else does."
	}
	return Message{
		Text: "Your self-assessment for " + name + open + ", until " + until + ".",
		Blocks: []slack.Block{
			section("self.ask", marked(heading)),
			section("", plain("Your wins of this time are sorted by what is looked at: tick what counts, and say in your own words where "+
				"you stand. If you send nothing, your manager goes by your wins alone.")),
			slack.NewActionBlock("self.ask.do", primary(button(ReviewSelfOpen, due.Cycle.ID, "Write it"))),
			small(readers + " What you write is kept as you write it."),
		},
	}
}

// What somebody reads whose act on a self-assessment can't be done, and what stands in the form.
const (
	SelfNotYours = "There is no such self-assessment for you. Nothing was changed."
	SelfClosed   = "This is not the time for the self-assessment, so nothing can be written or changed. What you sent is kept."
	SelfEmpty    = "Write at least one sentence, here or in a step before."
)

// SelfLong says that a text of a step is too long.
func SelfLong(have, most int) string {
	return "That is " + count(have, "character", "characters") + "; there is room for " + number(most) + "."
}

// SelfSaid is a sentence about self-assessments as a message.
func SelfSaid(text string) Message { return note("self.said", text) }

// selfBlocks are the lines of Home for self-assessments that wait.
func selfBlocks(waiting []reviews.SelfWaiting, zone *time.Location) (blocks []slack.Block) {
	for i, w := range waiting {
		if w.Sent || i == homePackets {
			continue
		}
		line := section("home.self:"+w.Cycle, marked("Your self-assessment · "+escape(w.CycleName)+" · until "+moment(w.Until, zone)))
		line.Accessory = slack.NewAccessory(primary(button(ReviewSelfOpen+":"+w.Cycle, w.Cycle, "Write it")))
		blocks = append(blocks, line)
	}
	return blocks
}
