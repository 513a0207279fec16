package view

import (
	"github.com/slack-go/slack"

	"laurel/feedback"
	"laurel/people"
	"laurel/reviews"
)

// SwapForm is the modal that has somebody else asked about a person. It doesn't show who is asked: nobody sees that.
func SwapForm(subject people.Person, metadata string) slack.ModalViewRequest {
	out := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, plain("Choose a person"), FieldOut)
	instead := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, plain("laurel chooses"), FieldInstead)
	who := slack.NewInputBlock(FieldInstead, plain("Who is asked instead"),
		plain("Leave it empty, and laurel chooses by the rule for all."), instead)
	who.Optional = true
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: ReviewSwap, PrivateMetadata: metadata,
		Title: plain("Another colleague"), Submit: plain("Choose another"), Close: plain("Go back"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			section("review.swap", plain("Whoever you name is not asked about "+subject.Name+". If they were asked and have not answered, "+
				"somebody else is. An answer that was given stays.")),
			slack.NewInputBlock(FieldOut, plain("Who is not to be asked"), nil, out), who,
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

// SwapBarred says under a field of SwapForm why somebody can't be asked instead.
func SwapBarred(e reviews.NotEligible) string {
	switch e.Why {
	case reviews.BarFull:
		return e.Person.Name + " is asked about as many people as anybody may be. Choose somebody else."
	case reviews.BarYou:
		return "Choose somebody else than yourself: you would learn whether who is not to be asked has answered."
	case reviews.BarSame:
		return "Choose somebody else than who is not to be asked."
	case feedback.BarSelf:
		return "Nobody is asked about themselves. Choose somebody else."
	case feedback.BarManager:
		return e.Person.Name + " manages them, and writes about them anyway. Choose somebody else."
	case feedback.BarReport:
		return e.Person.Name + " reports to them, and this cycle doesn't ask upwards. Choose somebody else."
	case feedback.BarNoFunction, feedback.BarNoPlace:
		return "laurel doesn't know " + e.Person.Name + "'s function or manager. Choose somebody else."
	}
	return "laurel doesn't know them as a full member of this workspace. Choose somebody else."
}
