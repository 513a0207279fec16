package wins

import (
	"fmt"
	"slices"

	"laurel/writing"
)

// Where the numbers of a win were seen, as its owner said; "" when they didn't.
const (
	HeldOffline = "offline" // on data that was held out
	HeldShadow  = "shadow"  // beside the model that answered
	HeldCanary  = "canary"  // with a part of the traffic
	HeldTest    = "ab"      // in an A/B test
	HeldLive    = "live"    // with everybody
)

// HeldPlaces are all places where a number can hold, from the cheapest to quote to the one that counts.
var HeldPlaces = []string{HeldOffline, HeldShadow, HeldCanary, HeldTest, HeldLive}

// Corrections are what the owner put right of what was read in the text. They count more than any reading, also of a
// text that was edited later or is read by newer rules. What is nil is as read.
type Corrections struct {
	Competency *string  `json:"competency,omitempty"` // "" for none
	Stages     []string `json:"stages,omitempty"`
	NoStages   bool     `json:"no_stages,omitempty"`
	Kind       *string  `json:"kind,omitempty"`
	Project    *string  `json:"project,omitempty"`     // "" for none
	NotMetrics []string `json:"not_metrics,omitempty"` // Raw of numbers that are no result
}

// Seen is what the owner sees as read in a win, and sends back with an edit. A part that differs from what the win
// showed becomes a correction.
type Seen struct {
	Competency string
	Stages     []string
	Kind       string
	Project    string   // with or without #, in any case
	NotMetrics []string // Raw of the numbers that are shown and wrong
}

// read understands the text, and lets the owner's word stand above it.
func (w *Win) read() {
	r := writing.Read(w.Text)
	w.Metrics, w.Stages, w.Competency, w.Competencies = r.Metrics, r.Stages, r.Competency, r.Competencies
	w.Kind, w.Missing, w.Hints, w.Links, w.Project = r.Kind, r.Missing, r.Hints, r.Links, ""
	w.Foreign = r.Foreign
	if w.Impact != "" { // it was asked for, and given
		w.Missing = without(w.Missing, writing.MissingImpact)
	}
	if len(r.Projects) > 0 {
		w.Project = fold(r.Projects[0])
	}
	w.Contributors = nil
	for _, id := range r.Mentions {
		if id != w.Person && !slices.Contains(w.Contributors, id) {
			w.Contributors = append(w.Contributors, id)
		}
	}
	w.correct()
	w.dropAnswered()
}

// correct puts the owner's corrections over what was read.
func (w *Win) correct() {
	c := w.Corrections
	if c.Competency != nil {
		w.Competency = *c.Competency
		w.Competencies = slices.DeleteFunc(w.Competencies, func(s writing.Score) bool { return s.ID == w.Competency })
		if w.Competency != "" { // their word, with the weight of all that was read
			w.Competencies = slices.Insert(w.Competencies, 0, writing.Score{ID: w.Competency, Score: 1})
		}
	}
	if len(c.Stages) > 0 || c.NoStages {
		w.Stages = append([]string{}, c.Stages...)
	}
	if c.Kind != nil {
		w.Kind = *c.Kind
	}
	if c.Project != nil {
		w.Project = *c.Project
	}
	w.Metrics = slices.DeleteFunc(w.Metrics, func(m writing.Metric) bool { return slices.Contains(c.NotMetrics, m.Raw) })
	if slices.Contains(w.Stages, "business_outcome") {
		w.Missing = without(w.Missing, writing.MissingBusinessOutcome)
	}
}

// dropAnswered drops the hint that asks what the owner has said already.
func (w *Win) dropAnswered() {
	if w.Held != "" {
		w.Hints = slices.DeleteFunc(w.Hints, func(h writing.Hint) bool { return h.ID == writing.HintTrap })
	}
}

// corrected are the win's corrections after its owner has sent back what they saw of it. A part that is as it was shown
// is no correction, and leaves an older one.
func (w Win) corrected(seen *Seen) (Corrections, error) {
	c := w.Corrections
	if seen == nil {
		return c, nil
	}
	stages := []string{}
	for _, id := range writing.StageIDs {
		if slices.Contains(seen.Stages, id) {
			stages = append(stages, id)
		}
	}
	project := writing.ProjectName(seen.Project)
	switch {
	case seen.Competency != "" && !slices.Contains(writing.CompetencyIDs, seen.Competency):
		return c, fmt.Errorf("%q is not a competency", seen.Competency)
	case !slices.Contains(writing.Kinds, seen.Kind):
		return c, fmt.Errorf("%q is not a kind of win", seen.Kind)
	case project == "" && seen.Project != "":
		return c, ErrProject
	}
	if seen.Competency != w.Competency {
		c.Competency = &seen.Competency
	}
	if !slices.Equal(stages, w.Stages) {
		c.Stages, c.NoStages = stages, len(stages) == 0
	}
	if seen.Kind != w.Kind {
		c.Kind = &seen.Kind
	}
	if project != w.Project {
		c.Project = &project
	}
	for _, raw := range seen.NotMetrics {
		if !slices.Contains(c.NotMetrics, raw) {
			c.NotMetrics = append(c.NotMetrics, raw)
		}
	}
	return c, nil
}

func without(list []string, part string) []string {
	return slices.DeleteFunc(list, func(p string) bool { return p == part })
}
