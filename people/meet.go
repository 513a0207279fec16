package people

import (
	"fmt"
	"strings"
	"unicode"

	"laurel/internal/db"
)

// maxCell is how long a name or any other cell of the directory may be, in code points.
const maxCell = 200

// Profile is what Slack says about a user: https://docs.slack.dev/reference/objects/user-object
type Profile struct {
	ID, Name, Email, Timezone     string
	Guest, Stranger, Bot, Deleted bool
}

// Meet adds the person whom a Slack profile describes, or refreshes them, and returns the entry with CheckedAt set to
// now. Function, manager and team stay as they are. A name, address or time zone that Slack leaves empty doesn't erase
// one known before; a name that is only the id, and a time zone that doesn't exist, count as empty.
func Meet(tx *db.Tx, p Profile) (Person, error) {
	p.Name, p.Email, p.Timezone = fit(p.Name), fit(p.Email), fit(p.Timezone)
	if p.Name == p.ID {
		p.Name = ""
	}
	if _, err := location(p.Timezone); err != nil {
		p.Timezone = ""
	}
	if err := saveProfile(tx, p); err != nil {
		return Person{}, fmt.Errorf("save what Slack says about a person: %w", err)
	}
	return loadOne(tx, p.ID)
}

// fit makes a text from Slack storable. Postgres takes neither NUL nor invalid UTF-8.
func fit(text string) string {
	text = tidy(strings.ToValidUTF8(text, ""))
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > maxCell {
		text = string(runes[:maxCell])
	}
	return strings.TrimSpace(text)
}

// tidy removes what can't be seen and isn't part of a word: surrounding space, marks that turn the direction of the
// text round, zero-width spaces, byte order marks.
func tidy(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}
