package view

import (
	"github.com/slack-go/slack"

	"laurel/people"
)

// SwapForm is the modal that has somebody else asked about a person. It doesn't show who is asked: nobody sees that.
func SwapForm(subject people.Person, metadata string) slack.ModalViewRequest {
	out := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, plain("Choose a person"), FieldOut)
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: ReviewSwap, PrivateMetadata: metadata,
		Title: plain("Another colleague"), Submit: plain("Choose another"), Close: plain("Go back"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			section("review.swap", plain("Whoever you name is not asked about "+subject.Name+". If they were asked and have not answered, "+
				"somebody else is, whom laurel chooses by the rule for all. An answer that was given stays.")),
			slack.NewInputBlock(FieldOut, plain("Who is not to be asked"), nil, out),
			small("Who is asked, and who has answered, is shown to nobody, so laurel says the same whatever is the case."),
		}},
	}
}

// Swapped says what an exchange brings, whatever it brought.
func Swapped(subject, out people.Person) string {
	return out.Name + " is not asked about " + subject.Name + ". If they were, and had not answered, somebody else is asked now."
}

// SwapClosed says that colleagues can't be exchanged any more.
const SwapClosed = "Colleagues can't be exchanged any more: what they wrote is sealed."
