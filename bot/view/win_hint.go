package view

import (
	"github.com/slack-go/slack"

	"laurel/wins"
	"laurel/writing"
)

// hintBlocks ask the owner of a win one thing about it, with the button that settles it and the one that ends all hints.
func hintBlocks(s SavedWin) []slack.Block {
	switch {
	case s.HintsOff:
		return []slack.Block{small("No more hints. `/win settings` turns them on again.")}
	case s.Hint == nil:
		return nil
	}
	buttons := slack.NewActionBlock("win.hint")
	add := func(b *slack.ButtonBlockElement) {
		buttons.Elements.ElementSet = append(buttons.Elements.ElementSet, b)
	}
	switch s.Hint.ID {
	case writing.HintTrap:
		for _, place := range askedPlaces {
			add(button(WinHeld+":"+place, place+" "+s.Win.ID, placeButtons[place]))
		}
	case writing.HintDirection:
		add(button(WinEdit, s.Win.ID, "Put it right"))
	default:
		add(button(WinExtend, s.Win.ID+" "+s.Hint.ID, "Add it"))
	}
	add(button(WinHintsOff, s.Win.ID, "No more hints"))
	return []slack.Block{section("win.hint.ask", plain(s.Hint.Text)), buttons}
}

// askedPlaces are the places where a number can hold, in the order in which they are offered: what still stops at
// offline comes last.
var askedPlaces = []string{wins.HeldShadow, wins.HeldCanary, wins.HeldTest, wins.HeldLive, wins.HeldOffline}

var placeButtons = map[string]string{
	wins.HeldShadow: "Shadow", wins.HeldCanary: "Canary", wins.HeldTest: "A/B test", wins.HeldLive: "Live",
	wins.HeldOffline: "Only offline",
}

var heldSeen = map[string]string{
	wins.HeldOffline: "seen offline only", wins.HeldShadow: "seen in shadow", wins.HeldCanary: "seen in a canary",
	wins.HeldTest: "seen in an A/B test", wins.HeldLive: "seen live",
}
