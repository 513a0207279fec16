package view

import (
	"time"

	"github.com/slack-go/slack"

	"laurel/coaching"
	"laurel/people"
	"laurel/reviews"
	"laurel/wins"
)

// Home is what a person's Home tab shows.
type Home struct {
	Person    people.Person
	Now       time.Time
	Zone      *time.Location        // the person's
	Self      []reviews.SelfWaiting // the person's own assessments, soonest first
	Waiting   []AskedPerson         // open requests, soonest first
	Given     []GivenTo             // what the person has written about others outside a cycle
	Invited   []InvitedBy           // what colleagues ask about their own work outside a cycle, soonest end first
	Questions []Question            // wins of colleagues that name the person, oldest question first
	Asked     int                   // how many there are of these in all
	Packets   []reviews.Packet      // the latest first
	Reviews   []reviews.Status      // of the person, soonest due first
	Reports   []reviews.Status      // of who reports to them, by name
	Pending   []wins.Win            // that wait for the person to keep them, newest first; Overview has how many there are
	ToName    []reviews.Nomination  // of the person's own, not answered yet
	ToApprove []reviews.Nomination  // of their people, soonest due first
	Overview  wins.Overview
	Wins      []wins.Win     // the latest, newest first
	Goals     []reviews.Goal // the person's, open ones first, by deadline
	Names     map[string]string
	Settings  coaching.Settings
	Emoji     string // that makes a win, without colons; "" when none does
}

// HomeTab draws the Home tab: what waits first, then the person's own wins.
func HomeTab(h Home) slack.HomeTabViewRequest {
	var waiting []slack.Block
	waiting = append(waiting, selfBlocks(h.Self, h.Zone)...)
	waiting = append(waiting, waitingBlocks(h)...)
	waiting = append(waiting, nominationBlocks(h)...)
	waiting = append(waiting, invitedBlocks(h.Invited, h.Zone)...)
	waiting = append(waiting, begunBlocks(h.Given)...)
	waiting = append(waiting, packetBlocks(h.Packets)...)
	waiting = append(waiting, contributionBlocks(h)...)
	waiting = append(waiting, pendingBlocks(h)...)
	blocks := []slack.Block{section("home.nothing", plain("Nothing waits for you."))}
	if len(waiting) > 0 {
		blocks = append([]slack.Block{header("Waiting for you")}, waiting...)
	}
	blocks = append(blocks, reviewBlocks(h.Reviews, h.Reports, h.Zone)...)
	blocks = append(blocks, homeGoalBlocks(h.Goals, h.Now)...)
	if h.Overview.Kept == 0 {
		blocks = append(blocks, newcomerBlocks(h.Emoji)...)
	} else {
		blocks = append(blocks, header("Your wins"))
		blocks = append(blocks, overviewBlocks(h.Overview)...)
		blocks = append(blocks, slack.NewActionBlock("home.do",
			button(WinWrite, "", "Write a win"), button(WinExport, "", "Export")))
		blocks = append(blocks, homeProjectBlocks(h.Overview.Projects, h.Now)...)
		blocks = append(blocks, latestBlocks(h)...)
	}
	if note := strangerLine(h.Person); note != "" {
		blocks = append(blocks, small(note))
	}
	blocks = append(blocks, slack.NewDividerBlock(), SettingsLine(h.Settings, h.Now))
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

// HomePending is how many pending wins Home shows; the next come up as these are decided.
const HomePending = 5

func pendingBlocks(h Home) (blocks []slack.Block) {
	if len(h.Pending) == 0 {
		return nil
	}
	title, them := count(h.Overview.Pending, "possible win", "possible wins"), "them"
	if h.Overview.Pending == 1 {
		them = "it"
	}
	blocks = append(blocks, section("home.pending", marked("*"+title+"* · only you see "+them+" until you keep "+them)))
	shown := h.Pending[:min(len(h.Pending), HomePending)]
	for _, w := range shown {
		text := day(w.OccurredOn, h.Now) + " · " + cut(Named(w.Text, h.Names), 300)
		if who := witnessNames(w, h.Names); len(who) > 0 {
			text += " · marked by " + cut(list(who), 200)
		}
		blocks = append(blocks, section("win.pending:"+w.ID, plain(text)), slack.NewActionBlock("",
			button(WinKeep+":"+w.ID, w.ID, "Keep"),
			asking(button(WinRemove+":"+w.ID, w.ID, "Leave it out"), "Leave it out?",
				"It goes from your Home tab; nobody else has seen it. /win undo brings it back.", "Leave it out", "Decide later")))
	}
	if more := h.Overview.Pending - len(shown); more > 0 {
		blocks = append(blocks, small("and "+number(more)+" more; they come up here as you decide"))
	}
	return blocks
}

// HomeWins is how many wins Home shows with their text.
const HomeWins = 5

func latestBlocks(h Home) []slack.Block {
	blocks := []slack.Block{header("Latest wins")}
	for _, w := range h.Wins[:min(len(h.Wins), HomeWins)] {
		blocks = append(blocks, winLine(w, h.Names, h.Now))
	}
	return blocks
}

// newcomerBlocks are for who has no wins yet: three things that take seconds.
func newcomerBlocks(emoji string) []slack.Block {
	write := section("home.try.write", marked("*1 · Write down what you did.* `/win Cut p99 latency of #ranker from 120 ms to "+
		"80 ms` works in any conversation, and only you see the answer. Or use the form."))
	write.Accessory = slack.NewAccessory(button(WinWrite, "", "Write a win"))
	mark := "Choose *Keep as a win* in the menu of their message."
	if emoji != "" {
		mark = "Put :" + emoji + ": on their message, or choose *Keep as a win* in its menu."
	}
	return []slack.Block{
		header("Three things to try"),
		section("home.empty", plain("You have no wins yet. What you keep now, with its numbers, is still here at review time.")),
		write,
		section("home.try.mark", marked("*2 · Mark what a colleague did.* "+mark+" It becomes their win, and you are its witness. "+
			"On a message of your own it keeps yours.")),
		section("home.try.project", marked("*3 · Name the project.* Write `#ranker` in a win. All wins of a project make its "+
			"story, from the data to the business, which `/win story ranker` tells.")),
	}
}
