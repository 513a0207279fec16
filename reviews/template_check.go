package reviews

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"laurel/feedback"
	"laurel/writing"
)

// check refuses a template that promises what can't be kept, or that would fail people halfway through a cycle.
func (t Template) check() error {
	switch {
	case t.ID == "" || t.Title == "" || len(t.For) == 0:
		return errors.New("id, title and for are needed")
	case t.Mode != feedback.Confidential:
		return fmt.Errorf("mode %q is not one that can be kept: use confidential", t.Mode)
	case t.PeriodMonths < 1 || t.PeriodMonths > 24:
		return errors.New("period_months must be between 1 and 24")
	case t.Limits.Need < feedback.Threshold || t.Limits.Ask <= t.Limits.Need || t.Limits.Most < t.Limits.Ask ||
		t.Limits.PerGiver < 1:
		return fmt.Errorf("limits must be at least %d needed, more asked than needed, and at most no fewer",
			feedback.Threshold)
	case t.Answer.Min < 1 || t.Answer.Max < t.Answer.Min || t.Answer.Max > 3000:
		return errors.New("answer must have 1 <= min <= max <= 3000") // Slack's limit of a text input
	}
	if err := t.checkStages(); err != nil {
		return err
	}
	if err := t.checkCodes(); err != nil {
		return err
	}
	return t.checkQuestions()
}

func (t Template) checkStages() error {
	last := -1
	for _, stage := range t.Stages {
		at := slices.Index(stageOrder, stage.ID)
		switch {
		case at <= last:
			return fmt.Errorf("stage %q is not known or out of order", stage.ID)
		case stage.Title == "" || stage.Auto && stage.Because == "":
			return fmt.Errorf("stage %q needs a title, and because when it is auto", stage.ID)
		case !stage.Auto && (stage.Days < 1 || stage.Days > 60):
			return fmt.Errorf("stage %q needs 1 to 60 days", stage.ID)
		case stage.Auto && (stage.ID == StagePeer || stage.ID == StageManager):
			return fmt.Errorf("stage %q can't be auto: there would be nothing to read", stage.ID)
		}
		last = at
	}
	nomination := t.Stage(StageNomination)
	switch {
	case t.Stage(StagePeer).ID == "":
		return errors.New("there must be a stage peer")
	case nomination.ID != "" && !nomination.Auto && (t.Nominate < 1 || t.Nominate >= t.Limits.Ask):
		return fmt.Errorf("nominate must be between 1 and %d: one of those who are asked is chosen by laurel", t.Limits.Ask-1)
	}
	return nil
}

func (t Template) checkCodes() error {
	seen := map[string]bool{}
	for _, code := range t.Codes() {
		known := func(all []string) func(string) bool {
			return func(id string) bool { return !slices.Contains(all, id) }
		}
		switch {
		case code.ID == "" || seen[code.ID] || code.Title == "" || code.Description == "":
			return fmt.Errorf("code %q needs an id of its own, a title and a description", code.ID)
		case code.Anchors.NeedsDevelopment == "" || code.Anchors.Meets == "" || code.Anchors.Exceeds == "":
			return fmt.Errorf("code %s needs three anchors", code.ID)
		case len(code.Competencies) == 0 || slices.ContainsFunc(code.Competencies, known(writing.CompetencyIDs)):
			return fmt.Errorf("code %s has no competency, or one that is not known", code.ID)
		case slices.ContainsFunc(code.Stages, known(writing.StageIDs)):
			return fmt.Errorf("code %s has a stage that is not known", code.ID)
		}
		seen[code.ID] = true
	}
	if len(seen) == 0 {
		return errors.New("a template needs codes")
	}
	return nil
}

func (t Template) checkQuestions() error {
	for kind, texts := range t.Asked {
		for slot, text := range texts {
			nameless := slot == feedback.SlotWorked && !strings.Contains(text, "{name}")
			if !slices.Contains(feedback.Slots, slot) || nameless {
				return fmt.Errorf("question %s.%s is not known, or doesn't say {name}", kind, slot)
			}
		}
		for _, slot := range feedback.Slots[:3] {
			if texts[slot] == "" {
				return fmt.Errorf("questions for %s lack %s", kind, slot)
			}
		}
	}
	for _, kind := range []string{"peer", "data_scientist", "software_engineer", "product_manager", "other"} {
		if t.Asked[kind] == nil {
			return fmt.Errorf("there are no questions for %s", kind)
		}
	}
	return nil
}
