package view_test

import (
	"time"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/writing"
)

func answering(f feedback.Form, manager string) view.Answering {
	f.Enough = true
	return view.Answering{Form: f, Manager: manager, Now: now, Zone: berlin(), Metadata: "metadata"}
}

// drawAnswers draws the form that answers as it comes back, and what is shown on top of it.
func drawAnswers(drawn map[string]any) {
	draft := answering(form(ada), "Mia Torres")
	draft.Wins = 3
	draft.Form.Draft = feedback.Draft{ChangedAt: now.Add(-2 * time.Hour), Answers: feedback.Answers{
		feedback.SlotWorked: {Text: "The canary releases kept our"}, feedback.SlotHindered: {CantAssess: true},
	}}
	drawn["feedback_form_draft"] = view.FeedbackForm(draft)
	draft.Form.Draft.ChangedAt = now.Add(-30 * time.Hour)
	draft.Form.Previous = feedback.Answers{feedback.SlotWorked: {Text: "What was sent gives way to the draft."}}
	draft.Form.Enough = false
	drawn["feedback_form_draft_older"] = view.FeedbackForm(draft)

	hinted := answering(form(ada), "Mia Torres")
	hinted.Hinted, hinted.Hints = true, map[string][]writing.Hint{
		feedback.SlotWorked: writing.Answer{Text: "Great work, as <always>."}.Hints(),
		feedback.SlotNext:   writing.Answer{Text: "In our 1:1 I said so.", Writer: []string{"Ben"}}.Hints(),
	}
	drawn["feedback_form_hinted"] = view.FeedbackForm(hinted)

	drawAnswerSteps(drawn)

	shared := view.SharedWins{Request: "request1", Subject: ada, Names: called, Today: now}
	drawn["feedback_wins_empty"] = view.FeedbackWinPages(shared, 0)
	shared.Wins = manyWins(3)
	drawn["feedback_wins_three"] = view.FeedbackWinPages(shared, 0)
	shared.Wins, shared.Subject = manyWins(60), long
	drawn["feedback_wins_middle"] = view.FeedbackWinPages(shared, 1)
}
