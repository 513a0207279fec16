package view

import (
	"errors"
	"fmt"

	"laurel/feedback"
)

// FeedbackErrors puts what is wrong with answers under their fields.
func FeedbackErrors(invalid feedback.Invalid) FieldErrors {
	sentences := FieldErrors{}
	for slot, err := range invalid {
		sentences[slot] = feedbackError(err)
	}
	return sentences
}

func feedbackError(err error) string {
	var short feedback.TooShort
	var long feedback.TooLong
	var both feedback.Both
	switch {
	case errors.As(err, &short):
		return fmt.Sprintf("That is %s; please write at least %d, or tick that you can't assess this.",
			count(short.Have, "character", "characters"), short.Min)
	case errors.As(err, &long):
		return fmt.Sprintf("That is %s characters; there is room for %s.", number(long.Have), number(long.Max))
	case errors.As(err, &both):
		return "Write an answer or tick that you can't assess this, not both."
	default:
		return "Please answer, or tick that you can't assess this."
	}
}

// FeedbackDone answers somebody who presses Answer on a request that they have answered.
func FeedbackDone() Message {
	return note("feedback.done", "You have answered this already. "+
		"To change what you wrote, press Change in the message that asked you.")
}

// FeedbackDeclined answers somebody who presses Answer on a request that they have declined.
func FeedbackDeclined() Message {
	return note("feedback.declined", "You declined this request. "+
		"Answer after all, in the message that asked you, takes that back, unless somebody was asked in your place.")
}

// FeedbackClosed answers an act on a request whose stage is over.
const FeedbackClosed = "This stage is over, so nothing can be answered or changed any more."

// FeedbackLate is FeedbackClosed in a form that holds what was written.
const FeedbackLate = FeedbackClosed + " Your text is not stored, but still here: copy it if you want to keep it."

// FeedbackTakenBack answers an act on a request whose giver is not asked any more.
const FeedbackTakenBack = "You are not asked about this person any more. Nothing was changed."

// FeedbackReplaced answers somebody who declined and wants to write after all.
const FeedbackReplaced = "Somebody else was asked in your place, so no answer is needed any more. Nothing was changed."

// FeedbackNotYours answers an act on a request that doesn't exist or is somebody else's: the two look alike.
const FeedbackNotYours = "There is no such request for you. Nothing was changed."

// FeedbackSaid wraps a sentence about a request as a message.
func FeedbackSaid(text string) Message { return note("feedback.said", text) }
