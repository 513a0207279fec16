package reviews

import (
	"strings"

	"laurel/feedback"
	"laurel/people"
)

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

// PoolTitle is what those are called who answered in confidence.
func (p Packet) PoolTitle() string {
	if p.Pooled == PooledReports {
		return "People who report to " + p.SubjectName
	}
	return "Colleagues"
}

// FunctionTitle stands over what people of a function said under their names.
func FunctionTitle(function people.Role) string {
	if function == "" || function == people.Other {
		return "Other colleagues"
	}
	title := function.Title()
	return strings.ToUpper(title[:1]) + title[1:]
}

// ForManager stands over what only the manager sees.
func (p Packet) ForManager() string {
	return "For you only: " + p.SubjectName + " doesn't see this. Put what matters into words of your own, and don't say who wrote what."
}
