package bot

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
	"laurel/writing"
)

// mostFeedbackHints is how many a writer sees at once, over all questions.
const mostFeedbackHints = 2

// feedbackHints draws a form that could be stored once more, with what its writer may want to look at; nil when there is
// nothing. The next press sends it as it is.
func (b *Bot) feedbackHints(tx *db.Tx, actor people.Person, c carried, answers feedback.Answers) (*slack.ModalViewRequest, error) {
	if c.Hinted {
		return nil, nil
	}
	form, err := b.answers.ForEdit(tx, actor.ID, c.Request)
	if err != nil {
		return nil, err
	}
	hints := answerHints(actor, form, answers)
	if len(hints) == 0 {
		return nil, nil
	}
	// What stands in the fields stays, for they keep their ids: https://docs.slack.dev/surfaces/modals#updating_views
	// Said again it could be more than an ack holds.
	form.Previous = nil
	answering, err := b.answering(tx, actor, form, carried{Request: c.Request, Hinted: true})
	answering.Hints = hints
	modal := view.FeedbackForm(answering)
	return &modal, err
}

// answerHints reads what somebody wrote, the surest hints first.
func answerHints(writer people.Person, form feedback.Form, answers feedback.Answers) map[string][]writing.Hint {
	type asked struct {
		slot string
		hint writing.Hint
	}
	var all []asked
	for _, q := range form.Questions {
		a := writing.Answer{Text: answers[q.Slot].Text, Subject: nameAndFirst(form.Subject)}
		if form.Mode == feedback.Confidential {
			a.Writer = nameAndFirst(writer)
			if handle, _, ok := strings.Cut(writer.Email, "@"); ok {
				a.Writer = append(a.Writer, handle)
			}
		}
		for _, hint := range a.Hints() {
			if q.Optional && hint.ID == writing.HintVague { // thanks at the end need no example
				continue
			}
			all = append(all, asked{q.Slot, hint})
		}
	}
	surest := []string{writing.HintIdentity, writing.HintVague, writing.HintAbsolute}
	slices.SortStableFunc(all, func(x, y asked) int { return slices.Index(surest, x.hint.ID) - slices.Index(surest, y.hint.ID) })
	hints := map[string][]writing.Hint{}
	for _, one := range all[:min(len(all), mostFeedbackHints)] {
		hints[one.slot] = append(hints[one.slot], one.hint)
	}
	return hints
}

// nameAndFirst is what people call somebody: the first name, and all of it.
func nameAndFirst(p people.Person) []string {
	first, _, _ := strings.Cut(p.Name, " ")
	return []string{first, p.Name}
}
