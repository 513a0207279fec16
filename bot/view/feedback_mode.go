package view

import (
	"slices"

	"github.com/slack-go/slack"

	"laurel/feedback"
)

// askedModes says who will see the answers that a message asks for: for all of them at once, or by person where that
// differs.
func askedModes(open []AskedPerson) (blocks []slack.Block) {
	for _, mode := range feedback.Modes {
		var names []string
		for _, p := range open {
			if p.Request.Mode == mode {
				names = append(names, first(p.Subject.Name))
			}
		}
		if len(names) == 0 {
			continue
		}
		line := askedMode(mode)
		if len(names) < len(open) {
			slices.Sort(names)
			line = "About " + list(slices.Compact(names)) + " · " + line
		}
		blocks = append(blocks, small(escape(cut(line, maxSection))))
	}
	return blocks
}

func askedMode(mode feedback.Mode) string {
	switch mode {
	case feedback.Named:
		return "With your name: the person and their manager see what you write, and that it is from you."
	case feedback.ManagerOnly:
		return "For the manager: the person's manager sees what you write, and that it is from you. The person does not."
	default:
		return "Confidential: your name is not shown, but your words may be recognisable. " +
			"The person and their manager see the answers of all colleagues together, and only if 3 or more answer."
	}
}

// promise says what becomes of an answer.
func (a Answering) promise() string {
	subject, manager := first(a.Form.Subject.Name), a.manager()
	if a.Form.Request.AnyTime() {
		return "Confidential: your name is not shown, but your words may be recognisable. Nobody is told that you wrote. At the next " +
			"review " + a.readers() + " see all colleagues' words together, and only if " + number(a.Form.Threshold) + " or more wrote."
	}
	switch a.Form.Mode {
	case feedback.Named:
		return "With your name: " + subject + " and " + manager + " see what you write, and that it is from you, once this stage has ended." +
			a.instead()
	case feedback.ManagerOnly:
		return "For the manager: " + manager + " sees what you write, and that it is from you, once this stage has ended. " + subject +
			" does not." + a.instead()
	}
	few := "So far too few colleagues are asked for that."
	if a.Form.Enough {
		few = "Enough colleagues are asked for that."
	}
	whose := "all colleagues' answers together"
	if a.Form.OnlyReports {
		whose = "the answers of all who report to " + subject + " together"
	}
	return "Confidential: your name is not shown, but your words may be recognisable. " + a.readers() +
		" see " + whose + ", and only if " + number(a.Form.Threshold) + " or more answer. " + few
}

// instead says who reads it should the manager change.
func (a Answering) instead() string {
	if a.Manager == "" {
		return ""
	}
	return " If somebody else manages " + first(a.Form.Subject.Name) + " then, they see it instead of " + a.manager() + "."
}

// seen says under a question who will see the answer to it.
func (a Answering) seen() string {
	subject, manager := first(a.Form.Subject.Name), a.manager()
	switch a.Form.Mode {
	case feedback.Named:
		return "Seen by: " + subject + " and " + manager + ", with your name"
	case feedback.ManagerOnly:
		return "Seen by: " + manager + ", with your name. " + subject + " sees at most what " + manager + " writes about it"
	default:
		return "Seen by: " + a.readers() + ", without your name"
	}
}

// manager is what the subject's manager is called, also when there is none now.
func (a Answering) manager() string {
	if a.Manager == "" {
		return first(a.Form.Subject.Name) + "'s manager"
	}
	return first(a.Manager)
}
