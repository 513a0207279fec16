package view

import (
	"github.com/slack-go/slack"

	"laurel/wins"
)

// WinPending tells an author that a message of theirs is marked as a win and waits for them, because not everybody could
// read it. channel is as in WinWitnessed.
func WinPending(s SavedWin, channel string) Message {
	where := ""
	if channel != "" {
		where = " in <#" + channel + ">"
	}
	who := "You"
	if by := witnesses(s); by != "" {
		who = by
	}
	blocks := []slack.Block{
		section("win.pending", marked("*"+who+" marked your message"+where+" as a win*")),
		quote(Named(s.Win.Text, s.Names)),
	}
	if read := metricsLine(s.Win.Metrics); read != "" {
		blocks = append(blocks, section("win.read", plain(read)))
	}
	blocks = append(blocks, small("Not kept yet: it was not said in a public channel, so only you see this. "+
		"Once you keep it, "+whoSees(s)+"."),
		pendingButtons(s.Win))
	return said(who+" marked one of your messages as a win. It waits for you.", blocks)
}

func pendingButtons(w wins.Win) *slack.ActionBlock {
	return slack.NewActionBlock("win.actions", primary(button(WinKeep, w.ID, "Keep")), button(WinEdit, w.ID, "Edit"),
		button(WinRemove, w.ID, "Leave it out"))
}

// WinLeftOut stands where a pending win stood that its owner doesn't want.
func WinLeftOut(w wins.Win, names map[string]string) Message {
	return said("Left out.", []slack.Block{
		section("win.left_out", marked("*Left out* · nobody sees it")), quote(cut(Named(w.Text, names), 200)),
		slack.NewActionBlock("win.undo", button(WinUndo, w.ID, "Keep it after all")),
	})
}

// PendingNote stands in the form of a win that waits for its owner, "" in that of any other.
func PendingNote(w wins.Win) string {
	if w.Status != wins.StatusPending {
		return ""
	}
	return "This win is not kept yet: Save keeps it."
}
