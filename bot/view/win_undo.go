package view

import (
	"cmp"
	"fmt"

	"github.com/slack-go/slack"

	"laurel/wins"
)

// WinUndone says what was taken back, shows the win as it is now, and offers the way back: s.Undo.
func WinUndone(s SavedWin, act wins.Act) Message {
	switch {
	case s.Win.Status == wins.StatusRemoved:
		what := "*Undone* · " + theAct(s, act) + "; nobody sees the win any more"
		if act.Undone {
			what = "*Removed again* · nobody sees the win any more"
		}
		return Message{Text: "Undone.", Blocks: []slack.Block{
			section("win.undone", marked(what)), quote(cut(Named(s.Win.Text, s.Names), 200)),
			slack.NewActionBlock("win.undo", button(WinUndo, s.Undo, "Bring it back")),
		}}
	case s.Win.Status == wins.StatusPending:
		return undoneCard(s, "*Undone* · it waits for you to keep it again; only you can see it", "")
	case act.Did == wins.ActEdited && act.Undone:
		return undoneCard(s, "*Your edit is back* · "+whoSees(s), "Undo")
	case act.Did == wins.ActEdited:
		return undoneCard(s, "*Undone* · "+theAct(s, act)+" · "+whoSees(s), "Bring the edit back")
	case act.Undone:
		return undoneCard(s, "*Done again* · "+whoSees(s), "Undo")
	default:
		return undoneCard(s, "*Undone* · "+theAct(s, act)+" · "+whoSees(s), "")
	}
}

// undoneCard is the win as it is saved, under a line of its own. back labels the button that undoes the undoing.
func undoneCard(s SavedWin, line, back string) Message {
	undo := s.Undo
	s.Undo, s.Private = "", PrivateNone
	m := savedWin("win.undone", line, s)
	buttons := winButtons(s.Win)
	if s.Win.Status == wins.StatusPending {
		buttons = pendingButtons(s.Win)
	}
	if back != "" && undo != "" {
		buttons.Elements.ElementSet = append(buttons.Elements.ElementSet, button(WinUndo, undo, back))
	}
	m.Text, m.Blocks[len(m.Blocks)-1] = "Undone. Only you see this message.", buttons
	return m
}

// theAct says what was done, and when: "your edit of Mon 23 Nov, 10:02".
func theAct(s SavedWin, act wins.Act) string {
	return actWords[act.Did] + " " + moment(act.At, s.Today.Location())
}

var actWords = map[string]string{
	wins.ActAdded: "what you saved on", wins.ActEdited: "your edit of", wins.ActKept: "your keeping it on",
	wins.ActRemoved: "your removing it on", wins.ActRestored: "your bringing it back on",
}

// WinUndoLate answers a button Undo that was pressed too late. Nothing was changed.
func WinUndoLate(s SavedWin, act wins.Act) Message {
	return notUndone(s, "*Not undone* · that was more than a minute ago, so the button has ended. Edit changes the win, and "+
		"Remove takes it out. `/win undo` takes back the last thing you did within a day.")
}

// WinUndoOld answers /win undo when the last thing was done long ago. Nothing was changed.
func WinUndoOld(s SavedWin, act wins.Act) Message {
	return notUndone(s, "*Not undone* · the last thing you did is more than a day old: "+theAct(s, act)+
		". If it was wrong, change it here.")
}

// WinUndoneAlready answers a button Undo when its act is not the last one any more. Nothing was changed.
func WinUndoneAlready(s SavedWin, _ wins.Act) Message {
	return notUndone(s, "*Nothing was undone* · this was undone already, or you did something else to the win since. "+
		"This is how it is now.")
}

func notUndone(s SavedWin, line string) Message {
	buttons := winButtons(s.Win)
	switch s.Win.Status {
	case wins.StatusRemoved:
		buttons = slack.NewActionBlock("win.undo", button(WinUndo, s.Undo, "Bring it back"))
	case wins.StatusPending:
		buttons = pendingButtons(s.Win)
	}
	return said("Nothing was undone.", []slack.Block{
		section("win.not_undone", marked(line)), quote(cut(Named(s.Win.Text, s.Names), 200)), buttons,
	})
}

// WinUndoNothing answers /win undo when there is nothing to undo.
func WinUndoNothing() Message {
	return note("win.undo", "There is nothing to undo: you have saved no win yet.")
}

// WinMisspelt answers a single word that looks like one of laurel's own. Nothing was saved.
func WinMisspelt(text, word string) Message {
	return said("Nothing was saved yet.", []slack.Block{
		section("win.misspelt", marked(fmt.Sprintf("Did you mean `/win %s`? “%s” was not saved.", word, escape(cut(text, 40))))),
		slack.NewActionBlock("win.run", button(WinRun, word, cmp.Or(meantLabels[word], "/win "+word)),
			button(WinTyped, text, "Save it as a win")),
	})
}

var meantLabels = map[string]string{
	"list": "Show my wins", "find": "How to find one", "undo": "Undo the last thing", "help": "Show the help",
	"export": "Export my wins", "settings": "My settings", "story": "Show my projects",
}
