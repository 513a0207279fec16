package view

import (
	"time"

	"github.com/slack-go/slack"

	"laurel/people"
	"laurel/wins"
)

// MessageNote stands in the form for a message of one's own that is no win yet.
func MessageNote(text string) string {
	if text == "" {
		return "Your message has no words. Write what it shows; the link to it is kept."
	}
	return "The link to your message is kept with it."
}

// AlreadyNote stands in the form for a message of one's own that is a win already. text is what the message says now.
func AlreadyNote(w wins.Win, text string, zone *time.Location) string {
	if w.Status == wins.StatusPending {
		return "Your message is marked as a win and waits for you: Save keeps it."
	}
	note := "Already saved on " + moment(w.CreatedAt, zone) + ", so nothing is added. Change it here, or cancel."
	if text != w.Text {
		note += " The message itself says something else now; the win keeps its own words."
	}
	return note
}

// MessageSaved stands under the text of a form for a message that was saved meanwhile. Nothing of the form was stored.
const MessageSaved = "This message was saved meanwhile. Copy what you changed, cancel, and use the shortcut again to edit the win."

// MessageGone answers the shortcut on what is left of a deleted message.
func MessageGone() Message {
	return note("message.gone", "This message was deleted. Nothing was saved.")
}

// MessageOfNobody answers the shortcut on a message that no person wrote.
func MessageOfNobody() Message {
	return note("message.of_nobody", "This message comes from an app or from Slack itself, so it is nobody's win. "+
		"If it shows something that you did, type /win and say it in your own words.")
}

// MessageOfGuest answers the shortcut on a message of somebody who has no wins.
func MessageOfGuest(author people.Person) Message {
	is := "is a guest"
	switch {
	case author.Deleted:
		is = "has left"
	case author.Stranger:
		is = "belongs to another workspace"
	}
	return note("message.of_guest", "laurel keeps the wins of full members of this workspace, and "+author.Name+" "+is+
		". Nothing was saved. For your own part in it, type /win and say what you did.")
}

// MessageWithoutWords answers the shortcut on a colleague's picture.
func MessageWithoutWords(author string) Message {
	return note("message.without_words", "This message has no words that could be kept. When "+first(author)+
		" says in a sentence what it shows, use the shortcut on that.")
}

// WitnessNow answers the shortcut on a colleague's message. win is its id, "" when a later act has overtaken this one.
func WitnessNow(win, author string, public bool) Message {
	name := escape(first(author))
	line := "It is up to " + name + " to add to it or to leave it out."
	if !public {
		line = "It was not said in a public channel, so only " + name + " sees it, until " + name + " keeps it."
	}
	blocks := []slack.Block{
		section("message.witness", marked("*You marked "+name+"'s message as a win* · you are its witness")), small(line),
	}
	if win != "" {
		blocks = append(blocks, slack.NewActionBlock("message.actions", button(WinUnwitness, win, "Take it back")))
	}
	return said("You are a witness. Only you see this message.", blocks)
}

// WitnessNoMore stands where WitnessNow stood once it was taken back.
func WitnessNoMore() Message {
	return note("message.unwitness", "You took it back. If you also reacted to the message, the reaction still counts.")
}
