package reviews

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
	"unicode/utf8"

	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
	"laurel/writing"
)

// MaxSelf is how many code points each text of a self-assessment may have.
const MaxSelf = 3000

// SelfOverall names the text about everything, beside those of the template's groups.
const SelfOverall = "overall"

// ErrSelfEmpty is returned for a self-assessment without a word.
var ErrSelfEmpty = errors.New("a self-assessment needs a text")

// SelfLong says that a text is too long; it counts code points, after cleaning.
type SelfLong struct {
	Part      string // a group's id, or SelfOverall
	Have, Max int
}

func (e SelfLong) Error() string {
	return fmt.Sprintf("the text on %s has %d of %d characters", e.Part, e.Have, e.Max)
}

// SelfText is what a subject says about their own work. Only its subject and, once the stage has ended, their manager
// read it: see SelfAssessment.
type SelfText struct {
	Wins  map[string][]string `json:"wins"`  // ids of the wins that the subject includes, by code
	Texts map[string]string   `json:"texts"` // by a group's id, or SelfOverall
}

// with is the text with a change laid over it: what the change doesn't name stays.
func (t SelfText) with(change SelfText) SelfText {
	merged := SelfText{Wins: map[string][]string{}, Texts: map[string]string{}}
	maps.Copy(merged.Wins, t.Wins)
	maps.Copy(merged.Wins, change.Wins)
	maps.Copy(merged.Texts, t.Texts)
	maps.Copy(merged.Texts, change.Texts)
	return merged
}

// Self is what a subject is shown when they write about their own work.
type Self struct {
	Cycle   Cycle
	Subject people.Person
	Groups  []Group               // what is looked at, in order
	Wins    map[string][]wins.Win // of the period by code, the latest first; none that the subject keeps private
	Chains  []SelfChain           // projects whose chain stops before the business
	Goals   []Goal
	Text    SelfText // the draft, or else what was sent
	Draft   bool     // Text is a draft
	Sent    bool
}

// SelfChain is a project of the period, and how far along the impact chain its wins reach.
type SelfChain struct {
	Project string
	Stages  []string
}

// SelfFor opens a self-assessment for its subject. Errors: ErrNotFound for who is no subject of the cycle, ErrNotOpen when
// it is not in that stage.
func (c *Cycles) SelfFor(tx *db.Tx, subject people.Person, cycleID string) (Self, error) {
	cycle, template, err := selfStage(tx, subject.ID, cycleID)
	if err != nil {
		return Self{}, err
	}
	self := Self{Cycle: cycle, Subject: subject, Groups: template.Groups}
	if err := self.gather(tx, template, c.today(tx, cycle)); err != nil {
		return Self{}, err
	}
	if self.Goals, err = Goals(tx, subject.ID); err != nil {
		return Self{}, err
	}
	row, found, err := loadSelf(tx, cycle.ID, subject.ID)
	if err != nil || !found {
		return self, err
	}
	self.Draft, self.Sent = len(row.Draft) > 0, !row.SentAt.IsZero()
	self.Text, err = c.openSelf(tx, row)
	return self, err
}

// DraftSelf keeps a change of a draft: what change doesn't name stays. at is when it was typed, by Slack's clock; an
// earlier one than what is kept is dropped, for events come in any order. Errors: as SelfFor.
func (c *Cycles) DraftSelf(tx *db.Tx, subject, cycleID, at string, change SelfText) error {
	if _, _, err := selfStage(tx, subject, cycleID); err != nil {
		return err
	}
	row, err := lockSelf(tx, cycleID, subject)
	if err != nil || at < row.DraftTS {
		return err
	}
	text, err := c.openSelf(tx, row)
	if err != nil {
		return err
	}
	sealed, err := c.sealSelf(tx, row, "draft", text.with(change))
	if err != nil {
		return err
	}
	return saveDraft(tx, row.ID, sealed, at)
}

// SendSelf stores a self-assessment, sealed: the draft with a last change over it. Sending again before the stage ends
// replaces it. at is as for DraftSelf. Errors: as SelfFor; ErrSelfEmpty, SelfLong.
func (c *Cycles) SendSelf(tx *db.Tx, subject people.Person, cycleID, at string, change SelfText) (Self, error) {
	self, err := c.SelfFor(tx, subject, cycleID)
	if err != nil {
		return Self{}, err
	}
	if self.Text, err = self.tidy(self.Text.with(change)); err != nil {
		return self, err
	}
	row, err := lockSelf(tx, cycleID, subject.ID)
	if err != nil {
		return Self{}, err
	}
	sealed, err := c.sealSelf(tx, row, "sealed", self.Text)
	if err != nil {
		return Self{}, err
	}
	self.Draft, self.Sent = false, true
	return self, saveSelf(tx, row, sealed, at)
}

// SelfAssessment is what a subject sent, for who may read it: themselves, and from the manager's stage on their manager
// of record now. Error: ErrNotFound for everybody else, and when nothing was sent.
func (c *Cycles) SelfAssessment(tx *db.Tx, viewer, cycleID, subject string) (SelfText, error) {
	cycle, err := cycleByID(tx, cycleID)
	if err != nil {
		return SelfText{}, err
	}
	if viewer == "" || viewer != subject {
		manager, err := presentManager(tx, subject)
		if err != nil {
			return SelfText{}, err
		}
		early := cycle.State == Open && (cycle.Stage == StageNomination || cycle.Stage == StageSelf || cycle.Stage == StagePeer)
		if viewer == "" || manager != viewer || early || cycle.State == Cancelled {
			return SelfText{}, ErrNotFound
		}
	}
	row, found, err := loadSelf(tx, cycleID, subject)
	if err != nil {
		return SelfText{}, err
	}
	if !found || row.SentAt.IsZero() {
		return SelfText{}, ErrNotFound
	}
	row.Draft = nil // what is still being changed is nobody's but the subject's
	return c.openSelf(tx, row)
}

// selfStage loads a cycle in which a subject writes now.
func selfStage(tx *db.Tx, subject, cycleID string) (Cycle, Template, error) {
	cycle, err := cycleByID(tx, cycleID)
	if err != nil {
		return Cycle{}, Template{}, err
	}
	subjects, err := subjectsOf(tx, cycle.ID)
	if err != nil {
		return Cycle{}, Template{}, err
	}
	if !slices.Contains(subjects, subject) {
		return Cycle{}, Template{}, ErrNotFound
	}
	if cycle.State != Open || cycle.Stage != StageSelf {
		return Cycle{}, Template{}, ErrNotOpen
	}
	template, err := templateOf(cycle)
	return cycle, template, err
}

// gather finds the wins of the period under each code, and the projects whose chain stops early.
func (s *Self) gather(tx *db.Tx, template Template, today string) error {
	record, err := wins.List(tx, wins.Filter{
		Person: s.Subject.ID, Since: s.Cycle.PeriodFrom, Until: today, Status: wins.StatusKept,
		Visibilities: []string{wins.VisibilityManager, wins.VisibilityFeedback},
	})
	if err != nil {
		return fmt.Errorf("gather a self-assessment: %w", err)
	}
	known, err := people.Some(tx, concerned(s.Subject.ID, record))
	if err != nil {
		return fmt.Errorf("gather a self-assessment: %w", err)
	}
	s.Wins = map[string][]wins.Win{}
	reached := map[string][]string{}
	for _, win := range record {
		seen := inView(win, known)
		for _, code := range template.Codes() {
			if code.covers(seen) {
				s.Wins[code.ID] = append(s.Wins[code.ID], win)
			}
		}
		if win.Project != "" {
			reached[win.Project] = append(reached[win.Project], win.Stages...)
		}
	}
	for _, project := range keysOf(reached) {
		if stages := alongChain(reached[project]); !slices.Contains(stages, "business_outcome") {
			s.Chains = append(s.Chains, SelfChain{Project: project, Stages: stages})
		}
	}
	return nil
}

// alongChain has stages in the order of the chain, each once.
func alongChain(stages []string) []string {
	ordered := []string{}
	for _, stage := range writing.StageIDs {
		if slices.Contains(stages, stage) {
			ordered = append(ordered, stage)
		}
	}
	return ordered
}

// tidy cleans the texts, and leaves out what the form claims and isn't so: wins that aren't the subject's of the period,
// groups that the template hasn't.
func (s Self) tidy(text SelfText) (SelfText, error) {
	clean, any := SelfText{Wins: map[string][]string{}, Texts: map[string]string{}}, false
	parts := []string{SelfOverall}
	for _, group := range s.Groups {
		parts = append(parts, group.ID)
		for _, code := range group.Codes {
			for _, win := range s.Wins[code.ID] {
				if slices.Contains(text.Wins[code.ID], win.ID) {
					clean.Wins[code.ID] = append(clean.Wins[code.ID], win.ID)
				}
			}
		}
	}
	for _, part := range parts {
		said := writing.Clean(text.Texts[part])
		if have := utf8.RuneCountInString(said); have > MaxSelf {
			return text, SelfLong{Part: part, Have: have, Max: MaxSelf}
		}
		if said != "" {
			clean.Texts[part], any = said, true
		}
	}
	if !any {
		return text, ErrSelfEmpty
	}
	return clean, nil
}

// SelfWaiting is a self-assessment that a subject can write now.
type SelfWaiting struct {
	Cycle     string
	CycleName string
	Until     time.Time
	Sent      bool
}

// SelfWaitingFor lists the self-assessments that somebody can write now, the soonest first.
func (c *Cycles) SelfWaitingFor(tx *db.Tx, subject string) ([]SelfWaiting, error) {
	return selfWaiting(tx, subject)
}

// SelfGroups is what a cycle looks at, in order. Error: ErrNotFound.
func (c *Cycles) SelfGroups(tx *db.Tx, cycleID string) ([]Group, error) {
	cycle, err := cycleByID(tx, cycleID)
	if err != nil {
		return nil, err
	}
	template, err := templateOf(cycle)
	return template.Groups, err
}
