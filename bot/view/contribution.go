package view

import (
	"strings"

	"github.com/slack-go/slack"

	"laurel/people"
	"laurel/wins"
)

// Contributor is somebody named in a win, as its owner is told about them.
type Contributor struct {
	Person people.Person
	Known  bool   // laurel has a profile of theirs
	State  string // see wins.ContributionAsked; "" when they were not asked
}

// Question is somebody's part in a colleague's win, as they are asked about it.
type Question struct {
	Win          wins.Win
	Owner        people.Person
	Contribution wins.Contribution
	Names        map[string]string
}

// Contribution is the message that asks somebody whether they took part in a colleague's win, and what becomes of it. The
// win's text is there only while it is needed: as long as it asks, and for whoever said yes.
func Contribution(q Question) Message {
	owner := escape(first(q.Owner.Name))
	switch {
	case q.Contribution.Withdrawn:
		return ContributionOver()
	case q.Contribution.State == wins.ContributionConfirmed:
		return said("You confirmed your part in a win.", []slack.Block{
			section("contribution.confirmed", marked("*You confirmed your part in this win of "+owner+"'s*")),
			quote(Named(q.Win.Text, q.Names)),
			small("Your name stands beside it as confirmed" + whoSeesTheirs(q)),
			reconsider(q.Win.ID),
		})
	case q.Contribution.State == wins.ContributionDeclined:
		return Message{Text: "You said that it was not you.", Blocks: []slack.Block{
			section("contribution.declined", marked("*You said that it was not you* · your name is not shown beside this win of "+
				owner+"'s any more")),
			reconsider(q.Win.ID),
		}}
	default:
		return said(claim(q, "a win"), []slack.Block{
			section("contribution.ask", marked("*"+claim(q, "this win")+"*")), quote(Named(q.Win.Text, q.Names)),
			contributionButtons(q.Win.ID), small(whatAnswersDo(q)),
		})
	}
}

// ContributionLast adds to a question, if it is so, that it is the last that comes as a message for today.
func ContributionLast(m Message, last bool) Message {
	if !last {
		return m
	}
	m.Blocks = append(m.Blocks, small("This is the third such question within a day. Further ones wait on your Home tab, "+
		"without a message."))
	return m
}

// claim says who names the reader: only what the owner wrote or kept themself is called their word.
func claim(q Question, what string) string {
	owner := escape(q.Owner.Name)
	made := q.Win.Source == wins.SourceReaction || q.Win.Source == wins.SourceShortcut
	if made && !q.Win.Touched && len(q.Win.Witnesses) > 0 { // by a colleague
		return "A message of " + owner + "'s that names you is a win now. Did you take part?"
	}
	return owner + " says that you took part in " + what
}

// whatAnswersDo says what follows from yes, no and nothing, and who sees what.
func whatAnswersDo(q Question) string {
	owner := escape(first(q.Owner.Name))
	return "*Yes, I did* puts your name beside it as confirmed" + whoSeesTheirs(q) + " *Not me* takes your name off, and " +
		owner + " gets no message. If you say nothing, nothing follows, and nobody reminds you. You see this one win of " +
		owner + "'s because it names you."
}

// whoSeesTheirs ends a sentence about a colleague's win with who sees it.
func whoSeesTheirs(q Question) string {
	owner, manager := escape(first(q.Owner.Name)), escape(first(q.Owner.ManagerName))
	switch {
	case q.Owner.ManagerName == "":
		return ", which only " + owner + " sees for now."
	case q.Win.Visibility == wins.VisibilityFeedback:
		return ", which " + owner + ", " + manager + " and people asked for feedback on " + owner + " can see."
	default:
		return ", which " + owner + " and " + manager + " can see."
	}
}

func contributionButtons(win string) *slack.ActionBlock {
	return slack.NewActionBlock("contribution.actions:"+win,
		primary(button(ContributionConfirm, win, "Yes, I did")), button(ContributionDecline, win, "Not me"))
}

func reconsider(win string) *slack.ActionBlock {
	return slack.NewActionBlock("contribution.undo", button(ContributionReconsider, win, "Take it back"))
}

// ContributionOver stands where a question stood, and answers a press that comes too late.
func ContributionOver() Message {
	return note("contribution.over", "There is nothing to answer here any more: the win was changed or removed since.")
}

// ContributionNotYours answers a press by somebody who was not asked.
func ContributionNotYours() Message {
	return note("contribution.not_yours", "This question was for somebody else. Nothing has changed.")
}

// ContributionAnswered answers a second press.
func ContributionAnswered(state string) Message {
	text := "You have said already that it was not you. Nothing has changed; Take it back in the message undoes it."
	if state == wins.ContributionConfirmed {
		text = "You have confirmed your part already. Nothing has changed; Take it back in the message undoes it."
	}
	return note("contribution.answered", text)
}

// contributorsLine tells a win's owner how those named in it stand: "Confirmed by Ben. Lin is asked to confirm." Whoever
// said that it was not them is not in it.
func contributorsLine(s SavedWin) string {
	sorted := map[string][]string{}
	for _, c := range s.Contributors {
		standing := standing(s.Win, c)
		sorted[standing] = append(sorted[standing], escape(first(c.Person.Name)))
	}
	var sentences []string
	for _, kind := range contributorSentences {
		if names := sorted[kind.standing]; len(names) > 0 {
			text := kind.one
			if len(names) > 1 {
				text = kind.many
			}
			sentences = append(sentences, strings.Replace(text, "%", list(names), 1))
		}
	}
	return strings.Join(sentences, " ")
}

// contributorSentences are in the order in which they are said.
var contributorSentences = []struct{ standing, one, many string }{
	{wins.ContributionConfirmed, "Confirmed by %.", "Confirmed by %."},
	{wins.ContributionAsked, "% is asked to confirm.", "% are asked to confirm."},
	{"pending", "% is asked to confirm once you keep it.", "% are asked to confirm once you keep it."},
	{"private", "% is not asked to confirm while only you can see it.", "% are not asked to confirm while only you can see it."},
	{"unknown", "laurel does not know % yet, and asks once it does.", "laurel does not know % yet, and asks once it does."},
	{"guest", "% can't be asked to confirm: guests are not part of laurel.", "% can't be asked to confirm: guests are not part of laurel."},
	{"stranger", "% can't be asked to confirm: not of this workspace.", "% can't be asked to confirm: not of this workspace."},
	{"deleted", "% can't be asked to confirm: the account is deactivated.", "% can't be asked to confirm: the accounts are deactivated."},
	{"bot", "% can't be asked to confirm: that is an app.", "% can't be asked to confirm: they are apps."},
}

// standing is which of the sentences speaks of somebody; "" for none.
func standing(w wins.Win, c Contributor) string {
	switch {
	case c.State == wins.ContributionDeclined, w.Source == wins.SourceImport, w.Status == wins.StatusRemoved:
		return ""
	case c.State == wins.ContributionConfirmed && w.Visibility != wins.VisibilityPrivate:
		return c.State
	case c.Person.Bot:
		return "bot"
	case c.Person.Deleted:
		return "deleted"
	case c.Person.Stranger:
		return "stranger"
	case c.Person.Guest:
		return "guest"
	case w.Visibility == wins.VisibilityPrivate:
		return "private"
	case w.Status == wins.StatusPending:
		return "pending"
	case !c.Known:
		return "unknown"
	default:
		return c.State
	}
}

// confirmedBy is the end of a win's line in a list, "" where nobody confirmed their part.
func confirmedBy(w wins.Win, names map[string]string) string {
	var confirmed []string
	for _, id := range w.Confirmed() {
		confirmed = append(confirmed, first(nameOr(names, id)))
	}
	if len(confirmed) == 0 || w.Visibility == wins.VisibilityPrivate {
		return ""
	}
	if len(confirmed) > namedWitnesses {
		confirmed = append(confirmed[:namedWitnesses-1], number(len(confirmed)-namedWitnesses+1)+" others")
	}
	return " · confirmed by " + list(confirmed)
}

func nameOr(names map[string]string, id string) string {
	if name := names[id]; name != "" {
		return name
	}
	return id
}

// HomeQuestions is how many questions about wins Home shows; the next come up as these are answered.
const HomeQuestions = 6

// contributionBlocks are the wins of colleagues in which the person is named, with the two answers.
func contributionBlocks(h Home) (blocks []slack.Block) {
	for _, q := range h.Questions[:min(len(h.Questions), HomeQuestions)] {
		blocks = append(blocks, section("home.contribution:"+q.Win.ID, marked("*"+claim(q, "this win")+"*: "+
			cutMarked(escape(Named(q.Win.Text, q.Names)), 300))), contributionButtons(q.Win.ID))
	}
	if len(blocks) == 0 {
		return nil
	}
	note := "If you say nothing, nothing follows."
	if more := h.Asked - len(blocks)/2; more > 0 {
		note = "and " + number(more) + " more; they come up as you answer these. " + note
	}
	return append(blocks, small(note))
}
