package writing_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/writing"
)

func FuzzReadKeepsItsPromisesOnAnyText(f *testing.F) {
	for _, unit := range hostile {
		f.Add(unit)
		f.Add(strings.Repeat(unit, 3))
	}
	f.Add("p99 −12% (was +3 pp) v2.1.3 1e-300 $1.2M €.5 1h 40 @k @0.5 <@U1> #a-b")
	f.Fuzz(func(t *testing.T, text string) {
		r := writing.Read(text)
		if diff := cmp.Diff(r, writing.Read(text)); diff != "" {
			t.Errorf("read twice, two readings: %s", diff)
		}
		if _, err := json.Marshal(r); err != nil {
			t.Errorf("no JSON: %v", err)
		}
		for _, m := range r.Metrics {
			named := strings.Contains(m.Raw, m.Name) || m.Name == "time" || m.Name == "cost"
			if m.Name == "" || !named || !strings.Contains(text, m.Raw) ||
				m.From == nil && m.To == nil && m.Change == nil {
				t.Errorf("a metric without name or number: %+v", m)
			}
		}
		if r.Competency != "" && (!slices.Contains(writing.CompetencyIDs, r.Competency) ||
			r.Competencies[0].ID != r.Competency) {
			t.Errorf("competency %q of %v", r.Competency, r.Competencies)
		}
		if len(r.Hints) > 2 {
			t.Errorf("%d hints", len(r.Hints))
		}
		if once := writing.Clean(text); writing.Clean(once) != once {
			t.Errorf("cleaned twice, two texts: %q", once)
		}
	})
}
