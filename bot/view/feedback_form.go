package view

import (
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/feedback"
	"laurel/writing"
)

// Answering is the form in which a request is answered, and what stands beside it.
type Answering struct {
	Form     feedback.Form
	Manager  string // the name of the subject's manager, "" when there is none
	Wins     int    // that the subject shares for this period
	Now      time.Time
	Zone     *time.Location            // the giver's
	Hints    map[string][]writing.Hint // by slot; none before the form was sent once
	Hinted   bool                      // it was: the next press sends it
	Metadata string                    // comes back unread
}

// FeedbackForm is the modal in which a request is answered. It tells laurel of every change, and holds what was written
// before. Drawn in place of itself it leaves what was typed: https://docs.slack.dev/surfaces/modals#updating_views
func FeedbackForm(a Answering) slack.ModalViewRequest {
	f, name := a.Form, first(a.Form.Subject.Name)
	blocks := []slack.Block{
		section("feedback.form", plain("About "+f.Subject.Name+", for "+a.review()+
			". Answer each question in a few sentences, or tick that you can't assess it.")),
		small(escape(a.promise())), small(escape(a.kept())),
	}
	if a.Wins > 0 {
		shared := section("feedback.form.wins", plain("Wins "+name+" shared with you: "+number(a.Wins)))
		shared.Accessory = slack.NewAccessory(button(FeedbackWins, storyValue(0, f.Request.ID), "Show"))
		blocks = append(blocks, shared)
	}
	for _, q := range f.Questions {
		blocks = append(blocks, a.question(q)...)
		for _, hint := range a.Hints[q.Slot] {
			blocks = append(blocks, small(":pencil2: "+escape(hint.Text)))
		}
	}
	send := "Send"
	if a.Hinted {
		send = "Send as it is"
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: a.callback(), PrivateMetadata: a.Metadata,
		Title:  plain(cut("Feedback for "+name, maxTitle)),
		Submit: plain(send), Close: plain("Close"), Blocks: slack.Blocks{BlockSet: blocks},
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

// promise says what becomes of an answer.
func (a Answering) promise() string {
	if a.Form.Request.AnyTime() {
		return "Confidential: your name is not shown, but your words may be recognisable. Nobody is told that you wrote. At the next " +
			"review " + a.readers() + " see all colleagues' words together, and only if " + number(a.Form.Threshold) + " or more wrote."
	}
	few := "So far too few colleagues are asked for that."
	if a.Form.Enough {
		few = "Enough colleagues are asked for that."
	}
	return "Confidential: your name is not shown, but your words may be recognisable. " + a.readers() +
		" see all colleagues' answers together, and only if " + number(a.Form.Threshold) + " or more answer. " + few
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

// before is what stands in a question's field at first: the draft, else what was sent.
func (a Answering) before(slot string) feedback.Reply {
	if !a.Form.Draft.ChangedAt.IsZero() {
		return a.Form.Draft.Answers[slot]
	}
	return a.Form.Previous[slot]
}

func (a Answering) question(q feedback.Question) []slack.Block {
	before := a.before(q.Slot)
	words := slack.NewPlainTextInputBlockElement(nil, FeedbackDraft+":"+q.Slot)
	words.Multiline, words.MaxLength, words.InitialValue = true, a.Form.MaxLength, before.Text
	words.DispatchActionConfig = &slack.DispatchActionConfig{TriggerActionsOn: []string{"on_character_entered"}}
	seen := plain(cut("Seen by: "+a.readers()+", without your name", maxLabel))
	input := slack.NewInputBlock(q.Slot, plain(cut(q.Text, maxLabel)), seen, words)
	input.Optional = true // "I can't assess this" is an answer too; laurel checks that there is one of the two
	input.DispatchAction = true
	if q.Optional {
		return []slack.Block{input}
	}
	box := slack.NewOptionBlockObject(cantValue, plain("I can't assess this"), nil)
	boxes := slack.NewCheckboxGroupsBlockElement(FeedbackCant+":"+q.Slot, box)
	if before.CantAssess {
		boxes.InitialOptions = []*slack.OptionBlockObject{box}
	}
	// No input block: that would put a label and "(optional)" around a single box. Its state comes with the form all the
	// same: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
	return []slack.Block{input, slack.NewActionBlock(q.Slot+CantSuffix, boxes)}
}

// ReadFeedback takes the answers out of a FeedbackForm, sent or not.
func ReadFeedback(fields Fields) feedback.Answers {
	answers := feedback.Answers{}
	for _, slot := range feedback.Slots {
		reply := feedback.Reply{
			Text: strings.TrimSpace(fields.Text(slot)), CantAssess: fields.Checked(slot+CantSuffix, cantValue),
		}
		if reply != (feedback.Reply{}) {
			answers[slot] = reply
		}
	}
	return answers
}
