package view

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/feedback"
	"laurel/reviews"
)

// ReviewCycles answers /review for those who run cycles: the latest of them (at most 20), and how many older ones there
// are. About answers it never says more than a band, and often nothing.
func ReviewCycles(cycles []reviews.Progress, older int, zone *time.Location) Message {
	blocks := []slack.Block{section("review.cycles", marked("*Review cycles*"))}
	if len(cycles) == 0 {
		blocks = append(blocks, section("", plain("No cycle has been opened yet.")))
	}
	for _, c := range cycles {
		blocks = append(blocks, cycleBlocks(c, zone)...)
	}
	if older > 0 {
		blocks = append(blocks, small("and "+count(older, "older cycle", "older cycles")))
	}
	open := button(ReviewOpenForm, "", "Open a cycle")
	return said("Review cycles", append(blocks, slack.NewActionBlock("review.do", open)))
}

func cycleBlocks(c reviews.Progress, zone *time.Location) []slack.Block {
	cycle := c.Cycle
	line := "*" + escape(cycle.Name) + "* · " + count(c.Subjects, "person", "people")
	details := button(ReviewCycle+":"+cycle.ID, cycle.ID, "Details")
	if cycle.State != reviews.Open {
		block := section("review.cycle:"+cycle.ID, marked(line+" · "+string(cycle.State)))
		block.Accessory = slack.NewAccessory(details)
		return []slack.Block{block}
	}
	line += " · " + escape(stageTitle(c)) + " until " + moment(cycle.StageEndsAt, zone)
	if c.Answers != "" {
		line += " · requests done: " + string(c.Answers)
	}
	return []slack.Block{
		section("review.cycle:"+cycle.ID, marked(line)),
		slack.NewActionBlock("", details, endStage(button(ReviewAdvance+":"+cycle.ID, stageValue(cycle), "End this stage"), cycle.Stage)),
	}
}

// stageValue names the stage of a cycle that a button ends: pressed later, it must not end the next.
func stageValue(c reviews.Cycle) string { return c.ID + " " + c.Stage }

// ReadStageValue reads a button's value: the cycle's id and the stage.
func ReadStageValue(value string) (cycle, stage string) {
	cycle, stage, _ = strings.Cut(value, " ")
	return cycle, stage
}

func stageTitle(p reviews.Progress) string {
	for _, stage := range p.Stages {
		if stage.ID == p.Cycle.Stage {
			return stage.Title
		}
	}
	return p.Cycle.Stage
}

// ReviewNotYours answers /review for everybody else.
func ReviewNotYours() Message {
	return note("review.not_yours", "Only an admin of laurel can open and run review cycles. "+
		"Your Home tab shows what waits for you.")
}

// ReviewForm is the modal that opens a cycle.
func ReviewForm(templates []reviews.Template) slack.ModalViewRequest {
	name := slack.NewPlainTextInputBlockElement(plain("2026 H2"), FieldName)
	name.MaxLength = reviews.MaxName
	var options []*slack.OptionBlockObject
	for _, t := range templates {
		options = append(options, slack.NewOptionBlockObject(t.ID, plain(cut(t.Title, 75)), nil))
	}
	template := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plain("Choose a template"), FieldTemplate,
		options...)
	subjects := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, plain("Everybody it is for"), FieldSubjects)
	who := slack.NewInputBlock(FieldSubjects, plain("Who is reviewed"),
		plain("Leave it empty for everybody whose function the template is for."), subjects)
	who.Optional = true
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: ReviewOpen,
		Title: plain("Open a cycle"), Submit: plain("Open"), Close: plain("Cancel"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock(FieldName, plain("Name"), plain("People read it in every message, like 2026 H2."), name),
			slack.NewInputBlock(FieldTemplate, plain("Template"), nil, template), who,
			slack.NewActionBlock("review.open.play", button(ReviewPlay, "", "Play it on me first")),
			small("The first stage begins as soon as you press Open. Where that is the nomination, people are asked whom to ask " +
				"about them; colleagues are asked when their own stage begins."),
		}},
	}
}

// shownRefusals is how many of those who were left out a modal names.
const shownRefusals = 50

// ReviewOpened confirms that a cycle was opened, with who was left out and why.
func ReviewOpened(o reviews.Opened, names map[string]string) slack.ModalViewRequest {
	givers := map[string]bool{}
	for _, r := range o.Requests {
		givers[r.Giver] = true
	}
	asked := count(len(givers), "colleague is asked", "colleagues are asked")
	if o.Cycle.Stage != reviews.StagePeer {
		asked = o.Cycle.StageTitle(o.Cycle.Stage) + " has begun. As things are now, " +
			count(len(givers), "colleague will be asked", "colleagues will be asked")
	}
	blocks := []slack.Block{section("review.opened", plain(fmt.Sprintf("%s is open: %s, %s.", o.Cycle.Name,
		count(len(o.Subjects), "person is reviewed", "people are reviewed"), asked)))}
	for i, refusal := range o.Refused {
		if i == shownRefusals {
			blocks = append(blocks, small(count(len(o.Refused)-i, "more person is", "more people are")+" left out."))
			break
		}
		name := cmp.Or(names[refusal.Subject], refusal.Subject)
		blocks = append(blocks, small(escape(name+" is left out: "+RefusalText(refusal)+".")))
	}
	return Note(Message{Blocks: append(blocks, upwardShort(o.Shortages, names)...)})
}

// upwardShort names those whose reports are too few to answer in confidence, and what can be done.
func upwardShort(shortages []feedback.Shortage, names map[string]string) (blocks []slack.Block) {
	for _, s := range shortages {
		if !s.Upward || len(blocks) == shownUpward {
			continue
		}
		blocks = append(blocks, small(escape(UpwardText(s, cmp.Or(names[s.Subject], s.Subject))+".")))
	}
	return blocks
}

// shownUpward is how many of them a modal names.
const shownUpward = 20

// UpwardText says that nobody is asked about their manager, why, and what can be done.
func UpwardText(s feedback.Shortage, manager string) string {
	return fmt.Sprintf("Nobody who reports to %s is asked about them: confidential answers need %d, and %d can be asked. A template whose "+
		"mode for upward is named or manager_only asks them", manager, s.Want, s.Have)
}

// ReviewRefused says under the field of ReviewForm who can't take part, and why. Nothing was opened.
func ReviewRefused(refusals []reviews.Refusal, names map[string]string) string {
	var lines []string
	for i, refusal := range refusals {
		if i == 5 {
			lines = append(lines, fmt.Sprintf("%d more can't take part either.", len(refusals)-i))
			break
		}
		name := cmp.Or(names[refusal.Subject], refusal.Subject)
		lines = append(lines, name+": "+RefusalText(refusal)+".")
	}
	return "Nothing was opened. " + strings.Join(lines, " ")
}

// RefusalText says why somebody can't take part in a cycle, and what can be done.
func RefusalText(r reviews.Refusal) string {
	switch r.Reason {
	case reviews.NoFunction:
		return "laurel doesn't know their function; laurel people import sets it"
	case reviews.NoManager:
		return "laurel doesn't know their manager; laurel people import sets it"
	case reviews.NotMember:
		return "laurel doesn't know them as a full member of this workspace"
	case reviews.Overlaps:
		return "they are in " + r.Cycle + ", which still asks colleagues or will; nobody is written about twice at once"
	case reviews.InCircle:
		return "the people above them report to each other in a circle; laurel people import mends it"
	case reviews.TooFew:
		if r.Need == 1 {
			return "there is no colleague to ask; laurel people import adds some"
		}
		return fmt.Sprintf("confidential answers need %d colleagues to ask, and there are %d; import more people, or take a template "+
			"whose mode is named or manager_only", r.Need, r.Have)
	default:
		return string(r.Reason)
	}
}

// Sentences under the fields of ReviewForm.
const (
	ReviewNameTaken = "There is a cycle of this name already. Choose another name."
	ReviewNoName    = "Give the cycle a name of up to 80 characters."
	ReviewNobody    = "Nobody has a function that this template is for. Import people first, or choose them here."
)

// ReviewAdvanced says what ending a stage did.
func ReviewAdvanced(a reviews.Advanced) Message { return note("review.advanced", AdvancedText(a)) }

// AdvancedText says the same, as a sentence.
func AdvancedText(a reviews.Advanced) string {
	if a.To == "" {
		return a.Cycle.Name + " is closed."
	}
	text := a.Cycle.Name + ": " + a.Cycle.StageTitle(a.From) + " is over, now " + a.Cycle.StageTitle(a.To) + "."
	switch {
	case a.From == reviews.StagePeer:
		text += " Managers get their packets within a few minutes."
	case a.To == reviews.StagePeer:
		text += " " + count(len(a.Requests), "request leaves", "requests leave") + " now, or when work begins where their readers are."
	}
	return text
}

// ReviewGone answers an act on a stage that isn't the present one, or on a cycle that isn't open.
func ReviewGone() Message {
	return note("review.gone", "This stage has ended already, or the cycle is closed. /review shows where it stands.")
}

// ScheduleRefused tells admins that a cycle which should have opened by itself did not.
func ScheduleRefused(s reviews.Schedule, taken bool, refusals []reviews.Refusal, names map[string]string) Message {
	why := "nobody has a function that its template is for."
	switch {
	case taken:
		why = "there is a cycle of that name already. A name with {date}, {half} or {quarter} in it is new each time."
	case len(refusals) > 0:
		why = strings.TrimPrefix(ReviewRefused(refusals, names), "Nothing was opened. ")
	}
	return note("review.schedule", "The scheduled cycle "+s.Name+" was not opened: "+why+
		" Open it with /review once that is mended; the schedule stays.")
}
