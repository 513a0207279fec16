package view

import (
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/feedback"
	"laurel/reviews"
	"laurel/writing"
)

// Answering is the form in which a request is answered, and what stands beside it.
type Answering struct {
	Form     feedback.Form
	Codes    map[string]reviews.Code // those that questions are about, by id
	Manager  string                  // the name of the subject's manager, "" when there is none
	Wins     int                     // that the subject shares for this period
	Step     int                     // from 0; one beyond the end is the last
	Invited  []feedback.Invited      // what the subject asks about, outside a cycle
	Now      time.Time
	Zone     *time.Location            // the giver's
	Faults   feedback.Invalid          // what was wrong when it was sent, by slot
	Hints    map[string][]writing.Hint // by slot; none before the form was sent once
	Hinted   bool                      // it was: the next press sends it
	Metadata string                    // comes back unread
}

// FeedbackForm is one step of the modal in which a request is answered; most templates need only one. It tells laurel of
// every change, and holds what was written before. Drawn in place of itself it leaves what was typed:
// https://docs.slack.dev/surfaces/modals#updating_views
func FeedbackForm(a Answering) slack.ModalViewRequest {
	f, name := a.Form, first(a.Form.Subject.Name)
	steps := a.steps()
	at := max(0, min(a.Step, len(steps)-1))
	blocks := a.head(at, len(steps))
	blocks = append(blocks, a.invited()...)
	if a.Wins > 0 {
		shared := section("feedback.form.wins", plain("Wins "+name+" shared with you: "+number(a.Wins)))
		shared.Accessory = slack.NewAccessory(button(FeedbackWins, storyValue(0, f.Request.ID), "Show"))
		blocks = append(blocks, shared)
	}
	for _, q := range steps[at] {
		blocks = append(blocks, a.question(q)...)
		if fault := a.Faults[q.Slot]; fault != nil {
			blocks = append(blocks, small(":warning: "+feedbackError(fault)))
		}
		for _, hint := range a.Hints[q.Slot] {
			blocks = append(blocks, small(":pencil2: "+escape(hint.Text)))
		}
	}
	send := "Next"
	switch {
	case a.Hinted:
		send = "Send as it is"
	case at == len(steps)-1:
		send = "Send"
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: a.callback(), PrivateMetadata: a.Metadata,
		Title:  plain(cut("Feedback for "+name, maxTitle)),
		Submit: plain(send), Close: plain("Close"), Blocks: slack.Blocks{BlockSet: append(blocks, a.turns(at, len(steps))...)},
	}
}

func (a Answering) callback() string {
	if a.Form.Request.AnyTime() {
		return FeedbackGive
	}
	return FeedbackAnswer
}

// review names the review that an answer is for.
func (a Answering) review() string {
	if a.Form.Request.AnyTime() {
		return "the next review"
	}
	return a.Form.Request.CycleName
}

// head says what the form is about, and what becomes of what is written in it.
func (a Answering) head(at, steps int) []slack.Block {
	about := "About " + a.Form.Subject.Name + ", for " + a.review() + ". "
	if steps > 1 {
		about += "Step " + number(at+1) + " of " + number(steps) + ". "
	}
	blocks := []slack.Block{section("feedback.form", plain(about+
		"Answer each question in a few sentences, or tick that you can't assess it."))}
	if at == 0 {
		blocks = append(blocks, small(escape(a.promise())))
	}
	blocks = append(blocks, small(escape(a.kept())))
	for i, step := range a.steps() {
		for _, q := range step {
			for _, hint := range a.Hints[q.Slot] {
				if i != at {
					blocks = append(blocks, small(":pencil2: In step "+number(i+1)+": "+escape(hint.Text)))
				}
			}
		}
	}
	return blocks
}

// turns are the buttons to other steps. The form's own button leads on until it sends.
func (a Answering) turns(at, steps int) []slack.Block {
	var buttons []slack.BlockElement
	if at > 0 {
		buttons = append(buttons, button(FeedbackTurn+":back", strconv.Itoa(at-1), "Back"))
	}
	if a.Hinted && at < steps-1 {
		buttons = append(buttons, button(FeedbackTurn+":on", strconv.Itoa(at+1), "Next"))
	}
	if len(buttons) == 0 {
		return nil
	}
	return []slack.Block{slack.NewActionBlock("feedback.form.turn", buttons...)}
}

func (a Answering) readers() string {
	readers := []string{first(a.Form.Subject.Name)}
	if a.Manager != "" {
		readers = append(readers, first(a.Manager))
	}
	return list(readers)
}

// kept says that nothing is lost, and when what stands in the form was written.
func (a Answering) kept() string {
	draft := a.Form.Draft.ChangedAt
	if draft.IsZero() {
		return "What you write is kept as you write it: you can close this and go on later."
	}
	when := draft.In(a.Zone)
	at := when.Format("15:04")
	if when.Format(time.DateOnly) != a.Now.In(a.Zone).Format(time.DateOnly) {
		at = moment(draft, a.Zone)
	}
	return "Your draft from " + at + ". It is not sent yet."
}

// question is one question, with the levels of the code that it is about above it.
func (a Answering) question(q feedback.Question) (blocks []slack.Block) {
	if code, ok := a.Codes[q.Code]; ok {
		blocks = anchored(code)
	}
	before := a.Form.Kept()[q.Slot]
	words := slack.NewPlainTextInputBlockElement(nil, FeedbackDraft+":"+q.Slot)
	words.Multiline, words.MaxLength, words.InitialValue = true, a.Form.MaxLength, before.Text
	words.DispatchActionConfig = &slack.DispatchActionConfig{TriggerActionsOn: []string{"on_character_entered"}}
	seen := plain(cut(a.seen(), maxLabel))
	input := slack.NewInputBlock(q.Slot, plain(cut(q.Text, maxLabel)), seen, words)
	input.Optional = true // "I can't assess this" is an answer too; laurel checks that there is one of the two
	input.DispatchAction = true
	if q.Optional {
		return append(blocks, input)
	}
	box := slack.NewOptionBlockObject(cantValue, plain("I can't assess this"), nil)
	boxes := slack.NewCheckboxGroupsBlockElement(FeedbackCant+":"+q.Slot, box)
	if before.CantAssess {
		boxes.InitialOptions = []*slack.OptionBlockObject{box}
	}
	// No input block: that would put a label and "(optional)" around a single box. Its state comes with the form all the
	// same: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
	return append(blocks, input, slack.NewActionBlock(q.Slot+CantSuffix, boxes))
}

// ReadFeedback takes the answers out of a FeedbackForm, sent or not: a reply for each question that the step asks, empty
// where nothing stands.
func ReadFeedback(shown slack.Blocks, fields Fields) feedback.Answers {
	answers := feedback.Answers{}
	for _, block := range shown.BlockSet {
		if input, ok := block.(*slack.InputBlock); ok {
			answers[input.BlockID] = feedback.Reply{
				Text:       strings.TrimSpace(fields.Text(input.BlockID)),
				CantAssess: fields.Checked(input.BlockID+CantSuffix, cantValue),
			}
		}
	}
	return answers
}

// ReadFeedbackTurn reads a button's value: the step that it leads to.
func ReadFeedbackTurn(value string) int {
	step, err := strconv.Atoi(value)
	if err != nil {
		return 0
	}
	return step
}
