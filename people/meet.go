package people

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
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
// now. Function, manager and team stay as they are, and so does what the file says, which counts before Slack's word. A
// name, address or time zone that Slack leaves empty doesn't erase one known before; a name that is only the id, and a
// time zone that doesn't exist, count as empty.
func Meet(tx *db.Tx, p Profile) (Person, error) {
	if err := shareDirectory(tx); err != nil {
		return Person{}, err
	}
	if err := saveProfiles(tx, []Profile{p.tidy()}); err != nil {
		return Person{}, fmt.Errorf("save what Slack says about a person: %w", err)
	}
	return loadOne(tx, p.ID)
}

// MeetAll is Meet for many at once. Of two profiles with the same id the last one counts. No Meet may come before it in its
// transaction.
func MeetAll(tx *db.Tx, profiles []Profile) error {
	if err := lockDirectory(tx); err != nil {
		return err
	}
	byID := make(map[string]Profile, len(profiles))
	for _, p := range profiles {
		byID[p.ID] = p.tidy()
	}
	ids := slices.Sorted(maps.Keys(byID))
	for chunk := range slices.Chunk(ids, 200) {
		list := make([]Profile, len(chunk))
		for i, id := range chunk {
			list[i] = byID[id]
		}
		if err := saveProfiles(tx, list); err != nil {
			return fmt.Errorf("save what Slack says about people: %w", err)
		}
	}
	return nil
}

// Met tells whether Slack has said all of this about the person before, so that there is nothing to learn from it.
func Met(tx *db.Tx, p Profile) (bool, error) {
	p = p.tidy()
	old, err := loadProfile(tx, p.ID)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	p.Name, p.Email = cmp.Or(p.Name, old.Name), cmp.Or(p.Email, old.Email)
	p.Timezone = cmp.Or(p.Timezone, old.Timezone)
	return p == old, err
}

// tidy makes what Slack says storable.
func (p Profile) tidy() Profile {
	p.Name, p.Email, p.Timezone = fit(p.Name), fit(p.Email), fit(p.Timezone)
	if p.Name == p.ID {
		p.Name = ""
	}
	if _, err := location(p.Timezone); err != nil {
		p.Timezone = ""
	}
	return p
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
