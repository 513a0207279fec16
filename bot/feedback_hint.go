package bot

import (
	"maps"
	"slices"
	"strings"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
	"laurel/writing"
)

// mostFeedbackHints is how many a writer sees at once, over all questions.
const mostFeedbackHints = 2

// feedbackHints leads to the first step with something that its writer may want to look at. The next press sends it as it
// is.
func (b *Bot) feedbackHints(
	tx *db.Tx, actor people.Person, a act, sent sentStep, hints map[string][]writing.Hint,
) (reply, error) {
	sent.carried.Hinted = true
	modal, err := b.feedbackStep(tx, actor, sent, sent.form.StepOf(slices.Collect(maps.Keys(hints))...))
	return turnTo(a, modal), err
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
