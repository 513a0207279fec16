package view

import (
	"errors"
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
)

// reopenBlocks offer to go back to the stage before, or say why that can't be.
func reopenBlocks(cycle reviews.Cycle) []slack.Block {
	stage, err := cycle.Earlier()
	switch {
	case errors.Is(err, reviews.ErrSealed) && cycle.State == reviews.Open:
		return []slack.Block{small(escape(stage.Title + " can't be opened again: what colleagues wrote is sealed, and managers " +
			"have their packets. One or two answers more would show who wrote them."))}
	case err != nil:
		return nil
	}
	return []slack.Block{slack.NewActionBlock("review.reopen", button(ReviewReopen, stageValue(cycle),
		"Open "+stage.Title+" again"))}
}

// ReopenForm is the modal that goes back to the stage before, until a day that is proposed.
func ReopenForm(cycle reviews.Cycle, until time.Time, metadata string) slack.ModalViewRequest {
	title, name := cycle.StageTitle(cycle.Stage), cycle.Name
	if stage, err := cycle.Earlier(); err == nil {
		title = stage.Title
	}
	reason := slack.NewPlainTextInputBlockElement(plain("Half of the team was at the offsite"), FieldReason)
	reason.MaxLength = reviews.MaxReason
	picker := slack.NewDatePickerBlockElement(FieldUntil)
	picker.InitialDate = until.Format(time.DateOnly)
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: ReviewReopen, PrivateMetadata: metadata,
		Title: plain("Open a stage again"), Submit: plain("Open it again"), Close: plain("Go back"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			section("review.reopen", plain(title+" of "+name+" can be done and changed again until the day you choose. What was done "+
				"since is kept, and colleagues who are asked already go on.")),
			slack.NewInputBlock(FieldReason, plain("Why"), plain("It stands on record, for all who run cycles."), reason),
			slack.NewInputBlock(FieldUntil, plain("It ends on"), nil, picker),
			small("The messages about it say so again. Nobody gets another one."),
		}},
	}
}

// What is said of opening a stage again.
const (
	ReopenReason = "Say why, in up to 300 characters."
	ReopenSealed = "This stage can't be opened again: what colleagues wrote in it is sealed, and managers have their packets."
	ReopenNone   = "There is no stage before this one."
)

// Reopened says that a stage is open again.
func Reopened(r reviews.Reopened, zone *time.Location) string {
	return r.Cycle.StageTitle(r.To) + " is open again until " + moment(r.Cycle.StageEndsAt, zone) + "."
}
