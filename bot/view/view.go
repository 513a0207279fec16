// Package view holds every word that laurel says in Slack, and how it looks. Its functions turn domain values into
// messages, modals and Home tabs; they know no store, no client and no clock.
package view

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"laurel/writing"
)

// Message is what is said: blocks for the eye, and Text for notifications, screen readers and old clients. Text carries
// the sense and nothing confidential: it stands on lock screens.
type Message struct {
	Text   string        `json:"text"`
	Blocks []slack.Block `json:"blocks"`
}

// Slack's limits, in characters: https://docs.slack.dev/reference/block-kit/blocks
const (
	maxSection = 3000
	maxTitle   = 24
	maxButton  = 75
	maxValue   = 2000
	maxConfirm = 300
	maxLabel   = 2000
	maxHeader  = 150
)

// plain is text that Slack shows as it is: nothing in it becomes a link, a mention or bold. Names come from Slack and
// from files, so characters that hide or turn text around are dropped here too.
func plain(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, writing.Clean(text), false, false)
}

// marked is our own text with Slack's marks (*bold*, <@U…>); words of people go in through escape only. Verbatim keeps
// Slack from finding links and channel names by itself: https://docs.slack.dev/messaging/formatting-message-text
func marked(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.MarkdownType, text, false, true)
}

// escape makes people's words inert inside marked text, and puts them on one line: a line that begins with > is a
// quotation. Only & < > can be escaped; there is no escape for * _ ~ `.
func escape(text string) string {
	line := strings.Join(strings.Fields(writing.Clean(text)), " ")
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(line)
}

// section is one paragraph; id is the block's name, "" where Slack may choose.
func section(id string, text *slack.TextBlockObject) *slack.SectionBlock {
	if text.Type == slack.MarkdownType {
		text.Text = cutMarked(text.Text, maxSection)
	} else {
		text.Text = cut(text.Text, maxSection)
	}
	return slack.NewSectionBlock(text, nil, nil, slack.SectionBlockOptionBlockID(id))
}

// quote shows people's words as a quotation, as they wrote them: rich text has no marks that could bite.
func quote(text string) *slack.RichTextBlock {
	words := slack.NewRichTextSectionTextElement(cut(writing.Clean(text), maxSection), nil)
	return slack.NewRichTextBlock("", &slack.RichTextQuote{
		Type: slack.RTEQuote, Elements: []slack.RichTextSectionElement{words},
	})
}

// small is a line of context in small grey letters.
func small(text string) *slack.ContextBlock {
	return slack.NewContextBlock("", marked(cutMarked(text, maxSection)))
}

func header(text string) *slack.HeaderBlock { return slack.NewHeaderBlock(plain(cut(text, maxHeader))) }

// button is a button that carries an opaque value.
func button(id, value, label string) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(id, cut(value, maxValue), plain(cut(label, maxButton)))
}

func primary(b *slack.ButtonBlockElement) *slack.ButtonBlockElement {
	return b.WithStyle(slack.StylePrimary)
}

// asking puts a question before a button's act. yes and no name the outcome.
func asking(b *slack.ButtonBlockElement, title, text, yes, no string) *slack.ButtonBlockElement {
	return b.WithConfirm(slack.NewConfirmationBlockObject(plain(title), plain(cut(text, maxConfirm)),
		plain(yes), plain(no)))
}

// cut shortens text to max characters, with an ellipsis where something is missing.
func cut(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	return strings.TrimRight(string([]rune(text)[:limit-1]), " \n") + "…"
}

// cutMarked is cut for marked text: no link and no escape (&lt;) is cut in two.
func cutMarked(text string, limit int) string {
	short := cut(text, limit)
	if short == text {
		return text
	}
	for begin, end := range map[string]string{"&": ";", "<": ">"} {
		if begun := strings.LastIndex(short, begin); begun >= 0 && !strings.Contains(short[begun:], end) {
			short = strings.TrimRight(short[:begun], " \n") + "…"
		}
	}
	return short
}

// first is the name a person is called by: its first word.
func first(name string) string {
	words := strings.Fields(writing.Clean(name))
	if len(words) == 0 {
		return name
	}
	return words[0]
}

// list joins names the way people say them: "Ada, Ben and Juno".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// count says how many there are of something: "1 win", "3 wins".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// moment is a time in the reader's zone, weekday first: "Thu 4 Dec, 17:00".
func moment(t time.Time, zone *time.Location) string { return t.In(zone).Format("Mon 2 Jan, 15:04") }

// day is a stored date (2026-12-04) as people write it: "4 Dec"; with the year when it isn't now's.
func day(date string, now time.Time) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	if t.Year() != now.Year() {
		return t.Format("2 Jan 2006")
	}
	return t.Format("2 Jan")
}

// number writes a whole number in groups of three: "12,000".
func number(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
