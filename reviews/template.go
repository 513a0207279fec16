package reviews

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"laurel/feedback"
	"laurel/people"
)

// ErrUnknownTemplate is returned where a template is named that there isn't; Templates lists those there are.
var ErrUnknownTemplate = errors.New("there is no template of this id")

// Template says how people of some functions are reviewed: the stages, what is looked at, who is asked and what.
type Template struct {
	ID           string          `yaml:"id"`
	Title        string          `yaml:"title"`
	For          []people.Role   `yaml:"for"`
	Mode         Modes           `yaml:"mode"`
	Cron         string          `yaml:"cron"` // when cycles open by themselves, if a schedule names no time of its own
	PeriodMonths int             `yaml:"period_months"`
	Limits       feedback.Limits `yaml:"limits"`
	Answer       Length          `yaml:"answer"`
	Stages       []Stage         `yaml:"stages"`
	Groups       []Group         `yaml:"groups"`
	// Asked holds the questions by kind of giver: a function's id, "peer" (ML and MLOps engineers) or "other".
	Asked map[string]map[string]string `yaml:"questions"`
	// Nominate bounds how many colleagues a subject may name; zero where there is no nomination.
	Nominate int      `yaml:"nominate"`
	Upward   bool     `yaml:"upward"` // people may be asked about their own manager
	Remind   Remind   `yaml:"remind"`
	Calendar Calendar `yaml:"calendar"`

	text string // as it was read
}

// Remind says when who still owes an answer is reminded, in working days: so many after being asked, and so many before
// the stage ends (0: on its last day).
type Remind struct {
	After  []int `yaml:"after"`
	Before []int `yaml:"before"`
}

// Length bounds an answer, in code points.
type Length struct {
	Min int `yaml:"min"`
	Max int `yaml:"max"`
}

// The stages, in their order. A template lists those it uses.
const (
	StageNomination   = "nomination"
	StageSelf         = "self"
	StagePeer         = "peer"
	StageManager      = "manager"
	StageCalibration  = "calibration"
	StageDelivery     = "delivery"
	StageAcknowledged = "acknowledged"
)

var stageOrder = []string{
	StageNomination, StageSelf, StagePeer, StageManager, StageCalibration, StageDelivery, StageAcknowledged,
}

// Stage is one step of a cycle. An Auto stage is passed by in no time, and Because says why that is right.
type Stage struct {
	ID      string `yaml:"id"`
	Title   string `yaml:"title"`
	Days    int    `yaml:"days"` // working days
	Auto    bool   `yaml:"auto"`
	Because string `yaml:"because"`
}

// Group is a part of a person's performance, made of codes.
type Group struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
	Codes []Code `yaml:"codes"`
}

// Code is one thing that is looked at. A win falls under it by competency and stage, and, where the code has them, by
// one of Terms at the start of a word, or by the function (With) of a witness or contributor.
type Code struct {
	ID           string        `yaml:"id"`
	Title        string        `yaml:"title"`
	Description  string        `yaml:"description"`
	Competencies []string      `yaml:"competencies"`
	Stages       []string      `yaml:"stages"` // empty: any
	Terms        []string      `yaml:"terms"`
	With         []people.Role `yaml:"with"`
	Anchors      Anchors       `yaml:"anchors"`
	Ask          string        `yaml:"ask"` // what colleagues are asked about it, beside the anchors; empty: nothing
}

// Anchors say what a level looks like for a code. People read them beside the rating; nothing is computed from them.
type Anchors struct {
	NeedsDevelopment string `yaml:"needs_development"`
	Meets            string `yaml:"meets"`
	Exceeds          string `yaml:"exceeds"`
}

//go:embed templates/*.yaml
var files embed.FS

var templates = sync.OnceValues(func() ([]Template, error) { return ReadTemplates(files) })

// BuiltIn lists the built-in templates by id. The caller may change what it gets.
func BuiltIn() []Template {
	all, err := templates()
	if err != nil {
		panic(err) // they are embedded, and a test reads them
	}
	return slices.Clone(all)
}

// ReadTemplates reads the templates/*.yaml of a file system. A key it doesn't know, a missing text or a number out of
// range is an error that names the file.
func ReadTemplates(source fs.FS) ([]Template, error) {
	names, err := fs.Glob(source, "templates/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	var all []Template
	for _, name := range names {
		text, err := fs.ReadFile(source, name)
		if err != nil {
			return nil, fmt.Errorf("read a template: %w", err)
		}
		template, err := ReadTemplate(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, template)
	}
	slices.SortFunc(all, func(x, y Template) int { return strings.Compare(x.ID, y.ID) })
	return all, nil
}

// maxTemplate is how long a template's text may be, in bytes.
const maxTemplate = 1 << 20

// ReadTemplate reads one template. Error: BadTemplate, which names all keys that aren't known, texts that are missing and
// numbers out of range, by line.
func ReadTemplate(text []byte) (Template, error) {
	if len(text) > maxTemplate {
		return Template{}, BadTemplate{Problems: []TemplateProblem{{Text: "a template has at most a megabyte"}}}
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return Template{}, unreadable(err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	template := Template{text: string(text)}
	if err := decoder.Decode(&template); errors.Is(err, io.EOF) {
		return Template{}, BadTemplate{Problems: []TemplateProblem{{Text: "the file is empty"}}}
	} else if err != nil {
		return Template{}, unreadable(err)
	}
	c := checker{root: &root}
	template.check(&c)
	return template, c.err()
}

// readBefore holds the templates of cycles, by their text: each is read once.
var readBefore sync.Map

// templateOf is a cycle's template as it was when the cycle opened.
func templateOf(cycle Cycle) (Template, error) {
	if template, ok := readBefore.Load(cycle.TemplateText); ok {
		return template.(Template), nil
	}
	template, err := ReadTemplate([]byte(cycle.TemplateText))
	if err != nil {
		return Template{}, fmt.Errorf("read the template of a cycle: %w", err)
	}
	readBefore.Store(cycle.TemplateText, template)
	return template, nil
}

// Stage is a stage by its id; the zero Stage for one that the template has not.
func (t Template) Stage(id string) Stage {
	at := slices.IndexFunc(t.Stages, func(s Stage) bool { return s.ID == id })
	if at < 0 {
		return Stage{}
	}
	return t.Stages[at]
}

// Text is the template as it was read: YAML.
func (t Template) Text() string { return t.text }

// Codes lists the codes of all groups, in order.
func (t Template) Codes() (codes []Code) {
	for _, group := range t.Groups {
		codes = append(codes, group.Codes...)
	}
	return codes
}

// Questions lists what a giver of each function is asked: the slots in their order, before the last of them what is
// asked about codes, of everybody in the same words.
func (t Template) Questions() map[people.Role][]feedback.Question {
	var about []feedback.Question
	for _, code := range t.Codes() {
		if code.Ask != "" {
			about = append(about, feedback.Question{Slot: feedback.CodeSlot(code.ID), Text: code.Ask, Code: code.ID})
		}
	}
	return t.questions(about)
}

// questions are those of the slots, with others before the last.
func (t Template) questions(about []feedback.Question) map[people.Role][]feedback.Question {
	all := map[people.Role][]feedback.Question{}
	for kind, texts := range t.Asked {
		var questions []feedback.Question
		for _, slot := range feedback.Slots {
			if slot == feedback.SlotAnythingElse {
				questions = append(questions, about...)
			}
			if text := texts[slot]; text != "" {
				questions = append(questions, feedback.Question{
					Slot: slot, Text: text, Optional: slot == feedback.SlotAnythingElse,
				})
			}
		}
		for _, function := range functions(kind) {
			all[function] = questions
		}
	}
	return all
}

// functions are those whom a kind of questions is for.
func functions(kind string) []people.Role {
	if kind == "peer" {
		return []people.Role{people.MLEngineer, people.MLOpsEngineer}
	}
	return []people.Role{people.Role(kind)}
}

// next is the first stage after a given one ("" for the first of all) that people take part in.
func (t Template) next(stage string) (Stage, bool) {
	at := slices.IndexFunc(t.Stages, func(s Stage) bool { return s.ID == stage })
	for _, s := range t.Stages[at+1:] {
		if !s.Auto {
			return s, true
		}
	}
	return Stage{}, false
}
