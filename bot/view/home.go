package view

import (
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/people"
	"laurel/reviews"
	"laurel/wins"
)

// Home is what a person's Home tab shows.
type Home struct {
	Person    people.Person
	Now       time.Time
	Zone      *time.Location   // the person's
	Waiting   []AskedPerson    // open requests, soonest first
	Questions []Question       // wins of colleagues that name the person, oldest question first
	Asked     int              // how many there are of these in all
	Packets   []reviews.Packet // the latest first
	Wins      []wins.Win       // the latest, newest first
	Total     int              // of the half-year that Months covers
	Months    []MonthCount
	Names     map[string]string
}

// MonthCount is how many wins a month has; months without any are there too.
type MonthCount struct {
	Month time.Time // its first day
	Wins  int
}

// HomeTab draws the Home tab: what waits first, then the person's own wins.
func HomeTab(h Home) slack.HomeTabViewRequest {
	var blocks []slack.Block
	blocks = append(blocks, waitingBlocks(h)...)
	blocks = append(blocks, packetBlocks(h.Packets)...)
	blocks = append(blocks, contributionBlocks(h)...)
	if len(blocks) > 0 {
		blocks = append([]slack.Block{header("Waiting for you")}, blocks...)
	} else {
		blocks = append(blocks, section("home.nothing", plain("Nothing waits for you.")))
	}
	blocks = append(blocks, header("Your wins"))
	if h.Total > 0 {
		blocks = append(blocks, monthsBlock(h))
	}
	for _, w := range h.Wins[:min(len(h.Wins), shownWins)] {
		blocks = append(blocks, winLine(w, h.Names, h.Now))
	}
	if len(h.Wins) == 0 {
		blocks = append(blocks, section("home.empty", marked("You have none yet. Type `/win` and what you did in any "+
			"conversation, or press Write a win. At review time it is still here.")))
	}
	blocks = append(blocks, slack.NewActionBlock("home.do", button(WinWrite, "", "Write a win")))
	if note := strangerLine(h.Person); note != "" {
		blocks = append(blocks, small(note))
	}
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks}}
}

// homeRequests is how many requests Home shows; the message that asked has them all.
const homeRequests = 12

func waitingBlocks(h Home) (blocks []slack.Block) {
	for i, p := range h.Waiting {
		if i == homeRequests {
			blocks = append(blocks, small("and "+number(len(h.Waiting)-i)+" more, in the message that asked you"))
			break
		}
		line := section("home.ask:"+p.Request.ID, marked("Feedback about *"+escape(p.Subject.Name)+"* · "+
			escape(p.Request.CycleName)+" · until "+moment(p.Request.DueAt, h.Zone)))
		line.Accessory = slack.NewAccessory(primary(button(FeedbackAnswerOpen+":"+p.Request.ID, p.Request.ID, "Answer")))
		blocks = append(blocks, line)
	}
	return blocks
}

// homePackets is how many packets Home shows.
const homePackets = 12

func packetBlocks(packets []reviews.Packet) (blocks []slack.Block) {
	for i, p := range packets {
		if i == homePackets {
			blocks = append(blocks, small("and "+number(len(packets)-i)+" more, in the messages that brought them"))
			break
		}
		line := section("", plain("Packet of "+p.SubjectName+" · "+p.CycleName))
		line.Accessory = slack.NewAccessory(button(ReviewPacketOpen+":"+p.ID, packetValue(p, 0), "Open packet"))
		blocks = append(blocks, line)
	}
	return blocks
}

// monthsBlock is a bar of wins by month. Screen readers get the numbers beside the bars.
func monthsBlock(h Home) slack.Block {
	lines := make([]string, 0, len(h.Months))
	for _, m := range h.Months {
		lines = append(lines, m.Month.Format("Jan")+"  "+strings.Repeat("▇", min(m.Wins, 20))+" "+number(m.Wins))
	}
	text := slack.NewRichTextSectionTextElement(strings.Join(lines, "\n"), nil)
	return slack.NewRichTextBlock("home.months", &slack.RichTextPreformatted{
		Type: slack.RTEPreformatted, Elements: []slack.RichTextSectionElement{text},
	})
}
