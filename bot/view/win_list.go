package view

import (
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/wins"
)

// WinPage is one page of a list of somebody's wins.
type WinPage struct {
	Wins    []wins.Win
	Total   int // on all pages
	Before  int // on the pages before this one
	Pending int // that would be listed too, if they were kept

	Project      string   // what was asked for; "" for any
	Since, Until string   // days; "" for ever
	Words        []string // looked for in the text; none when the list is no search
	Typed        string   // with nothing found: the text that asked, which may have been meant as a win

	First, Next string // what the buttons to the first and the next page give back; "" for no button
	Names       map[string]string
	Today       time.Time
}

// maxFound is how many wins a message lists with what was found in them.
const maxFound = 20

// WinList answers /win list and /win find.
func WinList(p WinPage) Message {
	p.Wins = p.Wins[:min(len(p.Wins), shownWins)]
	if len(p.Words) > 0 {
		p.Wins = p.Wins[:min(len(p.Wins), maxFound)]
	}
	if p.Total == 0 {
		return noWins(p)
	}
	heading := "*" + count(p.Total, "win", "wins") + "*" + p.asked()
	if p.Total > len(p.Wins) && len(p.Wins) > 0 {
		heading += fmt.Sprintf(" · %s to %s", number(p.Before+1), number(p.Before+len(p.Wins)))
	}
	blocks := []slack.Block{section("win.list", marked(heading))}
	for _, w := range p.Wins {
		if len(p.Words) > 0 {
			blocks = append(blocks, foundWin(p, w)...)
		} else {
			blocks = append(blocks, winLine(w, p.Names, p.Today))
		}
	}
	if len(p.Wins) == 0 {
		blocks = append(blocks, small("There is nothing after that any more."))
	}
	if waits := p.waits(); waits != "" {
		blocks = append(blocks, small(waits))
	}
	return said(count(p.Total, "win", "wins"), append(blocks, p.buttons()...))
}

// foundWin is a win in which words were found, with what stands around them.
func foundWin(p WinPage, w wins.Win) []slack.Block {
	line := day(w.OccurredOn, p.Today)
	if w.Project != "" {
		line += " · project " + w.Project
	}
	head := section("win:"+w.ID, plain(line))
	head.Accessory = slack.NewAccessory(button(WinEdit+":"+w.ID, w.ID, "Edit"))
	return []slack.Block{head, excerpt(Named(w.Text, p.Names), namedAll(p.Words, p.Names))}
}

func noWins(p WinPage) Message {
	text := "No win" + p.asked() + ". `/win list` shows your latest."
	if p.asked() == "" {
		text = "You have no wins yet. `/win` followed by what you did saves the first."
	}
	blocks := []slack.Block{section("win.list", marked(text))}
	if waits := p.waits(); waits != "" {
		blocks = append(blocks, small(waits))
	}
	if p.Typed != "" {
		blocks = append(blocks, small("If it was meant as a win:"), quote(cut(Named(p.Typed, p.Names), quoted)),
			slack.NewActionBlock("win.typed", button(WinTyped, p.Typed, "Save it as a win")))
	}
	return said("No win was found.", blocks)
}

// asked says what the list holds, as marked text: " in project ranker, in November 2026".
func (p WinPage) asked() string {
	var parts []string
	if p.Project != "" {
		parts = append(parts, "in project "+escape(p.Project))
	}
	if p.Since != "" {
		parts = append(parts, spanned(p.Since, p.Until, p.Today))
	}
	if len(p.Words) > 0 {
		parts = append(parts, "with "+escape(list(quotedWords(namedAll(p.Words, p.Names)))))
	}
	if len(parts) == 0 {
		return ""
	}
	return " " + strings.Join(parts, ", ")
}

func (p WinPage) waits() string {
	if p.Pending == 0 || p.Before > 0 {
		return ""
	}
	return count(p.Pending, "more waits", "more wait") + " for you to keep " + itOrThem(p.Pending) + "; your Home has " +
		itOrThem(p.Pending) + "."
}

func itOrThem(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

func (p WinPage) buttons() []slack.Block {
	var elements []slack.BlockElement
	if p.Next != "" {
		elements = append(elements, button(WinMore, p.Next, "Show more"))
	}
	if p.First != "" {
		elements = append(elements, button(WinMore+":first", p.First, "Back to the latest"))
	}
	if len(elements) == 0 {
		return nil
	}
	return []slack.Block{slack.NewActionBlock("win.more", elements...)}
}

// spanned says a time from a day up to another: "in November 2026", "in 2025", "on 3 Nov", "from 16 Nov to 22 Nov".
func spanned(since, until string, today time.Time) string {
	from, err := time.Parse(time.DateOnly, since)
	to, errTo := time.Parse(time.DateOnly, until)
	if err != nil || errTo != nil {
		return "from " + since + " to " + until
	}
	after := to.AddDate(0, 0, 1)
	switch {
	case from.Equal(to):
		return "on " + day(since, today)
	case from.Day() == 1 && after.Equal(from.AddDate(0, 1, 0)):
		return "in " + from.Format("January 2006")
	case from.YearDay() == 1 && after.Equal(from.AddDate(1, 0, 0)):
		return "in " + from.Format("2006")
	default:
		return "from " + day(since, today) + " to " + day(until, today)
	}
}

// WinFindWhat answers /win find without words.
func WinFindWhat() Message {
	return note("win.find", "Say what to look for, like /win find latency canary: both words, in any case. "+
		`With "quotes" they must stand together.`)
}
