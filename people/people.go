// Package people is the directory: who works here, in which function, for which manager, and in which time zone.
package people

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // so that a bare container knows the same time zones as a desktop

	"laurel/internal/db"
)

// ErrNotFound is returned for an id that nobody in the directory has.
var ErrNotFound = errors.New("there is no such person in the directory")

// Person is one entry of the directory as of the moment it was read.
type Person struct {
	ID       string // Slack user id
	Name     string // never empty: the id, until the file or Slack gives a name
	Email    string // may be empty
	Role     Role
	RoleText string // the function as the file wrote it: what to show when Role is Other
	Timezone string // IANA name, or empty: see Location
	Team     string
	Manager  string // the person id of the present manager, or empty
	// ManagerName is the present manager's name, or empty.
	ManagerName string
	Guest       bool // single- or multi-channel guest
	Stranger    bool // of another workspace, or not visible to us
	Bot         bool
	Deleted     bool // deactivated in Slack
	// CheckedAt is when Slack last told us about the person; the zero time means never.
	CheckedAt time.Time
}

// Member tells whether p may be asked, reviewed and answered: everybody but guests, strangers, bots and people who are
// deactivated. Somebody who was imported counts as a member until Slack says otherwise.
func Member(p Person) bool { return !p.Guest && !p.Stranger && !p.Bot && !p.Deleted }

// Location is where the person's clock hangs: their time zone, else fallback, else UTC.
func (p Person) Location(fallback *time.Location) *time.Location {
	if zone, err := location(p.Timezone); err == nil {
		return zone
	}
	if fallback == nil {
		return time.UTC
	}
	return fallback
}

// Get reads one person. Error: ErrNotFound.
func Get(tx *db.Tx, id string) (Person, error) { return loadOne(tx, id) }

// All reads the whole directory by name, those who have left included.
func All(tx *db.Tx) ([]Person, error) {
	found, err := loadAll(tx)
	sortByName(found)
	return found, err
}

// Some reads the people with these ids, by id. An id that nobody has is absent from the map.
func Some(tx *db.Tx, ids []string) (map[string]Person, error) {
	unique := slices.Compact(slices.Sorted(slices.Values(ids)))
	found, err := loadSome(tx, unique)
	byID := make(map[string]Person, len(found))
	for _, p := range found {
		byID[p.ID] = p
	}
	return byID, err
}

// Reports reads who had this manager at that moment, by name. Their Manager field says who it is today. Those who have
// left since are included: see Member.
func Reports(tx *db.Tx, manager string, at time.Time) ([]Person, error) {
	found, err := loadReports(tx, manager, at)
	sortByName(found)
	return found, err
}

// ManagerOf is the id of the manager whom a person had at that moment, or "" when they had none or aren't known.
func ManagerOf(tx *db.Tx, id string, at time.Time) (string, error) { return loadManager(tx, id, at) }

func sortByName(found []Person) {
	names := make(map[string]string, len(found)) // folded once each, not once a comparison
	for _, p := range found {
		names[p.ID] = strings.ToLower(p.Name)
	}
	slices.SortFunc(found, func(a, b Person) int {
		return cmp.Or(cmp.Compare(names[a.ID], names[b.ID]), cmp.Compare(a.ID, b.ID))
	})
}

// location finds a time zone by its IANA name. "" and "Local", which Go would take for zones, are refused.
func location(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, errors.New("not the name of a time zone")
	}
	return time.LoadLocation(name)
}
