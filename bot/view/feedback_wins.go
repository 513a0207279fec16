package view

import (
	"time"

	"github.com/slack-go/slack"

	"laurel/people"
	"laurel/wins"
)

// SharedWins are the wins that a subject shows to whoever is asked about them, newest first.
type SharedWins struct {
	Request string // the giver's
	Subject people.Person
	Wins    []wins.Win
	Names   map[string]string
	Today   time.Time
}

// FeedbackWinPages lists them on top of the form, page by page.
func FeedbackWinPages(s SharedWins, page int) slack.ModalViewRequest {
	name := first(s.Subject.Name)
	lead := name + " lets whoever is asked for feedback see these: " + count(len(s.Wins), "win", "wins") + " of this period."
	if len(s.Wins) == 0 {
		lead = name + " shares no wins with you any more."
	}
	entries := [][]slack.Block{{section("feedback.wins", plain(lead))}}
	for _, w := range s.Wins {
		line := day(w.OccurredOn, s.Today)
		if w.Project != "" {
			line += " · project " + w.Project
		}
		entry := append([]slack.Block{small("*" + escape(line) + "*")}, paragraphs(Named(w.Text, s.Names))...)
		if sources := (Story{Names: s.Names}).sources(w); sources != "" {
			entry = append(entry, small(sources))
		}
		entries = append(entries, entry)
	}
	return onePage("Wins of "+name, entries, page,
		func(page int) (id, value string) { return FeedbackWinsPage, storyValue(page, s.Request) })
}

// ReadFeedbackWinsValue reads a button's value: the page, and the request that the reader was asked with.
func ReadFeedbackWinsValue(value string) (page int, request string) { return ReadStoryValue(value) }
