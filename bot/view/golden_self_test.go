package view_test

import (
	"fmt"
	"strings"

	"laurel/bot/view"
	"laurel/people"
	"laurel/reviews"
	"laurel/wins"
)

// assessing is Ada's self-assessment, with wins found by the terms of the codes.
func assessing(list []wins.Win) reviews.Self {
	template := builtIn("mlops-engineer")
	s := reviews.Self{
		Cycle: reviews.Cycle{ID: "cycle1", Name: "2026 H2", StageEndsAt: due}, Subject: ada, Groups: template.Groups,
		Wins: map[string][]wins.Win{}, Goals: []reviews.Goal{goal(0, reviews.GoalOpen), goal(1, reviews.GoalDone)},
		Chains: []reviews.SelfChain{{Project: "feature-store", Stages: []string{"data_quality"}}, {Project: "search"}},
	}
	for _, code := range template.Codes() {
		for _, w := range list {
			for _, term := range code.Terms {
				if strings.Contains(" "+strings.ToLower(w.Text), " "+term) {
					s.Wins[code.ID] = append(s.Wins[code.ID], w)
					break
				}
			}
		}
	}
	return s
}

func drawSelf(drawn map[string]any) {
	shown := view.SelfShown{Self: assessing(manyWins(8)), Manager: "Mia Torres", Names: called, Today: now.In(berlin()), Metadata: "metadata"}
	for step := range view.SelfSteps(shown.Self) {
		shown.Step = step
		drawn[fmt.Sprintf("self_step_%d", step+1)] = view.SelfForm(shown)
	}
	first := shown.Self.Wins["O4"]
	if len(first) == 0 {
		panic("no win falls under O4")
	}
	shown.Step, shown.Manager, shown.Self.Draft = 1, "", true
	shown.Self.Text = reviews.SelfText{
		Wins: map[string][]string{"O4": {first[0].ID}}, Texts: map[string]string{"operations": "Releases became dull.", "operational": "Dull."},
	}
	drawn["self_draft"] = view.SelfForm(shown)
	shown.Self.Sent = true
	drawn["self_changed"] = view.SelfForm(shown)
	shown.Self.Draft, shown.Self.Goals, shown.Self.Chains, shown.Step = false, nil, nil, 99
	drawn["self_sent_last"] = view.SelfForm(shown)

	mia := people.Person{ID: "U0MIA", Name: "Mia Torres"}
	asked := reviews.SelfDue{Kind: reviews.SelfAsk, Subject: ada, Cycle: shown.Self.Cycle, Manager: mia}
	drawn["self_ask"] = view.SelfAsked(asked, berlin())
	asked.Kind = reviews.SelfRemind
	drawn["self_remind"] = view.SelfAsked(asked, berlin())
	asked.Manager, asked.Kind = people.Person{}, reviews.SelfAsk
	drawn["self_ask_no_manager"] = view.SelfAsked(asked, berlin())
	asked.Sent = true
	drawn["self_sent"] = view.SelfAsked(asked, berlin())
	asked.Kind = reviews.SelfOver
	drawn["self_over_sent"] = view.SelfAsked(asked, berlin())
	asked.Sent = false
	drawn["self_over"] = view.SelfAsked(asked, berlin())
	drawn["form_turning"] = view.Turning(view.SelfForm(shown))
	drawn["self_said"] = view.SelfSaid(view.SelfNotYours)
	drawn["self_sentences"] = map[string]any{"closed": view.SelfClosed, "empty": view.SelfEmpty, "long": view.SelfLong(40_000, reviews.MaxSelf)}
	home := view.Home{Person: ada, Now: now, Zone: berlin(), Names: called, Overview: overview(nil)}
	home.Self = []reviews.SelfWaiting{{Cycle: "cycle1", CycleName: "2026 H2", Until: due}, {Cycle: "cycle2", Sent: true}}
	drawn["home_self"] = view.HomeTab(home)
}

// hostileSelf draws self-assessments with n of everything, named and written as people could.
func hostileSelf(drawn map[string]any, name, text string, n int) {
	w := hostileWin(name, text)
	s := assessing(nil)
	s.Subject, s.Cycle.Name, s.Goals, s.Chains = person(name), name, nil, nil
	said := []rune(w.Text)
	s.Text.Texts = map[string]string{reviews.SelfOverall: string(said[:min(len(said), reviews.MaxSelf)])}
	for _, group := range s.Groups {
		s.Text.Texts[group.ID] = s.Text.Texts[reviews.SelfOverall]
		for _, code := range group.Codes {
			for i := range n {
				w.ID = fmt.Sprint("win", i)
				s.Wins[code.ID] = append(s.Wins[code.ID], w)
			}
		}
	}
	for i := range n {
		g := goal(i%5, reviews.GoalOpen)
		g.Objective, g.Measure = s.Text.Texts[reviews.SelfOverall], name
		s.Goals = append(s.Goals, g)
		s.Chains = append(s.Chains, reviews.SelfChain{Project: fmt.Sprint(name, i)})
	}
	shown := view.SelfShown{Self: s, Manager: name, Names: map[string]string{"U0MIA": name}, Today: now.In(berlin())}
	for step := range view.SelfSteps(s) {
		shown.Step = step
		drawn[fmt.Sprint("self ", step)] = view.SelfForm(shown)
	}
	// A template of an admin's own: one group, as many codes as there are.
	var codes []reviews.Code
	for i := range n {
		code := s.Groups[0].Codes[0]
		code.ID, code.Title, code.Description = fmt.Sprint("X", i), cutTo(name, 100), cutTo(w.Text, 3000)
		code.Anchors.Exceeds = code.Description
		codes = append(codes, code)
	}
	shown.Self.Groups = []reviews.Group{{ID: "g", Title: cutTo(name, 100), Codes: codes}}
	shown.Step = 0
	drawn["self, many codes"] = view.SelfForm(shown)
	for _, kind := range []string{reviews.SelfAsk, reviews.SelfRemind, reviews.SelfOver} {
		drawn["self "+kind] = view.SelfAsked(reviews.SelfDue{Kind: kind, Cycle: reviews.Cycle{ID: "c", Name: name}, Manager: person(name)}, berlin())
	}
}

func cutTo(text string, limit int) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), limit)])
}
