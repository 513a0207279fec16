package reviews

import (
	"cmp"
	"fmt"

	"laurel/feedback"
	"laurel/internal/db"
)

// StageTitle is what people call a stage of a cycle.
func (c Cycle) StageTitle(id string) string {
	template, err := templateOf(c)
	if err != nil {
		return id
	}
	return cmp.Or(template.Stage(id).Title, id)
}

// List lists all cycles, newest first.
func (c *Cycles) List(tx *db.Tx) ([]Cycle, error) { return allCycles(tx) }

// Cycle reads one cycle by its id. Error: ErrNotFound.
func (c *Cycles) Cycle(tx *db.Tx, id string) (Cycle, error) { return cycleByID(tx, id) }

// Named reads one cycle by its name; case and spaces don't count. Error: ErrNotFound.
func (c *Cycles) Named(tx *db.Tx, name string) (Cycle, error) { return loadCycle(tx, name) }

// Progress is how far a cycle has come, as far as those who run it may know.
type Progress struct {
	Cycle    Cycle
	Stages   []Stage
	Subjects int
	Answers  feedback.Band // feedback.Hidden but while colleagues are asked, and for a round of some size
	Mine     []string      // of ShowFor: the subjects whom the reader is or manages, by id
}

// Show tells how far a cycle has come, to who runs laurel and isn't known by name: the command line. Who is known gets
// ShowFor. Error: ErrNotFound.
func (c *Cycles) Show(tx *db.Tx, name string) (Progress, error) {
	progress, _, err := c.show(tx, name)
	return progress, err
}

// ShowFor is Show for one reader. A subject of the cycle, and who is a subject's manager now, get no band, whatever
// else they may do: until the seal nothing they see may depend on what colleagues sent. Error: ErrNotFound.
func (c *Cycles) ShowFor(tx *db.Tx, viewer, name string) (Progress, error) {
	progress, subjects, err := c.show(tx, name)
	if err != nil {
		return Progress{}, err
	}
	if progress.Mine, err = mine(tx, viewer, subjects); err != nil {
		return Progress{}, err
	}
	if len(progress.Mine) > 0 {
		progress.Answers = feedback.Hidden
	}
	return progress, nil
}

func (c *Cycles) show(tx *db.Tx, name string) (Progress, []string, error) {
	cycle, err := loadCycle(tx, name)
	if err != nil {
		return Progress{}, nil, err
	}
	template, err := templateOf(cycle)
	if err != nil {
		return Progress{}, nil, fmt.Errorf("show a cycle: %w", err)
	}
	subjects, err := subjectsOf(tx, cycle.ID)
	if err != nil {
		return Progress{}, nil, err
	}
	progress := Progress{Cycle: cycle, Stages: template.Stages, Subjects: len(subjects)}
	if cycle.State == Open && cycle.Stage == StagePeer {
		progress.Answers, err = c.Feedback.Progress(tx, cycle.ID)
	}
	return progress, subjects, err
}
