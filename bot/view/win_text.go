package view

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"laurel/wins"
)

// maxInput is how many characters a field takes, partLength how many a part of a longer text begins with, so that there
// is room to write. https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
const (
	maxInput   = 3000
	partLength = 2500
)

// textFields are the fields for the text: one, or for a text that is longer than a field takes one for each part.
func textFields(parts []string) []slack.Block {
	if len(parts) == 0 {
		parts = []string{""}
	}
	var blocks []slack.Block
	for i, part := range parts {
		words := slack.NewPlainTextInputBlockElement(plain("Cut p99 latency of #ranker from 120 ms to 80 ms"), FieldText)
		words.Multiline, words.InitialValue, words.MaxLength = true, part, maxInput
		label, hint := "What did you do, and what followed?", plain("By how much, from what, for whom. "+
			"#name is the project, @name a colleague, a link the proof.")
		if len(parts) > 1 {
			label += " Part " + strconv.Itoa(i+1) + " of " + strconv.Itoa(len(parts))
		}
		if i < len(parts)-1 {
			hint = nil
		}
		field := slack.NewInputBlock(textField(i), plain(label), hint, words)
		field.Optional = i > 0 // an emptied part goes
		blocks = append(blocks, field)
	}
	return blocks
}

func textField(part int) string {
	if part == 0 {
		return FieldText
	}
	return FieldText + "." + strconv.Itoa(part+1)
}

// SplitText cuts a text into parts that fields take, between lines or words where there are any, with what stood between two
// parts. A text that one field takes stays whole. JoinText reverses it.
func SplitText(text string) (parts, between []string) {
	if utf8.RuneCountInString(text) <= maxInput {
		return []string{text}, nil
	}
	for {
		end, next := cutPoint(text)
		if next == len(text) {
			return append(parts, text), between
		}
		parts, between = append(parts, text[:end]), append(between, text[end:next])
		text = text[next:]
	}
}

// maxBetween is how much white space is kept apart between two parts; more of it stays in a field.
const maxBetween = 8

// cutPoint finds where a part ends and the next begins: around the last line's end, or else white space, of the first
// partLength characters, unless that would leave less than half of them. Both are len(text) when the text is one part.
func cutPoint(text string) (end, next int) {
	limit := len(cutRunes(text, partLength))
	if limit == len(text) {
		return limit, limit
	}
	blank := func(i int) bool { return strings.IndexByte(" \n\t", text[i]) >= 0 }
	end = strings.LastIndexByte(text[:limit], '\n')
	if end < limit/2 {
		end = strings.LastIndexAny(text[:limit], " \n\t")
	}
	if end < limit/2 {
		return limit, limit
	}
	for next = end + 1; end > 0 && next-end < maxBetween && blank(end-1); end-- {
	}
	for next < len(text) && next-end < maxBetween && blank(next) {
		next++
	}
	return end, next
}

// cutRunes is what text begins with, at most n characters of it.
func cutRunes(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// JoinText puts the text of a form together again: between is what SplitText gave when the form was opened.
func JoinText(f Fields, between []string) string {
	text := f.Text(FieldText)
	for i, space := range between {
		part := f.Text(textField(i + 1))
		if text != "" && part != "" {
			text += space
		}
		text += part
	}
	return text
}

// WinText shows the whole text of a win, which is too long for a message.
func WinText(w wins.Win, names map[string]string) slack.ModalViewRequest {
	var blocks []slack.Block
	for text := Named(w.Text, names); text != ""; {
		part := cutRunes(text, maxSection)
		if strings.TrimSpace(part) != "" { // Slack takes no empty paragraph
			blocks = append(blocks, section("", plain(part)))
		}
		text = text[len(part):]
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain("The whole text"), Close: plain("Close"),
		Blocks: slack.Blocks{BlockSet: blocks},
	}
}
