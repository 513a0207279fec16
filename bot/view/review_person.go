package view

import (
	"cmp"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/people"
	"laurel/reviews"
)

// PersonShown is how somebody stands in a cycle, as who runs it sees it.
type PersonShown struct {
	Standing reviews.Standing
	Names    map[string]string // of managers
	Now      time.Time         // by the reader's clock
	Note     string            // what was done just now; "" for nothing
}

// PersonPage is the modal about one person in a cycle, in the place of CyclePage.
func PersonPage(s PersonShown) slack.ModalViewRequest {
	standing := s.Standing
	person, cycle := standing.Person, standing.Cycle
	var blocks []slack.Block
	if s.Note != "" {
		blocks = append(blocks, section("review.note", plain(s.Note)), slack.NewDividerBlock())
	}
	blocks = append(blocks, header("In "+cycle.Name), section("review.person", marked("*"+escape(person.Name)+"* · "+escape(cmp.Or(person.Title(), "function not known")))))
	for _, line := range managerLines(standing.Lines, s.Names, s.Now) {
		blocks = append(blocks, small(escape(line)))
	}
	blocks = append(blocks, section("review.standing", plain(standingText(standing, s.Now))))
	value := personValue(cycle.ID, person.ID)
	buttons := []slack.BlockElement{button(ReviewCycle, cycle.ID, "Back to the cycle")}
	if cycle.State == reviews.Open {
		buttons = append(buttons, personButtons(s, value)...)
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: ReviewPerson, Title: plain("One person"), Close: plain("Close"),
		Blocks: slack.Blocks{BlockSet: append(blocks, slack.NewActionBlock("review.person.do", buttons...))},
	}
}

func personButtons(s PersonShown, value string) []slack.BlockElement {
	name, stage := first(s.Standing.Person.Name), s.Standing.Cycle.Stage
	change := button(ReviewManager, value, "Change manager")
	if !s.Standing.In {
		text := "What is over stays over; the stages from now on are for " + name + " too."
		switch stage {
		case reviews.StagePeer:
			text = "Colleagues are asked about " + name + " now, until the stage ends."
		case reviews.StageManager:
			text = "Colleagues are not asked any more. " + name + "'s manager gets a packet with wins only."
		}
		return []slack.BlockElement{asking(button(ReviewJoin, value, "Add to the cycle"), "Add "+cut(name, 60)+" to the cycle?", text,
			"Add", "Go back"), change}
	}
	text := "Nobody is asked about " + name + " any more, and what colleagues wrote is never shown."
	if stage == reviews.StagePeer {
		text += " You can't undo this."
	}
	buttons := []slack.BlockElement{change}
	if !s.Standing.Own && stage != reviews.StageManager {
		buttons = append(buttons, button(ReviewSwap, value, "Choose another colleague"))
	}
	return append(buttons, asking(button(ReviewLeave, value, "Take out"), "Take "+cut(name, 60)+" out of the cycle?", text,
		"Take out", "Go back").WithStyle(slack.StyleDanger))
}

// personValue names a person in a cycle.
func personValue(cycle, person string) string { return cycle + " " + person }

// ReadPersonValue reads a button's value: the cycle's id and the person's.
func ReadPersonValue(value string) (cycle, person string) {
	cycle, person, _ = strings.Cut(value, " ")
	return cycle, person
}

// shownLines is how many managers of a person are named.
const shownLines = 4

// managerLines say who manages somebody now, who will, and who did.
func managerLines(lines []people.Line, names map[string]string, now time.Time) (said []string) {
	if len(lines) == 0 {
		return []string{"Has no manager that laurel knows"}
	}
	on := func(t time.Time) string { return t.In(now.Location()).Format("2 Jan 2006") }
	for _, line := range lines[:min(len(lines), shownLines)] {
		name := cmp.Or(names[line.Manager], line.Manager)
		switch {
		case line.From.After(now):
			said = append(said, "Will report to "+name+" from "+on(line.From))
		case line.Until.IsZero() || line.Until.After(now):
			said = append(said, "Reports to "+name+" since "+on(line.From))
		default:
			said = append(said, "Reported to "+name+" from "+on(line.From)+" to "+on(line.Until))
		}
	}
	return said
}

func standingText(s reviews.Standing, now time.Time) string {
	on := func(t time.Time) string { return t.In(now.Location()).Format("2 Jan, 15:04") }
	switch {
	case !s.LeftAt.IsZero() && !s.In:
		return "Was taken out of this cycle on " + on(s.LeftAt) + "."
	case !s.In:
		return "Is not reviewed in this cycle."
	case s.Own:
		return "Is reviewed in this cycle. You are this person or manage them, so you see here no more than that."
	}
	parts := []string{"Is reviewed in this cycle"}
	if !s.JoinedAt.IsZero() {
		parts[0] += ", since " + on(s.JoinedAt)
	}
	switch {
	case s.Nominated && s.Approved:
		parts = append(parts, "has named colleagues, and the list is approved")
	case s.Nominated:
		parts = append(parts, "has named colleagues; the list waits for the manager")
	default:
		parts = append(parts, "has named no colleagues")
	}
	switch {
	case s.Assessed:
		parts = append(parts, "has sent the self-assessment")
	case s.Cycle.Stage != reviews.StageNomination:
		parts = append(parts, "has sent no self-assessment")
	}
	return strings.Join(parts, " · ") + "."
}

// ManagerForm is the modal that gives somebody another manager, from a day on.
func ManagerForm(person people.Person, now time.Time, metadata string) slack.ModalViewRequest {
	users := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, plain("Choose a person"), FieldManager)
	picker := slack.NewDatePickerBlockElement(FieldFrom)
	picker.InitialDate = now.Format(time.DateOnly)
	today := "Nobody manages " + person.Name + " today."
	if person.ManagerName != "" {
		today = person.Name + " reports to " + person.ManagerName + " today."
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: ReviewManager, PrivateMetadata: metadata,
		Title: plain("Change manager"), Submit: plain("Change"), Close: plain("Go back"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			section("review.manager", plain(today)),
			slack.NewInputBlock(FieldManager, plain("The new manager"), nil, users),
			slack.NewInputBlock(FieldFrom, plain("From"), plain("Today means now. What falls due on a day goes to who manages them on it."),
				picker),
			small("If your people come from a file, change it there too: the next import counts."),
		}},
	}
}

// What is said of people in a cycle.
const (
	PersonUnknown = "laurel doesn't know this person. Anybody who uses laurel once, or is imported, is known."
	JoinBefore    = "They are in this cycle already."
	JoinLeft      = "They were taken out when colleagues were asked, and what these wrote is closed. Review them in the next cycle."
	LeaveNot      = "They are not in this cycle."
	LeaveSelf     = "You can't take yourself out of a cycle. Another admin can."
	ManagerSelf   = "Nobody is their own manager. Choose somebody else."
	ManagerGuest  = "Only a full member of this workspace whom laurel knows can manage people."
	ManagerDay    = "Choose today or a day within a year."
)

// Joined says that somebody came into a cycle.
func Joined(j reviews.Joined) string {
	text := j.Person.Name + " is in the cycle now."
	if j.Cycle.Stage == reviews.StagePeer {
		text += " Colleagues are asked about them."
	}
	return text
}

// JoinRefused says why somebody can't come into a cycle.
func JoinRefused(person people.Person, r reviews.Refusal) string {
	return person.Name + " can't be added: " + RefusalText(r) + "."
}

// Left says that somebody was taken out of a cycle.
func Left(l reviews.Left) string {
	return l.Person.Name + " is out of the cycle. Nobody is asked about them any more."
}

// ManagerChanged says who manages somebody from when on.
func ManagerChanged(c reviews.ManagerChange, zone *time.Location) string {
	text := c.Person.Name + " reports to " + c.Manager.Name
	if c.Now {
		return text + " now."
	}
	return text + " from " + moment(c.From, zone) + " on."
}

// ManagerCircle says that a new manager would close a circle.
func ManagerCircle(named []string) string {
	return "That would make a circle: " + strings.Join(named, " reports to ") + ". Choose somebody else."
}
