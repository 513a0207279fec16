package reviews

import "laurel/feedback"

// SlotTitle is what a question is called in every packet, in Slack as in a file.
func SlotTitle(slot string) string { return slotTitles[slot] }

var slotTitles = map[string]string{
	feedback.SlotWorked: "What worked, and its effect", feedback.SlotHindered: "What got in the way",
	feedback.SlotNext: "Next step", feedback.SlotAnythingElse: "Anything else",
}

// TooFewAnswered stands where answers are withheld. It names no number, for a round may ask for more than three, and it
// is the same for none as for one too few.
const TooFewAnswered = "too few colleagues answered this"
