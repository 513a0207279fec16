package view

import (
	"slices"

	"laurel/feedback"
)

// How much one step of the form holds: what people like to see at once, and what Slack takes. A question brings at most
// seven blocks and 12 characters for each that is typed, and up to 250 KB make a view.
const (
	stepQuestions = 8
	stepBytes     = 200_000
)

// steps parts the questions, evenly, in their order; there is at least one step. They depend on what is asked, not on
// what is written: a step holds its questions also when all of them are answered at length.
func (a Answering) steps() (steps [][]feedback.Question) {
	questions := a.Form.Questions
	parts := max(1, (len(questions)+stepQuestions-1)/stepQuestions)
	most := max(1, (len(questions)+parts-1)/parts)
	empty := a
	empty.Form.Previous, empty.Form.Draft = nil, feedback.Draft{}
	steps = [][]feedback.Question{nil}
	bytes := 0
	for _, q := range questions {
		_, size := sizesOf(empty.question(q))
		size += a.Form.MaxLength * maxEscaped
		if last := steps[len(steps)-1]; len(last) == most || len(last) > 0 && bytes+size > stepBytes {
			steps, bytes = append(steps, nil), 0
		}
		steps[len(steps)-1] = append(steps[len(steps)-1], q)
		bytes += size
	}
	return steps
}

// maxEscaped is how many bytes one character of JSON takes at most: \u003c.
const maxEscaped = 6

// Steps is how many steps the form has.
func (a Answering) Steps() int { return len(a.steps()) }

// StepOf is the first step that asks about one of these slots, 0 when none does.
func (a Answering) StepOf(slots ...string) int {
	return max(0, slices.IndexFunc(a.steps(), func(step []feedback.Question) bool {
		return slices.ContainsFunc(step, func(q feedback.Question) bool { return slices.Contains(slots, q.Slot) })
	}))
}
