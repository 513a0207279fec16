package view_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/people"
	"laurel/reviews"
	"laurel/wins"
	"laurel/writing"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// due is Friday, 4 December, 17:00 in Berlin.
var due = time.Date(2026, 12, 4, 16, 0, 0, 0, time.UTC)

func berlin() *time.Location {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return zone
}

var (
	ada  = people.Person{ID: "U0ADA", Name: "Ada Osei", Role: people.MLOpsEngineer, Manager: "U0MIA"}
	juno = people.Person{ID: "U0JUN", Name: "Juno Park", Role: people.MLEngineer, Manager: "U0MIA"}
	gus  = people.Person{ID: "U0GUS", Name: "Gus Hart"}
	// long has a name of 80 characters.
	long = people.Person{
		ID: "U0LNG", Role: people.Other, RoleText: "Principal engineer, search & recommendations", Manager: "U0MIA",
		Name: "陳 Maximiliane-Alexandra 🦊 von und zu Hohenlohe-Waldenburg-Schillingsfürst 桜井明子",
	}
)

var called = map[string]string{"U0ADA": "Ada Osei", "U0BEN": "Ben Adeyemi", "U0JUN": "Juno Park", "U0LNG": long.Name}

var texts = []string{
	"Cut p99 latency of #ranker from 120 ms to 80 ms, checkout errors down 18%",
	"Canary releases for #ranker: rollback time from 45 min to 4 min https://wiki.example/canary",
	"#ranker A/B test over 14 days: conversion up 1.2 pp, 95% CI 0.7 to 1.6",
	"Null rate alert caught a broken clickstream export in #feature-store before training",
	"Moved #feature-store to the new cluster with <@U0BEN>, reads cost 30% less",
	"Learned that the two-tower model does not beat the baseline, three weeks before the launch would have paid for it",
	"Drift alert fired on feature 12, rolled back before the campaign started",
	"Wrote the on-call handbook",
}

// win is a win of Ada's as it is kept: what is read in the text is read, not made up.
func win(n int, text string) wins.Win {
	text = writing.Clean(text)
	if runes := []rune(text); len(runes) > wins.MaxLength {
		text = string(runes[:wins.MaxLength])
	}
	read := writing.Read(text)
	w := wins.Win{
		ID: fmt.Sprintf("win%03d", n), Person: ada.ID, Text: text, Win: text, Visibility: wins.VisibilityManager,
		Status: wins.StatusKept, Source: wins.SourceCommand, OccurredOn: now.AddDate(0, 0, -9*n).Format(time.DateOnly),
		Metrics: read.Metrics, Stages: read.Stages, Competency: read.Competency, Competencies: read.Competencies,
		Kind: read.Kind, Missing: read.Missing, Hints: read.Hints, Foreign: read.Foreign, Links: read.Links, Contributors: read.Mentions,
	}
	if len(read.Projects) > 0 {
		w.Project = read.Projects[0]
	}
	return w
}

func manyWins(n int) (list []wins.Win) {
	for i := range n {
		w := win(i, texts[i%len(texts)])
		if i%3 == 0 {
			w.Witnesses = []wins.Witness{{Person: "U0BEN", Emoji: "trophy"}}
		}
		list = append(list, w)
	}
	return list
}

// said is what three colleagues wrote.
var said = map[string][]string{
	feedback.SlotWorked: {
		"The canary releases kept our launch on its date.", "She found the broken export before anybody trained on it.",
		"Rollback takes minutes now, and I can do it myself.",
	},
	feedback.SlotHindered: {
		"The on-call hand-over left out two alerts.", "I had to guess which dashboard counts.", "Nothing that I know of.",
	},
	feedback.SlotNext: {
		"Write the hand-over down before the holidays.", "Show the drift alerts to the data scientists.",
		"Take the next migration as its lead.",
	},
}

// packet is what is on record about Ada: wins by project, and what colleagues wrote. Codes are found by their terms.
func packet(list []wins.Win, answers map[string][]string) reviews.Packet {
	p := reviews.Packet{
		Cycle: "cycle1", CycleName: "2026 H2", Template: "mlops-engineer", Subject: ada.ID, SubjectName: ada.Name,
		Function: ada.Role, Manager: "U0MIA", From: "2026-05-24", Until: "2026-11-23", ID: "packet1", Version: 1,
	}
	template := builtIn(p.Template)
	for i, w := range list {
		addWin(&p, i, w)
	}
	for _, group := range template.Groups {
		for _, code := range group.Codes {
			p.Codes = append(p.Codes, cover(code, group.Title, p.Wins))
		}
	}
	n := 0
	p.Pooled = reviews.PooledColleagues
	for _, slot := range feedback.Slots {
		pool := reviews.Pool{Slot: slot, Title: template.SlotTitle(slot), ThreeOrMore: len(answers[slot]) >= feedback.Threshold}
		for _, answer := range answers[slot] {
			n++
			pool.Extracts = append(pool.Extracts, reviews.Extract{N: fmt.Sprintf("F%d", n), Text: writing.Clean(answer)})
		}
		p.Feedback = append(p.Feedback, pool)
	}
	return p
}

func cover(code reviews.Code, group string, list []reviews.PacketWin) reviews.Coverage {
	covered := reviews.Coverage{Code: code.ID, Title: code.Title, Group: group}
	for i, w := range list {
		named := func(term string) bool { return strings.Contains(" "+strings.ToLower(w.Text), " "+term) }
		if slices.ContainsFunc(code.Terms, named) {
			list[i].Codes, covered.Wins = append(list[i].Codes, code.ID), append(covered.Wins, w.N)
		}
	}
	return covered
}

func addWin(p *reviews.Packet, i int, w wins.Win) {
	source := reviews.PacketWin{
		N: fmt.Sprintf("W%d", i+1), ID: w.ID, Text: view.Named(w.Text, called), Win: w.Win,
		Project: w.Project, OccurredOn: w.OccurredOn,
		Stages: w.Stages, Metrics: w.Metrics, Links: w.Links,
	}
	if len(w.Witnesses) > 0 {
		source.Witnesses = []string{"Ben Adeyemi"}
		p.Strength.WithWitness++
	}
	if slices.Contains(w.Stages, "business_outcome") {
		p.Strength.ReachingBusiness++
	}
	p.Wins = append(p.Wins, source)
	p.Strength.Wins++
	if len(w.Metrics) > 0 {
		p.Strength.WithNumber++
	}
	if len(w.Links) > 0 {
		p.Strength.WithLink++
	}
	for j := range p.Projects {
		if p.Projects[j].Name == w.Project {
			p.Projects[j].Wins = append(p.Projects[j].Wins, source.N)
			p.Projects[j].Stages = append(p.Projects[j].Stages, w.Stages...)
			return
		}
	}
	p.Projects = append(p.Projects, reviews.Project{
		Name: w.Project, Stages: slices.Clone(w.Stages), Wins: []string{source.N},
	})
}

func request(n int, state feedback.State) feedback.Request {
	return feedback.Request{
		ID: fmt.Sprintf("request%d", n), Cycle: "cycle1", CycleName: "2026 H2", Subject: ada.ID, Giver: "U0BEN",
		Mode: feedback.Confidential, State: state, DueAt: due,
	}
}

func form(subject people.Person) feedback.Form {
	template := builtIn("mlops-engineer")
	name, _, _ := strings.Cut(subject.Name, " ")
	return feedback.Form{
		Request: request(1, feedback.Open), Subject: subject, Manager: "U0MIA", Mode: feedback.Confidential,
		Threshold: feedback.Threshold, MinLength: template.Answer.Min, MaxLength: template.Answer.Max,
		Questions: []feedback.Question{
			{Slot: feedback.SlotWorked, Text: "What did " + name + " do that worked, and what followed from it?"},
			{Slot: feedback.SlotHindered, Text: "What got in the way?"},
			{Slot: feedback.SlotNext, Text: "What should be the next step?"},
			{Slot: feedback.SlotAnythingElse, Text: "Anything else?", Optional: true},
		},
	}
}

func progress(n int, name string) reviews.Progress {
	template := builtIn("mlops-engineer")
	return reviews.Progress{
		Cycle: reviews.Cycle{
			ID: fmt.Sprintf("cycle%d", n), Name: name, Stage: reviews.StagePeer, State: reviews.Open, StageEndsAt: due,
			TemplateText: template.Text(),
		},
		Stages: template.Stages, Subjects: n, Answers: feedback.Some,
	}
}

// overview counts wins for Home as wins.Oversee does, those of the six months up to now.
func overview(list []wins.Win) wins.Overview {
	o := wins.Overview{Kept: len(list), Stages: map[string]int{}, Competencies: map[string]int{}}
	for i := range 6 {
		o.Months = append(o.Months, wins.Month{Month: time.Date(2026, time.Month(6+i), 1, 0, 0, 0, 0, time.UTC).Format("2006-01")})
	}
	for _, w := range list {
		if i := slices.IndexFunc(o.Months, func(m wins.Month) bool { return strings.HasPrefix(w.OccurredOn, m.Month) }); i >= 0 {
			o.Months[i].Wins++
			o.Competencies[w.Competency]++
			for _, stage := range w.Stages {
				o.Stages[stage]++
			}
		}
		at := slices.IndexFunc(o.Projects, func(p wins.Project) bool { return p.Name == w.Project })
		if at < 0 && w.Project != "" {
			at, o.Projects = len(o.Projects), append(o.Projects, wins.Project{Name: w.Project, LastOn: w.OccurredOn})
		}
		if w.Project != "" {
			p := &o.Projects[at]
			p.Wins, p.Stages, p.LastOn = p.Wins+1, append(p.Stages, w.Stages...), max(p.LastOn, w.OccurredOn)
		}
	}
	return o
}

func builtIn(id string) reviews.Template {
	all := reviews.BuiltIn()
	return all[slices.IndexFunc(all, func(t reviews.Template) bool { return t.ID == id })]
}
