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
		"If you want to write after all, ask the person who runs the cycle.")
}

// FeedbackClosed answers an act on a request whose stage is over.
const FeedbackClosed = "This stage is over, so nothing can be answered or changed any more."

// FeedbackNotYours answers an act on a request that doesn't exist or is somebody else's: the two look alike.
const FeedbackNotYours = "There is no such request for you. Nothing was changed."

// FeedbackSaid wraps a sentence about a request as a message.
func FeedbackSaid(text string) Message { return note("feedback.said", text) }
