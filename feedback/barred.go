package feedback

import "laurel/people"

// Bar says why somebody is never asked about a subject.
type Bar string

// Why somebody is never asked, in the order in which it is said.
const (
	BarSelf       Bar = "self"        // it is the subject
	BarManager    Bar = "manager"     // the subject's manager, who evaluates
	BarReport     Bar = "report"      // they report to the subject, and the template doesn't ask upwards
	BarNotMember  Bar = "not_member"  // a guest, an app, of another workspace, or gone
	BarNoFunction Bar = "no_function" // what they do isn't known
	BarNoPlace    Bar = "no_place"    // they have no manager, and nobody reports to them
)

// Barred says why a giver is never asked about a subject, as Assign sees it; "" when they may be. leads tells that
// somebody who works here reports to the giver.
func Barred(subject, giver people.Person, leads, upward bool) Bar {
	switch {
	case giver.ID == subject.ID:
		return BarSelf
	case giver.ID == subject.Manager:
		return BarManager
	case giver.Manager == subject.ID && !upward:
		return BarReport
	case !people.Member(giver):
		return BarNotMember
	case giver.Role == "":
		return BarNoFunction
	case giver.Manager == "" && !leads:
		return BarNoPlace
	}
	return ""
}
