package bot

import (
	"strings"
	"unicode"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/writing"
)

// winWord is a word that makes /win do something else than save: also when it is written to laurel in a direct message.
type winWord struct {
	Word string // in any case
	Most int    // how many words may follow it; what is longer is a sentence, and so a win
	Run  func(b *Bot, tx *db.Tx, actor people.Person, a act, rest string) (reply, error)
}

// winWords are all of them. A word that is not here is the beginning of a win.
var winWords = []winWord{
	{"list", 6, (*Bot).winList},     // [#project] [project, a month or other time, or words to look for]
	{"find", 6, (*Bot).winFind},     // words, all of which must be in the text; "several words" as one
	{"export", 1, (*Bot).winExport}, // md, pdf, csv or json
	{"story", 1, (*Bot).winStory},   // a project, or nothing for the list of them
	{"undo", 0, (*Bot).winUndoLast},
	{"settings", 0, alone((*Bot).winSettings)},
	{"help", 0, (*Bot).winHelp},
}

// alone is a flow that a button reaches too, for a word that nothing follows.
func alone(f flow) func(b *Bot, tx *db.Tx, actor people.Person, a act, rest string) (reply, error) {
	return func(b *Bot, tx *db.Tx, actor people.Person, a act, _ string) (reply, error) {
		return f(b, tx, actor, a)
	}
}

// winMeant are words that people try, and what they mean.
var winMeant = map[string]string{
	"search": "find", "show": "list", "ls": "list", "latest": "list", "history": "list", "wins": "list", "revert": "undo",
	"commands": "help", "usage": "help", "delete": "undo", "remove": "undo", "cancel": "undo", "stop": "settings",
	"off": "settings", "mute": "settings", "download": "export", "projects": "story",
}

// winWord does what a word of laurel's own asks for. ok is false when the text is none, and so a win.
func (b *Bot) winWord(tx *db.Tx, actor people.Person, a act) (r reply, ok bool, err error) {
	text := strings.TrimSpace(unescape(a.Text))
	text = strings.TrimSpace(strings.TrimPrefix(text, "/win ")) // /win /win list, or /win list written to laurel
	first, rest := text, ""
	if end := strings.IndexFunc(text, unicode.IsSpace); end >= 0 {
		first, rest = text[:end], strings.TrimSpace(text[end:])
	}
	for _, w := range winWords {
		if strings.EqualFold(w.Word, first) && w.fits(rest) {
			r, err = w.Run(b, tx, actor, a, rest)
			return r, true, err
		}
	}
	if word := misspelt(text); word != "" {
		return say(view.WinMisspelt(text, word)), true, nil
	}
	return reply{}, false, nil
}

// maxRest is how long what follows a word may be, in bytes: it must fit into a button, as JSON.
const maxRest = 250

// fits tells whether rest can be what follows the word, and is no sentence that begins with it.
func (w winWord) fits(rest string) bool {
	return len(rest) <= maxRest && !strings.Contains(rest, "\n") && len(searched(rest)) <= w.Most
}

// winRun does what was meant by a word that was misspelt.
func (b *Bot) winRun(tx *db.Tx, actor people.Person, a act) (reply, error) {
	a.Text = a.Value
	r, ok, err := b.winWord(tx, actor, a)
	if !ok {
		return say(view.WinHelp(b.emoji())), err
	}
	return replacing(r), err
}

// winTyped saves a text that was taken for one of the words.
func (b *Bot) winTyped(tx *db.Tx, actor people.Person, a act) (reply, error) {
	r, err := b.winText(tx, actor, a, a.Value)
	return replacing(r), err
}

// replacing shows an answer instead of the message whose button was pressed.
func replacing(r reply) reply {
	if r.Say != nil {
		r.Replace, r.Say = r.Say, nil
	}
	return r
}

func (b *Bot) winHelp(*db.Tx, people.Person, act, string) (reply, error) {
	return say(view.WinHelp(b.emoji())), nil
}

// emoji is the first of those that make a win.
func (b *Bot) emoji() string {
	if len(b.options.Emoji) == 0 {
		return ""
	}
	return b.options.Emoji[0]
}

// misspelt is the word that a text of one word was meant to be: one letter too few or too many, another, or two swapped.
// "" for anything else: a win of two words is one.
func misspelt(text string) string {
	text = strings.ToLower(writing.Clean(text))
	if word := winMeant[text]; word != "" {
		return word
	}
	if text == "?" || text == "-h" || text == "--help" {
		return "help"
	}
	for _, w := range winWords {
		if oneSlip(text, w.Word) {
			return w.Word
		}
	}
	return ""
}

func oneSlip(typed, word string) bool {
	if strings.ContainsFunc(typed, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return false
	}
	i := 0
	for i < len(typed) && i < len(word) && typed[i] == word[i] {
		i++
	}
	typed, word = typed[i:], word[i:]
	switch {
	case typed == "" || word == "":
		return len(typed)+len(word) <= 1
	case typed[1:] == word[1:], typed[1:] == word, typed == word[1:]:
		return true
	default:
		return len(typed) > 1 && len(word) > 1 && typed[0] == word[1] && typed[1] == word[0] && typed[2:] == word[2:]
	}
}
