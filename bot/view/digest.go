package view

import (
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
)

// How much a digest shows. With a title and a line for the rest of each, that stays under Slack's 50 blocks.
const (
	digestWins    = 5 // of one person
	digestBlocks  = 38
	digestWaiting = 8
)

// DigestWeek is a manager's weekly message: what the team did last week and what waits. names holds the names of the
// people in d.Waiting and of those mentioned in wins, by id.
func DigestWeek(d reviews.Digest, names map[string]string, zone *time.Location) Message {
	sum := "no new wins"
	if d.Wins > 0 {
		sum = count(d.Wins, "win", "wins") + " from " + count(len(d.People), "person", "people")
	}
	blocks := []slack.Block{section("digest.week", marked("*Your team last week* · "+sum))}
	blocks = append(blocks, digestPeople(d.People, names)...)
	for i, w := range d.Waiting {
		if i == digestWaiting {
			blocks = append(blocks, small("Waiting for you: "+number(len(d.Waiting)-i)+" more"))
			break
		}
		if w.Kind == reviews.WaitingApprove {
			blocks = append(blocks, approveLine("digest.approve:"+w.Cycle+" "+w.Subject, waitingLine(w, names, zone), w.Cycle, w.Subject))
			continue
		}
		blocks = append(blocks, small(waitingLine(w, names, zone)))
	}
	text := "Your team last week: " + sum + "."
	if n := len(d.Waiting); n > 0 {
		text += " " + count(n, "thing waits", "things wait") + " for you."
	}
	return said(text, blocks)
}

func digestPeople(list []reviews.PersonWins, names map[string]string) (blocks []slack.Block) {
	for i, p := range list {
		if len(blocks)+digestWins+2 > digestBlocks {
			rest := count(len(list)-i, "more person has wins that don't", "more people have wins that don't")
			return append(blocks, small(rest+" fit here."))
		}
		blocks = append(blocks, section("", marked("*"+escape(p.Person.Name)+"*")))
		for _, w := range p.Wins[:min(len(p.Wins), digestWins)] {
			text := cut(Named(w.Text, names), 300)
			if read := metricsLine(w.Metrics); read != "" {
				text += "\n" + read
			}
			blocks = append(blocks, section("", plain(text)))
		}
		if rest := len(p.Wins) - digestWins; rest > 0 {
			blocks = append(blocks, small("and "+number(rest)+" more"))
		}
	}
	return blocks
}

func waitingLine(w reviews.Waiting, names map[string]string, zone *time.Location) string {
	until := ""
	if !w.Until.IsZero() {
		until = " (until " + moment(w.Until, zone) + ")"
	}
	name := escape(names[w.Subject])
	switch w.Kind {
	case reviews.WaitingAnswer:
		return "Waiting for you: feedback about " + name + until
	case reviews.WaitingApprove:
		return "Waiting for you: approve whom to ask about " + name + until
	}
	return "Waiting for you: the evaluation of " + name + " for " + escape(w.CycleName) + until
}
