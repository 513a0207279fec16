package view

import (
	"cmp"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
)

// CycleShown is one cycle as who runs it sees it.
type CycleShown struct {
	Progress reviews.Progress
	Record   []reviews.Event // the latest first
	Names    map[string]string
	Zone     *time.Location // the reader's
	Note     string         // what was done just now; "" for nothing
	Drawn    string         // differs each time, so that the menu of people is empty again
}

// CyclePage is the modal about one cycle: where it stands, what can be done, and what was. About answers it says a band at
// most. metadata comes back unread.
func CyclePage(s CycleShown, metadata string) slack.ModalViewRequest {
	cycle := s.Progress.Cycle
	var blocks []slack.Block
	if s.Note != "" {
		blocks = append(blocks, section("review.note", plain(s.Note)), slack.NewDividerBlock())
	}
	blocks = append(blocks, header("Cycle "+cycle.Name), section("review.cycle", marked(stagesLine(s.Progress))),
		small(count(s.Progress.Subjects, "person is", "people are")+" reviewed · wins since "+escape(dayWords(cycle.PeriodFrom))))
	if cycle.State != reviews.Open {
		blocks = append(blocks, small("This cycle is "+string(cycle.State)+"."))
	} else {
		blocks = append(blocks, openCycleBlocks(s)...)
	}
	blocks = append(blocks, reopenBlocks(cycle)...)
	blocks = append(blocks, slack.NewDividerBlock())
	blocks = append(blocks, recordBlocks(cycle, s.Record, s.Names, s.Zone)...)
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: ReviewCycle, PrivateMetadata: metadata, Title: plain("Review cycle"), Close: plain("Close"),
		Blocks: slack.Blocks{BlockSet: blocks},
	}
}

func openCycleBlocks(s CycleShown) []slack.Block {
	cycle := s.Progress.Cycle
	now := "*" + escape(stageTitle(s.Progress)) + "* ends on " + moment(cycle.StageEndsAt, s.Zone) + " by your clock."
	if s.Progress.Answers != "" {
		now += " Requests that are done: " + string(s.Progress.Answers) + "."
	}
	who := section("review.people/"+s.Drawn, plain("One person: how they stand, add or take out, another manager."))
	who.Accessory = slack.NewAccessory(slack.NewOptionsSelectBlockElement(slack.OptTypeUser, plain("Choose a person"), ReviewPerson))
	return []slack.Block{
		section("review.now", marked(now)), slack.NewActionBlock("review.cycle.do", cycleButtons(cycle)...), who,
	}
}

func cycleButtons(cycle reviews.Cycle) []slack.BlockElement {
	value := stageValue(cycle)
	buttons := []slack.BlockElement{button(ReviewExtend, value, "Move the end")}
	if cycle.Stage != reviews.StageManager {
		buttons = append(buttons, asking(button(ReviewRemind, value, "Remind"), "Remind who still owes something?",
			"They get a message in their working hours, unless they got one today or asked to be left alone. You can do this once a day.",
			"Remind them", "Go back"))
	}
	buttons = append(buttons, button(ReviewPlay, cycle.ID, "Play it on me"))
	return append(buttons, endStage(button(ReviewAdvance, value, "End this stage"), cycle.Stage),
		asking(button(ReviewCancel, value, "Cancel the cycle"), "Cancel this cycle?",
			"Nobody is asked any more, and what was answered is never shown to anybody. You can't undo this.",
			"Cancel the cycle", "Go back").WithStyle(slack.StyleDanger))
}

// endStage makes a button ask before it ends a stage.
func endStage(b *slack.ButtonBlockElement, stage string) *slack.ButtonBlockElement {
	text := "The next stage begins. You can open this one again, with a reason."
	if stage == reviews.StagePeer {
		text = "Requests that are still open are withdrawn, what was answered is sealed, and managers get their packets. " +
			"You can't undo this."
	}
	return asking(b, "End this stage now?", text, "End the stage", "Go back")
}

// stagesLine lists the stages that people take part in, the present one in bold.
func stagesLine(p reviews.Progress) string {
	var titles []string
	for _, stage := range p.Stages {
		if stage.Auto {
			continue
		}
		title := escape(cmp.Or(stage.Title, stage.ID))
		if stage.ID == p.Cycle.Stage && p.Cycle.State == reviews.Open {
			title = "*" + title + "*"
		}
		titles = append(titles, title)
	}
	return strings.Join(titles, " → ")
}

// dayWords is a stored date with its year: "23 May 2026".
func dayWords(date string) string { return day(date, time.Time{}) }

// CycleExtendForm is the modal that moves the end of a stage.
func CycleExtendForm(p reviews.Progress, zone *time.Location, metadata string) slack.ModalViewRequest {
	picker := slack.NewDatePickerBlockElement(FieldUntil)
	picker.InitialDate = p.Cycle.EndDay()
	hint := "Stages of this cycle end at 17:00 in " + strings.ReplaceAll(p.Cycle.Timezone, "_", " ") + "."
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: ReviewExtend, PrivateMetadata: metadata,
		Title: plain("Move the end"), Submit: plain("Move it"), Close: plain("Go back"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			section("review.extend", marked("*"+escape(stageTitle(p))+"* of *"+escape(p.Cycle.Name)+"* ends on "+
				moment(p.Cycle.StageEndsAt, zone)+" by your clock.")),
			slack.NewInputBlock(FieldUntil, plain("It ends on"), plain(hint), picker),
			small("Everybody whose message says a date reads the new one in it. Nobody gets another message."),
		}},
	}
}

// What is said of the end of a stage, and of a cycle.
const (
	Reminded       = "Who still owes something in this stage is reminded, in their working hours and at most once a day."
	RemindedBefore = "They were reminded today. You can do it again tomorrow."
	RemindNothing  = "Nothing is asked in this stage that anybody could be reminded of."
	ExtendPast     = "This day is over. Choose today, if it is before 17:00, or a later day."
	ExtendFar      = "This day is more than a year away. Choose an earlier one."
	ExtendDay      = "Choose a day."
)

// Extended says that the end of a stage was moved.
func Extended(cycle reviews.Cycle, zone *time.Location) string {
	return cycle.StageTitle(cycle.Stage) + " ends on " + moment(cycle.StageEndsAt, zone) + " now."
}

// CycleCancelled says that a cycle was cancelled.
func CycleCancelled(cycle reviews.Cycle) string {
	return cycle.Name + " is cancelled. Nobody is asked any more, and nothing that was answered is shown."
}
