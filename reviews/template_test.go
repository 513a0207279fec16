package reviews_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"laurel/feedback"
	"laurel/people"
	"laurel/reviews"
)

func TestEveryGiverIsAskedTheSameSlotsInWordsOfTheirOwn(t *testing.T) {
	t.Parallel()
	for _, template := range reviews.Templates() {
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
		template, err := reviews.FindTemplate(id)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, code := range template.Codes() {
			ids = append(ids, code.ID)
		}
		if got := strings.Join(ids, " "); got != codes {
			t.Errorf("%s has %s", id, got)
		}
	}
	if _, err := reviews.FindTemplate("sales"); err != reviews.ErrUnknownTemplate {
		t.Errorf("got %v", err)
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
		"mode: confidential":           "mode: named",
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
	} {
		if !strings.Contains(string(good), from) {
			t.Fatalf("the template has no %q", from)
		}
		if err := read(strings.Replace(string(good), from, to, 1)); err == nil {
			t.Errorf("with %q it is taken", to)
		}
	}
}
