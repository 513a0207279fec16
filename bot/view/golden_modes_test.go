package view_test

import (
	"fmt"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/people"
	"laurel/reviews"
)

// drawModes draws what is asked, and read, under names.
func drawModes(drawn map[string]any) {
	for _, mode := range []feedback.Mode{feedback.Named, feedback.ManagerOnly} {
		asked := answering(form(ada), "Mia Torres")
		asked.Form.Mode = mode
		drawn["feedback_form_"+string(mode)] = view.FeedbackForm(asked)
		asked.Manager = ""
		drawn["feedback_form_"+string(mode)+"_no_manager"] = view.FeedbackForm(asked)
	}
	reports := answering(form(ada), "Mia Torres")
	reports.Form.OnlyReports = true
	drawn["feedback_form_only_reports"] = view.FeedbackForm(reports)

	ask := view.Ask{Zone: berlin(), Day: "2026-11-23", Now: now}
	for i, mode := range []feedback.Mode{feedback.Named, feedback.Confidential, feedback.ManagerOnly, feedback.Named} {
		p := view.AskedPerson{Request: request(i, feedback.Open), Subject: []people.Person{ada, juno, gus, long}[i]}
		p.Request.Mode = mode
		ask.People = append(ask.People, p)
	}
	drawn["feedback_ask_modes"] = view.FeedbackAsk(ask)
	ask.People = ask.People[:1]
	drawn["feedback_ask_named"] = view.FeedbackAsk(ask)

	p := packet(manyWins(3), nil)
	p.Pooled, p.Feedback, p.Signed = "", nil, signed(feedback.Named, 4)
	drawn["packet_named"], drawn["packet_named_pages"] = view.PacketReady(p, now), view.PacketPages(p, 0, now)
	p = packet(manyWins(3), said)
	p.Pooled, p.Signed = reviews.PooledReports, signed(feedback.ManagerOnly, 2)
	drawn["packet_manager_only"], drawn["packet_manager_only_pages"] = view.PacketReady(p, now), view.PacketPages(p, 0, now)
	p.Pooled, p.Feedback, p.Signed = "", nil, nil
	drawn["packet_nobody_answered"] = view.PacketReady(p, now)

	drawn["review_opened_upward"] = view.ReviewOpened(reviews.Opened{
		Cycle: reviews.Cycle{Name: "2026 H2", Stage: reviews.StagePeer}, Subjects: []string{"U0MIA"},
		Asking: reviews.Asking{Shortages: []feedback.Shortage{
			{Subject: "U0MIA", Upward: true, Have: 3, Want: 4}, {Subject: "U0MIA", Have: 4, Want: 5},
		}},
	}, map[string]string{"U0MIA": "Mia Torres"})
}

// signed is what n colleagues said under their names.
func signed(mode feedback.Mode, n int) (all []reviews.Signed) {
	functions := []people.Role{people.DataScientist, people.DataScientist, people.SoftwareEngineer, people.Other}
	names := []string{"Ben Adeyemi", "Lin Zhao", "Sam Keller", "Gus Hart"}
	number := 9
	for i := range n {
		one := reviews.Signed{Giver: names[i%4], Function: functions[i%4], Mode: mode}
		for _, slot := range feedback.Slots[:2] {
			number++
			one.Answers = append(one.Answers, reviews.SignedAnswer{
				N: fmt.Sprint("F", number), Slot: slot, Title: builtIn("mlops-engineer").SlotTitle(slot), Text: said[slot][i%3],
			})
		}
		all = append(all, one)
	}
	return all
}
