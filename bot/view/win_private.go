package view

import (
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"laurel/wins"
)

// PrivateWord is how the word private stood in what was typed.
type PrivateWord int

const (
	PrivateNone   PrivateWord = iota // it did not
	PrivateMarked                    // private: or #private, which can mean nothing else
	PrivateFirst                     // it was the first word, and could begin a sentence
	PrivateLast                      // it was the last word, and could end a sentence
	PrivateSaid                      // it stands in the sentence, where it could be meant otherwise
)

// Asked tells whether the win shall be its owner's alone. The word is not in the text then.
func (p PrivateWord) Asked() bool { return p == PrivateMarked || p == PrivateFirst || p == PrivateLast }

// privateBlock says how the word was taken, and offers the other meaning; nil where there is no doubt.
func privateBlock(s SavedWin) (line slack.Block, other slack.BlockElement) {
	hidden := s.Win.Visibility == wins.VisibilityPrivate
	switch {
	case s.Private == PrivateFirst && hidden:
		return small("You began with the word private, so only you see the win, and the word is not in it."),
			button(WinPart, s.Win.ID+" "+strconv.Itoa(s.Win.Version), "It is part of the text")
	case s.Private == PrivateLast && hidden:
		return small("You ended with the word private, so only you see the win, and the word is not in it."),
			button(WinPart, s.Win.ID+" "+strconv.Itoa(s.Win.Version)+" last", "It is part of the text")
	case s.Private.Asked() && !hidden:
		return small("You wrote private, and what is saved is not."), button(WinOnlyMe, s.Win.ID, "Only me")
	case s.Private == PrivateSaid && !hidden:
		return small("The word private stayed in the text. To keep a win to yourself, begin with `private:`, or press Only me."),
			button(WinOnlyMe, s.Win.ID, "Only me")
	}
	return nil, nil
}

// ReadPart reads the value of the button that puts the word back: which win, of which version, and whether the word stood
// last.
func ReadPart(value string) (win, version string, last bool) {
	win, rest, _ := strings.Cut(value, " ")
	version, place, _ := strings.Cut(rest, " ")
	return win, version, place == "last"
}
