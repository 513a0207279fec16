package reviews_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"laurel/feedback"
	"laurel/people"
	"laurel/reviews"
)

func TestEveryGiverIsAskedTheSameSlotsInWordsOfTheirOwn(t *testing.T) {
	t.Parallel()
	for _, template := range reviews.BuiltIn() {
		questions, seen := template.Questions(), map[string]bool{}
		for _, function := range []people.Role{
			people.DataScientist, people.SoftwareEngineer, people.ProductManager, people.MLEngineer, people.MLOpsEngineer,
			people.Other,
		} {
			asked := questions[function]
			if len(asked) != len(feedback.Slots) {
				t.Fatalf("%s asks a %s %d questions", template.ID, function, len(asked))
			}
			for i, question := range asked {
				if question.Slot != feedback.Slots[i] || question.Optional != (i == 3) {
					t.Errorf("%s, %s: %+v", template.ID, function, question)
				}
			}
			seen[asked[0].Text] = true
		}
		if len(seen) != 5 {
			t.Errorf("%s has %d wordings of the first question, not 5", template.ID, len(seen))
		}
	}
}

func TestTheTemplatesLookAtWhatTheyPromise(t *testing.T) {
	t.Parallel()
	for id, codes := range map[string]string{
		"ml-engineer":    "T1 T2 T3 O1 C1",
		"mlops-engineer": "T1 T2 T3 T4 O1 O2 O3 O4 O5 O6 C1 C2 C3 C4",
	} {
		all := reviews.BuiltIn()
		template := all[slices.IndexFunc(all, func(t reviews.Template) bool { return t.ID == id })]
		var ids []string
		for _, code := range template.Codes() {
			ids = append(ids, code.ID)
		}
		if got := strings.Join(ids, " "); got != codes {
			t.Errorf("%s has %s", id, got)
		}
	}
}

func TestATemplateThatPromisesTooMuchIsRefused(t *testing.T) {
	t.Parallel()
	good, err := os.ReadFile("templates/ml-engineer.yaml")
	if err != nil {
		t.Fatal(err)
	}
	read := func(text string) error {
		_, err := reviews.ReadTemplates(fstest.MapFS{"templates/x.yaml": {Data: []byte(text)}})
		return err
	}
	if err := read(string(good)); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{
		"title: ML engineer":           "titel: ML engineer",
		"mode: confidential":           "mode: anonymous",
		"need: 3":                      "need: 2",
		"max: 3000":                    "max: 4000",
		"period_months: 6":             "period_months: 0",
		"id: peer, title: Peer review": "id: manager, title: Peer review",
		"days: 10":                     "days: 0",
		"id: T2":                       "id: T1",
		"stages: [model_quality]":      "stages: [model_kwality]",
		"competencies: [data_features": "competencies: [data_fetures",
		`because: "optional`:           `because: ""} # "`,
		"  peer:\n":                    "  pear:\n",
		"    next: Which skill":        "    hindered: Which skill",
		"nominate: 4":                  "nominate: 5",
		"remind: {after: [3]":          "remind: {after: [0]",
		"before: [2, 0]":               "before: [4, 3, 2, 0]",
		"for: [ml_engineer]":           "for: [ml_engineer, poet]",
		"nominate: 4\n":                "nominate: 4\ncalendar: {weekend: [caturday]}\n",
		"answer: {":                    "calendar: {holidays: [2026-02-30]}\nanswer: {",
	} {
		if !strings.Contains(string(good), from) {
			t.Fatalf("the template has no %q", from)
		}
		err := read(strings.Replace(string(good), from, to, 1))
		var bad reviews.BadTemplate
		if !errors.As(err, &bad) {
			t.Errorf("with %q: %v", to, err)
			continue
		}
		line := 1 + strings.Count(string(good)[:strings.Index(string(good), from)], "\n")
		near := slices.ContainsFunc(bad.Problems, func(p reviews.TemplateProblem) bool { return p.Line >= line-3 && p.Line <= line+3 })
		if !near {
			t.Errorf("with %q in line %d: %v", to, line, err)
		}
	}
}

func TestATemplateNamesAllThatIsWrongByItsLine(t *testing.T) {
	t.Parallel()
	_, err := reviews.ReadTemplate([]byte(`id: x
title: X
for: [ml_engineer]
mode: confidential
period_months: 6
limits: {ask: 5, need: 3, most: 6, per_giver: 4}
answer: {min: 20, max: 3000}
stages:
  - {id: peer, title: Peer review}
  - {id: manager, title: "", days: 5}
  - {id: lunch, title: Lunch, days: 1}
groups:
  - id: g
    codes:
      - id: T1
        title: One
        description: What
        competencies: [luck]
questions: {}
`))
	for _, part := range []string{
		"line 9: stage peer needs days", "line 10: stage manager needs a title", `line 11: "lunch" is not a stage`,
		"line 15: code T1 needs the anchors", "line 18: luck is not known", "line 19: there are no questions for peer",
	} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("it lacks %q:\n%v", part, err)
		}
	}
	for text, want := range map[string]string{
		"": "the file is empty", "id: [": "line 1", "id: x\nlunch: 1\n": "line 2: lunch is not a key",
		"period_months: six": "line 1: cannot unmarshal", strings.Repeat("x", 1<<20+1): "a megabyte",
	} {
		if _, err := reviews.ReadTemplate([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}

func FuzzReadTemplate(f *testing.F) {
	for _, template := range reviews.BuiltIn() {
		f.Add([]byte(template.Text()))
	}
	f.Add([]byte("stages: [{id: peer}]\ngroups: [{codes: [{}]}]\nremind: {after: [-1]}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		_, err := reviews.ReadTemplate(text)
		if err != nil && !errors.As(err, new(reviews.BadTemplate)) {
			t.Fatalf("another kind of error: %v", err)
		}
	})
}
