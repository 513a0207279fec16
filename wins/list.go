package wins

import (
	"cmp"
	"slices"
	"time"

	"laurel/internal/db"
)

// AnyStatus is for a Filter that asks for wins whatever their status.
const AnyStatus = "any"

// Filter says which wins List reads. The zero Filter means all that are kept.
type Filter struct {
	Person       string
	People       []string // nil: everybody; empty: nobody
	Since, Until string   // days, inclusive; empty: no limit
	Project      string   // without #, in any case
	Status       string   // empty: StatusKept, for the others are their owner's alone; else one, or AnyStatus
	Visibilities []string // empty: all
	Search       string   // a part of the text, in any case
	Words        []string // as Search, and all of them
	After        Place    // only what List has after it; zero: from the newest
	Limit        int      // the newest so many; 0 or less: all
}

// Place is where a win stands in List's order.
type Place struct {
	Day   string    `json:"d,omitempty"`
	Added time.Time `json:"a,omitzero"`
	ID    string    `json:"i,omitempty"`
}

// Place is where the win stands in List's order.
func (w Win) Place() Place { return Place{Day: w.OccurredOn, Added: w.CreatedAt, ID: w.ID} }

// List reads wins with their parts, newest first: by day, then by when they were added.
func List(tx *db.Tx, f Filter) ([]Win, error) { return loadList(tx, f.tidy()) }

// Count is how many wins List would read without After and Limit, and costs much less.
func Count(tx *db.Tx, f Filter) (int, error) {
	f.After = Place{}
	return countList(tx, f.tidy())
}

// tidy has each person once.
func (f Filter) tidy() Filter {
	if f.People != nil {
		people := append([]string{}, f.People...) // not nil, which would mean everybody
		slices.Sort(people)
		f.People = slices.Compact(people)
	}
	return f
}

// Colleague is somebody who worked with a person, as far as the wins of both tell.
type Colleague struct {
	Person      string
	Witness     int // wins of one that the other witnessed
	Contributor int // wins of one that name the other
	Projects    int // projects that both have wins in
}

// Strength weighs how closely two people worked together: taking part counts most, watching least.
func (c Colleague) Strength() int { return 3*c.Contributor + 2*c.Projects + c.Witness }

// Colleagues reads who worked with person on wins of the day since (empty: ever) or later, strongest first, then by id.
// Only kept wins count, and none that is private. Whether a colleague is a member still is for people.Some to say.
func Colleagues(tx *db.Tx, person, since string) ([]Colleague, error) {
	found, err := loadColleagues(tx, person, since)
	slices.SortFunc(found, func(a, b Colleague) int {
		return cmp.Or(cmp.Compare(b.Strength(), a.Strength()), cmp.Compare(a.Person, b.Person))
	})
	return found, err
}
