package view

import (
	"github.com/slack-go/slack"
)

// WinWitnessed tells an author that a colleague marked a message of theirs: once per win.
func WinWitnessed(s SavedWin, witness, channel string) Message {
	where := ""
	if channel != "" {
		where = " in <#" + channel + ">"
	}
	blocks := []slack.Block{
		section("win.witnessed", marked("*"+escape(first(witness))+" marked your message"+where+" as a win*")),
		quote(Named(s.Win.Text, s.Names)),
	}
	if read := metricsLine(s.Win.Metrics); read != "" {
		blocks = append(blocks, section("win.read", plain(read)))
	}
	return Message{
		Text: escape(first(witness)) + " marked one of your messages as a win.",
		Blocks: append(blocks,
			small("Kept, with "+escape(first(witness))+" as witness · "+whoSees(s)), winButtons(s.Win.ID)),
	}
}

// WitnessGone replaces WinWitnessed once the reaction that made the win was taken back.
func WitnessGone(s SavedWin, witness string) Message {
	return Message{Text: escape(first(witness)) + " took back the mark on your message.", Blocks: []slack.Block{
		section("win.unwitnessed", marked("*"+escape(first(witness))+" took the mark back, "+
			"so this is not in your wins any more*")),
		quote(cut(Named(s.Win.Text, s.Names), 200)),
		slack.NewActionBlock("win.undo", button(WinUndo, s.Win.ID, "Keep it anyway")),
	}}
}
