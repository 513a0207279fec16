package wins

import (
	"cmp"
	"slices"

	"laurel/internal/db"
	"laurel/writing"
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
	Limit        int      // the newest so many; 0 or less: all
}

// List reads wins with their parts, newest first: by day, then by when they were added.
func List(tx *db.Tx, f Filter) ([]Win, error) { return loadList(tx, f.tidy()) }

// Count is how many wins List would read without the Limit, and costs much less.
func Count(tx *db.Tx, f Filter) (int, error) { return countList(tx, f.tidy()) }

// tidy has each person once.
func (f Filter) tidy() Filter {
	if f.People != nil {
		people := append([]string{}, f.People...) // not nil, which would mean everybody
		slices.Sort(people)
		f.People = slices.Compact(people)
	}
	return f
}

// Project is what a person has done for one model or system.
type Project struct {
	Name   string
	Wins   int
	Stages []string // those its wins cover, in the order of the impact chain
	LastOn string   // day of the latest win
}

// Projects reads the projects of a person's kept wins, the latest first.
func Projects(tx *db.Tx, person string) ([]Project, error) {
	rows, err := loadProjects(tx, person)
	if err != nil {
		return nil, err
	}
	byName := map[string]*Project{}
	for _, row := range rows {
		p := byName[row.Name]
		if p == nil {
			p = &Project{Name: row.Name}
			byName[row.Name] = p
		}
		p.Wins++
		p.LastOn = max(p.LastOn, row.OccurredOn)
		p.Stages = append(p.Stages, row.Stages.V...)
	}
	found := make([]Project, 0, len(byName))
	for _, p := range byName {
		p.Stages = inOrder(p.Stages)
		found = append(found, *p)
	}
	slices.SortFunc(found, func(a, b Project) int {
		return cmp.Or(cmp.Compare(b.LastOn, a.LastOn), cmp.Compare(a.Name, b.Name))
	})
	return found, nil
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

// Forget deletes a person's wins with all that was kept about them, and the person's name as witness or contributor of
// others'. Mentions inside the text of others' wins stay: those are their words. It returns how many wins there were.
func Forget(tx *db.Tx, person string) (int, error) { return deleteWins(tx, person) }

// inOrder sorts stages along the impact chain, each once.
func inOrder(stages []string) []string {
	ordered := []string{}
	for _, stage := range writing.StageIDs {
		if slices.Contains(stages, stage) {
			ordered = append(ordered, stage)
		}
	}
	return ordered
}
