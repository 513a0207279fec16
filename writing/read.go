// Package writing reads what an engineer wrote about a piece of work: which numbers moved and whether that is
// good, which part of the chain from data to business it touches, and what a reader would ask next.
package writing

// A Reading is what a text says, found by rules: the same text always gives the same Reading. Its lists are never
// nil.
type Reading struct {
	Text         string
	Competency   string   // the strongest of Competencies, "" when the text names none
	Competencies []Score  // strongest first
	Stages       []string // in the order of StageIDs
	Metrics      []Metric // in the order of the text
	Kind         string   // one of the Kind constants
	Missing      []string // of the Missing constants
	Hints        []Hint   // two at most
	Links        []string // as written, at most 100, without repeats; never fetched
	Projects     []string // from #name and Slack's <#C123|name>, without the #, in small letters
	Mentions     []string // Slack user ids, from <@U123>
	Foreign      bool     // the text is not English, so only links, projects and mentions were read
}

// Read reads one text of any length and content. It needs no database and no network, takes time in proportion to
// the text's length, and can be called from many goroutines. A text that is not English yields links, projects and
// mentions only.
func Read(text string) Reading {
	refs := refer(text)
	r := Reading{
		Text: text, Kind: KindResult, Competencies: []Score{}, Stages: []string{}, Metrics: []Metric{},
		Missing: []string{}, Hints: []Hint{},
		Links: orEmpty(refs.links), Projects: orEmpty(refs.projects), Mentions: orEmpty(refs.mentions),
	}
	p := apart(text, refs.spans)
	if r.Foreign = p.foreign(); r.Foreign || p.wordless() {
		return r
	}
	p.find()
	metrics := p.measure()
	p.settle()
	for _, m := range metrics {
		r.Metrics = append(r.Metrics, m.Metric)
	}
	ruled := p.rule(metrics)
	r.Kind, r.Stages = ruled.kind, ruled.stages
	r.Competencies = ruled.order(judge(p.features(ruled), weights()))
	if len(r.Competencies) > 0 {
		r.Competency = r.Competencies[0].ID
	}
	r.Missing = p.missing(metrics, r.Stages, r.Kind)
	r.Hints = p.hints(metrics, r.Missing, r.Kind)
	return r
}

// MarshalJSON writes the shape that `laurel analyze` prints: competency is null when there is none.
func (r Reading) MarshalJSON() ([]byte, error) {
	return JSON(struct {
		Text         string   `json:"text"`
		Competency   *string  `json:"competency"`
		Competencies []Score  `json:"competencies"`
		Stages       []string `json:"stages"`
		Metrics      []Metric `json:"metrics"`
		Kind         string   `json:"kind"`
		Missing      []string `json:"missing"`
		Hints        []Hint   `json:"hints"`
	}{
		r.Text, orNull(r.Competency), orEmpty(r.Competencies), orEmpty(r.Stages), orEmpty(r.Metrics), r.Kind,
		orEmpty(r.Missing), orEmpty(r.Hints),
	})
}

// MarshalJSON writes direction as null when it is not known.
func (m Metric) MarshalJSON() ([]byte, error) {
	return JSON(struct {
		Name      string   `json:"name"`
		Raw       string   `json:"raw"`
		From      *float64 `json:"from"`
		To        *float64 `json:"to"`
		Change    *float64 `json:"change"`
		Unit      string   `json:"unit"`
		Direction *string  `json:"direction"`
		Better    *bool    `json:"better"`
	}{m.Name, m.Raw, m.From, m.To, m.Change, m.Unit, orNull(m.Direction), m.Better})
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
