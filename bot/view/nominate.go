package view

import (
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
)

// Nominating is a nomination as one reader sees it.
type Nominating struct {
	reviews.Nomination
	Names map[string]string // of the nominees
	Zone  *time.Location    // the reader's
}

// NominateAsk is the message that asks a subject whom to ask about them, and what became of it. It is sent once per cycle
// and redrawn after each answer.
func NominateAsk(n Nominating) Message {
	cycle := escape(n.Cycle.Name)
	switch {
	case !n.Open():
		return NominateOver(n.Cycle.Name)
	case n.NominatedAt.IsZero():
		choose := primary(button(FeedbackNominateOpen, n.Cycle.ID, "Choose colleagues"))
		none := button(FeedbackNominateNone, n.Cycle.ID, "No preference")
		until := moment(n.Cycle.StageEndsAt, n.Zone)
		return said(cycle+": say whom to ask for feedback about you, until "+until+". It takes 2 minutes.", []slack.Block{
			section("feedback.nominate.ask", marked("*Whom should laurel ask about you?* · "+cycle+" · 2 minutes · until "+until)),
			section("", plain("Name up to "+colleagues(n.Most)+" who know your work. laurel asks them where it can, and "+
				"at least one colleague more. If you say nothing, laurel chooses among those you worked with.")),
			slack.NewActionBlock("feedback.nominate.do", choose, none), small(whoSeesNominees(n)),
		})
	case len(n.Nominees) > 0:
		return said("You named colleagues to be asked about you, for "+cycle+".", []slack.Block{
			section("feedback.nominate.named", marked("*You named "+n.list()+"* · "+cycle+" · "+whatFollows(n))),
			changeNominees(n, "Change"), small(whoSeesNominees(n)),
		})
	default:
		title := "You have no preference"
		if n.ApprovedBy != "" {
			title = "Nobody you named is on the list any more"
		}
		return said("laurel chooses whom to ask about you, for "+cycle+".", []slack.Block{
			section("feedback.nominate.none", marked("*"+title+"* · "+cycle+" · laurel chooses among those you worked with. "+
				"You can name colleagues until "+moment(n.Cycle.StageEndsAt, n.Zone)+".")),
			changeNominees(n, "Choose colleagues"), small(whoSeesNominees(n)),
		})
	}
}

func colleagues(n int) string { return count(n, "colleague", "colleagues") }

// list names the nominees.
func (n Nominating) list() string {
	var all []string
	for _, id := range n.IDs() {
		all = append(all, escape(nameOr(n.Names, id)))
	}
	return list(all)
}

func changeNominees(n Nominating, label string) *slack.ActionBlock {
	return slack.NewActionBlock("feedback.nominate.do", button(FeedbackNominateOpen, n.Cycle.ID, label))
}

func whatFollows(n Nominating) string {
	until := moment(n.Cycle.StageEndsAt, n.Zone)
	switch {
	case n.Subject.Manager == "":
		return "you can change it until " + until
	case !n.ApprovedAt.IsZero():
		return "approved; you can change it until " + until
	default:
		return escape(first(n.Subject.ManagerName)) + " looks at it until " + until + "; then it counts as it is"
	}
}

// whoSeesNominees tells the subject who sees whom they name, and what they don't see themselves.
func whoSeesNominees(n Nominating) string {
	sees := "Nobody has to approve it."
	if n.Subject.Manager != "" {
		sees = escape(first(n.Subject.ManagerName)) + " sees whom you name, and can change it."
	}
	return sees + " The colleagues don't see it. Who is asked in the end is not shown to you."
}

// NominateOver answers a press after the time to name colleagues, and stands where the message that asked stood.
func NominateOver(cycle string) Message {
	return note("feedback.nominate.over", "The time to name colleagues for "+cycle+" is over. The list stays as it is, and nothing is left to do.")
}

// NominateGone answers a press about a nomination that isn't there, or is another's.
func NominateGone() Message {
	return note("feedback.nominate.gone", "There is no such list for you to name or approve. Your Home tab shows what waits for you.")
}

// NominateApprovedBefore answers a second press.
func NominateApprovedBefore() Message {
	return note("feedback.nominate.approved", "This list is approved already. Nothing has changed; Change in the message opens it.")
}

// NominateStale answers a manager who saw a list that the subject has changed since.
func NominateStale(subject string) Message {
	return note("feedback.nominate.stale", NominateStaleText(subject))
}

// NominateStaleText is NominateStale as a sentence under a field.
func NominateStaleText(subject string) string {
	return first(subject) + " has changed the list since you saw it. Nothing was approved; look at it again."
}

// NominateChanged tells a subject that their manager took people off their list.
func NominateChanged(n Nominating, out []string) Message {
	manager, cycle := escape(first(n.Subject.ManagerName)), escape(n.Cycle.Name)
	var gone []string
	for _, id := range out {
		gone = append(gone, escape(nameOr(n.Names, id)))
	}
	left := "None of those you named is on it."
	if len(n.Nominees) > 0 {
		left = "Still on it: " + n.list() + "."
	}
	return said(manager+" changed whom you named for "+cycle+".", []slack.Block{
		section("feedback.nominate.changed", marked("*"+manager+" changed whom you named* · "+cycle+" · Not on the list any more: "+
			list(gone)+". "+left)),
		changeNominees(n, "Change"),
		small("You can change it until " + moment(n.Cycle.StageEndsAt, n.Zone) + "; " + manager +
			" looks at it again then. Who is asked in the end is not shown to you."),
	})
}

// nominateValue names a nomination on a manager's button: the cycle, the subject, and the list that was seen.
func nominateValue(n reviews.Nomination) string {
	return n.Cycle.ID + " " + n.Subject.ID + " " + strconv.FormatInt(n.NominatedAt.UnixMicro(), 10)
}

// ReadNominateValue reads a manager's button; what can't be read is empty.
func ReadNominateValue(value string) (cycle, subject string, seen time.Time) {
	parts := strings.Fields(value)
	if len(parts) < 2 {
		return "", "", time.Time{}
	}
	if len(parts) > 2 {
		if micros, err := strconv.ParseInt(parts[2], 10, 64); err == nil {
			seen = time.UnixMicro(micros)
		}
	}
	return parts[0], parts[1], seen
}
