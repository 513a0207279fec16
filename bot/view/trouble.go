package view

import "github.com/slack-go/slack"

// MembersOnlyText is what somebody reads who may not use laurel.
const MembersOnlyText = "laurel is for full members of this workspace. Nothing was saved."

// MembersOnly answers guests, people from other workspaces, bots and deactivated people.
func MembersOnly() Message { return note("members_only", MembersOnlyText) }

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

// Trouble is TroubleText as a message.
func Trouble(code string) Message { return note("trouble", TroubleText(code)) }

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
