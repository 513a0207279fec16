package reviews

import (
	"fmt"
	"slices"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// AnyTime says how colleagues write about a subject outside a cycle: as the template for the subject's function asks, and
// whether people may write about their own manager (upward), but for what it asks about codes: the next cycle may look at
// others. For a function that no template is for, everybody is asked
// what people of other functions are.
func (c *Cycles) AnyTime(tx *db.Tx, subject people.Person) (how feedback.Round, upward bool, err error) {
	all, err := c.Templates(tx)
	if err != nil {
		return how, false, fmt.Errorf("choose the questions: %w", err)
	}
	for _, t := range all {
		if slices.Contains(t.For, subject.Role) {
			return feedback.Round{MinLength: t.Answer.Min, MaxLength: t.Answer.Max, Questions: t.questions(nil)}, t.Upward, nil
		}
	}
	other := all[0].questions(nil)[people.Other]
	return feedback.Round{
		MinLength: all[0].Answer.Min, MaxLength: all[0].Answer.Max,
		Questions: map[people.Role][]feedback.Question{people.Other: other},
	}, false, nil
}
