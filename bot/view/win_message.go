package view

import (
	"github.com/slack-go/slack"

	"laurel/wins"
)

// WinShortHelp answers a greeting, thanks, or whatever else in laurel's direct messages is obviously no win.
func WinShortHelp() Message {
	return Message{Text: "Write here what you did, and it is kept until review time.", Blocks: []slack.Block{
		section("win.short_help", marked("Write here what you did, and it is kept until review time: one sentence is enough. "+
			"A voice clip does too.")),
		quote("Cut p99 latency of #ranker from 120 ms to 80 ms"),
		small("Your message was no win, so nothing was saved. `help` tells the rest, `list` shows what you have."),
		slack.NewActionBlock("win.short_help.actions", button(WinWrite, "new", "Write a win"),
			button(WinSettingsAsk, "settings", "Settings")),
	}}
}

// WinQuestion answers a question that was written to laurel, which is rarely a win. Nothing was saved.
func WinQuestion(text string) Message {
	m := WinShortHelp()
	m.Blocks[2] = small("Your message reads as a question, so nothing was saved. `help` tells what laurel does.")
	actions := m.Blocks[3].(*slack.ActionBlock)
	actions.Elements.ElementSet = append(actions.Elements.ElementSet, button(WinTyped, text, "Save it as a win"))
	return m
}

// WinNoWords answers a message that holds a picture, a file or somebody else's message, and no words.
func WinNoWords() Message {
	return note("win.no_words", "laurel reads no pictures and no files, and there are no words of yours in that message. "+
		"Nothing was saved. Add what you did by editing the message, or write a new one.")
}

// WinReply answers a reply in a thread. win is the one that the message above it is about, "" when it is about none.
func WinReply(win string) Message {
	if win == "" {
		return note("win.reply", "Replies in a thread are not saved. Write it as a message of its own here.")
	}
	return Message{Text: "Replies in a thread are not saved.", Blocks: []slack.Block{
		section("win.reply", marked("Replies in a thread are not saved: they may be no more than talk about the win above. "+
			"To add to that win, press the button; for another win, write a message of its own here.")),
		slack.NewActionBlock("win.actions", button(WinEdit, win, "Edit the win above")),
	}}
}

// Why a win stays as it is although its message was edited.
const (
	ApartEdited = "you have changed this win by itself, so editing the message leaves it as it is"
	ApartSpoken = "this win is what you said in the clip; editing the words beside it leaves it as it is"
	ApartNoWin  = "what the message says now is no win, so the win stays as it was"
)

// WinApart answers an edit of a message that does not change its win.
func WinApart(s SavedWin, why string) Message {
	return said("Your edit of the message has not changed the win.", []slack.Block{
		section("win.apart", marked("*Not changed* · "+why)), quoteWin(s),
		small("To change the win, press Edit."), winButtons(s.Win),
	})
}

// WinMessageDeleted replaces the answer to a message that was deleted. The win stays: many people tidy up their direct
// messages, and evidence must not get lost by that.
func WinMessageDeleted(s SavedWin) Message {
	return said("You deleted the message; its win is still there.", []slack.Block{
		section("win.message_deleted", marked("*Still in your wins* · deleting the message has not removed it")), quoteWin(s),
		small("If you meant the win too, press Remove."), winButtons(s.Win),
	})
}

// WinClipPatient is said when the transcript of a clip takes its time.
func WinClipPatient() Message {
	return note("win.clip_patient", "Slack is still writing down what you said. The win appears here by itself; "+
		"after ten minutes laurel stops waiting and says so.")
}

// Why a clip is no win. Nothing of it was saved.
const (
	ClipNone   = "Slack heard no words in that clip, or has no transcripts in this workspace. "
	ClipFailed = "Slack could not write down what you said. "
	ClipLate   = "After ten minutes Slack has still not written down what you said, so laurel has stopped waiting. "
)

// WinClipUnheard says why a clip is no win, and asks to type it.
func WinClipUnheard(why string) Message {
	return note("win.clip_unheard", why+"Nothing was saved. Type here what you did.")
}

// WinClipGone is said when a clip was deleted before anybody knew what was said in it.
func WinClipGone() Message {
	return note("win.clip_gone", "The clip was deleted before Slack had written down what you said. Nothing was saved.")
}

// clipLine says how what was said in a clip came into a win; "" when it was typed, or its owner has looked it through.
func clipLine(s SavedWin) string {
	switch {
	case s.Unheard:
		return "Slack has no transcript of the clip: what you said in it is not in this win. Edit adds it."
	case s.Partly:
		return "Heard, not typed, and only its beginning could be read. Edit adds the rest."
	case s.Win.Source == wins.SourceVoice && s.Win.Version == 1:
		return "Heard, not typed: look at names and numbers, and press Edit if Slack misheard."
	default:
		return ""
	}
}
