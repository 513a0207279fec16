package view

import (
	"github.com/slack-go/slack"

	"laurel/feedback"
)

// MaxDecline is how many characters somebody may say about why they decline.
const MaxDecline = 500

// FeedbackDeclineForm is the modal in which somebody declines to write, and says why. manager is the name of the subject's
// manager, "" when there is none.
func FeedbackDeclineForm(f feedback.Form, manager, metadata string) slack.ModalViewRequest {
	words := slack.NewPlainTextInputBlockElement(nil, FieldWords)
	words.Multiline, words.MaxLength = true, MaxDecline
	blocks := []slack.Block{
		section("feedback.decline", plain("About "+f.Subject.Name+", for "+f.Request.CycleName+".")),
		slack.NewInputBlock(FieldReason, plain("Why"), nil, declineReasons(f)),
		slack.NewInputBlock(FieldWords, plain("In your words"), nil, words).WithOptional(true),
		small(escape(declinePromise(f, manager))),
	}
	if !f.Draft.ChangedAt.IsZero() {
		blocks = append(blocks, small("What you have written so far is deleted."))
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: FeedbackAnswerDecline, PrivateMetadata: metadata,
		Title: plain("Decline to write"), Submit: plain("Decline"), Close: plain("Go back"),
		Blocks: slack.Blocks{BlockSet: blocks},
	}
}

func declineReasons(f feedback.Form) *slack.RadioButtonsBlockElement {
	var options []*slack.OptionBlockObject
	for _, why := range feedback.Whys {
		var more *slack.TextBlockObject
		if why == feedback.WhyConflict {
			more = plain(cut("You won't be asked about "+first(f.Subject.Name)+" in later reviews either", maxButton))
		}
		options = append(options, slack.NewOptionBlockObject(string(why), plain(declineLabels[why]), more))
	}
	return slack.NewRadioButtonsBlockElement(FieldReason, options...)
}

var declineLabels = map[feedback.Why]string{
	feedback.WhyUnfamiliar: "I don't know their work well enough",
	feedback.WhyConflict:   "I have a conflict of interest",
	feedback.WhyBusy:       "I have no time for it",
	feedback.WhyOther:      "Another reason",
}

func declinePromise(f feedback.Form, manager string) string {
	who := first(f.Subject.Name) + " is not told"
	if manager != "" {
		who = "Neither " + first(f.Subject.Name) + " nor " + first(manager) + " is told"
	}
	return who + " that you declined, or why. Your reason is kept sealed, and laurel shows it to nobody. " +
		"Somebody else may be asked in your place."
}

// ReadDecline reads that form.
func ReadDecline(fields Fields) (why feedback.Why, words string) {
	return feedback.Why(fields.Text(FieldReason)), fields.Text(FieldWords)
}
