package view

import (
	"strings"

	"github.com/slack-go/slack"
)

// WinHelp says every way in which a win arrives, and what can be done with it. emoji, without colons, is the reaction that
// makes one; "" when there is none.
func WinHelp(emoji string) Message {
	blocks := []slack.Block{section("win.help", marked("*/win* keeps what you did, with its numbers, until review time. "+
		"Only you see its answers."))}
	for _, group := range winHelp(emoji) {
		blocks = append(blocks, section("", marked(strings.Join(group, "\n"))))
	}
	return said("/win keeps what you did, with its numbers, until review time.", append(blocks,
		small("A strong win says what you did, by how much, compared with what, and what followed for whom.")))
}

// winHelp are the lines of the help, in groups: a heading, then a line for each thing that can be done.
func winHelp(emoji string) [][]string {
	save := []string{
		"*Save*",
		"`/win Cut p99 latency of #ranker from 120 ms to 80 ms` · `#name` is the project, a link the proof, " +
			"`@name` a colleague, who is asked once whether they took part",
		"`/win private: …`, `private` as the last word, or `#private` anywhere · only you can see it",
		"`/win` alone · the form",
		"In your messages with laurel · no `/win` is needed: what you write is saved, and what you say in a voice clip",
	}
	witness := "*Keep as a win* in a message's menu"
	if emoji != "" {
		witness += ", or react with :" + emoji + ":"
	}
	save = append(save, witness+" · your message is kept; of a colleague's win you become a witness")
	return [][]string{
		save,
		{
			"*Find*",
			"`/win list` · your latest; also `list #ranker`, `list november`, `list last month`",
			"`/win find latency canary` · wins with both words; `\"feature store\"` in quotes is one",
			"`/win story ranker` · a project's wins from the data to the business; `/win story` lists your projects",
		},
		{
			"*Take away*",
			"`/win export` · all of them as a file: Markdown, PDF, CSV or JSON",
		},
		{
			"*Change*",
			"`/win undo` · takes back the last thing you did, for a day; once more does it again",
			"Edit and Remove stand under each win, Undo for a minute. A removed win can be brought back at any time",
			"`/win settings` · what laurel may ask you by itself, and when",
		},
	}
}
