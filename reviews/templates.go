package reviews

import (
	"slices"
	"strings"

	"laurel/internal/db"
)

// Templates lists the templates by id: the built-in ones and those that an admin added, which stand before a built-in one
// of the same id. One that was added by an older version and can't be read any more is left out.
func (c *Cycles) Templates(tx *db.Tx) ([]Template, error) {
	added, err := addedTemplates(tx)
	if err != nil {
		return nil, err
	}
	all := BuiltIn()
	for _, text := range added {
		template, err := ReadTemplate([]byte(text))
		if err != nil {
			continue
		}
		all = slices.DeleteFunc(all, func(t Template) bool { return t.ID == template.ID })
		all = append(all, template)
	}
	slices.SortFunc(all, func(x, y Template) int { return strings.Compare(x.ID, y.ID) })
	return all, nil
}

// Template is one template. Errors: ErrUnknownTemplate, BadTemplate for an added one that can't be read any more.
func (c *Cycles) Template(tx *db.Tx, id string) (Template, error) {
	text, added, err := addedTemplate(tx, id)
	if err != nil {
		return Template{}, err
	}
	if added {
		return ReadTemplate([]byte(text))
	}
	for _, template := range BuiltIn() {
		if template.ID == id {
			return template, nil
		}
	}
	return Template{}, ErrUnknownTemplate
}

// AddTemplate adds a template, or replaces the one of its id. Cycles that are open keep theirs. The second call changes
// nothing. Error: BadTemplate.
func (c *Cycles) AddTemplate(tx *db.Tx, text []byte, by string) (Template, error) {
	template, err := ReadTemplate(text)
	if err != nil {
		return Template{}, err
	}
	return template, saveTemplate(tx, template, by)
}

// RemoveTemplate removes a template that was added; a built-in one of the same id takes its place again. Error:
// ErrUnknownTemplate when none was added.
func (c *Cycles) RemoveTemplate(tx *db.Tx, id string) error {
	removed, err := deleteTemplate(tx, id)
	if err == nil && !removed {
		return ErrUnknownTemplate
	}
	return err
}
