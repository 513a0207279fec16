package view

import (
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
)

// digestWins is how many wins of one person a digest shows.
const digestWins = 5

// DigestWeek is a manager's weekly message: what the team did last week and what waits. waiting holds the names of the
// people in d.Waiting, by id.
func DigestWeek(d reviews.Digest, names map[string]string, zone *time.Location) Message {
	title := "*Your team last week* · " + count(d.Wins, "win", "wins")
	if n := len(d.People); n > 0 {
		title += " from " + count(n, "person", "people")
	}
	blocks := []slack.Block{section("digest.week", marked(title))}
	for _, p := range d.People {
		blocks = append(blocks, section("", marked("*"+escape(p.Person.Name)+"*")))
		for i, w := range p.Wins {
			if i == digestWins {
				blocks = append(blocks, small("and "+number(len(p.Wins)-digestWins)+" more"))
				break
			}
			text := cut(Named(w.Text, names), 300)
			if read := metricsLine(w.Metrics); read != "" {
				text += "\n" + read
			}
			blocks = append(blocks, section("", plain(text)))
		}
		if len(blocks) > 44 { // Slack allows 50 in a message
			blocks = append(blocks, small("There was more; laurel wins list shows all of it."))
			break
		}
	}
	for _, w := range d.Waiting {
		if len(blocks) > 48 {
			break
		}
		blocks = append(blocks, small(waitingLine(w, names, zone)))
	}
	return Message{Text: "Your team last week: " + count(d.Wins, "win", "wins") + ".", Blocks: blocks}
}

func waitingLine(w reviews.Waiting, names map[string]string, zone *time.Location) string {
	until := ""
	if !w.Until.IsZero() {
		until = " (until " + moment(w.Until, zone) + ")"
	}
	name := escape(names[w.Subject])
	if w.Kind == "answer" {
		return "Waiting for you: feedback about " + name + until
	}
	return "Waiting for you: the evaluation of " + name + " for " + escape(w.CycleName) + until
}
