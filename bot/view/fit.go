package view

import (
	"encoding/json"
	"slices"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// maxMessage is how much text a whole message may hold, in characters. Slack refuses more with msg_blocks_too_long and
// documents no number; its maintainers speak of 12,000 with something for each block, and 11,341 characters in 45 blocks
// were seen refused (https://github.com/slackapi/bolt-js/issues/2509, https://github.com/slackapi/bolt-js/issues/2867).
const (
	maxMessage = 10_500
	perBlock   = 30
)

// said makes a message of blocks that Slack takes: where they hold too much text, the longest paragraphs are shortened,
// all to the same length. Who reads on finds the whole where the message's own button leads.
func said(text string, blocks []slack.Block) Message {
	paragraphs := paragraphsOf(blocks)
	lengths := make([]int, len(paragraphs))
	sum := 0
	for i, p := range paragraphs {
		lengths[i] = utf8.RuneCountInString(*p.text)
		sum += lengths[i]
	}
	if sum+perBlock*len(blocks) < maxMessage/2 { // far from the limit, whatever the buttons say
		return Message{Text: text, Blocks: blocks}
	}
	rest := letters(blocks) - sum + perBlock*len(blocks)
	if limit, short := level(lengths, maxMessage-rest); short {
		for _, p := range paragraphs {
			*p.text = p.cut(*p.text, limit)
		}
	}
	return Message{Text: text, Blocks: blocks}
}

// paragraph is a text in a block that may be shortened, and how.
type paragraph struct {
	text *string
	cut  func(text string, limit int) string
}

func paragraphsOf(blocks []slack.Block) []paragraph {
	var all []paragraph
	object := func(t *slack.TextBlockObject) {
		if t == nil {
			return
		}
		shorten := cut
		if t.Type == slack.MarkdownType {
			shorten = cutMarked
		}
		all = append(all, paragraph{&t.Text, shorten})
	}
	for _, block := range blocks {
		switch b := block.(type) {
		case *slack.SectionBlock:
			object(b.Text)
			for _, field := range b.Fields {
				object(field)
			}
		case *slack.ContextBlock:
			for _, element := range b.ContextElements.Elements {
				if t, ok := element.(*slack.TextBlockObject); ok {
					object(t)
				}
			}
		case *slack.RichTextBlock:
			for _, part := range b.Elements {
				quoted, ok := part.(*slack.RichTextQuote)
				if !ok {
					continue
				}
				for _, element := range quoted.Elements {
					if t, ok := element.(*slack.RichTextSectionTextElement); ok {
						all = append(all, paragraph{&t.Text, cut})
					}
				}
			}
		}
	}
	return all
}

// level is the length to which the longest are shortened so that all together are no longer than room; short is false
// when they fit as they are.
func level(lengths []int, room int) (limit int, short bool) {
	sorted := slices.Sorted(slices.Values(lengths))
	for i, length := range sorted {
		left := len(sorted) - i // as long as this one or longer
		if length*left > room {
			return max(1, room/left), true
		}
		room -= length
	}
	return 0, false
}

// letters counts the characters of everything called text in blocks, as Slack seems to.
func letters(blocks []slack.Block) int {
	raw, err := json.Marshal(blocks)
	if err != nil {
		return maxMessage // a block that can't be written is refused later, with its reason
	}
	var doc any
	if json.Unmarshal(raw, &doc) != nil {
		return maxMessage
	}
	return lettersIn(doc)
}

func lettersIn(v any) (n int) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			n += lettersIn(item)
		}
	case map[string]any:
		for name, item := range v {
			if s, ok := item.(string); ok && name == "text" {
				n += utf8.RuneCountInString(s)
				continue
			}
			n += lettersIn(item)
		}
	}
	return n
}
