package view

import (
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
)

// Approving is a manager's message with the lists of their people.
type Approving struct {
	Manager string
	List    []reviews.Nomination
	Names   map[string]string // of the nominees
	Zone    *time.Location    // the manager's
}

// approvals is how many people one message shows: two blocks each, of Slack's 50.
const approvals = 20

// NominateApprove is the message that asks a manager to approve whom their people named: one a day, redrawn after each
// answer and when somebody else names colleagues.
func NominateApprove(a Approving) Message {
	var names []string
	for _, n := range a.List {
		if a.waits(n) {
			names = append(names, escape(n.Subject.Name))
		}
	}
	title, text := "*Whom to ask about your people* · nothing waits for you here", "Nothing waits for you here any more."
	if len(names) > 0 {
		title = "*Whom to ask about your people* · " + count(len(names), "list", "lists") + " to approve · 2 minutes"
		text = list(names[:min(len(names), 5)]) + more(len(names)-5) + " named colleagues to be asked about them. Approve it, or change it."
	}
	blocks := []slack.Block{section("feedback.nominate.lists", marked(title))}
	for _, n := range a.List[:min(len(a.List), approvals)] {
		blocks = append(blocks, a.person(n)...)
	}
	if rest := len(a.List) - approvals; rest > 0 {
		blocks = append(blocks, small("and "+number(rest)+" more, on your Home tab"))
	}
	if len(names) > 0 {
		blocks = append(blocks, small("A list that you leave as it is counts as approved when its time is over. laurel asks "+
			"at least one colleague more, so that nobody knows all who answer. Your people don't see whom you add, only whom "+
			"of theirs you take off."))
	}
	return said(cutMarked(text, maxSection), blocks)
}

func more(n int) string {
	if n <= 0 {
		return ""
	}
	return " and " + number(n) + " more"
}

// waits tells that the manager is to look at a list.
func (a Approving) waits(n reviews.Nomination) bool {
	return n.Waits() && n.Subject.Manager == a.Manager
}

func (a Approving) person(n reviews.Nomination) []slack.Block {
	name, cycle := "*"+escape(n.Subject.Name)+"*", " · "+escape(n.Cycle.Name)
	named := Nominating{Nomination: n, Names: a.Names}.list()
	id := n.Cycle.ID + " " + n.Subject.ID
	change := button(FeedbackNominateChange+":"+n.Subject.ID, id, "Change")
	change.AccessibilityLabel = cut("Change whom to ask about "+n.Subject.Name, maxButton)
	line := ""
	switch {
	case n.Subject.Manager != a.Manager:
		line = name + " reports to somebody else now"
	case !n.Open():
		line = name + cycle + " · the time is over"
	case len(n.Nominees) == 0:
		line = name + " names nobody" + cycle + " · laurel chooses"
	case a.waits(n):
		approve := primary(button(FeedbackNominateApprove+":"+n.Subject.ID, nominateValue(n), "Approve"))
		approve.AccessibilityLabel = cut("Approve whom to ask about "+n.Subject.Name, maxButton)
		return []slack.Block{
			section("", marked(name+" named "+named+cycle+" · until "+moment(n.Cycle.StageEndsAt, a.Zone))),
			slack.NewActionBlock("feedback.nominate.lists:"+id, approve, change),
		}
	default:
		done := section("", marked(name+" · approved: "+named+cycle))
		done.Accessory = slack.NewAccessory(change)
		return []slack.Block{done}
	}
	return []slack.Block{section("", marked(line))}
}

// homeNominations is how many nominations Home shows of each kind, homeLine how long such a line may be.
const (
	homeNominations = 6
	homeLine        = 600
)

// nominationBlocks are the person's own nominations that are open, and those of their people to look at.
func nominationBlocks(h Home) (blocks []slack.Block) {
	for _, n := range h.ToName[:min(len(h.ToName), homeNominations)] {
		line := section("home.nominate:"+n.Cycle.ID, marked(cutMarked("Whom should laurel ask about you? · "+
			escape(n.Cycle.Name)+" · until "+moment(n.Cycle.StageEndsAt, h.Zone), homeLine)))
		line.Accessory = slack.NewAccessory(primary(button(FeedbackNominateOpen+":"+n.Cycle.ID, n.Cycle.ID, "Choose")))
		blocks = append(blocks, line)
	}
	for i, n := range h.ToApprove {
		if i == homeNominations {
			return append(blocks, small("and "+number(len(h.ToApprove)-i)+" more lists to approve; they come up as you look at these"))
		}
		blocks = append(blocks, approveLine("home.approve:"+n.Cycle.ID+" "+n.Subject.ID, "Approve whom to ask about *"+
			escape(n.Subject.Name)+"* · "+escape(n.Cycle.Name)+" · until "+moment(n.Cycle.StageEndsAt, h.Zone),
			n.Cycle.ID, n.Subject.ID))
	}
	return blocks
}

// approveLine is one list that waits, with the button that shows it.
func approveLine(block, text, cycle, subject string) slack.Block {
	line := section(block, marked(cutMarked(text, homeLine)))
	line.Accessory = slack.NewAccessory(button(FeedbackNominateChange+":"+cycle+subject, cycle+" "+subject, "Look"))
	return line
}
