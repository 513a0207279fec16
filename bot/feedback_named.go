package bot

import (
	"regexp"
	"slices"
	"strings"

	"laurel/bot/view"
)

// addressed splits a command's text into the people named at its beginning and what follows them.
func addressed(text string) (ids []string, rest string) {
	for {
		found := address.FindStringSubmatch(text)
		if found == nil {
			return ids, strings.TrimSpace(text)
		}
		ids, text = append(ids, found[1]), text[len(found[0]):]
	}
}

var address = regexp.MustCompile(`^(?:\s|,|;|:|\band\b)*<@([A-Z0-9]+)>(?:\s*[:,;])?`)

// namedIn lists the people whom a text names, wherever.
func namedIn(text string) (ids []string) {
	for _, found := range mentions.FindAllStringSubmatch(text, -1) {
		ids = append(ids, found[1])
	}
	return ids
}

// namedBy lists the people whom an act names: in a command's text, in a menu, or in a form's fields.
func namedBy(a act) (ids []string) {
	if a.Kind == action {
		return []string{a.Value}
	}
	nominees, never := view.ReadNominees(a.Fields)
	return slices.Concat(namedIn(a.Text), nominees, never, a.Fields[view.FieldPeople])
}
