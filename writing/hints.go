package writing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Hint is one short question to the writer. It is advice: nothing is refused, and nothing is kept about it.
type Hint struct {
	ID   string `json:"id"` // one of the Hint constants
	Text string `json:"text"`
}

// Ids of hints.
const (
	HintDirection = "direction" // the numbers contradict the verb
	HintTrap      = "trap"      // offline numbers alone
	HintBaseline  = "baseline"  // a number without what it was before
	HintImpact    = "impact"    // no effect on anybody
)

// mostHints is how many a writer sees at once.
const mostHints = 2

// hints asks what is worth asking, the surest first.
func (p *passage) hints(metrics []found, missing []string, kind string) []Hint {
	list := []Hint{}
	if m := contradiction(metrics); m != nil {
		list = append(list, Hint{HintDirection, fmt.Sprintf("You wrote “%s”, and %s went %s, from %s to %s.",
			m.verb, m.Name, m.Direction, plainNumber(*m.From), withUnit(*m.To, m.Unit))})
	}
	if kind == KindResult && p.offlineOnly(metrics) {
		list = append(list, Hint{HintTrap, "Offline so far. Where did it hold?"})
	}
	if slices.Contains(missing, MissingBaseline) {
		list = append(list, Hint{HintBaseline, fmt.Sprintf("What was %s before?", metrics[0].Name)})
	}
	if slices.Contains(missing, MissingImpact) && len(metrics) == 0 && p.bare() {
		list = append(list, Hint{HintImpact, "What changed, and for whom?"})
	}
	return list[:min(len(list), mostHints)]
}

// bare says whether the text is one short statement that compares nothing. In a longer one the effect may be told in
// words that no list knows, and the question would be wrong.
func (p *passage) bare() bool {
	words := 0
	for i := range p.toks {
		t := &p.toks[i]
		if t.effect.way() != 0 || compares[t.low] {
			return false
		}
		if t.kind == word {
			words++
		}
	}
	return words <= 12
}

// contradiction finds a metric whose numbers go against its verb: "improved latency from 80 to 120 ms".
func contradiction(metrics []found) *found {
	for i, m := range metrics {
		if m.From == nil || m.Direction == "" || m.claim == none {
			continue
		}
		way := map[string]int8{"up": 1, "down": -1}[m.Direction]
		against := m.claim.way() == -way
		if m.Better != nil && m.claim.verdict() != 0 {
			against = *m.Better != (m.claim.verdict() > 0)
		}
		if against {
			return &metrics[i]
		}
	}
	return nil
}

// offlineOnly says whether every number is a model's own, and no word tells where it held.
func (p *passage) offlineOnly(metrics []found) bool { return p.offline(metrics) && !p.held() }

// offline says whether every number is about a model's quality.
func (p *passage) offline(metrics []found) bool {
	tried := p.says("tried") && !p.told("test")
	given := p.says("given up") && !slices.ContainsFunc(metrics, func(m found) bool { return m.Better == nil || *m.Better })
	if len(metrics) == 0 && tried && !given {
		return p.someValue() // of what, no rule saw; but it was tried on an evaluation set
	}
	models := slices.ContainsFunc(metrics, found.ofModel) // beside a model's number, orders and tickets are what followed
	return len(metrics) > 0 && !given && !slices.ContainsFunc(metrics, func(m found) bool {
		follows := models && m.term != nil && m.term.stage == "business_outcome"
		return !m.ofModel() && !(tried && m.mayBeOfModel() && !follows)
	})
}

// someValue says whether a number stands in the text that could be a score: a fraction or a share.
func (p *passage) someValue() bool {
	for i := range p.toks {
		t := &p.toks[i]
		if t.kind == number && p.idle[i] == 0 && !t.spelled && (!whole(t.value) && t.unit == "" || t.unit == "%" || t.unit == "pp" || t.unit == "points") {
			return true
		}
	}
	return false
}

func (m found) ofModel() bool {
	if strings.Contains(m.Name, "overage") && (strings.Contains(m.Name, "doc") || strings.Contains(m.Name, "card") || strings.Contains(m.Name, "test") || strings.Contains(m.Name, "lineage")) {
		return false // what documents and tests cover
	}
	return m.term != nil && m.term.stage == "model_quality" && m.term.competency != "experimentation"
}

// mayBeOfModel says whether a number could be a model's, where the text names what models are tried on.
func (m found) mayBeOfModel() bool {
	switch measureOf(m.Unit).dimension {
	case "", "percent", "pp", "points", "factor":
		return !m.speed && (m.term == nil || m.term.class == headTerm && m.term.stage != "production_reliability")
	}
	return false
}

// held says whether the text tells where its numbers held: in shadow, in a test, live. What is still to come, or did not
// happen, does not count: "A/B starts on Monday", "not deployed yet".
func (p *passage) held() bool {
	if p.told("held") {
		return true
	}
	for i := range p.toks { // "MAPE live 12.4", "in live use", "prod F1"
		if (p.low(i) == "live" || p.low(i) == "prod") && !p.compound(i) && !rehearsals[p.low(i+1)] && !rivals[p.low(i+1)] && !p.unreal(i) {
			return true
		}
	}
	return false
}

// rehearsals are what "live" may stand before when nothing is in use: "a live demo".
var rehearsals = set("demo demos coding session sessions stream streams document doc share replay test tests")

// told says whether a phrase of the list stands in the text, neither denied nor still to come.
func (p *passage) told(list string) bool {
	return slices.ContainsFunc(p.cues[list], func(i int) bool { return !p.unreal(i) })
}

// unreal says whether the clause around token i is denied or still to come.
func (p *passage) unreal(i int) bool {
	if rivals[p.low(i-1)] && (hasVerb[p.low(i+2)] || p.low(i+2) == "was") {
		return true // "the model in production has 0.55" is what it was compared with
	}
	for k := i - 1; k >= 0 && k > i-7 && !ends(p.low(k)); k-- {
		if denials[p.low(k)] || p.low(k) == "once" && !hasVerb[p.low(k+2)] && p.low(k+2) != "was" && p.low(k+2) != "went" {
			return true
		}
	}
	for k := i; k < len(p.toks) && k < i+8 && !ends(p.low(k)); k++ {
		if futures[p.low(k)] && (p.low(k) != "next" || p.low(k+1) != "to") {
			return true
		}
	}
	return false
}

func ends(low string) bool { return low == "." || low == "," || low == "(" || low == ")" }

var rivals = set("one model version system incumbent")

var denials = set(`
	upcoming need needs must if pre due candidate await awaits
	not no nothing never without before haven't hasn't isn't aren't didn't don't doesn't wasn't until next will want wants
	plan planned waiting ready awaiting hope hoping could should would nobody neither nor yet`)

var futures = set("planned pending upcoming yet starts start planned pending tomorrow soon scheduled follows next monday tuesday wednesday thursday friday")

func withUnit(v float64, unit string) string {
	switch unit {
	case "":
		return plainNumber(v)
	case "%", "x":
		return plainNumber(v) + unit
	}
	return plainNumber(v) + " " + unit
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
