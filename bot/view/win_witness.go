package view

import (
	"cmp"

	"github.com/slack-go/slack"
)

// WinWitnessed tells an author who has marked a message of theirs as a win: one message per win, redrawn as witnesses
// come and go. channel is where the message stands, "" when that isn't known.
func WinWitnessed(s SavedWin, channel string) Message {
	where := ""
	if channel != "" {
		where = " in <#" + channel + ">"
	}
	title, kept := "Your message"+where+" is in your wins", "Kept, without a witness"
	text := "One of your messages is in your wins."
	if who := witnesses(s); who != "" {
		title = who + " marked your message" + where + " as a win"
		text = who + " marked one of your messages as a win."
		kept = "Kept, with " + who + " as witness"
		if len(s.Win.Witnesses) > 1 {
			kept += "es"
		}
	}
	blocks := []slack.Block{section("win.witnessed", marked("*"+title+"*")), quoteWin(s)}
	if read := metricsLine(s.Win.Metrics); read != "" {
		blocks = append(blocks, section("win.read", plain(read)))
	}
	blocks = append(blocks, small(kept+" · "+whoSees(s)))
	if asked := contributorsLine(s); asked != "" {
		blocks = append(blocks, small(asked))
	}
	buttons := winButtons(s.Win)
	if len(s.Win.Metrics) == 0 {
		add := button(WinExtend, s.Win.ID, "Add the number")
		buttons.Elements.ElementSet = append([]slack.BlockElement{add}, buttons.Elements.ElementSet...)
	}
	return said(text, append(blocks, buttons))
}

// namedWitnesses is how many witnesses a message names.
const namedWitnesses = 3

// witnesses are the first names of who marks a win, escaped: "Ben, Eva and 4 others".
func witnesses(s SavedWin) string {
	all := s.Win.Witnesses
	var words []string
	for _, w := range all {
		words = append(words, escape(first(cmp.Or(s.Names[w.Person], w.Person))))
	}
	if len(words) > namedWitnesses {
		words = append(words[:namedWitnesses-1], number(len(all)-namedWitnesses+1)+" others")
	}
	return list(words)
}

// WitnessGone replaces WinWitnessed once the last reaction that made the win was taken back: by a colleague of this
// name, or by "You".
func WitnessGone(s SavedWin, witness string) Message {
	return Message{Text: escape(first(witness)) + " took back the mark on your message.", Blocks: []slack.Block{
		section("win.unwitnessed", marked("*"+escape(first(witness))+" took the mark back, "+
			"so this is not in your wins*")),
		quote(cut(Named(s.Win.Text, s.Names), 200)),
		slack.NewActionBlock("win.undo", button(WinUndo, s.Win.ID, "Keep it anyway")),
	}}
}
