package view

import "github.com/slack-go/slack"

// MembersOnlyText is what somebody reads who may not use laurel.
const MembersOnlyText = "laurel is for full members of this workspace. Nothing was saved."

// OtherWorkspace answers an act that comes from another workspace than the one laurel was installed in.
func OtherWorkspace() Message {
	return note("other_workspace", "laurel belongs to another workspace than yours. Nothing was saved.")
}

// Outdated answers a button or form that this version doesn't have.
func Outdated() Message {
	return note("outdated", "This button is from an older version of laurel. Type /win help to see what there is now.")
}

// TroubleText says that something went wrong on our side, with the code that the log carries too.
func TroubleText(code string) string {
	return "Something went wrong on our side, and nothing was saved. Please try again. " +
		"If it happens again, tell your admin this code: " + code
}

// TooLongText says that something for all people of a cycle was not done in the time that a press in Slack has.
func TooLongText(code string) string {
	return "That took longer than a press in Slack may, and nothing was changed. Please try again. With thousands of people, use the " +
		"command line, which has the time: `laurel help cycle` says how. The code for your admin is " + code + "."
}

// Trouble is TroubleText as a message.
func Trouble(code string) Message { return note("trouble", TroubleText(code)) }

// MaybeSavedText says that nobody knows at the moment whether an act was stored.
func MaybeSavedText(code string) string {
	return "The connection to the database broke at the last moment, so this may be saved or not. " +
		"Look before you try again: /win list and your Home tab show what is there. Code: " + code
}

// SavedAfterAll answers an act that was stored although the details of the answer were lost.
func SavedAfterAll() Message {
	return note("saved_after_all", "Saved. The connection broke just afterwards, so there is nothing to show here; "+
		"/win list has it.")
}

// DoneButLong answers a form whose outcome is too long for Slack to show in its place.
func DoneButLong() Message {
	return note("done_but_long", "Done. The details are too long to show here.")
}

// Sentence is one sentence as a message.
func Sentence(text string) Message { return note("sentence", text) }

// note is a message of one plain sentence or two.
func note(id, text string) Message {
	return Message{Text: escape(text), Blocks: []slack.Block{section(id, plain(text))}}
}

// Note shows a message as a small modal: where a button was pressed that has no message to answer under.
func Note(m Message) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain("laurel"), Close: plain("Close"), Blocks: slack.Blocks{BlockSet: m.Blocks},
	}
}
