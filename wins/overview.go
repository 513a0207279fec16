package wins

import (
	"cmp"
	"slices"
	"time"

	"laurel/internal/db"
	"laurel/writing"
)

// Overview counts what a person's wins show together. Months, Stages and Competencies are of the months asked for,
// Projects of all time.
type Overview struct {
	Pending      int            // wins that wait for their owner to keep them
	Kept         int            // of all time
	Months       []Month        // in order, also those without a win
	Stages       map[string]int // a win counts for each stage that it shows
	Competencies map[string]int // a win counts for the first that was read in it; "" for none
	Projects     []Project      // the latest first
}

// Month is how many kept wins a month has.
type Month struct {
	Month string // "2026-11"
	Wins  int
}

// Project is what a person has done for one model or system.
type Project struct {
	Name   string
	Wins   int
	Stages []string // those that its wins show together, in the order of the chain
	LastOn string   // day of the latest win
}

// Total is how many wins the months have.
func (o Overview) Total() (n int) {
	for _, m := range o.Months {
		n += m.Wins
	}
	return n
}

// Oversee counts a person's wins, private ones too: it is for their eyes. The months are the one that today is in and
// those before it, so many in all. It costs one query however many wins there are.
func Oversee(tx *db.Tx, person string, months int, today time.Time) (Overview, error) {
	tallies, err := loadTallies(tx, person)
	if err != nil {
		return Overview{}, err
	}
	o := Overview{Stages: map[string]int{}, Competencies: map[string]int{}, Projects: []Project{}}
	first := time.Date(today.Year(), today.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, 1-months, 0)
	for i := range months {
		o.Months = append(o.Months, Month{Month: first.AddDate(0, i, 0).Format("2006-01")})
	}
	projects := map[string]*Project{}
	for _, t := range tallies {
		o.add(t, projects)
	}
	for _, p := range projects {
		o.Projects = append(o.Projects, *p)
	}
	slices.SortFunc(o.Projects, func(a, b Project) int {
		return cmp.Or(cmp.Compare(b.LastOn, a.LastOn), cmp.Compare(a.Name, b.Name))
	})
	return o, nil
}

// add counts a tally where it belongs.
func (o *Overview) add(t tally, projects map[string]*Project) {
	if t.Status == StatusPending {
		o.Pending += t.Wins
		return
	}
	o.Kept += t.Wins
	if i := slices.IndexFunc(o.Months, func(m Month) bool { return m.Month == t.Month }); i >= 0 {
		o.Months[i].Wins += t.Wins
		o.Competencies[t.Competency] += t.Wins
		for _, stage := range t.Stages.V {
			o.Stages[stage] += t.Wins
		}
	}
	if t.Project == "" {
		return
	}
	p := projects[t.Project]
	if p == nil {
		p = &Project{Name: t.Project, Stages: []string{}}
		projects[t.Project] = p
	}
	p.Wins, p.LastOn = p.Wins+t.Wins, max(p.LastOn, t.LastOn)
	p.Stages = inOrder(append(p.Stages, t.Stages.V...))
}

// inOrder has stages along the chain, each once.
func inOrder(stages []string) []string {
	ordered := []string{}
	for _, stage := range writing.StageIDs {
		if slices.Contains(stages, stage) {
			ordered = append(ordered, stage)
		}
	}
	return ordered
}
