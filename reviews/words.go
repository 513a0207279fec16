package reviews

import "laurel/feedback"

// SlotTitle is what a question is called in every packet, in Slack as in a file: of one about a code, the code's.
func (t Template) SlotTitle(slot string) string {
	for _, code := range t.Codes() {
		if slot == feedback.CodeSlot(code.ID) {
			return code.ID + " " + code.Title
		}
	}
	return slotTitles[slot]
}

var slotTitles = map[string]string{
	feedback.SlotWorked: "What worked, and its effect", feedback.SlotHindered: "What got in the way",
	feedback.SlotNext: "Next step", feedback.SlotAnythingElse: "Anything else",
}

// TooFewAnswered stands where answers are withheld. It names no number, for a round may ask for more than three, and it
// is the same for none as for one too few.
const TooFewAnswered = "too few colleagues answered this"
