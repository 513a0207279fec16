package reviews

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"laurel/feedback"
	"laurel/internal/slots"
	"laurel/people"
	"laurel/writing"
)

// check refuses a template that promises what can't be kept, or that would fail people halfway through a cycle. It says
// all that is wrong at once.
func (t Template) check(c *checker) {
	for key, text := range map[string]string{"id": t.ID, "title": t.Title} {
		if strings.TrimSpace(text) == "" {
			c.wrong(at(key), "%s is needed", key)
		}
	}
	if len(t.For) == 0 {
		c.wrong(at("for"), "for is needed: the functions whose people are reviewed with this template")
	}
	for i, function := range t.For {
		if people.ParseRole(string(function)) != function || function == people.Other {
			c.wrong(at("for", i), "%s is not a function; there are %s", function, functionNames())
		}
	}
	t.checkModes(c)
	if t.PeriodMonths < 1 || t.PeriodMonths > 24 {
		c.wrong(at("period_months"), "period_months must be between 1 and 24")
	}
	if t.Cron != "" {
		if _, err := slots.Parse(t.Cron); err != nil {
			c.wrong(at("cron"), "%v", err)
		}
	}
	t.checkNumbers(c)
	t.checkStages(c)
	t.checkCodes(c)
	t.checkQuestions(c)
}

func functionNames() string {
	return "ml_engineer, mlops_engineer, data_scientist, software_engineer, product_manager, engineering_manager, director"
}

func (t Template) checkNumbers(c *checker) {
	l := t.Limits
	if l.Need < feedback.Threshold && t.confides() {
		c.wrong(at("limits", "need"), "need must be at least %d: with fewer answers, people would know who wrote what",
			feedback.Threshold)
	}
	if l.Need < 1 {
		c.wrong(at("limits", "need"), "need must be at least 1")
	}
	if l.Ask <= l.Need {
		c.wrong(at("limits", "ask"), "ask must be more than need: somebody may stay silent")
	}
	if l.Most < l.Ask {
		c.wrong(at("limits", "most"), "most must not be fewer than ask")
	}
	if l.PerGiver < 1 {
		c.wrong(at("limits", "per_giver"), "per_giver must be at least 1")
	}
	if t.Answer.Min < 1 || t.Answer.Max < t.Answer.Min || t.Answer.Max > 3000 { // Slack's limit of a text input
		c.wrong(at("answer"), "answer must have 1 <= min <= max <= 3000")
	}
	for key, days := range map[string][]int{"after": t.Remind.After, "before": t.Remind.Before} {
		for i, n := range days {
			if n < 0 || n > 60 || key == "after" && n == 0 {
				c.wrong(at("remind", key, i), "remind.%s takes working days from %d to 60", key, map[string]int{"after": 1}[key])
			}
		}
	}
	if n := len(t.Remind.After) + len(t.Remind.Before); n > mostReminders {
		c.wrong(at("remind"), "remind has %d days; more than %d reminders are not read", n, mostReminders)
	}
	for i, day := range t.Calendar.Holidays {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			c.wrong(at("calendar", "holidays", i), "%s is not a day like 2026-12-25", day)
		}
	}
	for i, name := range t.Calendar.Weekend {
		if _, ok := weekdays[strings.ToLower(name)]; !ok {
			c.wrong(at("calendar", "weekend", i), "%s is not a day of the week, like saturday", name)
		}
	}
	if t.Calendar.neverWorks() {
		c.wrong(at("calendar", "weekend"), "a week needs a working day")
	}
}

// mostReminders is how many a person gets about one request, beside the message that asks.
const mostReminders = 3

func (t Template) checkStages(c *checker) {
	last := -1
	for i, stage := range t.Stages {
		place := at("stages", i)
		order := slices.Index(stageOrder, stage.ID)
		switch {
		case order < 0:
			c.wrong(place, "%q is not a stage; there are %s", stage.ID, strings.Join(stageOrder, ", "))
		case order <= last:
			c.wrong(place, "stage %s is out of order: they come as %s", stage.ID, strings.Join(stageOrder, ", "))
		}
		last = max(last, order)
		if stage.Title == "" {
			c.wrong(place, "stage %s needs a title", stage.ID)
		}
		if stage.Auto && stage.Because == "" {
			c.wrong(place, "stage %s is auto and needs because: why nobody takes part in it", stage.ID)
		}
		if !stage.Auto && (stage.Days < 1 || stage.Days > 60) {
			c.wrong(place, "stage %s needs days: its window, 1 to 60 working days", stage.ID)
		}
		if stage.Auto && (stage.ID == StagePeer || stage.ID == StageManager) {
			c.wrong(place, "stage %s can't be auto: there would be nothing to read", stage.ID)
		}
	}
	nomination := t.Stage(StageNomination)
	if t.Stage(StagePeer).ID == "" {
		c.wrong(at("stages"), "there must be a stage peer")
	}
	if nomination.ID != "" && !nomination.Auto && (t.Nominate < 1 || t.Nominate >= t.Limits.Ask) {
		c.wrong(at("nominate"), "nominate must be between 1 and %d: one of those who are asked is chosen by laurel",
			t.Limits.Ask-1)
	}
}

func (t Template) checkCodes(c *checker) {
	seen := map[string]bool{}
	for g, group := range t.Groups {
		for i, code := range group.Codes {
			place := at("groups", g, "codes", i)
			switch {
			case code.ID == "" || code.Title == "" || code.Description == "":
				c.wrong(place, "code %s needs an id, a title and a description", code.ID)
			case seen[code.ID]:
				c.wrong(place, "there are two codes %s", code.ID)
			}
			seen[code.ID] = true
			if code.ID != "" && !codeID.MatchString(code.ID) {
				c.wrong(place, "%.40q can't be the id of a code: use up to 20 letters, digits, - and _", code.ID)
			}
			if code.Ask != "" && writing.Clean(code.Ask) == "" {
				c.wrong(append(place, "ask"), "this question has no words")
			}
			if n := utf8.RuneCountInString(code.Ask); n > maxQuestion {
				c.wrong(append(place, "ask"), "this question has %d characters; there is room for %d", n, maxQuestion)
			}
			if code.Anchors.NeedsDevelopment == "" || code.Anchors.Meets == "" || code.Anchors.Exceeds == "" {
				c.wrong(append(place, "anchors"), "code %s needs the anchors needs_development, meets and exceeds", code.ID)
			}
			if len(code.Competencies) == 0 {
				c.wrong(place, "code %s needs a competency, one of %s", code.ID, strings.Join(writing.CompetencyIDs, ", "))
			}
			t.checkKnown(c, append(place, "competencies"), code.Competencies, writing.CompetencyIDs)
			t.checkKnown(c, append(place, "stages"), code.Stages, writing.StageIDs)
		}
	}
	if len(seen) == 0 {
		c.wrong(at("groups"), "a template needs groups with codes")
	}
	asked := 0
	for _, code := range t.Codes() {
		asked += one(code.Ask != "")
	}
	if most := maxQuestions - len(feedback.Slots); asked > most {
		c.wrong(at("groups"), "%d codes have a question (ask); nobody answers more than %d", asked, most)
	}
}

var codeID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$`)

// How many questions a giver may be asked, and how many characters each may have: Slack shows 2,000 of a field's label,
// and {name} grows.
const (
	maxQuestions = 60
	maxQuestion  = 1800
)

func (t Template) checkKnown(c *checker, place []any, named, all []string) {
	for i, id := range named {
		if !slices.Contains(all, id) {
			c.wrong(append(slices.Clone(place), i), "%s is not known; there are %s", id, strings.Join(all, ", "))
		}
	}
}

// askedKinds are the kinds of givers for whom a template must have questions.
var askedKinds = []string{"peer", "data_scientist", "software_engineer", "product_manager", "other"}

func (t Template) checkQuestions(c *checker) {
	for kind, texts := range t.Asked {
		if function := people.Role(kind); kind != "peer" && people.ParseRole(kind) != function {
			c.wrong(at("questions", kind), "%s is nobody who is asked; there are peer, other, %s", kind, functionNames())
		}
		for slot, text := range texts {
			if !slices.Contains(feedback.Slots, slot) {
				c.wrong(at("questions", kind, slot), "%s is not a question; there are %s", slot, strings.Join(feedback.Slots, ", "))
			}
			if n := utf8.RuneCountInString(text); n > maxQuestion {
				c.wrong(at("questions", kind, slot), "this question has %d characters; there is room for %d", n, maxQuestion)
			}
			if slot == feedback.SlotWorked && !strings.Contains(text, "{name}") {
				c.wrong(at("questions", kind, slot), "this question must say {name}, so that nobody answers about the wrong person")
			}
		}
		for _, slot := range feedback.Slots[:3] {
			if writing.Clean(texts[slot]) == "" {
				c.wrong(at("questions", kind), "the questions for %s lack %s", kind, slot)
			}
		}
	}
	for _, kind := range askedKinds {
		if t.Asked[kind] == nil {
			c.wrong(at("questions"), "there are no questions for %s", kind)
		}
	}
}
