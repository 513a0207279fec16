package wins

import "laurel/writing"

// MarshalJSON writes a win as `laurel wins list --json` prints it. Witnesses and contributors are ids, of
// the contributors those who did not say that it was not them; a list that is
// empty is [], a competency that the text doesn't name is null.
func (w Win) MarshalJSON() ([]byte, error) {
	witnesses := make([]string, len(w.Witnesses))
	for i, witness := range w.Witnesses {
		witnesses[i] = witness.Person
	}
	var competency *string
	if w.Competency != "" {
		competency = &w.Competency
	}
	return writing.JSON(struct {
		ID           string           `json:"id"`
		Person       string           `json:"person"`
		Text         string           `json:"text"`
		Win          string           `json:"win"`
		Impact       string           `json:"impact"`
		Metrics      []writing.Metric `json:"metrics"`
		Stages       []string         `json:"stages"`
		Competency   *string          `json:"competency"`
		Source       string           `json:"source"`
		OccurredOn   string           `json:"occurred_on"`
		Visibility   string           `json:"visibility"`
		Status       string           `json:"status"`
		Links        []string         `json:"links"`
		Witnesses    []string         `json:"witnesses"`
		Contributors []string         `json:"contributors"`
		Project      string           `json:"project"`
	}{
		w.ID, w.Person, w.Text, w.Win, w.Impact, listed(w.Metrics), listed(w.Stages), competency, w.Source, w.OccurredOn,
		w.Visibility, w.Status, listed(w.Links), witnesses, listed(w.With()), w.Project,
	})
}

// listed is never nil, which JSON would write as null.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
