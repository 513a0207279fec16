package bot

import (
	"encoding/json"
	"fmt"
	"strings"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
	"laurel/writing"
)

// listed is how many wins a list shows at once.
const listed = 10

// winListing says which of somebody's wins a list shows, and where it is. It travels in the button Show more, resolved:
// what was last month when it was asked for stays so.
type winListing struct {
	Project string     `json:"p,omitempty"`
	Since   string     `json:"s,omitempty"`
	Until   string     `json:"u,omitempty"`
	Words   []string   `json:"w,omitempty"`
	After   wins.Place `json:"a,omitzero"`
	Shown   int        `json:"n,omitempty"` // how many come before
}

// winList is /win list with a project, a time, both, words, or nothing: the latest wins.
func (b *Bot) winList(tx *db.Tx, actor people.Person, a act, rest string) (reply, error) {
	l, err := b.readListing(tx, actor, rest)
	if err != nil {
		return reply{}, err
	}
	return b.winListed(tx, actor, l, a)
}

// winFind is /win find: the wins in whose text all the words are.
func (b *Bot) winFind(tx *db.Tx, actor people.Person, a act, rest string) (reply, error) {
	words := searched(rest)
	if len(words) == 0 {
		return say(view.WinFindWhat()), nil
	}
	return b.winListed(tx, actor, winListing{Words: words}, a)
}

// winMore shows the next wins of a list, or the first again, in its place.
func (b *Bot) winMore(tx *db.Tx, actor people.Person, a act) (reply, error) {
	var l winListing
	if err := json.Unmarshal([]byte(a.Value), &l); err != nil {
		return say(view.Outdated()), nil
	}
	r, err := b.winListed(tx, actor, l, a)
	return replacing(r), err
}

// readListing understands what follows list: #project anywhere; of the rest a time, a project, or else words.
func (b *Bot) readListing(tx *db.Tx, actor people.Person, rest string) (l winListing, err error) {
	var others []string
	for _, word := range strings.Fields(rest) {
		if name := writing.ProjectName(word); l.Project == "" && strings.HasPrefix(word, "#") && name != "" {
			l.Project = name
			continue
		}
		others = append(others, word)
	}
	rest = strings.Join(others, " ")
	if rest == "" {
		return l, nil
	}
	if name := writing.ProjectName(rest); name != "" && l.Project == "" {
		n, err := wins.Count(tx, wins.Filter{Person: actor.ID, Project: name})
		if err != nil || n > 0 {
			return winListing{Project: name}, err
		}
	}
	today := tx.Now().In(b.location(actor))
	if since, until, ok := period(rest, today); ok {
		l.Since, l.Until = since, until
		return l, nil
	}
	l.Words = searched(rest)
	return l, nil
}

// winListed shows one page of a list. When nothing is found, what asked for it may have been meant as a win.
func (b *Bot) winListed(tx *db.Tx, actor people.Person, l winListing, a act) (reply, error) {
	f := wins.Filter{Person: actor.ID, Project: l.Project, Since: l.Since, Until: l.Until, Words: l.Words}
	total, err := wins.Count(tx, f)
	if err != nil {
		return reply{}, err
	}
	waiting := f
	waiting.Status = wins.StatusPending
	page := view.WinPage{
		Project: l.Project, Since: l.Since, Until: l.Until, Words: l.Words, Total: total, Before: l.Shown,
		Today: tx.Now().In(b.location(actor)),
	}
	if page.Pending, err = wins.Count(tx, waiting); err != nil {
		return reply{}, err
	}
	f.After, f.Limit = l.After, listed+1
	if page.Wins, err = wins.List(tx, f); err != nil {
		return reply{}, err
	}
	more := len(page.Wins) > listed
	page.Wins = page.Wins[:min(len(page.Wins), listed)]
	if page.Names, err = b.mentioned(tx, page.Wins...); err != nil {
		return reply{}, err
	}
	if total == 0 && len(l.Words) > 0 {
		page.Typed = strings.TrimSpace(unescape(a.Text))
	}
	page.First, page.Next, err = l.pages(page.Wins, more)
	return say(view.WinList(page)), err
}

// pages are the values of the buttons to the first and to the next page, "" where there is none.
func (l winListing) pages(shown []wins.Win, more bool) (first, next string, err error) {
	if l.Shown > 0 {
		begin := l
		begin.After, begin.Shown = wins.Place{}, 0
		if first, err = begin.value(); err != nil {
			return "", "", err
		}
	}
	if more {
		l.After, l.Shown = shown[len(shown)-1].Place(), l.Shown+len(shown)
		next, err = l.value()
	}
	return first, next, err
}

func (l winListing) value() (string, error) {
	text, err := json.Marshal(l)
	if err != nil {
		return "", fmt.Errorf("write down a list: %w", err)
	}
	return string(text), nil
}

// searched are the words that are looked for: "in quotes" they are one.
func searched(text string) (words []string) {
	parts := strings.Split(quotes.Replace(writing.Clean(text)), `"`)
	for i, part := range parts {
		inside := strings.Fields(part)
		if i%2 == 1 && i < len(parts)-1 && len(inside) > 0 { // closed again
			inside = []string{strings.Join(inside, " ")}
		}
		words = append(words, inside...)
	}
	return words
}

// quotes are what keyboards and languages make of ".
var quotes = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`)
