package writing

import "slices"

// The kinds of result. A text that says nothing special is a result.
const (
	KindResult         = "result"
	KindNegativeResult = "negative_result" // something was learned by its not working
	KindReliability    = "reliability"     // something bad was prevented, caught or undone
	KindEnabling       = "enabling"        // others are faster
)

// Kinds are all kinds of wins.
var Kinds = []string{KindResult, KindNegativeResult, KindReliability, KindEnabling}

// kind tells the sort of win. What failed goes before what was saved, and both before what helps others. A number on a
// model or the business is a result even where the text says "caught" (frauds are) or a template brought it.
func (p *passage) kind(metrics []found) string {
	outcome := slices.ContainsFunc(metrics, func(m found) bool {
		return m.term != nil && (m.term.stage == "model_quality" || m.term.stage == "business_outcome")
	})
	switch {
	case p.says("negative"):
		return KindNegativeResult
	case p.says("reliability"), p.says("caught") && !outcome:
		return KindReliability
	case p.says("enabling") && !outcome, p.says("helped") && len(metrics) == 0:
		return KindEnabling
	}
	return KindResult
}
